"""How one fact is printed in many ways: order, synonyms, heads of one class, padding, brackets, damage."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kpi_nlp import lexicon
from kpi_nlp.segment import words

_VERB_FIRST, _REWORDED, _NEAR = 0.5, 0.5, 0.35
_BEFORE, _BETWEEN, _BEHIND, _DAMAGED = 0.25, 0.12, 0.2, 0.05


@dataclass(frozen=True, slots=True)
class Slots:
    """What a name says; `of` is what the object belongs to, and empty slots say nothing."""

    verb: str
    modifier: str
    of: str
    object: str
    head: str


@dataclass(frozen=True)  # without slots: the words are looked up when first asked for
class Speller:
    """Spells facts; facts of one style that differ in one slot are spelt alike but for that slot."""

    def spell(self, fact: Slots, style: float) -> str:
        """Return a name of the fact."""
        chances = {
            part: random.Random(f"{style}{part}")  # noqa: S311 - names by chance, from a seed
            for part in ("order", "verb", "object", "of", "modifier", "head", "padding")
        }
        head = chances["head"].choice(lexicon.vocabulary().heads[fact.head])
        verb, thing, of, modifier = (
            self._reworded(getattr(fact, slot), chances[slot]) for slot in ("verb", "object", "of", "modifier")
        )
        return self._padded(_ordered((verb, modifier, of, thing), chances["order"]), head, chances["padding"])

    def _reworded(self, text: str, chance: random.Random) -> str:
        """Put a word that means the same, or nearly, for one that has any."""
        for others, share in ((self._synonyms, _REWORDED), (self._near, _NEAR)):
            known = [word for word in phrases(text) if word in others]
            if known and chance.random() < share:
                word = max(known, key=len)
                text = text.replace(word, chance.choice(others[word]))
        return text

    def _padded(self, name: str, head: str, chance: random.Random) -> str:
        padding = lexicon.vocabulary().padding
        before, between, behind = (
            chance.choice(choices) if chance.random() < share else ""
            for choices, share in ((padding.before, _BEFORE), (padding.between, _BETWEEN), (padding.behind, _BEHIND))
        )
        return _damaged(f"{before}{name}{between}{head}{behind}", chance)

    @cached_property
    def _synonyms(self) -> Mapping[str, Sequence[str]]:
        groups: dict[str, list[str]] = {}
        for word, canonical in lexicon.names().synonyms.items():
            groups.setdefault(canonical, []).append(word)
        return {word: group for group in groups.values() for word in group}

    @cached_property
    def _near(self) -> Mapping[str, Sequence[str]]:
        return {word: group for group in lexicon.near() for word in group}


def phrases(text: str) -> list[str]:
    """Return the words of a text and all runs of neighbouring words."""
    found = words(text)
    return ["".join(found[at:end]) for at, end in combinations(range(len(found) + 1), 2)]


def _ordered(parts: tuple[str, str, str, str], chance: random.Random) -> str:
    verb, modifier, of, thing = parts
    named = chance.choice((f"{modifier}{of}{thing}", f"{of}{modifier}{thing}"))
    return f"{verb}{named}" if chance.random() < _VERB_FIRST else f"{named}{verb}"


def _damaged(name: str, chance: random.Random) -> str:
    """Drop a character now and then, as recognition does."""
    if chance.random() >= _DAMAGED or len(name) <= len("一二三四"):
        return name
    at = chance.randrange(len(name))
    return name[:at] + name[at + 1 :]
