"""Labels and what stands beside or below them: goals, prose and amounts in cells that belong to no form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_nlp.extract.forms.runs import Rows
from kpi_nlp.extract.narrative.prose import Sentence, is_sentence, sentences_in, tells_result
from kpi_nlp.extract.terms.figures import in_yuan
from kpi_nlp.extract.terms.grades import grades_of
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.extract.terms.titles import unit_of
from kpi_nlp.lexicon import header_key, headers
from kpi_nlp.model import Budget, Cell, Figure, Goal, Grade, Location
from kpi_nlp.text import join_lines, without_brackets

_MOST_TEXTS = 3
_SHORTEST_GOAL, _LONGEST_LABEL = 6, 30
_ENDS = re.compile(r"[。；;]")
_LABELLED = re.compile(r"^((?:其中[:：])?[^:：]{2,16})[:：]\s*([\d.,，]+\s*[亿万千百]*元?)$")
_TOTAL = "总额"


@dataclass(frozen=True, slots=True)
class Loose:
    """Rows of a table that belong to no form, the headings above them, the project, and the unit of their money."""

    rows: Rows
    sections: tuple[str, ...]
    project: str | None
    unit: str | None


def is_goal(row: Sequence[Cell]) -> bool:
    """Return whether a row tells the goal of a paper: its label, and the words beside it."""
    texts = list(dict.fromkeys(text for cell in row if not cell.covered and (text := join_lines(cell.text))))
    if not 1 < len(texts) <= _MOST_TEXTS or keyed_role(texts[0]) != "goal":
        return False
    return len(texts[1]) >= _SHORTEST_GOAL and not is_level(texts[1])


def keyed_role(text: str) -> str | None:
    """Return goal or amount for a label of the lexicon, None for other text."""
    key = header_key(text).rstrip("0123456789")
    return headers().keyed.get(key) or headers().keyed.get(key.removeprefix("其中"))


def prose_of(loose: Loose) -> Iterator[Sentence]:
    """Yield the sentences that stand in cells, under their labels as headings."""
    for cell, labels in prose_cells(loose):
        yield from sentences_in(cell.text, cell.location, (*loose.sections, *labels), loose.project)


def goals_of(document: str, sentences: Iterable[Sentence]) -> Iterator[Goal]:
    """Yield the sentences of cells that stand under the label of a goal."""
    for sentence in sentences:
        label = next((label for label in reversed(sentence.sections) if _is_of_goal(label)), None)
        if label is not None and not tells_result(sentence):
            yield Goal(sentence.text, document, sentence.location, label, sentence.project)


def _is_of_goal(label: str) -> bool:
    return keyed_role(label) == "goal" or headers().roles.get(header_key(label)) == "goal"


def prose_cells(loose: Loose) -> Iterator[tuple[Cell, list[str]]]:
    """Yield the cells that hold prose, each with its labels."""
    above: tuple[Cell, ...] = ()
    for row in loose.rows:
        for column, cell in enumerate(row):
            labels = _labels_of(row, column, above)
            if not cell.covered and _is_prose(cell.text, labels):
                yield cell, labels
        above = row


def _labels_of(row: Sequence[Cell], column: int, above: Sequence[Cell]) -> list[str]:
    """Return the label at the head of a row, and that over the cell."""
    text = row[column].text
    head = next((cell.text for cell in row if cell.text.strip()), "")
    over = above[column].text if column < len(above) else ""
    return [
        without_brackets(join_lines(label)).rstrip("0123456789")
        for label in dict.fromkeys((head, over))
        if label.strip() and label != text and len(label) <= _LONGEST_LABEL and not _ENDS.search(label)
    ]


def _is_prose(text: str, labels: Sequence[str]) -> bool:
    """A sentence, or whatever stands under the label of a goal."""
    if any(keyed_role(label) == "goal" for label in labels):
        return len(text.strip()) >= _SHORTEST_GOAL and keyed_role(text) is None
    return is_sentence(text)


def budgets_of(document: str, loose: Loose) -> Iterator[Budget]:
    """Yield the amounts beside their labels; a part of one of several totals takes the name of its total."""
    found = [list(_amounts(row, loose.unit)) for row in loose.rows]
    totals: dict[int, str] = {}
    several = len({label for row in found for _, label, *_ in row if label.endswith(_TOTAL)}) > 1
    for row in found:
        for column, label, figure, known in row:
            if label.endswith(_TOTAL):
                totals[column] = label
            elif several and column in totals:
                label = f"{totals[column]}：{label}"  # noqa: PLW2901 - the part of this total
            yield Budget(label, document, figure.location, project=loose.project, full=figure, in_yuan=known)


def grades_in_loose(document: str, loose: Loose) -> Iterator[Grade]:
    """Yield the grades beside their labels: 「自评得分 | 95 | 自评等级 | 优」."""
    for row in loose.rows:
        cells = ((cell.text, cell.location) for cell in row if cell.text.strip() and not cell.covered)
        for grade in grades_of(cells, closing=False):
            yield Grade(grade.text, grade.letter, document, grade.location, grade.score, loose.project)


def _amounts(row: Sequence[Cell], unit: str | None) -> Iterator[tuple[int, str, Figure, bool]]:
    """Yield column, label, amount and whether its unit is known of each amount in a row."""
    cells = [(column, cell) for column, cell in enumerate(row) if cell.text.strip() and not cell.covered]
    for column, cell in cells:
        if (match := _LABELLED.match(join_lines(cell.text))) and keyed_role(match[1]) == "amount":
            yield from _amount(column, match[1], match[2], cell.location, unit)
    for (column, label), (_, value) in pairwise(cells):
        if keyed_role(label.text) == "amount":
            yield from _amount(column, join_lines(label.text), value.text, value.location, unit)


def _amount(
    column: int, label: str, text: str, location: Location, unit: str | None
) -> Iterator[tuple[int, str, Figure, bool]]:
    money = in_yuan(text, unit_of(label) or unit)
    if money is not None:
        name = without_brackets(label).strip(" :：")
        yield column, name, Figure(money[0], join_lines(text), location), money[1]
