"""What a name measures: heads of measures, words of reverse indicators, and what adds up over a year."""

import re
from dataclasses import dataclass
from functools import cache

from kpi_nlp.lexicon.loading import any_of, either, entries

_NEAR = 8  # letters between a service and its fault: 「环境监测点位运行成本」


@dataclass(frozen=True, slots=True)
class Measures:
    """Endings of names that tell what is measured, longest first, and words of reverse indicators.

    `services` are those of `not_reverse` that turn nothing where they stand, for a fault of theirs follows. `undone` is an
    end of what was not done (未办结事项数), `told_of` one of work that only speaks of a fault or a cost (成本核算培训场次).
    """

    classes: tuple[tuple[str, str], ...]
    reverse: re.Pattern[str]
    not_reverse: re.Pattern[str]
    services: re.Pattern[str]
    undone: re.Pattern[str]
    told_of: re.Pattern[str]


@cache
def measures() -> Measures:
    """Return the heads of indicator names."""
    table = entries("measures")
    classes = [(word, name) for name, words in table["classes"].items() for word in words]
    classes.sort(key=lambda pair: len(pair[0]), reverse=True)
    reverse = table["reverse"]
    services = (
        rf"{either(words)}(?=[^,，、]{{0,{_NEAR}}}{re.escape(fault)})" for fault, words in reverse["services"].items()
    )
    undone, told_of = (
        re.compile(rf"{either(part['words'])}{either(part['of'])}?{either(part['endings'])}$")
        for part in (reverse["undone"], reverse["told_of"])
    )
    return Measures(
        tuple(classes),
        any_of(reverse["words"]),
        any_of(reverse["not_reverse"]),
        re.compile("|".join(services)),
        undone,
        told_of,
    )


def lower_is_better(name: str) -> bool:
    """Return whether an indicator of this name is better when lower (成本, 投诉次数, 流出率)."""
    words = measures()
    if words.undone.search(name):
        return True
    reverse = bool(words.reverse.search(name)) and not words.told_of.search(name)
    return reverse and not words.not_reverse.search(words.services.sub("", name))


@dataclass(frozen=True, slots=True)
class Sums:
    """What tells that an amount adds up over the year (`things`: unless it counts persons), or that it rises and falls."""

    flows: re.Pattern[str]
    things: re.Pattern[str]
    means: re.Pattern[str]
    stocks: re.Pattern[str]
    growth: re.Pattern[str]
    neither: re.Pattern[str]

    def adds_up(self, wording: str, *, persons: bool) -> bool | None:
        """Return whether an amount of this wording adds up, None where nothing tells."""
        text = self.neither.sub("", wording)
        if self.means.search(text) or (self.stocks.search(text) and not self.growth.search(text)):
            return False
        told = self.flows.search(wording) or (not persons and self.things.search(wording))
        return True if told else None


@cache
def sums() -> Sums:
    """Return the words of what adds up."""
    return Sums(**{name: any_of(words) for name, words in entries("measures")["sums"].items()})


@dataclass(frozen=True, slots=True)
class Forecasts:
    """What is expected of a year in words: that it falls `short`, that it is `kept` after all, and words of `reasons`."""

    short: re.Pattern[str]
    kept: re.Pattern[str]
    reasons: re.Pattern[str]

    def falls_short(self, text: str) -> bool:
        """Return whether a year is expected to miss its target; in doubt it is not."""
        return bool(self.short.search(text)) and not self.kept.search(self.short.sub("", text))


@cache
def forecasts() -> Forecasts:
    """Return the words of what is expected."""
    return Forecasts(**{name: any_of(words) for name, words in entries("judgements")["forecasts"].items()})
