"""Automatic numbering: what Word prints at the head of a paragraph and stores nowhere as text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kpi_nlp.readers.word.markup import VALUE, Element, W, is_on, number, whole
from kpi_nlp.readers.word.numerals import numeral

LEVELS = 9
_LONGEST_LABEL = 60
_PLACE = re.compile(r"%([1-9])")
_ENDS_BY_ITSELF = re.compile(r"[、，：；）】〕》」。．\s]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `restart` is the level above which it begins anew, 0 for never, None for each above it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    gap: bool = True
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs use it; lists of one `key` count on together, but where `starts` sets a level anew."""

    key: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level_of_style(self, style: str) -> int | None:
        """Return the level that belongs to a paragraph style."""
        return next((at for at, level in self.levels.items() if level.style == style), None) if style else None


def lists_of(root: Element | None, lists_of_styles: Mapping[str, int]) -> dict[int, List]:
    """Return the lists of a document by their number; `root` is its part of numberings."""
    if root is None:
        return {}
    abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.iter(f"{W}abstractNum")}
    used = {whole(one.get(f"{W}numId"), -1): one for one in root.iter(f"{W}num")}
    keys = {identifier: _value(one, "abstractNumId") for identifier, one in used.items()}
    lists = {}
    for identifier, one in used.items():
        key = keys[identifier]
        link = abstract[key].find(f"{W}numStyleLink") if key in abstract else None
        if link is not None:  # the levels stand in the list of a style of lists
            key = keys.get(lists_of_styles.get(link.get(VALUE, ""), -1), key)
        if key in abstract:
            own = dict(_levels(abstract[key].iterchildren(f"{W}lvl")))
            lists[identifier] = _used(key, own, one)
    return lists


def _used(key: str, levels: dict[int, Level], use: Element) -> List:
    starts = {}
    for override in use.iterchildren(f"{W}lvlOverride"):
        levels |= dict(_levels(override.iterchildren(f"{W}lvl")))
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[_level_number(override)] = number(start)
    return List(key, levels, starts)


def _levels(elements: Iterable[Element]) -> Iterator[tuple[int, Level]]:
    for element in elements:
        restart = element.find(f"{W}lvlRestart")
        yield (
            _level_number(element),
            Level(
                number(element.find(f"{W}start"), 1),
                _format(element.find(f"{W}numFmt")),
                _value(element, "lvlText")[:_LONGEST_LABEL],
                _value(element, "suff") != "nothing",
                is_on(element.find(f"{W}isLgl")),
                None if restart is None else number(restart),
                _value(element, "pStyle"),
            ),
        )


def _format(element: Element | None) -> str:
    """Return the name of a format of numbers, or the first number of one that is given by example: 「001, 002, …」."""
    name = element.get(VALUE, "") if element is not None else ""
    if element is not None and name == "custom":
        return element.get(f"{W}format", "").split(",")[0].strip()
    return name or "decimal"


def _level_number(element: Element) -> int:
    return max(0, min(whole(element.get(f"{W}ilvl")), LEVELS - 1))


def _value(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(VALUE, "") if child is not None else ""


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of lists in reading order."""

    lists: Mapping[int, List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[int, int]] = field(default_factory=set)

    def label(self, identifier: int, at: int) -> str:
        """Count a paragraph of a list and return what is printed at its head: 「（三）」, 「1.2 」, 「」 for a bullet."""
        used = self.lists.get(identifier)
        level = used.levels.get(at) if used else None
        if used is None or level is None:
            return ""
        counts = self.counts.setdefault(used.key, {})
        if at in used.starts and (identifier, at) not in self.begun:
            self.begun.add((identifier, at))
            counts.pop(at, None)
        counts[at] = counts[at] + 1 if at in counts else _start(used, at)
        for deeper in [deeper for deeper in counts if deeper > at and _begins_anew(used, deeper, at)]:
            del counts[deeper]
        return _printed(used, level, counts)


def _start(used: List, at: int) -> int:
    level = used.levels.get(at)
    return used.starts.get(at, level.start if level else 1)


def _begins_anew(used: List, deeper: int, at: int) -> bool:
    level = used.levels.get(deeper)
    return level is None or level.restart is None or at < level.restart


def _printed(used: List, level: Level, counts: Mapping[int, int]) -> str:
    if level.format == "bullet":
        return ""

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = used.levels.get(at, level)
        return numeral(counts.get(at, _start(used, at)), "decimal" if level.legal else other.format)

    text = _PLACE.sub(place, level.text)
    return f"{text} " if text and level.gap and not _ENDS_BY_ITSELF.search(text) else text
