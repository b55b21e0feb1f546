"""What a run gives: the papers read, their links, the findings, and what could not be done."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from kpi_nlp.model.claim import Claim
from kpi_nlp.model.document import Document, Problem
from kpi_nlp.model.dossier import ChosenProfile, Paper
from kpi_nlp.model.finding import Finding, Outcome
from kpi_nlp.model.indicator import Indicator
from kpi_nlp.model.indicator_map import IndicatorMap
from kpi_nlp.model.manifest import ManifestEntry
from kpi_nlp.model.match import Comparison, Match, Mention

if TYPE_CHECKING:
    import pandas as pd

CREATOR = "kpi-nlp"
"""The author that saved workbooks name, by which a later run knows them for results."""
OPINION = f"{CREATOR} 复核意见"
"""The category of a 复核意见: reports are Word documents, too, and ours bear the author of the line above."""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a run, in the order of the set.

    `missing` are sentences on what could not be compared and why, `notes` on what was merged, counted once or
    chosen; `profiles` are the rules that each department was held to; `maps` are those of the departments, only where links were asked for; `skipped` are the files that manifest.csv leaves out. After an
    interrupt (`interrupted`) the papers are those that were read before it. `roots` are the files and folders as they were given; where it is `anonymized`, nobody is named in it; `aside` are the paths of papers that were read and not compared: earlier revisions, and twins of others. A run that only extracts or aligns leaves the later fields empty.
    """

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...] = ()
    matches: tuple[Match, ...] = ()
    mentions: tuple[Mention, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    maps: tuple[IndicatorMap, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: tuple[ManifestEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    undecided: tuple[tuple[str, str], ...] = ()
    profiles: tuple[ChosenProfile, ...] = ()
    embedder: str = "none"
    interrupted: bool = False
    roots: tuple[str, ...] = ()
    anonymized: bool = False
    aside: frozenset[str] = frozenset()

    @property
    def profile(self) -> str:
        """The names of the profiles that were used, each once; 「national」 where nothing was checked."""
        return "、".join(dict.fromkeys(chosen.profile.name for chosen in self.profiles)) or "national"

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents that were read."""
        return tuple(paper.document for paper in self.papers)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All rows of all papers."""
        return tuple(indicator for paper in self.papers for indicator in paper.indicators)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of all papers."""
        return tuple(claim for paper in self.papers for claim in paper.claims)

    def paper(self, path: str) -> Paper:
        """Return the paper at a path; StopIteration where there is none."""
        return next(paper for paper in self.papers if paper.document.path == path)

    def to_pandas(self, table: Literal["findings", "indicators", "matches"] = "findings") -> "pd.DataFrame":
        """Return one of the tables as a data frame, a row per finding, indicator or match."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in getattr(self, table)])
