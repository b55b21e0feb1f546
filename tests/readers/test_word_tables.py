"""The grid of Word tables, however their rows are cut: merges of both kinds, columns left out, widths without spans."""

import pytest
from word_xml import cell, control, document, kinds, lines, paragraph, prose, row, run, table, tables, texts, texts_row

from kpi_nlp.model import Cell, Document, Table
from kpi_nlp.readers import LimitExceeded

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(text: str, width: int, more: str = "") -> str:
    return cell(lines(text), f'<w:tcW w:w="{width}" w:type="dxa"/>{more}')


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def placed(read_: Document) -> list[list[tuple[str, str]]]:
    """Return the texts of the only table, with what says where a merged cell stands."""
    (rows,) = tables(read_)
    return [[(one.text, one.covered) for one in cells] for cells in rows]


def test_columns_left_out_on_both_sides() -> None:
    short = texts_row("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>')
    assert texts(document(table(texts_row("一", "二", "三", "四"), short))) == [
        ["一", "二", "三", "四"],
        ["", "乙", "", ""],
    ]


def test_cells_merged_in_the_old_way() -> None:
    body = table(
        row(cell(lines("甲"), '<w:hMerge w:val="restart"/>'), cell(paragraph(), "<w:hMerge/>"), cell(lines("乙")))
    )
    assert placed(document(body)) == [[("甲", ""), ("甲", "right"), ("乙", "")]]


def test_an_old_merge_with_nothing_to_its_left_is_a_cell() -> None:
    assert placed(document(table(row(cell(lines("甲"), "<w:hMerge/>"))))) == [[("甲", "")]]


def test_merged_cells_of_different_widths() -> None:
    body = table(
        row(cell(lines("产出"), RESTART), cell(lines("数量")), cell(lines("甲"))),
        row(cell(paragraph(), CONTINUE + span(2)), cell(lines("乙"))),
        row(cell(paragraph(), CONTINUE), cell(lines("质量")), cell(lines("丙"))),
    )
    assert placed(document(body)) == [
        [("产出", ""), ("数量", ""), ("甲", "")],
        [("产出", "down"), ("产出", "inner"), ("乙", "")],
        [("产出", "down"), ("质量", ""), ("丙", "")],
    ]


def test_a_merge_that_nothing_began_is_a_cell_of_its_own() -> None:
    body = table(
        row(cell(lines("甲")), cell(lines("乙"))),
        row(cell(lines("丙"), CONTINUE), cell(lines("丁"))),
        row(cell(paragraph(), CONTINUE), cell(lines("戊"))),
    )
    assert placed(document(body)) == [
        [("甲", ""), ("乙", "")],
        [("丙", ""), ("丁", "")],
        [("丙", "down"), ("戊", "")],
    ]


def test_text_under_a_merged_cell_is_not_printed_and_told() -> None:
    body = table(row(cell(lines("甲"), RESTART)), row(cell(lines("藏"), CONTINUE)), row(cell(lines("甲"), CONTINUE)))
    read_ = document(body)
    assert texts(read_) == [["甲"], ["甲"], ["甲"]]
    assert [(warning.kind, warning.message) for warning in read_.warnings] == [
        ("HiddenText", "被合并单元格遮住的文字「藏」未读取")
    ]


def test_a_tracked_merge_counts_as_accepted() -> None:
    merged = '<w:cellMerge w:id="1" w:vMerge="{}" w:vMergeOrig="rest"/>'
    body = table(row(cell(lines("甲"), merged.format("rest"))), row(cell(paragraph(), merged.format("cont"))))
    assert placed(document(body)) == [[("甲", "")], [("甲", "down")]]


def test_hidden_rows_are_left_out_and_told() -> None:
    read_ = document(table(texts_row("甲"), texts_row("乙", properties="<w:hidden/>"), texts_row("丙")))
    assert (texts(read_), kinds(read_)) == ([["甲"], ["丙"]], ["HiddenRow"])


def test_rows_without_spans_stand_where_their_widths_put_them() -> None:
    body = table(
        row(wide("指标", 1000), wide("目标", 2000), wide("实际", 2000), wide("得分", 1000)),
        row(wide("合计", 5000), wide("98", 1000)),
        row(wide("说明", 6000)),
        columns=(1000, 2000, 2000, 1000),
    )
    assert placed(document(body)) == [
        [("指标", ""), ("目标", ""), ("实际", ""), ("得分", "")],
        [("合计", ""), ("合计", "right"), ("合计", "right"), ("98", "")],
        [("说明", ""), ("说明", "right"), ("说明", "right"), ("说明", "right")],
    ]


@pytest.mark.parametrize("widths", [(0, 0), (900, 900), (5999, 1), (10**9, 10)])
def test_widths_that_do_not_fit_the_grid_are_not_trusted(widths: tuple[int, int]) -> None:
    body = table(
        row(*(wide(text, width) for text, width in zip("甲乙", widths, strict=True))), columns=(2000, 2000, 2000)
    )
    assert texts(document(body)) == [["甲", "乙"]]


def test_rows_with_spans_keep_them() -> None:
    body = table(row(wide("甲", 3000, span(2)), wide("乙", 3000)), columns=(2000, 2000, 1000, 1000))
    assert texts(document(body)) == [["甲", "甲", "乙"]]


def test_tables_in_content_controls_frames_and_boxes_of_a_cell() -> None:
    inner = control(table(texts_row("内", "侧")))
    frame = table(row(cell(lines("框") + table(texts_row("深", "处")))))
    read_ = document(table(row(cell(lines("外") + inner), cell(frame)), texts_row("甲", "乙")))
    assert [[[one.text for one in cells] for cells in rows] for rows in tables(read_)] == [
        [["外", "框"], ["甲", "乙"]],
        [["内", "侧"]],
        [["深", "处"]],
    ]


def test_a_frame_whose_row_was_deleted_holds_nothing() -> None:
    frame = table(row(cell(lines("删")), properties="<w:del/>"))
    assert texts(document(table(row(cell(lines("留") + frame))))) == [["留"]]


def test_a_deleted_table_is_gone() -> None:
    read_ = document(lines("前") + table(texts_row("删", properties="<w:del/>")) + lines("后"))
    assert ([type(block) is Table for block in read_.blocks], prose(read_)) == ([False, False], ["前", "后"])
    assert kinds(read_) == ["TrackedChanges"]


def test_a_moved_row_stands_where_it_went() -> None:
    body = table(
        texts_row("移", properties='<w:del w:id="1"/>'),
        texts_row("留"),
        texts_row("移", properties='<w:ins w:id="2"/>'),
    )
    assert texts(document(body)) == [["留"], ["移"]]


def test_rows_and_tables_without_cells() -> None:
    assert [type(block) for block in document(table() + table(row()) + lines("后")).blocks][:1] != [Table]
    assert texts(document(table(row(), texts_row("甲")))) == [["甲"]]


def test_more_cells_than_a_report_can_hold_are_refused() -> None:
    with pytest.raises(LimitExceeded, match="200000 个单元格"):
        document(table(row(cell(paragraph(), span(256))) * 800))


def test_every_cell_has_the_place_of_its_row() -> None:
    body = lines("前") + table(texts_row("甲", "乙"), texts_row("丙")) + table(texts_row("丁"))
    read_ = document(body)
    found: list[Cell] = [one for rows in tables(read_) for cells in rows for one in cells]
    assert [(one.text, str(one.location)) for one in found] == [
        ("甲", "报告.docx 第1个表 第1行"),
        ("乙", "报告.docx 第1个表 第1行"),
        ("丙", "报告.docx 第1个表 第2行"),
        ("丁", "报告.docx 第2个表 第1行"),
    ]


def test_the_row_of_a_running_text_in_cells_is_whole() -> None:
    assert texts(document(table(row(cell(paragraph(run("一")) + paragraph() + paragraph(run("二"))))))) == [
        ["一\n\n二"]
    ]
