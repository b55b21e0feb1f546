"""Q05: bounds on the wrong side, and shares above the whole."""

from collections.abc import Iterator

from kpi_nlp.checks.declared import declarations
from kpi_nlp.checks.directions import odd_value, opposed
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Member, Page, Remark, Row, Value, check

_SHOWN = 3


@check(
    code="Q05",
    name="odd-operator",
    title="方向或取值异常",
    severity="note",
    over="documents",
    why="投诉次数「≥」、满意度「≤」，方向反了，做得越差越算完成；合格率超过 100% 无法实现。",
    basis="反向指标（投诉、事故、成本、差错率等）的目标只有下限，满意度、合格率一类指标的目标只有上限，占比类指标的目标超过 100%，或不足 1%，新建、改造、服务一类产出数量或收入、节约的金额只有上限，上下限互相矛盾，时限只设下限，周期值与年度值方向相反，下限为 0 的，数量为负数的，列出。"
    "名称看不出方向的不判断。每份申报表只提示一次。",
    cleared_by="指标另有计算口径，方向或取值确实如此。",
    suggestion="更正",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(name="有效投诉次数", target="≥5次"),
                Row(name="群众满意度", target="≤90%", levels=("满意度指标", "服务对象满意度指标")),
                Row(name="验收合格率", target="≥120%", levels=("产出指标", "质量指标")),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(name="有效投诉次数", target="≤5次"),
                Row(name="投诉处理率", target="≥95%"),
                Row(name="收入增长率", target="≥120%"),
                Row(name="培训人次", target="≤200人次"),
                Row(name="成本节约率", target="≥5%"),
            ),
        ),
    ),
)
def odd_operator(dossier: Dossier) -> Iterator[Answer]:
    """List the targets whose bound stands on the wrong side or can never be reached."""
    for paper in declarations(dossier):
        odd = [(row, *found) for row in paper.valued if (found := _oddity(row)) is not None]
        if odd:
            shown = "；".join(f"「{row.name}」{value.stated}，{why}" for row, value, why in odd[:_SHOWN])
            more = f"等 {len(odd)} 项" if len(odd) > _SHOWN else ""
            yield Remark(
                f"目标值的方向或取值异常：{shown}{more}。",
                tuple(Evidence.of("target", value) for _, value, _ in odd[:_SHOWN]),
                rows=tuple(Member.of(row) for row, _, _ in odd),
                sentence="方向或取值异常",
            )
        else:
            yield Clear()


def _oddity(row: Indicator) -> tuple[Value, str] | None:
    """Return the value of a row that is odd, of the year or of the period, with what is odd in it."""
    for value in (row.target, row.period_target):
        if value is not None and (why := odd_value(row, value)):
            return value, why
    if row.period_target is not None and opposed(row):
        return row.period_target, f"与年度值「{row.target.stated if row.target else ''}」方向相反"
    return None
