"""The records of an .xls (BIFF): what xlrd does not tell, and a copy without what is not needed.

xlrd stops at any record that it finds odd, also at those that nobody reads here (names, drawings, conditional
formats, links); they are struck from the copy that it is given, and so are the empty cells of formatted rows.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from kpi_nlp.readers.sheets.sheet import Box, Place

_BOF, _EOF, _CONTINUE = frozenset({0x0009, 0x0209, 0x0409, 0x0809}), 0x000A, 0x003C
_SHEET, _PASSWORD, _CODEPAGE = 0x0085, 0x002F, 0x0042
_FORMULA = frozenset({0x0006, 0x0206, 0x0406})
_DRAWING, _OBJECT, _TEXT, _NOTE = 0x00EC, 0x005D, 0x01B6, 0x001C
_FONTS_AND_FORMATS = frozenset({0x0031, 0x0231, 0x001E, 0x041E, 0x0056, 0x0043, 0x0243, 0x0443, 0x00E0, 0x0044})
_CELLS = frozenset(
    {0x0002, 0x0003, 0x0004, 0x0005, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00D6, 0x00FC, 0x00FD}
    | {0x0007, 0x0207, 0x0021, 0x0221, 0x0036, 0x0037, 0x0236, 0x04BC}
)
_LAYOUT = frozenset({0x0000, 0x0200, 0x0008, 0x0208, 0x007D, 0x00E5, 0x0022, 0x008E, 0x008F})
_NEEDED = _BOF | {_EOF, _CONTINUE, _SHEET, _CODEPAGE} | _FORMULA | _FONTS_AND_FORMATS | _CELLS | _LAYOUT
_STRUCK = b"\xff\xff"
_UNICODE_BOF, _UNICODE = 0x0809, 0x0600
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"  # the head of the record in a drawing that pins it to cells
_PICTURE, _NOTE_BOX = 0x08, 0x19
_WORKSHEET = 0


@dataclass(slots=True)
class Facts:
    """What the records of one sheet say beside its cells: whether each formula shows a result, boxes, notes, pictures."""

    formulas: dict[Place, bool] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    notes: dict[Place, str] = field(default_factory=dict)
    pictures: int = 0


@dataclass(slots=True)
class Survey:
    """A stream of records: the facts of its worksheets by position, and the copy that xlrd is given."""

    copy: bytearray
    facts: dict[int, Facts] = field(default_factory=dict)
    worksheets: list[int] = field(default_factory=list)
    encrypted: bool = False
    unicode: bool = False
    codepage: bool = False

    def facts_of(self, number: int) -> Facts:
        """Return the facts of a worksheet by its number from 0."""
        position = self.worksheets[number] if number < len(self.worksheets) else 0
        return self.facts.get(position, Facts())


def survey(stream: bytes) -> Survey:
    """Walk through the records of a stream once."""
    found = Survey(bytearray(stream))
    depth = 0
    overlay = _Overlay(Facts())
    for position, code, data in walk(stream):
        if code not in _NEEDED:
            found.copy[position : position + 2] = _STRUCK
        if code in _BOF:
            depth += 1
            if depth == 1:
                found.unicode = found.unicode or (code == _UNICODE_BOF and data[:2] == _UNICODE.to_bytes(2, "little"))
                overlay = _Overlay(found.facts.setdefault(position, Facts()))
        elif code == _EOF:
            depth -= 1
        elif code == _SHEET and len(data) > 6 and data[5] == _WORKSHEET:  # noqa: PLR2004 - position, state, kind
            found.worksheets.append(int.from_bytes(data[:4], "little"))
        elif code in _FORMULA and len(data) >= 14:  # noqa: PLR2004 - row, column, style, result
            row, column = struct.unpack_from("<HH", data)
            overlay.facts.formulas[row + 1, column + 1] = _shows(data[6:14])
        else:
            overlay.add(code, data)
        found.encrypted = found.encrypted or code == _PASSWORD
        found.codepage = found.codepage or code == _CODEPAGE
    return found


def walk(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield position, code and content of each record."""
    position = 0
    while position + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, position)
        yield position, code, stream[position + 4 : position + 4 + length]
        position += 4 + length


def _shows(result: bytes) -> bool:
    """Return whether the stored result of a formula is more than 0 and the empty text, which nobody may have computed."""
    if result[6:] == b"\xff\xff":
        return result[0] != 3  # noqa: PLR2004 - the mark of an empty text
    return result != bytes(8)


@dataclass(slots=True)
class _Overlay:
    """What lies over the cells, pieced together from records that follow each other: place, object, text."""

    facts: Facts
    place: Place = (1, 1)
    kind: int = 0
    identity: int = 0
    left: int = 0
    text: str = ""
    texts: dict[int, str] = field(default_factory=dict)

    def add(self, code: int, data: bytes) -> None:
        """Take one record."""
        if code == _DRAWING and (at := data.rfind(_ANCHOR)) >= 0 and len(data) >= at + 14:
            column, row = struct.unpack_from("<H2xH", data, at + 8)
            self.place = (row + 1, column + 1)
        elif code == _OBJECT and len(data) >= 8:  # noqa: PLR2004 - head, kind, number
            self.kind, self.identity = struct.unpack_from("<HH", data, 4)
            self.facts.pictures += self.kind == _PICTURE
        elif code == _TEXT and len(data) >= 12:  # noqa: PLR2004 - the length stands at 10
            (self.left,) = struct.unpack_from("<H", data, 10)
            self.text = ""
        elif code == _CONTINUE and self.left > 0 and data:
            self._add_text(data)
        elif code == _NOTE and len(data) >= 8:  # noqa: PLR2004 - row, column, switches, number of the object
            row, column, _, identity = struct.unpack_from("<4H", data)
            if note := self.texts.get(identity):
                self.facts.notes[row + 1, column + 1] = note

    def _add_text(self, data: bytes) -> None:
        piece = data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1", errors="replace")
        self.text += piece
        self.left -= len(piece)
        if self.left > 0:
            return
        if self.kind == _NOTE_BOX:
            self.texts[self.identity] = self.text
            return
        lines = (line.strip() for line in self.text.replace("\r", "\n").split("\n"))
        self.facts.boxes += [Box(self.place, line) for line in lines if line]
