"""Reads the word lists: ours, and an office's own joined to them. A file or a key that we do not know is an error with a suggestion."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kpi_nlp import resources

own: list[Path] = []  # the folder of an office's own lists, or nothing


class LexiconError(ValueError):
    """A lexicon file that cannot be used, with the file and what to do."""


def suggestion(word: str, known: set[str]) -> str:
    """Return the known word that was perhaps meant, else all that are known."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"，是否要写「{close[0]}」？" if close else f"，可用的有：{'、'.join(sorted(known))}"


@cache
def entries(name: str) -> Mapping[str, Any]:
    """Return what a file of ours holds, with what an office has added to it."""
    table = parse(resources.data(f"lexicons/{name}.toml"))
    for directory in own:
        if (path := directory / f"{name}.toml").exists():
            _merge(table, parse(path), path)
    return table


def parse(path: Path) -> dict[str, Any]:
    """Return what a file holds; raises LexiconError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"词库文件「{path}」无法解析：{error}"
        raise LexiconError(message) from error


def _merge(table: dict[str, Any], added: dict[str, Any], path: Path, *, closed: bool = True) -> None:
    for key, value in added.items():
        if closed and key not in table:
            message = f"词库文件「{path}」的键「{key}」不认识{suggestion(key, set(table))}"
            raise LexiconError(message)
        mine = table.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            _merge(mine, value, path, closed=False)
        elif isinstance(mine, list) and isinstance(value, list):
            mine.extend(value)
        else:
            table[key] = value


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that finds any of some words, the longest where several begin at one place."""
    return re.compile(either(words))


def either(words: Iterable[str]) -> str:
    """Return the same as a part of a larger expression; it finds nothing where there are no words."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or '(?!)'})"
