"""The embedder that ships with the program: one row of a table per piece of a name, read with numpy alone.

The folder is one of sentence-transformers (`StaticEmbedding` over bucket numbers), int8 rows with a scale for each.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.align.embedders.pieces import buckets

WEIGHTS = "model.safetensors"
_TYPES = {"I8": np.int8, "F32": np.float32}
_AT_ONCE = 1024  # names whose rows are held at a time
_LENGTH_BYTES = 8


class StaticEmbedder:
    """Reads the table of a folder; raises FileNotFoundError where there is none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / WEIGHTS
        tensors = _tensors(self._path)
        self._rows, self._scales = tensors["embeddings"], tensors["weights"]

    @cached_property
    def id(self) -> str:
        """The name with a hash of the table."""
        return f"static-{hashlib.sha256(self._path.read_bytes()).hexdigest()[:12]}"

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self._rows.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 per text, shape (len(texts), dim)."""
        found = [self._encode(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(found) if found else np.zeros((0, self.dim), dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        pieces = [buckets(text) for text in texts]
        starts = np.cumsum([0, *map(len, pieces[:-1])])
        chosen = np.fromiter(chain.from_iterable(pieces), dtype=np.intp)
        sums = np.add.reduceat(self._rows[chosen] * self._scales[chosen, None], starts, axis=0)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(norms, np.finfo(np.float32).tiny), dtype=np.float32)


def _tensors(path: Path) -> dict[str, NDArray[Any]]:
    """Return the tensors of a safetensors file: a length, a header in JSON, the bytes."""
    data = np.memmap(path, dtype=np.uint8, mode="r")
    length = int.from_bytes(data[:_LENGTH_BYTES].tobytes(), "little")
    header = json.loads(data[_LENGTH_BYTES : _LENGTH_BYTES + length].tobytes())
    body = data[_LENGTH_BYTES + length :]
    return {
        name: body[slice(*tensor["data_offsets"])].view(_TYPES[tensor["dtype"]]).reshape(tensor["shape"])
        for name, tensor in header.items()
        if name != "__metadata__"
    }
