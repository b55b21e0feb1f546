"""F02: an execution rate that is not execution over budget, points of it that are not rate times weight."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.checks.amounts import is_total
from kpi_nlp.checks.execution import Rate, amounts_left_out, lone_rates, percent_of, rate_of, rates_in
from kpi_nlp.model import (
    Answer,
    Budget,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Page,
    Paper,
    Paragraph,
    Remark,
    Undecided,
    check,
)
from kpi_nlp.quantities import last_digit, rounded, shown
from kpi_nlp.quantities.slips import inverted, slip
from kpi_nlp.text import clip, fold

_HUNDRED = Decimal(100)
_SCORE_SLACK = Decimal("0.011")
_FULL_SLACK = Decimal("0.1")
_BAND = re.compile(
    r"执行率[^。;；]{0,12}(?:(?:[≥>]|大于|高于|不低于|超过)\d+%|\d+%[^。;；]{0,6}(?:以上|的))[^。;；]{0,15}(?:满分|全分|[计得]\d+分)"
)
_OTHER_WEIGHTS = (Decimal(5), Decimal(20))  # 湖北 prints 「得分（20分*执行率）」 and no weight
_LONGEST_NAME = 24
_TABLE = ("预算执行情况（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


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
        left_out = amounts_left_out(paper)
        for budget in paper.budgets:
            if (rate := rate_of(budget, left_out)) is not None:
                yield _compared(rate)
            if scored := _points(budget, dossier.profile.execution_points, paper):
                yield scored
        for claim in paper.claims:
            yield from map(_compared, rates_in(claim))
        yield from _said_alone(paper, left_out)


def _compared(rate: Rate) -> Answer:
    """Compare with the share of each amount that the rate may be of."""
    if rate.budget is not None:
        return Clear()
    if rate.of_part_of_year:
        return Undecided(f"「{rate.name}」的执行率 {rate.text} 可能以序时进度为分母", rate.evidence[0].location)
    expected = rate.shares[0]
    spent, budget = rate.numbers
    why = "写的是倒数" if inverted(rate.printed, expected, within=rate.tolerance) else None
    why = why or slip(rate.printed, expected, within=rate.tolerance)
    return Remark(
        f"「{clip(rate.name, _LONGEST_NAME)}」执行数 {spent}，预算数 {budget}，复算执行率 {rounded(expected)}%，填报 {rate.text}{f'（{why}）' if why else ''}。",
        rate.evidence,
        computation=Computation(
            f"{spent}/{budget}*100", rounded(expected), {"执行数": spent, "预算数": budget}, rate.text
        ),
        sentence=rate.sentence,
    )


def _said_alone(paper: Paper, left_out: Sequence[Decimal]) -> Iterator[Answer]:
    """Compare a rate that the text states without amounts with those of all the money in the tables."""
    rates = [
        (budget.project, rate)
        for budget in paper.budgets
        if is_total(budget) and (rate := rate_of(budget, left_out)) is not None
    ]
    for claim in paper.claims:
        own = [rate for project, rate in rates if project == claim.scope]
        if not own or claim.period not in (None, str(paper.document.identity.year)):
            continue
        for said in lone_rates(claim):
            printed, tolerance = said.exact or Decimal(0), last_digit(fold(said.text))
            if any(abs(share - printed) <= tolerance for rate in own for share in (*rate.shares, rate.printed)):
                yield Clear()
                continue
            spent, budget = own[0].numbers
            expected = rounded(own[0].shares[0])
            yield Remark(
                f"正文称预算执行率为 {said.text}，表中执行数 {spent}，预算数 {budget}，复算执行率 {expected}%。",
                (Evidence("sentence", claim.text, claim.location), *own[0].evidence),
                computation=Computation(
                    f"{spent}/{budget}*100", expected, {"执行数": spent, "预算数": budget}, said.text
                ),
                sentence=claim.text,
                severity="question",
            )


def _points(budget: Budget, usual: Decimal, paper: Paper) -> Answer | None:
    """Compare the points of a row with its rate; where no weight is printed, they are those of the profile."""
    rate, score = budget.rate, budget.score
    if rate is None or score is None:
        return None
    percent = min(percent_of(rate), _HUNDRED)
    weights = (usual, *_OTHER_WEIGHTS) if budget.weight is None else (budget.weight.amount,)
    if any(_earned(score, weight * percent / _HUNDRED, rate, weight) for weight in weights):
        return Clear()
    weight = weights[0]
    expected = weight * percent / _HUNDRED
    if score.amount == weight and _has_bands(paper):
        return Undecided(f"「{budget.item}」执行率得满分，文中写有执行率的分档", score.location)
    quotes = (Evidence.of("rate", rate), Evidence.of("score", score))
    weighed = (Evidence.of("weight", budget.weight),) if budget.weight is not None else ()
    return Remark(
        f"「{clip(budget.item, _LONGEST_NAME)}」执行率 {rate.text}，分值 {shown(weight)} 分，复算得分 {rounded(expected)} 分，填报 {score.text}。",
        (*quotes, *weighed),
        computation=Computation(
            f"{shown(percent)}*{shown(weight)}/100",
            rounded(expected),
            {"执行率": rate.text, "分值": shown(weight)},
            score.text,
        ),
        sentence=f"执行率得分 {budget.item} {budget.project or ''}",
        severity="question",
    )


def _has_bands(paper: Paper) -> bool:
    """Return whether a paper tells from which rate on all points are given."""
    texts = (block.text for block in paper.document.blocks if isinstance(block, Paragraph))
    rubrics = (row.rubric.text for row in paper.indicators if row.rubric is not None)
    return any(_BAND.search(fold(text)) for text in (*texts, *rubrics))


def _earned(score: Figure, expected: Decimal, rate: Figure, weight: Decimal) -> bool:
    """Return whether points are those expected, as exactly as they and the rate are printed.

    Nothing is rounded up to full points but what misses them by less than a tenth.
    """
    if score.amount == weight and weight - expected > _FULL_SLACK:
        return False
    slack = max(last_digit(fold(score.text)), _SCORE_SLACK) + weight * last_digit(fold(rate.text)) / _HUNDRED
    return abs(score.amount - expected) <= slack
