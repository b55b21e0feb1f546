"""What lies over the cells of a sheet of an .xlsx: text boxes, pictures, and remarks pinned to cells."""

import re
from collections.abc import Iterator

from lxml import etree

from kpi_nlp.readers.sheets.markup import S, is_whole, runs_of
from kpi_nlp.readers.sheets.sheet import Box, Place, Run, column_number, told

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRUCK = frozenset({"sngStrike", "dblStrike"})
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def boxes_of(root: etree._Element) -> Iterator[Box]:
    """Yield the paragraphs of the text boxes of a drawing, each at the upper left corner of its box."""
    for anchor in root:
        place = (_corner(anchor, "row"), _corner(anchor, "col"))
        for paragraph in anchor.iter(f"{_A}p"):
            if any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors()):
                continue  # the same box again, for older programs
            text, before = told(list(_runs(paragraph)))
            if text.strip() or before:
                yield Box(place, text.strip(), before)


def pictures_of(root: etree._Element) -> int:
    """Return how many pictures a drawing holds."""
    return sum(1 for _ in root.iter(f"{_D}pic"))


def notes_of(root: etree._Element) -> Iterator[tuple[Place, str]]:
    """Yield place and text of each remark."""
    for comment in root.iter(f"{S}comment"):
        corner = _REFERENCE.fullmatch(comment.get("ref", ""))
        text = "".join(told(list(runs_of(item)))[0] for item in comment.iterfind(f"{S}text"))
        if corner is not None and text.strip():
            yield (int(corner[2]), column_number(corner[1])), text


def _corner(anchor: etree._Element, axis: str) -> int:
    """Return row or column of the corner of a box, from 1; 1 where the box stands free of the cells."""
    text = anchor.findtext(f"{_D}from/{_D}{axis}", "0")
    return int(text) + 1 if is_whole(text) else 1


def _runs(paragraph: etree._Element) -> Iterator[Run]:
    for child in paragraph:
        if child.tag == f"{_A}br":
            yield Run("\n")
            continue
        marks = child.find(f"{_A}rPr")
        text = child.findtext(f"{_A}t", "")
        yield Run(text, marks is not None and marks.get("strike") in _STRUCK)
