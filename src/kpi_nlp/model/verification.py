"""What comes of proving a result against its sources."""

from dataclasses import dataclass

from kpi_nlp.model.document import Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that does not hold, or that cannot be proved, and why."""

    id: str
    code: str
    message: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """How many findings, quotes and computations were proved, and which findings were refused.

    `unproved` are those of which a source is missing: nothing can be said of them.
    `masked` quotes name somebody who was taken out of the result: they can neither be proved nor refused.
    """

    findings: int
    quotes: int
    computations: int
    refused: tuple[Refused, ...]
    problems: tuple[Problem, ...]
    masked: int = 0
    unproved: tuple[Refused, ...] = ()
