"""F03: money and output that go apart: hardly anything spent and all delivered, full marks or the best grade on low spending."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kpi_nlp.checks.amounts import is_total
from kpi_nlp.checks.spending import Spending, spendings_of
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Claim,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Indicator,
    Location,
    Page,
    Paper,
    Profile,
    Remark,
    Row,
    Table,
    check,
)
from kpi_nlp.quantities import rounded, shown
from kpi_nlp.quantities.sums import sum_of
from kpi_nlp.text import clip

_HUNDRED = Decimal(100)
_BEST = "优"
_MOST_OF_WEIGHT = Decimal(80)  # a sheet of fewer points is a part of one
_LATER = re.compile(
    r"次年|下年|下一?年度|跨年|尚未支付|未到付款|待(?:验收|结算|支付)|质保金|年后支付|无需(?:资金|经费)|不涉及资金|垫付|未下达"
)
_WHY = re.compile(r"原因|由于|因[为财疫工项]|受.{0,8}影响|主要是|节约|节省|结余|压减")
_SPENDING = re.compile(r"执行率|支出进度|预算执行|资金支付")
_TABLE = ("任务名称", "完成情况", "预算数（元）", "执行数（元）")
_MONEY = ("预算执行情况（万元）", "全年预算数", "全年执行数", "执行率")


@check(
    code="F03",
    name="money-output-divergence",
    title="资金与产出背离",
    severity="question",
    over="documents",
    why="钱几乎没有花而产出全部完成，或执行率低而得分、等级高，须说明资金与产出的关系。",
    basis="执行率低于 10% 而产出达到或超过目标；指标得分率高出预算执行率 5 个百分点以上且未说明原因；执行率低于 80% 而自评为「优」。界限见所用规则档。",
    cleared_by="款项按合同在次年支付、由其他渠道列支、任务不需要资金，或执行率按剔除冻结、收回资金计算，并在文中写明。",
    suggestion="补充说明",
    flags=(
        Page(
            tables=(
                (_TABLE, ("专家工作站资助", "工作站共有55家，超额完成年初设定的10家目标。", "12000000.00", "0.00")),
            )
        ),
        Page(
            rows=(Row(name="甲", weight="60", score="60"), Row(name="乙", weight="40", score="39")),
            tables=((_MONEY, ("年度资金总额", "1000.00", "850.00", "85.00%")),),
        ),
        Page(
            sentences=("经自评，2024年部门整体支出绩效等级为优。",),
            tables=((_MONEY, ("年度资金总额", "1000.00", "700.00", "70.00%")),),
        ),
    ),
    passes=(
        Page(
            tables=(
                (_TABLE, ("专家工作站资助", "超额完成年初设定的10家目标，款项按合同次年支付。", "12000000.00", "0.00")),
            )
        ),
        Page(
            rows=(Row(name="甲", weight="60", score="60"), Row(name="乙", weight="40", score="39")),
            tables=((_MONEY, ("年度资金总额", "1000.00", "960.00", "96.00%")),),
        ),
    ),
)
def money_output_divergence(dossier: Dossier) -> Iterator[Answer]:
    """Lay what was spent beside what was delivered, task by task, then beside grade and points of the whole."""
    for paper in dossier.papers:
        if paper.document.identity.stage != "self_evaluation":
            continue
        rows: dict[str | None, list[Indicator]] = defaultdict(list)
        for indicator in paper.indicators:
            rows[indicator.scope].append(indicator)
        notes = {claim.location: claim for claim in paper.claims}
        told: set[str | None] = set()
        for scope, answer in _unspent(paper, rows, notes, dossier.profile):
            told.add(scope)
            yield answer
        for scope, spending in spendings_of(paper).items():
            if scope not in told:
                yield from _judged(paper, scope, rows.get(scope, ()), spending, dossier.profile)


def _unspent(
    paper: Paper,
    rows: Mapping[str | None, Sequence[Indicator]],
    notes: Mapping[Location, Claim],
    profile: Profile,
) -> Iterator[tuple[str | None, Answer]]:
    """Yield the tasks, and all the money of a scope, that were delivered with hardly anything spent; of several columns of money the first counts."""
    seen: set[tuple[str, str | None]] = set()
    for budget in paper.budgets:
        key, spending = (budget.item, budget.project), Spending.of(budget)
        if spending is None or key in seen:
            continue
        seen.add(key)
        if spending.share >= profile.weak_execution * _HUNDRED:
            continue
        subject = budget.project if is_total(budget) else budget.item
        note = notes.get(budget.note.location) if budget.note else None
        own = rows.get(subject, ())
        if any(map(_LATER.search, _texts(note, own))):
            yield subject, Clear()
        elif note is not None and note.judgement in ("完成", "超额", "全部完成"):
            said = f"完成情况写「{clip(note.text, 60)}」"
            yield subject, _remark(spending, budget.item, said, (Evidence("sentence", note.text, note.location),), ())
        elif delivered := _delivered(own):
            row = delivered[0]
            said = f"产出指标均已完成，如「{row.name}」目标 {clip(row.target.stated) if row.target else ''}，实际 {clip(row.actual.stated) if row.actual else ''}"
            quotes = Evidence.of_row(*row.answered) if row.answered else ()
            yield subject, _remark(spending, budget.item, said, quotes, (row,))


def _texts(note: Claim | None, rows: Sequence[Indicator]) -> Iterator[str]:
    if note is not None:
        yield note.text
    yield from (row.reason.text for row in rows if row.reason)


def _delivered(rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the rows of output with a number that was reached, none where one was missed."""
    output = [row for row in rows if any("产出" in level for level in row.levels)]
    if any(row.missed for row in output):
        return []
    return [row for row in output if row.parts and all(part.sure and part.met for part in row.parts)]


