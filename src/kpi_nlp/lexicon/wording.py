"""Wordings of names: groups of synonyms to one canonical wording, contrasts to pairs of opposed words. Pure functions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kpi_nlp.text import words_only

_PASSES = 4  # a canonical word may complete a longer synonym: 残障人士辅助器具, 残疾人辅具, 辅具


def canonical_of(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return each word with its canonical one; groups that share a word are one group, led by the earlier."""
    found: dict[str, str] = {}
    for group in groups:
        words = [words_only(word) for word in group]
        first = next((found[word] for word in words if word in found), words[0])
        joined = {found[word] for word in words if word in found} - {first}
        found |= {word: first for word, leader in found.items() if leader in joined}
        found |= dict.fromkeys(words, first)
    return found


def in_time(actions: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield a group for each action that is done in time: 「发放及时性」, 「及时发放率」, 「按期发放率」, 「限时发放率」."""
    for action in actions:
        yield f"{action}及时性", *(f"{early}{action}率" for early in ("及时", "按时", "按期", "如期", "按时限", "限时"))


class Wording:
    """Puts canonical words for synonyms, from left to right, the longest word that is known at each place.

    `known` are words that are left as they are, so that 「老人」 is not found in 「养老人员」.
    """

    def __init__(self, synonyms: Mapping[str, str], known: Iterable[str]) -> None:
        self._words = {**{word: word for word in known}, **synonyms}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def canonical(self, text: str) -> str:
        """Return the text in canonical words."""
        for _ in range(_PASSES):
            if (found := "".join(self._replaced(text))) == text:
                break
            text = found
        return text

    def _replaced(self, text: str) -> Iterator[str]:
        at = 0
        while at < len(text):
            pieces = (text[at : at + length] for length in self._lengths.get(text[at], ()))
            word = next((piece for piece in pieces if piece in self._words), text[at])
            yield self._words.get(word, word)
            at += len(word)


def opposites(pairs: Iterable[Sequence[str]], groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield every pair of opposed words once, in the order of the lists; any two words of a group are opposed."""
    seen: set[frozenset[str]] = set()
    for one, other in (*pairs, *(pair for group in groups for pair in combinations(group, 2))):
        if frozenset((one, other)) not in seen:
            seen.add(frozenset((one, other)))
            yield one, other


def holds_only(text: str, word: str, opposite: str) -> bool:
    """Return whether a wording holds a word and not its opposite, where either may stand in the other (贫困, 非贫困)."""
    return word in text and opposite not in (text.replace(word, " ") if opposite in word else text)
