"""S05: a score that the printed rule of its row (评分标准) does not give, or more points than there are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.checks.dues import Rates, due_of, rates_in
from kpi_nlp.checks.earned import exceeds
from kpi_nlp.checks.rubrics import rubric_of
from kpi_nlp.checks.score_sheets import BONUS
from kpi_nlp.checks.scored_rows import amount, own_points, printed, quotes, told
from kpi_nlp.checks.stated_rules import ruled_rows
from kpi_nlp.checks.worded_dues import Due
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Claim,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Paper,
    Profile,
    Remark,
    Row,
    Severity,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import last_digit, rounded, shown

_FULL = Decimal(100)
_SHORTEST_MEASURE = 3  # 「比率」 names no measure
_CENT = Decimal("0.01")
_CITED = re.compile(
    r"(?:按照?|根据|依据|依照|对照)[^,，。;；\d]{0,8}(?:评分|计分|打分|扣分)(?:标准|办法|规则|细则|方法)(?:的?规定)?[,，:：]?(?P<rule>[^。]*[扣得计]\d[^。]*分[^。]*)"
)  # 「按评分标准每低1个百分点扣1分」
_IN_BRACKETS = re.compile(r"[(（]([^()（）]*[扣得计]\d[^()（）]*分[^()（）]*)[)）]")


@check(
    code="S05",
    name="rubric-misapplied",
    title="评分标准套用错误",
    severity="error",
    over="indicators",
    why="评分标准印在表上，得分就应按它算出；标准的满分应等于分值，得分不能超过分值。",
    basis="解析分档（≥95%得6分；90%≤x<95%得4分）、乘积（执行率×5分）、递扣（每低1个百分点扣0.5分，扣完为止），也读目标值或指标名称后括号里的标准；用该行的实际值（完成率按实际值÷目标值）或正文中同名指标的数值复算；标准合计与分值比较；得分与分值比较。标准合计与分值不符的列为疑点；写明「酌情」的不复算；递扣不足一档的，取整与按比例都认可。",
    cleared_by="评分标准另有未印出的条款，或实际值取自另一口径。",
    suggestion="更正",
    flags=(
        Row(name="群众满意度", target="≥95%", actual="92%", weight="6", score="6", rubric="满意度≥95%的，得6分；90%≤满意度<95%的，得4分；满意度<90%的，得2分"),
        Row(name="预算执行率", target="100%", actual="90%", weight="5", score="5", rubric="执行率×5分"),
        Row(name="培训次数", target="12次", actual="10次", weight="10", score="8", rubric="每少1次扣2分，扣完为止"),
        Row(name="培训次数", target="12次", actual="12次", weight="10", score="11"),
    ),
    passes=(
        Row(name="群众满意度", target="≥95%", actual="92%", weight="6", score="4", rubric="满意度≥95%的，得6分；90%≤满意度<95%的，得4分；满意度<90%的，得2分"),
        Row(name="培训次数", target="12次", actual="10次", weight="10", score="6", rubric="每少1次扣2分，扣完为止"),
        Row(name="培训质量", target="良好", actual="良好", weight="10", score="8", rubric="视培训质量酌情评分"),
    ),
    summary="有 {count} 项得分与评分标准不符：{names}",
)  # fmt: skip
def rubric_misapplied(dossier: Dossier) -> Iterator[Answer]:
    """Compare the score of each row with its points, its rule with its points, and its score with its rule."""
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            continue
        rates: Rates | None = None
        for row in own_points(paper.indicators):
            if row.rubric is not None and rates is None:
                rates = rates_in((claim.text, claim.location) for claim in _own_claims(paper))
            if any(word in row.name for word in BONUS):
                continue
            ruled, rule = _with_rule(row)
            answer = _beyond(row) or (_by_rule(ruled, rule, rates or {}, dossier.profile) if rule else None)
            if answer is not None:
                yield answer
            elif row.score is not None:
                yield Clear()
        for row, rule in ruled_rows(paper):
            answer = _by_rule(row, rule, {}, dossier.profile) if row.weight else None
            if isinstance(answer, Remark):  # the text may not tell all of the rule
                yield replace(answer, severity="question")


def _with_rule(row: Indicator) -> tuple[Indicator, Value | None]:
    """Return a row with its rule, which may stand in brackets behind its target or its name (its amounts are no part of the target then), or be cited by its reason."""
    if row.rubric is not None:
        return row, row.rubric
    if row.target and (found := _IN_BRACKETS.search(row.target.text)):
        rule = Value(found[1], (), row.target.location)
        return replace(row, parts=tuple(part for part in row.parts if part.target.start < found.start())), rule
    if found := _IN_BRACKETS.search(row.name):
        return row, Value(found[1], (), row.location)
    for said in (row.reason, row.note):
        if said is not None and (found := _CITED.search(said.text)):
            return row, Value(found["rule"], (), said.location)
    return row, None


def _own_claims(paper: Paper) -> Iterator[Claim]:
    """Yield what the prose says of the unit itself in the paper's year."""
    return (
        claim
        for claim in paper.claims
        if claim.scope == WHOLE and claim.period != "计划" and paper.of_its_year(claim.period)
    )


