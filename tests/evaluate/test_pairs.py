"""Labelled pairs from files: every format, header and label that people bring, and what is said of those that make no sense."""

import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_nlp.evaluate import PairSet, read_pairs
from kpi_nlp.model import LabelledPair, Named
from kpi_nlp.readers import ReadError

ROWS = (("培训人次", "培训人数", "0"), ("会议场次", "召开会议场次", "1"))
PAIRS = (
    LabelledPair(Named("培训人次"), Named("培训人数"), "different"),
    LabelledPair(Named("会议场次"), Named("召开会议场次"), "same"),
)
HEADER = ("left_text", "right_text", "label")


def delimited(rows: tuple[tuple[str, ...], ...], sign: str = ",", header: tuple[str, ...] = HEADER) -> str:
    return "\n".join(sign.join(row) for row in (header, *rows)) + "\n"


def workbook(path: Path, **sheets: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read(path: Path, text: str, encoding: str = "utf-8") -> PairSet:
    path.write_bytes(text.encode(encoding))
    return read_pairs(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize(("name", "sign"), [("对.csv", ","), ("对.csv", ";"), ("对.csv", "\t"), ("对.tsv", "\t")])
def test_delimited_text_is_read_in_any_encoding(tmp_path: Path, name: str, sign: str, encoding: str) -> None:
    found = read(tmp_path / name, delimited(ROWS, sign), encoding)
    assert found == PairSet(PAIRS, (tmp_path / name,))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_of_json_are_read(tmp_path: Path, encoding: str) -> None:
    lines = [json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in ROWS]
    assert read(tmp_path / "对.jsonl", "\n\n".join(lines) + "\n", encoding).pairs == PAIRS


def test_a_workbook_is_read_with_empty_rows_and_other_sheets(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("样本标注表",),
        HEADER,
        ("培训人次", "培训人数", 0),
        (),
        ("会议场次", "召开会议场次", 1),
    ]
    path = workbook(tmp_path / "对.xlsx", 说明=[("列", "含义"), ("label", "标注")], 样本=rows)
    found = read_pairs(path)
    assert found.pairs == PAIRS
    assert found.notes == ("对.xlsx：工作表「说明」没有样本的表头，未读取",)


def test_a_folder_is_read_in_order_and_its_files_are_documents(tmp_path: Path) -> None:
    (tmp_path / "乙.csv").write_text(delimited(ROWS[:1]), encoding="utf-8")
    (tmp_path / "甲.csv").write_text(
        delimited((("场次", "次数", "1", "水务局"),), header=(*HEADER, "部门")), encoding="utf-8"
    )
    (tmp_path / "~$甲.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.txt").write_text("不是样本", encoding="utf-8")
    assert [(pair.left.text, pair.document) for pair in read_pairs(tmp_path).pairs] == [
        ("培训人次", "乙"),
        ("场次", "水务局"),
    ]


def test_empty_lines_and_foreign_columns_change_nothing(tmp_path: Path) -> None:
    text = "备注,left_text,right_text,label\n\n甲,培训人次,培训人数,0\n,,,\n\n乙,会议场次,召开会议场次,1\n"
    assert read(tmp_path / "对.csv", text).pairs == PAIRS


@pytest.mark.parametrize(
    "header",
    [
        ("指标A", "指标B", "是否匹配"), ("指标Ａ", "指标Ｂ", "标注"), ("左", "右", "匹配"), ("Left_Text", " right_text ", "LABEL"),
        ("unique_id_l", "unique_id_r", "clerical_match_score"), ("name_l", "name_r", "clerical_match_score"),
    ],
)  # fmt: skip
def test_headers_of_other_tools_are_known(tmp_path: Path, header: tuple[str, ...]) -> None:
    assert read(tmp_path / "对.csv", delimited(ROWS, header=header)).pairs == PAIRS


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        *((text, "same") for text in ("1", "1.0", "1.00", "是", "匹配", "same", "Same", "TRUE", "对应")),
        *((text, "different") for text in ("0", "0.0", "否", "不匹配", "different", "False", "不同")),
        *((text, "part") for text in ("part", "部分")),
        *((text, "unsure") for text in ("不确定", "?", "？", "0.5", "0.50", "", "unsure")),
    ],
)
def test_labels_are_known(tmp_path: Path, printed: str, label: str) -> None:
    found = read(tmp_path / "对.csv", delimited((("甲数", "乙数", printed), ("丙数", "丁数", "1"))))
    assert [pair.label for pair in found.pairs] == [label, "same"]


def test_labels_of_json_may_be_numbers_and_truths(tmp_path: Path) -> None:
    labels = (1, 0, 1.0, True, False, 0.5, None)
    lines = [json.dumps({"left": f"甲{at}", "right": "乙", "label": label}) for at, label in enumerate(labels)]
    found = read(tmp_path / "对.jsonl", "\n".join(lines))
    assert [pair.label for pair in found.pairs] == [
        "same",
        "different",
        "same",
        "same",
        "different",
        "unsure",
        "unsure",
    ]


