"""S01: a stated total that is not the sum of the scores, in the table, the text, or per first level."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.checks.level_scores import Level, same, wrong_levels, wrongly_printed
from kpi_nlp.checks.score_sheets import BONUS, SUBTOTAL, addition, printed_once
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Indicator,
    Page,
    Paper,
    Remark,
    Row,
    StatedScore,
    Undecided,
    check,
)
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.sums import sum_of

_FULL_MARKS = Decimal(100)


@check(
    code="S01",
    name="total-wrong",
    title="总分不一致",
    severity="error",
    over="documents",
    why="自评总分应等于各项得分之和，正文、表格、封面应是同一个数。",
    basis="逐项得分相加（含预算执行率得分的 10 分），与表内合计、正文总分、各一级指标得分比较；正文把不足 100 分的总分写成满分的列为疑点；有加分扣分项、或有空缺得分的不判。",
    cleared_by="有加分、扣分项，或总分按权重折算，并在文中写明。",
    suggestion="更正",
    flags=(
        Page(rows=(Row(name="甲", weight="50", score="48"), Row(name="乙", weight="50", score="49")), total="98"),
        Page(
            sentences=("本部门整体支出绩效自评得分为95.5分。",),
            rows=(Row(name="甲", weight="50", score="48"), Row(name="乙", weight="50", score="49")),
            total="97",
        ),
    ),
    passes=(
        Page(
            sentences=("本部门整体支出绩效自评得分为97分。",),
            rows=(Row(name="甲", weight="50", score="48"), Row(name="乙", weight="50", score="49")),
            total="97",
        ),
    ),
)
def total_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Sum the scores of each table and compare every total that the document states of them."""
    for paper in dossier.papers:
        sheets = _sheets(paper)
        stated = [score for score in paper.scores if score.score is not None and paper.of_its_year(score.period)]
        for (table, scope), rows in sheets.items():
            figures = [
                total.figure
                for total in paper.totals
                if (total.table, total.scope) == (table, scope) and SUBTOTAL not in total.label
            ]
            figures += _beside_grades(paper, table, scope, figures, alone=len(sheets) == 1)
            if not figures and (len(sheets) > 1 or not any(score.total for score in stated)):
                continue
            if any(any(word in row.name for word in BONUS) for row in rows) or any(
                "score" in row.blank for row in rows
            ):
                yield Undecided(f"{table} 有加分、扣分或空缺得分，不能逐项相加", rows[0].location)
            else:
                told = [score for score in stated if len(sheets) == 1 and _of_sheet(score, rows)]
                yield from _compare(paper, rows, figures, told)


def _beside_grades(
    paper: Paper, table: str | None, scope: str | None, totals: Sequence[Figure], *, alone: bool
) -> Iterator[Figure]:
    """Yield the points that stand with a grade in a cell of the sheet, or of a form beside the only one: 「优（97.65分）」."""
    amounts = {total.amount for total in totals}
    for grade in paper.grades:
        figure, place = grade.score, grade.location.table
        if place is None or figure is None or figure.location.table is None or figure.amount in amounts:
            continue
        beside = alone and not any(row.table == place for row in paper.indicators)
        if grade.scope == scope and (place == table or beside):
            amounts.add(figure.amount)
            yield figure


def _of_sheet(score: StatedScore, rows: Sequence[Indicator]) -> bool:
    """A total of another scope, or of 「某某项目」 beside the sheet of a whole department, is none of this sheet."""
    scope = rows[0].scope
    return scope is None or (score.scope in (WHOLE, scope) and not (scope == WHOLE and "项目" in score.subject))


def _sheets(paper: Paper) -> dict[tuple[str | None, str | None], list[Indicator]]:
    """Return the scored rows of each table; several projects may stand in one, each with its total."""
    sheets: dict[tuple[str | None, str | None], list[Indicator]] = defaultdict(list)
    for indicator in paper.indicators:
        if indicator.score is not None or "score" in indicator.blank:
            sheets[indicator.table, indicator.scope].append(indicator)
    return sheets


