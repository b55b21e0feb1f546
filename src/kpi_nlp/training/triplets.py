"""Names made of the lexicons: an anchor, another wording of it, and look-alikes that mean something else.

A name is told from its look-alikes by one slot: verb, modifier, object or measure. Wording within a slot (synonyms, heads
of one class), order, padding and brackets change nothing.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_nlp import lexicon

_VERB, _MODIFIER, _SHORT = 0.45, 0.4, 0.08
_OTHER_SLOTS = ("verb", "modifier", "object", "head")


@dataclass(frozen=True, slots=True)
class Triplet:
    """`other` are names that differ from the anchor in one slot each."""

    anchor: str
    positive: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Slots:
    verb: str
    modifier: str
    object: str
    head: str


def triplets(count: int, seed: int) -> Iterator[Triplet]:
    """Yield triplets from the lexicons, the same ones for the same seed."""
    maker = _Maker(lexicon.vocabulary(), _groups(), random.Random(seed))  # noqa: S311 - names by chance, from a seed
    yield from (maker.triplet() for _ in range(count))


def _groups() -> Mapping[str, Sequence[str]]:
    """Return for each word the words that may stand for it."""
    found: dict[str, list[str]] = {}
    for word, canonical in lexicon.names().synonyms.items():
        found.setdefault(canonical, []).append(word)
    return {word: group for group in found.values() for word in group}


@dataclass(frozen=True, slots=True)
class _Maker:
    vocabulary: lexicon.Vocabulary
    synonyms: Mapping[str, Sequence[str]]
    chance: random.Random

    def triplet(self) -> Triplet:
        slots = self._slots()
        others = tuple(self._spelt(self._other(slots, slot)) for slot in _OTHER_SLOTS)
        return Triplet(self._spelt(slots), self._spelt(slots), (*others, self._opposed(slots)))

    def _slots(self) -> _Slots:
        pick, words = self.chance.choice, self.vocabulary
        return _Slots(
            verb=pick(words.verbs) if self.chance.random() < _VERB else "",
            modifier=pick(words.modifiers) if self.chance.random() < _MODIFIER else "",
            object=pick(pick(words.objects)),
            head=pick(tuple(words.heads)),
        )

    def _other(self, slots: _Slots, slot: str) -> _Slots:
        """Return a fact that differs in one slot; an object of the same kind of department is the likelier one to be mixed up."""
        words = self.vocabulary
        kin = next(group for group in words.objects if slots.object in group)
        choices = {
            "verb": (*words.verbs, ""),
            "modifier": (*words.modifiers, ""),
            "object": kin,
            "head": tuple(words.heads),
        }[slot]
        now = getattr(slots, slot)
        return replace(slots, **{slot: self.chance.choice([word for word in choices if word != now])})

    def _opposed(self, slots: _Slots) -> str:
        """Return the name with the opposite of one of its words, where the lexicon knows one."""
        name = self._spelt(slots)
        pairs = [pair for pair in lexicon.names().antonyms for pair in (pair, pair[::-1]) if pair[0] in name]
        if not pairs:
            return self._spelt(self._other(slots, "object"))
        word, opposite = self.chance.choice(pairs)
        return name.replace(word, opposite)

    def _spelt(self, slots: _Slots) -> str:
        head = self.chance.choice(self.vocabulary.heads[slots.head])
        thing = slots.modifier + self._reworded(slots.object)
        if slots.verb and self.chance.random() < 0.5:  # noqa: PLR2004 - either order
            name = f"{thing}{slots.verb}{head}"
        else:
            name = f"{slots.verb}{thing}{head}"
        if self.chance.random() < _SHORT and slots.head == "count":
            name = name.removesuffix(head)
        if not slots.verb and self.chance.random() < 0.3:  # noqa: PLR2004 - padding is common
            name = self.chance.choice(lexicon.names().neutral) + name
        return name

    def _reworded(self, text: str) -> str:
        """Put a synonym for one word that has any."""
        known = [word for word in self.synonyms if word in text]
        if not known or self.chance.random() < 0.5:  # noqa: PLR2004 - as often as not
            return text
        word = max(known, key=len)
        return text.replace(word, self.chance.choice(self.synonyms[word]))
