"""Pairs of which a matcher was heard, made by hand, so that every figure can be counted."""

from collections.abc import Sequence

import numpy as np

from kpi_nlp.align.matcher import Matcher, Scored
from kpi_nlp.evaluate.measuring import Heard
from kpi_nlp.evaluate.scoring import NO_HIT, Told
from kpi_nlp.model import Label, LabelledPair, Named

MATCHER = Matcher(coefficients={"same_content": 4.0, "unit": -1.5}, bias=-2.0, match=0.7, review=0.4, embedder="none")

Row = tuple[str, str, Label, float, str]
"""Two names, the label, the probability, and the document."""


def heard(
    rows: Sequence[Row], *, lost: Sequence[int] = (), hits: Sequence[int] = (), strata: Sequence[str] = ()
) -> Heard:
    pairs = [
        LabelledPair(Named(left), Named(right), label, stratum=strata[at] if strata else "", document=document)
        for at, (left, right, label, _, document) in enumerate(rows)
    ]
    said = np.array([probability for *_, probability, _ in rows])
    features = {"same_content": said.copy(), "unit": np.full(len(rows), 0.5), "cosine": np.zeros(len(rows))}
    gone = np.isin(np.arange(len(rows)), lost)
    told = Told(Scored(said, np.zeros(len(rows), dtype=bool), features), ((),) * len(rows), gone)
    return Heard(pairs, told, told.scores, np.array(hits) if hits else np.full(len(rows), NO_HIT))
