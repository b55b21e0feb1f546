"""What labelled pairs say of the matcher: decisions counted, figures with intervals, and every pair judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_nlp.model.match import Verdict
from kpi_nlp.model.pair import LabelledPair


@dataclass(frozen=True, slots=True)
class Counts:
    """True and false, positive and negative decisions."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def precision(self) -> float:
        """The share of right ones among those that were linked; 1 where none was."""
        return _share(self.true_positive, self.true_positive + self.false_positive, empty=1.0)

    @property
    def recall(self) -> float:
        """The share of linked ones among those that should be."""
        return _share(self.true_positive, self.true_positive + self.false_negative, empty=0.0)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        double = 2 * self.true_positive
        return _share(double, double + self.false_positive + self.false_negative, empty=0.0)


def _share(part: int, whole: int, *, empty: float) -> float:
    return part / whole if whole else empty


@dataclass(frozen=True, slots=True)
class Operating:
    """A threshold with its decisions."""

    threshold: float
    counts: Counts


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of like probability: its mean, the share of links among them, and their share of all pairs."""

    said: float
    found: float
    share: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what the matcher says of it."""

    pair: LabelledPair
    probability: float
    verdict: Verdict
    wrong: bool
    features: Mapping[str, float]
    vetoed: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a set of pairs at a threshold; `figures` that need no threshold are missing where all labels are one.

    `intervals` are 95 %: Wilson for shares, bootstrap over documents for the rest. `positive` says of each pair whether it
    counts as a link.
    """

    judged: tuple[Judged, ...]
    positive: tuple[bool, ...]
    doubtful: int
    threshold: float
    counts: Counts
    figures: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    strata: Mapping[str, Counts]
    thresholds: tuple[Operating, ...]
    calibration: tuple[Bin, ...]

    @property
    def errors(self) -> tuple[Judged, ...]:
        """The pairs that are decided wrongly, the surest first."""
        wrong = (judged for judged in self.judged if judged.wrong)
        return tuple(sorted(wrong, key=lambda judged: -abs(judged.probability - self.threshold)))
