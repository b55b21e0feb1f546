"""A document beside a finding: the right cell is marked, merged cells stay whole, and what is far off is left out."""

import pytest

from kpi_nlp.model import Cell, Document, Location, Paragraph, Table
from kpi_nlp.web.extracts import Box, Placed, Strip, extract_of

PLACE = {"page": None, "sheet": None, "row": None, "cell": None, "paragraph": None, "line": None}


def grid(rows: int, *, table: str = "第1个表", first: int = 0) -> Table:
    """A table of a Word document: three columns, a row for each number."""
    lines = []
    for row in range(1, rows + 1):
        place = Location("a.docx", table=table, row=row, order=first + row)
        lines.append(tuple(Cell(text, place) for text in (f"指标{row}", f"{row}项", "100%")))
    return Table(tuple(lines), Location("a.docx", order=first))


def placed(*blocks: Table | Paragraph) -> Placed:
    return Placed.of(Document("a.docx", "0", "docx", blocks))


def at_row(row: int, quote: str) -> dict[str, object]:
    return {"place": PLACE | {"row": row}, "quote": quote}


def marked(extract: object) -> list[tuple[int, str]]:
    groups = extract.groups  # type: ignore[attr-defined]
    return [
        (at, box.text) for at, (_, strips) in enumerate(groups) for strip in strips for box in strip.boxes if box.marked
    ]


def test_only_the_cell_of_the_quote_is_marked() -> None:
    assert marked(extract_of(placed(grid(3)), [at_row(2, "2项")])) == [(0, "2项")]


def test_of_equal_cells_in_two_tables_that_of_the_findings_row_is_marked() -> None:
    two = placed(grid(3), grid(3, table="第2个表", first=10))
    assert marked(extract_of(two, [at_row(2, "2项")], [12])) == [(1, "2项")]
    assert marked(extract_of(two, [at_row(2, "2项")])) == [(0, "2项"), (1, "2项")]


def test_rows_far_from_the_mark_are_left_out_and_those_on_top_stay() -> None:
    ((_, strips),) = extract_of(placed(grid(20_000)), [at_row(10_000, "10000项")]).groups
    texts = [strip.boxes[0].text if strip.boxes else "……" for strip in strips]
    assert texts == ["指标1", "指标2", "……", *(f"指标{row}" for row in range(9_980, 10_021)), "……"]


def test_a_sentence_is_marked_within_its_paragraph() -> None:
    text = Paragraph("全年培训12期。其余见附表。", Location("a.docx", paragraph=3))
    quote = {"place": PLACE | {"paragraph": 3}, "quote": "全年培训12期。"}
    assert extract_of(placed(text), [quote]).groups == (
        ("text", (Strip("paragraph", text=("", "全年培训12期。", "其余见附表。")),)),
    )


def test_a_quote_over_several_cells_marks_its_pieces() -> None:
    assert marked(extract_of(placed(grid(1)), [at_row(1, "指标1 1项")])) == [(0, "指标1"), (0, "1项")]


def test_merged_cells_are_drawn_once_over_what_they_span() -> None:
    here = Location("a.docx", row=1)
    rows = (
        (Cell("产出", here), Cell("数量", here), Cell("数量", here, covered="right")),
        (Cell("产出", here, covered="down"), Cell("培训", here), Cell("5期", here)),
    )
    ((_, strips),) = extract_of(placed(Table(rows, here)), []).groups
    assert [strip.boxes for strip in strips] == [
        (Box("产出", 2, 1), Box("数量", 1, 2)),
        (Box("培训"), Box("5期")),
    ]


def test_a_cell_merged_from_rows_that_are_left_out_is_drawn_again() -> None:
    lines = []
    for row in range(1, 101):
        place = Location("a.docx", row=row, order=row)
        lines.append((Cell("产出指标", place, covered="down" if row > 1 else ""), Cell(f"{row}项", place)))
    ((_, strips),) = extract_of(placed(Table(tuple(lines), Location("a.docx"))), [at_row(60, "60项")]).groups
    again = next(strip for strip in strips[3:] if strip.boxes)
    assert again.boxes == (Box("产出指标", 41, 1), Box("40项"))
    assert {len(strip.boxes) for strip in strips[4:] if strip.boxes} == {1}


@pytest.mark.parametrize("quote", ["", "没有这句话"])
def test_what_is_not_there_is_told_and_the_beginning_shown(quote: str) -> None:
    extract = extract_of(placed(grid(3)), [at_row(2, quote)])
    assert not extract.found
    assert len(extract.groups) == 1
