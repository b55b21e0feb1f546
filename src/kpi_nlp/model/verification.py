"""What comes of proving a result against its sources."""

from dataclasses import dataclass

from kpi_nlp.model.document import Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that does not hold, and why."""

    id: str
    code: str
    message: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """How many findings, quotes and computations were proved, and which findings were refused.

    `masked` quotes name somebody who was taken out of the result: they can neither be proved nor refused.
    """

    findings: int
    quotes: int
    computations: int
    refused: tuple[Refused, ...]
    problems: tuple[Problem, ...]
    masked: int = 0
