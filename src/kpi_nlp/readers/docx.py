"""Word documents, read straight from their XML: both versions of a tracked change, content controls, merged cells.

python-docx drops inserted text and content controls in silence; here an actual would turn empty.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from kpi_nlp.model import Document, ReadWarning
from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source
from kpi_nlp.readers.word.embedded import Embedded, Open
from kpi_nlp.readers.word.markup import BODY, Element, P, W
from kpi_nlp.readers.word.noticed import Noticed
from kpi_nlp.readers.word.numbering import List, lists_of
from kpi_nlp.readers.word.page_header import header_parts, title_stands_in, titles
from kpi_nlp.readers.word.parts import Parts
from kpi_nlp.readers.word.places import Places
from kpi_nlp.readers.word.reading import Reading
from kpi_nlp.readers.word.runs import printed
from kpi_nlp.readers.word.story import ENDNOTE, FOOTNOTE, Story, story_of
from kpi_nlp.readers.word.styles import Styles, styles_of, without_tables
from kpi_nlp.readers.word.symbols import names_symbol_fonts

_SPECIAL_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})

_Tell = Callable[[str], Story]


def read_docx(source: Source, *, inside: Open) -> Document:
    """Return the body of a Word document: headings by style, paragraphs, tables with merged cells spread out.

    `inside` reads the documents that stand in this one.
    """
    package = Package(source)
    parts = Parts(package, package.word_part or "")
    styles = styles_of(parts.tree("styles", cut=without_tables))
    tell = partial(_told, package, styles=styles, lists=lists_of(parts.tree("numbering"), styles.lists))
    story, noticed, places = tell(parts.main), Noticed(), Places(source.name)
    body = story.root.find(BODY)
    if body is None:
        raise CorruptFile(source.name, "文档没有正文", "请用 Word 打开并另存一份后重试")
    noticed.warnings += [*_unread(story), *_comments(parts)]
    embedded = Embedded(parts, places, noticed, inside)
    blocks = list(Reading(story, styles, places, noticed, embedded, dict(_notes(parts, tell))).read(body))
    if not title_stands_in(blocks):
        blocks = [*titles(_header_lines(body, parts, tell), source.name), *blocks]
    return Document(source.name, source.sha256, "docx", tuple(blocks), noticed.all())


def _told(package: Package, part: str, styles: Styles, lists: Mapping[int, List]) -> Story:
    return story_of(package.xml(part), styles, lists, symbol_fonts=names_symbol_fonts(package.read(part)))


def _unread(story: Story) -> Iterator[ReadWarning]:
    """Say what stands in the text and is not read."""
    if story.hidden_text:
        yield ReadWarning("HiddenText", "含隐藏文字，未读取")
    if story.unknown_symbol:
        yield ReadWarning("SymbolNotRead", "含无法识别的符号，未读取")
    if story.unknown_field:
        yield ReadWarning("FieldNotRead", "含无法识别的公式域，未读取")


def _comments(parts: Parts) -> Iterator[ReadWarning]:
    tree = parts.tree("comments")
    count = sum(1 for _ in tree.iter(f"{W}comment")) if tree is not None else 0
    if count:
        yield ReadWarning("Comments", f"含 {count} 条批注，不作为正文读取")


def _notes(parts: Parts, tell: _Tell) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the text of each note under the tag of its mark and its number."""
    for kind, mark in (("footnote", FOOTNOTE), ("endnote", ENDNOTE)):
        part = parts.related(f"{kind}s")
        if part is None:
            continue
        story = tell(part)
        for note in story.root.iterchildren(f"{W}{kind}"):
            if note.get(f"{W}type") not in _SPECIAL_NOTES:
                yield (mark, note.get(f"{W}id", "")), printed(list(note.iter(P)), story).text


def _header_lines(body: Element, parts: Parts, tell: _Tell) -> Iterator[str]:
    """Yield the lines of the page headers of the first pages."""
    for part in header_parts(body, parts):
        story = tell(part)
        boxes = (box for hung in story.hanging.values() for box in hung)
        for tree in (story.root, *boxes):
            yield from (printed([paragraph], story).text for paragraph in tree.iter(P))
