"""What stands twice in a paper: in one cell, as the goal of several tasks, as the target of several indicators.

In a self-evaluation also what the prose says in two paragraphs, and one reason given for many indicators.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpi_nlp.model import Claim, Goal, Indicator, Location, Paper, Paragraph
from kpi_nlp.text import han_only, join_lines, words_only

_SHORTEST = 12  # Chinese characters
_LONGER = 20  # ... of what is said again at another place, or of another row
_ROWS = 3  # two indicators may well fail for one reason
_SAID_AGAIN = re.compile(
    r"\d|^[(（]?[一二三四五六七八九十]{1,3}[)）、]|不存在|符合|严格|合规|未发现|按规定"
)  # figures, titles and assurances belong wherever they are due
_SENTENCE = re.compile(r"[^。！!?？]+(?=[。！!]|[；;]$)")
_NUMBER = re.compile(
    r"^(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|[一二三四五六七八九]是)\s*(?=[一-鿿])"
)
_JOINT = re.compile(
    r"^(?:此外|另外|同时|另|其次|再次|最后|总之|综上(?:所述)?|(?:需要|值得)(?:注意|说明|指出)的是|根据安排|总体来看)[，,：:]"
)
_LED_IN = re.compile(r"^[^，,；;：:]{2,14}[：:](?=[一二三四五六七八九]是)")  # 「存在以下问题：一是」
_CLAUSES = re.compile(r"[，,；;：:\s]+")
_CLAUSE = 8  # letters of a clause that sentences share which are nearly the same
_ALIKE = 88
_TELLING = 8  # sentences that share a clause; what more of them share tells nothing
_STOPS = "。；;！!?？"
_STOP = re.compile(f"[{_STOPS}]")
_ITEMS = re.compile(r"[；;]")
_AGAIN = 2


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
        half = words[: len(words) // 2]
        if (known[words] == _AGAIN and _tells(said)) or (_tells(half) and words == half + half):
            yield said


def in_tasks(paper: Paper) -> Iterator[tuple[str, Location]]:
    """Yield the goals that several tasks share in one column."""
    places: dict[tuple[str, str], set[tuple[str | None, Location]]] = defaultdict(set)
    for goal in paper.goals:
        if goal.scope is not None and _tells(goal.text):
            places[goal.label, goal.text].add((goal.scope, goal.location))
    for (_, text), found in places.items():
        if len({scope for scope, _ in found}) > 1:
            yield text, min((location for _, location in found), key=lambda location: location.order)


def in_targets(paper: Paper) -> Iterator[Indicator]:
    """Yield the rows whose target in words is that of another row of another name."""
    rows: dict[tuple[str | None, str], list[Indicator]] = defaultdict(list)
    for row in paper.valued:
        if row.target is not None and not row.target.quantities and _tells(row.target.text):
            rows[row.scope, row.target.text].append(row)
    return (row for alike in rows.values() if len({row.name for row in alike}) > 1 for row in alike)


def in_prose(paper: Paper) -> Iterator[tuple[Said, Said]]:
    """Yield the long sentences that the prose says twice, perhaps with a word changed, each beside the first."""
    known: dict[str, list[Said]] = defaultdict(list)  # by a clause that they share
    twice: set[str] = set()
    for one in _told(paper):
        clauses = [clause for clause in _CLAUSES.split(one.said) if len(clause) >= _CLAUSE]
        before = (other for clause in clauses for other in known.get(clause, ()))
        alike = next((other for other in before if _is_again(other, one)), None)
        if alike is None:
            for clause in clauses:
                if len(known[clause]) < _TELLING:
                    known[clause].append(one)
        elif alike.words not in twice:
            twice |= {alike.words, one.words}
            yield alike, one


def _told(paper: Paper) -> Iterator[Said]:
    """Yield the sentences of the prose, and in their place the items of a list that are as long as one."""
    for block in paper.document.blocks:
        if isinstance(block, Paragraph) and len(block.text) >= _LONGER:
            for sentence in _SENTENCE.findall(join_lines(block.text)):
                items = [said for item in _ITEMS.split(sentence) if (said := _said(item, block.location))]
                yield from items or filter(None, [_said(sentence, block.location)])


def _said(text: str, place: Location) -> Said | None:
    """Return a sentence without its number and what joins it to another, None for one that may well come again."""
    text = _LED_IN.sub("", text.strip())
    number = match[0] if (match := _NUMBER.match(text)) else ""
    words = han_only(said := _JOINT.sub("", text.removeprefix(number)))
    return Said(words, said, number, place) if len(words) >= _LONGER and not _SAID_AGAIN.search(said) else None


def _is_again(first: Said, other: Said) -> bool:
    """Return whether a sentence is another again: letter for letter anywhere, nearly so in another paragraph.

    Two under the same number are titles.
    """
    if first.number and first.number == other.number:
        return False
    return first.words == other.words or (first.place != other.place and fuzz.ratio(first.words, other.words) >= _ALIKE)


def in_reasons(paper: Paper) -> Iterator[Indicator]:
    """Yield the rows whose reason is, letter for letter, that of several others."""
    rows: dict[str, list[Indicator]] = defaultdict(list)
    for row in paper.indicators:
        if row.reason is not None and len(han_only(row.reason.text)) >= _LONGER:
            rows[han_only(row.reason.text)].append(row)
    return (row for alike in rows.values() if len({row.name for row in alike}) >= _ROWS for row in alike)


def _tells(text: str) -> bool:
    return len(han_only(text)) >= _SHORTEST
