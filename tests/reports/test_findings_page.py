"""The page of findings and SARIF: whole, small, safe to open, and true to the result."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from kpi_nlp.checks import ALL
from kpi_nlp.model import Evidence, Result
from kpi_nlp.reports import save_report

MEGABYTE = 1_000_000


def many(result: Result, count: int) -> Result:
    """Return a result with so many findings, each with an id of its own."""
    found = result.findings
    repeated = [replace(found[at % len(found)], id=f"YD-{at:08}") for at in range(count)]
    return replace(result, findings=tuple(repeated))


@pytest.fixture
def page(faulty: Result, tmp_path: Path) -> str:
    path = tmp_path / "结果.html"
    save_report(faulty, path, "check", "html")
    return path.read_text(encoding="utf-8")


def test_every_finding_stands_on_the_page_with_quotes_places_and_arithmetic(page: str, faulty: Result) -> None:
    tree = html.fromstring(page)
    for finding in faulty.findings:
        told = tree.get_element_by_id(finding.id).text_content()
        assert finding.message in told
        assert all(str(quote.location) in told for quote in finding.evidence)
        if finding.computation:
            assert f"＝ {finding.computation.result}" in told
    assert {card.get("id") for card in tree.find_class("card")} == {finding.code for finding in faulty.findings}


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []


def test_markup_in_a_document_is_shown_as_text(faulty: Result, tmp_path: Path) -> None:
    finding = faulty.findings[0]
    hostile = "<img src=x onerror=alert(1)>"
    quoted = replace(finding, message=hostile, evidence=(Evidence("sentence", hostile, finding.evidence[0].location),))
    path = tmp_path / "结果.html"
    save_report(replace(faulty, findings=(quoted,)), path, "check", "html")
    page = path.read_text(encoding="utf-8")
    assert hostile not in page
    assert hostile in unescape(page)


def test_two_thousand_findings_take_at_most_three_megabytes_and_more_are_split(faulty: Result, tmp_path: Path) -> None:
    path = tmp_path / "结果.html"
    save_report(many(faulty, 4_500), path, "check", "html")
    pages = sorted(tmp_path.iterdir())
    assert [page.name for page in pages] == ["结果-2.html", "结果-3.html", "结果.html"]
    assert all(page.stat().st_size <= 3 * MEGABYTE for page in pages)
    found = [set(re.findall(r"section id=\"(YD-\d+)\"", page.read_text(encoding="utf-8"))) for page in pages]
    assert sum(map(len, found)) == len(set.union(*found)) == 4_500
    assert 'href="结果-2.html"' in path.read_text(encoding="utf-8")


def test_a_clean_set_says_so(clean: Result, tmp_path: Path) -> None:
    path = tmp_path / "结果.html"
    save_report(replace(clean, findings=()), path, "check", "html")
    assert "没有发现问题。" in path.read_text(encoding="utf-8")


def test_sarif_holds_a_rule_for_each_check_and_a_result_for_each_finding(faulty: Result, tmp_path: Path) -> None:
    path = tmp_path / "结果.sarif"
    save_report(faulty, path, "check", "sarif")
    (run,) = json.loads(path.read_text(encoding="utf-8"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [check.code for check in ALL]
    assert len(run["results"]) == len(faulty.findings)
    for result, finding in zip(run["results"], faulty.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == {"error": "error", "question": "warning", "note": "note"}[finding.severity]
        assert result["partialFingerprints"]["finding/v1"] == finding.fingerprint
        assert 1 + len(result["relatedLocations"]) == len(finding.evidence)


def test_sarif_names_files_by_uri_and_makes_no_link_of_what_a_document_says(faulty: Result, tmp_path: Path) -> None:
    finding = faulty.findings[0]
    place = replace(finding.evidence[0].location, file="乙 局/100%自评.docx")
    linked = replace(finding, message="[点此](http://evil.example)", evidence=(Evidence("sentence", "引文", place),))
    path = tmp_path / "结果.sarif"
    save_report(replace(faulty, findings=(linked,)), path, "check", "sarif")
    (told,) = json.loads(path.read_text(encoding="utf-8"))["runs"][0]["results"]
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (uri.isascii(), unquote(uri)) == (True, "乙 局/100%自评.docx")
    assert told["message"]["text"] == r"\[点此\](http://evil.example)"
