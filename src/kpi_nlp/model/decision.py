"""What a reviewer decides of a finding, and how a finding of a new run stands to what was decided before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Ruling = Literal["confirmed", "dismissed", "mismatched", "needs_material", "rectified"]
Round = Literal["first", "second"]
Origin = Literal["page", "workbook", "command"]
Standing = Literal["new", "kept", "changed"]

RULING_TITLES: Mapping[Ruling, str] = {
    "confirmed": "确认问题",
    "dismissed": "不是问题",
    "mismatched": "匹配有误",
    "needs_material": "需补充材料",
    "rectified": "已整改",
}
HOLDS: Mapping[Ruling, bool] = {"confirmed": True, "rectified": True, "dismissed": False}
"""Whether a finding was right, by the rulings that say so: the others say nothing of its check."""
PENDING_TITLE = "待复核"
ROUND_TITLES: Mapping[Round, str] = {"first": "初审", "second": "复审"}
STANDING_TITLES: Mapping[Standing, str] = {"new": "新增", "kept": "沿用", "changed": "依据变化"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict on one finding; append-only: a later one of the same round supersedes it, None revokes.

    `fingerprint` and `evidence_hash` are those of the finding as it was seen; `counterpart` is the row that a wrong match should
    have had; `blind` where the reviewer saw no score; `at` is UTC, ISO 8601.
    """

    fingerprint: str
    evidence_hash: str
    verdict: Ruling | None
    comment: str
    reviewer: str
    round: Round = "first"
    origin: Origin = "page"
    counterpart: str | None = None
    blind: bool = False
    at: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding of a run (an object of the contract), and the decisions that hold for it.

    `standing` tells whether the run before had it, with the same evidence or with other. Decisions on other evidence are
    `outdated`: shown, but they no longer hold.
    """

    finding: Mapping[str, Any]
    standing: Standing
    decisions: Mapping[Round, Decision]
    outdated: Mapping[Round, Decision]

    @property
    def verdict(self) -> Ruling | None:
        """The verdict that holds: that of the second round where there is one."""
        decision = self.decisions.get("second") or self.decisions.get("first")
        return decision.verdict if decision else None


@dataclass(frozen=True, slots=True)
class Run:
    """One check of a report set, as the store knows it; `finished` is None where it was broken off."""

    number: int
    started: str
    finished: str | None
    roots: tuple[str, ...]
    version: str
    profile: str
    embedder: str
    findings: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What two runs have in common: by fingerprint, objects of the contract."""

    appeared: tuple[Mapping[str, Any], ...]
    vanished: tuple[Mapping[str, Any], ...]
    changed: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]
    kept: int
