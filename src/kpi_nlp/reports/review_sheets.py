"""The workbook of a check as sheets: what to do, the findings with room for verdicts, the map, the files, the figures."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest

from kpi_nlp.model import (
    CANDIDATE_TITLES,
    CHOICES_SHEET,
    COLUMNS,
    FINDINGS_SHEET,
    FORMAT,
    LINK_TITLES,
    META_SHEET,
    PENDING_TITLE,
    RULING_TITLES,
    SEVERITY_TITLES,
    STANDING_TITLES,
    STATUS_TITLES,
    Decision,
    EntriesOf,
    Entry,
    Finding,
    Indicator,
    Match,
    Result,
    Reviewed,
    Stage,
    Value,
)
from kpi_nlp.model.moment import local_day
from kpi_nlp.reports.review_map import review_map
from kpi_nlp.reports.rules import rules_sheet
from kpi_nlp.reports.sheet import Choice, Sheet
from kpi_nlp.reports.tables import documents_sheet, outcomes_sheet

_LEVELS = 2
_HOW = (
    ("这是什么", "「疑点清单」每行是一条疑点，左边带 * 的黄色栏由复核人填写，其余各栏请勿改动（改动不会被采用）。"),
    (
        "怎么填",
        "在「处理状态」下拉选择：确认问题、不是问题、匹配有误、需补充材料、已整改；写意见和姓名。复审填「复审」三栏。",
    ),
    ("怎么改", "改选状态即可；要收回以前的意见，选「撤销」。日期不用填，交回时按当天记。"),
    (
        "怎么交回",
        "保存并关闭后，在命令行运行：kpi-nlp import 本文件.xlsx --store 报告文件夹/.kpi-nlp/review.sqlite（核对时显示的复核库）。可先加 --dry-run，只看会写入什么。",
    ),
    ("没有保存过", "核对时没有写 --save 的，先运行 kpi-nlp check 报告文件夹 --save 再交回，已经填好的照样有效。"),
    (
        "可以做什么",
        "排序、筛选、删去不看的行、隐藏列、用 WPS 或 LibreOffice 另存，都不影响交回；程序按隐藏的编号对应。",
    ),
    (
        "指标对照",
        "每行是一项指标，各年度、各阶段并排；「无」表示那份文件没有这项指标。「对应」是确定的，「待核」要人工确认，「部分」只与合并或拆分的指标有部分关系，「未对应」排在最后，列出最接近的三个候选。",
    ),
    (
        "指标对照怎么填",
        "「匹配是否正确」选：正确、有误、不确定，没看的留空。有误的在「正确对应项」写明：未对应的选候选一至三；其他的写正确指标的名称，同名的写它「位置」栏中的位置。交回后成为标注，用于评测和训练匹配；改主意就改选后再交回一次。",
    ),
    ("多人同时填", "各填一份，分别交回；两人对同一条意见不同的，程序会列出来，不会覆盖。"),
)


def review_sheets(
    result: Result, reviewed: Mapping[str, Reviewed], entries: EntriesOf | None = None
) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; `reviewed` is what the store knows of the findings, by fingerprint, `entries` of 指标对照."""
    how = Sheet("使用说明", ("事项", "说明"), _HOW, (16, 100))
    charts, rows = review_map(result, entries) if result.maps else ((), ())
    meta = Sheet(META_SHEET, ("名称", "值"), (("format", FORMAT),), (16, 40), unseen=True)
    return (
        how,
        _findings(result, reviewed),
        *charts,
        documents_sheet(result),
        rules_sheet(result),
        outcomes_sheet(result, "统计"),
        _choices(),
        meta,
        *rows,
    )


def _choices() -> Sheet:
    """Return the words of the columns that offer some, a column each."""
    columns = {"处理状态": STATUS_TITLES, "匹配是否正确": LINK_TITLES, "正确对应项": CANDIDATE_TITLES}
    rows = tuple(zip_longest(*columns.values(), fillvalue=""))
    return Sheet(CHOICES_SHEET, tuple(columns), rows, (16,) * len(columns), unseen=True)


