"""The whole story in one function: read, extract, align, check."""

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kpi_nlp import lexicon, readers
from kpi_nlp.align import Links, align, embedders
from kpi_nlp.align.departments import Department, departments
from kpi_nlp.checks.inspection import in_order, inspect, merged
from kpi_nlp.extract import extract
from kpi_nlp.model import Dossier, Paper, Problem, Result
from kpi_nlp.readers import OwnOutput, ReadError
from kpi_nlp.readers.manifest import identity_of
from kpi_nlp.readers.report_set import collect, problem_of

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""


def extract_reports(paths: Iterable[Path | str], *, progress: Progress | None = None) -> Result:
    """Read files, folders or .zip and return their facts; a file that cannot be read becomes a problem."""
    listed = collect([Path(path) for path in paths])
    papers: list[Paper] = []
    problems = list(listed.problems)
    notes = list(listed.notes)
    for done, (file, entry) in enumerate(listed.files):
        if progress:
            progress(file.name, done, len(listed.files))
        try:
            paper = extract(readers.read(file.open()), known=identity_of(entry) if entry else None)
        except OwnOutput as error:
            notes.append(f"{error.path}：{error.reason}，未作为报告读取")
            continue
        except ReadError as error:
            problems.append(problem_of(error))
            continue
        except Exception as error:  # noqa: BLE001 - one file that the program stumbles over never stops the set
            problems.append(_stumbled(file.name, error))
            continue
        problem = _unusable(paper)
        if problem is None:
            papers.append(paper)
        else:
            noticed = dict.fromkeys(warning.message for warning in paper.document.warnings)
            problems.append(replace(problem, reason="；".join((problem.reason, *noticed))))
    if progress and listed.files:
        progress("", len(listed.files), len(listed.files))
    return Result(tuple(papers), tuple(problems), notes=tuple(notes), skipped=listed.skipped)


def align_reports(paths: Iterable[Path | str], *, embedder: str = "none", progress: Progress | None = None) -> Result:
    """Read and link: indicators across stages, years and tables, sentences with indicators."""
    result = extract_reports(paths, progress=progress)
    return _linked(
        result, [(department, align(department.papers)) for department in departments(result.papers)], embedder
    )


def check_reports(
    paths: Iterable[Path | str], *, profile: str = "national", embedder: str = "none", progress: Progress | None = None
) -> Result:
    """Read, link and check; the findings come worst first, then in the order of the set.

    Raises LexiconError for an unknown profile and EmbedderError for an unknown embedder, before anything is read.
    """
    rules = lexicon.profile(profile)
    embedders.load(embedder)
    read = extract_reports(paths, progress=progress)
    linked = [(department, align(department.papers)) for department in departments(read.papers)]
    dossiers = [
        Dossier(department.papers, rules, department.name, links.matches, links.mentions, links.comparisons)
        for department, links in linked
    ]
    inspections = [inspect(dossier) for dossier in dossiers]
    result = _linked(read, linked, embedder)
    whole = Dossier(result.papers, rules)
    return replace(
        result,
        findings=tuple(in_order((finding for inspection in inspections for finding in inspection.findings), whole)),
        outcomes=merged(inspection.outcomes for inspection in inspections),
        undecided=tuple((code, doubt.reason) for inspection in inspections for code, doubt in inspection.undecided),
        profile=profile,
    )


def _linked(result: Result, linked: Sequence[tuple[Department, Links]], embedder: str) -> Result:
    return replace(
        result,
        matches=tuple(match for _, links in linked for match in links.matches),
        mentions=tuple(mention for _, links in linked for mention in links.mentions),
        comparisons=tuple(comparison for _, links in linked for comparison in links.comparisons),
        missing=tuple(sentence for department, _ in linked for sentence in department.missing),
        notes=(*result.notes, *(sentence for department, _ in linked for sentence in department.notes)),
        embedder=embedders.load(embedder).id,
    )


def _stumbled(path: str, error: Exception) -> Problem:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return Problem(
        path,
        f"程序处理这个文件时出错（{type(error).__name__}，{frame.name} 第{frame.lineno}行）",
        "请用 Word、Excel 或 WPS 打开并另存一份后重试；仍不行请把这一行告诉维护者",
    )


def _unusable(paper: Paper) -> Problem | None:
    """A form left blank as a whole, or a file without forms and figures, is one problem and no findings."""
    path = paper.document.path
    rows = [indicator for indicator in paper.indicators if indicator.blank or indicator.has_values or indicator.score]
    blank = [
        indicator
        for indicator in rows
        if not indicator.has_values and not indicator.score and not indicator.period_target
    ]
    if rows and len(blank) == len(rows):
        return Problem(
            path,
            f"表格未填写：{len(rows)} 行指标都没有目标值和实际值",
            "请提供填写后的表格；如不需要核对，请在 manifest.csv 的 skip 列填「是」",
        )
    if not paper.indicators and not paper.claims and not paper.budgets:
        categories = (
            "表格未填写：只有指标类别，没有指标" if paper.categories else "没有识别到绩效指标表，也没有含数据的叙述"
        )
        return Problem(
            path, categories, "请确认这是申报表、监控表、自评表或自评报告；表头须有「三级指标」「指标值」一类栏目"
        )
    return None
