"""R04: targets that were missed, listed once per document."""

from collections.abc import Iterator

from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Page, Remark, Row, Undecided, check
from kpi_nlp.text import clip


@check(
    code="R04",
    name="unmet-target",
    title="指标未完成",
    severity="note",
    over="indicators",
    why="未完成的指标应说明偏差原因并相应扣分，复核时逐项核对。",
    basis="实际低于目标（反向指标为高于目标），或实际写明未开展、未保障、不及时、取消、延期。正文却称全部完成的，由 N02 按疑点提出。",
    cleared_by="目标经批复已调整；或因客观原因未完成，且已说明原因并相应扣分。",
    suggestion="补充说明",
    flags=(
        Row(name="工作会议次数", target="2", actual="0"),
        Row(name="会议工作完成及时性", target="及时", actual="不及时"),
        Row(name="投诉次数", target="≤1次", actual="3次"),
    ),
    passes=(
        Row(name="院士流出率", target="≤5%", actual="0%"),
        Row(name="会议时长", target="2-3小时", actual="2小时"),
        Row(name="补贴对象错误率", target="0", actual="0"),
        Page(rows=(Row(name="培训人数", target="约100人", actual="98人"),)),
    ),
    collapse=0,
    summary="有 {count} 项指标未完成，请核对偏差原因与得分：{names}",
)
def unmet_target(dossier: Dossier) -> Iterator[Answer]:
    """List rows whose actual certainly misses the target, by its numbers or in words."""
    for indicator in dossier.evaluated:
        if (said := indicator.answered) is None:
            continue
        target, actual = said
        if indicator.missed:
            message = f"「{indicator.name}」目标 {clip(target.stated)}，实际 {clip(actual.stated)}，未完成。"
            yield Remark(message, Evidence.of_row(target, actual), (indicator,))
        elif indicator.parts and all(part.met is None for part in indicator.parts):
            yield Undecided(f"「{indicator.name}」的目标与实际无法比较", indicator.location)
        else:
            yield Clear()
