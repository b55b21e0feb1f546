"""Objects of a page: text, ruling lines, images, and blocks and graphics of more of them (GB/T 33190, 8.4 to 13)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, degrees
from operator import attrgetter

from lxml import etree

from kpi_nlp.readers.errors import LimitExceeded
from kpi_nlp.readers.ofd.documents import Resources
from kpi_nlp.readers.ofd.letters import TURNS, UPRIGHT, TextObject, runs_of
from kpi_nlp.readers.ofd.parts import child, children, local, number, numbers, text_of
from kpi_nlp.readers.ofd.paths import stretches
from kpi_nlp.readers.printed.places import Area, Matrix, moved, times
from kpi_nlp.readers.printed.rules import Point, rules_of_area, rules_of_stretch
from kpi_nlp.readers.printed.shown import MAX_OBJECTS, Manner, Run, Shown

POINTS: Matrix = (72 / 25.4, 0, 0, 72 / 25.4, 0, 0)
"""Millimetres to points."""

_DEEPEST = 16
_LETTERS, _STRETCHES, _POINTS = 2, 2, 3  # how many of them are as much as another object
_WHITE = 250
_SIX, _FOUR, _THREE = 6, 4, 3


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page, and the number of its resource."""

    area: Area
    resource: str


@dataclass(slots=True)
class Content:
    """What stands on a page; `cut` where it is nested deeper than anybody draws, and what lies deeper was left out."""

    name: str
    resources: Resources
    drawn: Shown = field(default_factory=Shown)
    texts: list[TextObject] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    objects: float = 0
    cut: bool = False

    @property
    def runs(self) -> Iterator[Run]:
        """The runs of all texts, in the order in which they were printed."""
        walls = sorted({rule for rule in self.drawn.rules if rule.left == rule.right}, key=attrgetter("left"))
        return (run for text in self.texts for run in runs_of(text, walls))

    def add_layers(self, page: etree._Element) -> None:
        """Take all layers of a page or template."""
        for layer in children(_content(page), "Layer"):
            self.add(layer, POINTS)

    def add(self, block: etree._Element, outer: Matrix, *, hidden: bool = False, depth: int = 0) -> None:
        """Take the objects of a block; `outer` turns its places to those of the page, in points."""
        if depth > _DEEPEST:
            self.cut = True
            return
        for element in block:
            self._count(1)
            self._add_object(element, outer, hidden=hidden or _is_hidden(element), depth=depth)

    def _count(self, objects: float) -> None:
        """Count what stands on the page; graphics may be drawn again and again."""
        self.objects += objects
        if self.objects > MAX_OBJECTS:
            raise LimitExceeded(self.name, f"一页超过 {MAX_OBJECTS} 个对象", "文件异常，请重新另存或联系提供者")

    def _add_object(self, element: etree._Element, outer: Matrix, *, hidden: bool, depth: int) -> None:
        match local(element):
            case "PageBlock":
                self.add(element, outer, hidden=hidden, depth=depth + 1)
            case "CompositeObject":
                graphic = self.resources.graphics.get(element.get("ResourceID", ""))
                if graphic is not None:
                    self.add(_content(graphic), _matrix(element, outer), hidden=hidden, depth=depth + 1)
            case "TextObject":
                matrix = _matrix(element, outer)
                font = self.resources.fonts.get(element.get("Font", ""), "")
                self._count(sum(len(code.text or "") for code in children(element, "TextCode")) / _LETTERS)
                self.texts.append(TextObject(element, matrix, _manner(element, matrix, hidden=hidden), font))
            case "PathObject" if not hidden:
                self._add_path(element, _matrix(element, outer))
            case "ImageObject" if not hidden:
                area = _area_of_image(element, outer)
                self.drawn.rules += rules_of_area(area)
                self.drawn.images.append(area)
                self.pictures.append(Picture(area, element.get("ResourceID", "")))

    def _add_path(self, element: etree._Element, matrix: Matrix) -> None:
        stroke, fill = _is_on(element, "Stroke", default=True), _is_on(element, "Fill", default=False)
        filled = fill and not stroke  # a line is what runs along an outline, or an outline that holds no room
        drawn = list(stretches(text_of(child(element, "AbbreviatedData")), matrix, whole=filled))
        self._count(len(drawn) / _STRETCHES + sum(map(len, drawn)) / _POINTS)
        if not drawn or not (stroke or fill):
            return
        area = _around([point for points in drawn for point in points])
        if rules := rules_of_area(area):
            self.drawn.rules += rules
            return
        if filled and not _is_white(element):
            self.drawn.shades.append(area)
        found = [rule for points in drawn for rule in rules_of_stretch(points, filled=filled)]
        self.drawn.drawings += not found
        self.drawn.rules += found


def _content(element: etree._Element) -> etree._Element:
    content = child(element, "Content")
    return etree.Element("none") if content is None else content


def _matrix(element: etree._Element, outer: Matrix) -> Matrix:
    """Return the matrix of what stands in an object: its own, then its place."""
    left, top = (*numbers(element.get("Boundary")), 0.0, 0.0)[:2]
    placed = times((1, 0, 0, 1, left, top), outer)
    own = numbers(element.get("CTM"))
    return times((own[0], own[1], own[2], own[3], own[4], own[5]), placed) if len(own) == _SIX else placed


def _manner(element: etree._Element, matrix: Matrix, *, hidden: bool) -> Manner:
    a, b, *_ = times(TURNS.get(number(element.get("CharDirection")), UPRIGHT), matrix)
    unfilled = not _is_on(element, "Fill", default=True) and not _is_on(element, "Stroke", default=False)
    return Manner(degrees(atan2(-b, a)), invisible=hidden or unfilled, white=_is_white(element))


def _area_of_image(element: etree._Element, outer: Matrix) -> Area:
    """Return where an image lies: it is a square of one, as large as its matrix makes it, else as its boundary."""
    matrix, boundary = _matrix(element, outer), numbers(element.get("Boundary"))
    wide, high = (1.0, 1.0) if element.get("CTM") or len(boundary) != _FOUR else boundary[2:]
    return _around([moved(x, y, matrix) for x in (0, wide) for y in (0, high)])


def _around(points: list[Point]) -> Area:
    across, down = zip(*points, strict=True)
    return Area(min(across), min(down), max(across), max(down))


def _is_hidden(element: etree._Element) -> bool:
    colour = child(element, "FillColor")
    clear = colour is not None and local(element) == "TextObject" and number(colour.get("Alpha"), 255) <= 0
    return clear or not _is_on(element, "Visible", default=True) or number(element.get("Alpha"), 255) <= 0


def _is_white(element: etree._Element) -> bool:
    colour = child(element, "FillColor")
    values = numbers(colour.get("Value")) if colour is not None else ()
    return len(values) == _THREE and min(values) >= _WHITE


def _is_on(element: etree._Element, name: str, *, default: bool) -> bool:
    written = (element.get(name) or "").strip().lower()
    return written in ("true", "1") if written else default


def texts_of(element: etree._Element) -> Iterator[str]:
    """Yield all texts below an element, wherever they stand."""
    return (text for code in element.iter() if local(code) == "TextCode" and (text := text_of(code)))
