"""Embedders: names to vectors. They rank candidates and are one feature of a pair; they never decide alone.

`none` leaves the matcher to slots and wording; others are added as one file and one `case` each.
"""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kpi_nlp.align.embedders.errors import EmbedderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DEFAULT", "Embedder", "EmbedderError", "load"]

DEFAULT = "none"
"""What a run uses that names no embedder: `static` as soon as a matcher is fitted for the shipped table."""

_AVAILABLE = "可用：static（随程序）、st:模型文件夹、onnx:模型文件夹、none（只按词语与口径匹配）"


class Embedder(Protocol):
    """`id` is stable and carries a hash of the weights; `dim` is the length of a vector, 0 for none."""

    @property
    def id(self) -> str:
        """The name under which a matcher may be fitted for this embedder, and its vectors kept."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return one row of length 1 per text, shape (len(texts), dim)."""


def load(spec: str = DEFAULT, *, allow_download: bool = False) -> Embedder:
    """Return the embedder of a specification, which encodes each text once as long as it lives.

    Nothing is fetched from the network unless `allow_download`. Raises EmbedderError where there is none of this
    name, or where it cannot be loaded.
    """
    from kpi_nlp.align.embedders.once import Once

    kind, colon, place = spec.partition(":")
    match kind, bool(colon):
        case "none", False:
            from kpi_nlp.align.embedders.none import NoEmbedder

            return NoEmbedder()
        case "static", False:
            from kpi_nlp.align.embedders.static import shipped

            return Once(shipped())
        case "st", True if place:
            from kpi_nlp.align.embedders.sentence import open_model

            return Once(open_model(place, allow_download=allow_download))
        case "onnx", True if place:
            from kpi_nlp.align.embedders.exported import ExportedEmbedder

            return Once(ExportedEmbedder(Path(place).expanduser()))
        case _:
            message = f"没有名为「{spec}」的向量模型{_near(spec)}；{_AVAILABLE}"
            raise EmbedderError(message)


def _near(spec: str) -> str:
    if ":" not in spec and "/" in spec:  # a folder, or a name with its owner, as sentence-transformers takes them
        return f"，是否要写「st:{spec}」"
    kind, _, place = spec.partition(":")
    if close := difflib.get_close_matches(kind, ("st", "onnx") if place else ("static", "none", "st:", "onnx:"), n=1):
        return f"，是否要写「{close[0]}{':' if place else ''}{place}」"
    return ""
