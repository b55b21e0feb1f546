"""What a name of an indicator says: its core, its words, its content, and what kind of measure it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from kpi_nlp import lexicon
from kpi_nlp.segment import words
from kpi_nlp.text import fold, squeeze, without_brackets, words_only

_SHORTEST_CORE = 2
_LENGTHS = (2, 3)  # of names of places
_SHORTEST_CONTENT = 3
_SYMBOL = re.compile(r"[0-9A-Za-z]+(?:[.+-][0-9A-Za-z]+)*")
_JOINT = re.compile(r"[、/]|以及|(?<![饱共温缓])和(?![谐平睦])|(?<![普涉以])及(?![时格早以])|(?<!参)与")
_SPAN = re.compile(r"(?<=\d)(?:~|—+|–|至|到)(?=\d)")
# 「新（改）建」, 「制（修）订」: what stands in the bracket shares the letter behind it.
_SHARED = re.compile(r"([新改扩续迁重制修])[(（]([新改扩续迁重制修、和/]{1,5})[)）](?=[建造订])")
_LAST_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,8})[)）\]]$")


@dataclass(frozen=True, slots=True)
class Name:
    """`text` is the canonical wording, `wordings` that and the printed one; `core` lacks opening verbs and the head of the measure; `measure` is a class.

    `content` are the letters that make this name and no other; `loose` the same with one word for all that are close, `whole` with what stands in brackets; `symbols` its numbers and Latin words (G105); `places` what has a name of its own;
    `listed` how many things it joins with 、 or 和; `unit` what stands in brackets at its end.
    """

    text: str
    wordings: str
    core: str
    words: frozenset[str]
    measure: str | None
    content: str
    loose: str
    whole: str
    symbols: frozenset[str]
    places: frozenset[tuple[str, str]]
    listed: int
    unit: str | None

    def other_symbols(self, other: "Name") -> tuple[frozenset[str], frozenset[str]]:
        """Return the numbers and Latin words of this name that the other lacks, and the other way round."""
        return self.symbols - other.symbols, other.symbols - self.symbols


@lru_cache(maxsize=65536)
def analyse(name: str) -> Name:
    """Return the parts of a name, canonical in width, brackets and synonyms."""
    text = _canonical(name)
    bare = _without_opening(text)
    core = _without_head(bare)
    brackets = _LAST_BRACKETS.search(squeeze(name))
    return Name(
        text,
        f"{text} {_printed(name)}",
        core,
        frozenset(words(bare)) - _empty_words() or frozenset(words(bare)),
        _measure(text),
        _content(text),
        _content(lexicon.loosely(text)),
        _whole(name),
        frozenset(_SYMBOL.findall(_SPAN.sub("-", fold(name).upper()))),
        frozenset(_places(words(text))),
        len(things(name)) - 1,
        brackets[1] if brackets else None,
    )


def _whole(name: str) -> str:
    """Return the content of a name with what it has in brackets."""
    return _content(lexicon.canonical(words_only(_SHARED.sub(r"\1\2", squeeze(name)))))


def things(name: str) -> list[str]:
    """Return what a name lists with 、 or 和, the name itself where it lists nothing; 参与 and 及时 join nothing."""
    return _JOINT.split(_LAST_BRACKETS.sub(_listing, squeeze(name)))


def _listing(bracket: re.Match[str]) -> str:
    """Return a last bracket where it lists things, and is no unit."""
    return bracket[0] if _JOINT.search(bracket[1]) and "/" not in bracket[1] else ""


def _canonical(name: str) -> str:
    return lexicon.canonical(_printed(name))


def _printed(name: str) -> str:
    """Return the letters of a name as it is printed, without what stands in brackets."""
    return words_only(without_brackets(_SHARED.sub(r"\1\2", squeeze(name))) or name)


def _without_opening(text: str) -> str:
    """Drop verbs that may be missing from a name: 「支持会议数量」 is 「会议数量」."""
    for word in lexicon.names().leading:
        if text.startswith(word) and len(_without_head(text.removeprefix(word))) >= _SHORTEST_CORE:
            return _without_opening(text.removeprefix(word))
    return text


def _places(said: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what has a name of its own, as its name and what it is: 「石门」, 「水库」."""
    known, kinds = lexicon.known_words(), lexicon.places()
    for word, behind in zip_longest(said, said[1:], fillvalue=""):
        if word in known:
            continue
        kind = behind if behind in kinds else next(filter(word.endswith, kinds), "")
        own = word.removesuffix(kind)
        if kind and len(own) in (_LENGTHS if len(kind) > 1 else _LENGTHS[:1]) and own not in known:
            yield own, kind


def says_nothing(text: str) -> bool:
    """Return whether a text is made of padding alone: 「完成」."""
    return not _padding()[1].sub("", text)


def _without_head(text: str) -> str:
    """Return a text without the end that says what is measured: 「培训人数」 is 「培训」."""
    return _padding()[0].sub("", text) or text


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(word for group in lexicon.padding() for word in group)


def _measure(text: str) -> str | None:
    return next((measure for ending, measure in lexicon.measures().classes if text.endswith(ending)), None)


def _content(text: str) -> str:
    """Return the letters without symbols, padding and the head; with the padding where too little would be left.

    「科普活动」 is not 「科普」, which would lie in every name of a science association.
    """
    _, words, nouns = _padding()
    content = _SYMBOL.sub("", _SPAN.sub("-", _without_head(text)))
    for padding, least in ((words, _SHORTEST_CORE), (nouns, _SHORTEST_CONTENT)):
        bare = padding.sub("", content)
        content = bare if len(bare) >= least else content
    return content or text


@cache
def _padding() -> tuple[re.Pattern[str], ...]:
    heads, words, nouns = map(lexicon.either, lexicon.padding())
    counted = lexicon.either(lexicon.units().kind_of)
    return re.compile(f"(?:{heads}|{counted}[数次])$"), re.compile(words), re.compile(nouns)
