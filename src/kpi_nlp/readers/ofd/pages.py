"""Pages of an OFD: their own content and that of their templates, turned upright, and what was left out of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from kpi_nlp.readers.errors import LimitExceeded, ReadError
from kpi_nlp.readers.ofd.documents import OfdDocument, PageEntry, Resources, add_resources, size_of
from kpi_nlp.readers.ofd.objects import POINTS, Content, Picture
from kpi_nlp.readers.ofd.parts import Parts, child, children, folder_of, text_of
from kpi_nlp.readers.printed.page import Glyph, Rule
from kpi_nlp.readers.printed.places import Area, Matrix, moved
from kpi_nlp.readers.printed.readings import Note, Reading, quarters_of, reading_of
from kpi_nlp.readers.printed.shown import Run, Shown

_SAME = 0.25  # of the height of a letter: how far apart a letter stands that was printed twice to look bold


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page with what was noticed, and the images on it with the numbers of their resources."""

    reading: Reading
    pictures: Sequence[Picture]
    resources: Resources


def read_page(parts: Parts, entry: PageEntry, number: int) -> OfdPage:
    """Return a page as it is held to be read; raises ReadError where it is broken, LimitExceeded where it is too large."""
    document = entry.document
    root = parts.root(entry.part or "")
    resources = _resources(parts, root, entry)
    content = Content(parts.package.source.name, resources)
    notes = list(_add_templates(parts, root, document, content))
    content.add_layers(root)
    width, height = size_of(child(root, "Area")) or document.size
    area = Area(0, 0, *moved(width, height, POINTS))
    runs = list(_once(content.runs))
    quarters = quarters_of(runs)
    area, drawn, runs = _turned(area, content.drawn, runs, quarters) if quarters else (area, content.drawn, runs)
    if content.cut:
        notes.append(Note("NestingTooDeep", "的图形嵌套太深，更深的内容未读取"))
    reading = reading_of(number, area, drawn, runs)
    return OfdPage(replace(reading, notes=(*notes, *reading.notes)), content.pictures, resources)


def _resources(parts: Parts, root: etree._Element, entry: PageEntry) -> Resources:
    """Return the resources of the document, and those that only this page has."""
    shared = entry.document.resources
    own = Resources(dict(shared.images), dict(shared.fonts), dict(shared.graphics))
    listed = [text_of(listed) for listed in children(root, "PageRes")]
    for path in listed:
        add_resources(parts, folder_of(entry.part or ""), path, own)
    return own if listed else shared


def _add_templates(parts: Parts, root: etree._Element, document: OfdDocument, content: Content) -> Iterator[Note]:
    for used in dict.fromkeys(used.get("TemplateID", "") for used in children(root, "Template")):
        part = document.templates.get(used)
        try:
            content.add_layers(parts.shared_root(part or ""))
        except LimitExceeded:
            raise
        except ReadError:
            yield Note("DamagedPage", "的母版缺失或已损坏，母版上的内容未读取")


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs, one that was printed twice at one place only once."""
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        glyph = run.glyph
        near = max(_SAME * (glyph.bottom - glyph.top), 1e-3)
        across, down = round(glyph.left / near), round(glyph.top / near)
        if not any((glyph.text, across + x, down + y) in seen for x in (-1, 0, 1) for y in (-1, 0, 1)):
            seen.add((glyph.text, across, down))
            yield run


def _turned(area: Area, drawn: Shown, runs: Sequence[Run], quarters: int) -> tuple[Area, Shown, list[Run]]:
    """Turn a page clockwise by quarters, so that its letters stand upright."""
    matrix: Matrix = {
        1: (0, 1, -1, 0, area.bottom, 0),
        2: (-1, 0, 0, -1, area.right, area.bottom),
        3: (0, -1, 1, 0, 0, area.right),
    }[quarters]
    turned = Shown(
        [Rule(*_box(rule, matrix)) for rule in drawn.rules],
        [_box(image, matrix) for image in drawn.images],
        [_box(shade, matrix) for shade in drawn.shades],
    )
    upright = [
        Run(
            replace(run.glyph, **_box(run.glyph, matrix)._asdict()),
            replace(run.manner, angle=run.manner.angle - 90 * quarters),
        )
        for run in runs
    ]
    return _box(area, matrix), turned, upright


def _box(shape: Area | Rule | Glyph, matrix: Matrix) -> Area:
    corners = [moved(x, y, matrix) for x, y in ((shape.left, shape.top), (shape.right, shape.bottom))]
    across, down = zip(*corners, strict=True)
    return Area(min(across), min(down), max(across), max(down))
