"""One pass through a Word document: blocks in reading order, each with its place, and what was noticed on the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kpi_nlp.model import Block, Heading, Location, Paragraph, Table
from kpi_nlp.readers.word.drawings import look_at_drawing
from kpi_nlp.readers.word.embedded import Embedded
from kpi_nlp.readers.word.markup import (
    ALT_CHUNK,
    OBJECT,
    OUTLINE,
    P_STYLE,
    TBL,
    TEXT_BOX,
    VALUE,
    Element,
    P,
    W,
)
from kpi_nlp.readers.word.noticed import Noticed
from kpi_nlp.readers.word.places import Places
from kpi_nlp.readers.word.runs import Printed, printed
from kpi_nlp.readers.word.story import ENDNOTE, FOOTNOTE, Story
from kpi_nlp.readers.word.styles import Styles, heading_level
from kpi_nlp.readers.word.tables import Inside, TableReading

_DEEPEST_NESTING = 4
_PAGE_AT_END = re.compile(r"[\s.…·-]\d{1,4}[\s-]*$")
_KINDS_OF_NOTES = {FOOTNOTE: "脚注", ENDNOTE: "尾注"}

Notes = dict[tuple[str, str], str]
"""The texts of notes by the tag of their mark and the number it gives."""


@dataclass(slots=True)
class Reading:
    """The state of one pass; `pending` are the notes to what was read last."""

    story: Story
    styles: Styles
    places: Places
    noticed: Noticed
    embedded: Embedded
    notes: Notes = field(default_factory=dict)
    pending: list[Element] = field(default_factory=list)

    def read(self, body: Element) -> Iterator[Block]:
        """Yield the blocks of a body in reading order."""
        yield from self._blocks(body, 0)
        yield from self._notes()

    def _blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        """Yield the blocks below an element; a paragraph whose mark was deleted goes on in the next."""
        joined: list[Element] = []
        for element in parent:
            if element.tag == P:
                joined.append(element)
            if joined and (element.tag in (TBL, ALT_CHUNK) or (element.tag == P and not self.story.runs_on(element))):
                yield from self._paragraph(joined, depth)
                joined = []
            if element.tag in (TBL, ALT_CHUNK):
                yield from self._inside(Inside(element, self.places.here()), depth)
        if joined:
            yield from self._paragraph(joined, depth)

    def _paragraph(self, joined: Sequence[Element], depth: int) -> Iterator[Block]:
        """Yield a paragraph, the notes to it, and what hangs in it."""
        text = printed(joined, self.story)
        says = text.before or (text.text and not self._is_furniture(joined[-1], text.text))
        if says:
            yield from self._notes()  # to the tables above
        location = self.places.paragraph(len(joined))
        self.noticed.look_at(text, location)
        if says:
            yield self._line(joined[-1], text, location)
        if self.story.hanging:
            hung = [Inside(one, location) for paragraph in joined for one in self.story.hanging.get(paragraph, ())]
            self.pending += (one.element for one in hung if one.element.tag in _KINDS_OF_NOTES)
            yield from self._notes() if says else ()
            for inside in hung:
                yield from self._inside(inside, depth)

    def _line(self, paragraph: Element, text: Printed, location: Location) -> Heading | Paragraph:
        own = self.story.of(paragraph)
        level = heading_level(own.get(OUTLINE), own.get(P_STYLE), self.styles)
        if level is None or not text.text:
            return Paragraph(text.text, location, text.before)
        return Heading(text.text, level, location)

    def _is_furniture(self, paragraph: Element, text: str) -> bool:
        """Return whether a paragraph is but its automatic number, or a heading with its page in the table of contents."""
        style = self.story.of(paragraph).get(P_STYLE)
        if style is not None and style.get(VALUE) in self.styles.contents and _PAGE_AT_END.search(text):
            return True
        return text == self.story.labels.get(paragraph, "").strip()

    def _inside(self, inside: Inside, depth: int) -> Iterator[Block]:
        element = inside.element
        if element.tag == TBL:
            yield from self._table(element, depth)
        elif element.tag == TEXT_BOX:
            yield from self._blocks(element, depth + 1)
        elif element.tag in (OBJECT, ALT_CHUNK):
            yield from self.embedded.blocks(element, inside.location)
        elif element.tag not in _KINDS_OF_NOTES:
            look_at_drawing(inside, self.noticed)

    def _table(self, element: Element, depth: int) -> Iterator[Block]:
        if depth >= _DEEPEST_NESTING:
            self.noticed.add("NestingTooDeep", f"嵌套超过 {_DEEPEST_NESTING} 层的表格未读取")
            return
        table = TableReading(self.story, self.places, self.noticed, self.places.table())
        table.read(element)
        if table.rows:
            yield Table(tuple(table.rows), table.rows[0][0].location)
        self.pending += (inside.element for inside in table.inside if inside.element.tag in _KINDS_OF_NOTES)
        for inside in table.inside:
            yield from self._inside(inside, depth + 1)

    def _notes(self) -> Iterator[Block]:
        """Yield the notes that are pending, where their texts are known."""
        for mark in self.pending:
            text = self.notes.pop((mark.tag, mark.get(f"{W}id", "")), "")  # however often it is pointed at
            if text:
                yield Paragraph(text, self.places.beside(_KINDS_OF_NOTES[mark.tag]))
        self.pending.clear()
