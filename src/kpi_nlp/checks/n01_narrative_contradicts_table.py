"""N01: a sentence that gives a row another value, or another outcome, than the table does."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kpi_nlp.checks.composites import Composites, composites
from kpi_nlp.checks.denial import denies, in_scope, recovers
from kpi_nlp.checks.goal_distances import contradicts, difference, gap, said_of_goal
from kpi_nlp.checks.grown import of_growth
from kpi_nlp.checks.instalments import by_mean, in_all
from kpi_nlp.checks.own_cells import of_own_cells
from kpi_nlp.checks.part_outcomes import of_parts
from kpi_nlp.checks.satisfaction import at_large, of_answers, of_shares, rows_of_satisfaction
from kpi_nlp.checks.standing import excludes
from kpi_nlp.model import (
    Answer,
    Assertion,
    Claim,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Mention,
    Page,
    Paper,
    Part,
    Quantity,
    Remark,
    Row,
    Undecided,
    check,
)
from kpi_nlp.quantities import Distance, overlaps
from kpi_nlp.quantities.slips import slip, swapped
from kpi_nlp.text import fold

_OF_THE_YEAR = re.compile(r"全年|年度|20\d\d年")
_IS = re.compile(r"(?:已|共|约)?(?:为|是|达|达到|完成)?[:：]?$")
_APART = 0.1
_ALIKE, _EQUAL = 0.8, 0.999
_FEW = 100  # of smaller numbers two digits are soon the same
_IN_ALL_WORDS = 0.799  # every word of the name, in another order


@check(
    code="N01",
    name="narrative-contradicts-table",
    title="叙述与数据矛盾",
    severity="question",
    over="claims",
    why="正文叙述的完成数、完成情况应与指标表一致。",
    basis="正文一句话与指标表一行说的是同一件事、同一范围、同一期间，而数值不可能同时成立，或结论相反。累计数、全市数与本单位数、整体与其中一部分不比较。正文写出指标全称、全年的准确数，且口径相同、指标不重名的，列为错误。",
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
    spoken_nearly: dict[int, list[Mention]] = {}
    for mention in dossier.mentions:
        if mention.verdict == "match":
            spoken.setdefault(id(mention.claim), []).append(mention)
        if mention.quantity is not None and mention.features.get("named") == mention.features.get("unit") == 1:
            spoken_nearly.setdefault(id(mention.claim), []).append(mention)
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            continue
        parts, satisfied = composites(paper), rows_of_satisfaction(paper)
        yield from of_answers(paper, satisfied)
        yield from of_own_cells(paper)
        yield from of_growth(paper, spoken_nearly)
        for claim in paper.claims:
            found = spoken.get(id(claim), [])
            if claim.period == "部分":
                yield from _of_amounts(claim, [one for one in found if one.quantity], paper)
            if not _of_this_year(claim, paper):
                continue
            if average := at_large(claim, satisfied) or of_shares(claim, satisfied):
                yield average
                continue
            yield from _of_amounts(claim, [one for one in found if one.quantity], paper)
            yield from _of_outcomes(claim, [one for one in found if one.quantity is None])
            yield from _of_composites(claim, parts, paper)
            yield from of_parts(claim, parts)


def _of_this_year(claim: Claim, paper: Paper) -> bool:
    return claim.period in (None, str(paper.document.identity.year))


def _of_amounts(claim: Claim, mentions: Sequence[Mention], paper: Paper) -> Iterator[Answer]:
    """Take the mentions amount by amount; two rows that fit an amount alike leave it undecided."""
    for mention in mentions:
        rivals = [other for other in mentions if other.quantity is mention.quantity]
        if rivals[0] is not mention:
            continue
        row = mention.indicator
        if len(rivals) > 1 and mention.probability - rivals[1].probability < _APART:
            yield Undecided(f"叙述可能指「{row.name}」或「{rivals[1].indicator.name}」", claim.location)
        elif in_scope(claim, row) and mention.quantity and (told := _contradicted(claim, mention)):
            yield _other_amount(claim, row, told[0], told[1], paper)
        else:
            yield Clear()


def _of_composites(claim: Claim, parts: Composites, paper: Paper) -> Iterator[Answer]:
    """Take the amounts that a cell of several amounts tells in the same words."""
    for quantity in claim.quantities:
        if (told := parts.told(quantity, claim.scope)) and excludes(claim, quantity, told[1], told[0]):
            yield _other_amount(claim, told[0], quantity, told[1], paper)


def _contradicted(claim: Claim, mention: Mention) -> tuple[Quantity, Part] | None:
    """Return an amount of the sentence and the part of the row that cannot be true beside it, None where both can."""
    row, quantity, features = mention.indicator, mention.quantity, mention.features
    certain = features.get("named", 0) >= _IN_ALL_WORDS and features.get("counted", 0) >= _ALIKE
    if quantity is None or not certain or len(row.parts) != 1 or (actual := row.parts[0].actual) is None:
        return None
    if (mean := by_mean(claim, quantity, actual, name=row.name)) is not None:
        return mean, row.parts[0]
    if features["counted"] < _EQUAL and _is_less(quantity, actual) and not _is_swapped(quantity, actual):
        return None  # of more words the sentence may count a part: 大型讲座3场
    if (year := in_all(claim, quantity)) is not None:
        return (year, row.parts[0]) if actual.unit == year.unit and overlaps(year, actual) is False else None
    return (quantity, row.parts[0]) if excludes(claim, quantity, row.parts[0], row) else None


def _is_less(one: Quantity, other: Quantity) -> bool:
    return one.number is not None and other.number is not None and one.number < other.number


def _is_swapped(one: Quantity, other: Quantity) -> bool:
    """Two digits that changed places are a slip of the pen, whatever else the sentence says."""
    told, printed = one.number, other.number
    return told is not None and printed is not None and told > _FEW and swapped(told, printed)


def _other_amount(claim: Claim, row: Indicator, quantity: Quantity, part: Part, paper: Paper) -> Remark:
    actual = part.actual or part.target
    said, done = quantity.number, actual.number
    cause = slip(said, done, within=Decimal(0)) if said is not None and done is not None else None
    hint = f"（{cause}）" if cause else ""
    return Remark(
        f"「{row.name}」正文为「{quantity.text}」，表中实际完成值为「{actual.stated}」{hint}。",
        _quotes(claim, row),
        (row,),
        gap(quantity, actual),
        severity="error" if _beyond_doubt(claim, row, quantity, actual, paper) else None,
        sentence=claim.text,
    )


def _beyond_doubt(claim: Claim, row: Indicator, quantity: Quantity, actual: Quantity, paper: Paper) -> bool:
    """The sentence names the row in full in front of an exact figure, says that it is the year's, and no row shares the name."""
    before = _IS.sub("", fold(claim.text)[: quantity.start].rstrip())
    exact = quantity.exact is not None and actual.exact is not None and not quantity.partial
    alone = sum(other.name == row.name for other in paper.indicators) == 1
    return exact and alone and before.endswith(fold(row.name)) and bool(_OF_THE_YEAR.search(claim.text))


