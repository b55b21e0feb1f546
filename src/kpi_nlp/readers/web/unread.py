"""Notes of what a page holds and does not show, or shows and cannot be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from kpi_nlp.model import Location, ReadWarning
from kpi_nlp.readers.web.controls import words_of
from kpi_nlp.readers.web.links import document_of
from kpi_nlp.readers.web.styles import Style
from kpi_nlp.text import clip, join_lines

_NEVER_SHOWN = frozenset({
    "audio", "base", "canvas", "col", "colgroup", "datalist", "head", "link", "meta", "noframes", "param",
    "rp", "rt", "script", "source", "style", "title", "track", "video", "xml",
})  # fmt: skip
_SHOWN_BY_SCRIPT = frozenset({"noscript", "template"})
_ELSEWHERE = frozenset({"iframe", "frame", "embed", "object"})
_ASK = _NEVER_SHOWN | _SHOWN_BY_SCRIPT | _ELSEWHERE | {"img", "dialog"}  # others without attributes are shown
_WORDS = re.compile(r"\w")
_CELLS_IN_COMMENT = re.compile(r"<(?:t[dh]|p|v:textbox)[\s>]", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>|(?:<!)?\[(?:end)?if[^\[\]<>]*\]>?")
_COMMENT_MARKS = ("msocomanchor", "msocommentreference")
_COMMENT_LIST = re.compile(r"mso-element\s*:\s*comment", re.IGNORECASE)
_RUNNING = re.compile(r"mso-element\s*:\s*(?:header|footer)", re.IGNORECASE)  # Word keeps them in a page of their own
_LONGEST_COMMENT = 100_000
_printed = etree.XPath("descendant::text()[not(parent::script or parent::style)]")


def printed_text(element: etree._Element) -> str:
    """Return all text below an element, hidden or not."""
    found = _printed(element)
    return "".join(map(str, found)) if isinstance(found, list) else ""


@dataclass(slots=True)
class Unread:
    """What was left out so far; `warnings` tells it."""

    hidden: dict[etree._Element, str] = field(default_factory=dict)
    elsewhere: dict[etree._Element, str] = field(default_factory=dict)
    remarks: set[etree._Element] = field(default_factory=set)
    pictures: set[etree._Element] = field(default_factory=set)
    pictured_cells: list[Location] = field(default_factory=list)
    menus: list[str] = field(default_factory=list)
    documents: dict[str, None] = field(default_factory=dict)

    def leaves_out(self, element: etree._Element, style: Style) -> bool:
        """Return whether an element is not shown, and keep in mind what it holds."""
        tag = element.tag
        if tag == "a" and (document := document_of(element)):
            self.documents[document] = None
        if not element.keys() and tag not in _ASK:
            return False
        if tag == "img" and not words_of(element):
            self.pictures.add(element)
        if tag in _NEVER_SHOWN:
            return True
        own = element.get("style") or ""
        if tag in _ELSEWHERE:
            self._note_source(element)
        elif (element.get("class") or "").lower() in _COMMENT_MARKS or _COMMENT_LIST.search(own):
            self.remarks.add(element)
        elif tag in _SHOWN_BY_SCRIPT or _is_hidden(element, style):
            self._note_hidden(element, printed_text(element))
        else:
            return _RUNNING.search(own) is not None
        return True

    def look_into(self, comment: etree._Element) -> None:
        """Keep in mind a comment that holds cells or paragraphs: a row taken out, a text box for another program."""
        text = (comment.text or "")[:_LONGEST_COMMENT]
        if _CELLS_IN_COMMENT.search(text):
            self._note_hidden(comment, _TAGS.sub(" ", text))

    def _note_hidden(self, element: etree._Element, text: str) -> None:
        if element not in self.hidden and (found := _WORDS.search(text)):
            self.hidden[element] = clip(join_lines(text[found.start() : found.start() + 200]), 20)

    def _note_source(self, element: etree._Element) -> None:
        source = (element.get("src") or element.get("data") or "").strip()
        if source and not source.lower().startswith(("about:", "javascript:")):
            self.elsewhere[element] = source

    def look_for_picture(self, cell: etree._Element, location: Location) -> None:
        """Keep in mind a cell without text in which a picture stands."""
        if any(picture in self.pictures for picture in cell.iter("img")):
            self.pictured_cells.append(location)

    def warnings(self) -> Iterator[ReadWarning]:
        """Yield a warning for each kind of thing that was left out."""
        if self.hidden:
            yield ReadWarning(
                "HiddenText",
                f"网页有 {len(self.hidden)} 处隐藏内容，未读取（如「{next(iter(self.hidden.values()))}」）",
            )
        if self.remarks:
            yield ReadWarning("CommentNotRead", f"有 {len(self.remarks)} 处批注，未读取")
        if self.menus:
            yield ReadWarning(
                "NavigationNotRead", f"网页有 {len(self.menus)} 处导航链接，未读取（如「{clip(self.menus[0], 20)}」）"
            )
        if self.documents:
            listed = "、".join(clip(name) for name in list(self.documents)[:3])
            yield ReadWarning(
                "EmbeddedDocument", f"网页附有 {len(self.documents)} 个文件（{listed}），其内容未读取；请单独提供"
            )
        for location in self.pictured_cells:
            yield ReadWarning("PictureNotRead", "单元格里是图片，未读取", location)


def told_elsewhere(sources: Sequence[str]) -> Iterator[ReadWarning]:
    """Yield a warning where a page shows other files within it that are not at hand."""
    if sources:
        reason = f"网页嵌入了另外的文件（{clip(sources[0])}），其内容未读取；请单独提供该文件"
        yield ReadWarning("EmbeddedDocument", reason)


def _is_hidden(element: etree._Element, style: Style) -> bool:
    if style.hidden or "hidden" in element.attrib:
        return True
    return element.tag == "dialog" and "open" not in element.attrib