def _compare(
    paper: Paper, rows: Sequence[Indicator], figures: Sequence[Figure], told: Sequence[StatedScore]
) -> Iterator[Answer]:
    """Compare with the sum of the rows, or that sum with the points for budget execution: of the total, or of each task."""
    stated = [score for score in told if score.total]
    scores = printed_once(row.score for row in rows)
    spent = [budget.score for budget in paper.budgets if budget.score and budget.project == rows[0].scope]
    bonus = spent[:1]
    sums = (sum_of(scores), *(sum_of([*scores, points]) for points in spent), sum_of([*scores, *spent]))
    claims = [
        *(Evidence.of("total", figure) for figure in figures),
        *(Evidence("sentence", score.text, score.location) for score in stated),
    ]
    amounts = [*(figure.amount for figure in figures), *(score.score or Decimal(0) for score in stated)]
    wrong = [
        (claim, amount)
        for claim, amount in zip(claims, amounts, strict=True)
        if not any(same(amount, total) and not _hides_points(claim, amount, total) for total in sums)
    ]
    levels = [*wrong_levels(told, rows, spent), *wrongly_printed(paper.points, rows)]
    if not wrong and not levels:
        yield Clear()
        return
    if not wrong and any(row.levels_guessed for row in rows):
        yield Undecided(f"{rows[0].table} 的一级指标按版面位置推定，其得分不能相加核对", rows[0].location)
        return
    rest = _FULL_MARKS - sum_of(printed_once(row.weight for row in rows))
    if not levels and not bonus and all(0 <= amount - sums[0] <= rest for _, amount in wrong):
        yield Undecided(
            f"{rows[0].table} 各行分值合计不足 100 分，差的 {shown(rest)} 分（多为预算执行率）未识别", rows[0].location
        )
        return
    counted = scores if not bonus or any(same(amount, sums[0]) for amount in amounts) else [*scores, *bonus]
    yield _remark(paper, rows, counted, wrong, levels)


def _hides_points(claim: Evidence, printed: Decimal, total: Decimal) -> bool:
    """99.8 in the table may be rounded, but not to the full marks of the prose: these say that nothing was lost."""
    return claim.role == "sentence" and printed == _FULL_MARKS and total < printed


def _remark(
    paper: Paper,
    rows: Sequence[Indicator],
    scores: Sequence[Figure],
    wrong: Sequence[tuple[Evidence, Decimal]],
    levels: Sequence[Level],
) -> Remark:
    total = sum_of(scores)
    printed, summed, figures = (
        (wrong[0][1], total, scores) if wrong else (levels[0].stated, sum_of(levels[0].scores), levels[0].scores)
    )
    own = [
        Evidence.of("total", item.figure)
        for item in paper.totals
        if item.table == rows[0].table and same(item.figure.amount, total)
    ]
    rounded_up = not levels and all(same(amount, total) for _, amount in wrong)
    return Remark(
        f"{rows[0].table or '评分表'}逐项得分相加为 {shown(total)} 分；{'；'.join(_told(total, wrong, levels))}。",
        tuple(dict.fromkeys([*(claim for claim, _ in wrong), *own, *(level.quote for level in levels)])),
        computation=Computation(
            addition(figures),
            shown(summed),
            {"项数": str(len(figures))},
            shown(printed),
        ),
        severity="question" if rounded_up else None,
        sentence=f"总分 {rows[0].scope or ''}",
    )


def _told(total: Decimal, wrong: Sequence[tuple[Evidence, Decimal]], levels: Sequence[Level]) -> Iterator[str]:
    """Yield what is stated beside what the rows give, for each total and level that differs."""
    for claim, amount in wrong:
        place = "表内合计" if claim.role == "total" else "正文"
        yield f"{place}写 {shown(amount)} 分，相差 {shown(abs(total - amount))} 分"
    for level in levels:
        yield f"「{level.name}」{'表内' if level.quote.role == 'score' else '正文'}写 {shown(level.stated)} 分，逐项相加为 {shown(sum_of(level.scores))} 分"
