"""Word documents with comments: a range around the paragraph or the cell that holds the quote, and the words in the margin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from kpi_nlp.model import CREATOR, Annotation
from kpi_nlp.reports.annotated.parts import Parts
from kpi_nlp.text import squeeze

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_BEGINNING = 12  # letters of a quote that is broken over several paragraphs


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell, or a paragraph outside of tables: its paragraphs, its text, and its row within the table."""

    paragraphs: tuple[etree._Element, ...]
    text: str
    row: int | None


def with_comments(data: bytes, remarks: Sequence[Annotation]) -> tuple[bytes, tuple[Annotation, ...]]:
    """Return a copy with a comment for each remark, and the remarks whose quote was not found."""
    parts = Parts(data)
    name = parts.related("", "officeDocument") or "word/document.xml"
    document = parts.xml(name)
    listed, comments = _comments(parts, name)
    places, lost = list(_places(document)), []
    numbers = count(max((int(comment.get(_w("id"), "0")) for comment in comments), default=-1) + 1)
    for remark in remarks:
        place = _found(places, remark)
        if place is None:
            lost.append(remark)
            continue
        number = str(next(numbers))
        _mark(place.paragraphs, number)
        comments.append(_comment(number, remark.text))
    parts.put(name, document)
    parts.put(listed, comments)
    return parts.written(), tuple(lost)


def _comments(parts: Parts, document: str) -> tuple[str, etree._Element]:
    """Return the part of comments, which is made where there is none."""
    if listed := parts.related(document, "comments"):
        return listed, parts.xml(listed)
    listed = parts.free_name("word/comments{}.xml")
    parts.relate(document, "comments", listed)
    parts.declare(listed, _COMMENTS)
    return listed, etree.Element(_w("comments"), nsmap={"w": _W})


def _places(document: etree._Element) -> Iterator[_Place]:
    """Yield cells and paragraphs in reading order, those of the innermost table for a table within a cell."""
    for paragraph in document.iter(_w("p"), _w("tc")):
        if paragraph.tag == _w("tc"):
            own = tuple(paragraph.iterchildren(_w("p")))
            if own:
                yield _Place(own, squeeze("".join(map(_text, own))), _row(paragraph))
        elif not any(ancestor.tag == _w("tc") for ancestor in paragraph.iterancestors()):
            yield _Place((paragraph,), squeeze(_text(paragraph)), None)


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(_w("t")))


def _row(cell: etree._Element) -> int:
    line = cell.getparent()
    return 1 if line is None else 1 + sum(1 for _ in line.itersiblings(_w("tr"), preceding=True))


def _found(places: Sequence[_Place], remark: Annotation) -> _Place | None:
    """Return the place that holds a quote, in its row where several do; of a broken one the place where it begins."""
    quote = squeeze(remark.quote)
    if not quote:
        return None
    holding = [place for place in places if quote in place.text]
    beginning = holding or [place for place in places if quote[:_BEGINNING] in place.text]
    row = remark.location.row
    same = [place for place in beginning if row is not None and place.row == row]
    return next(iter([*(place for place in same if place.text == quote), *same, *beginning]), None)


def _mark(paragraphs: Sequence[etree._Element], number: str) -> None:
    """Put the range of a comment around paragraphs, and the sign behind the last."""
    first, last = paragraphs[0], paragraphs[-1]
    start = etree.Element(_w("commentRangeStart"), {_w("id"): number})
    properties = first.find(_w("pPr"))
    first.insert(0 if properties is None else 1, start)
    etree.SubElement(last, _w("commentRangeEnd"), {_w("id"): number})
    run = etree.SubElement(last, _w("r"))
    etree.SubElement(run, _w("commentReference"), {_w("id"): number})


def _comment(number: str, text: str) -> etree._Element:
    comment = etree.Element(
        _w("comment"), {_w("id"): number, _w("author"): CREATOR, _w("initials"): "YD"}, nsmap={"w": _W}
    )
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, _w("p")), _w("r"))
        words = etree.SubElement(run, _w("t"))
        words.text = line
    return comment
