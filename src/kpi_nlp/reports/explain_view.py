"""What the page of an extraction shows, in words and classes of colour: documents, tables cell by cell, claims in text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kpi_nlp import lexicon
from kpi_nlp.model import (
    Budget,
    Category,
    Cell,
    Claim,
    ExplainedRow,
    ExplainedTable,
    ExplainedText,
    Explanation,
    Identity,
    Indicator,
    Mark,
    ReadWarning,
    Total,
)
from kpi_nlp.quantities import parse_periods
from kpi_nlp.reports.explain_parts import BlockView, CellView, DocumentView, Piece, RowView
from kpi_nlp.reports.explain_words import KINDS, ROLES, context, fact_line, interval
from kpi_nlp.text import join_lines, squeeze

_VALUES = frozenset({"target", "adjusted_target", "period_target", "actual", "forecast", "rate"})
_TOKEN = re.compile(r"\d[\d.,]*|.", re.DOTALL)
_MOST_TOKENS = 2000  # comparing longer texts letter by letter takes too long
_SURE, _FAIR, _POOR = 0.9, 0.8, 0.6
_STAGES_UNKNOWN = "other"


def document_view(explanation: Explanation, problem: str = "") -> DocumentView:
    """Return what is shown of a document."""
    document = explanation.document
    facts = [
        fact
        for block in explanation.blocks
        if isinstance(block, ExplainedTable)
        for row in block.rows
        for fact in row.facts
    ]
    claims = sum(
        not said.begun for block in explanation.blocks if isinstance(block, ExplainedText) for said in block.said
    )
    counted = (("指标", Indicator), ("空类别", Category), ("合计", Total), ("预算", Budget))
    return DocumentView(
        document.path,
        tuple(_identity(document.identity)),
        (*((title, sum(isinstance(fact, type_) for fact in facts)) for title, type_ in counted), ("正文叙述", claims)),
        tuple(map(_warning, document.warnings)),
        problem,
        tuple(_block(block, document.identity.year) for block in explanation.blocks),
    )


def _identity(identity: Identity) -> Iterator[tuple[str, str, str]]:
    sources = dict(identity.sources)
    stage = "" if identity.stage == _STAGES_UNKNOWN else lexicon.stages().titles[identity.stage]
    year = f"{identity.year} 年" if identity.year else ""
    for name, title, value in (
        ("department", "部门", identity.department), ("year", "年度", year), ("stage", "阶段", stage), ("project", "项目", identity.project), ("revision", "版本", identity.revision),
    ):  # fmt: skip
        if value or name in ("department", "year", "stage"):
            yield title, value or "未识别", f"据{sources[name]}" if name in sources else ""


def _warning(warning: ReadWarning) -> str:
    return warning.message + (f"（{warning.location}）" if warning.location else "")


def _block(block: ExplainedText | ExplainedTable, year: int | None) -> BlockView:
    if isinstance(block, ExplainedText):
        return _text(block)
    spans = _spans(block)
    rows = tuple(_row(row, at, spans, year) for at, row in enumerate(block.rows))
    return BlockView(
        str(replace(block.location, file="", row=None)),
        rows=rows,
        understood=any(row.kind not in ("unread", "blank") for row in rows),
    )


def _text(block: ExplainedText) -> BlockView:
    """Return a paragraph: claims in it, amounts in the claims, and beside it what each claim was taken to say."""
    pieces: list[Piece] = []
    at = 0
    for said in block.said:
        pieces.append(("", block.text[at : said.start], ""))
        pieces += _claimed(block.text[said.start : said.end], said.claim, said.begun)
        at = said.end
    pieces.append(("", block.text[at:], ""))
    if block.before is not None:
        pieces = list(_changed(block.before, block.text))
    notes = tuple(
        (context(said.claim), "，".join(map(interval, said.claim.quantities))) for said in block.said if not said.begun
    )
    return BlockView(
        str(replace(block.location, file="")), block.level, tuple(piece for piece in pieces if piece[1]), notes
    )


def _claimed(text: str, claim: Claim, begun: int) -> Iterator[Piece]:
    at = 0
    for amount in claim.quantities:
        start, end = max(amount.start - begun, at), min(amount.end - begun, len(text))
        if start >= end:
            continue
        yield "claim", text[at:start], ""
        yield "amount", text[start:end], interval(amount)
        at = end
    yield "claim", text[at:], ""


def _changed(before: str, after: str) -> Iterator[Piece]:
    """Yield what was struck and what was inserted; a number is struck as a whole."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        old, new = [before], [after]
    for change, start, stop, new_start, new_stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            yield "", "".join(old[start:stop]), ""
            continue
        yield "struck", "".join(old[start:stop]), "修订前"
        yield "inserted", "".join(new[new_start:new_stop]), "修订后"


