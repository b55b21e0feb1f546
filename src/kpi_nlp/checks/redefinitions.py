"""Rows of two papers that say nearly the same and measure something else: 培训人数 and 培训人次, 落地金额 and 交易金额."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from kpi_nlp import lexicon
from kpi_nlp.checks.counterparts import Counterparts
from kpi_nlp.checks.printed_formulas import Fraction, of_rows
from kpi_nlp.checks.renamings import one_target, renamings
from kpi_nlp.checks.restated_scopes import other_scope, part_of
from kpi_nlp.checks.told_scopes import Told, in_cells, in_sentences, left_out
from kpi_nlp.checks.wordings import ENOUGH, other_remark, stretches, tell_apart
from kpi_nlp.model import Dossier, Evidence, Gap, Indicator, Match, Quantity, Why
from kpi_nlp.quantities import compatible
from kpi_nlp.text import without_brackets, words_only

_NUMBER = re.compile(r"\d+|[A-Za-z]+")
_LEAST_FRAME = 2  # letters: 「完成率」 alone has nothing in common with 「合格率」
_SOME = 0.35  # share of the shorter name that two names have in common where the matcher finds them alike
_PEOPLE = ("人", "人次")
_Frame = tuple[str, tuple[int, ...]]  # a name without a word or two that may change places, and the families of those


@dataclass(frozen=True, slots=True)
class Redefinition:
    """Two rows, the earlier first, and in words what is another in the later; `certain` where they are surely one indicator.

    `renamed` where nothing but the target and the words around tell that they may be one, and no word that they measure something else.
    `quotes` are texts beside the two rows that tell it.
    """

    earlier: Indicator
    later: Indicator
    why: Why
    what: str
    certain: bool
    renamed: bool = False
    quotes: tuple[Evidence, ...] = ()


def redefinitions(counterparts: Counterparts) -> Iterator[Redefinition]:
    """Yield each redefinition once, however many papers of the two years repeat both wordings."""
    seen: set[tuple[int, int]] = set()
    for found in (*_linked(counterparts), *_apart(counterparts), *_renamed(counterparts)):
        strands = counterparts.number(found.earlier), counterparts.number(found.later)
        repeated = strands in seen or (found.why == "stages" and strands[::-1] in seen)
        if not repeated:
            seen.add(strands)
            yield found


def _linked(counterparts: Counterparts) -> Iterator[Redefinition]:
    texts = _Texts(counterparts.dossier)
    for match in counterparts.dossier.matches:
        if match.relation != "same" or match.why == "tables":
            continue
        sure = match.verdict == "match" or _same_name(match.left, match.right)
        what = _swapped(match.left.name, match.right.name) or (_otherwise(match) if sure else None)
        if what:
            yield Redefinition(match.left, match.right, match.why, what, sure)
        elif sure and match.why == "stages" and (told := texts.told(match)):
            yield Redefinition(match.left, match.right, match.why, told.what, sure, quotes=told.quotes)


def _otherwise(match: Match) -> str | None:
    """Say what is another in two rows that are surely one: the unit, whose amount it is, or of what it is a part."""
    what = _other_unit(match.left, match.right)
    if what or match.why != "stages":
        return what
    rows = match.left, match.right
    return other_scope(*rows) or part_of(*(row.name for row in rows)) or left_out(*rows)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the papers print of the counting of their rows beside their names and amounts, read once for each paper."""

    dossier: Dossier
    _told: dict[str, Mapping[int, Told]] = field(default_factory=dict)
    _fractions: dict[str, Mapping[int, Fraction]] = field(default_factory=dict)

    def told(self, match: Match) -> Told | None:
        """Return what the later of two rows, or a sentence that names it, tells; or that they print different fractions."""
        row = match.right
        if told := in_cells(row) or self._in_sentences(row.document).get(id(row)):
            return told
        before, after = (self._printed(each.document).get(id(each)) for each in (match.left, row))
        if before is None or after is None or not before.differs(after):
            return None
        return Told(f"计算方法不同：{before}与{after}", (before.quote, after.quote))

    def _in_sentences(self, path: str) -> Mapping[int, Told]:
        if path not in self._told:
            paper = self.dossier.paper(path)
            self._told[path] = in_sentences(paper.document, paper.indicators)
        return self._told[path]

    def _printed(self, path: str) -> Mapping[int, Fraction]:
        if path not in self._fractions:
            paper = self.dossier.paper(path)
            self._fractions[path] = of_rows(paper.document, paper.indicators)
        return self._fractions[path]


def _renamed(counterparts: Counterparts) -> Iterator[Redefinition]:
    """Yield rows of one year and one target whose names differ in one stretch of words: one is gone and one new, or they may be one."""
    gone = ((*pair, ENOUGH) for pair in renamings(counterparts.dossier))
    for row, other, least in (*gone, *((*pair, _SOME) for pair in _in_doubt(counterparts))):
        if words := stretches(row.name, other.name, least):
            told = tell_apart(*words)
            what = f"{'口径' if told else '名称'}不同：{'与'.join(words)}"
            yield Redefinition(row, other, "stages", what, certain=False, renamed=not told)


