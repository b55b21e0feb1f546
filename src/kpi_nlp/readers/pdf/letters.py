"""Characters of a PDF page to runs: stretches of letters that touch each other, each with its box.

The calls into the library, a few per character, are what reading a PDF costs; what follows is done on whole arrays.
"""

import ctypes
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from kpi_nlp.readers.pdf.covers import covered
from kpi_nlp.readers.pdf.matrix import address
from kpi_nlp.readers.pdf.objects import Drawn
from kpi_nlp.readers.printed import touching
from kpi_nlp.readers.printed.page import UNREAD, Glyph, Rule
from kpi_nlp.readers.printed.places import Area, Matrix
from kpi_nlp.readers.printed.shown import COVERED, PLAIN, Manner, Run
from kpi_nlp.readers.symbols import character

_LINE_END_HYPHEN = 2  # what the library makes of a hyphen at the end of a line
_SPACES = (0x20, 0xA0)  # what the library put between words itself has no width, and is no letter
_BLANKS = (0xAD, 0x200B, 0x3000, 0xFEFF, 0xFFFE)
_LAST_CONTROL = 0x1F
_SURROGATES, _PRIVATE = (0xD800, 0xDFFF), (0xE000, 0xF8FF)
_LONGEST_NAME = 256
_MOST_CODES = 0x10000
_NOWHERE = (np.inf, np.inf, -np.inf, -np.inf)

Codes = NDArray[np.uint32]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
Boxes = NDArray[np.float64]


