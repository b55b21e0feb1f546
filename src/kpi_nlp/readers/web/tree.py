"""Bytes to the tree of a page: its encoding as it is named, as browsers and office suites write it."""

import re

from lxml import etree

from kpi_nlp.readers.encoding import decode_marked
from kpi_nlp.readers.errors import CorruptFile, LimitExceeded

_CHARSET = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_AGAIN = "文件异常，请用浏览器打开后复制到 Word，另存为 .docx 后重试"
_HEAD = 4096  # bytes in which a page names its encoding
_TOO_DEEP = "ERR_RESOURCE_LIMIT"
_TAG = re.compile(r"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_ATTRIBUTE = re.compile(r"""[\s"'/]([^\s"'<>/=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++))?+""")
_LONG_TAG, _MOST_ATTRIBUTES = 10_000, 1000  # of one tag: the library compares each attribute with all before it


def text_of_page(name: str, data: bytes, charset: str | None = None) -> str:
    """Return the text of a page; `charset` is what a web archive says of it."""
    return decode_marked(name, data, charset or _named(data))


def _named(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii", errors="replace") if found else None


def tree_of(name: str, text: str) -> etree._Element:
    """Return the root of a page; raises CorruptFile for one without content and LimitExceeded for absurd nesting."""
    if any(_is_overloaded(tag[0]) for tag in _TAG.finditer(text)):
        raise LimitExceeded(name, "网页的标签属性太多", _AGAIN)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise _empty(name) from error
    if any(entry.type_name == _TOO_DEEP for entry in parser.error_log):
        raise LimitExceeded(name, "网页的标签嵌套太深", _AGAIN)
    if root is None:
        raise _empty(name)
    _take_sections_out_of_cells(root)
    return root


def _is_overloaded(tag: str) -> bool:
    return len(tag) > _LONG_TAG and sum(1 for _ in _ATTRIBUTE.finditer(tag)) > _MOST_ATTRIBUTES


def _take_sections_out_of_cells(root: etree._Element) -> None:
    """Put a head or foot that follows a cell without an end tag where browsers do: behind the row, not into the cell."""
    for section in list(root.iter("thead", "tfoot")):
        cell = section.getparent()
        row = cell.getparent() if cell is not None and cell.tag in ("td", "th") else None
        if row is not None:
            row.addnext(section)


def _empty(name: str) -> CorruptFile:
    return CorruptFile(name, "网页没有内容", "请用浏览器打开确认内容后重新保存")
