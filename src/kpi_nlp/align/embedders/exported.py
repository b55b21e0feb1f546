"""A sentence-transformers model that was exported to ONNX, run by onnxruntime and tokenizers without torch."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kpi_nlp.align.embedders.errors import EmbedderError, telling
from kpi_nlp.align.embedders.folders import MODULES, digest
from kpi_nlp.align.embedders.recipe import POOLING, Recipe, read_recipe
from kpi_nlp.align.embedders.vectors import Vectors, unit, well_formed

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

_BATCH = 64
_PLACES = ("model.onnx", "onnx/model.onnx")
_VOCABULARY = "tokenizer.json"
_BESIDE = ("model.onnx_data", "model.onnx.data")  # weights of models above 2 GB
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_OUTPUTS = ("token_embeddings", "last_hidden_state")


class ExportedEmbedder:
    """Pools, cuts and prompts as the folder's configuration says; raises EmbedderError for what it cannot do so."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._weights = _weights(folder)
        self._recipe = read_recipe(folder)
        with telling(f"模型文件夹「{folder}」无法加载", "请重新导出模型，或改用 st:"):
            self._session = _session(self._weights)
            self._tokenizer = _tokenizer(folder / _VOCABULARY, self._recipe)
        self._inputs = frozenset(given.name for given in self._session.get_inputs())
        self._output = _output(self._session)
        if not self._inputs <= _INPUTS:
            message = f"模型「{folder}」要求本程序不提供的输入：{'、'.join(sorted(self._inputs - _INPUTS))}；请改用 st:"
            raise EmbedderError(message)

    @cached_property
    def id(self) -> str:
        """The name with a hash of the weights, the vocabulary and the configuration."""
        beside = (path for name in _BESIDE if (path := self._weights.parent / name).is_file())
        settings = (*self._folder.glob("*.json"), self._folder / POOLING)
        return f"onnx-{digest(self._folder, (self._weights, *beside, *settings))}"

    @cached_property
    def dim(self) -> int:
        """The length of a vector."""
        return len(self.encode([""])[0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text, shape (len(texts), dim)."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with telling(f"模型「{self._folder}」计算向量时出错", "请重新导出模型，或改用 st:"):
            encodings = self._tokenizer.encode_batch([self._recipe.prompted(well_formed(text)) for text in texts])
            order = np.argsort([len(encoding.ids) for encoding in encodings], kind="stable")
            rows = np.concatenate(list(self._batches([encodings[at] for at in order])))
            return unit(rows[np.argsort(order)])

    def _batches(self, encodings: Sequence["Encoding"]) -> Iterator[Vectors]:
        """Yield the vectors of names of about one length at a time: little is filled up."""
        for start in range(0, len(encodings), _BATCH):
            batch = encodings[start : start + _BATCH]
            width = max(1, *(len(encoding.ids) for encoding in batch))
            given = {
                "input_ids": _filled([encoding.ids for encoding in batch], width, self._recipe.padding),
                "attention_mask": _filled([encoding.attention_mask for encoding in batch], width, 0),
                "token_type_ids": _filled([encoding.type_ids for encoding in batch], width, 0),
            }
            (letters,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
            yield self._recipe.pooled(np.asarray(letters, dtype=np.float32), given["attention_mask"])


def _weights(folder: Path) -> Path:
    """Return the file of the weights; raises EmbedderError where the folder lacks it or what is needed to use it."""
    found = next((path for place in _PLACES if (path := folder / place).is_file()), None)
    missing = [name for name in (MODULES, POOLING, _VOCABULARY) if not (folder / name).is_file()]
    if found is None or missing:
        names = "、".join([*missing, *(() if found else (_PLACES[0],))])
        message = f"模型文件夹「{folder}」里缺少 {names}；请把导出的 model.onnx 放进原来的模型文件夹，并写这个文件夹"
        raise EmbedderError(message)
    return found


def _session(weights: Path) -> "InferenceSession":
    """Open a model; onnxruntime reports its use to Microsoft unless it is told not to before it is loaded."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
    except ImportError as error:
        message = "onnx: 需要另装组件，请运行 pip install kpi-nlp[onnx]"
        raise EmbedderError(message) from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _tokenizer(path: Path, recipe: Recipe) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(recipe.longest)
    return tokenizer


def _output(session: "InferenceSession") -> str:
    """Return the name of the output that has a vector for each letter."""
    names = [given.name for given in session.get_outputs()]
    return next((name for name in _OUTPUTS if name in names), names[0])


def _filled(
    rows: Sequence[Sequence[int]], width: int, filling: int
) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    found = np.full((len(rows), width), filling, dtype=np.int64)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row
    return found
