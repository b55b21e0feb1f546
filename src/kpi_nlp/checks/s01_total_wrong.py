"""S01: a stated total that is not the sum of the scores, in the table, the text, or per first level."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.score_sheets import BONUS, SUBTOTAL, addition, printed_once
from kpi_nlp.lexicon import levels as levels_known
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
from kpi_nlp.quantities import last_digit, shown
from kpi_nlp.quantities.sums import sum_of
from kpi_nlp.text import words_only

_AROUND_LEVEL = re.compile(
    r"^(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,2})?(?:20\d\d年?度?|其中|一级指标|[本我](?:部门|单位|局|委|办)|自评)*|(?:方面|部分|情况|(?<=指标)指标)$"
)
_FULL_MARKS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Level:
    """A first level whose points the text states: its name, those points, and the scores of its rows."""

    name: str
    stated: Decimal
    scores: tuple[Figure, ...]
    quote: Evidence


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
            if not figures and (len(sheets) > 1 or not any(score.total for score in stated)):
                continue
            if any(any(word in row.name for word in BONUS) for row in rows) or any(
                "score" in row.blank for row in rows
            ):
                yield Undecided(f"{table} 有加分、扣分或空缺得分，不能逐项相加", rows[0].location)
            else:
                told = [score for score in stated if len(sheets) == 1 and _of_sheet(score, rows)]
                yield from _compare(paper, rows, figures, told)


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
        if not any(_same(amount, total) and not _hides_points(claim, amount, total) for total in sums)
    ]
    levels = list(_wrong_levels(told, rows))
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
    counted = scores if not bonus or any(_same(amount, sums[0]) for amount in amounts) else [*scores, *bonus]
    yield _remark(paper, rows, counted, wrong, levels)


def _hides_points(claim: Evidence, printed: Decimal, total: Decimal) -> bool:
    """99.8 in the table may be rounded, but not to the full marks of the prose: these say that nothing was lost."""
    return claim.role == "sentence" and printed == _FULL_MARKS and total < printed


def _same(printed: Decimal, total: Decimal) -> bool:
    return (
        abs(printed - total) < last_digit(shown(printed))
        if printed != printed.to_integral_value()
        else abs(printed - total) < Decimal("0.5")
    )


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
        if item.table == rows[0].table and _same(item.figure.amount, total)
    ]
    rounded_up = not levels and all(_same(amount, total) for _, amount in wrong)
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
        yield f"「{level.name}」正文写 {shown(level.stated)} 分，逐项相加为 {shown(sum_of(level.scores))} 分"


def _wrong_levels(told: Sequence[StatedScore], rows: Sequence[Indicator]) -> Iterator[Level]:
    """Yield first levels whose points in the text are not the sum of their rows."""
    levels: dict[str, list[Indicator]] = defaultdict(list)
    for row in rows:
        if row.levels and row.score is not None:
            levels[_level(row.levels[0])].append(row)
    for score in told:
        own = levels.get(_level(score.subject), ())
        scores = printed_once(row.score for row in own)
        if not own or score.score is None or score.total or _same(score.score, sum_of(scores)):
            continue
        if score.score <= sum_of(printed_once(row.weight for row in own)):  # a survey has a scale of its own
            yield Level(own[0].levels[0], score.score, scores, Evidence("sentence", score.text, score.location))


def _level(name: str) -> str:
    """Return the first level that words name as a whole: 产出 and 一级指标「产出指标」 are one, 「群众满意度指标」 is none."""
    plain = _AROUND_LEVEL.sub("", words_only(name))
    return levels_known().first.get(plain, plain)
