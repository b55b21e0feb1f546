"""What stands twice in a paper: in one cell, as the goal of several tasks, as the target of several indicators.

In a self-evaluation also what the prose says in two paragraphs, and one reason given for many indicators.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpi_nlp.model import Indicator, Location, Paper, Paragraph
from kpi_nlp.text import han_only, join_lines

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
_CLAUSES = re.compile(r"[，,；;：:\s]+")
_CLAUSE = 8  # letters of a clause that sentences share which are nearly the same
_ALIKE = 88
_TELLING = 8  # sentences that share a clause; what more of them share tells nothing
_STOP = re.compile(r"[。；;！!?？]")


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
        *((text, location) for location, text in _cells(paper).items()),
    ]
    for text, location in texts:
        sentences = Counter(sentence.strip() for sentence in _STOP.split(join_lines(text)))
        yield from ((said, location) for said, times in sentences.items() if times > 1 and _tells(said))


def _cells(paper: Paper) -> dict[Location, str]:
    """Return the goals of each cell as one text."""
    cells: dict[Location, str] = defaultdict(str)
    for goal in paper.goals:
        cells[goal.location] += f"{goal.text}。"
    return cells


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
    told: list[Said] = []
    for block in paper.document.blocks:
        if isinstance(block, Paragraph) and len(block.text) >= _LONGER:
            for found in _SENTENCE.findall(join_lines(block.text)):
                number = match[0] if (match := _NUMBER.match(found := found.strip())) else ""
                words = han_only(said := _JOINT.sub("", found.removeprefix(number)))
                if len(words) >= _LONGER and not _SAID_AGAIN.search(said):
                    told.append(Said(words, said, number, block.location))
    known: dict[str, list[Said]] = defaultdict(list)  # by a clause that they share
    twice: set[str] = set()
    for one in told:
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
