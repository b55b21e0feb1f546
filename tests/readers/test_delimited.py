"""Delimited text as Excel, WPS and web systems export it: whatever the delimiter, the quotes and the encoding."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts import mutants, outcome

from kpi_nlp.extract import extract
from kpi_nlp.model import Document, Paragraph, Table
from kpi_nlp.readers import LimitExceeded, Source, read

HEADER = ["一级指标", "三级指标", "年度指标值", "实际完成值"]


def delimited(text: str, name: str = "表.csv", encoding: str = "utf-8") -> Document:
    return read(Source(name, text.encode(encoding)))


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_delimiter_is_what_parts_all_rows_alike(delimiter: str, encoding: str) -> None:
    rows = [
        HEADER,
        ["产出指标", "培训,期数;含网络", "≥12期", "12期;超额"],
        ["产出指标", "学员|人数", "1,200人", "完成,一般"],
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    document = delimited(stream.getvalue(), encoding=encoding)
    assert tables(document) == [rows]
    assert document.warnings == ()
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert block.exact


def test_quotes_line_breaks_and_places() -> None:
    document = delimited('甲,"年度\n指标值",丙\r\n"他说""好""",2,"1,200"\r\n"没关上,5,6\r\n半"截,8,9\r\n')
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [[cell.text for cell in row] for row in block.rows] == [
        ["甲", "年度\n指标值", "丙"],
        ['他说"好"', "2", "1,200"],
        ['"没关上', "5", "6"],
        ['半"截', "8", "9"],
    ]
    assert [str(row[1].location) for row in block.rows] == [
        "表.csv B1 文本第1行",
        "表.csv B2 文本第3行",
        "表.csv B3 文本第4行",
        "表.csv B4 文本第5行",
    ]


def test_what_exports_put_around_values_is_taken_off() -> None:
    text = '序号,名称,目标,备注\n="001",\'培训,"12\t",它的\'好\'\n'
    assert tables(delimited(text)) == [[["序号", "名称", "目标", "备注"], ["001", "培训", "12", "它的'好'"]]]


def test_the_first_line_may_say_the_delimiter() -> None:
    document = delimited("sep=;\r\n甲;乙,丙\r\n1;2,3\r\n")
    assert tables(document) == [[["甲", "乙,丙"], ["1", "2,3"]]]
    assert str(document.blocks[0].location) == "表.csv A1 文本第2行"


def test_titles_are_paragraphs_blank_lines_part_tables_and_rows_may_be_ragged() -> None:
    text = "附件1\n澜川市示例局自评表,,,\n甲,乙,丙\n1,2\n3,4,5,6\n,,,\n\n表二,,,\n丁,戊\n7,8\n"
    document = delimited(text)
    assert paragraphs(document) == ["附件1", "澜川市示例局自评表", "表二"]
    assert tables(document) == [
        [["甲", "乙", "丙", ""], ["1", "2", "", ""], ["3", "4", "5", "6"]],
        [["丁", "戊", "", ""], ["7", "8", "", ""]],
    ]


def test_levels_of_merged_cells_that_an_export_left_empty_hold_for_the_rows_below() -> None:
    rows = (
        "一级指标,二级指标,三级指标,年度指标值,实际完成值", "产出指标,数量指标,培训期数,12期,12期", ",,学员人数,≥600人,612人", ",质量指标,合格率,≥95%,96%",
        "效益指标,社会效益指标,知晓率,≥90%,91%", "满意度指标,,学员满意度,≥90%,93%",
    )  # fmt: skip
    paper = extract(delimited("\n".join(rows)))
    assert [(*row.levels, row.name) for row in paper.indicators] == [
        ("产出指标", "数量指标", "培训期数"),
        ("产出指标", "数量指标", "学员人数"),
        ("产出指标", "质量指标", "合格率"),
        ("效益指标", "社会效益指标", "知晓率"),
        ("满意度指标", "学员满意度"),
    ]


