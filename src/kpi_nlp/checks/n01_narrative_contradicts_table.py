"""N01: a sentence that gives a row another value, or another outcome, than the table does."""

import re
from collections.abc import Iterator, Sequence

from kpi_nlp.model import (
    Answer,
    Claim,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Mention,
    Page,
    Paper,
    Quantity,
    Remark,
    Row,
    Undecided,
    check,
)
from kpi_nlp.quantities import agree, equals, overlaps
from kpi_nlp.text import fold

_OTHER_FACT = re.compile(
    r"目标|计划|指标值|上年|去年|同期|预计|预期|平均执行|季度|其中|累计|每[月季周天]|人均|余额|满分|得分|扣分|的,得"
)
_PART_OF = re.compile(
    r"其中|上半年|下半年|首批|第[一二三四\d]批|[一二三四1-4]季度|截至?\s*\d{1,2}月|前\s*\d{1,2}\s*个月|第[一二三四\d]期"
)
_TIME = re.compile(r"(20\d\d)\s*年|[“\"]?十[一二三四五]五[”\"]?|上年|去年|年初|同期|往年|历史")
_OLD_VALUE = re.compile(r"[由从](?:[^,，;；]{0,10})$")
_EDGE = re.compile(r"[,，。;；:：]")
_AVERAGE = re.compile(r"(?:平均|总体|综合|整体|服务对象|受益对象|社会公众)的?满意度|(?<![一-鿿])满意度")
_ONE_DAY = re.compile(r"(?<![-~至到])(?<!\d)\d{1,2}月(?:\d{1,2}日)?(?!底|末|\d|[-~至到])")
_TARGET_DONE = re.compile(r"(?:完成|达到|实现)了?(?:年初|年度|全年|预期|既定)?(?:绩效)?(?:目标|任务)")
_FAILED = frozenset({"未完成", "未开展", "取消"})
_APART = 0.1
_ALIKE = 0.8


@check(
    code="N01",
    name="narrative-contradicts-table",
    title="叙述与数据矛盾",
    severity="question",
    over="claims",
    why="正文叙述的完成数、完成情况应与指标表一致。",
    basis="正文一句话与指标表一行说的是同一件事、同一范围、同一期间，而数值不可能同时成立，或结论相反。累计数、全市数与本单位数、整体与其中一部分不比较。",
    cleared_by="两处口径不同：累计数与当年数、全市与本单位、整体与其中一部分。",
    suggestion="更正",
    flags=(
        Page(
            sentences=("全年举办业务培训班10期。",),
            rows=(Row(name="举办业务培训班期数", target="12期", actual="12期"),),
        ),
        Page(
            sentences=("经问卷调查，服务对象平均满意度达99%以上。",),
            rows=(Row(name="参训人员满意度", target="≥90%", actual="90%", levels=("满意度指标",)),),
        ),
        Page(
            sentences=("因场地原因，科普工作联席会议未开展。",),
            rows=(Row(name="科普工作联席会议", target="2次", actual="2次"),),
        ),
    ),
    passes=(
        Page(
            sentences=("全年举办业务培训班12期。",),
            rows=(Row(name="举办业务培训班期数", target="10期", actual="12期"),),
        ),
        Page(
            sentences=("三年来累计举办业务培训班30期。",),
            rows=(Row(name="举办业务培训班期数", target="12期", actual="12期"),),
        ),
        Page(
            sentences=("全市举办业务培训班80期。",),
            rows=(Row(name="举办业务培训班期数", target="12期", actual="12期"),),
        ),
        Page(
            sentences=("年初计划举办业务培训班10期。",),
            rows=(Row(name="举办业务培训班期数", target="12期", actual="12期"),),
        ),
    ),
)
def narrative_contradicts_table(dossier: Dossier) -> Iterator[Answer]:
    """Compare each claim with the row that it certainly speaks of, and satisfaction at large with all its rows."""
    spoken: dict[int, list[Mention]] = {}
    for mention in dossier.mentions:
        if mention.verdict == "match":
            spoken.setdefault(id(mention.claim), []).append(mention)
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            continue
        for claim in paper.claims:
            if not _of_this_year(claim, paper):
                continue
            if average := _satisfaction(claim, paper):
                yield average
            elif found := spoken.get(id(claim)):
                yield from _compare(claim, found)


def _of_this_year(claim: Claim, paper: Paper) -> bool:
    return claim.period in (None, str(paper.document.identity.year))


