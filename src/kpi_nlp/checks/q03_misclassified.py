"""Q03: indicators that stand under a level that is not theirs."""

import re
from collections.abc import Iterator, Mapping

from kpi_nlp.checks.declared import declarations, note
from kpi_nlp.lexicon import lower_is_better, measures, placement
from kpi_nlp.model import Answer, Clear, Dossier, Indicator, Page, Row, check

_IN_TIME, _SATISFACTION = "时效指标", "服务对象满意度指标"
_TIMES = ("时间", "日期", "时点", "节点", "时限", "期限")
_DATE = re.compile(r"(?:20\d\d年)?1?\d月(?:\d+日|底|末|上旬|中旬|下旬)?(?:之?前|以前|完成|$)|年[底末]前")
_LONGEST = 8  # letters of a word that tells a measure


@check(
    code="Q03",
    name="misclassified",
    title="归类错误",
    severity="note",
    over="documents",
    why="数量放在质量下、满意度放在效益下，各级指标的权重和评分就失去意义。",
    basis="只看名称末尾说明所计量内容的词：满意度不在满意度指标下，人数、次数、面积、里程列在质量、时效、成本、满意度下，合格率、及时率列在数量下，成本、完成时间不在成本、时效指标下，举办场次、采购数量列在质量、效益下，验收合格率列在时效、成本下，合格率、完成率、支付率列在满意度下，目标值是日期的完成时间不在时效指标下，税收产值列在生态效益、森林污染列在经济效益下等，才列出；"
    "名称看不出计量内容的不判断。每份申报表只提示一次。",
    cleared_by="主管部门的共性指标体系就是这样归类。",
    suggestion="更正",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(name="群众满意度", target="≥90%", levels=("效益指标", "社会效益指标")),
                Row(name="培训人次", target="≥200人次", levels=("产出指标", "质量指标")),
                Row(name="讲座场次", target="10场"),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(name="培训人次", target="≥200人次"),
                Row(name="安全事故次数", target="0次", levels=("产出指标", "质量指标")),
                Row(name="受益人数", target="5000人", levels=("效益指标", "社会效益指标")),
                Row(name="有效投诉次数", target="≤2次", levels=("满意度指标", "服务对象满意度指标")),
            ),
        ),
    ),
)
def misclassified(dossier: Dossier) -> Iterator[Answer]:
    """List the rows whose name tells a measure that does not belong under their level."""
    kinds = dict(measures().classes)
    for paper in declarations(dossier):
        rows = [row for row in paper.valued if _is_misplaced(row, kinds)]
        if rows:
            placed = "；".join(f"「{row.name}」列在{row.levels[-1]}下" for row in rows[:3])
            yield note(f"{len(rows)} 项指标的归类与所计量的内容不符：{placed}。", rows, of="归类错误")
        else:
            yield Clear()


def _is_misplaced(row: Indicator, kinds: Mapping[str, str]) -> bool:
    """Return whether the end of a name tells a measure that is foreign to the level of its row."""
    level = row.levels[-1] if row.levels and not row.levels_guessed else ""
    known = placement()
    if known.is_elsewhere(level, row.name) or _is_fault_of_the_work(level, row.name) or _is_dated(level, row):
        return True
    ends = (row.name[-length:] for length in range(min(_LONGEST, len(row.name)), 0, -1))
    measure = next((kinds[end] for end in ends if end in kinds), None)
    if measure not in known.foreign.get(level, ()) and not row.name.endswith(known.endings.get(level, ())):
        return False
    timed = level == _IN_TIME and known.timed.search(row.name)
    told = timed or known.faults.search(row.name) or (level == _SATISFACTION and known.satisfied.search(row.name))
    return not told and not lower_is_better(row.name)


def _is_dated(level: str, row: Indicator) -> bool:
    """Return whether a row outside 时效 asks at what time something is done, and its target is a date."""
    asked = level.endswith("指标") and level != _IN_TIME and row.name.endswith(_TIMES)
    return asked and row.target is not None and bool(_DATE.search(row.target.text))


def _is_fault_of_the_work(level: str, name: str) -> bool:
    """Return whether a row of satisfaction counts faults that nobody was asked about."""
    known = placement()
    return level == _SATISFACTION and bool(known.faults.search(name)) and not known.satisfied.search(name)
