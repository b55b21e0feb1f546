"""Loads, validates and merges the lexicons; every word list of the trade is reached through here.

An office's own words (`use(directory)`) are added to ours: lists are extended, tables merged. A file or key that
we do not know is an error with a suggestion, never ignored.
"""

import re
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kpi_nlp import resources
from kpi_nlp.lexicon import trade
from kpi_nlp.lexicon.forms import bounds, header_key, headers, judgements, levels, stages, units
from kpi_nlp.lexicon.loading import LexiconError, any_of, entries, own
from kpi_nlp.lexicon.loading import parse as _parse
from kpi_nlp.lexicon.loading import suggestion as _suggestion
from kpi_nlp.lexicon.trade import (
    SLOTS,
    Padding,
    Vocabulary,
    canonical,
    dictionary,
    known_words,
    lookalikes,
    loosely,
    lower_is_better,
    measures,
    names,
    near,
    opposed,
    padding,
    places,
    said_in,
    telling,
    telling_letters,
    vocabulary,
)
from kpi_nlp.model import Profile

__all__ = [
    "SLOTS",
    "LexiconError",
    "Padding",
    "Vocabulary",
    "any_of",
    "bounds",
    "canonical",
    "dictionary",
    "header_key",
    "headers",
    "in_use",
    "judgements",
    "known_words",
    "levels",
    "lookalikes",
    "loosely",
    "lower_is_better",
    "measures",
    "names",
    "near",
    "opposed",
    "padding",
    "places",
    "profile",
    "said_in",
    "stages",
    "telling",
    "telling_letters",
    "units",
    "use",
    "vocabulary",
]


def use(directory: Path) -> None:
    """Add an office's own lexicons; raises LexiconError where a file, a key or a value cannot be used."""
    known = {path.name for path in resources.data("lexicons").glob("*.toml")}
    for path in sorted(directory.glob("*.toml")):
        if path.name not in known:
            message = f"词库文件「{path.name}」不认识{_suggestion(path.name, known)}"
            raise LexiconError(message)
    own[:] = [directory]
    accessors = (
        *(units, bounds, headers, levels, stages, judgements, measures),
        *(names, near, places, known_words, padding, lookalikes, telling_letters, vocabulary, profile),
    )
    trade.forget()
    for remembered in (entries, *accessors):
        remembered.cache_clear()
    try:
        for accessor in accessors:
            accessor()
    except (KeyError, TypeError, AttributeError, ArithmeticError, re.error) as error:
        message = f"词库文件夹「{directory}」中有写法不对的值（{type(error).__name__}: {error}），请对照内置词库修改"
        raise LexiconError(message) from error


def in_use() -> Path | None:
    """Return the directory of an office's own lexicons."""
    return own[0] if own else None


@cache
def profile(name: str = "national") -> Profile:
    """Return the rules of a region; LexiconError names those there are where `name` is unknown."""
    known = {path.stem for path in resources.data("lexicons/profiles").glob("*.toml")}
    if name not in known:
        message = f"口径「{name}」不存在{_suggestion(name, known)}"
        raise LexiconError(message)
    table = _parse(resources.data(f"lexicons/profiles/{name}.toml"))
    values = {key: _exact(value) for key, value in table.items()}
    expected = {field.name for field in fields(Profile)} - {"name"}
    if unknown := set(values) - expected:
        message = f"口径「{name}」的键「{min(unknown)}」不认识{_suggestion(min(unknown), expected)}"
        raise LexiconError(message)
    return Profile(name=name, **values)


def _exact(value: object) -> Any:  # noqa: ANN401 - what TOML holds
    """Return a number of a profile as a Decimal, and those of a table likewise."""
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    return Decimal(str(value)) if isinstance(value, float) else value
