"""Facts made of the lexicons: an anchor, another wording of it, and look-alikes that mean something else.

A look-alike differs in one slot (verb, modifier, object, measure), holds the opposite of a word, or is narrower or wider by a
word. Most are spelt as the anchor is, so that nothing but the slot tells them apart.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kpi_nlp import lexicon
from kpi_nlp.text import words_only
from kpi_nlp.training.spelling import Slots, Speller, phrases

_VERB, _MODIFIER, _OF, _UNSEEN = 0.55, 0.4, 0.25, 0.3
_AS_THE_ANCHOR = 0.75
_OTHER_SLOTS = ("verb", "modifier", "object", "head")


@dataclass(frozen=True, slots=True)
class Triplet:
    """`others` are names of other facts that look like the anchor."""

    anchor: str
    positive: str
    others: tuple[str, ...]


def triplets(count: int, seed: int) -> Iterator[Triplet]:
    """Yield triplets from the lexicons, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - names by chance, from a seed
    maker = _Maker(lexicon.vocabulary(), Speller(), _opposites(), chance)
    yield from (maker.triplet() for _ in range(count))


def _opposites() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in lexicon.names().antonyms:
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    vocabulary: lexicon.Vocabulary
    speller: Speller
    opposites: dict[str, list[str]]
    chance: random.Random

    def triplet(self) -> Triplet:
        fact, style = self._fact(), self.chance.random()
        anchor = self.speller.spell(fact, style)
        others = (*(partial(self._other, fact, slot) for slot in _OTHER_SLOTS), partial(self._narrowed, fact))
        return Triplet(
            anchor,
            self.speller.spell(fact, self.chance.random()),
            (*(self._apart(anchor, other, style) for other in others), self._opposed(anchor, fact)),
        )

    def _apart(self, anchor: str, other: Callable[[], Slots], style: float) -> str:
        """Return a name of another fact that is not the anchor in other words; most are spelt in its style."""
        while True:
            own = style if self.chance.random() < _AS_THE_ANCHOR else self.chance.random()
            name = self.speller.spell(other(), own)
            if lexicon.canonical(words_only(name)) != lexicon.canonical(words_only(anchor)):
                return name

    def _fact(self) -> Slots:
        words = self.vocabulary
        kind = self.chance.choice(words.objects)
        return Slots(
            verb=self._maybe(words.verbs, _VERB),
            modifier=self._maybe(words.modifiers, _MODIFIER),
            of=self._maybe(kind, _OF),
            object=self._unseen() if self.chance.random() < _UNSEEN else self.chance.choice(kind),
            head=self.chance.choice(tuple(words.heads)),
        )

    def _maybe(self, words: Sequence[str], share: float) -> str:
        return self.chance.choice(words) if self.chance.random() < share else ""

    def _unseen(self) -> str:
        """Return an object that no list holds, so that words of any kind are seen to matter."""
        return "".join(self.chance.sample(lexicon.dictionary(), 2))

    def _other(self, fact: Slots, slot: str) -> Slots:
        """Return a fact that differs in one slot; an object of the same kind of department is the likelier one to be mixed up."""
        words, now = self.vocabulary, getattr(fact, slot)
        kin = next((group for group in words.objects if fact.object in group), lexicon.dictionary())
        choices = {
            "verb": (*words.verbs, ""),
            "modifier": (*words.modifiers, ""),
            "object": kin,
            "head": tuple(words.heads),
        }[slot]
        return replace(fact, **{slot: self.chance.choice([word for word in choices if word != now])})

    def _narrowed(self, fact: Slots) -> Slots:
        """Return a fact that is narrower or wider by one word: 「研讨会举办场次」, 「举办场次」."""
        said = [slot for slot in ("modifier", "of", "verb") if getattr(fact, slot)]
        if said and self.chance.random() < 0.5:  # noqa: PLR2004 - either way
            return replace(fact, **{self.chance.choice(said): ""})
        return replace(fact, of=self.chance.choice(self.chance.choice(self.vocabulary.objects)))

    def _opposed(self, name: str, fact: Slots) -> str:
        """Return the name with an opposite for one of its words; another object where no word has any."""
        known = [word for word in phrases(name) if word in self.opposites]
        if not known:
            return self._apart(name, partial(self._other, fact, "object"), self.chance.random())
        word = self.chance.choice(known)
        return name.replace(word, self.chance.choice(self.opposites[word]))
