"""T01: a target that differs between two papers of one year, or two tables of one paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.checks.deadlines import moved
from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Page,
    Paragraph,
    Quantity,
    Remark,
    Row,
    Severity,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import differs, pair_up, parse
from kpi_nlp.text import clip, squeeze

_ADJUSTED = re.compile(
    r"(?:绩效)?(?:目标|指标)值?[^。；]{0,12}(?:调整为|经批复|获批复|已批复|调整批复|下调|上调|变更为)|(?:批复|批准|同意)[^。；]{0,12}(?:调整|变更)[^。；]{0,12}(?:目标|指标)"
)
_APPROVED = re.compile(r"批复|批准|调整|变更|调减|下达")
_STAGES = {"declaration": "申报", "adjustment": "调整", "monitoring": "监控", "self_evaluation": "自评", "other": ""}


@check(
    code="T01",
    name="target-changed",
    title="目标值变更",
    severity="error",
    over="matches",
    why="绩效目标批复后不得随意改动；自评时改写目标，会使完成率失去意义。",
    basis="同一年度同一指标在申报、监控、自评（或同一文件两张表）中的目标，同一分项的数值、方向、单位或完成时限不同。分项换序、万与亿的写法不同不算。文中提到调整或批复的为疑点，有调整表的为提示；单元格内留有修订痕迹的，前后两个版本一并列出。",
    cleared_by="目标调整经财政部门批复，可提供批复文件。",
    suggestion="补充说明",
    flags=(
        (
            Page(rows=(Row(target="200人次"),), stage="declaration"),
            Page(rows=(Row(target="150人次", actual="160人次"),)),
        ),
        (Page(rows=(Row(target="≥95%"),), stage="declaration"), Page(rows=(Row(target="逐步提升", actual="提升"),))),
    ),
    passes=(
        (
            Page(rows=(Row(target="≥200人次"),), stage="declaration"),
            Page(rows=(Row(target="200人次", actual="210人次"),)),
        ),
        (
            Page(rows=(Row(target="培训5场，讲座3场"),), stage="declaration"),
            Page(rows=(Row(target="讲座3场，培训5场", actual="讲座3场，培训5场"),)),
        ),
        (
            Page(rows=(Row(target="1.5亿元"),), stage="declaration"),
            Page(rows=(Row(target="15000万元", actual="15000万元"),)),
        ),
    ),
)
def target_changed(dossier: Dossier) -> Iterator[Answer]:
    """Compare the target of each row with that of the nearest earlier statement of it, then with what it was before its changes."""
    told: set[int] = set()
    for later, links in dossier.earlier_statements("stages", "tables"):
        statements = [link.left for link in links if link.why == "stages" or link.left.scope == later.scope]
        if statements:
            answer = _compare(dossier, statements, later)
            told |= {id(later)} if isinstance(answer, Remark) else set()
            yield answer
    yield from (
        remark
        for row in dossier.indicators
        if id(row) not in told and row.target and row.target.before and (remark := _tracked(dossier, row, row.target))
    )
    for later, _ in dossier.earlier_statements("years"):
        if any(document.identity.year is None for document in dossier.documents):
            yield Undecided("年度未识别，请在 manifest.csv 填写", later.location)


def _compare(dossier: Dossier, statements: Sequence[Indicator], later: Indicator) -> Answer:
    """A row that says again what the declaration said is not the one that changed."""
    first, before, after = statements[0].target, statements[-1].target, later.target
    year, reverse = dossier.identity(later).year, later.lower_is_better
    if first is None or before is None or after is None or _change(first, after, year, reverse=reverse) is None:
        return Clear()
    if (change := _change(before, after, year, reverse=reverse)) is None:
        return Clear()
    said = [(_where(dossier, row), row.target) for row in (*statements, later) if row.target]
    severity, explanation = _severity(dossier, statements, later)
    return Remark(
        f"「{later.name}」的目标{'，'.join(f'{where}写「{clip(target.stated)}」{_revised(target)}' for where, target in said)}：{change}。",
        (*(Evidence.of("target", target) for _, target in said), *explanation),
        (statements[-1], later),
        severity=severity,
    )


def _tracked(dossier: Dossier, row: Indicator, target: Value) -> Remark | None:
    """Report a change that stands tracked, or struck out, in the cell itself, with both versions."""
    before, after = (replace(target, text=text, quantities=parse(text)) for text in (target.before or "", target.text))
    change = _change(before, after, dossier.identity(row).year, reverse=row.lower_is_better)
    if not before.quantities or change is None:
        return None
    return Remark(
        f"「{row.name}」的目标在文件中留有修订痕迹：修订前「{clip(before.stated)}」，修订后「{clip(after.stated)}」：{change}。",
        (Evidence("before", before.text, target.location), Evidence.of("target", target)),
        (row,),
        severity="question",
    )


def _revised(target: Value) -> str:
    return f"（修订前「{clip(target.before)}」）" if target.before else ""


def _where(dossier: Dossier, row: Indicator) -> str:
    return _STAGES[dossier.identity(row).stage] or row.table or ""


def _change(before: Value, after: Value, year: int | None, *, reverse: bool) -> str | None:
    """Say what changed, lowered first; None where both state one target."""
    if squeeze(before.stated) == squeeze(after.stated):
        return None
    if (later := moved(before, after, year)) is not None:
        return later
    if bool(before.quantities) != bool(after.quantities):
        return "定量目标改成了定性表述" if before.quantities else "定性目标改成了定量目标"
    parts = pair_up(before.quantities, after.quantities)
    changes = [
        said
        for part in parts
        if part.actual and part.sure and (said := _part_change(part.target, part.actual, reverse=reverse))
    ]
    changes += [f"少了分项「{part.target.of or ''}{part.target.stated}」" for part in parts if part.actual is None]
    return "；".join(sorted(changes, key=lambda said: not said.startswith("调低"))) or None


def _part_change(before: Quantity, after: Quantity, *, reverse: bool) -> str | None:
    match differs(before, after):
        case "数值":
            old, new = before.number, after.number
            if old is None or new is None:
                return f"由「{before.stated}」改为「{after.stated}」"
            easier = new > old if reverse or before.low is None else new < old
            return f"{'调低' if easier else '调高'}，由「{before.stated}」改为「{after.stated}」"
        case "方向":
            return f"方向由「{before.stated}」改为「{after.stated}」"
        case "单位":
            return f"单位由「{before.stated}」改为「{after.stated}」"
        case _:
            vague = after.approximate and not before.approximate
            return f"确定的数值改成了约数，由「{before.stated}」改为「{after.stated}」" if vague else None


def _severity(
    dossier: Dossier, statements: Sequence[Indicator], later: Indicator
) -> tuple[Severity, tuple[Evidence, ...]]:
    """An adjustment in the set explains a change; a mention of one, or an inexact target, leaves a question."""
    before = statements[-1]
    if dossier.identity(before).stage != "adjustment" and (cited := _adjustment(dossier, statements, later)):
        return "note", (cited,)
    if (told := next(_told(dossier, before, later), None)) is not None:
        return "question", (told,)
    exact = all(not quantity.approximate for row in (before, later) if row.target for quantity in row.target.quantities)
    return ("error" if exact else "question"), ()


def _adjustment(dossier: Dossier, statements: Sequence[Indicator], later: Indicator) -> Evidence | None:
    """Quote the adjustment of the year: its row of the indicator, else its first row."""
    year = dossier.identity(later).year
    stood = [row for row in (*statements, later) if dossier.identity(row).stage == "adjustment"]
    rows = (
        row
        for paper in dossier.papers
        if (paper.document.identity.stage, paper.document.identity.year) == ("adjustment", year)
        for row in paper.indicators
    )
    row = next(iter((*stood, *rows)), None)
    return Evidence("adjustment", row.name, row.location) if row else None


def _told(dossier: Dossier, before: Indicator, later: Indicator) -> Iterator[Evidence]:
    """Yield what the row itself, and then the prose of either paper, says of an adjustment."""
    for value in (later.reason, later.note, before.note):
        if value is not None and _APPROVED.search(value.text):
            yield Evidence.of("reason", value)
    for path in dict.fromkeys((before.document, later.document)):
        for block in dossier.paper(path).document.blocks:
            if isinstance(block, Paragraph) and (said := _ADJUSTED.search(block.text)):
                yield Evidence("sentence", said[0], block.location)
