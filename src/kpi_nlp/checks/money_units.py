"""Money that stands in two places in one set of digits, ten thousand times apart: 元 written for 万元, or the other way."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kpi_nlp.model import Addition, Budget, Computation, Dossier, Evidence, Figure, Paper, Remark
from kpi_nlp.quantities import rounded, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.quantities.sums import adds_up, fineness, printed_number, sum_of
from kpi_nlp.text import clip, fold, squeeze

_TELLING = 5  # so many digits are no coincidence
_POWERS = (Decimal(10) ** 4, Decimal(10) ** 8)
_NEAR = Decimal("0.05")
_HUNDRED = Decimal(100)
_CLIPPED = 24


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount of money in 元, one unit of its last digit, and where it is stated."""

    money: Decimal
    fine: Decimal
    said: str
    quote: Evidence


def money_in_other_units(dossier: Dossier) -> Iterator[Remark]:
    """Yield what is said in two units: of each set of digits once, then of rows and of totals that tell it alone."""
    told: set[Evidence] = set()
    for alike in _by_digits(dossier).values():
        if found := _apart(alike):
            told |= {one.quote for one in found}
            yield _of_two(*found)
    for paper in dossier.papers:
        for remark in (*map(_of_row, paper.budgets), *map(_of_total, paper.additions)):
            if remark and told.isdisjoint(remark.evidence):
                yield remark


def _by_digits(dossier: Dossier) -> dict[str, list[_Sum]]:
    found: dict[str, list[_Sum]] = defaultdict(list)
    for paper in dossier.papers:
        for one in _sums(paper):
            digits = "".join(map(str, one.money.as_tuple().digits)).rstrip("0")
            if len(digits) >= _TELLING:
                found[digits[:_TELLING]].append(one)
    return found


def _sums(paper: Paper) -> Iterator[_Sum]:
    for budget in paper.budgets:
        for role in ("initial", "full", "execution") if budget.in_yuan else ():
            figure: Figure | None = getattr(budget, role)
            if figure is not None:
                yield _Sum(figure.amount, fineness(figure), figure.text, Evidence.of(role, figure))
    for claim in paper.claims:
        for quantity in claim.quantities:
            if quantity.kind == "money" and quantity.exact and not quantity.partial:
                quote = Evidence("sentence", claim.text, claim.location)
                yield _Sum(quantity.exact, precision(quantity), quantity.text, quote)


def _apart(sums: Sequence[_Sum]) -> tuple[_Sum, _Sum] | None:
    """Return two that are ten thousand times apart; what is stated again in the same unit is passed over."""
    once = list({one.money: one for one in reversed(sums)}.values())
    for one, other in combinations(reversed(once), 2):
        for power in _POWERS:
            for more, less in ((one, other), (other, one)):
                if abs(more.money - less.money * power) <= max(more.fine, less.fine * power):
                    return one, other
    return None


def _of_two(first: _Sum, other: _Sum) -> Remark:
    more, less = (first, other) if first.money > other.money else (other, first)
    times = rounded(more.money / less.money)
    return Remark(
        f"同一金额一处为「{clip(first.quote.quote, _CLIPPED)}」（{_named(first)}），另一处为「{clip(other.quote.quote, _CLIPPED)}」（{_named(other)}），相差 {times} 倍，请核对「元」「万元」等单位。",
        (first.quote, other.quote),
        computation=Computation(
            f"{shown(more.money)}/{shown(less.money)}", times, {"一处": shown(more.money), "另一处": shown(less.money)}
        ),
        sentence=f"{_named(first)} {_named(other)}",
    )


def _named(one: _Sum) -> str:
    return one.quote.location.column or one.said


def _of_row(budget: Budget) -> Remark | None:
    """The printed rate tells that budget and execution of a row are not in one unit."""
    whole, spent, rate = budget.full or budget.initial, budget.execution, budget.rate
    if whole is None or spent is None or rate is None or not (whole.amount and spent.amount and rate.amount):
        return None
    share = spent.amount / whole.amount * _HUNDRED
    times = max(share / rate.amount, rate.amount / share)
    if not any(abs(times / power - 1) <= _NEAR for power in _POWERS):
        return None
    found = rounded(share)
    return Remark(
        f"「{clip(budget.item)}」预算 {whole.text}、执行 {spent.text}，相除得 {found}%，填报执行率 {rate.text}，相差约一万倍，请核对「元」「万元」等单位。",
        (Evidence.of("full", whole), Evidence.of("execution", spent), Evidence.of("rate", rate)),
        computation=Computation(
            f"{shown(spent.amount)}/{shown(whole.amount)}*100",
            found,
            {"执行": spent.text, "预算": whole.text},
            rate.text,
        ),
        sentence=f"{budget.item} {budget.scope or ''}",
    )


def _of_total(addition: Addition) -> Remark | None:
    """A figure with a unit of its own among bare ones: its digits belong to the sum, its unit does not."""
    figures = (addition.total, *addition.parts)
    own = [figure for figure in figures if squeeze(fold(figure.text)).endswith(("元", "万", "亿"))]
    if addition.within or len(own) != 1 or addition.unit is None or squeeze(own[0].text).endswith(addition.unit):
        return None
    total, parts = _bare(addition.total), tuple(map(_bare, addition.parts))
    if not adds_up(total, parts):
        return None
    return Remark(
        f"表内金额单位为「{addition.unit}」，「{clip(addition.label)}」所列各项中一处写作「{own[0].text}」，按「{addition.unit}」相加才与合计相符，请核对单位。",
        (Evidence.of("part", own[0]), Evidence.of("total", addition.total)),
        computation=Computation(
            "+".join(shown(part.amount) for part in parts),
            shown(sum_of(parts)),
            {name: part.text for name, part in zip(addition.names, addition.parts, strict=True)},
            addition.total.text,
        ),
        sentence=f"{addition.label} {own[0].location.column or ''}",
    )


def _bare(figure: Figure) -> Figure:
    return Figure(printed_number(figure), figure.text, figure.location)