def _compare(claim: Claim, mentions: Sequence[Mention]) -> Iterator[Answer]:
    """Take the mentions amount by amount; two rows that fit an amount alike leave it undecided."""
    for mention in mentions:
        rivals = [other for other in mentions if other.quantity is mention.quantity]
        if rivals[0] is not mention:
            continue
        row = mention.indicator
        if claim.scope not in (row.scope, None):
            yield Clear()
        elif len(rivals) > 1 and mention.probability - rivals[1].probability < _APART:
            yield Undecided(f"叙述可能指「{row.name}」或「{rivals[1].indicator.name}」", claim.location)
        elif said := _contradiction(claim, mention):
            yield _remark(claim, row, said)
        else:
            yield Clear()


def _contradiction(claim: Claim, mention: Mention) -> str | None:
    """Say what the sentence and the row cannot both have, None where they can."""
    row, quantity = mention.indicator, mention.quantity
    if quantity is None:
        denied = (claim.judgement in _FAILED and _met(row)) or (_boasts(claim) and row.missed)
        return f"正文称{claim.judgement}，表中填报「{row.actual.stated}」" if denied and row.actual else None
    certain = mention.features.get("named") == 1 and mention.features.get("counted", 0) >= _ALIKE
    if not certain or len(row.parts) != 1 or _of_something_else(claim, quantity):
        return None
    part = row.parts[0]
    if part.actual is None or part.actual.unit != quantity.unit or overlaps(quantity, part.actual) is not False:
        return None
    if agree(quantity, part.actual):
        return None
    if equals(quantity, part.target):  # the sentence restates the target
        return None
    return f"正文为「{quantity.text}」，表中实际完成值为「{part.actual.stated}」"


def _boasts(claim: Claim) -> bool:
    """「超额完成」, and 「完成」 of a target or task, not of a thing done."""
    return claim.judgement == "超额" or (claim.judgement == "完成" and bool(_TARGET_DONE.search(claim.text)))


def _of_something_else(claim: Claim, quantity: Quantity) -> bool:
    """True where the clause speaks of a plan, a part or another year, or the sentence of one day of the year."""
    before = fold(claim.text)[: quantity.start]
    times = _TIME.findall(before)
    return bool(
        _OTHER_FACT.search(_clause(claim, quantity))
        or _PART_OF.search(before)
        or _OLD_VALUE.search(before)
        or _ONE_DAY.search(before)
        or (times and times[-1] != claim.period)
    )


def _met(row: Indicator) -> bool:
    return bool(row.parts) and all(part.met and part.sure for part in row.parts)


def _clause(claim: Claim, quantity: Quantity) -> str:
    folded = fold(claim.text)
    start = max((edge.end() for edge in _EDGE.finditer(folded, 0, quantity.start)), default=0)
    return folded[start : quantity.end]


def _satisfaction(claim: Claim, paper: Paper) -> Remark | None:
    """Satisfaction stated at large must lie among the rows of satisfaction."""
    rows = [
        row
        for row in paper.indicators
        if "满意度" in row.name and row.scope == claim.scope and row.actual and len(row.actual.quantities) == 1
    ]
    for quantity in claim.quantities:
        clause = _clause(claim, quantity)
        if quantity.unit != "%" or not rows or not _AVERAGE.search(clause) or _of_something_else(claim, quantity):
            continue
        said = [row.actual.quantities[0] for row in rows if row.actual]
        if not any(overlaps(quantity, one) is not False or agree(quantity, one) for one in said) and _one_side(
            quantity, said
        ):
            named = "、".join(f"「{row.name}」{row.actual.text}" for row in rows[:3] if row.actual)
            quotes = tuple(Evidence.of("actual", row.actual) for row in rows if row.actual)
            message = f"正文称满意度为「{quantity.text}」，指标表中{named}，没有一项相符。"
            return Remark(
                message, (Evidence("sentence", claim.text, claim.location), *quotes), tuple(rows), sentence=claim.text
            )
    return None


def _one_side(quantity: Quantity, rows: Sequence[Quantity]) -> bool:
    """An average may differ from every row as long as some lie above it and some below."""
    said = quantity.number
    actuals = [number for row in rows if (number := row.number) is not None]
    return said is not None and (all(number < said for number in actuals) or all(number > said for number in actuals))


def _remark(claim: Claim, row: Indicator, said: str) -> Remark:
    quotes = (Evidence.of("actual", row.actual),) if row.actual else ()
    return Remark(
        f"「{row.name}」{said}。",
        (Evidence("sentence", claim.text, claim.location), *quotes),
        (row,),
        sentence=claim.text,
    )
