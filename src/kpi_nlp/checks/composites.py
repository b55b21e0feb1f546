"""Cells of several amounts (「改造校舍15所，更新监控设备326套」): which of them a sentence tells in the same words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kpi_nlp.model import Indicator, Paper, Part, Quantity
from kpi_nlp.text import han_only

_FEWEST_LETTERS = 4  # shorter wordings (活动, 人数) are said of many things


@dataclass(frozen=True, slots=True)
class Composites:
    """The amounts of the composite cells of a paper, by scope, what they count and their unit; each only once."""

    amounts: Mapping[tuple[str | None, str, str | None], tuple[Indicator, Part]]

    def told(self, quantity: Quantity, scope: str | None) -> tuple[Indicator, Part] | None:
        """Return the row and the part of which an amount of a sentence speaks, None where that is open."""
        return self.amounts.get((scope, quantity.of or "", quantity.unit))


def composites(paper: Paper) -> Composites:
    """Collect the amounts of the cells with several; what is worded alike twice tells nothing."""
    found: dict[tuple[str | None, str, str | None], list[tuple[Indicator, Part]]] = defaultdict(list)
    for row in paper.indicators:
        for part in row.parts if len(row.parts) > 1 else ():
            if part.actual is not None and part.sure and len(han_only(part.actual.of or "")) >= _FEWEST_LETTERS:
                found[row.scope, part.actual.of or "", part.actual.unit].append((row, part))
    return Composites({key: parts[0] for key, parts in found.items() if len(parts) == 1})
