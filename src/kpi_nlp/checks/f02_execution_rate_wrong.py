"""F02: an execution rate that is not execution over budget, points of it that are not rate times weight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.amounts import phrase_of
from kpi_nlp.model import (
    Answer,
    Budget,
    Claim,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Page,
    Paper,
    Quantity,
    Remark,
    check,
)
from kpi_nlp.quantities import last_digit, rounded, shown
from kpi_nlp.quantities.slips import inverted, slip
from kpi_nlp.quantities.sums import printed_number
from kpi_nlp.text import clip, fold

_HUNDRED = Decimal(100)
_SHARE_OF_ONE = Decimal("1.5")
_SCORE_SLACK = Decimal("0.011")
_RATE = re.compile(r"(?:预算|支出|资金|采购)?(?:执行|完成|支付|使用)(?:率|进度)[^,，。;；:：=]{0,14}$|支出进度[^,，。;；:：=]{0,8}$")
_MEAN = re.compile(r"平均|序时|季度|季|月|得分|控制率|满分|占")
_LEFT_OUT = re.compile(r"冻结|不含|剔除|扣除|收回|结余|结转|压减|调减|未下达")
_TABLE = ("预算执行情况（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed rate in per cent, what was spent, and the amounts that it may be a share of, the full-year budget first."""

    name: str
    printed: Decimal
    text: str
    spent: Decimal
    budgets: tuple[Decimal, ...]
    numbers: tuple[str, str]
    evidence: tuple[Evidence, ...]
    sentence: str

    @property
    def tolerance(self) -> Decimal:
        """One unit of the last printed digit: rates are truncated as often as they are rounded."""
        return last_digit(fold(self.text)) * (_HUNDRED if "%" not in fold(self.text) and self.of_one else 1)

    @property
    def of_one(self) -> bool:
        """True where 「0.986」 is printed for 98.6 %."""
        return "%" not in fold(self.text) and self.printed != Decimal(fold(self.text).strip() or 0)


