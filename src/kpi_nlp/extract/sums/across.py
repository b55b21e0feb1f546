"""Totals in a row: columns titled 合计 or 小计 beside those that they are the sum of, 「其中」 columns beside their whole."""

from collections.abc import Iterator, Sequence

from kpi_nlp.extract.sums.labels import is_total, label_of
from kpi_nlp.extract.sums.sheet import Line, Sheet
from kpi_nlp.model import Addition, Figure
from kpi_nlp.quantities.sums import adds_up

_FEWEST = 2
_MOSTLY = 0.6
_WHOLE = ("全额", "总额")

Columns = tuple[int, ...]


def totals_across(document: str, sheet: Sheet) -> Iterator[Addition]:
    """Yield each row's total with its parts where most rows of the sheet show that these columns are added."""
    for total in sheet.columns:
        if not _is_total(sheet, total):
            continue
        ways = [way for way in dict.fromkeys(_ways(sheet, total)) if len(way) >= _FEWEST]
        way = max(ways, key=lambda way: _held(sheet, total, way), default=())
        if not way or not _shown(sheet, total, way):
            continue
        for line in sheet.lines:
            figures = _figures(line, total, way)
            if figures is not None:
                names = tuple(_title(sheet, column) for column in way if column in line.figures)
                yield Addition(_name(line, sheet, total), document, *figures, names)


def columns_within(document: str, sheet: Sheet) -> Iterator[Addition]:
    """Yield the amounts of 「其中：财政拨款」 beside the amount on their left that they are part of."""
    for left, column in zip(sheet.columns, sheet.columns[1:], strict=False):
        whole_of, part_of = sheet.titles.get(left, ()), sheet.titles.get(column, ())
        if not part_of or not whole_of or not label_of((part_of[-1],)).within:
            continue
        if whole_of[:-1] != part_of[:-1] and not whole_of[-1].endswith(_WHOLE):
            continue
        for line in sheet.lines:
            whole, part = line.figures.get(left), line.figures.get(column)
            if whole is not None and part is not None:
                name = _title(sheet, column)
                yield Addition(_name(line, sheet, left), document, whole, (part,), (name,), within=True)


def _is_total(sheet: Sheet, column: int) -> bool:
    titles = sheet.titles.get(column, ())
    return bool(titles) and (is_total(titles[-1]) or titles[-1] in _WHOLE)


def _ways(sheet: Sheet, total: int) -> Iterator[Columns]:
    """Yield the columns that a total may be the sum of: those of its group, else those behind or before it."""
    group = sheet.titles[total][:-1]
    plain = [column for column in sheet.columns if not _is_within(sheet, column)]
    if group:
        yield tuple(column for column in plain if column != total and sheet.titles.get(column, ())[:-1] == group)
    others = [column for column in plain if column == total or not _is_total(sheet, column)]
    place = others.index(total) if total in others else 0
    yield tuple(others[place + 1 :])
    yield tuple(others[:place])
    partial = [column for column in plain if column != total and _is_total(sheet, column)]
    yield tuple(partial)


def _is_within(sheet: Sheet, column: int) -> bool:
    return any(label_of((title,)).within for title in sheet.titles.get(column, ()))


def _held(sheet: Sheet, total: int, way: Columns) -> int:
    return sum(held for line in sheet.lines if (held := _holds(line, total, way)) is not None)


def _shown(sheet: Sheet, total: int, way: Columns) -> bool:
    """Return whether two rows at least, and most that can tell, show that the columns are added."""
    told = [held for line in sheet.lines if (held := _holds(line, total, way)) is not None]
    return sum(told) >= _FEWEST and sum(told) >= _MOSTLY * len(told)


def _holds(line: Line, total: int, way: Columns) -> bool | None:
    """Return whether a row adds up, None where it cannot tell."""
    figures = _figures(line, total, way)
    if figures is None or sum(bool(part.amount) for part in figures[1]) < _FEWEST:
        return None
    return adds_up(*figures)


def _figures(line: Line, total: int, way: Columns) -> tuple[Figure, tuple[Figure, ...]] | None:
    whole = line.figures.get(total)
    parts = tuple(figure for column in way if (figure := line.figures.get(column)) is not None)
    if whole is None or len(parts) < _FEWEST or not line.other.isdisjoint(way):
        return None
    return whole, parts


def _name(line: Line, sheet: Sheet, column: int) -> str:
    words: Sequence[str] = line.labels.get(column, ())
    return " ".join((*words[-1:], _title(sheet, column))).strip()


def _title(sheet: Sheet, column: int) -> str:
    return next(iter(sheet.titles.get(column, ())[-1:]), "")