def _findings(result: Result, reviewed: Mapping[str, Reviewed]) -> Sheet:
    links = _links(result)
    rows = [_row(finding, result, links, reviewed.get(finding.fingerprint)) for finding in result.findings]
    names = tuple(COLUMNS)
    return Sheet(
        FINDINGS_SHEET,
        tuple(column.title for column in COLUMNS.values()),
        tuple(tuple(row.get(name, "") for name in names) for row in rows),
        tuple(column.width for column in COLUMNS.values()),
        printed=names.index("scope"),
        tones={(at, names.index("severity")): finding.severity for at, finding in enumerate(result.findings)},
        frozen=_LEVELS,
        clipped=len(names) - names.index("quote1"),
        entered=tuple(at for at, column in enumerate(COLUMNS.values()) if column.use == "entered"),
        hidden=tuple(at for at, column in enumerate(COLUMNS.values()) if column.use == "kept"),
        choices={
            names.index("status"): Choice(
                f"={CHOICES_SHEET}!$A$2:$A${len(STATUS_TITLES) + 1}", "请从列表中选择；收回以前的意见请选「撤销」。"
            )
        },
    )


@dataclass(frozen=True, slots=True)
class _Links:
    """By the identity of a row: the rows of other stages that it is linked with in its year, and all links that begin with it."""

    stages: Mapping[int, dict[Stage, Indicator]]
    begun: Mapping[int, list[Match]]


def _links(result: Result) -> _Links:
    stages = {paper.document.path: paper.document.identity.stage for paper in result.papers}
    links = _Links(defaultdict(dict), defaultdict(list))
    for match in result.matches:
        links.begun[id(match.left)].append(match)
        if match.why == "stages" and match.verdict == "match":
            for one, other in ((match.left, match.right), (match.right, match.left)):
                links.stages[id(one)].setdefault(stages[other.document], other)
    return links


def _row(finding: Finding, result: Result, links: _Links, known: Reviewed | None) -> Mapping[str, str]:
    row = finding.indicators[-1] if finding.indicators else None
    where = row.location if row else finding.evidence[-1].location
    identity = result.paper(where.file).document.identity
    arithmetic = finding.computation
    entry, seen = entry_of(known)
    entered = asdict(entry)
    cells = {
        "id": finding.id,
        "severity": SEVERITY_TITLES[finding.severity],
        "code": finding.code,
        "title": finding.title,
        "message": finding.message,
        "department": finding.department or "",
        "year": str(identity.year or ""),
        "computed": f"{arithmetic.formula}＝{arithmetic.result}" if arithmetic else "",
        "suggestion": finding.suggestion,
        "cleared_by": finding.cleared_by,
        "confidence": _confidence(finding, links),
        "standing": STANDING_TITLES[known.standing] if known else "",
        "fingerprint": finding.fingerprint,
        "evidence_hash": finding.evidence_hash,
        "base": json.dumps({"entry": entered, "seen": seen}, ensure_ascii=False),
    }
    for number, quote in enumerate(finding.evidence[:2], 1):
        cells |= {f"quote{number}": quote.quote, f"place{number}": str(quote.location)}
    if row:
        cells |= _indicator_cells(row, {**links.stages.get(id(row), {}), identity.stage: row})
    return cells | entered


def _indicator_cells(row: Indicator, stages: Mapping[Stage, Indicator]) -> dict[str, str]:
    levels = (*row.levels, "", "")[:_LEVELS]
    monitored = stages.get("monitoring")
    return {
        "scope": row.scope or "",
        "level1": levels[0],
        "level2": levels[1],
        "name": row.name,
        "declared": _target(stages.get("declaration")),
        "monitored": _text(monitored.actual or monitored.target) if monitored else "",
        "evaluated": _target(stages.get("self_evaluation")),
        "actual": _text(row.actual),
        "rate": _text(row.rate),
    }


def _text(value: Value | None) -> str:
    return value.text if value else ""


def _target(row: Indicator | None) -> str:
    return _text(row.target) if row else ""


def _confidence(finding: Finding, links: _Links) -> str:
    """Return how sure the link is on which a finding rests, where it rests on one."""
    if len(finding.indicators) < _LEVELS:
        return ""
    rows = {id(row) for row in finding.indicators}
    sure = [match.probability for row in rows for match in links.begun.get(row, ()) if id(match.right) in rows]
    return f"{min(sure):.2f}" if sure else ""


def entry_of(known: Reviewed | None) -> tuple[Entry, dict[str, int]]:
    """Return what is shown of the decisions on a finding, and the numbers of the decisions that hold in the store."""
    if known is None:
        return Entry(), {}
    first, second = known.decisions.get("first"), known.decisions.get("second")
    status = RULING_TITLES[known.verdict] if known.verdict else PENDING_TITLE
    entry = Entry(status, *_cells(first), *_cells(second))
    seen: dict[str, int] = {said.round: said.number for said in (*known.decisions.values(), *known.outdated.values())}
    return entry, seen


def _cells(decision: Decision | None) -> tuple[str, str, str]:
    return (decision.comment, decision.reviewer, local_day(decision.at)) if decision else ("", "", "")
