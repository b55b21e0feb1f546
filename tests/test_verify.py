"""A result is proved against its sources: what holds is kept, what was changed afterwards is refused with the reason."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpi_nlp.__main__ import run
from kpi_nlp.model import Refused, Result
from kpi_nlp.reports import save_report
from kpi_nlp.verify import NotAResult, verify


@pytest.fixture
def saved(faulty: Result, tmp_path: Path) -> Path:
    path = tmp_path / "结果.json"
    save_report(faulty, path, view="check", format_="json")
    return path


def changed(path: Path, code: str, change: Callable[[dict[str, Any]], None]) -> str:
    """Change the first finding of a check in a saved result and return its id."""
    result = json.loads(path.read_text(encoding="utf-8"))
    finding = next(finding for finding in result["findings"] if finding["code"] == code)
    change(finding)
    path.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return str(finding["id"])


def reasons(path: Path, *roots: Path) -> dict[str, tuple[str, ...]]:
    return {refused.id: refused.reasons for refused in verify(path, roots).refused}


def test_all_that_is_found_in_the_demo_set_holds(saved: Path, faulty: Result) -> None:
    proved = verify(saved)
    assert proved.refused == proved.problems == ()
    assert proved.findings == len(faulty.findings)
    assert proved.computations == sum(finding.computation is not None for finding in faulty.findings)


def test_the_findings_on_the_seed_reports_hold(seed_result: Result, tmp_path: Path) -> None:
    path = tmp_path / "结果.json"
    save_report(seed_result, path, view="check", format_="json")
    assert verify(path).refused == ()


def test_a_quote_that_does_not_stand_at_its_place_is_refused(saved: Path) -> None:
    name = changed(saved, "R02", lambda finding: finding["evidence"][0].update(quote="999人次"))
    ((found, said),) = reasons(saved).items()
    assert found == name
    assert len(said) == 1
    assert said[0].endswith("处没有原文「999人次」")


def test_a_quote_at_another_place_is_refused(saved: Path) -> None:
    def moved(finding: dict[str, Any]) -> None:
        finding["evidence"][0]["place"] = finding["evidence"][0]["place"] | {"row": 2, "cell": None}

    name = changed(saved, "R02", moved)
    assert list(reasons(saved)) == [name]


def test_arithmetic_that_does_not_hold_is_refused(saved: Path) -> None:
    name = changed(saved, "R01", lambda finding: finding["computation"].update(formula="1/3*100", result="33.43"))
    ((found, said),) = reasons(saved).items()
    assert found == name
    assert said[0].startswith("算式「1/3*100」等于 33.33")


@pytest.mark.parametrize("formula", ["__import__('os')", "1/0", "2**9", ""])
def test_what_is_no_arithmetic_is_refused_and_never_run(saved: Path, formula: str) -> None:
    name = changed(saved, "R01", lambda finding: finding["computation"].update(formula=formula))
    assert reasons(saved) == {name: (f"算式「{formula}」无法计算",)}


def test_a_source_that_was_changed_refuses_its_findings_and_one_that_is_missing_leaves_them_unproved(
    saved: Path, reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "报告"
    shutil.copytree(reports / "faulty", copy)
    assert reasons(saved, copy) == {}
    papers = sorted(copy.glob("*.docx"))
    papers[0].unlink()
    shutil.copy(papers[1], papers[2])
    proved = verify(saved, [copy])
    assert _said(proved.refused) == {f"来源文件「{papers[2].name}」在核对之后改动过"}
    assert _said(proved.unproved) == {f"找不到来源文件「{papers[0].name}」"}
    held = proved.findings - len(proved.refused) - len(proved.unproved)
    assert held > 0
    assert run(["verify", str(saved), str(copy)]) == 3
    told = capsys.readouterr().out
    assert f"未能核实 {proved.unproved[0].code} {proved.unproved[0].id}" in told
    assert f"{held} 条成立，{len(proved.refused)} 条不成立，{len(proved.unproved)} 条缺少来源文件未能核实" in told


def _said(findings: tuple[Refused, ...]) -> set[str]:
    return {reason for finding in findings for reason in finding.reasons}


def test_sources_are_found_beside_the_result(reports: Path, tmp_path: Path, saved: Path) -> None:
    shutil.copytree(reports / "faulty", tmp_path / "报告")
    result = json.loads(saved.read_text(encoding="utf-8"))
    saved.write_text(json.dumps(result | {"roots": ["报告"]}, ensure_ascii=False), encoding="utf-8")
    assert verify(saved).refused == ()


@pytest.mark.parametrize(
    ("text", "says"), [("# 说明", "不是 JSON 文件"), ("[]", "不是 check 的结果"), (None, "无法打开")]
)
def test_a_file_that_is_no_result_is_told(tmp_path: Path, text: str | None, says: str) -> None:
    path = tmp_path / "别的.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(NotAResult, match=says):
        verify(path)


def test_the_verb_lists_what_is_refused_and_exits_with_1(
    saved: Path, faulty: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(saved)]) == 0
    name = changed(saved, "R02", lambda finding: finding["evidence"][0].update(quote="999人次"))
    capsys.readouterr()
    assert run(["verify", str(saved)]) == 1
    told = capsys.readouterr().out
    assert f"不成立 R02 {name}" in told
    assert f"{len(faulty.findings) - 1} 条成立，1 条不成立" in told
    assert run(["verify", "没有.json"]) == 2
