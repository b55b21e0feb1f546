"""Picture files: each frame of a .tiff is a page, of moving pictures the first alone."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageOps

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import CorruptFile, LimitExceeded, ReadError
from kpi_nlp.readers.printed.blocks import blocks_of
from kpi_nlp.readers.printed.page import OnPage, Page
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.recognition import page_of
from kpi_nlp.readers.source import Source

_MAX_PAGES = 2000
_FORMATS = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
_INCH = 72
_A4 = 842.0  # points: the longer side of a page of which nobody says how large it is
_SHORTEST, _LONGEST = 500.0, 1300.0  # points: the longer sides of A5 and A3, with some room
_SMALLEST = 16  # points of the picture: less holds no letter


def pages_of(source: Source, on_page: OnPage | None) -> Document:
    """Return the pages of a picture file as blocks."""
    blocks, noticed = blocks_of(source.name, _pages(source, on_page))
    return Document(source.name, source.sha256, "image", blocks, noticed)


def _pages(source: Source, on_page: OnPage | None) -> Iterator[Page]:
    with _decoding(source.name):
        picture = Image.open(io.BytesIO(source.data), formats=_FORMATS)
        total = _page_count(picture, source.name)
    with picture:
        for number in range(1, total + 1):
            if on_page is not None:
                on_page(number, total)
            with _decoding(source.name):
                picture.seek(number - 1)
                bitmap, width, height = _bitmap(picture)
            yield page_of(bitmap, number=number, width=width, height=height)


@contextmanager
def _decoding(name: str) -> Iterator[None]:
    """Turn whatever the decoders raise on damaged files into CorruptFile, and their alarm into LimitExceeded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except ReadError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise LimitExceeded(name, "图片的像素过多", "请以 200 dpi 左右重新扫描，或缩小图片后重试") from error
    except Exception as error:  # the decoders of ten formats raise whatever they like
        raise CorruptFile(name, "图片已损坏或不完整", "请重新扫描或重新取得文件后重试") from error


def _page_count(picture: Image.Image, name: str) -> int:
    total = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if total > _MAX_PAGES:
        raise LimitExceeded(name, f"图片超过 {_MAX_PAGES} 页", "请拆分后重试")
    return total


def _bitmap(picture: Image.Image) -> tuple[Pixels, float, float]:
    """Return a frame as it is held to be seen, BGR, with its size in points."""
    upright = ImageOps.exif_transpose(picture)
    if min(upright.size) < _SMALLEST:
        upright = ImageOps.expand(upright, _SMALLEST)
    width, height = upright.size
    scale = _points(upright)
    return np.ascontiguousarray(np.asarray(_on_white(upright))[:, :, ::-1]), width * scale, height * scale


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in colours, what is transparent as white paper."""
    if picture.mode.startswith("I"):  # sixteen bits a point: the library would clip them
        deep = np.asarray(picture, dtype=np.float64)
        return Image.fromarray((deep * (255 / max(deep.max(), 255))).astype(np.uint8)).convert("RGB")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return picture.convert("RGB")


def _points(picture: Image.Image) -> float:
    """Return how many points of a page a point of a picture is: as the file says, if that is a page, else as on A4."""
    longest = max(picture.size)
    try:
        said = _INCH / float(picture.info["dpi"][0])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        said = 0.0
    return said if _SHORTEST < said * longest < _LONGEST else _A4 / longest
