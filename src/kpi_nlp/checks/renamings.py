"""Rows that may be one indicator under a new name, though no name tells it: one is gone, one is new, all else is equal."""

from collections import defaultdict
from collections.abc import Iterator

from kpi_nlp.model import Dossier, Gap, Indicator
from kpi_nlp.quantities import equals
from kpi_nlp.text import words_only

_NEAR = 0.03  # probability below which two rows have no more in common than their last word
_HEAD = 2  # letters that two names must end with: 满意度, 合格率


def renamings(dossier: Dossier) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield pairs of rows of one year, the earlier first: of one name, or of one level and target under names that end alike."""
    new: dict[tuple[str, str, object], list[Gap]] = defaultdict(list)
    for gap in dossier.gaps:
        if gap.why == "stages" and gap.added:
            for key in _keys(gap.row):
                new[gap.document, gap.row.document, key].append(gap)
    for gap in dossier.gaps:
        if gap.why == "stages" and not gap.added:
            beside = [other for key in _keys(gap.row) for other in new.get((gap.row.document, gap.document, key), ())]
            yield from ((gap.row, other.row) for other in beside if _may_be_one(gap, other))


def _keys(row: Indicator) -> tuple[object, ...]:
    return words_only(row.name), (row.levels[-1:], row.name[-_HEAD:])


def _may_be_one(gap: Gap, other: Gap) -> bool:
    """Return whether a row that is gone may be one that is new: the same name, or the nearest of all with the same target."""
    one, new = gap.row, other.row
    if gap.nearest is not None and gap.nearest.scope != new.scope:
        return False
    near = (gap.nearest is new and gap.probability >= _NEAR) or (other.nearest is one and other.probability >= _NEAR)
    return words_only(one.name) == words_only(new.name) or (near and one_target(one, new))


def one_target(one: Indicator, other: Indicator) -> bool:
    """Return whether two rows want the same amounts, or both want words."""
    if one.target is None or other.target is None:
        return False
    amounts, others = one.target.quantities, other.target.quantities
    if not amounts and not others:
        return True
    return len(amounts) == len(others) and all(map(equals, amounts, others))
