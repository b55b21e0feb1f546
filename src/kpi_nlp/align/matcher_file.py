"""A matcher in a file, as `kpi-nlp train` writes it: checked before anything is scored with it."""

import json
import math
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.embedders.none import NoEmbedder
from kpi_nlp.align.features import features
from kpi_nlp.align.matcher import Matcher
from kpi_nlp.align.sides import sides
from kpi_nlp.model import Indicator, Location

_NUMBERS = tuple(field.name for field in fields(Matcher) if field.type is float)
_HINT = "请用 kpi-nlp train 重新训练"


class MatcherError(ValueError):
    """A file that holds no matcher, or none for the embedder in use."""


def load_matcher(path: Path, embedder: Embedder) -> Matcher:
    """Return the matcher of a file that was fitted with an embedder; raises MatcherError with what to do."""
    entries = _entries(path)
    matchers = [_matcher(path, entry) for entry in entries.values()]
    found = next((matcher for matcher in matchers if matcher.embedder == embedder.id), None)
    if found is None:
        fitted = "、".join(matcher.embedder for matcher in matchers)
        message = f"匹配器「{path}」是用向量模型 {fitted} 训练的，现在用的是 {embedder.id}；请改用 --embedder，或{_HINT.removeprefix('请')}"
        raise MatcherError(message)
    return found


def fitted_for(path: Path) -> set[str]:
    """Return the ids of the embedders that a file has matchers for; raises MatcherError."""
    return {_matcher(path, entry).embedder for entry in _entries(path).values()}


def _entries(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = f"匹配器文件「{path}」无法打开，请检查路径"
        raise MatcherError(message) from error
    except ValueError as error:  # of JSON or of UTF-8
        message = f"匹配器文件「{path}」不是 JSON，{_HINT}"
        raise MatcherError(message) from error
    if not isinstance(table, dict) or not table:
        message = f"匹配器文件「{path}」里没有匹配器，{_HINT}"
        raise MatcherError(message)
    return table


def _matcher(path: Path, entry: Any) -> Matcher:  # noqa: ANN401 - whatever the file holds
    if not _is_matcher(entry):
        message = f"匹配器文件「{path}」缺少系数、阈值或向量模型，或数值不对，{_HINT}"
        raise MatcherError(message)
    unknown = sorted(entry["coefficients"].keys() - known_features())
    if unknown:
        message = f"匹配器文件「{path}」的特征「{unknown[0]}」本版没有，{_HINT}"
        raise MatcherError(message)
    return Matcher(
        coefficients=entry["coefficients"],
        embedder=entry["embedder"],
        **{name: float(entry[name]) for name in _NUMBERS},
    )


def _is_matcher(entry: Any) -> bool:  # noqa: ANN401 - whatever the file holds
    if not isinstance(entry, dict) or not isinstance(entry.get("coefficients"), dict):
        return False
    numbers = [*(entry.get(name) for name in _NUMBERS), *entry["coefficients"].values()]
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        return False
    return isinstance(entry.get("embedder"), str) and 0 <= entry["review"] <= entry["match"] <= 1


def known_features() -> set[str]:
    """Return the names of the features of this version."""
    anybody = sides([Indicator("", "", Location(""))], NoEmbedder())
    first = np.zeros(1, dtype=np.intp)
    return set(features(anybody, anybody, first, first))


def write_matcher(matcher: Matcher, stream: TextIO) -> None:
    """Write a matcher as `load_matcher` reads it."""
    json.dump({matcher.embedder: asdict(matcher)}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")