def _of_outcomes(claim: Claim, mentions: Sequence[Mention]) -> Iterator[Answer]:
    """Take the judgements one by one; where only some of the rows that one may mean contradict it, it is undecided."""
    judged = [(mention.assertion, mention) for mention in mentions if mention.assertion is not None]
    for assertion, group in groupby(sorted(judged, key=lambda pair: pair[0].start), key=lambda pair: pair[0]):
        rows = _named(claim, assertion, [mention.indicator for _, mention in group])
        far = said_of_goal(claim, assertion)
        denied = [row for row in rows if _is_denied(claim, assertion, row, far)]
        if not denied:
            yield Clear()
        elif len(denied) < len(rows):
            named = "」或「".join(row.name for row in rows[:2])
            yield Undecided(f"叙述可能指「{named}」", claim.location)
        else:
            yield _other_outcome(claim, assertion, denied[0], far)


def _named(claim: Claim, assertion: Assertion, rows: list[Indicator]) -> list[Indicator]:
    """Return the rows that a stretch names in full where it does, else all that it may mean."""
    stretch = fold(claim.text)[assertion.start : assertion.end]
    return [row for row in rows if fold(row.name) in stretch] or rows


def _is_denied(claim: Claim, assertion: Assertion, row: Indicator, far: Distance | None) -> bool:
    """Return whether a row contradicts a judgement, by the distance to its goal where one is told."""
    verdict = contradicts(far, row) if far and in_scope(claim, row) else None
    if verdict is None:
        return (far is None or far.kind != "times") and denies(claim, assertion, row)
    return verdict and not recovers(claim, assertion)


def _other_outcome(claim: Claim, assertion: Assertion, row: Indicator, far: Distance | None) -> Remark:
    values = f"（目标「{row.target.stated}」）" if row.target else ""
    stated = row.actual.stated if row.actual else ""
    said = f"「{claim.text[far.start : far.end]}」" if far else assertion.judgement
    message = f"「{row.name}」正文称{said}，表中填报「{stated}」{values}。"
    return Remark(message, _quotes(claim, row), (row,), difference(far, row) if far else None, sentence=claim.text)


def _quotes(claim: Claim, row: Indicator) -> tuple[Evidence, ...]:
    values = (Evidence.of(role, value) for role, value in (("target", row.target), ("actual", row.actual)) if value)
    return (Evidence("sentence", claim.text, claim.location), *values)
