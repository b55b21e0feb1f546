"""Embedders: names to vectors. They rank candidates; they never decide alone.

`none` leaves the matcher to slots and wording; others are added as one file and one `case` each.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class EmbedderError(ValueError):
    """A specification that names no embedder, with what may be written instead."""


class Embedder(Protocol):
    """`id` is stable and carries a hash of the weights; `dim` is the length of a vector, 0 for none."""

    @property
    def id(self) -> str:
        """The name under which vectors of this embedder may be cached."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return one row of length 1 per text, shape (len(texts), dim)."""


def load(spec: str = "none") -> Embedder:
    """Return the embedder of a specification; raises EmbedderError where there is none of this name."""
    match spec:
        case "none":
            from kpi_nlp.align.embedders.none import NoEmbedder

            return NoEmbedder()
        case _:
            message = f"没有名为「{spec}」的向量模型；本版可用：none（只按词语与口径匹配）"
            raise EmbedderError(message)
