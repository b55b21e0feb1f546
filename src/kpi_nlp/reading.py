"""Paths to papers: every file is read and understood in a worker process, so that a hostile one costs no other."""

import os
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kpi_nlp import lexicon, readers
from kpi_nlp.extract import extract
from kpi_nlp.model import Identity, Paper, Problem, Result
from kpi_nlp.readers import Found, OwnOutput, ReadError, ReadTimeout
from kpi_nlp.readers.manifest import identity_of
from kpi_nlp.readers.report_set import ReportSet, collect, problem_of
from kpi_nlp.workers import Done, Limits, Lost, Sign, call_apart

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

Outcome = Paper | Problem | str
"""What comes of a file: what it says, why it cannot be used, or a note on why it was passed over."""

Events = Generator[Sign | Done | Lost, None, None]

_FILES_A_PROCESS, _MOST_PROCESSES = 8, 4  # to start one costs as much as to read a few files


def read_set(
    paths: Iterable[Path | str],
    *,
    progress: Progress | None = None,
    isolated: bool = True,
    tables: bool = False,
    explain: bool = False,
) -> Result:
    """Read files, folders or .zip and return their facts; a file that cannot be read becomes a problem.

    An interrupt (Ctrl-C) ends the reading and keeps what was read. With `isolated=False` files are read in this process,
    without limits of time and memory. The tables of documents are let go once their facts are known, unless asked for.
    With `explain` papers and problems hold what was understood of each block.
    """
    roots = tuple(map(str, paths))
    listed = collect([Path(root) for root in roots])
    outcomes: dict[int, Outcome] = {}
    interrupted = False
    try:
        outcomes.update(_outcomes(listed, progress, isolated=isolated, tables=tables, explain=explain))
    except KeyboardInterrupt:
        if not outcomes:
            raise
        interrupted = True
    ordered = [outcomes[at] for at in sorted(outcomes)]
    notes = [*listed.notes, *(outcome for outcome in ordered if isinstance(outcome, str))]
    if interrupted:
        notes.append(f"读取被中断：{len(listed.files)} 份文件读了 {len(outcomes)} 份，只核对了这些")
    return Result(
        tuple(outcome for outcome in ordered if isinstance(outcome, Paper)),
        (*listed.problems, *(outcome for outcome in ordered if isinstance(outcome, Problem))),
        notes=tuple(notes),
        skipped=listed.skipped,
        interrupted=interrupted,
        roots=roots,
    )


def _outcomes(
    listed: ReportSet, progress: Progress | None, *, isolated: bool, tables: bool, explain: bool
) -> Iterator[tuple[int, Outcome]]:
    """Yield what comes of each file, by its place in the list, in the order in which they are done."""
    names = [file.name for file, _ in listed.files]
    calls = [(file, identity_of(entry) if entry else None, tables, explain) for file, entry in listed.files]
    tell = progress or (lambda *_: None)
    done = 0
    with closing(_apart(calls) if isolated else _here(calls)) as events:
        for event in events:
            if isinstance(event, Sign):
                tell(f"{names[event.at]} {event.note}", done, len(names))
                continue
            done += 1
            tell(names[event.at], done, len(names))
            yield event.at, event.value if isinstance(event, Done) else problem_of(_lost(names[event.at], event))


def _apart(calls: Sequence[tuple[Found, Identity | None, bool, bool]]) -> Events:
    own = lexicon.in_use()
    return call_apart(
        f"{__name__}:read_paper",
        calls,
        setup=("kpi_nlp.lexicon:use", (own,)) if own else None,
        processes=min(1 + len(calls) // _FILES_A_PROCESS, os.cpu_count() or 1, _MOST_PROCESSES),
    )


def _here(calls: Sequence[tuple[Found, Identity | None, bool, bool]]) -> Events:
    for at, call in enumerate(calls):
        yield Done(at, read_paper(*call, lambda _: None))


def _lost(name: str, lost: Lost) -> ReadTimeout:
    if lost.overdue:
        return ReadTimeout(
            name,
            f"读取超过 {Limits().seconds:.0f} 秒没有进展，已停止",
            "请用 Word、Excel 或 WPS 打开并另存一份，或拆分后重试",
        )
    return ReadTimeout(name, "读取时程序中断，文件可能已损坏", "请用 Word、Excel 或 WPS 打开并另存一份后重试")


def read_paper(
    file: Found,
    known: Identity | None,
    tables: bool,  # noqa: FBT001 - called by place, in another process
    explain: bool,  # noqa: FBT001 - the same
    sign: Callable[[str], None],
) -> Outcome:
    """Return what a file says; raises nothing, for one file that the program stumbles over never stops the set."""
    try:
        document = readers.read(file.open(), on_page=lambda page, pages: sign(f"第{page}/{pages}页"))
        paper = extract(document, known=known, explain=explain)
    except OwnOutput as error:
        return f"{error.path}：{error.reason}，未作为报告读取"
    except ReadError as error:
        return problem_of(error)
    except MemoryError:
        return Problem(file.name, "读取需要的内存超过上限", "请拆分后重试，或删去其中的大图片")
    except Exception as error:  # noqa: BLE001 - the last door of a file
        return _stumbled(file.name, error)
    problem = _unusable(paper)
    if problem is not None:
        noticed = dict.fromkeys(warning.message for warning in paper.document.warnings)
        return replace(problem, reason="；".join((problem.reason, *noticed)), explanation=paper.explanation)
    return paper if tables else replace(paper, document=paper.document.without_tables())


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
