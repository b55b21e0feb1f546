"""N03: 「共N个指标」 against the rows of the table, 「三方面：一是…」 against the items of the list."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kpi_nlp.checks.docked_counts import DockedClaim, docked_claims
from kpi_nlp.checks.enumerations import Enumeration, enumerations
from kpi_nlp.checks.indicator_counts import CountClaim, Counts, count_claims, counted, sizes
from kpi_nlp.checks.listed_rows import ListedRows, listed_rows
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    LevelCount,
    Page,
    Paper,
    Remark,
    Row,
    check,
)

_NAMED = 3  # rows that a remark names

_ROWS = (
    Row(name="培训人次", target="200人次", actual="210人次"),
    Row(name="讲座场次", target="10场", actual="12场"),
    Row(name="培训合格率", target="95%", actual="96%", levels=("产出指标", "质量指标")),
    Row(name="群众满意度", target="90%", actual="92%", levels=("满意度指标", "服务对象满意度指标")),
)


@check(
    code="N03",
    name="claimed-count-wrong",
    title="计数不符",
    severity="question",
    over="claims",
    why="正文写明的指标个数、事项个数，应与表中行数、所列事项一致；不一致说明正文或表格有遗漏，或沿用了旧稿。",
    basis="「共N个指标」「设置数量指标N个」与同一范围、同一年度的指标表逐表、逐级比较，与任何一张表、任何一级的个数都不相等才列出；同一句里各一级指标的个数相加应等于总数；"
    "「N方面：一是…二是…」「分N个阶段：2月…，3月…」「N份：1.…；2.…」与所列事项的个数比较，表内文字也看；「产出指标（50分，共N项）」与这一级的行数、「N个指标扣分」与得分低于分值的行数比较；「上表所列四类支出」「任务共5项，全部列入上表」与表中相加为合计的行数比较。说已完成、未完成几项的不是总数，不比较。",
    cleared_by="正文所指是另一张表，或按另一种方式归并计数。",
    suggestion="更正",
    flags=(
        Page(sentences=("我单位共设置绩效指标10个。",), rows=_ROWS),
        Page(sentences=("设置产出指标5个、满意度指标1个。",), rows=_ROWS),
        Page(sentences=("存在以下三方面问题：一是预算编制不细；二是执行偏慢。",), rows=_ROWS),
    ),
    passes=(
        Page(sentences=("我单位共设置绩效指标4个，其中产出指标3个。",), rows=_ROWS),
        Page(sentences=("设置“产出”“满意度”两个一级指标，共3个二级指标。",), rows=_ROWS),
        Page(sentences=("全年完成3项指标，1个指标未完成。",), rows=_ROWS),
        Page(sentences=("存在以下两方面问题：一是预算编制不细；二是执行偏慢。",), rows=_ROWS),
    ),
)
def claimed_count_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Compare the numbers that the prose states with the rows of its tables and the items of its lists."""
    for paper in dossier.papers:
        counts: dict[tuple[str | None, str], Counts] = {}
        for _, group in groupby(count_claims(paper), key=lambda told: id(told.claim)):
            told = list(group)
            for key in ((one.claim.scope, one.level) for one in told):
                if key not in counts:
                    counts[key] = counted(dossier, paper, *key)
            answers = list(_of_each(told, counts))
            yield from answers
            if all(isinstance(answer, Clear) for answer in answers):
                yield from _of_sum(told, counts)
        yield from _of_levels(paper)
        for docked in docked_claims(paper):
            yield Clear() if docked.number in docked.numbers else _misdocked(docked)
        for rows in listed_rows(paper):
            yield Clear() if rows.agrees else _misrowed(rows)
        for found in enumerations(paper):
            yield Clear() if found.announced == found.items else _mislisted(found)


def _of_each(told: Sequence[CountClaim], counts: Mapping[tuple[str | None, str], Counts]) -> Iterator[Answer]:
    for one in told:
        count = counts[one.claim.scope, one.level]
        if one.number in count.numbers:
            yield Clear()
        elif count.rows:
            yield _miscounted(one, count.rows)


def _of_levels(paper: Paper) -> Iterator[Answer]:
    """「产出指标（50分，共11项）」: the cell of a level against the rows of its table that stand at it."""
    for count in paper.level_counts:
        depth = len(count.levels)
        rows = [row for row in paper.indicators if row.levels[:depth] == count.levels and row.table == count.table]
        if rows:
            told = count.number in sizes(rows, "三级")
            yield Clear() if told else _mislabelled(count, rows)


def _mislabelled(count: LevelCount, rows: Sequence[Indicator]) -> Remark:
    return Remark(
        f"「{count.text}」写 {count.number} 个，表中这一级列有指标 {len(rows)} 个。",
        (Evidence("level", count.text, count.location), Evidence("name", rows[0].name, rows[0].location)),
        computation=Computation(str(len(rows)), str(len(rows)), {count.levels[-1]: str(len(rows))}, str(count.number)),
        sentence=count.text,
    )