@check(
    code="F02",
    name="execution-rate-wrong",
    title="执行率复算不符",
    severity="error",
    over="documents",
    why="预算执行率应等于执行数除以全年预算数，执行率得分应等于执行率乘以分值。",
    basis="执行数÷全年预算数（也按年初预算数、按文中写明的剔除冻结或结转后的预算数试算），允许末位相差 1；得分＝执行率×分值，不超过分值。",
    cleared_by="分母另有口径（如不含冻结、收回的资金），并在文中写明；得分按当地的分档标准计算。",
    suggestion="更正",
    flags=(
        Page(tables=((_TABLE, ("年度资金总额", "100.00", "110.00", "99.00", "10", "95.00%", "9.50")),)),
        Page(tables=((_TABLE, ("年度资金总额", "100.00", "110.00", "99.00", "10", "90.00%", "9.90")),)),
        Page(sentences=("2024年全年预算数为1200.00万元，实际支出数为900.00万元，预算执行率为85.00%。",)),
    ),
    passes=(
        Page(tables=((_TABLE, ("年度资金总额", "100.00", "110.00", "99.00", "10", "90.00%", "9.00")),)),
        Page(tables=((_TABLE, ("年度资金总额", "100.00", "110.00", "99.00", "10", "99.00%", "9.90")),)),
        Page(
            sentences=(
                "2024年预算总指标1200.00万元，支出数900.00万元，已冻结资金200.00万元，预算执行率（不含冻结资金）90.00%。",
            )
        ),
    ),
)
def execution_rate_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Divide again in every row and sentence that has a rate beside its amounts, and multiply with the points."""
    for paper in dossier.papers:
        left_out = _amounts_left_out(paper)
        for budget in paper.budgets:
            if (rate := _rate_of(budget, left_out)) is not None:
                yield _compared(rate)
            if scored := _points(budget, dossier.profile.execution_points):
                yield scored
        for claim in paper.claims:
            yield from map(_compared, _rates_in(claim))


def _rate_of(budget: Budget, left_out: Sequence[Decimal]) -> Rate | None:
    """Return the rate of a row with the amounts that it may be a share of."""
    figure, spent = budget.rate, budget.execution
    if figure is None or spent is None or not (budget.full or budget.initial):
        return None
    wholes = [whole for whole in (budget.full, budget.initial) if whole and whole.amount]
    if not wholes:
        return None
    first = wholes[0]
    less = [first.amount - amount for amount in left_out if 0 < amount < first.amount] if budget.in_yuan else []
    return Rate(
        name=clip(budget.item, 24),
        printed=_percent(figure),
        text=figure.text,
        spent=spent.amount,
        budgets=(*(whole.amount for whole in wholes), *less),
        numbers=(shown(printed_number(spent)), shown(printed_number(first))),
        evidence=(Evidence.of("execution", spent), *(Evidence.of("budget", whole) for whole in wholes), Evidence.of("rate", figure)),
        sentence=f"执行率 {budget.item} {budget.project or ''}",
    )


def _percent(figure: Figure) -> Decimal:
    """Return a printed rate in per cent; 「0.986」 is 98.6 %."""
    share = "%" not in fold(figure.text) and figure.amount <= _SHARE_OF_ONE
    return figure.amount * _HUNDRED if share else figure.amount


def _amounts_left_out(paper: Paper) -> list[Decimal]:
    """Return the amounts that the text says were frozen, taken back or not counted."""
    return [
        quantity.exact
        for claim in paper.claims
        if _LEFT_OUT.search(claim.text)
        for quantity in claim.quantities
        if quantity.kind == "money" and quantity.exact
    ]


def _rates_in(claim: Claim) -> Iterator[Rate]:
    """Yield the rates of a sentence that tells the budget and what was spent of it before."""
    folded = fold(claim.text)
    budget: Quantity | None = None
    spent: Quantity | None = None
    others: list[Decimal] = []
    for quantity in claim.quantities:
        if quantity.kind == "money" and quantity.exact:
            kind = _kind(folded, quantity)
            if kind == "budget":
                budget, spent = quantity, None
            elif kind == "spent":
                spent = quantity
            others.append(quantity.exact)
        before = folded[: quantity.start]
        words = before[-24:]
        if quantity.unit != "%" or quantity.exact is None or not _RATE.search(before) or _MEAN.search(words):
            continue
        if budget is not None and spent is not None and budget.exact and spent.exact is not None and "=" not in words:
            excluded = [budget.exact - other for other in others if other < budget.exact] if _LEFT_OUT.search(folded) else []
            yield Rate(
                name="预算执行率",
                printed=quantity.exact,
                text=f"{shown(quantity.exact)}%" if "%" not in fold(quantity.text) else quantity.text,
                spent=spent.exact,
                budgets=(budget.exact, *excluded),
                numbers=(shown(spent.exact), shown(budget.exact)),
                evidence=(Evidence("sentence", claim.text, claim.location),),
                sentence=claim.text,
            )


def _kind(folded: str, quantity: Quantity) -> str | None:
    """Return budget or spent by the words in front of an amount; the item itself does not matter here."""
    start = max((folded.rfind(mark, 0, quantity.start) for mark in ",，。;；:："), default=-1) + 1
    words = folded[start : quantity.start]
    if re.search(r"收入|占|其中|调整了|冻结|结余|结转|未执行|追加|压减", words):
        return None
    if re.search(r"执行|决算|支出数?|使用数?|支付|支出完成", words) and not re.search(r"预算(?:数|总|金额|指标|安排|资金)", words):
        return "spent"
    return "budget" if "预算" in words else None


def _compared(rate: Rate) -> Answer:
    """Compare with the share of each amount that the rate may be of."""
    results = [rate.spent / budget * _HUNDRED for budget in rate.budgets if budget]
    if any(abs(result - rate.printed) <= rate.tolerance for result in results):
        return Clear()
    expected = results[0]
    spent, budget = rate.numbers
    why = "写的是倒数" if inverted(rate.printed, expected, within=rate.tolerance) else None
    why = why or slip(rate.printed, expected, within=rate.tolerance)
    return Remark(
        f"「{rate.name}」执行数 {spent}，预算数 {budget}，复算执行率 {rounded(expected)}%，填报 {rate.text}{f'（{why}）' if why else ''}。",
        rate.evidence,
        computation=Computation(
            f"{spent}/{budget}*100", rounded(expected), {"执行数": spent, "预算数": budget}, rate.text
        ),
        sentence=rate.sentence,
    )


def _points(budget: Budget, usual: Decimal) -> Answer | None:
    """Compare the points of a row with its rate; where no weight is printed, they are those of the profile."""
    rate, score = budget.rate, budget.score
    if rate is None or score is None:
        return None
    weight = budget.weight.amount if budget.weight is not None else usual
    percent = min(_percent(rate), _HUNDRED)
    expected = weight * percent / _HUNDRED
    slack = max(last_digit(fold(score.text)), _SCORE_SLACK) + weight * last_digit(fold(rate.text)) / _HUNDRED
    if abs(score.amount - expected) <= slack:
        return Clear()
    quotes = (Evidence.of("rate", rate), Evidence.of("score", score))
    weighed = (Evidence.of("weight", budget.weight),) if budget.weight is not None else ()
    return Remark(
        f"「{clip(budget.item, 24)}」执行率 {rate.text}，分值 {shown(weight)} 分，复算得分 {rounded(expected)} 分，填报 {score.text}。",
        (*quotes, *weighed),
        computation=Computation(
            f"{shown(percent)}*{shown(weight)}/100", rounded(expected), {"执行率": rate.text, "分值": shown(weight)}, score.text
        ),
        sentence=f"执行率得分 {budget.item} {budget.project or ''}",
        severity="question",
    )
