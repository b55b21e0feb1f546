"""D01: a target that was missed, or points that were lost, without a reason."""

from collections.abc import Iterator, Sequence

from kpi_nlp.checks.earned import accounted_for
from kpi_nlp.checks.execution import BY_SPENDING
from kpi_nlp.checks.reasons import Prose, has_column, prose_of, reason_given
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Profile,
    Remark,
    Row,
    Undecided,
    check,
)
from kpi_nlp.quantities import in_one_unit, rounded, shown
from kpi_nlp.text import clip

_NAMED, _CITED = 3, 2
_SEVERAL = 3  # fewer missed in a form that has no column for reasons are a hint: the template is not the department's
_TOTAL = 100  # points of a whole, not of a row
_LACKS = {"generic": "过于空泛", "idle": "没有讲到原因"}
_PUT_OFF = frozenset({"未完成", "未开展", "延期", "取消"})


@check(
    code="D01",
    name="shortfall-unexplained",
    title="偏差原因缺失或空泛",
    severity="question",
    over="indicators",
    why="未完成或扣分的指标要说明原因和改进措施；空着、填「无」或只写「受疫情影响」，无法判断责任和是否合理。",
    basis="实际低于目标或得分低于分值，而偏差原因为空、「无」或只有空泛的话，正文也没有说明。整份文件没有偏差原因栏的只报一次，列出各行，未完成的不足三项时为提示。",
    cleared_by="正文、附件或备注中已逐项说明原因。",
    suggestion="补充说明",
    flags=(
        Row(name="讲座场次", target="12场", actual="9场", weight="10", score="7.5", reason="无"),
        Row(name="讲座场次", target="12场", actual="9场", weight="10", score="7.5", reason="受疫情影响"),
        Page(
            rows=(Row(name="讲座场次", target="12场", actual="9场"), Row(name="培训期数", target="4期", actual="3期"))
        ),
    ),
    passes=(
        Row(name="讲座场次", target="12场", actual="9场", reason="第四季度场馆封闭维修，三场讲座取消"),
        Row(name="讲座场次", target="12场", actual="12场", weight="10", score="10", reason="无"),
        Page(
            sentences=("讲座场次未达目标，因场馆封闭维修，有三场讲座取消。",),
            rows=(Row(name="讲座场次", target="12场", actual="9场"),),
        ),
    ),
)
def shortfall_unexplained(dossier: Dossier) -> Iterator[Answer]:
    """Ask for the reason of every row that fell short; where the form has no column for it, once per document."""
    prose = prose_of(dossier)
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            continue
        columns = {row.table for row in paper.indicators if has_column(row)}
        without: list[Indicator] = []
        for row in paper.indicators:
            if not (_is_short(row) or (row.table in columns and _lost_points(row, dossier.profile))):
                continue
            if _is_explained(row, paper, prose):
                yield Clear()
            elif prose.may_tell(row, paper.document.identity.year):
                yield Undecided(f"「{row.name}」的偏差原因指向正文，正文的原因分析未能与各行对应", row.location)
            elif row.table in columns:
                yield _remark(row)
            else:
                without.append(row)
        if without and any("原因" in title for claim in paper.claims for title in claim.section[-1:]):
            yield Undecided("指标表没有偏差原因栏，表下或正文另有原因分析，未能与各行对应", without[0].location)
        elif without:
            yield _of_paper(paper, without, prose)


def _lost_points(indicator: Indicator, profile: Profile) -> bool:
    """Return whether a row lost points although all was met, and its column of reasons says nothing at all."""
    weight, score = indicator.weight, indicator.score
    if weight is None or score is None or score.amount >= weight.amount or BY_SPENDING.search(indicator.name):
        return False
    met = bool(indicator.parts) and all(part.met for part in indicator.parts)
    return met and reason_given(indicator) == "none" and not accounted_for(indicator, profile)


def _is_short(indicator: Indicator) -> bool:
    """Return whether a row fell short, or lost points that its values do not show to be unearned."""
    if BY_SPENDING.search(indicator.name):
        return False
    if indicator.missed:
        return True
    weight, score = indicator.weight, indicator.score
    if weight is None or score is None or score.amount >= weight.amount or weight.amount >= _TOTAL:
        return False
    return not indicator.parts or not all(part.met for part in indicator.parts)


def _is_explained(indicator: Indicator, paper: Paper, prose: Prose) -> bool:
    return reason_given(indicator) == "given" or prose.explains_shortfall(indicator, paper.document.identity.year)


def _remark(indicator: Indicator) -> Remark:
    said, role = (indicator.reason, "reason") if indicator.reason else (indicator.note, "note")
    given = "没有说明偏差原因"
    if said and (lacks := _LACKS.get(reason_given(indicator))):
        given = f"{'偏差原因' if role == 'reason' else '备注'}「{clip(said.text)}」{lacks}"
    elif said and role == "reason":
        given += f"（填「{clip(said.text)}」）"
    quotes = (*_quotes(indicator), *((Evidence.of(role, said),) if said else ()))
    return Remark(f"{_told(indicator)}，{given}。", quotes, (indicator,), _computation(indicator))


def _of_paper(paper: Paper, rows: Sequence[Indicator], prose: Prose) -> Remark:
    named = "；".join(map(_told, rows[:_NAMED])) + (f" 等 {len(rows)} 项" if len(rows) > _NAMED else "")
    told = [claim for claim in paper.claims if claim.judgement in _PUT_OFF and prose.is_free(claim, rows)][:_CITED]
    beside = "正文只有笼统说明，未与指标对应" if told else "正文也未说明"
    return Remark(
        f"{paper.document.name} 的指标表没有偏差原因栏，{beside}：{named}。",
        (
            *(quote for row in rows[:_NAMED] for quote in _quotes(row)),
            *(Evidence("sentence", claim.text, claim.location) for claim in told),
        ),
        rows=tuple(Member.of(row, _told(row)) for row in rows),
        severity="question" if sum(row.missed for row in rows) >= _SEVERAL else "note",
        sentence="没有偏差原因栏",
    )


def _told(indicator: Indicator) -> str:
    said, weight, score = indicator.answered, indicator.weight, indicator.score
    values = f"目标 {clip(said[0].stated)}，实际 {clip(said[1].stated)}" if said else ""
    lost = f"分值 {weight.text}，得分 {score.text}" if weight and score and score.amount < weight.amount else ""
    return f"「{indicator.name}」{'，'.join(filter(None, (values, lost)))}"


def _quotes(indicator: Indicator) -> tuple[Evidence, ...]:
    if indicator.answered:
        return Evidence.of_row(*indicator.answered)
    figures = (("weight", indicator.weight), ("score", indicator.score))
    return tuple(Evidence.of(role, figure) for role, figure in figures if figure)


def _computation(indicator: Indicator) -> Computation | None:
    missed = next((part for part in indicator.parts if part.missed and part.actual and part.target.number), None)
    if missed is not None and missed.actual:
        goal, done = in_one_unit(missed.target, missed.actual)
        operands = {"实际完成值": shown(done), "目标值": shown(goal)}
        return Computation(f"{shown(done)}/{shown(goal)}*100", rounded(done / goal * 100), operands)
    if indicator.weight and indicator.score:
        weight, score = indicator.weight.amount, indicator.score.amount
        operands = {"分值": shown(weight), "得分": shown(score)}
        return Computation(f"{shown(weight)}-{shown(score)}", shown(weight - score), operands)
    return None
