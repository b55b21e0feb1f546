"""Web archives (.mht): pages that Word, Excel or a browser saved in a single file; a workbook has one for each sheet."""

import email
import re
from collections.abc import Iterator, Sequence
from email.message import Message
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from kpi_nlp.model import Block, Document, Heading, Location, ReadWarning
from kpi_nlp.readers.errors import CorruptFile, LimitExceeded, ReadError
from kpi_nlp.readers.html import page_of
from kpi_nlp.readers.source import Source
from kpi_nlp.readers.web.reading import Numbers
from kpi_nlp.readers.web.tree import text_of_page
from kpi_nlp.readers.web.unread import told_elsewhere

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_DEEPEST_NESTING, _MOST_PARTS = 4, 5000
_SHEET = re.compile(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"<x:Name>([^<]*)<", re.IGNORECASE)
_SOURCE = re.compile(r"""<x:WorksheetSource\s+HRef=["']([^"']*)["']""", re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)
_TABS = "tabstrip.htm"  # the names of the sheets to click on
_DEFAULT_TITLE = re.compile(r"(?:sheet|工作表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_UNCLOSED = "CloseBoundaryNotFoundDefect"


class _Part(NamedTuple):
    """A page of the archive: the names by which others call it, and its text."""

    names: tuple[str, ...]
    text: str


class _Sheet(NamedTuple):
    """A sheet of a workbook as the archive lists it."""

    title: str
    hidden: bool


def read_mht(source: Source) -> Document:
    """Return the pages of an archive in order; a workbook's sheets with their names, hidden ones left out."""
    try:
        messages = list(_leaves(source, email.message_from_bytes(source.data.lstrip())))
        parts = [part for message in messages if (part := _part(source, message))]
        unclosed = any(type(defect).__name__ == _UNCLOSED for message in messages for defect in message.defects)
    except ReadError:
        raise
    except Exception as error:  # the library stumbles over broken headers in many ways
        raise _corrupt(source) from error
    if not any(parts):
        raise _corrupt(source)
    blocks, warnings = _pages(source, parts)
    if unclosed:
        warnings.insert(0, ReadWarning("TruncatedFile", "网页归档没有结尾，可能不完整；请重新保存或下载"))
    return Document(source.name, source.sha256, "mht", tuple(blocks), tuple(warnings))


def _pages(source: Source, parts: Sequence[_Part]) -> tuple[list[Block], list[ReadWarning]]:
    sheets = {name: sheet for part in parts for name, sheet in _sheets(part)}
    present = {name for part in parts for name in part.names}
    numbers = Numbers()
    blocks: list[Block] = []
    warnings: list[ReadWarning] = []
    for part in parts:
        sheet = next((sheets[name] for name in part.names if name in sheets), None)
        if sheet and sheet.hidden:
            warnings.append(ReadWarning("HiddenSheet", f"隐藏工作表「{sheet.title}」未读取"))
        if (sheet and sheet.hidden) or _TABS in part.names:
            continue
        place = Location(source.name, sheet=sheet.title if sheet else None)
        blocks += _title(place, numbers)
        page = page_of(place, part.text, numbers)
        blocks += page.blocks
        missing = [
            target for target in page.elsewhere if present.isdisjoint((_called(part.names[0], target), _last(target)))
        ]
        warnings += [*page.warnings, *told_elsewhere(missing)]
    return blocks, warnings


def _title(place: Location, numbers: Numbers) -> Iterator[Heading]:
    if place.sheet and not _DEFAULT_TITLE.fullmatch(place.sheet):
        yield Heading(place.sheet, 1, numbers.next(place))


def _leaves(source: Source, message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts of a message, those of messages within it too, and the message itself for its defects."""
    if depth > _DEEPEST_NESTING:
        raise LimitExceeded(
            source.name, f"网页归档嵌套超过 {_DEEPEST_NESTING} 层", "请用 Word 或浏览器打开并另存一份后重试"
        )
    yield message
    inner = message.get_payload()
    if message.is_multipart() and isinstance(inner, list):
        for part in inner[:_MOST_PARTS]:
            if isinstance(part, Message):
                yield from _leaves(source, part, depth + 1)


def _part(source: Source, message: Message) -> _Part | None:
    """Return a page, None for a part of another kind."""
    data = message.get_payload(decode=True)
    if message.get_content_type() not in _PAGES or not isinstance(data, bytes) or not data.strip():
        return None
    location, identifier = _header(message, "content-location"), _header(message, "content-id")
    names = (_called("", location), f"cid:{identifier.strip('<>')}".lower(), _last(location))
    return _Part(names, text_of_page(source.name, data, message.get_content_charset()))


def _header(message: Message, name: str) -> str:
    """Return a header as it is written, in whatever encoding; the library gives up names with Chinese in them."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    data = str(raw).encode("utf-8", errors="surrogateescape")
    return "".join(data.decode("utf-8", errors="replace").split())


def _sheets(part: _Part) -> Iterator[tuple[str, _Sheet]]:
    """Yield the sheets that a page lists, by the name of their own page; a single sheet is the page itself."""
    for listed in _SHEET.finditer(part.text):
        title, place = _NAME.search(listed[1]), _SOURCE.search(listed[1])
        if title:
            target = _last(unescape(place[1])) if place else part.names[0]
            yield target, _Sheet(unescape(title[1]), _HIDDEN.search(listed[1]) is not None)


def _called(base: str, target: str) -> str:
    """Return the whole name of a page as another page calls it."""
    try:
        return unquote(urljoin(base, target.replace("\\", "/"))).lower()
    except ValueError:  # an address that is none
        return target


def _last(address: str) -> str:
    """Return the bare name of a page: one workbook's pages differ in it, however the folder above is written."""
    return unquote(address).replace("\\", "/").rpartition("/")[2].lower()


def _corrupt(source: Source) -> CorruptFile:
    return CorruptFile(source.name, "网页归档已损坏，或里面没有网页", "请用 Word、Excel 或浏览器打开并另存一份后重试")
