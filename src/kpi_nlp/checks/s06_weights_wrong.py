"""S06: points of the rows that do not add up to the hundred, or to the points of their level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.allotted import wrongly_allotted
from kpi_nlp.checks.score_sheets import Sheet, addition, printed_once, sheets
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Indicator,
    Member,
    Page,
    Paper,
    Points,
    Profile,
    Remark,
    Row,
    Undecided,
    check,
)
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.sums import sum_of

_FULL = Decimal(100)
_APART = Decimal(90)  # where the execution of the budget has its 10 elsewhere
_SHARES = Decimal(1)  # weights that are shares of 1 add up to it
_UNREAD = frozenset({"RowNotRecognised", "LevelAmbiguous"})
_CENT = Decimal("0.01")
_OUTPUT, _RESULTS = ("产出",), ("效益", "满意度", "效果")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sum that does not come to what is printed or required: what is said of it, and the figures it was made of."""

    told: str
    summands: Sequence[Figure]
    expected: Decimal
    quote: Evidence | None = None


@check(
    code="S06",
    name="weights-wrong",
    title="权重合计不符",
    severity="error",
    over="documents",
    why="各指标分值合计应为 100 分（或加预算执行率 10 分后为 100 分），各级指标的分值应等于其下各行之和，否则总分不能比较。",
    basis="逐行分值相加，与表内合计、一二级指标标注的分值、100 分比较；预算执行率的分值另列时为 90＋10；「其中」行不另计；有加分扣分项、有空缺分值或只列部分指标的不判。",
    cleared_by="表中只列出部分指标，或按其他满分值计分并在文中写明。",
    suggestion="更正",
    flags=(
        Page(
            rows=(
                Row(name="培训期数", weight="50", levels=("产出指标（60分）", "数量指标")),
                Row(name="受益人数", weight="40", levels=("效益指标（40分）", "社会效益指标")),
            )
        ),
        Page(
            rows=(
                Row(name="培训期数", weight="60", levels=("产出指标", "数量指标")),
                Row(name="受益人数", weight="35", levels=("效益指标", "社会效益指标")),
            )
        ),
    ),
    passes=(
        Page(
            rows=(
                Row(name="培训期数", weight="50", levels=("产出指标（50分）", "数量指标")),
                Row(name="受益人数", weight="40", levels=("效益指标（40分）", "社会效益指标")),
            )
        ),
        Page(
            rows=(
                Row(name="预算执行率", weight="10", levels=("", "")),
                Row(name="培训期数", weight="60", levels=("产出指标", "数量指标")),
                Row(name="其中：网络培训期数", weight="20", levels=("产出指标", "数量指标")),
                Row(name="受益人数", weight="30", levels=("效益指标", "社会效益指标")),
            )
        ),
    ),
)
def weights_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Add up the points of each sheet, and of each level that prints its own."""
    for paper in dossier.papers:
        found = tuple(sheets(paper))
        yield from wrongly_allotted(paper, _only(paper, found))
        for sheet in found:
            if (doubt := _doubt(paper, sheet)) is not None:
                yield Undecided(doubt, sheet.rows[0].location)
            elif sheet.points or _is_whole(sheet):
                wrong = [*_wrong_levels(sheet), *_wrong_total(sheet, dossier.profile)]
                if wrong and _is_pieced(paper, sheet):
                    yield Undecided(
                        f"{sheet.table} 的行由几行文字拼合，分值相加不符，请核对原件", sheet.rows[0].location
                    )
                else:
                    yield _remark(sheet, wrong) if wrong else Clear()


def _only(paper: Paper, found: Sequence[Sheet]) -> Sheet | None:
    """Return the sheet of the whole where there is no other and its points can be added up."""
    sure = len(found) == 1 and found[0].scope == WHOLE and _doubt(paper, found[0]) is None
    return found[0] if sure and not _is_pieced(paper, found[0]) else None


def _doubt(paper: Paper, sheet: Sheet) -> str | None:
    """Return why the points of a sheet cannot be added up, None where they can."""
    if sheet.has_bonus:
        return f"{sheet.table} 有加分、扣分项，分值不能逐项相加"
    if any(row.weight is None for row in sheet.rows):
        return f"{sheet.table} 有空缺分值，不能逐项相加"
    if sheet.execution_unknown and sum_of(sheet.weights) < _FULL:
        return f"{sheet.table} 旁的预算执行率有得分而未见分值，分值不能加总"
    for warning in paper.document.warnings:
        elsewhere = warning.location is not None and warning.location.table != sheet.table
        if warning.kind in _UNREAD and not elsewhere:
            return f"{sheet.table} 有未读取或级别不明的行，分值不能逐项相加"
    return None


def _is_pieced(paper: Paper, sheet: Sheet) -> bool:
    """Rows that were put together from printed lines may stand under another level, or have lost their points."""
    places = [warning.location for warning in paper.document.warnings if warning.kind == "TableRepaired"]
    return any(row.repairs for row in sheet.rows) or any(place and place.table == sheet.table for place in places)


def _is_whole(sheet: Sheet) -> bool:
    """A sheet of outputs and results, or one of other levels with its total: a list of some rows need not come to a hundred."""
    firsts = {row.levels[0] for row in sheet.rows if row.levels}
    of_outputs, of_results = (any(level.startswith(words) for level in firsts) for words in (_OUTPUT, _RESULTS))
    return (of_outputs and of_results) or (bool(sheet.totals) and not of_outputs and not of_results)


def _wrong_total(sheet: Sheet, profile: Profile) -> Iterator[Wrong]:
    """Compare the rows with the total that is printed below them, else with the hundred."""
    weights = [*sheet.weights, *sheet.execution]
    apart = () if sheet.has_execution else (_FULL - profile.execution_points, _APART)
    sums = {sum_of(sheet.weights), sum_of(weights)}
    printed = [(total.weight, total.figure) for total in sheet.totals if total.weight is not None]
    for figure, score in printed:
        quote = Evidence.of("total", figure)
        execution_apart = figure.amount == _FULL and any(_same(sum_of(sheet.weights), full) for full in apart)
        if not execution_apart and not any(_same(figure.amount, total) for total in sums):
            told = f"各行分值相加为 {shown(sum_of(sheet.weights))} 分，表内合计写 {figure.text}"
            yield Wrong(told, sheet.weights, figure.amount, quote)
            return
        if sheet.execution and score.amount > figure.amount and not _same(figure.amount, sum_of(weights)):
            told = f"各行分值加上预算执行率为 {shown(sum_of(weights))} 分，表内合计写 {figure.text}，同一行的得分 {score.text} 已超过它"
            yield Wrong(told, weights, figure.amount, quote)
            return
    total = sum_of(sheet.weights)
    if not _is_whole(sheet) or any(_same(total, full) for full in (_FULL, _SHARES, *apart)):
        yield from _wrong_execution(sheet, printed)
        return
    several = total > _FULL and not (total % _FULL and total % _APART)  # sheets of several projects in one table
    if not several and not any(_same(_FULL, other) for other in sums):
        beside = f"，加上预算执行率为 {shown(sum_of(weights))} 分" if sheet.execution else ""
        figures = weights if sheet.execution else sheet.weights
        below = Evidence.of("total", printed[0][0]) if printed else None
        yield Wrong(f"各行分值相加为 {shown(total)} 分{beside}，应为 100 分", figures, _FULL, below)


def _wrong_execution(sheet: Sheet, printed: Sequence[tuple[Figure, Figure]]) -> Iterator[Wrong]:
    """Rows of 90 points leave 10 to the execution of the budget, where a total of points is printed below them."""
    weights = [*sheet.weights, *sheet.execution]
    total = sum_of(weights)
    if (
        printed
        and len(sheet.execution) == 1
        and not sheet.has_execution
        and _same(sum_of(sheet.weights), _APART)
        and not _same(total, _FULL)
    ):
        told = f"各行分值相加为 {shown(_APART)} 分，加上预算执行率 {shown(sheet.execution[0].amount)} 分为 {shown(total)} 分，应为 100 分"
        yield Wrong(told, weights, _FULL, Evidence.of("total", printed[0][0]))


def _wrong_levels(sheet: Sheet) -> Iterator[Wrong]:
    """Compare the points of each level with its rows; where sub-levels come to 100 below one level, they are shares of it."""
    for level in sheet.points:
        rows = sheet.below(level.levels)
        figures = printed_once(row.weight for row in rows)
        if not rows or any(row.levels_guessed for row in rows) or _is_share(level, sheet):
            continue
        if not _same(level.figure.amount, sum_of(figures)):
            told = f"「{'/'.join(level.levels)}」标注 {shown(level.figure.amount)} 分，其下各行相加为 {shown(sum_of(figures))} 分"
            yield Wrong(told, figures, level.figure.amount, Evidence.of("weight", level.figure))


def _is_share(level: Points, sheet: Sheet) -> bool:
    above = level.levels[:-1]
    if not above:
        return False
    beside = [other.figure for other in sheet.points if other.levels[:-1] == above]
    return _same(sum_of(beside), _FULL) and len(beside) > 1


def _same(printed: Decimal, total: Decimal) -> bool:
    return abs(printed - total) < _CENT


def _remark(sheet: Sheet, wrong: Sequence[Wrong]) -> Remark:
    first = wrong[0]
    rows = _rows_of(sheet, first.summands)
    quotes = [fault.quote for fault in wrong if fault.quote is not None]
    summands = [Evidence.of("weight", figure) for figure in first.summands]
    return Remark(
        f"{sheet.table or '指标表'}{'；'.join(fault.told for fault in wrong)}。",
        (*quotes, *summands),
        rows if len(rows) == 1 else (),
        Computation(
            addition(first.summands),
            shown(sum_of(first.summands)),
            {"项数": str(len(first.summands)), "应为": shown(first.expected)},
            shown(first.expected),
        ),
        rows=tuple(Member.of(row, row.weight.text if row.weight else None) for row in rows),
        sentence=f"权重合计 {sheet.scope or ''}",
    )


def _rows_of(sheet: Sheet, figures: Sequence[Figure]) -> tuple[Indicator, ...]:
    chosen = {id(figure) for figure in figures}
    return tuple(row for row in sheet.rows if id(row.weight) in chosen)
