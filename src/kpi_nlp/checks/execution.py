"""Rates of execution as tables and sentences print them, with what was spent and the budgets that they may be a share of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.model import Budget, Claim, Evidence, Figure, Paper, Quantity
from kpi_nlp.quantities import last_digit, shown
from kpi_nlp.quantities.sums import printed_number
from kpi_nlp.text import fold

BY_SPENDING = re.compile(r"(?:执行|支出|支付)率$")
"""Names of rows that lose points with every unspent yuan, target or not."""

_HUNDRED = Decimal(100)
_SHARE_OF_ONE = Decimal("1.5")
_NEARLY, _EXACTLY = Decimal("0.5"), Decimal("0.05")
_RATE = re.compile(
    r"(?:预算|支出|资金|采购)?(?:执行|完成|支付|使用)(?:率|进度)[^,，。;；:：=]{0,14}$|支出进度[^,，。;；:：=]{0,8}$"
)
_ALONE = re.compile(
    r"(?:^|[,，。;；:：、]|部门|单位|整体|全年|总体|年度|年|[我本][局会委办厅院])(?:部门|整体|支出|全年|总|年度)*预算(?:资金|支出)?执行率(?:为|达到?|是)?$"
)
_NO_SHARE = re.compile(r"平均|序时|季度|季|月|得分|控制率|满分|占")
_BEHIND = 24  # letters in front of a percentage that tell what it is
_EDGES = ",，。;；:："
_LEFT_OUT = re.compile(r"冻结|不含|剔除|扣除|收回|结余|结转|压减|调减|未下达")
_OTHER = re.compile(r"收入|占|其中|调整了|冻结|结余|结转|未执行|追加|压减")
_SPENT = re.compile(r"执行|决算|支出数?|使用数?|支付|支出完成")
_BUDGET = re.compile(
    r"预算(?:数|总|金额|指标|安排|资金)|(?<![共已])(?<!实际)(?<!累计)支出预算(?:调整)?(?:后|为|至|共|合|总|计|约|是|达到?)*$"
)  # 「支出预算80万元」 is a plan, 「实际支出预算80万元」 what was spent of one
_PART_OF_YEAR = re.compile(r"^\d{0,2}[-—~至]?\d{1,2}月|季度|上半年|下半年|半年")


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed rate in per cent, what was spent, and the amounts that it may be a share of, the full-year budget first.

    `numbers` are the spending and that budget as printed, `tolerance` one unit of the last printed digit: rates are
    truncated as often as they are rounded.
    """

    name: str
    printed: Decimal
    text: str
    tolerance: Decimal
    spent: Decimal
    budgets: tuple[Decimal, ...]
    numbers: tuple[str, str]
    evidence: tuple[Evidence, ...]
    sentence: str

    @property
    def shares(self) -> list[Decimal]:
        """What was spent of each of the amounts, in per cent."""
        return [self.spent / budget * _HUNDRED for budget in self.budgets]

    @property
    def budget(self) -> Decimal | None:
        """The amount that the rate is a share of, None where it is one of none."""
        within = (self._may_print(share, first=number == 0) for number, share in enumerate(self.shares))
        return next((budget for budget, holds in zip(self.budgets, within, strict=True) if holds), None)

    def _may_print(self, share: Decimal, *, first: bool) -> bool:
        """Return whether a share may have been printed so; a bare 「100%」 says that all was spent.

        Of the full-year budget half a per cent may miss; another budget has to give it to the digit.
        """
        whole = self.printed == _HUNDRED and self.tolerance == 1
        tolerance = (_NEARLY if first else _EXACTLY) if whole else self.tolerance
        return abs(share - self.printed) <= tolerance

    def scaled(self, budget: Decimal) -> str:
        """Return one of the amounts in the unit that the budget is printed in."""
        return shown(budget * Decimal(self.numbers[1]) / self.budgets[0])

    @property
    def of_part_of_year(self) -> bool:
        """Whether the row is that of some months, whose rate may be one of what was due by then."""
        return bool(_PART_OF_YEAR.search(self.name))


def percent_of(figure: Figure) -> Decimal:
    """Return a printed rate in per cent; 「0.986」 is 98.6 %."""
    return figure.amount * _scale(figure)


