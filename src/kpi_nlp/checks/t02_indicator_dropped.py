"""T02: an indicator that a later paper lacks, or that an earlier one did not have."""

from collections.abc import Iterator, Sequence
from itertools import chain

from kpi_nlp.checks.counterparts import Counterparts, Strand
from kpi_nlp.checks.redefinitions import redefinitions
from kpi_nlp.checks.renamings import renamings
from kpi_nlp.checks.turnover import Turnover, turnovers
from kpi_nlp.model import (
    STAGES,
    Answer,
    Clear,
    Dossier,
    Evidence,
    Gap,
    Indicator,
    Member,
    Page,
    Paper,
    Remark,
    Row,
    Severity,
    Stage,
    Undecided,
    check,
)
from kpi_nlp.text import words_only

_STAGES: dict[Stage, str] = {"declaration": "申报", "monitoring": "监控", "self_evaluation": "自评"}
_ADJUSTED = "调整"
_NAMED = 3
_KEPT = (Row(name="培训场次", target="20场"), Row(name="参训学员满意度", target="≥90%"))


@check(
    code="T02",
    name="indicator-dropped",
    title="指标删除或新增",
    severity="question",
    over="indicators",
    why="申报的指标在自评中不见了，难完成的工作就没有人再问；自评新增的指标没有经过批复。",
    basis="同一年度、同一范围（部门整体或同一项目）的两份文件逐行对应后，一方有而另一方没有的指标；合并、拆分的行和拿不准的行不计。两份文件能对应的行太少的，不作判断。仅监控表缺少的、跨年度增减的为提示；有调整表的为提示。",
    cleared_by="指标调整经财政部门批复，或该指标只是改了名称、已并入其他指标、改在其他表格考核。",
    suggestion="补充说明",
    collapse=4,
    summary="有 {count} 项指标与其他阶段的文件不能对应：{names}",
    flags=(
        (
            Page(rows=(*_KEPT, Row(name="编印政策汇编册数", target="500册")), stage="declaration"),
            Page(rows=_KEPT),
        ),
        (
            Page(rows=_KEPT, stage="declaration"),
            Page(rows=(*_KEPT, Row(name="官网信息发布条数", target="120条", actual="130条"))),
        ),
    ),
    passes=(
        (
            Page(rows=(Row(name="新建、改造泵站座数", target="新建泵站3座，改造泵站5座"), *_KEPT), stage="declaration"),
            Page(rows=(Row(name="新建泵站座数", target="3座"), Row(name="改造泵站座数", target="5座"), *_KEPT)),
        ),
        (
            Page(rows=(Row(name="城乡最低生活保障人数", target="2000人"), *_KEPT), stage="declaration"),
            Page(rows=(*_KEPT, Row(name="城乡低保保障人数", target="2000人", actual="2100人"))),
        ),
    ),
)
def indicator_dropped(dossier: Dossier) -> Iterator[Answer]:
    """Ask of each indicator of a year which papers laid beside lack it, then of each year what became of last year's."""
    counterparts = Counterparts(dossier)
    redefined = {counterparts.number(row) for each in redefinitions(counterparts) for row in (each.earlier, each.later)}
    pairs = (tuple(map(counterparts.number, pair)) for pair in renamings(dossier))
    renamed = dict.fromkeys(pair for pair in pairs if not redefined.issuperset(pair))
    for number, other in renamed:
        yield _maybe(counterparts.strands[number].rows[0], counterparts.strands[other].rows[0])
    displaced = _displaced(dossier)
    told, passed_over = set[int](), redefined | set(chain(*renamed))
    for number, strand in counterparts.strands.items():
        if number in passed_over or not (strand.gaps or strand.links):
            continue
        answers = list(_within_a_year(counterparts, strand, displaced))
        told |= {number for answer in answers if isinstance(answer, Remark)}
        yield from answers or (Clear(),)
    for found in turnovers(counterparts, told | redefined):
        yield _of_years(counterparts, found)
    yield from _unknown_years(dossier)
    linked = {counterparts.number(match.left) for match in dossier.matches if match.why != "tables"}
    yield from (Clear() for _ in linked - counterparts.strands.keys())


def _within_a_year(
    counterparts: Counterparts, strand: Strand, displaced: frozenset[tuple[str, str]]
) -> Iterator[Answer]:
    year = counterparts.dossier.identity(strand.rows[0]).year
    held = {identity.stage for path in strand.papers if (identity := counterparts.identity(path)).year == year}
    astray = _is_number(strand.rows[0].name) or any(
        (gap.document, words_only(gap.row.name)) in displaced for gap in strand.gaps
    )
    gaps = () if astray else strand.gaps
    missing = [gap for gap in gaps if gap.why == "stages" and _stage(counterparts, gap) in _STAGES.keys() - held]
    if not missing or "other" in held:
        yield from _doubts(strand)
        return
    places = {STAGES.index(stage) for stage in held}
    before = [gap for gap in missing if STAGES.index(_stage(counterparts, gap)) < min(places)]
    after = [gap for gap in missing if STAGES.index(_stage(counterparts, gap)) > max(places)]
    gap = max(before or after or missing, key=lambda gap: (not gap.added, STAGES.index(_stage(counterparts, gap))))
    yield _remark(counterparts, strand, gap, severity=None if before or after else "note")