def _beyond(row: Indicator) -> Remark | None:
    weight, score = amount(row.weight), amount(row.score)
    if row.score is None or score <= weight:
        return None
    formula = Computation(
        f"{shown(score)}-{shown(weight)}", shown(score - weight), {"得分": shown(score), "分值": shown(weight)}
    )
    return Remark(f"{told(row)}，得分超过分值。", quotes(row), (row,), formula)


def _by_rule(row: Indicator, text: Value, rates: Rates, profile: Profile) -> Answer | None:
    rubric, weight = rubric_of(text.text), amount(row.weight)
    rule = Evidence("rubric", text.text, text.location)
    totals = (sum(rubric.deeds), *(() if rubric.summed else (max(rubric.deeds, default=Decimal(0)),)))
    if rubric.deeds and all(abs(points - weight) >= _CENT for points in totals):
        rubric = replace(rubric, points=sum(rubric.deeds, Decimal(0)))
    if rubric.points is not None and abs(rubric.points - weight) >= _CENT:
        formula = Computation(
            f"{shown(rubric.points)}-{shown(weight)}",
            shown(rubric.points - weight),
            {"评分标准合计": shown(rubric.points), "分值": shown(weight)},
        )
        message = f"{told(row)}，评分标准合计 {shown(rubric.points)} 分，与分值不符。"
        return Remark(message, (rule, *quotes(row)), (row,), formula, severity="question")
    if row.score is None:
        return None
    if rubric.by_judgement:
        return Undecided(f"「{row.name}」的评分标准含酌情条款，不能复算", row.location)
    due = due_of(row, rubric, rates, profile)
    if due is None:
        understood = bool(
            rubric.tiers or rubric.product or rubric.step or rubric.in_words or rubric.each or rubric.late
        )
        return Undecided(f"「{row.name}」的评分标准不能复算：没有可用的实际值", row.location) if understood else None
    return Clear() if _agrees(row, due) else _remark(row, rule, due)


def _severity(row: Indicator, *, certain: bool) -> Severity:
    """A row that was put together from printed lines may have lost a part of its rule."""
    return "error" if certain and not row.repairs else "question"


def _agrees(row: Indicator, due: Due) -> bool:
    """Tiers and steps give exact points; a product is rounded, but full marks say that nothing is missing."""
    score = amount(row.score)
    if not due.rounded:
        return due.least <= score <= due.most
    return abs(score - due.most) < last_digit(printed(row.score)) and not exceeds(row, due.most)


def _remark(row: Indicator, rule: Evidence, due: Due) -> Remark:
    least, most = rounded(due.least), rounded(due.most)
    points = most if least == most else f"{least}-{most}"
    return Remark(
        f"{told(row)}，按评分标准应得 {points} 分。",
        tuple(dict.fromkeys((rule, *quotes(row), *due.read))),
        (row,),
        Computation(due.formula, most, due.operands, printed(row.score)),
        severity=_severity(row, certain=due.certain),
    )
