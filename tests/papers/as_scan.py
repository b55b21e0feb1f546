"""Reports as scans: the pages that LibreOffice prints, drawn at 150 dots to the inch and spoilt as scanners do."""

import io
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DPI = 150
_POINTS = 72
_NOISE, _SPECKS = 10.0, 0.001  # of 255; the share of points that are white or black by chance
_DIMMEST = 0.8  # the brightness of the darkest corner
_BLUR = 0.5
_QUALITY = 80

Spoil = Callable[[Image.Image, np.random.Generator], Image.Image]


def drawn(pdf: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DPI / _POINTS).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def straight(page: Image.Image, _chance: np.random.Generator) -> Image.Image:
    """Leave a page as it was drawn."""
    return page


def askew(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Turn a page by a degree, blur it a little, shade it and sprinkle it with noise."""
    angle = float(chance.choice((-1, 1)))
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(_BLUR))
    points = np.asarray(turned, dtype=np.float32) * _shade(page.width, page.height, chance)[..., None]
    points += chance.normal(0, _NOISE, points.shape)
    speck = chance.random(points.shape[:2])
    points[speck < _SPECKS / 2] = 0
    points[speck > 1 - _SPECKS / 2] = 255
    return Image.fromarray(np.clip(points, 0, 255).astype(np.uint8))


def _shade(width: int, height: int, chance: np.random.Generator) -> np.ndarray:
    """Return a light that falls off from one side of a page to the other."""
    turn = chance.uniform(0, 2 * np.pi)
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    way = np.cos(turn) * across + np.sin(turn) * down
    return (_DIMMEST + (1 - _DIMMEST) * (way - way.min()) / np.ptp(way)).astype(np.float32)


def tiff(pages: Sequence[Image.Image]) -> bytes:
    """Return pages as the pictures of one file, which keeps every point."""
    return _saved(pages, "TIFF", compression="tiff_deflate", dpi=(DPI, DPI))


def pdf(pages: Sequence[Image.Image]) -> bytes:
    """Return pages as a PDF of photographs (JPEG)."""
    return _saved(pages, "PDF", quality=_QUALITY, resolution=DPI)


def _saved(pages: Sequence[Image.Image], format_: str, **how: object) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, format_, save_all=True, append_images=pages[1:], **how)
    return stream.getvalue()
