"""Named features of pairs of rows, each between 0 and 1, and which way each of them speaks."""

from collections.abc import Callable, Mapping

import numpy as np

from kpi_nlp import lexicon
from kpi_nlp.align.codes import Flags, Places
from kpi_nlp.align.leftovers import residue
from kpi_nlp.align.names import Name
from kpi_nlp.align.residue import lone_letters, turned
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.slots import (
    Feature,
    agreement,
    antonyms,
    flag,
    levels,
    measures,
    other_symbols,
    persons_and_places,
    units,
    values,
)

# +1 speaks for one indicator, -1 against it: a fit that finds the contrary has learned a habit of its sample. 0 says that
# one side is silent, so that the rest weighs more.
SENSES: Mapping[str, int] = {
    "equal_name": 1,
    "same_content": 1,
    "alike_content": 1,
    "cosine": 1,
    "narrowed": -1,
    "narrowing": -1,
    "narrowed_share": -1,
    "loosely_narrowed": -1,
    "substituted": -1,
    "substitution": -1,
    "substituted_share": -1,
    "other_who": -1,
    "other_scope": -1,
    "other_step": -1,
    "other_place": -1,
    "more_scope": -1,
    "narrowed_who": -1,
    "narrowed_satisfaction": -1,
    "uncommon": -1,
    "other_symbols": -1,
    "abbreviated": 1,
    "misread": 1,
    "one_of_many": 1,
    "measure": 1,
    "antonym": -1,
    "level": 1,
    "other_level": -1,
    "untold_level": 0,
    "same_other_measure": -1,
    "same_other_unit": -1,
    "unit": 1,
    "other_unit": -1,
    "one_letter": -1,
    "near": 1,
    "near_share": 1,
    "untold_value": 0,
    "narrowed_far": -1,
    "narrowed_unproven": -1,
    "substituted_far": -1,
}
VETOES = ("antonym", "telling_letter", "turned", "other_symbols")  # besides measures of other classes


def features(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return what speaks for and against each pair (rows[i], columns[i]) being one indicator: name to an array."""
    left_over, equal = residue(lefts, rights, rows, columns), _equal(lefts, rights, rows, columns)
    said, far = values(lefts, rights, rows, columns)
    told, more_who = persons_and_places(lefts, rights, rows, columns)
    may_turn = ((left_over["same_content"] == 1) | (lefts.towards[rows] & rights.towards[columns])) & ~equal
    measure, unit = measures(lefts, rights, rows, columns), units(lefts, rights, rows, columns)
    return {
        "equal_name": flag(equal),
        "cosine": np.einsum("ij,ij->i", lefts.vectors[rows], rights.vectors[columns]),
        **left_over,
        **told,
        "other_symbols": other_symbols(lefts, rights, rows, columns),
        "measure": measure,
        "same_other_measure": left_over["same_content"] * (1 - measure),
        "same_other_unit": left_over["same_content"] * unit["other_unit"],
        "antonym": antonyms(lefts, rights, rows, columns),
        "telling_letter": _telling(lefts, rights, rows, columns, left_over["one_letter"] == 1),
        "turned": _turned(lefts, rights, rows, columns, may_turn),
        **levels(lefts, rights, rows, columns),
        **unit,
        **said,
        "narrowed_who": left_over["narrowed"] * more_who,
        "narrowed_satisfaction": left_over["narrowed"] * lefts.satisfactions[rows],
        "narrowed_far": left_over["narrowed"] * far,
        "narrowed_unproven": left_over["narrowed"] * (1 - far) * (1 - said["near"]),
        "substituted_far": (left_over["substituted"] + left_over["abbreviated"]) * far,
        "position": 1 - np.abs(lefts.positions[rows] - rights.positions[columns]),
    }


def vetoed(found: Mapping[str, Feature]) -> Flags:
    """Return which pairs cannot be one indicator, however alike."""
    return np.asarray((found["measure"] == 0) | np.logical_or.reduce([found[name] == 1 for name in VETOES]))


def vetoes(lefts: Sides, rights: Sides, row: int, column: int) -> tuple[str, ...]:
    """Return why two rows cannot be one indicator, however alike: 「口径不同：人数与人次」."""
    reasons = []
    if pair := lexicon.opposed(lefts.names[row].wordings, rights.names[column].wordings):
        reasons.append(f"对象不同：{pair[0]}与{pair[1]}")
    if letters := _telling_pair(lefts.names[row], rights.names[column]):
        reasons.append(f"对象不同：{'与'.join(letters)}")
    if turned(lefts.names[row], rights.names[column]):
        reasons.append("对象不同：主客互换")
    if all(symbols := lefts.names[row].other_symbols(rights.names[column])):
        reasons.append(f"编号不同：{'、'.join(sorted(symbols[0]))}与{'、'.join(sorted(symbols[1]))}")
    one, other = lefts.measures[row], rights.measures[column]
    if agreement(one, other) == 0:
        reasons.append(f"口径不同：{one}与{other}")
    return tuple(reasons)


def _equal(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Flags:
    texts = zip(rows, columns, strict=True)
    return np.array([lefts.names[row].text == rights.names[column].text for row, column in texts], dtype=bool)


def _telling(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> Feature:
    """Return 1 where nothing differs but a letter that tells names apart: 「左岸」, 「右岸」."""
    return _where(among, lambda at: bool(_telling_pair(lefts.names[rows[at]], rights.names[columns[at]])))


def _telling_pair(one: Name, other: Name) -> tuple[str, ...]:
    letters = lone_letters(one.content, other.content)
    return tuple(sorted(letters)) if letters in lexicon.telling_letters() else ()


def _turned(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> Feature:
    """Return 1 where who and whom change places: 「教师对学生满意度」, 「学生对教师满意度」."""
    return _where(among, lambda at: turned(lefts.names[rows[at]], rights.names[columns[at]]))


def _where(among: Flags, holds: Callable[[int], bool]) -> Feature:
    found = np.zeros(len(among), dtype=np.float32)
    for at in np.flatnonzero(among):
        found[at] = holds(int(at))
    return found
