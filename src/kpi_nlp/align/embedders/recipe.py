"""How the vectors of letters become the vector of a text, as the folder of a model says; what it does not say is not guessed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.align.embedders.errors import EmbedderError, telling
from kpi_nlp.align.embedders.folders import MODULES
from kpi_nlp.align.embedders.vectors import Vectors

POOLING = "1_Pooling/config.json"
_LIMITS = (
    ("sentence_bert_config.json", "max_seq_length"), ("tokenizer_config.json", "model_max_length"), ("config.json", "max_position_embeddings"),
)  # fmt: skip
_LAYERS = frozenset({"Transformer", "Pooling", "Normalize"})
_OLD = frozenset(
    f"pooling_mode_{kind}"
    for kind in ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken")
)  # one key for each before sentence-transformers 6
Pooling = Literal["mean", "cls"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Pooling, the most tokens of a text, the token that fills up, whether letters are made small, and what is put before a text."""

    pooling: Pooling
    longest: int
    padding: int
    small: bool
    prompt: str

    def prompted(self, text: str) -> str:
        """Return a text as the model is given it."""
        whole = self.prompt + text
        return whole.lower() if self.small else whole

    def pooled(self, letters: Vectors, mask: NDArray[np.int64]) -> Vectors:
        """Return the vectors of texts, shape (texts, dim), from those of their tokens, shape (texts, tokens, dim)."""
        if self.pooling == "cls":
            return letters[:, 0]
        weights = mask[:, :, None].astype(np.float32)
        return np.asarray((letters * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1), dtype=np.float32)


def read_recipe(folder: Path) -> Recipe:
    """Return the recipe of a folder; raises EmbedderError where it asks for what is not done here."""
    with telling(f"模型文件夹「{folder}」的配置读不了", "请重新取得完整的模型文件夹"):
        _refuse_other_layers(folder)
        tokens, prompts = _json(folder, "sentence_bert_config.json"), _json(folder, "config_sentence_transformers.json")
        return Recipe(
            _pooling(folder),
            _longest(folder),
            int(_json(folder, "config.json").get("pad_token_id") or 0),
            bool(tokens.get("do_lower_case")),
            prompts.get("prompts", {}).get(prompts.get("default_prompt_name"), ""),
        )


def _json(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def _refuse_other_layers(folder: Path) -> None:
    modules = json.loads((folder / MODULES).read_text(encoding="utf-8"))
    if foreign := {module["type"].rpartition(".")[2] for module in modules} - _LAYERS:
        message = f"模型「{folder}」含有 onnx: 不会计算的层：{'、'.join(sorted(foreign))}；请改用 st:"
        raise EmbedderError(message)


def _pooling(folder: Path) -> Pooling:
    config = _json(folder, POOLING)
    said = config.get("pooling_mode") or [key for key, value in config.items() if key in _OLD and value]
    match said if isinstance(said, list) else [said]:
        case ["mean"] | ["pooling_mode_mean_tokens"]:
            return "mean"
        case ["cls"] | ["pooling_mode_cls_token"]:
            return "cls"
        case other:
            message = f"模型「{folder}」的池化方式 onnx: 不会计算：{'、'.join(map(str, other))}；请改用 st:"
            raise EmbedderError(message)


def _longest(folder: Path) -> int:
    """Return the least of the limits that the files name: a tokenizer without one says 10 to the power of 30."""
    limits = (_json(folder, name).get(key) for name, key in _LIMITS)
    return min(int(limit) for limit in limits if limit)
