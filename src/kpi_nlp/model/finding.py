"""What a check says, and what a report shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kpi_nlp.model.indicator import Indicator
from kpi_nlp.model.location import Location
from kpi_nlp.model.quantity import Figure, Value

Severity = Literal["error", "question", "note"]
Suggestion = Literal["补充说明", "更正", "调减分值"]

SEVERITY_TITLES: Mapping[Severity, str] = {"error": "错误", "question": "疑点", "note": "提示"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote, its role (target, actual, rate, score, sentence, total, …) and its place."""

    role: str
    quote: str
    location: Location

    @classmethod
    def of(cls, role: str, said: Value | Figure) -> "Evidence":
        """Quote a value or a printed figure."""
        return cls(role, said.text, said.location)

    @classmethod
    def of_row(cls, target: Value, actual: Value) -> "tuple[Evidence, Evidence]":
        """Quote a target and its actual."""
        return cls.of("target", target), cls.of("actual", actual)


@dataclass(frozen=True, slots=True)
class Computation:
    """The arithmetic: a formula of numbers that a second program can re-evaluate, its operands and its result."""

    formula: str
    result: str
    operands: Mapping[str, str]
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A row of an aggregated finding."""

    location: Location
    name: str
    target: str | None = None
    actual: str | None = None
    quote: str | None = None

    @classmethod
    def of(cls, indicator: Indicator, quote: str | None = None) -> "Member":
        """List an indicator with its values."""
        target, actual = indicator.target, indicator.actual
        goal, done = target.stated if target else None, actual.stated if actual else None
        return cls(indicator.location, indicator.name, goal, done, quote)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check yields where it flags: the message names the indicator and both values.

    `sentence` is the sentence or total at fault where no indicator is. `severity` and `suggestion` override those of the card.
    """

    message: str
    evidence: tuple[Evidence, ...]
    indicators: tuple[Indicator, ...] = ()
    computation: Computation | None = None
    rows: tuple[Member, ...] = ()
    severity: Severity | None = None
    sentence: str | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """What a check yields where it cannot tell, with the reason."""

    reason: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Clear:
    """What a check yields for what it examined and found in order."""


Answer = Remark | Undecided | Clear


@dataclass(frozen=True, slots=True)
class Finding:
    """A signed remark: `fingerprint` stays when values or places change, `evidence_hash` changes with the values."""

    id: str
    fingerprint: str
    evidence_hash: str
    code: str
    name: str
    title: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    indicators: tuple[Indicator, ...] = ()
    computation: Computation | None = None
    rows: tuple[Member, ...] = ()
    department: str | None = None
    basis: str = ""
    cleared_by: str = ""
    suggestion: Suggestion = "补充说明"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often a check flagged, found in order, did not apply, or could not decide."""

    hit: int = 0
    clear: int = 0
    not_applicable: int = 0
    undecided: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.hit + other.hit,
            self.clear + other.clear,
            self.not_applicable + other.not_applicable,
            self.undecided + other.undecided,
        )