def _misdocked(told: DockedClaim) -> Remark:
    rows = told.counted
    named = (
        f"，即「{'」「'.join(row.name for row in rows[:_NAMED])}」{'等' if len(rows) > _NAMED else ''}" if rows else ""
    )
    return Remark(
        f"正文写「{told.quote}」，即 {told.number} 个{told.state}；表中得分{'低于' if told.state == '扣分' else '等于'}分值的指标 {len(rows)} 个{named}。",
        (
            Evidence("sentence", told.claim.text, told.claim.location),
            *(Evidence("score", row.score.text, row.score.location) for row in rows[:_NAMED] if row.score),
        ),
        computation=Computation(str(len(rows)), str(len(rows)), {told.state: str(len(rows))}, str(told.number)),
        sentence=told.claim.text,
    )


def _of_sum(told: Sequence[CountClaim], counts: Mapping[tuple[str | None, str], Counts]) -> Iterator[Answer]:
    """「共13个指标，其中产出11个、效益2个、满意度1个」: each may be counted in its own way, all of one sentence are in one."""
    whole = [one for one in told if one.level in ("", "三级")]
    if len(whole) != 1:
        return
    firsts = {row.levels[0] for row in counts[whole[0].claim.scope, whole[0].level].rows if row.levels}
    parts = [one for one in told if one.level in firsts]
    named, total = {one.level for one in parts}, sum(one.number for one in parts)
    apart = total > whole[0].number or (named == firsts and total < whole[0].number)
    if len(parts) > 1 and len(named) == len(parts) and apart:
        yield _miscast(whole[0], parts, total)


def _miscast(whole: CountClaim, parts: Sequence[CountClaim], total: int) -> Remark:
    listed = "、".join(f"{one.level} {one.number} 个" for one in parts)
    return Remark(
        f"正文写「{whole.quote}」，即 {whole.number} 个，所列{listed}，相加为 {total} 个。",
        (Evidence("sentence", whole.claim.text, whole.claim.location),),
        computation=Computation(
            "+".join(str(one.number) for one in parts),
            str(total),
            {one.level: str(one.number) for one in parts},
            str(whole.number),
        ),
        sentence=whole.claim.text,
    )


def _miscounted(told: CountClaim, rows: Sequence[Indicator]) -> Remark:
    tallied = Counter("/".join(row.levels) for row in rows)
    number = len(rows) if told.level not in ("一级", "二级") else max(sizes(rows, told.level))
    alike = _level_of(rows, told.number) if told.level in ("", "三级") else None
    hint = f"其中「{alike}」恰为 {told.number} 项，如专指这一级，请写明。" if alike else ""
    first = rows[0]
    what = f"{told.level}指标" if told.level in ("一级", "二级", "三级") else told.level or "指标"
    return Remark(
        f"正文写「{told.quote}」，即 {told.number} 个；{first.table or '指标表'}列有{what} {number} 个。{hint}",
        (
            Evidence("sentence", told.claim.text, told.claim.location),
            Evidence("name", first.name, first.location),
        ),
        computation=Computation(
            "+".join(str(count) for count in tallied.values()) if number == len(rows) else str(number),
            str(number),
            {level or "未分级": str(count) for level, count in tallied.items()},
            str(told.number),
        ),
        sentence=told.claim.text,
    )


def _level_of(rows: Sequence[Indicator], number: int) -> str | None:
    """Return the level that has as many rows as are claimed of all."""
    tallied = Counter(level for row in rows for level in row.levels)
    return next((level for level, count in tallied.items() if count == number), None)


def _misrowed(told: ListedRows) -> Remark:
    nearest = min(told.sums, key=lambda addition: abs(len(addition.names) - told.number))
    rows = len(nearest.names)
    named = f"「{'」「'.join(nearest.names[:_NAMED])}」{'等' if rows > _NAMED else ''}"
    return Remark(
        f"「{told.quote}」写的是 {told.number} 项，{nearest.total.location.table or '表'}中相加为「{nearest.label}」的有 {rows} 项，即{named}。",
        (
            Evidence("sentence", told.claim.text, told.claim.location),
            Evidence("total", nearest.total.text, nearest.total.location),
        ),
        computation=Computation(str(rows), str(rows), {"表中": str(rows)}, str(told.number)),
        sentence=told.claim.text,
    )


def _mislisted(found: Enumeration) -> Remark:
    return Remark(
        f"「{found.quote}」写的是 {found.announced} 项，所列为 {found.items} 项。",
        (Evidence("sentence", found.quote, found.location),),
        computation=Computation(str(found.items), str(found.items), {"所列": str(found.items)}, str(found.announced)),
        sentence=found.quote,
    )
