"""Words of names of indicators: measures, synonyms, opposites, padding, and what names are made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from kpi_nlp import resources
from kpi_nlp.lexicon.loading import LexiconError, any_of, entries
from kpi_nlp.lexicon.wording import Wording, canonical_of, holds_only, in_time, opposites
from kpi_nlp.text import words_only


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
    table, contrasts = entries("synonyms"), entries("antonyms")
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


def loosely(text: str) -> str:
    """Return a canonical wording with one word for those that are close: 「监督检查次数」 and 「督导次数」 are both 「检查次数」."""
    return _loose_wording().canonical(text)


@cache
def near() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that are close in meaning and no synonyms."""
    return tuple(map(tuple, entries("near")["groups"]))


SLOTS = ("who", "scope", "step")


@lru_cache(maxsize=65536)
def said_in(slot: str, loose: str) -> frozenset[str]:
    """Return the words of a loose wording that tell who is meant, where, or which step."""
    return frozenset(_slot(slot).findall(loose))


@cache
def places() -> tuple[str, ...]:
    """Return words for what has a name of its own, the longest first: 水库, 镇."""
    return tuple(sorted(entries("slots")["place"], key=len, reverse=True))


@cache
def known_words() -> frozenset[str]:
    """Return the words of the dictionary and all that the lexicons hold; what is none of them may be a name."""
    slots = (word for group in entries("slots").values() for word in group)
    padded = (word for group in padding() for word in group)
    close = (word for group in near() for word in group)
    return frozenset((*dictionary(), *_synonyms(), *close, *slots, *padded))


@cache
def _slot(slot: str) -> re.Pattern[str]:
    return any_of({loosely(canonical(words_only(word))) for word in entries("slots")[slot]})


@cache
def _loose_wording() -> Wording:
    groups = ([canonical(words_only(word)) for word in group] for group in near())
    return Wording(canonical_of(groups), (*dictionary(), *_synonyms().values()))


@cache
def _synonyms() -> dict[str, str]:
    table = entries("synonyms")
    return canonical_of((*table["groups"], *in_time(table["in_time"])))


@cache
def _wording() -> Wording:
    return Wording(_synonyms(), (*dictionary(), *entries("synonyms")["apart"]))


@cache
def dictionary() -> tuple[str, ...]:
    """Return the words of the dictionary that names are segmented with."""
    lines = resources.data("lexicons/dictionary.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.split()[0] for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Swap:
    """A family of words that may change places in a name: what finds them, what each of them means, what they tell."""

    words: re.Pattern[str]
    meanings: Mapping[str, int]
    title: str


@cache
def swaps() -> tuple[Swap, ...]:
    """Return the words that make another indicator of a name."""
    table = entries("swaps")
    told = [(family, title) for key, title in (("measures", "口径"), ("people", "对象")) for family in table[key]]
    meanings = [{word: at for at, words in enumerate(family) for word in words} for family, _ in told]
    return tuple(Swap(any_of(words), words, title) for words, (_, title) in zip(meanings, told, strict=True))


@dataclass(frozen=True, slots=True)
class Padding:
    """What may stand in a name and says nothing, by its place."""

    before: tuple[str, ...]
    between: tuple[str, ...]
    behind: tuple[str, ...]


@cache
def padding() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return endings of names that say what is measured, words that change nothing in a name, nouns that add nothing."""
    table = entries("padding")
    return tuple(table["heads"]), tuple(table["words"]), tuple(table["nouns"])


@cache
def lookalikes() -> Mapping[int, str]:
    """Return for each character that recognition takes for others the one that stands for all of them, for str.translate."""
    return {ord(letter): group[0] for group in entries("letters")["alike"] for letter in group}


@cache
def telling_letters() -> frozenset[frozenset[str]]:
    """Return the pairs of characters that alone make two names speak of different things."""
    return frozenset(frozenset(pair) for group in entries("letters")["telling"] for pair in combinations(group, 2))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of which names are made: verbs and modifiers, heads by class of measure, objects by kind of department."""

    verbs: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: Mapping[str, tuple[str, ...]]
    objects: tuple[tuple[str, ...], ...]
    padding: Padding


@cache
def vocabulary() -> Vocabulary:
    """Return the words of which names of indicators are made."""
    table = entries("vocabulary")
    heads = {name: tuple(words) for name, words in table["heads"].items()}
    modifiers = tuple(word for words in table["modifiers"].values() for word in words)
    objects = tuple(map(tuple, table["objects"].values()))
    padding = Padding(**{place: tuple(table["padding"][place]) for place in ("before", "between", "behind")})
    return Vocabulary(tuple(table["verbs"]), modifiers, heads, objects, padding)


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
    held = ((at, side) for at, side in places if holds_only(text, pairs[at][side], pairs[at][1 - side]))
    return tuple((at, side) for at, side in held if not _says_closely(text, *pairs[at][:: 1 - 2 * side]))


def _says_closely(text: str, word: str, opposite: str) -> bool:
    """Return whether a wording says the opposite of a word, too, in a close one: 「排查隐患整治」 is not opposed to 「整改」."""
    close = _close_to(opposite)
    return bool(close) and any(other in text.replace(word, " ") for other in close)


@cache
def _close_to(word: str) -> tuple[str, ...]:
    """Return the words that are close to a word; none where a word of its own lies in them or they in it."""
    group = next((group for group in near() if word in group), ())
    return tuple(other for other in group if other not in word and word not in other)


def forget() -> None:
    """Forget what was worked out of the lists, before others join them."""
    for remembered in (_synonyms, _wording, _loose_wording, _slot, said_in, _sides, _close_to, opposed, telling):
        remembered.cache_clear()


@cache
def _sides() -> dict[str, list[tuple[int, int]]]:
    """Return each opposed word with the places of its pairs and the side on which it stands."""
    found: dict[str, list[tuple[int, int]]] = {}
    for at, pair in enumerate(names().antonyms):
        for side, word in enumerate(pair):
            found.setdefault(word, []).append((at, side))
    return found
