"""A small writer of OFD files (GB/T 33190), laid out as office suites print them: a text object for each line of a cell.

`ofd_bytes` prints titles, paragraphs and tables on A4 pages; the smaller functions make the single parts of a package.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.ofdspec.org/2016"
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 20.0
BODY, TITLE, LEADING, PADDING = 3.7, 5.6, 1.4, 1.2  # millimetres, the leading in sizes
ASCENT = 0.88
Lines = Literal["strokes", "rectangles", "boxes"]
Objects = Literal["cells", "letters", "lines"]


class Title(str):
    """A title: larger and in the middle."""

    __slots__ = ()


class Spanned(NamedTuple):
    """A cell over several columns and rows; the places that it covers are left out of their rows."""

    text: str
    columns: int = 1
    rows: int = 1


Row = Sequence[str | Spanned]
Block = str | Sequence[Row]


class Printed(NamedTuple):
    """A stretch of text at its place on the page."""

    text: str
    left: float
    top: float
    size: float = BODY


class Placed(NamedTuple):
    """A cell at its place in the grid."""

    row: int
    column: int
    cell: Spanned


def width_of(letter: str) -> float:
    """Return how far a letter moves the pen, in sizes."""
    return 1.0 if ord(letter) > 0xFF else 0.5


def text_width(text: str, size: float) -> float:
    return sum(map(width_of, text)) * size


def deltas(text: str, size: float) -> str:
    """Return the distances between letters, runs of equal ones as 「g 4 3.7」."""
    shown = []
    for advance, run in groupby(f"{width_of(letter) * size:g}" for letter in text[:-1]):
        count = len(list(run))
        shown.append(f"g {count} {advance}" if count > 1 else advance)
    return " ".join(shown)


def text_object(text: str, left: float, top: float, size: float = BODY, attributes: str = "") -> str:
    """Return one line of text whose upper left corner stands at a place."""
    moved = f" DeltaX={quoteattr(deltas(text, size))}" if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="0" Boundary="{left:g} {top:g} {text_width(text, size):g} {size * 1.2:g}" Font="1" '
        f'Size="{size:g}" {attributes}><ofd:FillColor Value="0 0 0"/>'
        f'<ofd:TextCode X="0" Y="{size * ASCENT:g}"{moved}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def letter_objects(text: str, left: float, top: float, size: float = BODY) -> str:
    """Return a text object for each letter, as some converters write them."""
    lefts = accumulate((width_of(letter) * size for letter in text), initial=left)
    return "".join(text_object(letter, at, top, size) for letter, at in zip(text, lefts, strict=False) if letter != " ")


def line_object(texts: Sequence[Printed]) -> str:
    """Return one text object for all that stands on a line, over however many cells; the steps between are long."""
    first = min(texts, key=lambda text: text.left)
    letters = sorted(
        (text.left + text_width(text.text[:at], text.size), letter)
        for text in texts
        for at, letter in enumerate(text.text)
    )
    moved = " ".join(f"{right - left:.4g}" for (left, _), (right, _) in pairwise(letters))
    drawn = text_object("".join(letter for _, letter in letters), first.left, first.top, first.size)
    return re.sub(r' DeltaX="[^"]*"', f' DeltaX="{moved}"', drawn)


def path_object(box: tuple[float, float, float, float], data: str, attributes: str = "") -> str:
    left, top, width, height = box
    return (
        f'<ofd:PathObject ID="0" Boundary="{left:g} {top:g} {width:g} {height:g}" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def line(left: float, top: float, right: float, bottom: float) -> str:
    """Return a stroke as office suites write it: within a box that is half a line wider."""
    half = 0.125
    box = (left - half, top - half, right - left + 2 * half, bottom - top + 2 * half)
    return path_object(
        box, f"M {half:g} {half:g} L {half + right - left:g} {half + bottom - top:g}", 'LineWidth="0.25"'
    )


def filled(left: float, top: float, right: float, bottom: float) -> str:
    """Return a line as a thin filled rectangle, as printing through a driver leaves it."""
    width, height = max(right - left, 0.18), max(bottom - top, 0.18)
    return path_object(
        (left, top, width, height),
        f"M 0 0 L {width:g} 0 L {width:g} {height:g} L 0 {height:g} C",
        'Stroke="false" Fill="true"',
    )


def box(left: float, top: float, right: float, bottom: float) -> str:
    """Return the four sides of a cell as one path."""
    width, height = right - left, bottom - top
    return path_object((left, top, width, height), f"M 0 0 L {width:g} 0 L {width:g} {height:g} L 0 {height:g} C")


def page(content: str, head: str = "", layer: str = 'Type="Body"') -> str:
    """Return a page of one layer; `head` stands ahead of the content: area, template."""
    return root("Page", f'{head}<ofd:Content><ofd:Layer ID="0" {layer}>{content}</ofd:Layer></ofd:Content>')


def root(name: str, content: str, attributes: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{name} xmlns:ofd="{NAMESPACE}" {attributes}>{content}</ofd:{name}>'


def entry(*documents: str) -> str:
    """Return OFD.xml with the paths of its documents."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{path}</ofd:DocRoot></ofd:DocBody>"
        for path in documents or ("Doc_0/Document.xml",)
    )
    return root("OFD", bodies, 'Version="1.0" DocType="OFD"')


