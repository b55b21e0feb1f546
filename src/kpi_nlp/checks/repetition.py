"""What stands twice in a paper: in one cell, as the goal of several tasks, in two paragraphs of a self-evaluation."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpi_nlp.model import Claim, Goal, Location, Paper, Paragraph
from kpi_nlp.text import han_only, join_lines, words_only

_SHORTEST = 12  # Chinese characters
LONGER = 20  # ... of what is said again at another place, or of another row
SAID_AGAIN = re.compile(
    r"\d|^[(（]?[一二三四五六七八九十]{1,3}[)）、]|不存在|符合|严格|合规|未发现|按规定"
)  # figures, titles and assurances belong wherever they are due
_SENTENCE = re.compile(r"[^。！!?？]+(?=[。！!]|[；;]$)")
_NUMBER = re.compile(
    r"^(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|[一二三四五六七八九]是)\s*(?=[一-鿿])"
)
_JOINT = re.compile(
    r"^(?:此外|另外|同时|另|其次|再次|最后|总之|综上(?:所述)?|(?:需要|值得)(?:注意|说明|指出)的是|根据安排|总体来看)[，,：:]"
)
_LED_IN = re.compile(
    r"^[^，,；;：:]{2,20}[：:]\s*(?=[一二三四五六七八九]是|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．])"
)  # 「存在以下问题：一是」「主要职责：1.」
_CLAUSES = re.compile(r"[，,；;：:\s]+")
_CLAUSE = 8  # letters of a clause that sentences share which are nearly the same
_ALIKE = 88
_TELLING = 8  # sentences that share a clause; what more of them share tells nothing
_STOPS = "。；;！!?？"
_STOP = re.compile(f"[{_STOPS}]")
_ITEMS = re.compile(r"[；;]")
_AGAIN = 2
_COMMA = re.compile(r"[，,]")
_LEAD = 10  # letters that lead in to a clause which then stands again: 「下一步将」
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(r"[\d《》〔]")
_LEAST_OF_FIGURES = 30  # letters of two sentences with figures that stand together twice


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the prose: its Chinese characters, as it is printed, the number in front of it, its place."""

    words: str
    said: str
    number: str
    place: Location


def in_place(paper: Paper) -> Iterator[tuple[str, Location]]:
    """Yield what stands twice in one paragraph or cell."""
    texts = [
        *((block.text, block.location) for block in paper.document.blocks if isinstance(block, Paragraph)),
        *((budget.item.partition("：")[2], budget.location.row_alone) for budget in paper.budgets),
    ]
    for text, location in texts:
        yield from ((said, location) for said in _twice(text))
    yield from in_cells(paper)


def in_cells(paper: Paper) -> Iterator[tuple[str, Location]]:
    """Yield what stands twice in one cell of a form: a goal, what came of it, a value, a reason, a note."""
    cells = _joined(paper.claims) | _joined(paper.goals)
    for row in paper.indicators:
        for value in (row.target, row.actual, row.reason, row.note):
            if value is not None:
                cells.setdefault(value.location, value.text)
    for location, text in cells.items():
        yield from ((said, location) for said in _twice(text))


def _joined(told: Iterable[Claim | Goal]) -> dict[Location, str]:
    """Return the sentences of each cell as one text."""
    cells: dict[Location, str] = defaultdict(str)
    for one in told:
        if one.location.table is not None:
            cells[one.location] += f"{one.text.rstrip(_STOPS)}。"
    return cells


def _twice(text: str) -> Iterator[str]:
    """Yield the sentences of a text that stand in it twice, under whatever number, or whose second half is the first."""
    if len(text) < _AGAIN * _SHORTEST:
        return
    known: Counter[str] = Counter()
    for sentence in _STOP.split(join_lines(text)):
        said = _JOINT.sub("", _NUMBER.sub("", sentence.strip()))
        words = words_only(said)
        known[words] += 1
        if (known[words] == _AGAIN and tells(said)) or _stammers(said, words):
            yield said


