"""How well names are matched, beside what a user would take instead, on labelled pairs.

    python benchmarks/accuracy.py [FOLDER]

FOLDER holds labelled pairs, corpora/pairs/test unless told. Thresholds are chosen on corpora/pairs/train for each method
alike, and what learns learns there: the shipped matcher is fitted on it too, so on that folder its figures flatter. `same`
and `part` count as links; Hit@1 is over all right names of the folder, where a tie counts as lost. Splink is installed into
an environment of its own, .opponents/splink (it takes the network once).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from accuracy_methods import methods

from kpi_nlp import resources
from kpi_nlp.align import embedders
from kpi_nlp.align.matcher import matcher_for
from kpi_nlp.evaluate import PRECISION, Terms, read_pairs
from kpi_nlp.evaluate.measuring import Heard, Sample, measure, sample_of
from kpi_nlp.evaluate.metrics import Scores, steps
from kpi_nlp.model import LabelledPair

COLUMNS = ("ROC-AUC", "AP", "F1", f"recall at {PRECISION}", "precision there", "Hit@1")


def main(folder: Path) -> None:
    """Print the table, then the strata of our matcher."""
    train, given = (read_pairs(path).pairs for path in (resources.data("corpora/pairs/train"), folder))
    real = sum(map(_is_real, given))
    titles = (*COLUMNS, *(f"{column}, real names" for column in COLUMNS if real))
    print(f"{folder.name}: {len(given)} pairs, {real} of them with real names\n")
    print(f"| method | {' | '.join(titles)} |\n|---|{'---|' * len(titles)}")
    strata: list[str] = []
    for title, learned, heard in methods(train, given):
        dev, sample = (sample_of(each, strict=False) for each in (learned, heard))
        best = _best(dev)
        figures = _row(sample, best, _sure(dev))
        print(f"| {title} | {' | '.join(map(_shown, figures))} |", flush=True)
        strata = strata or list(_strata(heard, best))
    print("", *strata, sep="\n")


def _is_real(pair: LabelledPair) -> bool:
    return pair.source.startswith("seeds")


def _best(dev: Sample) -> float:
    """Return the threshold of the best F1."""
    found, right, linked = steps(dev.truth, dev.scores)
    return _below(found, int((2 * right / (dev.truth.sum() + linked)).argmax()))


def _sure(dev: Sample) -> float | None:
    """Return the lowest threshold whose precision is the wanted one, if any."""
    found, right, linked = steps(dev.truth, dev.scores)
    reached = np.flatnonzero((right / linked >= PRECISION) & (found > 0))
    return _below(found, int(reached[-1])) if reached.size else None


def _below(found: Scores, at: int) -> float:
    """Return what lies half way to the next lower score."""
    return float(found[at : at + 2].mean())


def _row(sample: Sample, best: float, sure: float | None) -> Iterator[float | None]:
    """Yield the figures of all pairs, then of those with real names, where there are any."""
    real = np.flatnonzero([_is_real(pair) for pair in sample.pairs])
    for chosen in (None, real) if real.size else (None,):
        figures = sample.figures(best, chosen)
        there = sample.figures(sure, chosen) if sure is not None else {}
        yield from (figures.get(name) for name in ("roc_auc", "average_precision", "f1"))
        yield from (there.get(name) for name in ("recall", "precision"))
        yield figures.get("hit_at_1")


def _strata(heard: Heard, best: float) -> Iterator[str]:
    """Yield our matcher's figures at the threshold that it ships with, and its F1 by stratum at both thresholds."""
    matcher = matcher_for(embedders.load())
    own, tuned = measure(heard, matcher, Terms()), measure(heard, matcher, Terms(threshold=best))
    yield f"kpi-nlp at its own threshold {own.threshold}:"
    for name in ("precision", "recall", "f1", "roc_auc", "calibration_error", "hit_at_1"):
        low, high = own.intervals[name]
        yield f"- {name} {own.figures[name]:.3f} ({low:.3f}-{high:.3f})"
    yield f"\n| stratum | pairs | links | F1 at {own.threshold:.2f} | missed, false | F1 at {best:.2f} |"
    yield "|---|---|---|---|---|---|"
    for name, decided in own.strata.items():
        f1, at_best = (each.f1 if each.links else None for each in (decided, tuned.strata[name]))
        wrong = f"{decided.false_negative}, {decided.false_positive}"
        yield f"| {name} | {decided.total} | {decided.links} | {_shown(f1)} | {wrong} | {_shown(at_best)} |"


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else resources.data("corpora/pairs/test"))
