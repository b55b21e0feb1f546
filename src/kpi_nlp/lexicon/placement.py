"""Which measures belong under which level of indicators (placement.toml)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kpi_nlp.lexicon.loading import any_of, either, entries

_HAN = r"[\u4e00-\u9fff]"


@dataclass(frozen=True, slots=True)
class Placement:
    """What is foreign to a level: classes of measures, endings, and kinds of names with the levels they are out of.

    `timed`, `satisfied` and `faults` find the words by which a measure belongs where it looks foreign.
    """

    foreign: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    kinds: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    timed: re.Pattern[str]
    satisfied: re.Pattern[str]
    faults: re.Pattern[str]

    def is_elsewhere(self, level: str, name: str) -> bool:
        """Return whether a name tells what has a level of its own: costs, dates, work done, money earned, nature."""
        return any(level in levels and pattern.search(name) for levels, pattern in self.kinds)


@cache
def placement() -> Placement:
    """Return what belongs under which level."""
    table = entries("placement")
    told = {name: any_of(table["told"][name]) for name in ("timed", "satisfied", "faults")}
    return Placement(
        foreign={level: frozenset(classes) for level, classes in table["foreign"].items()},
        endings={level: tuple(endings) for level, endings in table["endings"].items()},
        kinds=tuple((frozenset(kind["out_of"]), _kind(kind)) for kind in table["kinds"]),
        **told,
    )


def _kind(kind: Mapping[str, Any]) -> re.Pattern[str]:
    forms = "|".join(_form(**form) for form in kind["forms"])
    lacking = rf"^(?!.*{either(kind['without'])}).*?" if "without" in kind else ""
    return re.compile(rf"{lacking}(?:{forms})")


def _form(*, ends: Iterable[str] = (), after: Iterable[str] = (), near: int | None = None) -> str:
    """Return the expression of a form; one without `ends` may stand anywhere."""
    before, end = (either(words) if words else "" for words in (after, ends))
    between = ".*" if near is None else rf"{_HAN}{{0,{near}}}"
    return f"{before}{between if before and end else ''}{end}{'$' if end else ''}"
