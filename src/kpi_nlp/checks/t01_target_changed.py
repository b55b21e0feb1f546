"""T01: a target that differs between two papers of one year, or two tables of one paper."""

import re
from collections.abc import Iterator, Sequence

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
from kpi_nlp.quantities import differs, pair_up, parse_periods
from kpi_nlp.text import clip, squeeze

_ADJUSTED = re.compile(
    r"(?:绩效)?(?:目标|指标)值?[^。；]{0,12}(?:调整为|经批复|获批复|已批复|调整批复|下调|上调|变更为)|(?:批复|批准|同意)[^。；]{0,12}(?:调整|变更)[^。；]{0,12}(?:目标|指标)"
)
_STAGES = {"declaration": "申报", "adjustment": "调整", "monitoring": "监控", "self_evaluation": "自评", "other": ""}


@check(
    code="T01",
    name="target-changed",
    title="目标值变更",
    severity="error",
    over="matches",
    why="绩效目标批复后不得随意改动；自评时改写目标，会使完成率失去意义。",
    basis="同一年度同一指标在申报、监控、自评（或同一文件两张表）中的目标，同一分项的数值、方向、单位或完成时限不同。分项换序、万与亿的写法不同不算。文中提到调整或批复的为疑点，有调整表的为提示。",
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
    """Compare the target of each row with that of the nearest earlier statement of it."""
    for later, links in dossier.earlier_statements("stages", "tables"):
        statements = [link.left for link in links if link.why == "stages" or link.left.scope == later.scope]
        if statements:
            yield _compare(dossier, statements, later)
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
    severity, explanation = _severity(dossier, statements[-1], later, (before, after))
    said = [(_where(dossier, row), row.target) for row in (*statements, later) if row.target]
    return Remark(
        f"「{later.name}」的目标{'，'.join(f'{where}写「{clip(target.stated)}」' for where, target in said)}：{change}。",
        (*(Evidence.of("target", target) for _, target in said), *explanation),
        (statements[-1], later),
        severity=severity,
    )


def _where(dossier: Dossier, row: Indicator) -> str:
    return _STAGES[dossier.identity(row).stage] or row.table or ""


def _change(before: Value, after: Value, year: int | None, *, reverse: bool) -> str | None:
    """Say what changed, lowered first; None where both state one target."""
    if squeeze(before.stated) == squeeze(after.stated):
        return None
    if (moved := _deadline_moved(before, after, year)) is not None:
        return moved
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


def _deadline_moved(before: Value, after: Value, year: int | None) -> str | None:
    """Say that the only deadline of a target is another; what is a period to one and a day to the other is not."""
    old, new = (parse_periods(value.text, year=year) for value in (before, after))
    if len(old) != 1 or len(new) != 1 or not (old[0].deadline and new[0].deadline) or old[0].end == new[0].end:
        return None
    return f"时限{'推迟' if new[0].end > old[0].end else '提前'}，由「{old[0].text}」改为「{new[0].text}」"


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
            return None


def _severity(
    dossier: Dossier, before: Indicator, after: Indicator, targets: tuple[Value, Value]
) -> tuple[Severity, tuple[Evidence, ...]]:
    """An adjustment in the set explains a change; a mention of one, or an inexact target, leaves a question."""
    year = dossier.identity(after).year
    adjusted = [
        paper
        for paper in dossier.papers
        if (paper.document.identity.stage, paper.document.identity.year) == ("adjustment", year)
    ]
    if adjusted and dossier.identity(before).stage != "adjustment":
        place = adjusted[0].indicators[0].location if adjusted[0].indicators else after.location
        return "note", (Evidence("adjustment", adjusted[0].document.name, place),)
    for path in dict.fromkeys((before.document, after.document)):
        for block in dossier.paper(path).document.blocks:
            if isinstance(block, Paragraph) and (said := _ADJUSTED.search(block.text)):
                return "question", (Evidence("sentence", said[0], block.location),)
    exact = all(not quantity.approximate for target in targets for quantity in target.quantities)
    return ("error" if exact else "question"), ()
