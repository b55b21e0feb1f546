"""A number with its surroundings: the unit behind it, the words before and behind that bound or blur it.

Each expression is anchored at the number and looks at a bounded stretch around it.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.quantities import units

_REACH = 14  # how far before a number its bound may stand
_CURRENCY = re.compile(r"(?P<sign>US\$|[¥￥$]|人民币)$")
_CURRENCIES = {"¥": "元", "￥": "元", "人民币": "元", "$": "美元", "US$": "美元"}
_NEGATIVE = re.compile(
    r"(?:^|[=≥≤<>:(,;为达至是]|增速|增幅|降幅|增长率?|[变调][动整]率|偏差率?|[同环]比)(?:-|负)$"
)  # 「-6.31%」, and no dash of a range or a list
_MINUS = re.compile(r"(?<![担承胜背肩自抱欺减])负$")


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

    @property
    def point(self) -> bool:
        """True for one number, false for a range of two ends."""
        return self.low == self.high


@cache
def _before() -> re.Pattern[str]:
    words = sorted(lexicon.bounds().before, key=len, reverse=True)
    fillers = "|".join(map(re.escape, lexicon.bounds().filler))
    bound = "|".join(_not_behind(word) for word in words)
    return re.compile(rf"(?P<word>{bound})(?:{fillers})?$")


def _not_behind(word: str) -> str:
    """「以上」 and 「节约」, 「签约」 end in a word that bounds nothing there."""
    ahead = {"上": "以", "约": "节签契预公合违特履邀条制守"}.get(word)
    return f"(?<![{ahead}]){re.escape(word)}" if ahead else re.escape(word)


@cache
def _tail() -> re.Pattern[str]:
    after = lexicon.either(lexicon.bounds().after)
    unit = units.pattern()
    return re.compile(
        rf"(?:(?P<more>余|多|来(?=[个人万名]))(?P<scale>万亿|百万|千万|亿|万|百(?!分)|千(?![克米瓦]))?)?(?: ?(?P<unit>{unit}))?(?P<other>/(?:{unit}))?"
        rf"(?P<more_behind>余|多(?=[,。;、)]|\s|$))?(?:(?:\(含\))?(?P<after>{after})(?!海|简称|同|部))?"
    )


def match_tail(text: str, at: int) -> re.Match[str]:
    """Return what stands behind a number: 余 with its scale, unit, bound; each part may be absent."""
    match = _tail().match(text, at)
    if match is None:  # every part of the expression may be absent
        raise AssertionError(text)
    return match


def is_negative(text: str, at: int) -> bool:
    """Return whether the sign before a number makes it negative."""
    return _NEGATIVE.search(text, max(0, at - 5), at) is not None


def has_minus(text: str, at: int) -> bool:
    """Return whether 负 stands before a number, as a sign and not as the end of a word."""
    return _MINUS.search(text, max(0, at - 2), at) is not None


def unit_of(tail: re.Match[str]) -> str | None:
    """Return the unit behind a number: 「元/亩」 is a unit of its own, 「条/篇」 are two names for one."""
    unit, other = tail["unit"], tail["other"]
    return f"{units.canonical(unit)[0]}{other}" if unit and other and units.kind_of(unit) != "count" else unit


def surround(text: str, amount: Amount, tail: re.Match[str] | None) -> Amount:
    """Add the words around a number: bounds, 约, 余, a currency sign before it, a scale behind 余."""
    start, unit = amount.start, amount.unit
    if units.kind_of(unit) in ("other", "money") and (sign := _CURRENCY.search(text, max(0, start - 3), start)):
        start, unit = sign.start(), unit or _CURRENCIES[sign["sign"]]
    start, effects = effects_before(text, start)
    end, factor = amount.end, Decimal(1)
    if tail is not None:
        word, end = tail["after"], tail.end()
        if word == "内" and units.kind_of(tail["unit"]) != "duration":
            word, end = None, tail.start("after")
        if tail["more"] == "多" and not (tail["unit"] or tail["scale"]):
            return replace(amount, start=start, end=tail.start("more"), effects=effects)
        behind = lexicon.bounds().after[word] if word else None
        more = "low_open" if tail["more"] or tail["more_behind"] else None
        effects = effects | {effect for effect in (behind, more) if effect}
        factor = units.times(tail["scale"]) if tail["scale"] else Decimal(1)
    if start and text[start - 1] == "比" and text[end : end + 1] in tuple("大高多小低少"):
        start, effects = start - 1, effects | {"low_open" if text[end] in "大高多" else "high_open"}
        end += 1
    return replace(
        amount, low=amount.low * factor, high=amount.high * factor, unit=unit, start=start, end=end, effects=effects
    )


def effects_before(text: str, start: int) -> tuple[int, frozenset[str]]:
    """Return where the words before a number begin that bound or blur it, and what they do."""
    found = set[str]()
    while match := _before().search(text, max(0, _skip_quoted(text, start) - _REACH), _skip_quoted(text, start)):
        effect = lexicon.bounds().before[match["word"]]
        if effect == "vague" and not text.startswith(("十", "百", "千", "万"), start):
            break
        found.add(effect)
        start = match.start()
    return start, frozenset(found)


def _skip_quoted(text: str, start: int) -> int:
    """Step back over a quoted name between a bound and its number: 「高于"十三五"17.4%」."""
    if start and text[start - 1] in '”"':
        opening = max(
            text.rfind("“", max(0, start - _REACH), start - 1), text.rfind('"', max(0, start - _REACH), start - 1)
        )
        return opening if opening >= 0 else start
    return start
