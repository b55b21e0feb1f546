"""Loads, validates and merges the lexicons; every word list of the trade is reached through here.

An office's own words (`use(directory)`) are added to ours: lists are extended, tables merged. A file or key that
we do not know is an error with a suggestion, never ignored.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from kpi_nlp import resources
from kpi_nlp.lexicon.wording import Wording, canonical_of, holds_only, in_time, opposites
from kpi_nlp.model import Kind, Profile
from kpi_nlp.text import squeeze, without_brackets

_NOT_HEADER = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_own: list[Path] = []


class LexiconError(ValueError):
    """A lexicon file that cannot be used, with the file and what to do."""


def use(directory: Path) -> None:
    """Add an office's own lexicons; raises LexiconError where a file, a key or a value cannot be used."""
    known = {path.name for path in resources.data("lexicons").glob("*.toml")}
    for path in sorted(directory.glob("*.toml")):
        if path.name not in known:
            message = f"词库文件「{path.name}」不认识{_suggestion(path.name, known)}"
            raise LexiconError(message)
    _own[:] = [directory]
    accessors = (
        *(units, bounds, headers, levels, stages, judgements, measures),
        *(names, padding, lookalikes, telling_letters, vocabulary, profile),
    )
    for remembered in (_table, _synonyms, _wording, _sides, opposed, telling, *accessors):
        remembered.cache_clear()
    try:
        for accessor in accessors:
            accessor()
    except (KeyError, TypeError, AttributeError, ArithmeticError, re.error) as error:
        message = f"词库文件夹「{directory}」中有写法不对的值（{type(error).__name__}: {error}），请对照内置词库修改"
        raise LexiconError(message) from error


def in_use() -> Path | None:
    """Return the directory of an office's own lexicons."""
    return _own[0] if _own else None