def _spans(table: ExplainedTable) -> dict[tuple[int, int], tuple[int, int]]:
    """Return over how many rows and columns each cell is merged that stands for itself."""
    grid = [row.cells for row in table.rows]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(grid):
        for column, cell in enumerate(row):
            if cell.covered:
                continue
            width = height = 1
            while column + width < len(row) and row[column + width].covered == "right":
                width += 1
            while (
                at + height < len(grid)
                and column < len(grid[at + height])
                and grid[at + height][column].covered == "down"
            ):
                height += 1
            spans[at, column] = (height, width)
    return spans


def _row(row: ExplainedRow, at: int, spans: dict[tuple[int, int], tuple[int, int]], year: int | None) -> RowView:
    cells = [
        _cell(cell, mark, spans[at, column], year, named=_is_first(row.marks, column))
        for column, (cell, mark) in enumerate(zip(row.cells, row.marks, strict=True))
        if (at, column) in spans
    ]
    printed = {join_lines(cell.text) for cell in row.cells}
    notes = [("fact", text) for fact in row.facts if (text := fact_line(fact, printed))]
    notes += [("repair", repair) for repair in row.repairs]
    notes += [("warning", warning.message) for warning in row.warnings]
    return RowView(row.kind, KINDS[row.kind], tuple(cells), tuple(dict.fromkeys(notes)))


def _is_first(marks: Sequence[Mark | None], column: int) -> bool:
    """Return whether a role is not that of the cell on the left, so that 经费保障, 制度保障 are named once."""
    left = marks[column - 1] if column else None
    mark = marks[column]
    return mark is None or left is None or left.role != mark.role


def _cell(cell: Cell, mark: Mark | None, span: tuple[int, int], year: int | None, *, named: bool) -> CellView:
    title, class_ = ROLES.get(mark.role, ("", "")) if mark else ("", "")
    titled = mark is not None and mark.title
    changed = cell.before is not None and cell.before != cell.text
    return CellView(
        "title" if titled and class_ != "label" else class_,
        tuple(_changed(cell.before or "", cell.text)) if changed else (("", cell.text, ""),),
        (*(_reads(cell, mark, year) if mark and not titled else ()), *_confidence(cell)),
        title if titled and named and title != join_lines(cell.text) else "",
        _doubt(cell.confidence) if cell.text.strip() else "",
        *span,
        titled,
    )


def _reads(cell: Cell, mark: Mark, year: int | None) -> Iterator[str]:
    """Yield what the text of a cell was read as, where it is not what it says: amounts, else periods.

    A number that was not understood is told.
    """
    text = squeeze(cell.text)
    yield from (read for amount in mark.quantities if squeeze(read := interval(amount)) != text)
    if mark.quantities or mark.role not in _VALUES:
        return
    periods = parse_periods(cell.text, year=year)
    for period in periods:
        day = f"{period.start}" if period.start == period.end else f"{period.start} 至 {period.end}"
        yield f"{period.end} 前" if period.deadline else day
    if not periods and any(map(str.isdigit, cell.text)):
        yield "数字未识别"


def _confidence(cell: Cell) -> Iterator[str]:
    if cell.text.strip() and cell.confidence is not None and cell.confidence < _SURE:
        yield f"识别把握 {cell.confidence:.0%}"


def _doubt(confidence: float | None) -> str:
    """Return the shade of a cell that character recognition was not sure of."""
    if confidence is None or confidence >= _SURE:
        return ""
    return "doubt-1" if confidence >= _FAIR else "doubt-2" if confidence >= _POOR else "doubt-3"
