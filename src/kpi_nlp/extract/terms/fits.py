"""Titles side by side: what each column is, told by all of them together."""

from collections.abc import Sequence

from kpi_nlp.extract.terms.roles import BUDGET, NAME_LIKE, RANKED
from kpi_nlp.extract.terms.titles import EXACT, Fit, legible, role_of, scope_of


def fits_of(columns: Sequence[Sequence[str]]) -> dict[int, Fit]:
    """Return role, fit and label of each column; a doubtful one gives way where another has its role beyond doubt."""
    fits: dict[int, Fit] = {}
    left = -1
    for column, lines in enumerate(columns):
        if not lines:
            continue
        found, text = role_of(lines), legible(lines)
        if found is None and fits.get(left, ("",))[0] in BUDGET and scope_of(text):
            found = (fits[left][0], EXACT, text)
        if found is not None:
            fits[column] = found
        left = column
    certain = {role for role, fit, _ in fits.values() if fit == EXACT}
    return _told_apart(
        {column: found for column, found in fits.items() if found[1] == EXACT or found[0] not in certain}
    )


def _told_apart(fits: dict[int, Fit]) -> dict[int, Fit]:
    """Tell goals of a whole paper from targets of indicators: both are 「年度目标」, both are 「实际完成情况」."""
    roles = {role for role, *_ in fits.values()}
    targets = [label for role, _, label in fits.values() if role == "target"]
    if any("值" in label for label in targets):
        return {
            column: ("goal" if role == "target" and "值" not in label else role, fit, label)
            for column, (role, fit, label) in fits.items()
        }
    if "goal" in roles and not roles & NAME_LIKE:
        return {
            column: ("goal_actual" if role == "actual" else role, fit, label)
            for column, (role, fit, label) in fits.items()
        }
    return _points_of_levels(fits)


def _points_of_levels(fits: dict[int, Fit]) -> dict[int, Fit]:
    """Tell the points of an indicator from those of the levels above it, which stand beside each level's name."""
    levels = [column for column, (role, *_) in fits.items() if role in RANKED]
    weights = [column for column, (role, *_) in fits.items() if role == "weight"]
    if len(weights) < 2 or len(levels) < 2:  # noqa: PLR2004 - one of each needs no telling apart
        return fits
    above = {column for column in weights if any(column < level for level in levels)}
    return {
        column: ("level_weight" if column in above and above != {*weights} else role, fit, label)
        for column, (role, fit, label) in fits.items()
    }
