"""No vectors: the matcher works by slots and wording alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class NoEmbedder:
    """An embedder of dimension 0."""

    id = "none"
    dim = 0

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return an empty row per text."""
        import numpy as np

        return np.zeros((len(texts), 0), dtype=np.float32)
