"""Web pages: as published, as saved from Word and Excel, as systems export them under the name of .xls."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from kpi_nlp.model import Block, Document, Location, ReadWarning, Table
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.source import Source
from kpi_nlp.readers.web.pieces import Sight
from kpi_nlp.readers.web.reading import Numbers, Reading
from kpi_nlp.readers.web.styles import styles_of
from kpi_nlp.readers.web.tree import text_of_page, tree_of
from kpi_nlp.readers.web.unread import Unread, told_elsewhere
from kpi_nlp.text import clip

# the beginnings of what Excel and the Calc of LibreOffice write
_SPREADSHEET = re.compile(
    r"urn:schemas-microsoft-com:office:excel|content=[\"']?Excel\.Sheet|body,div,table,thead,tbody,tfoot", re.IGNORECASE
)
_HEAD = 8192
_SHORT = 200  # letters of a page that is rather its pictures
_BEGUN, _ENDED = re.compile(r"<html", re.IGNORECASE), re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_UNREADABLE = "\ufffd"


def read_html(source: Source) -> Document:
    """Return the headings, paragraphs and tables of a page; raises UnsupportedFormat for a mere frame around others."""
    page = page_of(Location(source.name), text_of_page(source.name, source.data), Numbers())
    if not page.blocks and page.elsewhere:
        reason = f"网页只是框架，内容在另外的文件里（{clip(page.elsewhere[0])}）"
        raise UnsupportedFormat(source.name, reason, "请用 Excel 或浏览器打开原网页，另存为 .xlsx 或 .docx 后重试")
    warnings = (*page.warnings, *told_elsewhere(page.elsewhere))
    return Document(source.name, source.sha256, "html", page.blocks, warnings)


class WebPage(NamedTuple):
    """What a page says, what was noticed, and the addresses of what it only frames."""

    blocks: tuple[Block, ...]
    warnings: tuple[ReadWarning, ...]
    elsewhere: tuple[str, ...]


def page_of(place: Location, text: str, numbers: Numbers) -> WebPage:
    """Return the content of a page; `place` is where it stands, `numbers` go on from the page before."""
    root = tree_of(place.file, text)
    unread = Unread()
    sight = Sight(styles_of(root), unread)
    spreadsheet = _SPREADSHEET.search(text, 0, _HEAD) is not None
    reading = Reading(place, sight, numbers, spreadsheet, keeps_menus=spreadsheet)
    blocks = tuple(reading.blocks(root))
    if not blocks and unread.menus:  # a page of nothing but links
        unread.menus.clear()
        blocks = tuple(replace(reading, keeps_menus=True).blocks(root))
    noticed = (*_damage(text), *_unseen(root, blocks, unread), *unread.warnings(), *reading.warnings)
    return WebPage(blocks, noticed, tuple(unread.elsewhere.values()))


def _damage(text: str) -> Iterator[ReadWarning]:
    if unreadable := text.count(_UNREADABLE):
        yield ReadWarning("UndecodableText", f"有 {unreadable} 个字无法识别，读作「{_UNREADABLE}」")
    if _BEGUN.search(text, 0, _HEAD) and not _ENDED.search(text):
        yield ReadWarning("TruncatedFile", "网页没有结尾，可能不完整；请重新保存或下载")


def _unseen(root: etree._Element, blocks: Sequence[Block], unread: Unread) -> Iterator[ReadWarning]:
    """Say where a page shows its content in pictures, or has a program make it."""
    if unread.pictures and sum(map(_letters, blocks)) < _SHORT:
        yield ReadWarning("PictureNotRead", f"网页有 {len(unread.pictures)} 张图片，图片中的文字未读取")
    if not blocks and next(root.iter("script"), None) is not None:
        yield ReadWarning(
            "ScriptedPage", "网页内容由脚本生成，未能读取；请用浏览器打开后另存为「网页，全部」或复制到 Word"
        )


def _letters(block: Block) -> int:
    return sum(len(cell.text) for row in block.rows for cell in row) if isinstance(block, Table) else len(block.text)
