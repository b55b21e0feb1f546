"""Tables of amounts as sheets: titles of columns, and lines of labels and figures, whatever they were read from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.forms.keyed import Loose
from kpi_nlp.extract.forms.runs import Rows
from kpi_nlp.extract.rows.form_rows import JOINED_LINES, SHIFTED, FormRow
from kpi_nlp.extract.terms.figures import in_yuan
from kpi_nlp.extract.terms.roles import BUDGET, NAME_LIKE, NUMERIC, RANKED
from kpi_nlp.model import Cell, Figure, Location
from kpi_nlp.text import fold, join_lines, squeeze

_NO_AMOUNT = re.compile(
    r"率|比例|占比|比重|均|单价|标准|序号|编号|编码|代码|年度$|年份|日期|时间|电话|分值|权重|得分|评分|满分|分数|自评分|进度|增减|增幅|增长|%|排名|名次|系数"
)
_PLACEHOLDERS = frozenset({"-", "—", "——", "－", "/", "／", "无", "--", "…", "不适用"})
_FEWEST_LINES = 2
_TITLES = 4
_YEAR = re.compile(r"^(?:19|20)\d\d年?度?$")
_NO_ITEMS = frozenset({"栏次", "行次", "序号", "项目", "科目", "类别", "名称", "年度", "年份", "指标", "内容", "单位"})
_CODES = re.compile(r"编码|代码|科目号")
_LABELS = NAME_LIKE | RANKED | {None, "sequence"}
_ROLES = (NUMERIC - BUDGET) | {"rate", "unit", "operator"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the words beside each column, nearest last, its figures, and the columns where it says something else.

    `anchors` are the columns that the words stand in, `indents` the blanks in front of them. `sound` is false where the
    row had to be put together.
    """

    location: Location
    labels: Mapping[int, tuple[str, ...]]
    anchors: Mapping[int, int]
    indents: Mapping[int, int]
    figures: Mapping[int, Figure]
    other: frozenset[int]
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines under titles: of each column the titles above it from the top, and where each of them stands.

    `exact` as in `Table`. Only the columns in `columns` hold amounts that may be added; `unit` is that of their money.
    """

    lines: tuple[Line, ...]
    titles: Mapping[int, tuple[str, ...]]
    columns: tuple[int, ...]
    exact: bool
    unit: str | None = None


def sheets_of(rows: Sequence[tuple[Form, Sequence[FormRow]]], loose: Sequence[Loose]) -> Iterator[Sheet]:
    """Yield the tables that hold amounts and no indicators."""
    for form, own in rows:
        if form.is_of_budget and len(own) >= 1:
            yield _sheet_of_form(form, own)
    for stretch in loose:
        if len(stretch.rows) >= _FEWEST_LINES and (sheet := _sheet_of_loose(stretch)) is not None:
            yield sheet


def _sheet_of_form(form: Form, rows: Sequence[FormRow]) -> Sheet:
    titles = _titles(form.runs[0].titles)
    for column, label in form.header.labels.items():
        titles.setdefault(column, (label,))
    excluded = {column for column, role in form.header.roles.items() if role in _ROLES}
    lines = [line for row in rows if not _numbers_columns(line := _line_of_form(row, titles))]
    return Sheet(tuple(lines), titles, _columns(lines, titles, excluded), form.runs[0].exact, form.unit)


def _line_of_form(row: FormRow, titles: Mapping[int, tuple[str, ...]]) -> Line:
    cells = {}
    for column, own in row.cells.items():
        if (role := row.header.roles.get(column)) not in _LABELS and role not in BUDGET:
            continue
        texts = [cell.text for cell in own if cell.covered not in ("right", "inner")]
        if texts and any(text.strip() for text in texts):
            cells[column] = (row.texts.get(column, ""), _indent(texts[0]), row.place(column))
    sound = not row.contested and JOINED_LINES not in row.repairs and SHIFTED not in row.repairs
    return _line(row.location, cells, titles, sound=sound)


def _sheet_of_loose(loose: Loose) -> Sheet | None:
    """Return the sheet of rows without a known header: what stands above the first figure are titles."""
    first = next((at for at, row in enumerate(loose.rows) if any(_figure(cell) for cell in row)), None)
    if first is None:
        return None
    titles = _titles(loose.rows[max(0, first - _TITLES) : first])
    lines = []
    for row in loose.rows[first:]:
        cells = {
            column: (join_lines(cell.text), _indent(cell.text), cell.location)
            for column, cell in enumerate(row)
            if cell.text.strip() and cell.covered not in ("right", "inner")
        }
        location = next((place for _, _, place in cells.values()), loose.rows[first][0].location)
        if cells and not _numbers_columns(line := _line(location, cells, titles)):
            lines.append(line)
    exact = all(cell.location.line is None or cell.location.cell for row in loose.rows[:1] for cell in row)
    return Sheet(tuple(lines), titles, _columns(lines, titles, set()), exact, loose.unit)


def _numbers_columns(line: Line) -> bool:
    """「栏次 | 1 | 2 | 3」 and 「项目 | 2022 | 2023」 under the titles: what stands beside them is no item."""
    words = {squeeze(word) for words in line.labels.values() for word in words}
    texts = [squeeze(figure.text) for figure in line.figures.values()]
    if len(texts) < _FEWEST_LINES or not words <= _NO_ITEMS:
        return False
    numbered = all(text.isdigit() for text in texts) and all(int(two) - int(one) == 1 for one, two in pairwise(texts))
    return numbered or all(map(_YEAR.match, texts))


def _figure(cell: Cell) -> bool:
    return not cell.covered and "%" not in fold(cell.text) and in_yuan(cell.text, None) is not None


def _line(
    location: Location,
    cells: Mapping[int, tuple[str, int, Location]],
    titles: Mapping[int, tuple[str, ...]],
    *,
    sound: bool = True,
) -> Line:
    """Tell figures from words; the label of a figure are the words next to it on its left, over other figures."""
    labels: dict[int, tuple[str, ...]] = {}
    anchors: dict[int, int] = {}
    indents: dict[int, int] = {}
    figures: dict[int, Figure] = {}
    other: set[int] = set()
    words: list[str] = []
    anchor, indent, closed = 0, 0, False
    for column in sorted(cells):
        text, blanks, place = cells[column]
        if squeeze(text) in _PLACEHOLDERS:
            continue
        coded = any(map(_CODES.search, titles.get(column, ())))
        amount = None if coded or "%" in fold(text) else in_yuan(text, None)
        if amount is None:
            words, closed = ([text] if closed else [*words, text]), False
            anchor, indent = column, blanks
            other.add(column)
            continue
        labels[column], anchors[column], indents[column], closed = tuple(words), anchor, indent, bool(words)
        title = titles.get(column, ("",))[-1]
        figures[column] = Figure(amount[0], text, place if place.column else place.within(place.table, title or None))
    return Line(location, labels, anchors, indents, figures, frozenset(other), sound)


def _columns(lines: Sequence[Line], titles: Mapping[int, tuple[str, ...]], excluded: set[int]) -> tuple[int, ...]:
    """Return the columns of amounts: those with figures, without percentages, rates, numbers of rows and points."""
    found = sorted({column for line in lines for column in line.figures})
    return tuple(
        column
        for column in found
        if column not in excluded
        and not any(_NO_AMOUNT.search(squeeze(title)) for title in titles.get(column, ()))
        and any(line.labels.get(column) for line in lines)
    )


def _titles(rows: Rows) -> dict[int, tuple[str, ...]]:
    """Return the titles over each column from the top; one that is merged over several columns stands over each."""
    titles: dict[int, tuple[str, ...]] = {}
    for row in rows:
        for column, cell in enumerate(row):
            text = join_lines(cell.text)
            if text and cell.covered != "down" and text not in titles.get(column, ()):
                titles[column] = (*titles.get(column, ()), text)
    return titles


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