def test_the_levels_of_a_score_sheet_end_with_the_level_above() -> None:
    rows = (
        "一级指标,二级指标,三级指标,分值,得分",
        "部门决策,绩效目标,目标合理性,5,5",
        "部门管理,,制度健全性,5,4",
        ",预算管理,执行率,5,5",
    )
    paper = extract(delimited("\n".join(rows)))
    assert [(*row.levels, row.name) for row in paper.indicators] == [
        ("部门决策", "绩效目标", "目标合理性"),
        ("部门管理", "制度健全性"),
        ("部门管理", "预算管理", "执行率"),
    ]


def test_a_caption_of_a_few_letters_begins_another_form() -> None:
    form = "三级指标,年度指标值,实际完成值\n培训期数,12期,12期\n"
    paper = extract(delimited(f"项目名称,甲项目,\n{form}\n项目名称,乙项目,\n{form}"))
    assert [row.scope for row in paper.indicators] == ["甲项目", "乙项目"]


def test_an_export_that_was_named_txt_is_read_as_rows() -> None:
    text = "一级指标,三级指标,年度指标值,实际完成值\n产出指标,培训期数,12期,12期\n产出指标,学员人数,600人,612人\n"
    document = delimited(text, "表.txt")
    assert tables(document) == [[line.split(",") for line in text.splitlines()]]
    assert [warning.kind for warning in document.warnings] == ["SuffixMismatch"]


def test_unicode_text_of_excel_has_cells_between_its_tabs() -> None:
    text = '一级指标\t三级指标\t年度指标值\t"实际\n完成值"\n产出指标\t"培训""期""数"\t12期\t12期\n\t学员人数\t600人\t612人\n'
    assert tables(delimited(text, "表.txt", "utf-16")) == [
        [["一级指标", "三级指标", "年度指标值", "实际\n完成值"], ["产出指标", '培训"期"数', "12期", "12期"], ["", "学员人数", "600人", "612人"]]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "全年举办培训班12期,培训学员600人次,合格率96%,满意度95%。\n加强制度建设,规范流程。\n问题:进度偏慢,执行率低,原因不明,措施不力。\n",
        "甲\t乙\t丙\t丁\n1\t2\t3\t4\n5\t6\t7\t8\n",
        "一、基本情况\n二、完成情况\n三、主要问题\n",
    ],
)
def test_other_text_is_not_taken_for_rows(text: str) -> None:
    document = delimited(text, "报告.txt")
    assert document.format == "txt"
    assert [block.exact for block in document.blocks if isinstance(block, Table)] in ([], [False])


def test_limits_hold() -> None:
    with pytest.raises(LimitExceeded, match="表格超过 20000 行"):
        delimited("甲,乙\n" * 20_001)


@given(
    st.lists(st.lists(st.text("甲乙12,;\"'=\t\n |", max_size=6), min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
)
def test_whatever_the_standard_library_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    document = delimited(f"sep={delimiter}\n{stream.getvalue()}")
    expected = {place: text for place, text in _places(rows) if text}
    found = {
        cell.location.cell: cell.text
        for block in document.blocks
        for cell in ([cell for row in block.rows for cell in row] if isinstance(block, Table) else [block])
        if cell.text
    }
    assert found == expected


def _places(rows: list[list[str]]) -> list[tuple[str, str]]:
    return [
        (f"{'ABCD'[column]}{row}", _bare(text)) for row, line in enumerate(rows, 1) for column, text in enumerate(line)
    ]


def _bare(text: str) -> str:
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    return text.removeprefix("'") if text.count("'") == 1 else text


def test_damage_never_breaks_the_reader() -> None:
    whole = ('附件,,\n"一级,指标",三级指标,年度指标值\n产出指标,"培训\n期数",="012"\n' * 4).encode("gb18030")
    outcomes = Counter(outcome(data, "表.csv") for data in mutants(whole, 300, seed=3))
    assert set(outcomes) <= {"read", "CorruptFile", "UnsupportedFormat", "LimitExceeded"}
    assert outcomes["read"] > 50
