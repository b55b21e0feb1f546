"""Scanned pages of an OFD: the images on them as one bitmap, blue, green and red."""

import io
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.readers.errors import ReadError
from kpi_nlp.readers.ofd.pages import OfdPage
from kpi_nlp.readers.ofd.parts import Parts

if TYPE_CHECKING:
    from PIL.Image import Image

    from kpi_nlp.readers.printed.places import Area

Bitmap = NDArray[Any]

_DOTS_PER_POINT = 150 / 72
_MOST_DOTS = 25_000_000
_MOST_PIXELS = 200_000_000  # of all images of a page, as often as they are drawn
_SCANNED = 0.5  # of the page: what its images cover, where it is a scan
_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "GIF")


def bitmap_of(parts: Parts, page: OfdPage) -> Bitmap | None:
    """Return a page as its images show it; None where one is of a format that is not read, as JBIG2, or none covers it.

    A single image keeps its own dots; the strips of a scan are put together at 150 dots to the inch.
    """
    shown = page.reading.page
    whole = shown.width * shown.height
    if sum(picture.area.size for picture in page.pictures) <= _SCANNED * whole:
        return None
    resources = dict.fromkeys(picture.resource for picture in page.pictures)
    decoded = {one: _decoded(parts, page.resources.images.get(one)) for one in resources}
    found = [(picture.area, decoded[picture.resource]) for picture in page.pictures]
    images = [(area, image) for area, image in found if image is not None]
    if sum(image.width * image.height for _, image in images) > _MOST_PIXELS:
        return None
    largest = max(images, key=lambda pair: pair[0].size, default=None)
    if largest is not None and largest[0].size > _SCANNED * whole:
        return _bitmap(largest[1])
    return _bitmap(_put_together(images, shown.width, shown.height)) if len(images) == len(found) else None


def _decoded(parts: Parts, part: str | None) -> "Image | None":
    from PIL import Image

    try:
        data = parts.package.read(part or "")
    except ReadError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=_FORMATS).convert("RGB")
    except Exception:  # noqa: BLE001 - the decoders raise whatever they like on damaged images
        return None


def _put_together(images: "list[tuple[Area, Image]]", width: float, height: float) -> "Image":
    from PIL import Image

    scale = min(_DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    sheet = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    for area, image in images:
        left, top, right, bottom = (round(edge * scale) for edge in area)
        if 0 < right - left <= 2 * sheet.width and 0 < bottom - top <= 2 * sheet.height:
            sheet.paste(image.resize((right - left, bottom - top)), (left, top))
    return sheet


def _bitmap(image: "Image") -> Bitmap:
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