def _suggestion(word: str, known: set[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"，是否要写「{close[0]}」？" if close else f"，可用的有：{'、'.join(sorted(known))}"


@cache
def _table(name: str) -> Mapping[str, Any]:
    table = _parse(resources.data(f"lexicons/{name}.toml"))
    for directory in _own:
        if (path := directory / f"{name}.toml").exists():
            _merge(table, _parse(path), path)
    return table


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"词库文件「{path}」无法解析：{error}"
        raise LexiconError(message) from error


def _merge(table: dict[str, Any], own: dict[str, Any], path: Path, *, closed: bool = True) -> None:
    for key, value in own.items():
        if closed and key not in table:
            message = f"词库文件「{path}」的键「{key}」不认识{_suggestion(key, set(table))}"
            raise LexiconError(message)
        mine = table.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            _merge(mine, value, path, closed=False)
        elif isinstance(mine, list) and isinstance(value, list):
            mine.extend(value)
        else:
            table[key] = value


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that finds any of some words, the longest where several begin at one place."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")


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
    table = _table("units")
    kind_of, class_of, times = {}, {}, {}
    for entry in table["class"]:
        for unit, factor in entry["units"].items():
            kind_of[unit], class_of[unit], times[unit] = entry["kind"], entry["name"], Decimal(str(factor))
    return Units(kind_of, class_of, times, table["not_before"], table["canonical"])


@dataclass(frozen=True, slots=True)
class Bounds:
    """Words that bound or blur a number: `before` and `after` map a word to its effect."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    filler: tuple[str, ...]
    idioms: tuple[str, ...]
    one_after: str


@cache
def bounds() -> Bounds:
    """Return the words of bounds and approximation."""
    table = _table("bounds")
    before = {word: effect for effect, words in table["before"].items() for word in words}
    after = {word: effect for effect, words in table["after"].items() for word in words}
    idioms = table["idioms"]
    return Bounds(before, after, tuple(table["filler"]["words"]), tuple(idioms["words"]), idioms["one_after"])


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
    table = _table("headers")
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


@cache
def levels() -> Levels:
    """Return the closed lexicon of levels."""
    table = _table("levels")
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
    table = _table("stages")
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
    """What sentences and cells say of an outcome; the states that are `unmet`, longest first; the letter of each printed grade."""

    claims: Mapping[str, tuple[str, ...]]
    wishes: tuple[str, ...]
    blanket: tuple[str, ...]
    met: frozenset[str]
    unmet: tuple[str, ...]
    scopes: Mapping[str, tuple[str, ...]]
    periods: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, str]


@cache
def judgements() -> Judgements:
    """Return the words of judgements, scopes and periods."""
    table = _table("judgements")
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
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """Endings of names that tell what is measured, longest first, and words of reverse indicators."""

    classes: tuple[tuple[str, str], ...]
    reverse: re.Pattern[str]
    not_reverse: re.Pattern[str]


@cache
def measures() -> Measures:
    """Return the heads of indicator names."""
    table = _table("measures")
    classes = [(word, name) for name, words in table["classes"].items() for word in words]
    classes.sort(key=lambda pair: len(pair[0]), reverse=True)
    return Measures(tuple(classes), any_of(table["reverse"]["words"]), any_of(table["reverse"]["not_reverse"]))


def lower_is_better(name: str) -> bool:
    """Return whether an indicator of this name is better when lower (成本, 投诉次数, 流出率)."""
    words = measures()
    return bool(words.reverse.search(name)) and not words.not_reverse.search(name)


@dataclass(frozen=True, slots=True)
class Names:
    """Synonyms (printed to canonical), verbs that may open a name, verbs that count nothing, and opposed words.

    All but `neutral` are canonical wordings, as names are when they are compared.
    """

    synonyms: Mapping[str, str]
    leading: tuple[str, ...]
    neutral: tuple[str, ...]
    antonyms: tuple[tuple[str, str], ...]


@cache
def names() -> Names:
    """Return what is known of wording in names of indicators; LexiconError where synonyms are said to be opposed."""
    table, contrasts = _table("synonyms"), _table("antonyms")
    pairs = list(opposites(contrasts["pairs"], contrasts["groups"]))
    if clash := next((pair for pair in pairs if canonical(pair[0]) == canonical(pair[1])), None):
        message = (
            f"词库中「{clash[0]}」与「{clash[1]}」既是同义词（synonyms.toml）又是相对的词（antonyms.toml），请删去一处"
        )
        raise LexiconError(message)
    leading = sorted({canonical(word) for word in table["leading"]}, key=lambda word: (-len(word), word))
    neutral = sorted(table["neutral"], key=len, reverse=True)
    antonyms = opposites(((canonical(one), canonical(other)) for one, other in pairs), ())
    return Names(_synonyms(), tuple(leading), tuple(neutral), tuple(antonyms))


def canonical(text: str) -> str:
    """Return a text of letters (`text.words_only`) in canonical words: 「最低生活保障家庭户数」 is 「低保户户数」."""
    return _wording().canonical(text)


@cache
def _synonyms() -> dict[str, str]:
    table = _table("synonyms")
    return canonical_of((*table["groups"], *in_time(table["in_time"])))


@cache
def _wording() -> Wording:
    return Wording(_synonyms(), (*dictionary(), *_table("synonyms")["apart"]))


@cache
def dictionary() -> tuple[str, ...]:
    """Return the words of the dictionary that names are segmented with."""
    lines = resources.data("lexicons/dictionary.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.split()[0] for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Padding:
    """What may stand in a name and says nothing, by its place."""

    before: tuple[str, ...]
    between: tuple[str, ...]
    behind: tuple[str, ...]


@cache
def padding() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return endings of names that say what is measured, words that change nothing in a name, nouns that add nothing."""
    table = _table("padding")
    return tuple(table["heads"]), tuple(table["words"]), tuple(table["nouns"])


@cache
def lookalikes() -> Mapping[int, str]:
    """Return for each character that recognition takes for others the one that stands for all of them, for str.translate."""
    return {ord(letter): group[0] for group in _table("letters")["alike"] for letter in group}


@cache
def telling_letters() -> frozenset[frozenset[str]]:
    """Return the pairs of characters that alone make two names speak of different things."""
    return frozenset(frozenset(pair) for group in _table("letters")["telling"] for pair in combinations(group, 2))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of which names are made: verbs and modifiers, heads by class of measure, objects by kind of department.

    `near` are groups of words that are close in meaning and no synonyms: an embedder may draw them together.
    """

    verbs: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: Mapping[str, tuple[str, ...]]
    objects: tuple[tuple[str, ...], ...]
    near: tuple[tuple[str, ...], ...]
    padding: Padding


@cache
def vocabulary() -> Vocabulary:
    """Return the words of which names of indicators are made."""
    table = _table("vocabulary")
    heads = {name: tuple(words) for name, words in table["heads"].items()}
    modifiers = tuple(word for words in table["modifiers"].values() for word in words)
    objects, near = tuple(map(tuple, table["objects"].values())), tuple(map(tuple, table["near"]))
    padding = Padding(**{place: tuple(table["padding"][place]) for place in ("before", "between", "behind")})
    return Vocabulary(tuple(table["verbs"]), modifiers, heads, objects, near, padding)


@lru_cache(maxsize=65536)
def opposed(one: str, other: str) -> tuple[str, str] | None:
    """Return the opposed words that tell two wordings apart (线上, 线下), None where there are none."""
    pairs, own, their = names().antonyms, telling(one), set(telling(other))
    found = next((place for place in own if (place[0], 1 - place[1]) in their), None)
    return None if found is None else (pairs[found[0]][found[1]], pairs[found[0]][1 - found[1]])


@lru_cache(maxsize=65536)
def telling(text: str) -> tuple[tuple[int, int], ...]:
    """Return, for a canonical wording, which pairs of `Names.antonyms` it holds only one word of: place and side."""
    pairs = names().antonyms
    places = sorted(place for word, places in _sides().items() if word in text for place in places)
    return tuple((at, side) for at, side in places if holds_only(text, pairs[at][side], pairs[at][1 - side]))


@cache
def _sides() -> dict[str, list[tuple[int, int]]]:
    """Return each opposed word with the places of its pairs and the side on which it stands."""
    found: dict[str, list[tuple[int, int]]] = {}
    for at, pair in enumerate(names().antonyms):
        for side, word in enumerate(pair):
            found.setdefault(word, []).append((at, side))
    return found


@cache
def profile(name: str = "national") -> Profile:
    """Return the rules of a region; LexiconError names those there are where `name` is unknown."""
    known = {path.stem for path in resources.data("lexicons/profiles").glob("*.toml")}
    if name not in known:
        message = f"口径「{name}」不存在{_suggestion(name, known)}"
        raise LexiconError(message)
    table = _parse(resources.data(f"lexicons/profiles/{name}.toml"))
    values = {key: _exact(value) for key, value in table.items()}
    expected = {field.name for field in fields(Profile)} - {"name"}
    if unknown := set(values) - expected:
        message = f"口径「{name}」的键「{min(unknown)}」不认识{_suggestion(min(unknown), expected)}"
        raise LexiconError(message)
    return Profile(name=name, **values)


def _exact(value: object) -> Any:  # noqa: ANN401 - what TOML holds
    """Return a number of a profile as a Decimal, and those of a table likewise."""
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    return Decimal(str(value)) if isinstance(value, float) else value
