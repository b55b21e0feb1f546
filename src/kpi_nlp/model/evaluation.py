"""What labelled pairs say of the matcher: decisions counted, figures with intervals, and every pair judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_nlp.model.match import Verdict
from kpi_nlp.model.pair import LabelledPair

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """True and false, positive and negative decisions; a figure is None where there is nothing that it is a share of."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def total(self) -> int:
        """All pairs."""
        return self.links + self.false_positive + self.true_negative

    @property
    def links(self) -> int:
        """The pairs that should be linked."""
        return self.true_positive + self.false_negative

    @property
    def linked(self) -> int:
        """The pairs that were linked."""
        return self.true_positive + self.false_positive

    @property
    def precision(self) -> float | None:
        """The share of right ones among those that were linked."""
        return share(self.true_positive, self.linked)

    @property
    def recall(self) -> float | None:
        """The share of linked ones among those that should be."""
        return share(self.true_positive, self.links)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return share(2 * self.true_positive, self.links + self.linked)


def share(part: int, whole: int) -> float | None:
    """Return a share, None of nothing."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Operating:
    """A threshold with its decisions; `bound` is the one-sided 95 % lower bound of its precision."""

    threshold: float
    counts: Counts
    bound: float


@dataclass(frozen=True, slots=True)
class Shortage:
    """The threshold that lacks the fewest labels for a wanted precision: `more` right links beside those it has."""

    at: Operating
    more: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The threshold that reaches a wanted precision for certain, chosen on some pairs and reported on others.

    `apart` is false where there were too few documents to set some aside: then it is reported where it was chosen, and
    flatters. `chosen` is None where no threshold reaches it; then `shortage` says what is lacking, unless nothing was linked
    rightly at all.
    """

    precision: float
    apart: bool
    dev_pairs: int
    test_pairs: int
    chosen: Operating | None = None
    reported: Operating | None = None
    shortage: Shortage | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of like probability: its mean, the share of links among them, how many, and their share of all pairs."""

    said: float
    found: float
    pairs: int
    share: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The precision at the highest threshold that reaches a recall, with its 95 % band."""

    recall: float
    precision: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what the matcher says of it.

    `positive` says whether it counts as a link, None where whoever labelled it was not sure. `probability` is 0 where a veto
    forbids the link or `lost` is true: the candidate step would never have brought the two together. `contributions` are
    coefficient times value, by feature.
    """

    pair: LabelledPair
    probability: float
    verdict: Verdict
    positive: bool | None
    linked: bool
    features: Mapping[str, float]
    contributions: Mapping[str, float]
    vetoes: tuple[str, ...] = ()
    lost: bool = False

    @property
    def wrong(self) -> bool:
        """True where the decision is not the label's."""
        return self.positive is not None and self.positive != self.linked


@dataclass(frozen=True, slots=True)
class RuleShare:
    """How many findings of a check reviewers found right, how many not, and of how many that is open; 95 % by Wilson."""

    code: str
    title: str
    right: int
    wrong: int
    open: int
    interval: Interval

    @property
    def precision(self) -> float | None:
        """The share of right ones among those that are judged."""
        return share(self.right, self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a set of pairs at a threshold.

    `figures` hold only what the pairs allow: none of ranking where all labels are one. `intervals` are 95 %: Wilson for shares,
    bootstrap for the rest; `clustered` are bootstrap over documents for all. `documents` counts these, 0 where pairs had to be
    taken for independent because fewer than two documents are named. `asides` are the decisions on pairs that count for none of
    that, by how they were drawn; `rules` what verdicts say of each check.
    """

    title: str
    embedder: str
    threshold: float
    bias: float
    judged: tuple[Judged, ...]
    documents: int
    counts: Counts
    figures: Mapping[str, float]
    intervals: Mapping[str, Interval]
    clustered: Mapping[str, Interval]
    strata: Mapping[str, Counts]
    thresholds: tuple[Operating, ...]
    calibration: tuple[Bin, ...]
    curve: tuple[CurvePoint, ...]
    choice: Choice
    notes: tuple[str, ...] = ()
    asides: Mapping[str, Counts] = field(default_factory=dict)
    rules: tuple[RuleShare, ...] = ()

    @property
    def doubtful(self) -> int:
        """How many pairs were left out because whoever labelled them was not sure, or has not yet labelled them."""
        return sum(judged.positive is None for judged in self.judged)

    @property
    def errors(self) -> tuple[Judged, ...]:
        """The pairs that are decided wrongly, the surest first."""
        wrong = (judged for judged in self.judged if judged.wrong)
        return tuple(sorted(wrong, key=lambda judged: -abs(judged.probability - self.threshold)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two configurations on the same pairs: those decided otherwise, what was `won` and `lost` of them, by McNemar's exact test.

    `p_value` is the chance of a difference as large between configurations that are equally good.
    """

    first: Evaluation
    second: Evaluation
    flipped: tuple[tuple[Judged, Judged], ...]
    won: int
    lost: int
    p_value: float