def _stammers(said: str, words: str) -> bool:
    """Return whether a sentence says itself twice, or a clause of it, perhaps behind what leads in to it."""
    if len(words) < _AGAIN * _SHORTEST:
        return False
    half = words[: len(words) // 2]
    if tells(half) and words == half + half:
        return True
    return any(_has_twin(_COMMA.split(item)) for item in _ITEMS.split(said) if len(item) >= _AGAIN * _SHORTEST)


def _has_twin(clauses: list[str]) -> bool:
    """Return whether one of the clauses is the end of an earlier one; figures and titles of papers come again."""
    long = [words for clause in clauses if len(words := han_only(clause)) >= _SHORTEST and not _NAMED.search(clause)]
    return any(
        before.endswith(clause) and len(before) - len(clause) <= _LEAD
        for at, clause in enumerate(long)
        for before in long[:at]
    )


def in_tasks(paper: Paper) -> Iterator[tuple[str, Location]]:
    """Yield the goals that several tasks share in one column."""
    places: dict[tuple[str, str], set[tuple[str | None, Location]]] = defaultdict(set)
    for goal in paper.goals:
        if goal.scope is not None and tells(goal.text):
            places[goal.label, goal.text].add((goal.scope, goal.location))
    for (_, text), found in places.items():
        if len({scope for scope, _ in found}) > 1:
            yield text, min((location for _, location in found), key=lambda location: location.order)


def in_prose(paper: Paper) -> Iterator[tuple[Said, Said]]:
    """Yield the long sentences that the prose says twice, perhaps with a word changed, each beside the first."""
    known: dict[str, list[Said]] = defaultdict(list)  # by a clause that they share
    twice: set[str] = set()
    for one in told(paper):
        clauses = [clause for clause in _CLAUSES.split(one.said) if len(clause) >= _CLAUSE]
        before = (other for clause in clauses for other in known.get(clause, ()))
        alike = next((other for other in before if _is_again(other, one)), None)
        if alike is None and _stammers(one.said, one.words):
            alike = one
        if alike is None:
            for clause in clauses:
                if len(known[clause]) < _TELLING:
                    known[clause].append(one)
        elif alike.words not in twice:
            twice |= {alike.words, one.words}
            yield alike, one


def in_figures(paper: Paper) -> Iterator[tuple[Said, Said]]:
    """Yield what was copied with its figures: sentences, one behind the other, that all stand elsewhere."""
    known: dict[str, Said] = {}
    for block in paper.document.blocks:
        before: tuple[Said, Said] | None = None
        for sentence in _SENTENCE.findall(join_lines(block.text)) if isinstance(block, Paragraph) else ():
            if _DIGIT.search(sentence) is None:
                before = None
                continue
            one = Said(words_only(sentence), sentence.strip(), "", block.location)
            first = known.setdefault(one.words, one)
            if first is not one and before and len(han_only(before[1].said + one.said)) >= _LEAST_OF_FIGURES:
                yield before
                yield first, one
            before = None if first is one else (first, one)


def told(paper: Paper) -> Iterator[Said]:
    """Yield the sentences of the prose, and in their place the items of a list that are as long as one."""
    for block in paper.document.blocks:
        if isinstance(block, Paragraph) and len(block.text) >= LONGER:
            for sentence in _SENTENCE.findall(join_lines(block.text)):
                items = [said for item in _ITEMS.split(sentence) if (said := _said(item, block.location))]
                yield from items or filter(None, [_said(sentence, block.location)])


def _said(text: str, place: Location) -> Said | None:
    """Return a sentence without its number and what joins it to another, None for one that may well come again."""
    text = _LED_IN.sub("", text.strip())
    number = match[0] if (match := _NUMBER.match(text)) else ""
    words = han_only(said := _JOINT.sub("", text.removeprefix(number)))
    return Said(words, said, number, place) if len(words) >= LONGER and not SAID_AGAIN.search(said) else None


def _is_again(first: Said, other: Said) -> bool:
    """Return whether a sentence is another again: letter for letter anywhere, nearly so in another paragraph.

    Two under the same number are titles.
    """
    if first.number and first.number == other.number:
        return False
    return first.words == other.words or (first.place != other.place and fuzz.ratio(first.words, other.words) >= _ALIKE)


def tells(text: str) -> bool:
    """Return whether a text is long enough to tell that it stands again."""
    return len(han_only(text)) >= _SHORTEST