def test_context_stands_beside_the_names(tmp_path: Path) -> None:
    text = delimited(
        (("培训人次", "培训人数", "0", "产出指标/数量指标", "≥200", "人次", "申报", "2023年", "国家公务员局"),),
        header=(*HEADER, "left_levels", "目标值A", "left_unit", "阶段A", "年度A", "department"),
    )
    left = Named("培训人次", ("产出指标", "数量指标"), "≥200", "人次", "申报", 2023)
    expected = LabelledPair(left, Named("培训人数"), "different", document="国家公务员局")
    assert read(tmp_path / "对.csv", text).pairs == (expected,)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("对.csv", "left_text,right_text,label\n甲,乙,1\n\n丙,丁,可能\n", "对.csv：第4行的标注「可能」不认识。label 写 1 或 0"),
        ("对.csv", "left_text,right_text,label\n甲,,1\n", "对.csv：第2行没有 right_text（名称）。请补上名称"),
        ("对.csv", "left_text,right_text\n甲,乙\n", "对.csv：缺少 label 列；现有的列：left_text、right_text。必须有"),
        ("对.csv", "left_text,right_text,label\n甲,乙,丙,1\n", "对.csv：第2行有 4 格，表头只有 3 格。名称中的逗号请加引号"),
        ("对.csv", 'left_text,right_text,label\n"甲\n乙",丙,1\n丁,戊,?!\n', "对.csv：第4行的标注「?!」不认识"),
        ("对.csv", "left_text,right_text,label,是否匹配\n甲,乙,1,否\n", "对.csv：第2行的几列标注不一致（1、否）。请只留一列标注"),
        ("对.csv", "left_text,right_text,label\n甲,乙,不确定\n", "对.csv：没有标注好的样本对。label 写"),
        ("对.csv", "left_text,right_text,label\n", "对.csv：没有标注好的样本对。必须有"),
        ("对.csv", "", "对.csv：文件是空的"),
        ("对.jsonl", '{"left": "甲", "right": "乙", "label": 1}\n{"left": \n', "对.jsonl：第2行不是 JSON。每行应是一个 JSON 对象"),
        ("对.jsonl", "[]\n", "对.jsonl：第1行不是 JSON 对象"),
        ("对.jsonl", '{"left": "甲", "right": "乙"}\n', "对.jsonl：第1行没有 label（标注）"),
        ("对.docx", "x", "对.docx：不是样本文件。请另存为 .csv"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(ReadError) as told:
        read(tmp_path / name, text)
    assert str(told.value).startswith(said)


def test_rows_of_a_workbook_are_told_by_sheet_and_number(tmp_path: Path) -> None:
    lone = workbook(tmp_path / "一格.xlsx", 样本=[HEADER, ("甲", "乙", 1), (), ("丙",)])
    with pytest.raises(ReadError, match="工作表「样本」第4行只有一格"):
        read_pairs(lone)
    wrong = workbook(tmp_path / "标注.xlsx", 样本=[HEADER, ("甲", "乙", 1), (), ("丙", "丁", "也许")])
    with pytest.raises(ReadError, match="工作表「样本」第4行的标注「也许」不认识"):
        read_pairs(wrong)
    bare = workbook(tmp_path / "空白.xlsx", 样本=[("甲", "乙"), ("丙", "丁")])
    with pytest.raises(ReadError, match="缺少 left_text、right_text、label 列；现有的列：甲、乙"):
        read_pairs(bare)


def test_a_folder_without_pairs_and_no_path_at_all(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="文件夹里没有样本文件"):
        read_pairs(tmp_path)
    with pytest.raises(ReadError, match="路径不存在"):
        read_pairs(tmp_path / "没有.csv")


def test_pairs_that_stand_twice_or_are_labelled_otherwise_are_told(tmp_path: Path) -> None:
    found = read(tmp_path / "对.csv", delimited((*ROWS, ROWS[0], ("培训人次", "培训人数", "1"))))
    assert len(found.pairs) == 4
    assert found.notes == (
        "有 2 对与前面的完全相同（名称和上下文），每次都计入；请核对是否重复抄录",
        "有 1 对前后标注不一，如「培训人次」与「培训人数」，请核对标注",
    )


def pairs_or_reason(path: Path) -> tuple[LabelledPair, ...] | str:
    try:
        return read_pairs(path).pairs
    except ReadError as error:
        return str(error)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["对.csv", "对.tsv", "对.jsonl"]), st.binary(max_size=200) | st.text(max_size=200).map(str.encode)
)
def test_whatever_the_bytes_are_they_are_pairs_or_told(tmp_path: Path, name: str, content: bytes) -> None:
    for text in (content, b"left,right,label\n" + content, b'{"left": "a", "right": "b", "label": 1}\n' + content):
        (tmp_path / name).write_bytes(text)
        assert pairs_or_reason(tmp_path / name)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[" * 100_000, "第1行不是 JSON"), ('{"left": {"text": "甲"}, "right": "乙", "label": 1}', "没有 left_text"),
        ('{"left": "甲", "right": "乙", "label": [1]}', "没有标注好的样本对"),
    ],
    ids=["deep", "an object for a name", "a list for a label"],
)  # fmt: skip
def test_json_of_another_shape_is_told(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(tmp_path / "对.jsonl", line)


def test_half_a_character_does_no_harm(tmp_path: Path) -> None:
    (pair,) = read(tmp_path / "对.jsonl", '{"left": "甲\\ud800", "right": "乙", "label": 1}').pairs
    assert pair.left.text == "甲?"
