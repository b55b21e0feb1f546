"""Words of the template that were left where an answer should stand.

What a form prints in its labels, titles of columns and notes belongs there: only cells of answers and paragraphs are
asked, and there only what no answer says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp import lexicon
from kpi_nlp.extract.facts.tables import Reading
from kpi_nlp.extract.forms.keyed import Loose, keyed_role
from kpi_nlp.extract.narrative.outline import Placed, heading_of
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.terms.labels import closing_role, label_of
from kpi_nlp.extract.terms.titles import is_title
from kpi_nlp.model import Cell, Heading, Location, Paragraph, Prompt, Table
from kpi_nlp.text import join_lines

_ANSWERS = (
    "name", "level3", "level4", "target", "adjusted_target", "period_target", "actual", "forecast", "rate", "weight", "score", "reason",
    "goal", "goal_actual", "task",
)  # fmt: skip
_VALUES = frozenset({"target", "adjusted_target", "period_target", "actual", "forecast", "rate", "score"})
_NUMBER = re.compile(r"^[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]\s*")
_ELLIPSIS = re.compile(r"[…⋯]+|[.．。·]{3,}")
_SKELETON = re.compile(r"(?:(?:目标|指标|任务)\s*\d{1,2}\s*[:：.、]?\s*|[…⋯.。·；;，,\s]+)+")
_UNNAMED = re.compile(r"(?:三级)?指标\s*\d{1,2}\s*[:：]?")
_LONGEST_LABEL = 6
_TOP = 1  # a heading of the highest level ends the notes above it


def prompt_in(text: str) -> str | None:
    """Return the words of the template in an answer, as they are printed; None for an answer of its own."""
    words = lexicon.prompts()
    bare = _NUMBER.sub("", text)
    if words.whole.fullmatch(bare):
        return bare
    found = words.inside.search(text) or words.letters.search(text)
    found = found or (words.signs.search(text) if words.hints.search(text) else None)
    return found[0] if found else None


def prompts_of(
    path: str, readings: Iterable[Reading], loose: Iterable[Loose], placed: Iterable[Placed]
) -> Iterator[Prompt]:
    """Yield the words of the template that are left in forms, in cells beside labels, and in paragraphs."""
    seen: set[int] = set()
    for reading in readings:
        if reading.kind != "note" and id(reading.row) not in seen:
            seen.add(id(reading.row))
            left = _in_closing(reading.row) if reading.kind == "closing" else _in_row(reading.row)
            yield from (Prompt(text, path, location) for text, location in left)
    for stretch in loose:
        for row in stretch.rows:
            yield from (Prompt(text, path, location) for text, location in _in_labels(row))
    yield from (Prompt(text, path, location) for text, location in _in_prose(placed))


def _in_row(row: FormRow) -> Iterator[tuple[str, Location]]:
    """Yield what is left in the cells of answers; 「……」 for a value of a row that has a name, too."""
    named = bool(row.text(row.header.name_column)) and not _ELLIPSIS.fullmatch(row.text(row.header.name_column))
    for column, role in row.header.roles.items():
        text = row.text(column) if role in _ANSWERS or role == "rubric" else ""
        if not text or row.covered(column):
            continue
        if role == "rubric":
            if named and lexicon.prompts().no_rule.fullmatch(text):
                yield text, row.place(column)
            continue
        blank = _SKELETON if role in ("goal", "goal_actual") else _ELLIPSIS
        left = named and role in _VALUES | {"goal", "goal_actual"} and blank.fullmatch(text)
        unnamed = column == row.header.name_column and _UNNAMED.fullmatch(text) and _is_answered(row)
        if found := text if left or unnamed else prompt_in(text):
            yield found, row.place(column)


def _in_closing(row: FormRow) -> Iterator[tuple[str, Location]]:
    """Yield what is left in the rows below a form: grades of which none was chosen."""
    for column, text in row.texts.items():
        if not row.covered(column) and lexicon.prompts().choices.search(text):
            yield text, row.place(column)


def _is_answered(row: FormRow) -> bool:
    """Return whether a row holds a value, so that only its name was left as the template has it."""
    return any(role in _VALUES and row.text(column) for column, role in row.header.roles.items())


def _in_labels(row: Sequence[Cell]) -> Iterator[tuple[str, Location]]:
    """Yield what is left beside labels; a text that stands alone in its row is asked only where it is nothing else."""
    cells = [cell for cell in row if cell.text.strip() and not cell.covered]
    texts = [join_lines(cell.text) for cell in cells]
    words = lexicon.prompts()
    if not texts or words.notes.match(texts[0]) or closing_role(texts[0]):
        return
    if len(texts) == 1:
        if words.whole.fullmatch(texts[0]):
            yield texts[0], cells[0].location
        return
    for label, text, cell in zip(texts, texts[1:], cells[1:], strict=False):
        if _is_label(text) or (words.persons.search(label) and words.letters.search(text) is None):
            continue
        skeleton = keyed_role(label) == "goal" and _SKELETON.fullmatch(text)
        if found := text if skeleton else prompt_in(text):
            yield found, cell.location


def _is_label(text: str) -> bool:
    return (
        label_of(text) is not None or keyed_role(text) is not None or closing_role(text) is not None or is_title(text)
    )


def _in_prose(placed: Iterable[Placed]) -> Iterator[tuple[str, Location]]:
    """Yield what is left in paragraphs; notes explain a form up to the next table or chapter.

    Within a chapter of the report there is no form to explain: there 「填写要求：…」 is left of the template.
    """
    notes, chapter = False, False
    for place in placed:
        block = place.block
        if isinstance(block, Table | Heading):
            notes, chapter = False, chapter and isinstance(block, Heading)
            continue
        text = join_lines(block.text)
        heading = heading_of(block)
        chapter = chapter or (heading is not None and heading[0] <= _TOP)
        opening = lexicon.prompts().notes.match(text)
        notes = bool(opening) or (notes and (heading is None or heading[0] > _TOP))
        if not isinstance(block, Paragraph):
            continue
        if found := (opening and chapter and _in_note(text)) if notes else prompt_in(text):
            yield found, block.location


def _in_note(text: str) -> str | None:
    """Return a note of one line that tells whoever writes the chapter what to do."""
    label, colon, rest = text.replace("：", ":").partition(":")
    asked = prompt_in(rest.strip()) if colon and len(label) <= _LONGEST_LABEL else None
    return text if asked and rest.strip().startswith(asked) else None