def runs_of(page: pypdfium2.PdfTextPage, frame: Matrix, drawn: Drawn, over: Sequence[Area] = ()) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they were printed.

    `drawn` is what else the page shows, `over` the areas that were laid over these letters.
    A run ends at two blanks, and at one in which a ruling line stands: what follows is in another column.
    What cannot be read, since its font does not say what its letters are, is `UNREAD`.
    """
    count = page.count_chars()
    codes, boxes = _codes(page, count), _boxes(page, count, frame)
    broken = np.fromiter(map(raw.FPDFText_HasUnicodeMapError, repeat(page.raw), range(count)), np.bool_, count)
    seen = broken | _printing()[np.minimum(codes, _MOST_CODES - 1)]
    at = np.flatnonzero(seen & (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1]))
    if not at.size:
        return
    codes[broken & ~_within(codes, _PRIVATE)] = ord(UNREAD)
    text = _text(page, codes, at)
    boxes, spaces = boxes[at], (codes[at] == _SPACES[0]) | (codes[at] == _SPACES[1])
    objects, manners = _manners(page, at, drawn, covered(boxes, over) if over else ())
    breaks = _breaks(boxes, manners, objects)
    breaks[2:] |= spaces[:-2] & spaces[1:-1]
    breaks[1:] |= _are_parted(boxes[:-1], spaces[:-1], drawn.rules)
    starts = np.flatnonzero(breaks)
    edges = _edges(np.where(spaces[:, None], _NOWHERE, boxes), starts)
    for (start, stop), box in zip(pairwise([*starts.tolist(), len(at)]), edges.tolist(), strict=True):
        if letters := text[start:stop].strip():
            yield Run(Glyph(_whole(letters), *box), manners[start] if manners else PLAIN)


def _manners(
    page: pypdfium2.PdfTextPage, at: Places, drawn: Drawn, hidden: Sequence[bool]
) -> tuple[Sequence[int], Sequence[Manner]]:
    """Return the object of each letter, and how it is printed; nothing where all are plain."""
    if not (drawn.manners or hidden):
        return (), ()
    objects = [address(raw.FPDFText_GetTextObject(page.raw, place)) for place in at.tolist()]
    manners = [drawn.manners.get(one, PLAIN) for one in objects]
    if hidden:
        manners = [COVERED if under else manner for manner, under in zip(manners, hidden, strict=True)]
    return objects, manners


def _codes(page: pypdfium2.PdfTextPage, count: int) -> Codes:
    """Return the code of each character, all at once where the text has as many units as there are characters."""
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(page.raw, 0, count, units) == count + 1:
        codes = np.frombuffer(memoryview(units), np.uint16)[:count].astype(np.uint32)
        if not _within(codes, _SURROGATES).any():
            return codes
    return np.fromiter(map(raw.FPDFText_GetUnicode, repeat(page.raw), range(count)), np.uint32, count)


def _boxes(page: pypdfium2.PdfTextPage, count: int, frame: Matrix) -> Boxes:
    """Return the box of each character: left, top, right, bottom, as high as its font."""
    areas = (raw.FS_RECTF * count)()
    for at in range(count):
        raw.FPDFText_GetLooseCharBox(page.raw, at, areas[at])
    left, top, right, bottom = np.frombuffer(memoryview(areas), np.float32).reshape(count, 4).T.astype(np.float64)
    a, _, _, d, e, f = frame
    return np.stack((a * left + e, d * top + f, a * right + e, d * bottom + f), axis=1)


@cache
def _printing() -> Flags:
    """Return for each code whether it prints anything, or is a blank that was typed."""
    printing = np.ones(_MOST_CODES, np.bool_)
    printing[: _LAST_CONTROL + 1] = printing[list(_BLANKS)] = False
    printing[_LINE_END_HYPHEN] = True
    return printing


def _within(codes: Codes, bounds: tuple[int, int]) -> Flags:
    return (codes >= bounds[0]) & (codes <= bounds[1])


def _text(page: pypdfium2.PdfTextPage, codes: Codes, at: Places) -> str:
    """Return the printed letters, those of symbol fonts as what they show."""
    codes[codes == _LINE_END_HYPHEN] = ord("-")
    for place in at[_within(codes[at], _PRIVATE)].tolist():
        shown = character(_font(page, place), int(codes[place]))
        codes[place] = ord(shown or UNREAD)
    return "".join(map(chr, codes[at].tolist()))


def _whole(letters: str) -> str:
    """Return letters with the two halves of a rare character as one."""
    return letters if letters.isprintable() else letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _font(page: pypdfium2.PdfTextPage, at: int) -> str:
    """Return the name of the font of a character in lower case, without the mark of a part of a font and its style."""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(page.raw, at, name, _LONGEST_NAME, None)
    plain = name.value.decode(errors="replace").lower().rpartition("+")[2].partition("-")[0].removesuffix("mt")
    return plain.replace("wingdings2", "wingdings 2")


def _breaks(boxes: Boxes, manners: Sequence[Manner], objects: Sequence[int]) -> Flags:
    """Return at which characters a run begins: after a gap, on another line, in another size or manner."""
    before, after = boxes[:-1], boxes[1:]
    height = before[:, 3] - before[:, 1]
    gap, ratio = after[:, 0] - before[:, 2], (after[:, 3] - after[:, 1]) / height
    breaks = np.ones(len(boxes), np.bool_)
    breaks[1:] = (
        (gap > touching.GAP * height)
        | (gap < touching.BACK * height)
        | (np.abs(after[:, 3] - before[:, 3]) > touching.OFF_LINE * height)
        | (ratio > touching.OTHER_SIZE)
        | (ratio < 1 / touching.OTHER_SIZE)
    )
    if objects:
        turned = np.array([bool(manner.angle) for manner in manners])
        printed = zip(objects, manners, strict=True)
        changed = np.array([one != other for one, other in pairwise(printed)], np.bool_)
        breaks[1:] = (breaks[1:] & ~turned[1:]) | changed
    return breaks


def _are_parted(boxes: Boxes, spaces: Flags, rules: Sequence[Rule]) -> Flags:
    """Return for each character whether it is a blank in which a vertical line stands."""
    parted = np.zeros(len(boxes), np.bool_)
    places = np.flatnonzero(spaces)
    blanks = boxes[places]
    walls = np.array(sorted({(rule.left, rule.top, rule.bottom) for rule in rules if rule.left == rule.right}))
    if blanks.size and walls.size:
        first, behind = np.searchsorted(walls[:, 0], blanks[:, 0]), np.searchsorted(walls[:, 0], blanks[:, 2], "right")
        for at in np.flatnonzero(first < behind).tolist():
            near = walls[first[at] : behind[at]]
            parted[places[at]] = ((near[:, 1] < blanks[at, 3]) & (near[:, 2] > blanks[at, 1])).any()
    return parted


def _edges(boxes: Boxes, starts: Places) -> Boxes:
    """Return the box around each run."""
    nearest, farthest = np.minimum.reduceat(boxes, starts), np.maximum.reduceat(boxes, starts)
    return np.concatenate((nearest[:, :2], farthest[:, 2:]), axis=1)
