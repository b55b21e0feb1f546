"""All that a check may see: the papers of one department, read and linked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kpi_nlp.model.claim import Allotment, Claim, Goal, LevelCount, Passage, StatedRule, StatedScore
from kpi_nlp.model.document import STAGES, Document, Identity
from kpi_nlp.model.explanation import Explanation
from kpi_nlp.model.indicator import Addition, Budget, Category, Grade, Indicator, Points, Prompt, Total
from kpi_nlp.model.match import Comparison, Gap, Match, Mention, Why


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules of scoring and thresholds of one region or office; amounts are shares of 1 unless said otherwise.

    `source` names the rule or says that it is common usage. `ceiling` is how a missed ceiling is scored: 「overrun」
    W·(1 − (A−T)/T), 「inverse」 W·T/A. `qualitative` is the lowest share of the points for each way in which a goal in words
    was reached, best first. `grades` are the bands, best first, each with its lowest score, `other_grades` bands that circulate besides. `regions` are words in the
    names of bodies that it holds for, `first_levels` those of its score sheet.
    """

    name: str
    title: str
    source: str
    ceiling: Literal["overrun", "inverse"]
    execution_points: Decimal
    qualitative: Mapping[str, Decimal]
    grades: Mapping[str, Decimal]
    other_grades: Mapping[str, Decimal]
    overshoot_note: Decimal
    overshoot_question: Decimal
    overshoot_strong: Decimal
    weak_execution: Decimal
    execution_gap: Decimal
    execution_for_best: Decimal
    copied_text: Decimal
    copied_actuals: Decimal
    lowered_against_target: Decimal
    lowered_against_actual: Decimal
    mass_restatement_rows: int
    mass_restatement_note: Decimal
    mass_restatement_question: Decimal
    restated_similarity: Decimal
    restated_characters: int
    regions: tuple[str, ...] = ()
    first_levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenProfile:
    """The profile that a department is held to, and what it was chosen by."""

    department: str | None
    profile: Profile
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the dossier and what was read out of it, each in reading order.

    `explanation` only where it was asked for.
    """

    document: Document
    indicators: tuple[Indicator, ...] = ()
    categories: tuple[Category, ...] = ()
    totals: tuple[Total, ...] = ()
    budgets: tuple[Budget, ...] = ()
    claims: tuple[Claim, ...] = ()
    scores: tuple[StatedScore, ...] = ()
    points: tuple[Points, ...] = ()
    allotments: tuple[Allotment, ...] = ()
    grades: tuple[Grade, ...] = ()
    additions: tuple[Addition, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    goals: tuple[Goal, ...] = ()
    rules: tuple[StatedRule, ...] = ()
    passages: tuple[Passage, ...] = ()
    level_counts: tuple[LevelCount, ...] = ()
    explanation: Explanation | None = None

    @property
    def valued(self) -> tuple[Indicator, ...]:
        """The rows that have a target or an actual: all but those of score sheets."""
        return tuple(indicator for indicator in self.indicators if indicator.has_values)

    def of_its_year(self, period: str | None) -> bool:
        """Return whether a claim of this period may speak of the paper's own year, whole or in part."""
        return not (period and period.isdigit()) or period == str(self.document.identity.year)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The papers of one department with the links between them; the only argument of a check."""

    papers: tuple[Paper, ...]
    profile: Profile
    department: str | None = None
    matches: tuple[Match, ...] = ()
    mentions: tuple[Mention, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    gaps: tuple[Gap, ...] = ()
    _by_path: dict[str, Paper] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_path", {paper.document.path: paper for paper in self.papers})

    def paper(self, path: str) -> Paper:
        """Return the paper at a path; KeyError where the dossier holds none."""
        return self._by_path[path]

    def identity(self, indicator: Indicator) -> Identity:
        """Return whose paper a row stands in, of which year and stage."""
        return self._by_path[indicator.document].document.identity

    def earlier_statements(self, *whys: Why) -> Iterator[tuple[Indicator, tuple[Match, ...]]]:
        """Yield each row with its certain links to the same indicator in earlier papers, in order of their stages."""
        links: dict[int, list[Match]] = {}
        for match in self.matches:
            if match.why in whys and match.verdict == "match" and match.relation == "same":
                links.setdefault(id(match.right), []).append(match)
        for found in links.values():
            found.sort(key=lambda match: STAGES.index(self.identity(match.left).stage))
            yield found[0].right, tuple(found)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the order of the set."""
        return tuple(paper.document for paper in self.papers)

    @property
    def indicators(self) -> Iterator[Indicator]:
        """All rows of all papers."""
        return (indicator for paper in self.papers for indicator in paper.indicators)

    @property
    def evaluated(self) -> Iterator[Indicator]:
        """Rows whose actual is that of the whole year: those of a monitoring form are only half way."""
        return (
            indicator
            for paper in self.papers
            if paper.document.identity.stage != "monitoring"
            for indicator in paper.indicators
        )

    @property
    def claims(self) -> Iterator[Claim]:
        """All claims of all papers."""
        return (claim for paper in self.papers for claim in paper.claims)
