"""Finds amounts in text: number, scale, unit, and the words before and behind that bound or blur it.

Everything works on folded text of unchanged length, so offsets are those of the text as printed. The expressions
are anchored at a number and look at a bounded stretch around it: the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.quantities import units
from kpi_nlp.quantities.numerals import number_of

_REACH = 14  # how far before a number its bound may stand
_HAN_NUMERAL = r"[零〇一二两三四五六七八九十百千万亿]{1,20}"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:\s*(?:万亿|百万|千万|亿|万|百(?!分)|千(?![克米瓦])))"
_NUMBER = re.compile(
    rf"(?P<per>百分之|千分之)\s*(?P<share>{_ARABIC}|{_HAN_NUMERAL}(?:点{_HAN_NUMERAL})?)"
    rf"|(?P<arabic>{_ARABIC}(?:{_SCALE}(?:{_ARABIC}{_SCALE}){{0,4}})?)|(?P<han>{_HAN_NUMERAL})"
)
_RANGE = re.compile(rf"\s*(?:-|—|–|~|至|到)\s*(?P<arabic>{_ARABIC}{_SCALE}?)|\s*(?:至|到)\s*(?P<han>{_HAN_NUMERAL})")
_NEGATIVE = re.compile(r"(?:^|[=≥≤<>:(,;为达至是])\s*(?:-|负)$")  # 「-6.31%」, and no dash of a range or a list
_EVERY = re.compile(r"每[^,。;、:]{0,5}$")  # 「每周播出一期」 is how often, not how many
_RANK = re.compile(r"(第|(?<![目以之当提年月日])前)\s*$")
_RANKED = frozenset({"名", "位"})
_YEARS = range(2001, 2040)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its surroundings, before it becomes a Quantity; `effects` are those of the bound words."""

    low: Decimal
    high: Decimal
    unit: str | None
    start: int
    end: int
    effects: frozenset[str] = frozenset()
    ordinal: bool = False


@cache
def _before() -> re.Pattern[str]:
    words = sorted(lexicon.bounds().before, key=len, reverse=True)
    fillers = "|".join(map(re.escape, lexicon.bounds().filler))
    bound = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?P<word>{bound})\s*(?:{fillers})?\s*$")


@cache
def _tail() -> re.Pattern[str]:
    after = "|".join(re.escape(word) for word in sorted(lexicon.bounds().after, key=len, reverse=True))
    unit = units.pattern()
    return re.compile(
        rf"(?P<more>\s*(?:余|多|几))?(?P<scale>{_SCALE})?\s*(?P<unit>{unit})?(?P<other>\s*/\s*(?:{unit}))?"
        rf"(?P<more_behind>余|多(?=[,。;、)\s]|$))?(?:\s*(?P<after>{after})(?!海|简称|同|部))?"
    )


def scan(folded: str, masks: list[tuple[int, int]]) -> Iterator[Amount]:
    """Yield the amounts of a folded text that do not stand in a masked span."""
    at, mask = 0, 0
    while number := _NUMBER.search(folded, at):
        while mask < len(masks) and masks[mask][1] <= number.start():
            mask += 1
        if mask < len(masks) and masks[mask][0] < number.end():
            at = max(number.end() if masks[mask][0] > number.start() else masks[mask][1], at + 1)
            continue
        amount = _amount(folded, number)
        at = max(amount.end if amount else number.end(), number.start() + 1)
        if amount:
            yield amount


def _amount(folded: str, number: re.Match[str]) -> Amount | None:
    if number["per"]:
        return _share(folded, number)
    if (rank := _RANK.search(folded, max(0, number.start() - 3), number.start())) is not None:
        return _ordinal(folded, number, rank)
    if number["han"] and not _counts(folded, number):
        return None
    tail = _match_tail(folded, number.end())
    return _range(folded, number, tail) or _single(folded, number, tail)


def _single(folded: str, number: re.Match[str], tail: re.Match[str]) -> Amount | None:
    """Read one number; a Chinese numeral needs a unit or 余 behind it, and a bare year counts nothing."""
    value = number_of(number[0])
    if (number["han"] and not tail["unit"] and not tail["more"]) or _is_year(folded, number, tail, value):
        return None
    start = number.start()
    if units.kind_of(tail["unit"]) != "count" and _NEGATIVE.search(folded, max(0, start - 4), start):
        value, start = -value, start - 1
    return _surround(folded, Amount(value, value, tail["unit"], start, tail.end()), tail)


def _match_tail(folded: str, at: int) -> re.Match[str]:
    match = _tail().match(folded, at)
    if match is None:  # every part of the expression may be absent
        raise AssertionError(folded)
    return match


