"""Clean reports of many kinds: no error, no question."""

from pathlib import Path

import pytest

from kpi_nlp.pipeline import check_reports
from planting.clean.variants import Variant, variants
from planting.filings import departments, filing
from planting.sets import THIS_YEAR, printed, write

_LEAST = 60


def test_there_are_enough_variants_of_all_formats() -> None:
    assert len({variant.name for variant in variants()}) == len(variants()) >= _LEAST
    assert {variant.suffix for variant in variants()} >= {"docx", "xlsx", "txt", "csv", "html"}


@pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.name)
def test_a_clean_set_is_not_accused(variant: Variant, tmp_path: Path) -> None:
    write(variant.printed().reports, variant.suffix, tmp_path)
    result = check_reports([tmp_path], isolated=False)
    assert result.problems == ()
    accused = [finding for finding in result.findings if finding.severity != "note" or finding.code == variant.near]
    assert [finding.message for finding in accused] == []


def test_departments_in_one_folder_are_not_taken_for_each_other(tmp_path: Path) -> None:
    for number in range(len(departments())):
        suffix = ("docx", "xlsx", "html", "txt")[number % 4]
        write(printed({"": filing(number, 0)}, THIS_YEAR, {}).reports, suffix, tmp_path)
    result = check_reports([tmp_path], isolated=False)
    assert len(result.papers) == len(THIS_YEAR) * len(departments())
    assert [finding.message for finding in result.findings if finding.severity != "note"] == []


def test_the_papers_of_a_set_may_be_of_different_formats(tmp_path: Path) -> None:
    reports = printed({"": filing(3, 1)}, THIS_YEAR, {}).reports
    for suffix, name in zip(("xlsx", "docx", "html"), reports, strict=True):
        write({name: reports[name]}, suffix, tmp_path)
    findings = check_reports([tmp_path], isolated=False).findings
    assert [finding.message for finding in findings if finding.severity != "note"] == []
