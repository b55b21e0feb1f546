"""Scanned pages of an OFD: the images on them as one bitmap, blue, green and red."""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.readers.errors import ReadError
from kpi_nlp.readers.ofd.pages import OfdPage
from kpi_nlp.readers.ofd.parts import Parts
from kpi_nlp.readers.pdf.matrix import Area

Bitmap = NDArray[Any]

_DOTS_PER_POINT = 150 / 72
_MOST_DOTS = 100_000_000
_SCANNED = 0.5  # of the page: what a scan covers by itself
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR(.{4})(.{4})", re.DOTALL)
_JPEG = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf].{3}(..)(..)", re.DOTALL)


def bitmap_of(parts: Parts, page: OfdPage) -> Bitmap | None:
    """Return a page as its images show it; None where one is of a format that is not read, as JBIG2, or none covers it.

    A single image keeps its own dots; the strips of a scan are put together at 150 dots to the inch.
    """
    shown = page.reading.page
    if sum(picture.area.size for picture in page.pictures) <= _SCANNED * shown.width * shown.height:
        return None
    found = [(picture.area, _decoded(parts, page.resources.images.get(picture.resource))) for picture in page.pictures]
    images = [(area, image) for area, image in found if image is not None]
    largest = max(images, key=lambda pair: pair[0].size, default=None)
    if largest is not None and largest[0].size > _SCANNED * shown.width * shown.height:
        return largest[1]
    return _put_together(images, shown.width, shown.height) if len(images) == len(found) else None


def _decoded(parts: Parts, part: str | None) -> Bitmap | None:
    import cv2

    try:
        data = parts.package.read(part or "")
    except ReadError:
        return None
    head = _PNG.match(data) or (_JPEG.search(data) if data.startswith(b"\xff\xd8") else None)
    if head is None or int.from_bytes(head[1]) * int.from_bytes(head[2]) > _MOST_DOTS:
        return None
    try:
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # a broken image
        return None


def _put_together(images: list[tuple[Area, Bitmap]], width: float, height: float) -> Bitmap:
    import cv2

    scale = min(_DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    sheet = np.full((max(1, round(height * scale)), max(1, round(width * scale)), 3), 255, np.uint8)
    for area, image in images:
        left, top, right, bottom = (round(edge * scale) for edge in area)
        if right > left >= 0 and bottom > top >= 0 and right <= sheet.shape[1] + 1 and bottom <= sheet.shape[0] + 1:
            resized = cv2.resize(image, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
            room = sheet[top:bottom, left:right]
            room[:] = resized[: room.shape[0], : room.shape[1]]
    return sheet
