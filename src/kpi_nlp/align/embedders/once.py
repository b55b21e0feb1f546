"""Each text is encoded once in a run: the names of a form return in every paper, year and table."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from kpi_nlp.align.embedders.vectors import Vectors

if TYPE_CHECKING:
    from kpi_nlp.align.embedders import Embedder

_KEY_BYTES = 16


class Once:
    """An embedder that remembers its vectors by a hash of the text, in memory alone and as long as it lives."""

    def __init__(self, embedder: "Embedder") -> None:
        self._embedder = embedder
        self._known: dict[bytes, Vectors] = {}

    @property
    def id(self) -> str:
        """The id of the embedder."""
        return self._embedder.id

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return self._embedder.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, shape (len(texts), dim)."""
        keys = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._known.update(zip(new, self._embedder.encode(list(new.values())), strict=True))
        found = np.empty((len(texts), self.dim), dtype=np.float32)
        for at, key in enumerate(keys):
            found[at] = self._known[key]
        return found
