"""Arithmetic in words: 「A为B的p%」, 「占B的p%」, 「比B增长p%」, 「从A增至B，增加C」, 「a元×b人＝c元」."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.balances import balance
from kpi_nlp.quantities.changes import change
from kpi_nlp.quantities.compositions import composition, sum_of_list, sum_of_terms
from kpi_nlp.quantities.folds import fold_told
from kpi_nlp.quantities.means import mean
from kpi_nlp.quantities.numerals import rounded, shown
from kpi_nlp.quantities.relation import HUNDRED, Relation, imprecision
from kpi_nlp.quantities.remainders import remainder
from kpi_nlp.quantities.shares_of import share
from kpi_nlp.text import fold

_TIMES, _GIVES = re.compile(r"^\s*\*\s*$"), re.compile(r"\s*=\s*\d")
_LEAST = 3  # two figures and what they give
_OPERATORS = frozenset("+-*/(=")


def relations(text: str, quantities: Sequence[Quantity], bases: Sequence[Quantity] = ()) -> Iterator[Relation]:
    """Yield each relation that a sentence states between its exact figures.

    `bases` are the totals of the sentence before, of which 「教育支出34517.75万元，占60.67%；」 goes on to give shares.
    """
    if not quantities:
        return
    folded = fold(text)
    for at in range(len(quantities)):
        amounts = quantities[: at + 1]
        found = (
            share(folded, amounts, bases)
            or change(folded, amounts)
            or _product(folded, amounts)
            or sum_of_terms(folded, amounts)
            or sum_of_list(folded, amounts)
            or remainder(folded, amounts)
            or mean(folded, amounts)
            or balance(folded, amounts)
            or fold_told(folded, amounts)
        )
        if found is not None:
            yield found
    yield from composition(folded, quantities)


def _product(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「500元×120人＝6万元」: factors joined by signs alone."""
    result = amounts[-1]
    if len(amounts) < _LEAST or result.exact is None or not _GIVES.match(folded, amounts[-2].end, result.end):
        return None
    first = len(amounts) - 2
    while first and _TIMES.match(folded[amounts[first - 1].end : amounts[first].start]):
        first -= 1
    factors = amounts[first:-1]
    before = folded[: factors[0].start].rstrip()[-1:]
    behind = folded[result.end :].lstrip()[:1]
    if (
        len(factors) < _LEAST - 1
        or before in _OPERATORS
        or behind in _OPERATORS
        or not any(factor.unit for factor in factors)
    ):
        return None
    value = Decimal(1)
    for factor in factors:
        if factor.exact is None:
            return None
        value *= factor.exact / (HUNDRED if factor.kind == "percent" else 1)
    formula = "*".join(
        shown(factor.exact or Decimal(0)) + ("/100" if factor.kind == "percent" else "") for factor in factors
    )
    printed = folded[factors[0].start : result.end]
    slack = sum((abs(value) * imprecision(factor) / abs(factor.exact or Decimal(1)) for factor in factors), Decimal(0))
    said = f"算式「{printed}」不成立：左边等于 {rounded(value)}{result.unit or ''}"
    return Relation(
        formula, {f"数{number}": factor.text for number, factor in enumerate(factors, 1)}, value, result, said, slack
    )
