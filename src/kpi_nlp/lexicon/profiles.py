"""Profiles: the rules of scoring of a region or an office. A file states what differs from the national rules, and its source."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kpi_nlp import resources
from kpi_nlp.lexicon.loading import LexiconError, own, parse, suggestion
from kpi_nlp.model import Profile

NATIONAL = "national"
_FOLDER = "profiles"
_OWN_WORDS = ("title", "source")  # what each file must say of itself


@cache
def profile(name: str = NATIONAL) -> Profile:
    """Return the rules of a region; LexiconError names those there are where `name` is unknown.

    A file of an office's own comes on top of ours of the same name; one of another name is a profile of its own.
    """
    known = profile_names()
    if name not in known:
        message = f"口径「{name}」不存在{suggestion(name, set(known))}"
        raise LexiconError(message)
    values: dict[str, Any] = {}
    for path in (*_files(NATIONAL), *(_files(name) if name != NATIONAL else ())):
        values |= _read(path, values)
    if missing := next((field.name for field in fields(Profile) if _is_missing(field, values)), None):
        message = f"口径「{name}」缺少「{missing}」"
        raise LexiconError(message)
    return Profile(name=name, **values)


def profile_names() -> tuple[str, ...]:
    """Return the names of all profiles, ours and an office's own, the national one first."""
    found = {path.stem for folder in _folders() for path in folder.glob("*.toml")}
    return (NATIONAL, *sorted(found - {NATIONAL}))


def _folders() -> Iterator[Path]:
    yield resources.data(f"lexicons/{_FOLDER}")
    yield from (directory / _FOLDER for directory in own)


def _files(name: str) -> Iterator[Path]:
    return (path for folder in _folders() if (path := folder / f"{name}.toml").is_file())


def _read(path: Path, below: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file states, joined to the rules that it stands on."""
    stated = {key: _exact(value) for key, value in parse(path).items()}
    expected = {field.name for field in fields(Profile)} - {"name"}
    if unknown := set(stated) - expected:
        message = f"口径文件「{path}」的键「{min(unknown)}」不认识{suggestion(min(unknown), expected)}"
        raise LexiconError(message)
    if missing := next((key for key in _OWN_WORDS if not isinstance(stated.get(key), str)), None):
        message = f"口径文件「{path}」须写明「{missing}」（title 为名称，source 为依据的规定或「通行做法」）"
        raise LexiconError(message)
    for key, value in stated.items():
        if key in below and not isinstance(value, type(below[key])):
            message = f"口径文件「{path}」的「{key}」写法不对，应与全国通用口径的写法相同"
            raise LexiconError(message)
    return {
        key: below[key] | value if isinstance(value, dict) and key in below else value for key, value in stated.items()
    }


def _is_missing(field: Any, values: Mapping[str, Any]) -> bool:  # noqa: ANN401 - a field of any type
    return field.name not in values and field.name != "name" and field.default is MISSING


def _exact(value: object) -> Any:  # noqa: ANN401 - what TOML holds
    """Return a number of a profile as a Decimal, a list as a tuple, and what a table holds likewise."""
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(value)
    return Decimal(str(value)) if isinstance(value, float) else value
