"""What the page of an evaluation shows, in words and classes of colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kpi_nlp.model import Compared, Counts, Evaluation, Interval, Judged, Named
from kpi_nlp.reports.evaluation.words import (
    FIGURES,
    LABELS,
    MEANINGS,
    context,
    fault,
    feature,
    number,
    reason,
    signed,
    stratum,
)

_BAR = 34  # half the width of the bar of a contribution
_HEAVIEST = 5.0  # the contribution that fills it


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure with what it means and its intervals."""

    title: str
    meaning: str
    value: str
    interval: str
    clustered: str


@dataclass(frozen=True, slots=True)
class NameView:
    """A name in pieces, those that the other lacks marked, and what stands beside it."""

    pieces: tuple[tuple[str, bool], ...]
    context: str


@dataclass(frozen=True, slots=True)
class FeatureView:
    """A feature, its value, its contribution, and the bar of it: where it begins and how wide."""

    title: str
    value: str
    contribution: str
    side: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class PairView:
    """A wrong pair, or one that two configurations decide otherwise."""

    fault: str
    class_: str
    label: str
    stratum: str
    document: str
    probability: str
    left: NameView
    right: NameView
    reason: str
    features: tuple[FeatureView, ...]


@dataclass(frozen=True, slots=True)
class FlipView:
    """A pair that is decided otherwise: whether for the better, and both probabilities."""

    turned: str
    class_: str
    label: str
    left: NameView
    right: NameView
    first: str
    second: str


def figure_views(evaluation: Evaluation) -> list[FigureView]:
    """Return the figures in their order."""
    return [
        FigureView(
            title,
            MEANINGS[name],
            number(evaluation.figures[name]),
            _interval(evaluation.intervals.get(name)),
            _interval(evaluation.clustered.get(name)),
        )
        for name, title in FIGURES.items()
        if name in evaluation.figures
    ]


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f} - {interval[1]:.3f}"


def decided(counts: Counts) -> list[str]:
    """Return the cells of a decision: linked, wrong ones of both kinds, and the figures."""
    whole = (counts.linked, counts.false_positive, counts.false_negative)
    return [*map(str, whole), *map(number, (counts.precision, counts.recall, counts.f1))]


def pair_view(judged: Judged) -> PairView:
    """Return what is shown of a wrong pair."""
    pair = judged.pair
    left, right = _names(pair.left, pair.right)
    heaviest = sorted(judged.contributions.items(), key=lambda entry: -abs(entry[1]))
    return PairView(
        fault(judged),
        "over" if judged.linked else "missed",
        LABELS[pair.label],
        stratum(pair.stratum),
        pair.document,
        f"{judged.probability:.3f}",
        left,
        right,
        reason(judged),
        tuple(_feature(name, judged.features[name], weight) for name, weight in heaviest),
    )


def _feature(name: str, value: float, weight: float) -> FeatureView:
    width = round(min(abs(weight) / _HEAVIEST, 1) * _BAR, 1)
    side, start = ("for", _BAR) if weight >= 0 else ("against", _BAR - width)
    return FeatureView(feature(name), f"{value:.2f}", signed(weight), side, start, width)


def flip_views(compared: Compared) -> list[FlipView]:
    """Return the pairs that are decided otherwise, those that were put right first."""
    ordered = sorted(compared.flipped, key=lambda both: not both[0].wrong)
    return [_flip(one, two) for one, two in ordered]


def _flip(one: Judged, two: Judged) -> FlipView:
    turned, class_ = ("改对", "won") if one.wrong else ("改错", "lost")
    left, right = _names(one.pair.left, one.pair.right)
    probabilities = (f"{judged.probability:.3f}" for judged in (one, two))
    return FlipView(turned, class_, LABELS[one.pair.label], left, right, *probabilities)


def _names(left: Named, right: Named) -> tuple[NameView, NameView]:
    found: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for change, start, stop, begin, end in SequenceMatcher(None, left.text, right.text, autojunk=False).get_opcodes():
        for pieces, piece in zip(found, (left.text[start:stop], right.text[begin:end]), strict=True):
            if piece:
                pieces.append((piece, change != "equal"))
    return NameView(tuple(found[0]), context(left)), NameView(tuple(found[1]), context(right))


def compared_figures(compared: Compared) -> Sequence[tuple[str, str, str, str]]:
    """Return the figures of both configurations and the difference."""
    first, second = compared.first.figures, compared.second.figures
    shared = [name for name in FIGURES if name in first and name in second]
    return [
        (FIGURES[name], number(first[name]), number(second[name]), f"{second[name] - first[name]:+.3f}")
        for name in shared
    ]
