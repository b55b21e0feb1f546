"""The embedder that ships with the program: one row of a table per piece of a name, read with numpy alone.

The folder is one of sentence-transformers (`StaticEmbedding` over bucket numbers), int8 rows with a scale for each.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import resources
from kpi_nlp.align.embedders.pieces import buckets
from kpi_nlp.align.embedders.vectors import Vectors, unit

WEIGHTS = "model.safetensors"
_TYPES = {"I8": np.int8, "F32": np.float32}
_AT_ONCE = 1024  # names whose rows are held at a time
_LENGTH_BYTES = 8


class StaticEmbedder:
    """Reads the table of a folder; raises FileNotFoundError where there is none."""

    def __init__(self, folder: Path) -> None:
        data = (folder / WEIGHTS).read_bytes()
        tensors = _tensors(data)
        self._rows, self._scales = tensors["embeddings"], tensors["weights"]
        self.id = f"static-{hashlib.sha256(data).hexdigest()[:12]}"

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self._rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, shape (len(texts), dim)."""
        found = [self._encode(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(found) if found else np.zeros((0, self.dim), dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        pieces = [buckets(text) for text in texts]
        starts = np.cumsum([0, *map(len, pieces[:-1])])
        chosen = np.fromiter(chain.from_iterable(pieces), dtype=np.intp)
        return unit(np.add.reduceat(self._rows[chosen] * self._scales[chosen, None], starts, axis=0))


@cache
def shipped() -> StaticEmbedder:
    """Return the table that comes with the program."""
    return StaticEmbedder(resources.data("models/static"))


def _tensors(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the tensors of a safetensors file: a length, a header in JSON, the bytes."""
    start = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES], "little")
    header = json.loads(data[_LENGTH_BYTES:start])
    return {
        name: np.frombuffer(data[start + first : start + last], _TYPES[tensor["dtype"]]).reshape(tensor["shape"])
        for name, tensor in header.items()
        if name != "__metadata__"
        for first, last in [tensor["data_offsets"]]
    }
