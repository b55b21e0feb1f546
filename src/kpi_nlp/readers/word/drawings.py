"""Pictures, charts and diagrams: what is drawn is not read, and is told where it may hold a value."""

import re

from kpi_nlp.readers.word.markup import Element, whole
from kpi_nlp.readers.word.noticed import Noticed
from kpi_nlp.readers.word.tables import Inside

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_GRAPHIC, _FILL, _VML_FILL = f"{_A}graphicData", f"{_A}blip", f"{_V}imagedata"
_DRAWN = {"chart": "图表", "chartex": "图表", "diagram": "SmartArt 图形"}
_CENTIMETRE = 360_000  # in the unit of drawings
_WIDE, _TALL = 8 * _CENTIMETRE, 4 * _CENTIMETRE  # a logo, a seal or a signature is smaller
_SIZE = re.compile(r"(?:^|;)\s*(width|height):\s*(\d{1,6}(?:\.\d{0,6})?)(pt|in|cm|mm|px)?")
_UNITS = {"pt": _CENTIMETRE / 28.35, "px": _CENTIMETRE / 37.8, "in": _CENTIMETRE * 2.54, "cm": _CENTIMETRE, "mm": _CENTIMETRE / 10}  # fmt: skip


def look_at_drawing(inside: Inside, noticed: Noticed) -> None:
    """Note a chart or diagram, a picture where a cell holds nothing else, and one that is large."""
    element = inside.element
    for graphic in element.iter(_GRAPHIC):
        if drawn := _DRAWN.get(graphic.get("uri", "").rsplit("/", 1)[-1]):
            noticed.add("DrawingNotRead", f"{drawn}中的文字和数据未读取", inside.location)
    if next(element.iter(_FILL, _VML_FILL), None) is None:
        return
    if inside.alone:
        noticed.add("PictureNotRead", "单元格里只有图片，其中的文字未读取", inside.location)
        return
    width, height = _size(element)
    if width >= _WIDE and height >= _TALL:
        noticed.pictures.append(inside.location)


def _size(element: Element) -> tuple[float, float]:
    """Return width and height of a drawing."""
    extent = next(element.iter(f"{_WP}extent"), None)
    if extent is not None:
        return whole(extent.get("cx")), whole(extent.get("cy"))
    for shape in element.iter(f"{_V}shape", f"{_V}rect"):
        sizes = {
            name: float(amount) * _UNITS[unit or "px"] for name, amount, unit in _SIZE.findall(shape.get("style", ""))
        }
        return sizes.get("width", 0), sizes.get("height", 0)
    return 0, 0
