"""Which way a target should point by the words of its name (directions.toml)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kpi_nlp.lexicon.loading import any_of, either, entries

_NEGATED = "(?<![不未非])"


@dataclass(frozen=True, slots=True)
class Directions:
    """Expressions that find, in the name of an indicator, what tells which way its target should point.

    `share` is a part of a whole, `high` one that is never small, `not_whole` what may exceed the whole; `lessened` and
    `savings`, `gained` and `earned` are better when higher; `work` and `faults` tell rows with complaints apart, and
    `balance` what may fall below nought.
    """

    share: re.Pattern[str]
    high: re.Pattern[str]
    not_whole: re.Pattern[str]
    lessened: re.Pattern[str]
    savings: re.Pattern[str]
    gained: re.Pattern[str]
    earned: re.Pattern[str]
    work: re.Pattern[str]
    balance: re.Pattern[str]
    faults: re.Pattern[str]


@cache
def directions() -> Directions:
    """Return what tells which way targets should point."""
    table = entries("directions")
    shares, lessened, earned = table["shares"], table["lessened"], table["earned"]
    saved = rf"(?!.*{either(earned['spending'])}$)"
    return Directions(
        share=_share(shares["words"]),
        high=_share(shares["high"]),
        not_whole=_not_whole(shares),
        lessened=re.compile(rf"{either(lessened['endings'])}$"),
        savings=re.compile(rf"{either(lessened['savings'])}$"),
        gained=_unless(table["gained"]["words"], table["gained"]["bounded"]),
        earned=re.compile(rf"{_unless(earned['words'], earned['spent']).pattern}|{either(earned['saved'])}{saved}"),
        **{name: any_of(table[name]["words"]) for name in ("work", "balance", "faults")},
    )


def _share(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"{_NEGATED}{either(words)}[率度]$")


def _not_whole(shares: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    plans = rf"{either(shares['plans'])}(?!.*{either(shares['of_plans'])}[率度]$)"
    return re.compile(rf"{either(shares['not_whole'])}|{plans}")


def _unless(words: Sequence[str], others: Sequence[str]) -> re.Pattern[str]:
    """Return what finds one of some words in a name that holds none of the others."""
    return re.compile(rf"^(?!.*{either(others)}).*?{either(words)}")
