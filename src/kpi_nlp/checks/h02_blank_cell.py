"""H02: a self-evaluation that leaves a target, an actual or a score empty."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kpi_nlp.checks.blank_forms import blank_forms
from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Remark,
    Row,
    Severity,
    Undecided,
    check,
)
from kpi_nlp.text import han_only

_TITLES = {"target": "目标值", "actual": "实际完成值", "score": "得分"}
_EXECUTION = ("执行率", "支出率", "资金执行", "预算执行情况")  # their values stand in the table of the budget
_BONUS = ("加分", "扣分", "减分", "附加")  # nothing is planned, and often nothing happens
_DASH = re.compile(r"[-—–/\\_]+")
_NONE = ("无", "不适用", "暂无")
_FEWEST_ROWS = 3
_SHORTEST_REASON = 4  # 「无」 and 「见附件」 explain nothing


@check(
    code="H02",
    name="blank-cell",
    title="必填缺失",
    severity="error",
    over="indicators",
    why="目标值、实际完成值、得分任何一项空缺，这个指标就无法核对；实际值空着却得满分，得分没有依据。",
    basis="自评表中设有目标值、实际完成值、得分栏而某行为空的，逐行列出；与相邻格合并的、填「—」「/」「无」的（目标要求达到数量却得满分的、有实际值却以此代替目标值或得分的除外，列为疑点）、只有级别名称的行和预算执行率行不算；"
    "没有分值的行不要求得分。整栏都空的只报一次；原件是文本、空格是否合并看不出的，列为疑点。",
    cleared_by="该行与上一行合并填写，或该栏由财政部门、评价机构填写。",
    suggestion="更正",
    flags=(
        Page(
            rows=(
                Row(name="培训人次", target="200人次", actual="", weight="10", score="10"),
                Row(name="讲座场次", target="10场", actual="12场", weight="10", score="10"),
            )
        ),
        Page(
            rows=(
                Row(name="培训人次", target="", actual="210人次", weight="10", score="10"),
                Row(name="讲座场次", target="10场", actual="12场", weight="10", score="10"),
            )
        ),
        Page(
            rows=(
                Row(name="培训人次", target="200人次", actual="210人次", weight="10", score=""),
                Row(name="讲座场次", target="10场", actual="12场", weight="10", score="10"),
            )
        ),
    ),
    passes=(
        Row(name="培训人次", target="200人次", actual="—", weight="10", score="0"),
        Page(
            rows=(
                Row(name="培训人次", target="200人次", actual="210人次", weight="10", score="10"),
                Row(name="其中：线上培训人次", target="50人次", actual="60人次", weight="", score=""),
            )
        ),
        Page(rows=(Row(name="培训人次", target="200人次", actual=""),), stage="declaration"),
    ),
    summary="有 {count} 行必填内容空缺：{names}",
)
def blank_cell(dossier: Dossier) -> Iterator[Answer]:
    """Flag empty targets, actuals and scores, a column that is empty throughout once."""
    for paper in dossier.papers:
        if paper.document.identity.stage != "self_evaluation":
            continue
        blank = blank_forms(paper)
        tables: dict[str | None, list[Indicator]] = defaultdict(list)
        for row in paper.indicators:
            if row.location.table not in blank:
                tables[row.location.table].append(row)
        for rows in tables.values():
            yield from _asked(paper, rows)


def _asked(paper: Paper, rows: Sequence[Indicator]) -> Iterator[Answer]:
    """Answer for the rows of one table."""
    empty = [role for role in _TITLES if len(rows) >= _FEWEST_ROWS and all(role in row.blank for row in rows)]
    yield from (_column(paper, rows, role) for role in empty)
    shared = _sharing(rows)
    scored = any(row.score for row in rows)
    for row in rows:
        missing = [
            role
            for role in _missing(row, scored=scored)
            if role not in empty and not (role == "score" and id(row) in shared)
        ]
        if not missing:
            yield Clear()
        elif row.repairs:
            yield Undecided("该行由几行文字拼合或还原，空缺可能是拆行造成的", row.location)
        elif not any((row.target, row.actual, row.score, row.weight, row.rate)):
            yield Undecided("整行没有数值，可能是小标题", row.location)
        else:
            yield _remark(row, missing)


def _sharing(rows: Sequence[Indicator]) -> set[int]:
    """Return the rows without points of their own: 「其中：…」 below an indicator, and what follows until the next points."""
    shared: set[int] = set()
    part = False
    for row in rows:
        part = row.score is None and (part or row.name.startswith("其中"))
        if part or ("weight" in row.blank and row.weight is None):
            shared.add(id(row))
    return shared


def _missing(row: Indicator, *, scored: bool) -> list[str]:
    """Return the roles that a row should have filled in and has not."""
    missing = [role for role in _TITLES if role in row.blank and getattr(row, role) is None]
    if _dashed(row):
        missing.append("actual")
    if _aimless(row):
        missing.append("target")
    if scored and _unscored(row):
        missing.append("score")
    if missing and any(word in place for place in (row.name, *row.levels) for word in (*_EXECUTION, *_BONUS)):
        missing = [role for role in missing if role == "score"]
    return missing


def _dashed(row: Indicator) -> bool:
    """Return whether a dash stands for an actual that has to reach an amount, and earns full marks."""
    if row.actual is None or row.target is None or row.lower_is_better or not _DASH.fullmatch(row.actual.text.strip()):
        return False
    full = row.score is not None and row.weight is not None and row.score.amount >= row.weight.amount > 0
    return full and any(amount.low for amount in row.target.quantities)


def _aimless(row: Indicator) -> bool:
    """Return whether a dash stands for the target of an amount that earns points."""
    if row.target is None or row.actual is None or not _DASH.fullmatch(row.target.text.strip()):
        return False
    return bool(row.actual.quantities) and row.score is not None and row.score.amount > 0


def _unscored(row: Indicator) -> bool:
    """Return whether a dash, or 无, stands for the score of a row that has points and an actual."""
    if row.score is not None or row.actual is None or row.weight is None or row.weight.amount <= 0:
        return False
    if _DASH.fullmatch(row.actual.text.strip()) or row.actual.text.strip() in _NONE:
        return False
    return any(_DASH.fullmatch(cell.text.strip()) or cell.text.strip() in _NONE for cell in row.astray)


def _remark(row: Indicator, missing: Sequence[str]) -> Remark:
    named = "、".join(_TITLES[role] for role in missing)
    scored = row.score if "actual" in missing else None
    unscored = [cell for cell in row.astray if "score" in missing and _unscored(row)]
    claimed = f"，却得 {scored.text} 分{'（满分）' if row.claims_completion else ''}" if scored else ""
    quotes = (
        *((Evidence.of("target", row.target),) if row.target else ()),
        *((Evidence.of("actual", row.actual),) if row.actual else ()),
        *((Evidence.of("score", row.score),) if row.score else ()),
        *(Evidence.of("score", cell) for cell in unscored),
        *((Evidence.of("reason", row.reason),) if row.reason else ()),
    )
    return Remark(
        f"「{row.name}」的{named}为空{claimed}。",
        quotes or (Evidence("name", row.name, row.location),),
        (row,),
        severity=_severity(row),
    )


def _severity(row: Indicator) -> Severity | None:
    """Lines of text do not show merged cells, and a reason may tell what the empty cell does not."""
    explained = row.reason is not None and len(han_only(row.reason.text)) >= _SHORTEST_REASON
    return "question" if row.location.printed or explained or _dashed(row) or _aimless(row) or _unscored(row) else None


def _column(paper: Paper, rows: Sequence[Indicator], role: str) -> Remark:
    return Remark(
        f"{paper.document.name} {rows[0].table or ''}设有{_TITLES[role]}栏，{len(rows)} 行全部为空。",
        (Evidence("name", rows[0].name, rows[0].location),),
        rows=tuple(Member.of(row) for row in rows),
        severity="question" if role == "score" or rows[0].location.printed else None,
        sentence=f"{_TITLES[role]}栏为空",
    )
