"""How exactly a figure is printed: reports truncate as often as they round."""

import re
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import units
from kpi_nlp.quantities.compare import alike, comparable
from kpi_nlp.quantities.numerals import last_digit
from kpi_nlp.text import fold

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def precision(quantity: Quantity) -> Decimal:
    """Return one unit of the last printed digit in base scale: 1000 for 「1.4万人」, 0.1 for 「98.6%」, 0 for 「十二」."""
    figure = _FIGURE.search(fold(quantity.text))
    if figure is None:
        return Decimal(0)
    printed = Decimal(figure[0].replace(",", ""))
    scale = abs(quantity.number or printed) / printed if printed else Decimal(1)
    return last_digit(figure[0]) * (scale or 1)


def agree(one: Quantity, other: Quantity) -> bool:
    """Return whether two figures may be one and the same, printed with more or fewer digits."""
    one, other = alike(one, other)
    if not comparable(one, other) or one.number is None or other.number is None:
        return False
    apart = abs(one.number * units.factor(one.unit) - other.number * units.factor(other.unit))
    return apart == 0 or apart < max(precision(side) * units.factor(side.unit) for side in (one, other))