def _displaced(dossier: Dossier) -> frozenset[tuple[str, str]]:
    """Return what stands in the cells of the rows that have a number for a name, with their papers: of these H03 speaks."""
    return frozenset(
        (row.document, words_only(cell.text))
        for row in dossier.indicators
        if _is_number(row.name)
        for cell in (*row.astray, row.target, row.actual)
        if cell
    )


def _is_number(name: str) -> bool:
    return not any(map(str.isalpha, name))


def _stage(counterparts: Counterparts, gap: Gap) -> Stage:
    return counterparts.identity(gap.document).stage


def _doubts(strand: Strand) -> Iterator[Undecided]:
    """Say once of an indicator that it may, or may not, be another row of the year."""
    rows = {id(row) for row in strand.rows}
    for link in strand.links:
        outward = id(link.left) in rows and id(link.right) not in rows
        if outward and link.why == "stages" and link.relation == "same" and link.verdict == "review":
            yield _maybe(link.left, link.right)
            return


def _maybe(row: Indicator, other: Indicator) -> Undecided:
    return Undecided(f"「{row.name}」可能就是「{other.name}」，未能确定", row.location)


def _remark(counterparts: Counterparts, strand: Strand, gap: Gap, severity: Severity | None) -> Remark:
    """The row is quoted as it stands in the paper that was laid beside the one that lacks it."""
    row, quotes = gap.row, (_named(gap.row), *_nearest(gap))
    stages = dict.fromkeys(counterparts.dossier.identity(row).stage for row in strand.rows)
    own = "、".join(_STAGES.get(stage, _ADJUSTED) for stage in stages)
    adjustment = _adjustment(counterparts.dossier, strand, gap)
    cited = (_named(adjustment.indicators[0], "adjustment"),) if adjustment else ()
    return Remark(
        f"「{row.name}」{own}中有，{_STAGES[_stage(counterparts, gap)]}中没有对应的指标{_near(gap)}"
        f"{f'；同年有调整表（{adjustment.document.name}），请核对' if adjustment else ''}。",
        (*cited, *(reversed(quotes) if gap.added else quotes)),
        (row,),
        severity="note" if adjustment else severity,
    )


def _named(row: Indicator, role: str = "indicator") -> Evidence:
    return Evidence(role, row.name, row.location)


def _nearest(gap: Gap) -> Sequence[Evidence]:
    return (_named(gap.nearest, "candidate"),) if gap.nearest else ()


def _near(gap: Gap) -> str:
    return f"（最接近的是「{gap.nearest.name}」，概率{_shown(gap.probability)}）" if gap.nearest else ""


def _shown(probability: float) -> str:
    cut = int(probability * 100) / 100
    return f" {cut:.2f}" if cut else "不足 0.01"


def _adjustment(dossier: Dossier, strand: Strand, gap: Gap) -> Paper | None:
    """Return the adjustment of the year that may explain the change: one before it, without a word of what was dropped."""
    year, stages = dossier.identity(gap.row).year, [dossier.identity(row).stage for row in strand.rows]
    if gap.added != ("adjustment" in stages):
        return None
    for paper in dossier.papers:
        identity = paper.document.identity
        if (identity.stage, identity.year) == ("adjustment", year) and paper.indicators:
            return paper
    return None


def _of_years(counterparts: Counterparts, found: Turnover) -> Remark:
    earlier, later = map(counterparts.identity, found.papers)
    counts = (("少了", found.dropped), ("新增", found.added))
    parts = [f"{word} {len(gaps)} 项指标（{_names(gaps)}）" for word, gaps in counts if gaps]
    gaps = (*found.dropped, *found.added)
    quotes = (_named(gaps[0].row), *_nearest(gaps[0]))
    return Remark(
        f"与{earlier.year}年{_STAGES.get(earlier.stage, _ADJUSTED)}相比，{later.year}年{_STAGES.get(later.stage, _ADJUSTED)}"
        f"{'，'.join(parts)}{_near(gaps[0]) if len(gaps) == 1 else ''}。",
        tuple(reversed(quotes)) if gaps[0].added else quotes,
        rows=tuple(Member.of(gap.row) for gap in gaps),
        severity="note",
        sentence=f"{later.stage}与上年{earlier.stage}指标增减",
    )


def _names(gaps: Sequence[Gap]) -> str:
    listed = "、".join(f"「{gap.row.name}」" for gap in gaps[:_NAMED])
    return f"{listed}等" if len(gaps) > _NAMED else listed


def _unknown_years(dossier: Dossier) -> Iterator[Undecided]:
    for paper in dossier.papers:
        if paper.document.identity.year is None and len(dossier.papers) > 1 and paper.valued:
            yield Undecided("年度未识别，请在 manifest.csv 填写", paper.valued[0].location)
