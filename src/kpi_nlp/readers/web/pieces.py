"""What a browser shows of an element, piece by piece: text, line breaks, edges of blocks, tables within.

Elements may be nested without bound, so nothing here calls itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lxml import etree

from kpi_nlp.readers.web.controls import shown_by
from kpi_nlp.readers.web.links import leads_away
from kpi_nlp.readers.web.styles import Style, Styles
from kpi_nlp.readers.web.unread import Unread

Change = Literal["", "inserted", "deleted", "struck"]


class Text(NamedTuple):
    """Printed text, as it stands in the source.

    A tracked change added or removed it, or a line is drawn through it; `linked` where it leads to another page.
    """

    text: str
    change: Change = ""
    keeps_blanks: bool = False
    linked: bool = False


class Break(NamedTuple):
    """A line break."""


class Edge(NamedTuple):
    """The beginning or end of a block; `level` is that of the heading within which what follows stands, else 0."""

    level: int


class Inner(NamedTuple):
    """A table."""

    table: etree._Element


Piece = Text | Break | Edge | Inner

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option",
    "p", "plaintext", "pre", "search", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"msotitle": 1}
_KEEP_BLANKS = frozenset({"pre", "listing", "plaintext", "xmp"})
_STRUCK = frozenset({"s", "strike", "del"})
_MARKS_OF_REVISION = ("cite", "datetime")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_EXPONENT = re.compile(r"[+-]?\d{1,3}")


@dataclass(slots=True)
class _Open:
    """An element that has begun: its children still to come, and what holds for the text within."""

    element: etree._Element
    children: Iterator[etree._Element]
    block: bool
    level: int
    change: Change = ""
    keeps_blanks: bool = False
    raised: bool = False
    linked: bool = False

    def text(self, text: str | None) -> Iterator[Text]:
        if text:
            exponent = self.raised and _EXPONENT.fullmatch(text.strip())
            yield Text(text.translate(_RAISED) if exponent else text, self.change, self.keeps_blanks, self.linked)


@dataclass(frozen=True, slots=True)
class Sight:
    """How the elements of one page look: its styles, and the notes of what is left out."""

    styles: Styles
    unread: Unread

    def pieces(self, root: etree._Element) -> Iterator[Piece]:
        """Yield what an element holds in reading order; of a table within only that it is there."""
        stack = [_Open(root, iter(root), block=True, level=_HEADINGS.get(root.tag, 0))]
        yield Edge(stack[0].level)
        yield from stack[0].text(root.text)
        while stack:
            around = stack[-1]
            child = next(around.children, None)
            if child is None:
                stack.pop()
                if stack:
                    yield from _closed(around, stack[-1])
            elif (inner := self._opened(child, around)) is not None:
                stack.append(inner)
                if inner.block:
                    yield Edge(inner.level)
                yield from inner.text(child.text)
            else:
                yield from self._leaf(child, around)
                yield from around.text(child.tail)
        yield Edge(0)

    def _opened(self, child: etree._Element, around: _Open) -> _Open | None:
        """Return a child whose content is read, None for one without: a break, a table, what is not shown."""
        tag = child.tag
        if not isinstance(tag, str) or tag in ("br", "table") or shown_by(child) is not None:
            return None
        style = self.styles.of(child)
        if self.unread.leaves_out(child, style):
            return None
        level = (
            around.level
            or _HEADINGS.get(tag, 0)
            or (_HEADINGS.get(child.get("class", "").lower(), 0) if tag == "p" else 0)
        )
        return _Open(
            child,
            iter(child),
            tag in _BLOCKS,
            level,
            around.change or _change(child, style),
            around.keeps_blanks or style.keeps_blanks or tag in _KEEP_BLANKS,
            around.raised or style.raised or tag == "sup",
            around.linked or leads_away(child),
        )

    def _leaf(self, child: etree._Element, around: _Open) -> Iterator[Piece]:
        if child.tag == "br":
            yield Break()
        elif child.tag == "table":
            if not self.unread.leaves_out(child, self.styles.of(child)):
                yield Inner(child)
        elif isinstance(child.tag, str) and (shown := shown_by(child)) is not None:
            if not self.unread.leaves_out(child, self.styles.of(child)):
                yield Text(shown, around.change, keeps_blanks=child.tag == "textarea")
        elif isinstance(child, etree._Comment):  # noqa: SLF001 - the type has no public name
            self.unread.look_into(child)


def _change(element: etree._Element, style: Style) -> Change:
    """Return what an element does to its text; most editors strike out by the mark that Word keeps for revisions."""
    if element.tag == "ins":
        return "inserted"
    if element.tag == "del" and any(mark in element.attrib for mark in _MARKS_OF_REVISION):
        return "deleted"
    return "struck" if element.tag in _STRUCK or style.struck else ""


def _closed(inner: _Open, around: _Open) -> Iterator[Piece]:
    if inner.block:
        yield Edge(around.level)
    yield from around.text(inner.element.tail)
