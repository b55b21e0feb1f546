"""Reports: the machine-readable contract field by field, and what people read."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi_nlp import __version__
from kpi_nlp.align.embedders import load
from kpi_nlp.checks import ALL
from kpi_nlp.model import Result
from kpi_nlp.reports import OutputHeldOpen, View, print_report, replace_file, save_report
from kpi_nlp.reports.csv_report import guarded

QUANTITY = {"low", "high", "low_open", "high_open", "unit", "kind", "of", "approximate", "text"}
PLACE = {"document", "path", "name", "levels", "scope", "location"}
INDICATOR = {
    "kind", "document", "path", "department", "year", "stage", "table", "levels", "scope", "name", "period_target", "target", "actual", "rate",
    "weight", "score", "reason", "location", "repairs",
}  # fmt: skip
CLAIM = {"kind", "document", "path", "text", "quantities", "judgement", "scope", "period", "location"}
MATCH = {"kind", "left", "right", "relation", "probability", "verdict", "features"}
FINDING = {
    "kind", "id", "fingerprint", "evidence_hash", "code", "name", "title", "severity", "message", "indicators", "evidence", "computation", "rows",
}  # fmt: skip
DOCUMENT = {"document", "path", "sha256", "format", "department", "year", "stage", "indicators", "claims", "warnings"}


def printed(result: Result, view: View, format_: str) -> str:
    stream = io.StringIO()
    print_report(result, stream, view, format_)  # type: ignore[arg-type]
    return stream.getvalue()


def lines(result: Result, view: View) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed(result, view, "jsonl").splitlines()]


def test_extract_jsonl(faulty: Result) -> None:
    found = lines(faulty, "extract")
    indicators = [line for line in found if line["kind"] == "indicator"]
    assert len(indicators) == len(faulty.indicators)
    assert all(set(line) >= INDICATOR for line in indicators)
    first = next(
        line for line in indicators if line["name"] == "新增公办学前教育学位数" and line["stage"] == "self_evaluation"
    )
    assert {
        key: first[key]
        for key in ("document", "path", "department", "year", "table", "levels", "scope", "weight", "score", "reason")
    } == {
        "document": "澜川市教育局2023年部门整体绩效自评报告.docx",
        "path": "澜川市教育局2023年部门整体绩效自评报告.docx",
        "department": "澜川市教育局",
        "year": 2023,
        "table": "第1个表",
        "levels": ["产出指标", "数量指标"],
        "scope": "整体",
        "weight": "10",
        "score": "10",
        "reason": None,
    }
    assert first["target"] == {
        "text": "≥1200个",
        "quantities": [
            {
                "low": "1200",
                "high": None,
                "low_open": False,
                "high_open": False,
                "unit": "个",
                "kind": "count",
                "of": None,
                "approximate": False,
                "text": "≥1200个",
            }
        ],
    }


def test_claims_and_other_facts(faulty: Result) -> None:
    found = lines(faulty, "extract")
    claims = [line for line in found if line["kind"] == "claim"]
    assert all(set(line) >= CLAIM for line in claims)
    assert all(set(amount) == QUANTITY for line in claims for amount in line["quantities"])
    assert {line["kind"] for line in found} == {"indicator", "claim", "total", "grade", "budget", "score"}
    (total,) = [
        line for line in found if line["kind"] == "total" and "2024年部门整体绩效自评报告.docx" in line["document"]
    ]
    assert (total["label"], total["amount"]) == ("总分", "99.93")


def test_align_jsonl(aligned: Result) -> None:
    found = lines(aligned, "align")
    matches = [line for line in found if line["kind"] == "match"]
    assert len(matches) == len(aligned.matches)
    for line in matches:
        assert set(line) >= MATCH
        assert set(line["left"]) == set(line["right"]) == PLACE
        assert line["relation"] in {"same", "part"}
        assert line["verdict"] in {"match", "review"}
        assert 0 <= line["probability"] <= 1
    mentions = [line for line in found if line["kind"] == "mention"]
    assert all(set(line) >= {"kind", "indicator", "claim", "probability", "verdict"} for line in mentions)
    assert all(set(line["claim"]) >= {"document", "text", "location"} for line in mentions)


def test_check_jsonl(faulty: Result) -> None:
    found = lines(faulty, "check")
    assert len(found) == len(faulty.findings)
    for line in found:
        assert set(line) >= FINDING
        assert line["severity"] in {"error", "question", "note"}
        assert all(
            set(quote) == {"role", "document", "path", "location", "place", "quote"} for quote in line["evidence"]
        )
        assert line["computation"] is None or set(line["computation"]) == {"formula", "operands", "result", "printed"}
        assert all(
            set(row) == {"document", "path", "location", "place", "name", "target", "actual", "quote"}
            for row in line["rows"]
        )
        assert all(set(place) == PLACE for place in line["indicators"])


def test_check_json(faulty: Result) -> None:
    whole = json.loads(printed(faulty, "check", "json"))
    assert set(whole) >= {
        "version",
        "profile",
        "embedder",
        "documents",
        "comparisons",
        "missing",
        "problems",
        "findings",
        "outcomes",
    }
    assert (whole["version"], whole["profile"], whole["embedder"]) == (__version__, "national", load().id)
    assert all(set(document) >= DOCUMENT for document in whole["documents"])
    assert all(set(pair) == {"left", "right", "why", "matches"} for pair in whole["comparisons"])
    assert {pair["why"] for pair in whole["comparisons"]} == {"stages", "years"}
    assert set(whole["outcomes"]) == {check.code for check in ALL}
    assert all(
        set(outcome) == {"hit", "clear", "not_applicable", "undecided"} for outcome in whole["outcomes"].values()
    )
    assert whole["outcomes"]["R01"] == {"hit": 2, "clear": 22, "not_applicable": 138, "undecided": 0}


def test_csv_is_the_list_that_offices_use(faulty: Result) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(faulty, "check", "csv"))))
    assert len(rows) == len(faulty.findings)
    (row,) = [row for row in rows if row["规则"] == "R01" and row["三级指标"] == "治理水土流失面积"]
    assert {
        key: row[key]
        for key in ("严重程度", "部门", "年度", "一级指标", "二级指标", "目标值", "实际完成值", "填报完成率", "复算")
    } == {
        "严重程度": "错误",
        "部门": "澜川市水务局",
        "年度": "2024",
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "目标值": "26平方公里",
        "实际完成值": "27.2平方公里",
        "填报完成率": "108.61%",
        "复算": "27.2/26*100＝104.62",
    }


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "-5"),
        ("-5%", "-5%"),
        ("+86", "+86"),
        ("-无", "'-无"),
        ("@甲", "'@甲"),
        ("1,200", "1,200"),
        ("≥5", "≥5"),
    ],
)
def test_no_cell_runs_as_a_formula(cell: str, written: str) -> None:
    assert guarded(cell) == written


@pytest.fixture
def result(request: pytest.FixtureRequest, view: View) -> Result:
    """Return the run that a view is made for."""
    found: Result = request.getfixturevalue("aligned" if view == "align" else "faulty")
    return found


@pytest.mark.parametrize("view", ["extract", "align", "check"])
def test_workbooks(result: Result, tmp_path: Path, view: View) -> None:
    path = tmp_path / "表.xlsx"
    save_report(result, path, view, "xlsx")
    book = openpyxl.load_workbook(path)
    titles = {
        "extract": ["指标", "文件清单"],
        "align": ["指标对照", "未对应", "说明", "文件清单"],
        "check": ["使用说明", "疑点清单", "文件清单", "评分口径", "统计", "选项", "_meta"],
    }
    assert book.sheetnames == titles[view]
    sheet = book["疑点清单"] if view == "check" else book.worksheets[0]
    counts = {"extract": len(result.indicators), "align": 27, "check": len(result.findings)}
    assert sheet.max_row == counts[view] + 1
    assert sheet.freeze_panes == {"extract": "A2", "align": "F2", "check": "C2"}[view]
    assert sheet.auto_filter.ref is not None
    assert all(cell.data_type in {"s", "n"} for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("view", ["extract", "align", "check"])
def test_text_prints_on_a_gbk_console(result: Result, view: View) -> None:
    text = printed(result, view, "text")
    assert text.encode("gbk").decode("gbk") == text
    assert text.startswith("文件清单（12 份）")
    assert "\x1b" not in text


def test_text_names_both_quotes_and_the_arithmetic(faulty: Result) -> None:
    text = printed(faulty, "check", "text")
    block = text[text.index("「治理水土流失面积」目标 26平方公里") :].split("\n错误")[0]
    assert "复算完成率 104.62%，填报 108.61%" in block
    assert "目标「26平方公里」 澜川市水务局2024年部门整体绩效自评报告.xlsx 工作表「绩效表」" in block
    assert "复算 27.2/26×100 ＝ 104.62，写作 108.61%" in block
    assert re.search(r"共 错误 \d+，疑点 \d+，提示 \d+", text)


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "csv", "xlsx"])
def test_files_appear_whole(faulty: Result, tmp_path: Path, format_: Any) -> None:  # noqa: ANN401 - a literal
    path = tmp_path / "新文件夹" / f"结果.{format_}"
    save_report(faulty, path, "check", format_)
    assert path.stat().st_size > 1000
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_nothing_is_left_of_a_failed_write(tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    path.write_text("旧", encoding="utf-8")

    def fail(stream: io.TextIOBase) -> None:
        stream.write("半")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replace_file(path, fail)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "旧"
    assert [entry.name for entry in tmp_path.iterdir()] == ["结果.txt"]


def test_a_file_held_open_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(target), 32, str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputHeldOpen, match="请先关闭"):
        replace_file(tmp_path / "结果.txt", lambda stream: stream.write("新") and None)
    (beside,) = tmp_path.iterdir()
    assert beside.read_text(encoding="utf-8") == "新"


def test_results_go_to_pandas(faulty: Result) -> None:
    frame = faulty.to_pandas()
    assert list(frame["code"]) == [finding.code for finding in faulty.findings]
    assert len(faulty.to_pandas("indicators")) == len(faulty.indicators)
