"""Q01: targets that cannot be measured."""

import re
from collections.abc import Iterator

from kpi_nlp.checks.declared import declarations, named, note
from kpi_nlp.lexicon import goals
from kpi_nlp.model import Answer, Clear, Dossier, Indicator, Page, Row, check
from kpi_nlp.quantities import parse_periods

_NUMERIC = frozenset({"数量指标", "满意度指标", "服务对象满意度指标", "成本指标", "经济成本指标"})
_IN_TIME = "时效指标"
_MEASURED = re.compile(
    r"\d|[一二两三四五六七八九十百千万]+[个项次场人名户家件篇套处座]|全覆盖|全部|应\w尽\w|预算(?:内|范围|控制)|以内|之内|不超|概算|零|达标|合格"
)
_DATED = re.compile(r"年内|当年|年底|季度|月底|每[年月季周]|\d")
_VAGUE_SHARE = 2  # half of the rows
_FEWEST = 6


@check(
    code="Q01",
    name="not-measurable",
    title="不可衡量",
    severity="note",
    over="documents",
    why="目标值没有数字、比例、时点或可核验的状态，年底无从判断是否完成。",
    basis="「细化量化」：数量、成本、满意度指标的目标值没有数字或比例，全部时效指标都没有时点或时限（只写「及时」）的，列出；"
    "质量和效益指标可以定性，只有名称要求数字（率、数量）、目标值没有终点（若干、逐步提高、较好、效果显著、尽快完成）的，以及全表有数字的目标不足一半时，一并列出。每份申报表只提示一次。",
    cleared_by="目标值的衡量标准写在指标说明、评分标准或附件中。",
    suggestion="补充说明",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(name="培训人次", target="按需开展"),
                Row(name="讲座场次", target="10场"),
                Row(name="补贴发放时间", target="及时", levels=("产出指标", "时效指标")),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(name="培训人次", target="200人次"),
                Row(name="验收情况", target="符合规范", levels=("产出指标", "质量指标")),
                Row(name="城乡教育均衡", target="有效缩小差距", levels=("效益指标", "社会效益指标")),
                Row(name="完成时间", target="12月31日前", levels=("产出指标", "时效指标")),
            ),
        ),
    ),
)
def not_measurable(dossier: Dossier) -> Iterator[Answer]:
    """List the targets of a declaration that hold neither a number nor a date where one is due."""
    for paper in declarations(dossier):
        rows = [row for row in paper.valued if row.target is not None]
        loose = [row for row in rows if not _is_measured(row) or _is_partly_loose(row)]
        timed = any(_IN_TIME in row.levels and _is_measured(row) for row in rows)
        due = [row for row in loose if _is_due(row) or _is_partly_loose(row) or (_IN_TIME in row.levels and not timed)]
        mostly = len(rows) >= _FEWEST and len(loose) * _VAGUE_SHARE > len(rows)
        if mostly or due:
            listed = loose if mostly else due
            yield note(
                f"{len(rows)} 项目标值中 {len(listed)} 项没有可衡量的数字、时点或标准：{named(listed)}。",
                listed,
                of="不可衡量",
            )
        else:
            yield Clear()


def _is_measured(row: Indicator) -> bool:
    if row.target is None or row.target.quantities or parse_periods(row.target.stated):
        return True
    pattern = _DATED if _IN_TIME in row.levels else _MEASURED
    return bool(pattern.search(row.target.stated) or (row.rubric is not None and row.rubric.quantities))


def _is_partly_loose(row: Indicator) -> bool:
    """Return whether a target says of a part of it that there are some: 「改造校舍57所，更新设备若干套」."""
    return row.target is not None and bool(goals().some.search(row.target.stated))


def _is_due(row: Indicator) -> bool:
    """Return whether a number is due: by the level, by the name, or as the words of the target can mean anything."""
    words, asked = row.target.stated.strip() if row.target else "", goals()
    return bool(
        _NUMERIC.intersection(row.levels) or row.name.endswith(asked.numbered) or asked.endless.fullmatch(words)
    )
