"""One amount of an indicator that another paper, or a sentence, states in another unit."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kpi_nlp.model import Claim, Computation, Dossier, Evidence, Indicator, Match, Mention, Quantity, Remark, Value
from kpi_nlp.quantities import in_one_unit, rounded, scale_slip, shown
from kpi_nlp.quantities.scales import same_digits
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import clip, han_only

PEOPLE = frozenset({"人", "人次", "户"})
_COUNTERS = re.compile(r"人次数?|人数|户数|户次|数量|规模|人员")
_TELLING = 3  # digits of a number that two places hardly share by chance
_NAMED = 0.5
_NO_TARGET = re.compile(r"目标|计划|预期|指标值|去重|其中|累计|上年|去年")


def restated(dossier: Dossier) -> Iterator[Remark]:
    """Compare the statements of one target from paper to paper: that a row differs from both neighbours is told once."""
    told: set[int] = set()
    for match in dossier.matches:
        if not _is_one(match) or {id(match.left), id(match.right)} & told:
            continue
        if remark := _restated(match.left, match.right):
            told |= {id(match.left), id(match.right)}
            yield remark


def _is_one(match: Match) -> bool:
    certain = match.verdict == "match" and match.relation == "same"
    return match.why == "stages" and (certain or match.left.name == match.right.name)


def _restated(earlier: Indicator, later: Indicator) -> Remark | None:
    """The same number of people (人) and of visits (人次), of 公里 and 米, of 人次 and 万人次, is not the same target."""
    if (one := _only(earlier.target)) is None or (other := _only(later.target)) is None:
        return None
    before, after = earlier.target, later.target
    alike = (one.low, one.high) == (other.low, other.high) and of_other_people(one, other)
    if before is None or after is None or not (alike or (scale_slip(one, other) and same_digits(one, other))):
        return None
    units = "「{}」与「{}」不是同一计量单位".format(*map(_unit, (one, other))) if alike else "数字相同而单位大小悬殊"
    named = "" if earlier.name == later.name else f"（前一份材料为「{clip(earlier.name)}」）"
    return Remark(
        f"「{later.name}」{named}的目标前后两份材料写作 {clip(before.stated)} 与 {clip(after.stated)}：{units}，请核对。",
        (Evidence.of("target", before), Evidence.of("target", after)),
        (earlier, later),
    )


def _only(value: Value | None) -> Quantity | None:
    return value.quantities[0] if value and len(value.quantities) == 1 else None


def _unit(quantity: Quantity) -> str:
    return quantity.unit or ""


def of_other_people(one: Quantity, other: Quantity) -> bool:
    """Return whether one counts people, the other visits or households."""
    units = {class_of(_unit(side)) for side in (one, other)}
    return len(units) > 1 and units <= PEOPLE


def told_otherwise(dossier: Dossier) -> Iterator[Remark]:
    """Compare the sentences with the rows: an amount in the digits of the row, and in another unit."""
    for mention in dossier.mentions:
        if mention.verdict == "match" and (remark := _of_mention(mention)):
            yield remark
    for paper in dossier.papers:
        if paper.document.identity.stage != "monitoring" and (rows := _of_people(paper.indicators)):
            for claim in paper.claims:
                yield from _of_sentence(claim, rows)


def _of_mention(mention: Mention) -> Remark | None:
    said, actual = mention.quantity, _only(mention.indicator.actual)
    if said is None or actual is None or not (scale_slip(actual, said) and same_digits(actual, said)):
        return None
    done, told = map(shown, in_one_unit(actual, said))
    times = rounded(said.number / actual.number) if said.number and actual.number else None
    computed = Computation(f"{told}/{done}", times, {"正文": told, "表中": done}) if times is not None else None
    return _of_claim(mention.claim, mention.indicator, said, "数字相同而单位大小悬殊", computed)


def _of_people(rows: Sequence[Indicator]) -> Mapping[str, Sequence[Indicator]]:
    """Return the rows that count people, by what they count to."""
    found: dict[str, list[Indicator]] = defaultdict(list)
    for row in rows:
        actual = _only(row.actual)
        if actual and actual.exact and class_of(_unit(actual)) in PEOPLE and len(shown(actual.exact)) >= _TELLING:
            found[shown(actual.exact)].append(row)
    return found


def _of_sentence(claim: Claim, rows: Mapping[str, Sequence[Indicator]]) -> Iterator[Remark]:
    """A number that only one row has, beside the words of its name, and in another unit."""
    for quantity in claim.quantities:
        same = rows.get(shown(quantity.exact), ()) if quantity.exact else ()
        if len(same) != 1 or quantity.partial or _NO_TARGET.search(claim.text):
            continue
        actual = _only(same[0].actual)
        beside = {(other.exact, class_of(_unit(other))) for other in claim.quantities}
        if actual is None or not of_other_people(quantity, actual) or (actual.exact, class_of(_unit(actual))) in beside:
            continue
        if _named(same[0].name, claim.text) >= _NAMED:
            yield _of_claim(claim, same[0], quantity, f"「{_unit(quantity)}」与「{_unit(actual)}」不是同一计量单位")


def _named(name: str, text: str) -> float:
    """Return which share of the pairs of letters of a name, without its counter, a sentence holds."""
    pairs = ["".join(pair) for pair in pairwise(_COUNTERS.sub("", han_only(name)))]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0


def _of_claim(
    claim: Claim, row: Indicator, said: Quantity, fault: str, computation: Computation | None = None
) -> Remark:
    stated = row.actual.stated if row.actual else ""
    quotes = Evidence.of_row(*row.answered) if row.answered else ()
    return Remark(
        f"「{row.name}」正文写 {said.text}，表中实际 {clip(stated)}：{fault}，请核对。",
        (Evidence("sentence", claim.text, claim.location), *quotes),
        (row,),
        computation,
        sentence=claim.text,
    )
