"""Links between rows, and between sentences and rows, each with the features that speak for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kpi_nlp.model.claim import Assertion, Claim
from kpi_nlp.model.indicator import Indicator
from kpi_nlp.model.quantity import Quantity

Verdict = Literal["match", "review", "different"]
Relation = Literal["same", "part"]
Why = Literal["stages", "years", "tables"]


@dataclass(frozen=True, slots=True)
class Match:
    """Two rows that speak of one indicator; `tied` where another pairing was worth exactly as much."""

    left: Indicator
    right: Indicator
    probability: float
    verdict: Verdict
    why: Why
    relation: Relation = "same"
    features: Mapping[str, float] = field(default_factory=dict)
    vetoes: tuple[str, ...] = ()
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that speaks of a row; `quantity` is the amount in it that is about the row, None for a name alone.

    `assertion` is the judgement that the sentence passes on the row that it names.
    """

    indicator: Indicator
    claim: Claim
    quantity: Quantity | None
    probability: float
    verdict: Verdict
    features: Mapping[str, float] = field(default_factory=dict)
    assertion: Assertion | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two papers that were laid side by side (or one, for its own tables), and how many rows were linked."""

    left: str
    right: str
    why: Why
    matches: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A row without a link in a paper that was laid beside its own (`document`), and which row came nearest there.

    `added` where the row stands in the later of both papers. `barred` is another row without a link that a veto alone keeps apart from it (培训人数, 培训人次), `vetoes` says why.
    """

    row: Indicator
    document: str
    why: Why
    added: bool
    nearest: Indicator | None = None
    probability: float = 0.0
    barred: Indicator | None = None
    vetoes: tuple[str, ...] = ()
