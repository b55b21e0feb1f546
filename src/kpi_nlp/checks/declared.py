"""Declarations as a finance bureau reviews them: the papers that state goals, and one note for all rows of one kind."""

from collections.abc import Iterator, Sequence

from kpi_nlp.model import Dossier, Evidence, Indicator, Member, Paper, Quantity, Remark

_QUOTED = 3
_FEWEST_ROWS = 3
_THINGS = frozenset({"count", "length", "area"})
_MASSES = frozenset({"吨", "立方米", "千瓦时", "千瓦"})


def declarations(dossier: Dossier, *, whole: bool = False) -> Iterator[Paper]:
    """Yield the declarations and adjustments that hold indicators enough to be reviewed.

    An adjustment may list nothing but what it changes: `whole` leaves it out.
    """
    stages = ("declaration",) if whole else ("declaration", "adjustment")
    for paper in dossier.papers:
        if paper.document.identity.stage in stages and len(paper.valued) >= _FEWEST_ROWS:
            yield paper


def note(message: str, rows: Sequence[Indicator], *, of: str, quotes: Sequence[Evidence] = ()) -> Remark:
    """Return one remark on rows of a paper; `of` is what they have in common, the same from year to year."""
    return Remark(
        message,
        (*quotes, *(quoted(row) for row in rows[:_QUOTED])),
        rows=tuple(Member.of(row) for row in rows),
        sentence=of,
    )


def quoted(row: Indicator) -> Evidence:
    """Quote the target of a row, its name where it has none."""
    return Evidence("name", row.name, row.location) if row.target is None else Evidence.of("target", row.target)


def named(rows: Sequence[Indicator]) -> str:
    """Return the first rows with their targets, and how many there are."""
    shown = "、".join(
        f"「{row.name}」{row.target.stated if row.target and len(row.target.stated) <= len(row.name) + 12 else ''}"
        for row in rows[:_QUOTED]
    )
    return shown if len(rows) <= _QUOTED else f"{shown}等 {len(rows)} 项"


def is_of_things(amount: Quantity) -> bool:
    """Return whether an amount counts or measures things, so that it adds up: 12所, 3.6公里, 300吨."""
    return amount.kind in _THINGS or amount.unit in _MASSES
