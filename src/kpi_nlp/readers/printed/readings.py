"""What a page says: its letters without what does not show on it, and what was left out of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.readers.printed.page import UNREAD, Glyph, Page
from kpi_nlp.readers.printed.places import Area
from kpi_nlp.readers.printed.shown import Run, Shown

_QUARTER, _ASKEW = 90, 5  # degrees: a scan that lies askew is still upright
_SCANNED, _PICTURE = 0.5, 0.2  # of the page: what its images cover, where it is a scan or holds a large one
_FEW, _MOSTLY = 30, 0.3  # letters that make no text; the share of unreadable ones from which there is none
_OUTLINES = 200  # shapes on a page without text: its letters were turned into drawings
_LONGEST_QUOTE = 30
_MOST_PIXELS = 400_000_000  # of the images of a page, which are unpacked to be shown: A4 at 1,600 dpi
_MOST_COATS = 1000  # how many times over a page is painted
_LEFT_OUT = {
    "HiddenText": "有看不见的文字，未读取",
    "CoveredText": "有被遮住的文字，未读取",
    "Watermark": "有斜排的文字（多为水印），未读取",
}


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


def quarters_of(runs: Iterable[Run]) -> int:
    """Return by how many quarters most letters are turned against the clock."""
    letters: Counter[int] = Counter()
    for run in runs:
        letters[round(run.manner.angle / _QUARTER) % 4] += len(run.glyph.text)
    return letters.most_common(1)[0][0] if letters else 0


def reading_of(number: int, area: Area, drawn: Shown, runs: Sequence[Run]) -> Reading:
    """Return what a page says, without what does not show on it; `runs` are all its letters."""
    pictures = sum(image.size for image in drawn.images)
    scan = pictures > _SCANNED * area.size
    shown: list[Glyph] = []
    left_out: dict[str, list[str]] = {kind: [] for kind in _LEFT_OUT}
    recognised = False
    for run in runs:
        if (kind := _left_out(run, area, drawn, scan=scan)) is not None:
            left_out[kind].append(run.glyph.text)
        else:
            shown.append(run.glyph)
            recognised = recognised or run.manner.invisible
    page = Page(number, area.right, area.bottom, tuple(shown), tuple(drawn.rules))
    letters = sum(len(glyph.text) for glyph in shown)
    unreadable = sum(glyph.text.count(UNREAD) for glyph in shown)
    textless = _textless(letters, unreadable, drawn, scan=scan)
    notes = tuple(_notes(left_out, unreadable, recognised=recognised, whole=drawn.whole))
    if not textless and not recognised and pictures > _PICTURE * area.size:
        notes += (Note("PictureNotRead", "有大幅图片，图中若有文字或表格，未读取"),)
    return Reading(page, notes, textless, _unshowable(area, drawn))


def _textless(letters: int, unreadable: int, drawn: Shown, *, scan: bool) -> str:
    """Return why the letters of a page are not its text, 「」 where they are."""
    if letters < _FEW and scan:
        return "是扫描件"
    if letters < _FEW and drawn.drawings > _OUTLINES:
        return "的文字是图形"
    return "的字体没有说明文字" if unreadable > _MOSTLY * letters else ""


def _unshowable(area: Area, drawn: Shown) -> str:
    if drawn.pixels > _MOST_PIXELS:
        return "的图片太大"
    return "的图形层层重叠" if drawn.painted > _MOST_COATS * max(area.size, 1) else ""


def _left_out(run: Run, area: Area, drawn: Shown, *, scan: bool) -> str | None:
    """Return why letters are no part of the text, None where they are: the kind of a warning."""
    box = Area(run.glyph.left, run.glyph.top, run.glyph.right, run.glyph.bottom)
    if abs(run.manner.angle - _QUARTER * round(run.manner.angle / _QUARTER)) > _ASKEW:
        return "Watermark"
    unseen = (run.manner.invisible and not scan) or (run.manner.white and not _is_backed(box, drawn))
    if run.manner.covered:
        return "CoveredText"
    return "HiddenText" if unseen or not area.holds(box) else None


def _is_backed(box: Area, drawn: Shown) -> bool:
    """White letters show on a dark ground."""
    return any(ground.holds(box) for ground in (*drawn.shades, *drawn.images))


def _notes(left_out: dict[str, list[str]], unreadable: int, *, recognised: bool, whole: bool) -> Iterator[Note]:
    for kind, texts in left_out.items():
        if quote := "".join(texts)[:_LONGEST_QUOTE]:
            yield Note(kind, f"{_LEFT_OUT[kind]}：「{quote}」")
    if recognised:
        yield Note("OcrUsed", "是扫描件，文字层来自他人识别，请与原件核对")
    if unreadable:
        yield Note("UnreadableLetters", f"有 {unreadable} 个字因字体没有说明而无法识别，读作「{UNREAD}」")
    if not whole:
        yield Note("DrawingNotRead", "图形过多，其中的表格线可能未读全")
