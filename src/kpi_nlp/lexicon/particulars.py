"""What a report states once of the unit or its survey, and in which words (particulars.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kpi_nlp.lexicon.loading import entries

GAP = "□"


@dataclass(frozen=True, slots=True)
class Particulars:
    """Names of facts by the words of a clause, with 「□」 where the number stands: of the unit, and of its survey."""

    unit: Mapping[str, str]
    survey: Mapping[str, str]


@cache
def particulars() -> Particulars:
    """Return the facts that a report states of the unit and its survey."""
    table = entries("particulars")
    unit, survey = (
        {words: name for name, clauses in table[kind].items() for words in clauses} for kind in ("unit", "survey")
    )
    return Particulars(unit, survey)
