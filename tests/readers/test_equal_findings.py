"""One set of reports with planted faults, written in every format, gives the same findings in each."""

from pathlib import Path

import pytest
from papers.demo import faulty_reports
from papers.office import converted, soffice
from papers.report import Report
from papers.writers import CONVERTED, WRITERS

from kpi_nlp.model import Refused, Result
from kpi_nlp.pipeline import check_reports
from kpi_nlp.reports import save_report
from kpi_nlp.verify import verify

SLOW = {"doc"}  # read through LibreOffice one by one: the papers of one year are enough


@pytest.fixture(scope="module")
def papers() -> dict[str, Report]:
    return dict(faulty_reports())


def checked(papers: dict[str, Report], format_: str, folder: Path) -> Result:
    """Return what is found in a folder with these papers in a format."""
    if format_ in WRITERS:
        files = {name: WRITERS[format_](report) for name, report in papers.items()}
    else:
        origin = CONVERTED[format_]
        files = converted({name: WRITERS[origin](report) for name, report in papers.items()}, origin, format_)
    for name, data in files.items():
        (folder / f"{name}.{format_}").write_bytes(data)
    result = check_reports([folder])
    assert result.problems == ()
    assert proved(result, folder) == ()
    return result


def proved(result: Result, folder: Path) -> tuple[Refused, ...]:
    """Return what is refused when a result is proved against its sources: each format keeps its places."""
    saved = folder / "结果.json"
    save_report(result, saved, view="check", format_="json")
    refused = verify(saved).refused
    saved.unlink()
    return refused


@pytest.fixture(scope="module")
def in_word(papers: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> Result:
    return checked(papers, "docx", tmp_path_factory.mktemp("docx"))


def test_the_writers_give_the_demo_set(in_word: Result, faulty: Result) -> None:
    assert told(in_word, faulty) == set()


@pytest.mark.parametrize("format_", [*WRITERS, *(format_ for format_ in CONVERTED if format_ not in SLOW)])
def test_a_format_changes_no_finding(format_: str, papers: dict[str, Report], in_word: Result, tmp_path: Path) -> None:
    if format_ in CONVERTED and soffice() is None:
        pytest.skip("LibreOffice is not installed: nothing writes this format")
    assert told(checked(papers, format_, tmp_path), in_word) == set()


@pytest.mark.parametrize("format_", sorted(SLOW & CONVERTED.keys()))
def test_a_format_that_is_slow_to_read_changes_no_finding(
    format_: str, papers: dict[str, Report], tmp_path: Path
) -> None:
    if soffice() is None:
        pytest.skip("LibreOffice is not installed: nothing writes or reads this format")
    few = {name: report for name, report in papers.items() if name.startswith("澜川市教育局2023年")}
    for kind in ("docx", format_):
        (tmp_path / kind).mkdir()
    found = checked(few, format_, tmp_path / format_)
    assert found.findings
    assert told(found, checked(few, "docx", tmp_path / "docx")) == set()


def told(one: Result, other: Result) -> set[str]:
    """Return what is found in only one of two results, as the words of its findings; fingerprints decide."""
    prints = [
        {finding.fingerprint: f"{finding.code} {finding.message}" for finding in result.findings}
        for result in (one, other)
    ]
    return {prints[found][print_] for found in (0, 1) for print_ in prints[found].keys() - prints[1 - found].keys()}
