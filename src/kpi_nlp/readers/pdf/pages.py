"""Pages of a PDF: letters and ruling lines as the page is held to be read, and what was left out of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.pdf.layers import layered_runs
from kpi_nlp.readers.pdf.letters import UNREADABLE, Run, runs_of
from kpi_nlp.readers.pdf.matrix import Area, frame_of
from kpi_nlp.readers.pdf.notes import made_part, strikes
from kpi_nlp.readers.pdf.objects import Drawn, drawn_on
from kpi_nlp.readers.printed.page import Glyph, Page

_QUARTER, _ASKEW = 90, 5  # degrees: a scan that lies askew is still upright
_SCANNED, _PICTURE = 0.5, 0.2  # of the page: what its images cover, where it is a scan or holds a large one
_FEW, _MOSTLY = 30, 0.3  # letters that make no text; the share of unreadable ones from which there is none
_OUTLINES = 200  # shapes on a page without text: its letters were turned into drawings
_MOST_ATTEMPTS = 3
_LONGEST_QUOTE = 30
_MOST_PIXELS = 400_000_000  # of the images of a page, which are unpacked to be shown: A4 at 1,600 dpi
_MOST_COATS = 1000  # how many times over a page is painted
_MOST_LETTERS = 200_000  # fifty times those of a page in small print
_TOO_MANY_LETTERS = f"超过 {_MOST_LETTERS} 个字"


class PageTooLarge(Exception):
    """A page that holds more than any paper does, or would grow to more."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed on a page: the kind and wording of a warning."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A page with what was noticed; `textless` says why its letters, if it has any, are not its text, else 「」.

    `unshowable` says why it cannot be turned into a picture, which a scan must be.
    """

    page: Page
    notes: tuple[Note, ...] = ()
    textless: str = ""
    unshowable: str = ""


def read_page(document: pypdfium2.PdfDocument, number: int) -> Reading:
    """Return a page as it is held to be read; raises PdfiumError where it is broken, and PageTooLarge.

    What was filled in or drawn on the page later becomes a part of it, and a page whose text runs sideways is
    turned: each makes the library read the page anew.
    """
    for attempt in range(_MOST_ATTEMPTS):
        with closing(document[number - 1]) as page:
            if made_part(page):
                continue
            frame, area = frame_of(page)
            drawn = drawn_on(page, frame)
            drawn.rules += strikes(page, frame)
            with closing(page.get_textpage()) as letters:
                if letters.count_chars() > _MOST_LETTERS:
                    raise PageTooLarge(_TOO_MANY_LETTERS)
                runs = list(runs_of(letters, frame, drawn))
            quarters = quarters_of(runs)
            if not quarters or attempt == _MOST_ATTEMPTS - 1:
                break
            _turn(page, quarters)
    if drawn.covers:
        runs = list(layered_runs(document, number, frame, drawn))
    return reading_of(number, area, drawn, runs)


def quarters_of(runs: Iterable[Run]) -> int:
    """Return by how many quarters most letters are turned against the clock."""
    letters: Counter[int] = Counter()
    for run in runs:
        letters[round(run.manner.angle / _QUARTER) % 4] += len(run.glyph.text)
    return letters.most_common(1)[0][0] if letters else 0


def _turn(page: pypdfium2.PdfPage, quarters: int) -> None:
    """Turn what stands on a page clockwise, and the page with it."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    matrix, width, height = {
        1: ((0, -1, 1, 0, -bottom, right), top - bottom, right - left),
        2: ((-1, 0, 0, -1, right, top), right - left, top - bottom),
        3: ((0, 1, -1, 0, top, -left), top - bottom, right - left),
    }[quarters]
    raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(*matrix), None)
    raw.FPDFPage_SetMediaBox(page.raw, 0, 0, width, height)
    raw.FPDFPage_SetCropBox(page.raw, 0, 0, width, height)


def reading_of(number: int, area: Area, drawn: Drawn, runs: Sequence[Run]) -> Reading:
    """Return what a page says, without what does not show on it; `runs` are all its letters."""
    pictures = sum(image.size for image in drawn.images)
    scan = pictures > _SCANNED * area.size
    shown: list[Glyph] = []
    left_out: dict[str, list[str]] = {"HiddenText": [], "Watermark": []}
    recognised = False
    for run in runs:
        if (kind := _left_out(run, area, drawn, scan=scan)) is not None:
            left_out[kind].append(run.glyph.text)
        else:
            shown.append(run.glyph)
            recognised = recognised or run.manner.invisible
    page = Page(number, area.right, area.bottom, tuple(shown), tuple(drawn.rules))
    letters = sum(len(glyph.text) for glyph in shown)
    unreadable = sum(glyph.text.count(UNREADABLE) for glyph in shown)
    textless = _textless(letters, unreadable, drawn, scan=scan)
    notes = tuple(_notes(left_out, unreadable, recognised=recognised, whole=drawn.whole))
    if not textless and not recognised and pictures > _PICTURE * area.size:
        notes += (Note("PictureNotRead", "有大幅图片，图中若有文字或表格，未读取"),)
    return Reading(page, notes, textless, _unshowable(area, drawn))


def _textless(letters: int, unreadable: int, drawn: Drawn, *, scan: bool) -> str:
    """Return why the letters of a page are not its text, 「」 where they are."""
    if letters < _FEW and scan:
        return "是扫描件"
    if letters < _FEW and drawn.drawings > _OUTLINES:
        return "的文字是图形"
    return "的字体没有说明文字" if unreadable > _MOSTLY * letters else ""


def _unshowable(area: Area, drawn: Drawn) -> str:
    if drawn.pixels > _MOST_PIXELS:
        return "的图片太大"
    return "的图形层层重叠" if drawn.painted > _MOST_COATS * max(area.size, 1) else ""


def _left_out(run: Run, area: Area, drawn: Drawn, *, scan: bool) -> str | None:
    """Return why letters are no part of the text, None where they are: the kind of a warning."""
    box = Area(run.glyph.left, run.glyph.top, run.glyph.right, run.glyph.bottom)
    if abs(run.manner.angle - _QUARTER * round(run.manner.angle / _QUARTER)) > _ASKEW:
        return "Watermark"
    unseen = (run.manner.invisible and not scan) or (run.manner.white and not _is_backed(box, drawn))
    return "HiddenText" if unseen or run.manner.covered or not area.holds(box) else None


def _is_backed(box: Area, drawn: Drawn) -> bool:
    """White letters show on a dark ground."""
    return any(ground.holds(box) for ground in (*drawn.shades, *drawn.images))


def _notes(left_out: dict[str, list[str]], unreadable: int, *, recognised: bool, whole: bool) -> Iterator[Note]:
    wordings = {"HiddenText": "有看不见或被遮住的文字，未读取", "Watermark": "有斜排的文字（多为水印），未读取"}
    for kind, texts in left_out.items():
        if quote := "".join(texts)[:_LONGEST_QUOTE]:
            yield Note(kind, f"{wordings[kind]}：「{quote}」")
    if recognised:
        yield Note("OcrUsed", "是扫描件，文字层来自他人识别，请与原件核对")
    if unreadable:
        yield Note("UnreadableLetters", f"有 {unreadable} 个字因字体没有说明而无法识别，读作「{UNREADABLE}」")
    if not whole:
        yield Note("DrawingNotRead", "图形过多，其中的表格线可能未读全")
