"""Which levels each row of a form belongs to, and which levels were left empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_nlp.extract.levels import canonical, fill_centred, mended, plain_level
from kpi_nlp.extract.rows import FormRow
from kpi_nlp.text import han_only

LEVEL_LOST = "级别不明"
_PARENT = {
    "数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标", "经济效益指标": "效益指标", "社会效益指标": "效益指标",
    "生态效益指标": "效益指标", "可持续影响指标": "效益指标", "服务对象满意度指标": "满意度指标", "经济成本指标": "成本指标",
    "社会成本指标": "成本指标", "生态环境成本指标": "成本指标",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rank:
    """The levels above a row; `own` holds those that stand in the row itself, `name` what was printed among them.

    `lost` where the label of the row's levels is missing from the page.
    """

    levels: tuple[str, ...]
    own: tuple[str, ...] = ()
    name: str = ""
    lost: bool = False


def rank(rows: Sequence[FormRow], *, exact: bool) -> list[Rank]:
    """Return the levels of each row of an indicator form, by the closed lexicon.

    A label holds for the rows below it; rows above the first label of a text take that label, which was printed in
    the middle. Below a level that was left empty, rows without a label have lost theirs.
    """
    ranks: list[Rank] = []
    first = second = None
    lost = False
    for row in rows:
        found, name = _labels(row)
        for label, level in found:
            lost = False
            if level == 1:
                first, second = label, None
            else:
                second = label
                if first is not None and _PARENT.get(label, first) != first:
                    first = _PARENT[label]
        levels = tuple(label for label in (first, second) if label)
        ranks.append(Rank(() if lost else levels, tuple(label for label, _ in found), name, lost))
        empty = bool(found) and not name and not row.text(row.header.name_column)
        lost = lost or (empty and not exact)
    return ranks if exact else _filled_up(ranks)


def _labels(row: FormRow) -> tuple[list[tuple[str, int]], str]:
    """Return the level words of a row with their level, and other text that stands in their place."""
    found: list[tuple[str, int]] = []
    name = ""
    for role, level in (("level1", 1), ("level2", 2)):
        column = row.column(role)
        if column is None or column == row.header.name_column or not (text := row.text(column)):
            continue
        label = canonical(text) or (mended(text) if not _is_named(row, text) else None)
        if label is not None:
            found.append((label[0], label[1] or level))
        elif not row.text(row.header.name_column) and len(han_only(text)) > 1:
            name = text
    return found, name


def _is_named(row: FormRow, text: str) -> bool:
    """Text in a column of levels is a displaced name where the name's own column is empty."""
    return not row.text(row.header.name_column) and len(han_only(text)) > 1


def _filled_up(ranks: list[Rank]) -> list[Rank]:
    first = next((at for at, place in enumerate(ranks) if place.levels), 0)
    return [Rank(ranks[first].levels, lost=place.lost) for place in ranks[:first]] + ranks[first:]


def rank_sheet(rows: Sequence[FormRow], *, exact: bool) -> list[tuple[str, ...]]:
    """Return the levels of each row of a score sheet, whose labels are free text.

    A label that does not stand in its first row is printed in the middle of its rows, as in the text of a PDF; a
    page without labels goes on with the last.
    """
    columns: list[list[str]] = []
    for role in ("level1", "level2"):
        labels = [row.text(row.column(role)) if row.column(role) != row.header.name_column else "" for row in rows]
        if rows and not exact and not labels[0]:
            for page in sorted({row.page for row in rows}):
                here = [at for at, row in enumerate(rows) if row.page == page]
                labels[here[0] : here[-1] + 1] = fill_centred(labels[here[0] : here[-1] + 1])
        columns.append(_filled_down([plain_level(label) for label in labels]))
    return [tuple(label for label in pair if label) for pair in zip(*columns, strict=True)]


def _filled_down(labels: list[str]) -> list[str]:
    filled: list[str] = []
    for label in labels:
        filled.append(label or (filled[-1] if filled else ""))
    return filled
