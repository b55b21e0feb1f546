"""The XML of workbooks: names of elements, switches and numbers of attributes, and text with its marks."""

import re
from collections.abc import Iterator

from lxml import etree

from kpi_nlp.readers.sheets.sheet import Run

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_NUMBER = 18  # digits
_OFF = frozenset({"0", "false", "off"})


def is_on(element: etree._Element | None, attribute: str = "val", *, default: str = "1") -> bool:
    """Return whether a switch is there and on; one without a value is."""
    return element is not None and element.get(attribute, default).lower() not in _OFF


def number(element: etree._Element, attribute: str, default: int = 0) -> int:
    """Return a whole number of an attribute, the default where it is missing or no number."""
    text = element.get(attribute, "")
    return int(text) if is_whole(text) else default


def is_whole(text: str) -> bool:
    """Return whether a text is a whole number that anything here can have."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def unescaped(text: str) -> str:
    """Return text without the escapes for letters that XML cannot hold: 「_x000D_」 is a carriage return."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "")


def string_of(item: etree._Element) -> str | tuple[Run, ...]:
    """Return a string of a workbook, in stretches where it has marks."""
    runs = tuple(runs_of(item))
    return runs[0].text if len(runs) == 1 and runs[0] == Run(runs[0].text) else runs


def runs_of(item: etree._Element) -> Iterator[Run]:
    """Yield the stretches of a string, each with its marks; how a word is pronounced is left out."""
    for child in item:
        if child.tag == f"{S}t":
            yield Run(unescaped(child.text or ""))
        elif child.tag == f"{S}r":
            text = unescaped("".join(piece.text or "" for piece in child.iterfind(f"{S}t")))
            marks = child.find(f"{S}rPr")
            if marks is None:
                yield Run(text)
            else:
                raised = marks.find(f"{S}vertAlign")
                yield Run(
                    text,
                    is_on(marks.find(f"{S}strike")),
                    raised is not None and raised.get("val") == "superscript",
                )