def _ordinal(folded: str, number: re.Match[str], rank: re.Match[str]) -> Amount | None:
    """「第三批」, 「前5名」: a place in an order, not an amount; 「前期」 and 「目前5个」 are none."""
    tail = _match_tail(folded, number.end())
    if rank[1] == "前" and tail["unit"] not in _RANKED:
        return _range(folded, number, tail) or _single(folded, number, tail)
    value = number_of(number[0])
    end = tail.end("unit") if tail["unit"] else number.end()
    return Amount(value, value, tail["unit"], rank.start(1), end, ordinal=True)


def _counts(folded: str, number: re.Match[str]) -> bool:
    """A Chinese numeral alone may be part of a word: 万众, 统一, 每一."""
    before = folded[number.start() - 1] if number.start() else ""
    if number["han"] == "一" and (
        before in lexicon.bounds().one_after or _EVERY.search(folded, max(0, number.start() - 6), number.start())
    ):
        return False
    return number["han"][0] != "亿" and number["han"] != "零"


def _is_year(folded: str, number: re.Match[str], tail: re.Match[str], value: Decimal) -> bool:
    """A bare number such as 2022 before a word is a year: 「2022中国创新创业成果交易会」."""
    bare = tail.end() == number.end() and number[0].isdigit() and value in _YEARS
    return bare and folded[:_REACH].strip() != number[0] and not _effects(folded, number.start())[1]


def _share(folded: str, number: re.Match[str]) -> Amount:
    digits = number["share"]
    if "点" in digits:
        whole, _, fraction = digits.partition("点")
        value = Decimal(f"{number_of(whole)}.{''.join(str(number_of(digit)) for digit in fraction)}")
    else:
        value = number_of(digits)
    unit = "%" if number["per"] == "百分之" else "‰"
    tail = _match_tail(folded, number.end())
    return _surround(
        folded, Amount(value, value, unit, number.start(), number.end()), tail if not tail["unit"] else None
    )


def _range(folded: str, number: re.Match[str], first: re.Match[str]) -> Amount | None:
    """Read 「2-3小时」, 「90%-95%」, 「1至2」; None where what follows makes no range. `first` is the first tail."""
    unit = first["unit"]
    second = _RANGE.match(folded, first.end("unit") if unit else number.end())
    if second is None:
        return None
    tail = _match_tail(folded, second.end())
    numeral = second["arabic"] or second["han"]
    low, high = number_of(number[0]), number_of(numeral)
    if unit is not None and tail["unit"] != unit:
        return None
    scale = tail["scale"] or (second["arabic"] or "").lstrip("0123456789.,").strip()
    if scale and number[0].replace(",", "").replace(".", "").isdigit() and unit is None:
        low *= units.times(scale.strip())
    high *= units.times(tail["scale"].strip()) if tail["scale"] else 1
    if low > high or (low in _YEARS and high in _YEARS and tail["unit"] is None):
        return None
    return _surround(folded, Amount(low, high, tail["unit"], number.start(), tail.end()), None)


def _effects(folded: str, start: int) -> tuple[int, frozenset[str]]:
    """Return where the words before a number begin that bound or blur it, and what they do."""
    found = set[str]()
    while match := _before().search(folded, max(0, _skip_quoted(folded, start) - _REACH), _skip_quoted(folded, start)):
        effect = lexicon.bounds().before[match["word"]]
        if effect == "vague" and not folded.startswith(("十", "百", "千", "万"), start):
            break
        found.add(effect)
        start = match.start()
    return start, frozenset(found)


def _skip_quoted(folded: str, start: int) -> int:
    """Step back over a quoted name between a bound and its number: 「高于"十三五"17.4%」."""
    if start and folded[start - 1] in '”"':
        opening = max(
            folded.rfind("“", max(0, start - _REACH), start - 1), folded.rfind('"', max(0, start - _REACH), start - 1)
        )
        return opening if opening >= 0 else start
    return start


def _surround(folded: str, amount: Amount, tail: re.Match[str] | None) -> Amount:
    start, effects = _effects(folded, amount.start)
    end, factor = amount.end, Decimal(1)
    if tail is not None:
        word = tail["after"]
        end = tail.end()
        if word == "内" and units.kind_of(tail["unit"]) != "duration":
            word, end = None, tail.start("after")
        if tail["more"] and not (tail["unit"] or tail["scale"]) and tail["more"].strip() == "多":
            return replace(amount, start=start, end=tail.start("more"), effects=effects)
        behind = lexicon.bounds().after[word] if word else None
        more = "low_open" if tail["more"] or tail["more_behind"] else None
        effects = effects | {effect for effect in (behind, more) if effect}
        factor = units.times(tail["scale"].strip()) if tail["scale"] else Decimal(1)
    return replace(amount, low=amount.low * factor, high=amount.high * factor, start=start, end=end, effects=effects)
