"""S02: points of one item that differ between the prose and the table, or within a sentence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from kpi_nlp.checks.level_scores import of_level
from kpi_nlp.checks.score_sheets import addition, printed_once
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Indicator,
    Location,
    Page,
    Paper,
    Remark,
    Row,
    StatedScore,
    Undecided,
    check,
)
from kpi_nlp.quantities import last_digit, rounded, shown
from kpi_nlp.quantities.sums import sum_of
from kpi_nlp.text import fold, words_only

_CENT = Decimal("0.01")
_SHORTEST_NAME = 3
_EXECUTION = ("预算执行率", "预算执行情况", "预算资金执行率")
_BEHIND_A_NAME = (
    "指标", "部分", "得分", "评价", "评分", "分别", "方面", "情况", "从", "该", "共", "本", "未", "因", "扣", "满分", "分值", "权重", "标准分", "自评", "实得", "得", "获", "在", "按", "经", "虽", "这", "应得", r"\d",
)  # fmt: skip
_SHEET = (Row(name="预算执行率", weight="6", score="4.64"), Row(name="项目完成及时性", weight="6", score="4.98"))


@check(
    code="S02",
    name="scored-twice",
    title="同一指标得分矛盾",
    severity="error",
    over="documents",
    why="正文叙述的满分、得分、扣分、得分率应与评分表一致，也应能互相算出。",
    basis="按指标名称把正文的得分与评分表对应：满分＝分值，得分＝得分，扣分＝分值－得分，得分率＝得分÷满分；允许末位相差 1。同名指标有几行的不判。",
    cleared_by="正文与评分表针对的是名称相近的两个指标。",
    suggestion="更正",
    flags=(
        Page(sentences=("项目完成及时性指标满分6分，评价得分6分，得分率100%。",), rows=_SHEET),
        Page(sentences=("项目完成及时性（扣1.05分）：部分项目未按时完成。",), rows=_SHEET),
        Page(sentences=("预算执行率指标满分6分，评价得分4.64分，得分率87.33%。",), rows=_SHEET),
    ),
    passes=(
        Page(
            sentences=(
                "预算执行率指标满分6分，评价得分4.64分，得分率77.33%。",
                "预算执行率（扣1.36分）：支付进度不均衡。",
            ),
            rows=_SHEET,
        ),
        Page(sentences=("该指标满分6分，评价得分6分。",), rows=_SHEET),
    ),
)
def scored_twice(dossier: Dossier) -> Iterator[Answer]:
    """Compare every statement of points with the row, or the level, that it names."""
    for paper in dossier.papers:
        items, cells = _items([*paper.indicators, *_execution(paper)]), _cells(paper)
        for stated in paper.scores:
            if stated.total or not paper.of_its_year(stated.period):
                continue
            whole = _level(stated, paper)
            rows = whole or cells.get(stated.location) or _named(stated, items)
            if (
                not whole
                and rows is not None
                and len({row.levels for row in rows}) > 1
                and len({row.name for row in rows}) == 1
            ):
                yield Undecided(f"「{rows[0].name}」在评分表中不止一行", stated.location)
                continue
            yield _compare(stated, rows) if not whole or _agrees(stated, whole) else _with_itself(stated) or Clear()


def _level(stated: StatedScore, paper: Paper) -> list[Indicator]:
    """Return the rows of a first level that is spoken of: its score is for S01, the points there are and those taken off are not."""
    if stated.rate is None and stated.deducted is None and (stated.full is None or stated.score is None):
        return []
    rows = [row for row in paper.indicators if row.score is not None and row.weight is not None]
    own = of_level(stated.subject, rows)
    sheets = {(row.table, row.scope) for row in own}
    return [] if len(sheets) > 1 or any(row.levels_guessed for row in own) else list(own)


def _cells(paper: Paper) -> Mapping[Location, list[Indicator]]:
    """Return the row that each cell of words is about."""
    return {
        value.location: [row]
        for row in paper.indicators
        for value in (row.reason, row.note, row.rubric)
        if value is not None and row.weight is not None and row.score is not None
    }


def _agrees(stated: StatedScore, rows: Sequence[Indicator]) -> bool:
    return stated.score is None or abs(stated.score - _sum(row.score for row in rows)) < _CENT


def _execution(paper: Paper) -> Iterator[Indicator]:
    """Yield the points of the execution rate, which stand in the budget table of most forms; several may mean another."""
    scored = [budget for budget in paper.budgets if budget.score is not None and budget.weight is not None]
    for name in _EXECUTION if len(scored) == 1 else ():
        money = scored[0]
        yield Indicator(
            name, money.document, money.location, scope=money.project, weight=money.weight, score=money.score
        )


def _items(indicators: Sequence[Indicator]) -> Mapping[str, list[Indicator]]:
    """Return the scored rows under each name: their own, and those of second levels; first levels are for S01."""
    items: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        if indicator.score is not None and indicator.weight is not None:
            for name in {indicator.name, *indicator.levels[1:]}:
                items[_key(name)].append(indicator)
    return items


def _key(name: str) -> str:
    return words_only(name).replace("的", "")


def _named(stated: StatedScore, items: Mapping[str, list[Indicator]]) -> list[Indicator] | None:
    """Return the rows of the item that the subject names first, the longest of names that begin alike."""
    found = [
        (match.start(), -len(name), name)
        for name in items
        if len(name) >= _SHORTEST_NAME and (match := _whole(name).search(fold(stated.subject).lower()))
    ]
    return items[min(found)[2]] if found else None


@cache
def _whole(name: str) -> re.Pattern[str]:
    """The name as a whole: 资产管理 is not named in 「资产管理合规性」."""
    return re.compile(r"[\W的]*".join(map(re.escape, name)) + rf"(?:\W|$|{'|'.join(_BEHIND_A_NAME)})")


def _compare(stated: StatedScore, rows: Sequence[Indicator] | None) -> Answer:
    return _with_itself(stated) or (rows and _with_sheet(stated, rows)) or Clear()


def _with_itself(stated: StatedScore) -> Remark | None:
    """Compare the figures that one sentence gives of an item."""
    full, score = stated.full, stated.score
    if not full or score is None:
        return None
    points = {"得分": shown(score), "满分": shown(full)}
    rate = score / full * 100
    if stated.rate is not None and abs(rate - stated.rate) > max(last_digit(shown(stated.rate)), _CENT):
        computation = Computation(f"{shown(score)}/{shown(full)}*100", rounded(rate), points, f"{shown(stated.rate)}%")
        return _remark(stated, f"得分率应为 {computation.result}%，写作 {computation.printed}", computation, ())
    if stated.deducted is not None and (left := full - stated.deducted) != score:
        sides = {"满分": shown(full), "扣分": shown(stated.deducted)}
        computation = Computation(f"{shown(full)}-{shown(stated.deducted)}", shown(left), sides, shown(score))
        return _remark(stated, f"满分减扣分应得 {shown(left)} 分，写作 {shown(score)} 分", computation, ())
    return None


def _with_sheet(stated: StatedScore, rows: Sequence[Indicator]) -> Remark | None:
    """Compare the figures of a sentence with the rows of the score sheet."""
    weight, score = _sum(row.weight for row in rows), _sum(row.score for row in rows)
    if stated.full is None and stated.score is not None and stated.score > weight:
        return None  # the result of a survey, on a scale of its own
    for label, said, printed in (
        ("满分", stated.full, weight),
        ("得分", stated.score, score),
        ("扣分", stated.deducted, weight - score),
    ):
        if said is not None and abs(said - printed) >= _CENT:
            computation = _arithmetic(label, said, rows)
            return _remark(stated, f"{label}正文为 {shown(said)} 分，评分表为 {shown(printed)} 分", computation, rows)
    return _rate_alone(stated, rows, score, weight) if stated.score is None and weight else None


def _rate_alone(stated: StatedScore, rows: Sequence[Indicator], score: Decimal, weight: Decimal) -> Remark | None:
    """A share of the points without the points themselves is held against those of the score sheet."""
    if stated.rate is None or abs(score / weight * 100 - stated.rate) <= max(last_digit(shown(stated.rate)), _CENT):
        return None
    points = {"评分表得分": shown(score), "评分表分值": shown(weight)}
    result = rounded(score / weight * 100)
    computation = Computation(f"{shown(score)}/{shown(weight)}*100", result, points, f"{shown(stated.rate)}%")
    return _remark(stated, f"得分率按评分表应为 {result}%，写作 {computation.printed}", computation, rows)


def _arithmetic(label: str, said: Decimal, rows: Sequence[Indicator]) -> Computation:
    """What the score sheet gives; of a single row, the difference to the prose."""
    weight, score = _sum(row.weight for row in rows), _sum(row.score for row in rows)
    if label == "扣分":
        sheet = {"评分表分值": shown(weight), "评分表得分": shown(score)}
        return Computation(f"{shown(weight)}-{shown(score)}", shown(weight - score), sheet, shown(said))
    figures = [figure for row in rows if (figure := row.weight if label == "满分" else row.score) is not None]
    total = _sum(figures)
    if len(figures) == 1:
        return Computation(
            f"{shown(said)}-{shown(total)}", shown(said - total), {"正文": shown(said), "评分表": shown(total)}
        )
    return Computation(addition(figures), shown(total), {"评分表": shown(total)}, shown(said))


def _sum(figures: Iterable[Figure | None]) -> Decimal:
    return sum_of(printed_once(figures))


def _remark(stated: StatedScore, said: str, computation: Computation, rows: Sequence[Indicator]) -> Remark:
    name = rows[0].name if len(rows) == 1 else stated.subject
    table = tuple(
        Evidence.of(role, figure)
        for row in rows
        for role, figure in (("weight", row.weight), ("score", row.score))
        if figure
    )
    return Remark(
        f"「{name}」{said}。",
        (Evidence("sentence", stated.text, stated.location), *table),
        tuple(rows) if len(rows) == 1 and rows[0].name not in _EXECUTION else (),
        computation,
        sentence=stated.text,
    )
