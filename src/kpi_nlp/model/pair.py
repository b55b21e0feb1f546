"""Labelled pairs: two mentions of indicators, and whether a reviewer would put them on one line."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kpi_nlp.model.document import Identity
from kpi_nlp.model.indicator import Indicator

Label = Literal["same", "part", "different", "unsure"]
DRAWN_TITLES: Mapping[str, str] = {"random": "随机抽取", "finding": "疑点的复核意见", "map": "指标对照"}
"""How a pair came before a reviewer: by chance, with a finding, or in the indicator map."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a paper prints it, with what the paper says beside it; empty where it says nothing."""

    text: str
    levels: tuple[str, ...] = ()
    target: str = ""
    unit: str = ""
    stage: str = ""
    year: int | None = None

    @classmethod
    def of(cls, row: Indicator, identity: Identity) -> "Named":
        """Return a row as one labels it: with the value by which it is compared, which of a row without a target is another."""
        value = row.target or row.period_target or row.actual
        unit = next((amount.unit for amount in value.quantities if amount.unit), "") if value else ""
        return cls(row.name, row.levels, value.stated if value else "", unit or "", identity.stage, identity.year)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names and their label; `document` groups pairs that are not independent of each other (a report, a department).

    `drawn` says how the pair came before its reviewer, empty where nobody tells; `blind` that the score was hidden; `disputed`
    that reviewers differ on whether it is a link.
    """

    left: Named
    right: Named
    label: Label
    stratum: str = ""
    source: str = ""
    document: str = ""
    drawn: str = ""
    blind: bool = True
    disputed: bool = False

    @property
    def fair(self) -> bool:
        """True for a pair that counts for the headline: drawn by chance, or from a list of which nothing else is told, and blind."""
        return self.drawn in ("", "random") and self.blind


@dataclass(frozen=True, slots=True)
class PairLabel:
    """What a reviewer says of two rows of reports, named by the hash of both places.

    `source` is how the pair was drawn, `verdict` what the program had said of it, `blind` where its score was hidden.
    """

    pair: str
    label: Label
    source: str
    reviewer: str
    verdict: str
    blind: bool = True
    at: str = ""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of a report: its place in print, its file, what is printed of it, and whose it is."""

    place: str
    file: str
    named: Named
    document: str

    @classmethod
    def of(cls, row: Indicator, identities: Mapping[str, Identity]) -> "KnownRow":
        """Return a row, given whose each document is by its path."""
        identity = identities[row.location.file]
        document = identity.department or row.location.file
        return cls(str(row.location), row.location.file, Named.of(row, identity), document)


@dataclass(frozen=True, slots=True)
class KnownPair:
    """Two rows of reports by the hash of both places, what is printed of them, and whose they are."""

    key: str
    left: Named
    right: Named
    document: str = ""

    @classmethod
    def of(cls, left: Indicator, right: Indicator, identities: Mapping[str, Identity]) -> "KnownPair":
        """Return two rows, given whose each document is by its path."""
        return cls.between(KnownRow.of(left, identities), KnownRow.of(right, identities))

    @classmethod
    def between(cls, left: KnownRow, right: KnownRow) -> "KnownPair":
        """Return two rows that are known already."""
        key = _key((left.place, left.named.text), (right.place, right.named.text))
        return cls(key, left.named, right.named, left.document)


def pair_key(left: Indicator, right: Indicator) -> str:
    """Return the hash of the places and names of two rows, whichever comes first."""
    return _key((str(left.location), left.name), (str(right.location), right.name))


def _key(*sides: tuple[str, str]) -> str:
    return hashlib.sha256("\x1f".join(text for side in sorted(sides) for text in side).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FindingPair:
    """A pair on which a finding rests, and what it is if the finding was rightly compared.

    `counterpart` is empty for the link of the program, else the place of the row that a reviewer chose in its stead.
    """

    fingerprint: str
    evidence_hash: str
    pair: KnownPair
    label: Label = "same"
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What was decided of one finding of a check: right, not right; None where that is open or reviewers differ."""

    code: str
    title: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class Labels:
    """All that a review teaches: labelled pairs and verdicts on findings; `purged` counts the pairs whose text is gone."""

    pairs: tuple[LabelledPair, ...]
    rules: tuple[RuleVerdict, ...]
    purged: int = 0
