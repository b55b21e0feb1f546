"""Any sentence-transformers model, from a folder on this machine. Loads torch: only `st:` comes here."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np

from kpi_nlp.align.embedders.errors import EmbedderError, telling
from kpi_nlp.align.embedders.folders import digest, download, files_of, folder_of, is_name
from kpi_nlp.align.embedders.vectors import Vectors, unit, well_formed

_BATCH = 64


class SentenceEmbedder:
    """Encodes as the model's own configuration says, its default prompt included; raises EmbedderError where it cannot."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with (
            telling(
                f"模型文件夹「{folder}」无法加载", "请重新取得完整的模型文件夹，或写模型名并加 --allow-download 下载"
            ),
            _offline_and_quiet(),
        ):
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(str(folder), local_files_only=True)

    @cached_property
    def id(self) -> str:
        """The name with a hash of the folder: its weights, vocabulary, pooling and prompts."""
        return f"st-{digest(self._folder, files_of(self._folder))}"

    @cached_property
    def dim(self) -> int:
        """The length of a vector."""
        return len(self.encode([""])[0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, shape (len(texts), dim)."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with telling(f"模型「{self._folder}」计算向量时出错", "请换一个模型，或用 --embedder none"):
            found = self._model.encode(list(map(well_formed, texts)), batch_size=_BATCH, show_progress_bar=False)
            return unit(np.asarray(found, dtype=np.float32))


def open_model(place: str, *, allow_download: bool) -> SentenceEmbedder:
    """Return the model of a folder or a name; with `allow_download` one that is not here, or not whole, is fetched first."""
    try:
        return SentenceEmbedder(folder_of(place))
    except EmbedderError:
        if not allow_download or not is_name(place):
            raise
    download(place)
    return SentenceEmbedder(folder_of(place))


@contextmanager
def _offline_and_quiet() -> Iterator[None]:
    """Let the libraries below neither open a connection nor draw on the screen while a model is loaded.

    A folder may name another model, as adapters name their base: that one, too, is looked up on this machine alone.
    """
    from huggingface_hub import constants
    from transformers.utils import logging as speech

    offline, verbosity, bars = constants.HF_HUB_OFFLINE, speech.get_verbosity(), speech.is_progress_bar_enabled()
    constants.HF_HUB_OFFLINE = True
    speech.set_verbosity(logging.ERROR)
    speech.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = offline
        speech.set_verbosity(verbosity)
        if bars:
            speech.enable_progress_bar()  # type: ignore[no-untyped-call]
