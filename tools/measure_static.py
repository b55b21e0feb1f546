"""Measures how well an embedder ranks labelled pairs of names by its cosine alone: `python tools/measure_static.py FOLDER PAIRS...`.

Beside it, on the same pairs: TF-IDF of character n-grams and rapidfuzz's ratio. Figures on pairs that tuning has looked
at are no measure of unseen names.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from kpi_nlp.align.embedders.static import StaticEmbedder
from kpi_nlp.evaluate.metrics import ranking
from kpi_nlp.evaluate.pairs import read_pairs
from kpi_nlp.model import LabelledPair

Likeness = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]

_PRECISION = 0.95
_DIGITS = 5


def main(folder: Path, files: Sequence[Path]) -> None:
    """Print the figures of each way to compare, with `part` counted as a link and as none, of all and of unequal names."""
    every = [pair for file in files for pair in read_pairs(file).pairs]
    ways = _ways(StaticEmbedder(folder), every)
    unequal = [pair for pair in every if pair.left.text != pair.right.text]
    for title, positive in (("same and part are links", {"same", "part"}), ("same alone is a link", {"same"})):
        for which, pairs in (("all names", every), ("names that differ", unequal)):
            truth = np.array([pair.label in positive for pair in pairs])
            print(f"\n{title}, {which}: {truth.sum()} of {len(pairs)} pairs\n{'':12}AUC   AP    R@P95 Hit@1")
            for name, way in ways.items():
                figures = _figures(way, pairs, truth)
                print(f"{name:12}" + " ".join(f"{figure:.3f}" for figure in figures))
    truth = np.array([pair.label != "different" for pair in every])
    print("\nAUC by stratum (pairs, links)" + "".join(f"{name:>10}" for name in ways))
    for stratum, line in _strata(ways, every, truth):
        print(f"{stratum:29}" + "".join(f"{figure:10.3f}" for figure in line))
    print("* of one label: against all pairs of the other")


def _ways(embedder: StaticEmbedder, pairs: Sequence[LabelledPair]) -> Mapping[str, Likeness]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    tfidf = TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit(_names(pairs))
    return {
        "static": lambda one, other: np.asarray(embedder.encode(one) @ embedder.encode(other).T, dtype=np.float64),
        "tf-idf": lambda one, other: np.asarray((tfidf.transform(one) @ tfidf.transform(other).T).toarray()),
        "ratio": lambda one, other: np.asarray(process.cdist(one, other, scorer=fuzz.ratio) / 100, dtype=np.float64),
    }


def _names(pairs: Sequence[LabelledPair]) -> list[str]:
    return list(dict.fromkeys(side.text for pair in pairs for side in (pair.left, pair.right)))


def _figures(way: Likeness, pairs: Sequence[LabelledPair], truth: NDArray[np.bool_]) -> tuple[float, ...]:
    scores = _scores(way, pairs)
    ranked = ranking(truth, np.clip(scores, 0, 1))
    return ranked["roc_auc"], ranked["average_precision"], recall(truth, scores), _hits(way, pairs, truth)


def _scores(way: Likeness, pairs: Sequence[LabelledPair]) -> NDArray[np.float64]:
    names = _names(pairs)
    likeness, at = way(names, names), {name: place for place, name in enumerate(names)}
    found = np.array([likeness[at[pair.left.text], at[pair.right.text]] for pair in pairs])
    return np.round(found, _DIGITS)  # equal names are equally alike


def recall(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Return the largest share of links above a threshold at which 95 % of what stands above it are links."""
    best = 0.0
    for threshold in np.unique(scores):
        above = scores >= threshold
        if truth[above].mean() >= _PRECISION:
            best = max(best, float((truth & above).sum() / truth.sum()))
    return best


def _hits(way: Likeness, pairs: Sequence[LabelledPair], truth: NDArray[np.bool_]) -> float:
    """Return how often the nearest of all other names is one that the pairs link with it."""
    links: dict[str, set[str]] = {}
    for pair, link in zip(pairs, truth, strict=True):
        if link and pair.left.text != pair.right.text:
            links.setdefault(pair.left.text, set()).add(pair.right.text)
            links.setdefault(pair.right.text, set()).add(pair.left.text)
    names = _names(pairs)
    likeness = way(list(links), names)
    for row, name in enumerate(links):
        likeness[row, names.index(name)] = -1
    nearest = [names[at] for at in likeness.argmax(axis=1)]
    return float(np.mean([found in links[name] for name, found in zip(links, nearest, strict=True)]))


def _strata(
    ways: Mapping[str, Likeness], pairs: Sequence[LabelledPair], truth: NDArray[np.bool_]
) -> Iterator[tuple[str, list[float]]]:
    """Yield for each stratum its AUC: against one another where it holds both labels, else against all of the other label."""
    scores = {name: np.clip(_scores(way, pairs), 0, 1) for name, way in ways.items()}
    for stratum in sorted({pair.stratum for pair in pairs}):
        inside = np.array([pair.stratum == stratum for pair in pairs])
        both = truth[inside].any() and not truth[inside].all()
        told = inside if both else inside | (truth != truth[inside][0])
        title = f"{stratum} ({inside.sum()}, {truth[inside].sum()}){'' if both else ' *'}"
        yield title, [ranking(truth[told], way[told])["roc_auc"] for way in scores.values()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
