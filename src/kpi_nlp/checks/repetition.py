"""What stands twice in a paper: in one cell, as the goal of several tasks, as the target of several indicators.

In a self-evaluation also what the prose says in two paragraphs, and one reason given for many indicators.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from kpi_nlp.model import Indicator, Location, Paper, Paragraph
from kpi_nlp.text import han_only, join_lines

_SHORTEST = 12  # Chinese characters
_LONGER = 20  # ... of what is said again at another place, or of another row
_ROWS = 3  # two indicators may well fail for one reason
_SAID_AGAIN = re.compile(
    r"\d|^[(（]?[一二三四五六七八九十]{1,3}[)）、]|不存在|符合|严格|合规|未发现|按规定"
)  # figures, titles and assurances belong wherever they are due
_SENTENCE = re.compile(r"[^。；;！!?？]+(?=。)")
_JOINT = re.compile(r"^(?:此外|另外|同时|另|其次|再次|最后|总之|综上(?:所述)?)[，,：:]")
_STOP = re.compile(r"[。；;！!?？]")


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


def in_prose(paper: Paper) -> Iterator[tuple[str, Location, Location]]:
    """Yield the long sentences that stand in two paragraphs of the prose, each with its first and its last place."""
    places: dict[str, dict[Location, None]] = defaultdict(dict)
    for block in paper.document.blocks:
        if isinstance(block, Paragraph):
            for found in _SENTENCE.findall(join_lines(block.text)) if len(block.text) >= _LONGER else ():
                said = _JOINT.sub("", found.strip())
                if len(said) >= _LONGER:
                    places[said].setdefault(block.location)
    for said, found in places.items():
        if len(found) > 1 and len(han_only(said)) >= _LONGER and not _SAID_AGAIN.search(said):
            yield said, next(iter(found)), next(reversed(found))


def in_reasons(paper: Paper) -> Iterator[Indicator]:
    """Yield the rows whose reason is, letter for letter, that of several others."""
    rows: dict[str, list[Indicator]] = defaultdict(list)
    for row in paper.indicators:
        if row.reason is not None and len(han_only(row.reason.text)) >= _LONGER:
            rows[join_lines(row.reason.text)].append(row)
    return (row for alike in rows.values() if len({row.name for row in alike}) >= _ROWS for row in alike)


def _tells(text: str) -> bool:
    return len(han_only(text)) >= _SHORTEST
