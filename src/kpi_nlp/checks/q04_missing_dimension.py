"""Q04: a declaration without output, effect or satisfaction, or an output without number, quality or time."""

import re
from collections.abc import Iterator

from kpi_nlp.checks.declared import quoted
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Category,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Remark,
    Row,
    check,
)

_WORDS = {
    "产出指标": ("产出", "数量", "质量", "时效"),
    "效益指标": ("效益", "效果", "影响"),
    "满意度指标": ("满意",),
    "数量指标": ("数量",),
    "质量指标": ("质量",),
    "时效指标": ("时效", "进度"),
}
_FIRST = ("产出指标", "效益指标", "满意度指标")
_OF_OUTPUT = ("数量指标", "质量指标", "时效指标")
_COSTS = frozenset({"成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标"})
_COST = "成本指标"
_FEWEST, _FEWEST_WITHOUT_OUTPUT = 5, 3
_FEWEST_WITHOUT_COST = 10  # rows of a whole department that leave room for a cost
_OF_COST = re.compile(r"成本|费用|支出|造价|单价|经费|投资|概算|补助标准|预算")
_COUNTED = re.compile(
    r"(?:次数|份数|场次|场数|人次|人数|数量|件数|个数|期数|户数|册数|报告数?|覆盖率|回收率|参与率|完成率|开展率)$"
)
_ROW = Row(name="讲座场次", target="10场")


@check(
    code="Q04",
    name="missing-dimension",
    title="维度缺失",
    severity="note",
    over="documents",
    why="只有数量、没有质量和时效，或没有效益、满意度，就看不出花钱办成了什么、办得怎样。",
    basis="按产出（数量、质量、时效、成本）、效益、满意度逐级查看：指标不少于 5 项（列了效益、满意度而没有产出的，3 项；只列满意度的，1 项）、按通行级别编制的申报表，某一维度一项指标也没有的，列出；"
    "成本只在项目申报表中、表上印有成本栏而空着、或部门申报表 10 项以上而数量、质量、时效俱全时提示；名称只是测评、调查次数的，不算该维度，效益不要求各类俱全。每份申报表只提示一次。",
    cleared_by="该维度按主管部门要求不设，或项目性质不适用（如无直接服务对象）。",
    suggestion="补充说明",
    flags=(
        Page(
            stage="declaration",
            rows=(
                *(Row(name=f"任务{letter}数量", target="5项") for letter in "甲乙丙丁"),
                Row(name="群众满意度", target="≥90%", levels=("满意度指标", "服务对象满意度指标")),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                _ROW,
                Row(name="合格率", target="≥95%", levels=("产出指标", "质量指标")),
                Row(name="完成时间", target="12月底前", levels=("产出指标", "时效指标")),
                Row(name="受益人数", target="5000人", levels=("效益指标", "社会效益指标")),
                Row(name="群众满意度", target="≥90%", levels=("满意度指标", "服务对象满意度指标")),
            ),
        ),
        Page(stage="declaration", rows=(_ROW, _ROW, _ROW)),
    ),
)
def missing_dimension(dossier: Dossier) -> Iterator[Answer]:
    """Name the levels that a declaration leaves without an indicator."""
    for paper in dossier.papers:
        if paper.document.identity.stage != "declaration":
            continue
        scopes = dict.fromkeys(row.scope for row in paper.valued)
        found = [answer for scope in scopes for answer in _asked(paper, scope, alone=len(scopes) == 1)]
        yield from found or (Clear(),)


def _asked(paper: Paper, scope: str | None, *, alone: bool) -> Iterator[Remark]:
    rows = [row for row in paper.valued if row.scope == scope]
    held = {level for row in rows for level in row.levels}
    if len(rows) < _least(held) or not held.intersection(_FIRST) or any(not row.levels for row in rows):
        return
    empty = list(paper.categories) if alone else []
    said = " ".join((*held, *(row.name for row in rows if "满意" in row.name and not _COUNTED.search(row.name))))
    asked = (*_FIRST, *(_OF_OUTPUT if held.intersection(_OF_OUTPUT) else ()))
    missing = [level for level in asked if not any(word in said for word in _WORDS[level])]
    printed_empty = any(_COSTS.intersection(category.levels) for category in empty)
    if not _COSTS & held and (printed_empty or scope not in (WHOLE, None) or _has_room_for_cost(rows, held)):
        missing.append(_COST)
    if missing:
        yield _remark(rows, missing, empty, scope)


def _has_room_for_cost(rows: list[Indicator], held: set[str]) -> bool:
    """Return whether a long form lists number, quality and time, and names no cost anywhere."""
    costs = any(_OF_COST.search(row.name) and not _COUNTED.search(row.name) for row in rows)
    return len(rows) >= _FEWEST_WITHOUT_COST and held.issuperset(_OF_OUTPUT) and not costs


def _least(held: set[str]) -> int:
    """Effects and satisfaction with nothing that brings them about need no further rows to be seen, satisfaction alone not even a second."""
    whole = {level for level in _FIRST if any(word in " ".join(held) for word in _WORDS[level])}
    if whole == {_FIRST[-1]}:
        return 1
    return _FEWEST_WITHOUT_OUTPUT if whole == {*_FIRST[1:]} else _FEWEST


def _remark(rows: list[Indicator], missing: list[str], empty: list[Category], scope: str | None) -> Remark:
    left = [category for category in empty if set(missing).intersection((*category.levels, *_family(category)))]
    whose = "" if scope in (WHOLE, None) else f"「{scope}」"
    blank = f"（其中 {len(left)} 栏印在表上而空着）" if left else ""
    return Remark(
        f"{whose}{len(rows)} 项指标中没有{'、'.join(missing)}{blank}。",
        (
            quoted(rows[0]),
            *(
                Evidence("level", category.levels[-1].removesuffix("指标"), category.location.row_alone)
                for category in left[:2]
            ),
        ),
        rows=tuple(Member(category.location, "、".join(category.levels)) for category in left),
        sentence=f"维度缺失 {whose}",
    )


def _family(category: Category) -> tuple[str, ...]:
    return (_COST,) if _COSTS.intersection(category.levels) else ()