def document(pages: Sequence[str], common: str = "", area: str = f"0 0 {WIDTH:g} {HEIGHT:g}") -> str:
    """Return Document.xml with the paths of its pages."""
    listed = "".join(f'<ofd:Page ID="{100 + at}" BaseLoc="{path}"/>' for at, path in enumerate(pages))
    boxes = f"<ofd:PageArea><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:PageArea>" if area else ""
    return root("Document", f"<ofd:CommonData>{boxes}{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>")


def package(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def of_pages(*pages: str, common: str = "", **parts: str | bytes) -> bytes:
    """Return a file of one document with these pages; further parts by the names that stand for their paths."""
    names = [f"Pages/Page_{at}/Content.xml" for at in range(len(pages))]
    written = {f"Doc_0/{name}": content for name, content in zip(names, pages, strict=True)}
    return package({"OFD.xml": entry(), "Doc_0/Document.xml": document(names, common), **written, **parts})


def places(rows: Sequence[Row]) -> Iterator[Placed]:
    """Yield the cells with their row and column, each right of what spans down from above."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            spanned = cell if isinstance(cell, Spanned) else Spanned(cell)
            while (at, column) in taken:
                column += 1
            taken |= {(at + down, column + right) for down in range(spanned.rows) for right in range(spanned.columns)}
            yield Placed(at, column, spanned)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Return the lines of a text; numbers and Latin words stay whole where a line holds them."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"[!-~]+|.", paragraph):
            if line and text_width(line + word, size) > width:
                lines.append(line)
                line = ""
            for letter in word:
                if line and text_width(line + letter, size) > width:
                    lines.append(line)
                    line = ""
                line += letter
        lines.append(line)
    return lines


@dataclass
class _Printer:
    """Pages as they fill; a table goes on over the page where it does not fit."""

    lines: Lines
    pages: list[list[str | Printed]] = field(default_factory=lambda: [[]])
    top: float = MARGIN

    def room(self, height: float) -> None:
        if self.top + height > HEIGHT - MARGIN and self.top > MARGIN:
            self.turn()

    def turn(self) -> None:
        self.pages.append([])
        self.top = MARGIN

    def paragraph(self, text: str) -> None:
        size = TITLE if isinstance(text, Title) else BODY
        indent = "" if isinstance(text, Title) else "\u3000\u3000"
        for line_ in wrapped(indent + text, WIDTH - 2 * MARGIN, size):
            self.room(size * LEADING)
            bare = line_.lstrip("\u3000")
            gap = text_width(line_, size) - text_width(bare, size)
            middle = (WIDTH - text_width(bare, size)) / 2
            self.put(Printed(bare, middle if isinstance(text, Title) else MARGIN + gap, self.top, size))
            self.top += size * LEADING
        self.top += BODY * 0.6

    def table(self, rows: Sequence[Row]) -> None:
        cells = list(places(rows))
        width = (WIDTH - 2 * MARGIN) / max(one.column + one.cell.columns for one in cells)
        lines = {one: wrapped(one.cell.text, one.cell.columns * width - 2 * PADDING, BODY) for one in cells}
        heights = [BODY * LEADING + 2 * PADDING] * len(rows)
        for one in sorted(cells, key=lambda one: one.cell.rows):
            covered = range(one.row, min(one.row + one.cell.rows, len(rows)))
            needed = len(lines[one]) * BODY * LEADING + 2 * PADDING
            heights[covered[-1]] += max(0.0, needed - sum(heights[at] for at in covered))
        first = 0
        for row in range(len(rows)):
            if self.top + sum(heights[first : row + 1]) > HEIGHT - MARGIN and (row > first or self.top > MARGIN):
                self.rows(range(first, row), lines, heights, width)
                self.turn()
                first = row
        self.rows(range(first, len(rows)), lines, heights, width)
        self.top += BODY

    def rows(self, run: range, lines: dict[Placed, list[str]], heights: Sequence[float], width: float) -> None:
        """Print rows; a cell that a page break cuts keeps the lines for which there is no room for the next page."""
        tops = {at: self.top + sum(heights[run.start : at]) for at in (*run, run.stop)}
        for one in list(lines):
            end = one.row + one.cell.rows
            top, bottom = (tops[min(max(at, run.start), run.stop)] for at in (one.row, end))
            if top == bottom:
                continue
            left, right = MARGIN + one.column * width, MARGIN + (one.column + one.cell.columns) * width
            self.frame(left, top, right, bottom)
            room = int((bottom - top - 2 * PADDING) / (BODY * LEADING) + 0.01) if end > run.stop else len(lines[one])
            printed, lines[one] = lines[one][:room], lines[one][room:]
            start = (top + bottom - len(printed) * BODY * LEADING) / 2
            for at, text in enumerate(printed):
                if text.strip():
                    self.put(Printed(text, left + PADDING, start + at * BODY * LEADING))
        self.top = tops[run.stop]

    def frame(self, left: float, top: float, right: float, bottom: float) -> None:
        if self.lines == "boxes":
            self.put(box(left, top, right, bottom))
            return
        draw = line if self.lines == "strokes" else filled
        for edge in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom), (right, top, right, bottom)):  # fmt: skip
            self.put(draw(*edge))

    def put(self, drawn: str | Printed) -> None:
        self.pages[-1].append(drawn)


def objects_of(drawn: Sequence[str | Printed], objects: Objects) -> str:
    """Return what stands on a page, its text cut into objects in one of three ways."""
    texts = [one for one in drawn if isinstance(one, Printed)]
    if objects == "lines":
        lines: dict[tuple[float, float], list[Printed]] = {}
        for text in texts:
            lines.setdefault((round(text.top, 3), text.size), []).append(text)
        written = [line_object(line) for line in lines.values()]
    else:
        write = text_object if objects == "cells" else letter_objects
        written = [write(*text) for text in texts]
    return "".join([*(one for one in drawn if isinstance(one, str)), *written])


def ofd_bytes(
    blocks: Sequence[Block], *, lines: Lines = "strokes", objects: Objects = "cells", running_head: str = ""
) -> bytes:
    """Return an OFD file of titles, paragraphs (strings) and tables (rows of strings or Spanned cells).

    `lines` says how the lines of tables are drawn: a stroke for each edge, thin filled rectangles, or a path around
    each cell; `objects` what a text object holds: a line of a cell, one letter, a whole printed line. A running head stands on a template page with a line below it, as 母版 do.
    """
    printer = _Printer(lines)
    for block in blocks:
        if isinstance(block, str):
            printer.paragraph(block)
        else:
            printer.table(block)
    template = head = ""
    parts: dict[str, str] = {}
    if running_head:
        template = '<ofd:TemplatePage ID="2" ZOrder="Background" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        head = '<ofd:Template TemplateID="2" ZOrder="Background"/>'
        text = text_object(running_head, MARGIN, 10, 3) + line(MARGIN, 15, WIDTH - MARGIN, 15)
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = page(text)
    return of_pages(*(page(objects_of(drawn, objects), head) for drawn in printer.pages), common=template, **parts)