def _remark(
    spending: Spending, item: str, said: str, quotes: tuple[Evidence, ...], rows: tuple[Indicator, ...]
) -> Remark:
    full, spent = spending.evidence[:2]
    return Remark(
        f"「{clip(item)}」预算 {full.quote}，执行 {spent.quote}（执行率 {rounded(spending.share)}%），而{said}，需说明。",
        (*spending.evidence, *quotes),
        rows,
        computation=spending.computation,
        sentence=f"执行 {item}",
    )


def _judged(
    paper: Paper, scope: str, rows: Sequence[Indicator], spending: Spending, profile: Profile
) -> Iterator[Answer]:
    """Compare grade and points of a scope with the best rate of execution that the paper gives for it."""
    grade = next((grade for grade in paper.grades if grade.letter == _BEST and grade.scope in (scope, None)), None)
    if grade is None or spending.share >= profile.execution_for_best * _HUNDRED:
        yield from _scored(paper, scope, rows, spending, profile.execution_gap * _HUNDRED)
        return
    yield Remark(
        f"{_named(scope)}预算执行率 {rounded(spending.share)}%，自评等级为「{grade.letter}」，需说明。",
        (*spending.evidence, Evidence("grade", grade.text, grade.location)),
        computation=spending.computation,
        sentence=f"等级 {scope}",
    )


def _scored(paper: Paper, scope: str, rows: Sequence[Indicator], spending: Spending, gap: Decimal) -> Iterator[Answer]:
    scored = next((sheet for sheet in _sheets(rows) if sum_of(weight for _, weight in sheet) >= _MOST_OF_WEIGHT), None)
    if scored is None:
        return
    points, weights = sum_of(score for score, _ in scored), sum_of(weight for _, weight in scored)
    rate = points / weights * _HUNDRED
    if rate - spending.share <= gap or _explained(paper):
        yield Clear()
        return
    total = next((item.figure for item in paper.totals if item.scope == scope), scored[-1][0])
    yield Remark(
        f"{_named(scope)}指标得分率 {rounded(rate)}%，预算执行率 {rounded(spending.share)}%，得分率高出 {rounded(rate - spending.share)} 个百分点，未见说明。",
        (*spending.evidence, Evidence.of("total", total)),
        computation=Computation(
            f"{shown(points)}/{shown(weights)}*100-{spending.computation.formula}",
            rounded(rate - spending.share),
            {"得分合计": shown(points), "分值合计": shown(weights), **spending.computation.operands},
        ),
        sentence=f"得分率 {scope}",
    )


def _sheets(rows: Sequence[Indicator]) -> list[list[tuple[Figure, Figure]]]:
    """Return score and weight of the rows of each table."""
    sheets: dict[str | None, list[tuple[Figure, Figure]]] = defaultdict(list)
    for row in rows:
        if row.score and row.weight:
            sheets[row.table].append((row.score, row.weight))
    return list(sheets.values())


def _explained(paper: Paper) -> bool:
    """Return whether a sentence tells why the money was not all spent."""
    texts = [block.text for block in paper.document.blocks if not isinstance(block, Table)]
    return any(_SPENDING.search(text) and _WHY.search(text) for text in (*texts, *(said.text for said in paper.claims)))


def _named(scope: str) -> str:
    return "部门整体" if scope == WHOLE else f"「{clip(scope)}」"
