"""Labelled pairs: two mentions of indicators, and whether a reviewer would put them on one line."""

from dataclasses import dataclass
from typing import Literal

Label = Literal["same", "part", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a paper prints it, with what the paper says beside it; empty where it says nothing."""

    text: str
    levels: tuple[str, ...] = ()
    target: str = ""
    unit: str = ""
    stage: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names and their label; `document` groups pairs that are not independent of each other (a report, a department)."""

    left: Named
    right: Named
    label: Label
    stratum: str = ""
    source: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class PairLabel:
    """What a reviewer says of two rows of reports, named by the hash of both places.

    `source` is how the pair was drawn (random), `verdict` what the program had said of it, `blind` where its score was hidden.
    """

    pair: str
    label: Label
    source: str
    reviewer: str
    verdict: str
    blind: bool = True
    at: str = ""
