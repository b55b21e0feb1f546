"""Words of forms: units, bounds of numbers, headers, levels, stages, judgements."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from kpi_nlp.lexicon.loading import any_of, entries
from kpi_nlp.model import Kind
from kpi_nlp.text import squeeze, without_brackets

_NOT_HEADER = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Units:
    """Units by name: kind, compatibility class, factor to the class's first unit, and what may not follow.

    `canonical` maps other names of a unit to the one that is reported.
    """

    kind_of: Mapping[str, Kind]
    class_of: Mapping[str, str]
    times: Mapping[str, Decimal]
    not_before: Mapping[str, str]
    canonical: Mapping[str, str]


@cache
def units() -> Units:
    """Return the units of measurement."""
    table = entries("units")
    kind_of, class_of, times = {}, {}, {}
    for entry in table["class"]:
        for unit, factor in entry["units"].items():
            kind_of[unit], class_of[unit], times[unit] = entry["kind"], entry["name"], Decimal(str(factor))
    return Units(kind_of, class_of, times, table["not_before"], table["canonical"])


@dataclass(frozen=True, slots=True)
class Bounds:
    """Words that bound or blur a number: `before` and `after` map a word to its effect; `slack` is what 约 allows, as a share."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    filler: tuple[str, ...]
    idioms: tuple[str, ...]
    one_after: str
    slack: Decimal


@cache
def bounds() -> Bounds:
    """Return the words of bounds and approximation."""
    table = entries("bounds")
    before = {word: effect for effect, words in table["before"].items() for word in words}
    after = {word: effect for effect, words in table["after"].items() for word in words}
    idioms = table["idioms"]
    slack = Decimal(str(table["slack"]["share"]))
    return Bounds(before, after, tuple(table["filler"]["words"]), tuple(idioms["words"]), idioms["one_after"], slack)


@dataclass(frozen=True, slots=True)
class Headers:
    """Roles of columns with an expression of their titles, labels of key-value forms, first cells of rows that close a form, and what says nothing."""

    roles: Mapping[str, str]
    titles: re.Pattern[str]
    scopes: tuple[str, ...]
    labels: Mapping[str, str]
    keyed: Mapping[str, str]
    closing: Mapping[str, str]
    subtitles: frozenset[str]
    ignored: frozenset[str]


@cache
def headers() -> Headers:
    """Return the headers; keys are normalised by `header_key`."""
    table = entries("headers")
    roles = _inverted(table["roles"])
    return Headers(
        roles,
        any_of(roles),
        tuple(table["scopes"]["words"]),
        _inverted(table["labels"]),
        _inverted(table["keyed"]),
        _inverted(table["closing"]),
        frozenset(table["subtitles"]["words"]),
        frozenset(map(header_key, table["ignored"]["words"])),
    )


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {header_key(word): role for role, words in table.items() for word in words}


@lru_cache(maxsize=8192)
def header_key(text: str, *, brackets: bool = False) -> str:
    """Return a header without spaces, punctuation and case, and without what stands in brackets unless asked for.

    「全年预算数（A）」 is 「全年预算数」; 「目标值（实际完成）」 keeps its brackets' words with `brackets`.
    """
    return _NOT_HEADER.sub("", squeeze(text) if brackets else without_brackets(squeeze(text))).lower()


@dataclass(frozen=True, slots=True)
class Levels:
    """Printed names of levels and their canonical ones."""

    first: Mapping[str, str]
    second: Mapping[str, str]
    either: Mapping[str, str]

    def canonical(self, printed: str) -> str:
        """Return the canonical name of a level of either rank, what is printed where it is none."""
        return self.first.get(printed) or self.second.get(printed) or self.either.get(printed, printed)


@cache
def levels() -> Levels:
    """Return the closed lexicon of levels."""
    table = entries("levels")
    return Levels(
        *(
            {word: name for name, words in table[part].items() for word in words}
            for part in ("first", "second", "either")
        )
    )


@dataclass(frozen=True, slots=True)
class Stages:
    """Words that tell the stage, and what else stands in titles."""

    words: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    revisions: tuple[str, ...]
    later: tuple[str, ...]
    strip: tuple[str, ...]
    bodies: tuple[str, ...]
    abbreviations: Mapping[str, str]


@cache
def stages() -> Stages:
    """Return the words of stages, revisions and names of public bodies."""
    table = entries("stages")
    return Stages(
        {stage: tuple(words) for stage, words in table["stages"].items()},
        table["titles"],
        tuple(table["revisions"]["words"]),
        tuple(table["revisions"]["later"]),
        tuple(sorted(table["titles_strip"]["words"], key=len, reverse=True)),
        tuple(sorted(table["bodies"]["endings"], key=len, reverse=True)),
        table["abbreviations"],
    )


@dataclass(frozen=True, slots=True)
class Judgements:
    """What sentences and cells say of an outcome.

    The states that are `unmet` stand longest first; `grades` gives the letter of each printed grade; `no_reason` and
    `generic_reason` are what a column of reasons says that gives none, `idle_reason` besides what alone fills a clause that gives none;
    `pointers` send the reader to another place for it.
    `whole_score` finds the words that name the whole report in front of its points.
    """

    claims: Mapping[str, tuple[str, ...]]
    wishes: tuple[str, ...]
    blanket: tuple[str, ...]
    met: frozenset[str]
    unmet: tuple[str, ...]
    scopes: Mapping[str, tuple[str, ...]]
    periods: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, str]
    no_reason: frozenset[str]
    generic_reason: re.Pattern[str]
    idle_reason: re.Pattern[str]
    pointers: re.Pattern[str]
    whole_score: re.Pattern[str]


@cache
def judgements() -> Judgements:
    """Return the words of judgements, scopes and periods."""
    table = entries("judgements")
    by_name = {
        part: {name: tuple(words) for name, words in table[part].items()} for part in ("claims", "scopes", "periods")
    }
    return Judgements(
        by_name["claims"],
        tuple(table["wishes"]["words"]),
        tuple(table["blanket"]["subjects"]),
        frozenset(table["states"]["met"]),
        tuple(sorted(table["states"]["unmet"], key=lambda word: (-len(word), word))),
        by_name["scopes"],
        by_name["periods"],
        {word: letter for letter, words in table["grades"].items() for word in words},
        frozenset(table["reasons"]["none"]),
        any_of([*table["reasons"]["generic"], *table["reasons"]["filler"]]),
        any_of(word for part in ("generic", "filler", "idle") for word in table["reasons"][part]),
        any_of(table["reasons"]["pointers"]),
        any_of(table["scored"]["whole"]),
    )
