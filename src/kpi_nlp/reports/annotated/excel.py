"""Workbooks with notes: the comments of a sheet, the drawing that shows them, and nothing else touched."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from lxml import etree

from kpi_nlp.model import CREATOR, Annotation
from kpi_nlp.reports.annotated.parts import RELATION_ID, Parts
from kpi_nlp.text import printed_width

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_VML, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_CELL = re.compile(r"([A-Z]+)(\d+)")
_BEHIND = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_LETTERS = 26
_WIDE, _HIGH = 4, 8  # columns and rows that an open note covers, at least
_LINE = 40  # letters of a grid in a line of so many columns, and a line is at most as high as a row


def _s(name: str) -> str:
    return f"{{{_S}}}{name}"


def with_notes(data: bytes, remarks: Sequence[Annotation]) -> tuple[bytes, tuple[Annotation, ...]]:
    """Return a copy with a note on each cell that remarks speak of, and the remarks whose sheet or cell is not there."""
    parts = Parts(data)
    sheets = _sheets(parts)
    by_sheet: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    lost = []
    for remark in remarks:
        sheet, cell = sheets.get(remark.location.sheet or ""), remark.location.cell
        if sheet is None or cell is None or not _CELL.fullmatch(cell):
            lost.append(remark)
        else:
            by_sheet[sheet][cell].append(remark.text)
    for sheet, notes in by_sheet.items():
        _add(parts, sheet, {cell: "\n\n".join(texts) for cell, texts in notes.items()})
    return parts.written(), tuple(lost)


def _sheets(parts: Parts) -> Mapping[str, str]:
    """Return the part of each sheet, by its title."""
    book = parts.related("", "officeDocument") or "xl/workbook.xml"
    targets = {name: target for name, _, target in parts.relations(book)}
    listed = parts.xml(book).iter(_s("sheet"))
    return {sheet.get("name", ""): targets.get(sheet.get(RELATION_ID, ""), "") for sheet in listed}


def _add(parts: Parts, sheet: str, notes: Mapping[str, str]) -> None:
    listed = parts.related(sheet, "comments")
    if listed is None:
        listed = parts.free_name("xl/comments{}.xml")
        parts.relate(sheet, "comments", listed)
        parts.declare(listed, _COMMENTS)
        root = etree.fromstring(f'<comments xmlns="{_S}"/>')
        etree.SubElement(root, _s("authors"))
        etree.SubElement(root, _s("commentList"))
    else:
        root = parts.xml(listed)
    added = _write(root, notes)
    parts.put(listed, root)
    _draw(parts, sheet, {cell: notes[cell] for cell in added})


def _write(root: etree._Element, notes: Mapping[str, str]) -> list[str]:
    """Add notes to those there are; a cell that has one keeps it, with ours below. Return the cells that had none."""
    authors, listed = root.find(_s("authors")), root.find(_s("commentList"))
    if authors is None or listed is None:
        return []
    names = [author.text for author in authors]
    if CREATOR not in names:
        etree.SubElement(authors, _s("author")).text = CREATOR
        names.append(CREATOR)
    known = {comment.get("ref", ""): comment for comment in listed}
    for cell, text in notes.items():
        comment = known.get(cell)
        said = f"\n\n{text}" if comment is not None else text
        if comment is None:
            comment = etree.SubElement(listed, _s("comment"), {"ref": cell, "authorId": str(names.index(CREATOR))})
            etree.SubElement(comment, _s("text"))
        words = etree.SubElement(etree.SubElement(comment[0], _s("r")), _s("t"))
        words.text = said
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [cell for cell in notes if cell not in known]


def _draw(parts: Parts, sheet: str, notes: Mapping[str, str]) -> None:
    """Add a box for each new note; without it no program shows them."""
    if (drawing := parts.related(sheet, "vmlDrawing")) is None:
        drawing = parts.free_name("xl/drawings/vmlDrawingKpi{}.vml")
        name = parts.relate(sheet, "vmlDrawing", drawing)
        parts.declare(drawing, _DRAWING)
        root = etree.Element("xml", nsmap={"v": _VML, "o": _O, "x": _X})
        kind = etree.SubElement(
            root,
            f"{{{_VML}}}shapetype",
            {"id": "_x0000_t202", "coordsize": "21600,21600", "path": "m,l,21600r21600,l21600,xe"},
        )
        kind.set(f"{{{_O}}}spt", "202")
        _point_to(parts, sheet, name)
    else:
        root = parts.xml(drawing)
    taken = len(root)
    for number, (cell, text) in enumerate(notes.items(), taken):
        root.append(_box(number, cell, text))
    parts.put(drawing, root)


def _point_to(parts: Parts, sheet: str, name: str) -> None:
    """Say in the sheet which drawing holds its notes, in the place that the order of its elements asks for."""
    root = parts.xml(sheet)
    pointer = etree.Element(_s("legacyDrawing"))
    pointer.set(RELATION_ID, name)
    behind = next(
        (child for child in root if isinstance(child.tag, str) and etree.QName(child).localname in _BEHIND), None
    )
    if behind is None:
        root.append(pointer)
    else:
        behind.addprevious(pointer)
    parts.put(sheet, root)


def _box(number: int, cell: str, text: str) -> etree._Element:
    """Return the closed box of a note: where it opens, high enough for its text, and of which cell it is."""
    column, row = _numbers(cell)
    high = max(_HIGH, 1 + sum(1 + printed_width(line) // _LINE for line in text.split("\n")))
    style = f"position:absolute;margin-left:80pt;margin-top:2pt;width:280pt;height:{15 * high}pt;z-index:1;visibility:hidden"
    shape = etree.Element(
        f"{{{_VML}}}shape",
        {"id": f"_x0000_kpi{number}", "type": "#_x0000_t202", "style": style, "fillcolor": "#fff9db"},
    )
    shape.set(f"{{{_O}}}insetmode", "auto")
    etree.SubElement(shape, f"{{{_VML}}}textbox")
    client = etree.SubElement(shape, f"{{{_X}}}ClientData", {"ObjectType": "Note"})
    anchor = f"{column + 1}, 15, {row}, 2, {column + 1 + _WIDE}, 15, {row + high}, 4"
    for tag, value in (
        ("MoveWithCells", None),
        ("SizeWithCells", None),
        ("Anchor", anchor),
        ("AutoFill", "False"),
        ("Row", str(row)),
        ("Column", str(column)),
    ):
        etree.SubElement(client, f"{{{_X}}}{tag}").text = value
    return shape


def _numbers(cell: str) -> tuple[int, int]:
    """Return column and row of a cell, from 0."""
    match = _CELL.fullmatch(cell)
    letters, digits = (match[1], match[2]) if match else ("A", "1")
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1, int(digits) - 1
