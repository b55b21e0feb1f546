"""R02: a full completion rate over a part that fell short of its target."""

from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp.model import Answer, Clear, Computation, Dossier, Evidence, Indicator, Quantity, Remark, Row, Value, check
from kpi_nlp.quantities import rounded, shown
from kpi_nlp.text import clip

_FULL = Decimal(100)
_COMPOSITE = 2


@check(
    code="R02",
    name="unmet-part",
    title="分项未完成却填报完成率100%",
    severity="error",
    over="indicators",
    why="一个指标含几个分项时，超额的分项不能抵消未完成的分项。",
    basis="逐个分项比较目标与实际；任何一项低于目标，指标就没有完成，完成率不应为 100% 以上，得分不应为满分。只有一个目标值的，完成率与得分都按完成填报才列出。目标或实际带「约」「左右」的按疑点处理。",
    cleared_by="分项之间可以互相替代，或未达标的分项经批复已调整。",
    suggestion="更正",
    flags=(
        Row(
            name="成果库和需求库数量",
            target="成果约2000项和需求约2000项",
            actual="成果约6000项,需求约600项",
            rate="100%",
        ),
        Row(name="科普活动", target="讲座20场，参加活动2万人次", actual="讲座25场，参加活动1.45万人次", rate="112%"),
        Row(name="科普活动", target="讲座20场，展览5场", actual="讲座20场，展览4场", weight="10", score="10"),
    ),
    passes=(
        Row(name="培育技术经纪人", target="培育200名", actual="培育516名", rate="100%"),
        Row(name="科普活动", target="讲座20场，展览5场", actual="展览6场，讲座20场", rate="100%"),
        Row(name="科普活动", target="讲座20场，展览5场", actual="讲座20场，展览4场", rate="90%"),
    ),
)
def unmet_part(dossier: Dossier) -> Iterator[Answer]:
    """Flag parts that certainly fell short in a row that claims full completion or full marks."""
    for indicator in dossier.evaluated:
        if not (_claims_twice(indicator) if len(indicator.parts) < _COMPOSITE else indicator.claims_completion):
            continue
        missed = [
            (part.target, part.actual)
            for part in indicator.parts
            if part.missed and (part.actual or len(indicator.parts) > 1)
        ]
        if missed and (said := indicator.answered):
            yield _remark(indicator, *said, missed)
        else:
            yield Clear()


def _claims_twice(indicator: Indicator) -> bool:
    """Return whether a row of one amount claims completion by its rate and by its score; by one of them, that is R01's or S03's."""
    weight, score = indicator.weight, indicator.score
    full_marks = weight is not None and score is not None and score.amount >= weight.amount > 0
    return full_marks and (indicator.printed_rate or 0) >= _FULL


def _remark(
    indicator: Indicator, target: Value, actual: Value, missed: list[tuple[Quantity, Quantity | None]]
) -> Remark:
    role, claimed = ("rate", indicator.rate) if indicator.rate else ("score", indicator.score)
    shortfalls = "；".join(
        f"{goal.of or '分项'} {goal.stated}→{done.stated if done else '未开展'}" for goal, done in missed
    )
    goal, done = (quantity.number or Decimal(0) if quantity else Decimal(0) for quantity in missed[0])
    formula, result = f"{shown(done)}/{shown(goal)}*100", rounded(done / goal * _FULL) if goal else ""
    if not goal:
        formula, result = f"{shown(done)}-{shown(goal)}", shown(done)
    vague = any(quantity is not None and quantity.approximate for pair in missed for quantity in pair)
    said = f"{'完成率' if role == 'rate' else '得分'} {claimed.text}" if claimed else "完成"
    short = f"有 {len(missed)} 个分项未达目标（{shortfalls}），却填报{said}。"
    if len(indicator.parts) < _COMPOSITE:
        short = f"目标 {clip(target.stated)}，实际 {clip(actual.stated)}，未达目标，却填报{said}并得满分。"
    return Remark(
        f"「{indicator.name}」{short}",
        (*Evidence.of_row(target, actual), *((Evidence.of(role, claimed),) if claimed else ())),
        (indicator,),
        Computation(
            formula,
            result,
            {"分项实际": shown(done), "分项目标": shown(goal)},
            indicator.rate.text if indicator.rate else None,
        ),
        severity="question" if vague else None,
    )