def _in_doubt(counterparts: Counterparts) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield pairs of one year that the matcher leaves open, of one level and target."""
    for match in counterparts.dossier.matches:
        left, right = match.left, match.right
        open_ = match.verdict == "review" and match.relation == "same" and match.why == "stages"
        if open_ and left.levels[-1:] == right.levels[-1:] and one_target(left, right):
            yield left, right


def _other_unit(one: Indicator, other: Indicator) -> str | None:
    """Return what the units of two rows of one indicator say, where each row has one amount.

    What counts things counts them alike: 120台 and 120部 are one measure, persons and visits are two.
    """
    amounts = [row.target.quantities if row.target else () for row in (one, other)]
    if any(len(quantities) != 1 or quantities[0].kind == "ordinal" for quantities in amounts):
        return None
    (first,), (second,) = amounts
    things = first.kind == second.kind == "count" and not any(_counts_people(each) for each in (first, second))
    if things or compatible(first.unit, second.unit):
        return None
    return f"计量单位不同：{first.unit}与{second.unit}"


def _counts_people(quantity: Quantity) -> bool:
    return any(compatible(quantity.unit, unit) for unit in _PEOPLE)


def _same_name(one: Indicator, other: Indicator) -> bool:
    return words_only(one.name) == words_only(other.name)


def _swapped(one: str, other: str) -> str | None:
    """Say which word stands for one of another meaning, where nothing else differs."""
    if one == other:
        return None
    if remarks := other_remark(one, other):
        return f"口径说明不同：{remarks[0] or '无'}与{remarks[1] or '无'}"
    theirs = _frames(other)
    for frame, words in _frames(one).items():
        for mine, their in zip(words, theirs.get(frame, ()), strict=False):
            if mine.meaning != their.meaning:
                return f"{mine.title}不同：{mine.word}与{their.word}"
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name that may change places: its family, what it means there, and what the family tells."""

    family: int
    meaning: int
    word: str
    title: str
    span: tuple[int, int]


@lru_cache(maxsize=4096)
def _frames(name: str) -> Mapping[_Frame, tuple[_Word, ...]]:
    """Return a name without each of its words that may change places, and without each two of different families."""
    text = words_only(without_brackets(name)) or words_only(name)
    words = [
        _Word(family, swap.meanings[found[0]], found[0], swap.title, found.span())
        for family, swap in enumerate(lexicon.swaps())
        for found in swap.words.finditer(text)
    ]
    pairs = (
        (one, other)
        for one, other in combinations(words, 2)
        if one.family != other.family and (one.span[1] <= other.span[0] or other.span[1] <= one.span[0])
    )
    return {
        (lexicon.canonical(frame), tuple(word.family for word in taken)): taken
        for taken in (*((word,) for word in words), *pairs)
        if len(frame := _without(text, taken)) >= _LEAST_FRAME
    }


def _without(text: str, words: Iterable[_Word]) -> str:
    for word in sorted(words, key=lambda word: word.span, reverse=True):
        text = text[: word.span[0]] + text[word.span[1] :]
    return text


def _keys(name: str) -> Iterator[_Frame]:
    """Yield what two names have in common that are alike, or alike but for such a word."""
    yield words_only(name), ()
    yield from _frames(name)


def _apart(counterparts: Counterparts) -> Iterator[Redefinition]:
    """Yield pairs of rows without a link that a veto, or nothing but such a word or unit, keeps apart."""
    gaps = counterparts.dossier.gaps
    added = {
        (gap.document, gap.row.document, frame): gap.row for gap in gaps if gap.added for frame in _keys(gap.row.name)
    }
    for gap in gaps:
        keys = ((gap.row.document, gap.document, frame) for frame in _keys(gap.row.name))
        other = gap.barred or next((added[key] for key in keys if key in added), None)
        if gap.added or other is None:
            continue
        what = _what(gap, other)
        if what and not (_goes_on(counterparts, gap.row, other) or _goes_on(counterparts, other, gap.row)):
            yield Redefinition(gap.row, other, gap.why, what, _same_name(gap.row, other))


def _what(gap: Gap, other: Indicator) -> str | None:
    """Say what is another; under one name, as letters and digits go, only the unit can be."""
    if _same_name(gap.row, other):
        return _other_unit(gap.row, other)
    same_numbers = _NUMBER.findall(gap.row.name) == _NUMBER.findall(other.name)  # 0-6岁, 0至6岁
    reasons = [said for said in gap.vetoes if not (same_numbers and said.startswith("编号"))]
    return _swapped(gap.row.name, other.name) or "；".join(reasons)


def _goes_on(counterparts: Counterparts, row: Indicator, other: Indicator) -> bool:
    """Return whether a row has its own counterpart in the year and stage of another, or in another year as a whole."""
    own, their = counterparts.dossier.identity(row), counterparts.dossier.identity(other)
    return counterparts.stands_in(row, their.year, their.stage if own.year == their.year else None)
