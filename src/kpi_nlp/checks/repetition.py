"""What stands twice in a declaration: in one cell, as the goal of several tasks, as the target of several indicators."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from kpi_nlp.model import Indicator, Location, Paper, Paragraph
from kpi_nlp.text import han_only, join_lines

_SHORTEST = 12  # Chinese characters
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


def _tells(text: str) -> bool:
    return len(han_only(text)) >= _SHORTEST
