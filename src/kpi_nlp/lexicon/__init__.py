"""Loads, validates and merges the lexicons; every word list of the trade is reached through here.

An office's own words (`use(directory)`) are added to ours: lists are extended, tables merged. A file or key that
we do not know is an error with a suggestion, never ignored.
"""

import re
from pathlib import Path

from kpi_nlp import resources
from kpi_nlp.lexicon import trade
from kpi_nlp.lexicon.directions import Directions, directions
from kpi_nlp.lexicon.forms import bounds, header_key, headers, judgements, levels, stages, units
from kpi_nlp.lexicon.goals import Goals, goals
from kpi_nlp.lexicon.loading import LexiconError, any_of, either, entries, own, suggestion
from kpi_nlp.lexicon.measured import forecasts, lower_is_better, measures, sums
from kpi_nlp.lexicon.particulars import GAP, Particulars, particulars
from kpi_nlp.lexicon.persons import Persons, persons
from kpi_nlp.lexicon.placement import Placement, placement
from kpi_nlp.lexicon.profiles import profile, profile_names
from kpi_nlp.lexicon.prompts import prompts
from kpi_nlp.lexicon.restatements import plainly, restatements
from kpi_nlp.lexicon.trade import (
    SLOTS,
    Padding,
    Vocabulary,
    canonical,
    dictionary,
    known_words,
    lookalikes,
    loosely,
    names,
    near,
    opposed,
    padding,
    places,
    said_in,
    swaps,
    telling,
    telling_letters,
    vocabulary,
)
from kpi_nlp.lexicon.wholes import apart, complete, wholes

__all__ = [
    "GAP",
    "SLOTS",
    "Directions",
    "Goals",
    "LexiconError",
    "Padding",
    "Particulars",
    "Persons",
    "Placement",
    "Vocabulary",
    "any_of",
    "apart",
    "bounds",
    "canonical",
    "complete",
    "dictionary",
    "directions",
    "either",
    "forecasts",
    "goals",
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
    "particulars",
    "persons",
    "placement",
    "places",
    "plainly",
    "profile",
    "profile_names",
    "prompts",
    "restatements",
    "said_in",
    "stages",
    "sums",
    "swaps",
    "telling",
    "telling_letters",
    "units",
    "use",
    "vocabulary",
    "wholes",
]


def use(directory: Path) -> None:
    """Add an office's own lexicons; raises LexiconError where a file, a key or a value cannot be used."""
    known = {path.name for path in resources.data("lexicons").glob("*.toml")}
    for path in sorted(directory.glob("*.toml")):
        if path.name not in known:
            message = f"词库文件「{path.name}」不认识{suggestion(path.name, known)}"
            raise LexiconError(message)
    own[:] = [directory]
    accessors = (
        *(units, bounds, headers, levels, stages, judgements, measures),
        *(names, near, places, known_words, padding, lookalikes, telling_letters, sums, swaps, vocabulary, prompts),
        *(particulars, persons, placement, goals, restatements, wholes, directions),
    )
    trade.forget()
    for remembered in (entries, profile, *accessors):
        remembered.cache_clear()
    try:
        for accessor in accessors:
            accessor()
        for name in profile_names():
            profile(name)
    except (KeyError, TypeError, AttributeError, ArithmeticError, re.error) as error:
        message = f"词库文件夹「{directory}」中有写法不对的值（{type(error).__name__}: {error}），请对照内置词库修改"
        raise LexiconError(message) from error


def in_use() -> Path | None:
    """Return the directory of an office's own lexicons."""
    return own[0] if own else None
