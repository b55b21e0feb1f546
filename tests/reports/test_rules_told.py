"""Every report names the rules of scoring that it holds a department to, and why."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kpi_nlp import lexicon
from kpi_nlp.model import ChosenProfile, Result
from kpi_nlp.reports import save_report
from kpi_nlp.reports.rules import rules_told

NATIONAL = ChosenProfile("澜川市教育局", lexicon.profile(), "未见某一地方口径的特征")
SHENZHEN = ChosenProfile("深圳市水务局", lexicon.profile("gd-sz"), "部门名称「深圳市水务局」")


def test_rules_that_all_share_are_told_once(faulty: Result) -> None:
    alike = replace(faulty, profiles=(NATIONAL, replace(NATIONAL, department="澜川市水务局")))
    assert list(rules_told(alike)) == [
        f"全国通用（national），未见某一地方口径的特征；依据：{lexicon.profile().source}"
    ]


def test_departments_held_to_different_rules_are_told_apart(faulty: Result) -> None:
    told = list(rules_told(replace(faulty, profiles=(NATIONAL, SHENZHEN))))
    assert [line.split("，")[0] for line in told] == [
        "澜川市教育局：全国通用（national）",
        "深圳市水务局：深圳市（gd-sz）",
        "各部门适用的口径不同",
    ]


@pytest.mark.parametrize("format_", ["text", "json", "html", "sarif", "xlsx"])
def test_every_report_names_them(faulty: Result, tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"结果.{format_}"
    save_report(replace(faulty, profiles=(NATIONAL, SHENZHEN)), path, "check", format_)  # type: ignore[arg-type]
    if format_ == "xlsx":
        rows = openpyxl.load_workbook(path)["评分口径"].iter_rows(values_only=True)
        text = "\n".join(str(cell) for row in rows for cell in row)
    else:
        text = path.read_text(encoding="utf-8")
    assert all(said in text for said in ("深圳市水务局", "gd-sz", "部门名称「深圳市水务局」", "national"))
    if format_ == "json":
        assert json.loads(text)["profile"] == "national、gd-sz"