def _scale(figure: Figure) -> Decimal:
    share = "%" not in fold(figure.text) and figure.amount <= _SHARE_OF_ONE
    return _HUNDRED if share else Decimal(1)


def rate_of(budget: Budget, left_out: Sequence[Decimal]) -> Rate | None:
    """Return the rate of a row, None where it prints none or nothing to work it out from.

    `left_out` are amounts that the rate may leave out of the budget.
    """
    figure, spent = budget.rate, budget.execution
    wholes = [whole for whole in (budget.full, budget.initial) if whole and whole.amount]
    if figure is None or spent is None or not wholes:
        return None
    first = wholes[0]
    less = [first.amount - amount for amount in left_out if 0 < amount < first.amount] if budget.in_yuan else []
    return Rate(
        name=budget.item,
        printed=percent_of(figure),
        text=figure.text,
        tolerance=last_digit(fold(figure.text)) * _scale(figure),
        spent=spent.amount,
        budgets=(*(whole.amount for whole in wholes), *less),
        numbers=(shown(printed_number(spent)), shown(printed_number(first))),
        evidence=(
            Evidence.of("execution", spent),
            *(Evidence.of("budget", whole) for whole in wholes),
            Evidence.of("rate", figure),
        ),
        sentence=f"执行率 {budget.item} {budget.project or ''}",
    )


def amounts_left_out(paper: Paper) -> list[Decimal]:
    """Return the amounts that the text says were frozen, taken back or not counted."""
    return [
        quantity.exact
        for claim in paper.claims
        if _LEFT_OUT.search(claim.text)
        for quantity in claim.quantities
        if quantity.kind == "money" and quantity.exact
    ]


def rates_in(claim: Claim) -> Iterator[Rate]:
    """Yield the rates of a sentence that tells the budget and what was spent of it before."""
    folded = fold(claim.text)
    budget: Quantity | None = None
    spent: Quantity | None = None
    others: list[Decimal] = []
    for quantity in claim.quantities:
        if quantity.kind == "money" and quantity.exact:
            match _kind(folded, quantity):
                case "budget":
                    budget, spent = quantity, None
                case "spent":
                    spent = quantity
                case _:
                    others.append(quantity.exact)
        elif budget is not None and spent is not None and _is_rate(folded, quantity):
            yield _rate_in(claim, quantity, budget, spent, others if _LEFT_OUT.search(folded) else [])


def lone_rates(claim: Claim) -> Iterator[Quantity]:
    """Yield the rates of execution of a sentence that tells no amounts: 「预算执行率为98.6%」."""
    if any(quantity.kind == "money" for quantity in claim.quantities):
        return
    folded = fold(claim.text)
    for quantity in claim.quantities:
        if quantity.unit == "%" and quantity.exact is not None and _ALONE.search(folded[: quantity.start].rstrip()):
            yield quantity


def _rate_in(claim: Claim, rate: Quantity, budget: Quantity, spent: Quantity, left_out: Sequence[Decimal]) -> Rate:
    whole, part, printed = (quantity.exact or Decimal(0) for quantity in (budget, spent, rate))
    return Rate(
        name="预算执行率",
        printed=printed,
        text=f"{shown(printed)}%" if rate.text.startswith(("达", "为")) else rate.text,
        tolerance=last_digit(fold(rate.text)),
        spent=part,
        budgets=(whole, *(whole - other for other in left_out if other < whole)),
        numbers=(shown(part), shown(whole)),
        evidence=(Evidence("sentence", claim.text, claim.location),),
        sentence=claim.text,
    )


def _is_rate(folded: str, quantity: Quantity) -> bool:
    before = folded[: quantity.start]
    words = before[-_BEHIND:]
    told = _RATE.search(before) and not _NO_SHARE.search(words) and "=" not in words
    return bool(told) and quantity.unit == "%" and quantity.exact is not None


def _kind(folded: str, quantity: Quantity) -> str | None:
    """Return budget or spent by the words in front of an amount; of what it is does not matter here."""
    start = max(folded.rfind(mark, 0, quantity.start) for mark in _EDGES) + 1
    words = folded[start : quantity.start]
    if _OTHER.search(words):
        return None
    if _SPENT.search(words) and not _BUDGET.search(words):
        return "spent"
    return "budget" if "预算" in words else None
