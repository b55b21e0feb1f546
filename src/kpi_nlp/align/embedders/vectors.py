"""What goes into a model and what comes out of it, in the shape that the matcher relies on."""

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.align.embedders.errors import EmbedderError

Vectors = NDArray[np.float32]


def well_formed(text: str) -> str:
    """Return a text that tokenizers take: halves of surrogate pairs, left over from damaged files, become 「?」."""
    return text.encode("utf-8", "replace").decode("utf-8")


def unit(rows: NDArray[np.floating]) -> Vectors:
    """Return rows of length 1; a row of zeros, in which a model saw nothing, stays. Raises EmbedderError where one is no number."""
    if not np.isfinite(rows).all():
        message = "向量模型算出的不是数（模型文件可能损坏，或精度不适合本机）；请换一个模型"
        raise EmbedderError(message)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)
