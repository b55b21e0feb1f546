"""An evaluation as JSON (OUTPUT.md), and one line a pair.

The one object, in which figures that the pairs do not allow are null:

- `version`, `title`, `embedder`, `threshold`, `bias`; `pairs` with a sure label, `links` among them, `doubtful` left out,
  `documents` (0 where pairs were taken for independent), `notes`;
- `counts`: true_positive, false_positive, false_negative, true_negative;
- `precision`, `recall`, `f1`, `candidate_recall`, `scorer_recall`, `average_precision`, `roc_auc`, `hit_at_1`, `mrr`, `brier`,
  `calibration_error`; `intervals` of these at 95 % (Wilson for shares, bootstrap for the rest) and `clustered` (bootstrap over
  documents for all; empty without documents), each [low, high];
- `strata` by name and `thresholds` as a list, each with pairs, links, linked, precision, recall, f1, and `bound`, the one-sided 95 %
  lower bound of the precision (thresholds only);
- `calibration`: said, found, pairs, share of each bin; `curve`: recall, precision, low, high;
- `choice` of a threshold for a wanted precision: precision, apart, dev_pairs, test_pairs, chosen (on dev), reported (on test) and
  shortage (a threshold with `more`, the right links that are lacking), each null where there is none;
- `asides`: pairs that count for none of these figures because they were not drawn by chance and labelled blindly, by how they were
  drawn (finding, map), each with pairs, links, linked, precision, recall, f1;
- `rules`: what verdicts on findings say of each check: code, title, right, wrong, open, precision, interval (Wilson, 95 %);
- `errors`: each wrong pair, the surest first, with its context, stratum, document, label, probability, features, contributions
  (coefficient times value), vetoes, vetoed and lost (by the candidate step);
- `comparison`, null without one: title and figures of the other configuration, won, lost, p_value, flipped.
"""

import json
from collections.abc import Mapping
from typing import TextIO

from kpi_nlp import __version__
from kpi_nlp.model import Choice, Compared, Counts, Evaluation, Judged, Named, Operating, RuleShare
from kpi_nlp.reports.evaluation.words import FIGURES

Object = Mapping[str, object]


def write_json(evaluation: Evaluation, stream: TextIO, compared: Compared | None = None) -> None:
    """Write the evaluation as one object."""
    json.dump(_whole(evaluation, compared), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def write_scores(evaluation: Evaluation, stream: TextIO) -> None:
    """Write a line per pair of the input, those without a sure label too, in its order."""
    for judged in evaluation.judged:
        line = {
            "left": judged.pair.left.text,
            "right": judged.pair.right.text,
            "probability": judged.probability,
            "verdict": judged.verdict,
        }
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _whole(evaluation: Evaluation, compared: Compared | None) -> Object:
    return {
        "version": __version__,
        "title": evaluation.title,
        "embedder": evaluation.embedder,
        "threshold": evaluation.threshold,
        "bias": evaluation.bias,
        "pairs": evaluation.counts.total,
        "links": evaluation.counts.links,
        "doubtful": evaluation.doubtful,
        "documents": evaluation.documents,
        "notes": evaluation.notes,
        "counts": _confusion(evaluation.counts),
        **_figures(evaluation),
        "intervals": evaluation.intervals,
        "clustered": evaluation.clustered,
        "strata": {name: _counted(counts) for name, counts in evaluation.strata.items()},
        "asides": {name: _counted(counts) for name, counts in evaluation.asides.items()},
        "rules": list(map(_rule, evaluation.rules)),
        "thresholds": list(map(_operating, evaluation.thresholds)),
        "calibration": [
            {"said": bin_.said, "found": bin_.found, "pairs": bin_.pairs, "share": bin_.share}
            for bin_ in evaluation.calibration
        ],
        "curve": [
            {"recall": point.recall, "precision": point.precision, "low": point.low, "high": point.high}
            for point in evaluation.curve
        ],
        "choice": _choice(evaluation.choice),
        "errors": list(map(_error, evaluation.errors)),
        "comparison": _compared(compared) if compared else None,
    }


def _figures(evaluation: Evaluation) -> Object:
    return {name: evaluation.figures.get(name) for name in FIGURES}


def _confusion(counts: Counts) -> Object:
    return {
        "true_positive": counts.true_positive,
        "false_positive": counts.false_positive,
        "false_negative": counts.false_negative,
        "true_negative": counts.true_negative,
    }


def _counted(counts: Counts) -> Object:
    return {
        "pairs": counts.total,
        "links": counts.links,
        "linked": counts.linked,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _rule(rule: RuleShare) -> Object:
    return {
        "code": rule.code,
        "title": rule.title,
        "right": rule.right,
        "wrong": rule.wrong,
        "open": rule.open,
        "precision": rule.precision,
        "interval": rule.interval,
    }


def _operating(row: Operating) -> Object:
    return {"threshold": row.threshold, **_counted(row.counts), "bound": row.bound}


def _choice(choice: Choice) -> Object:
    lacking = choice.shortage
    return {
        "precision": choice.precision,
        "apart": choice.apart,
        "dev_pairs": choice.dev_pairs,
        "test_pairs": choice.test_pairs,
        "chosen": _operating(choice.chosen) if choice.chosen else None,
        "reported": _operating(choice.reported) if choice.reported else None,
        "shortage": {**_operating(lacking.at), "more": lacking.more} if lacking else None,
    }


def _error(judged: Judged) -> Object:
    return {
        **_pair(judged),
        "left_context": _context(judged.pair.left),
        "right_context": _context(judged.pair.right),
        "stratum": judged.pair.stratum,
        "document": judged.pair.document,
        "probability": judged.probability,
        "features": judged.features,
        "contributions": judged.contributions,
        "vetoed": bool(judged.vetoes),
        "vetoes": judged.vetoes,
        "lost": judged.lost,
    }


def _pair(judged: Judged) -> Object:
    return {"left": judged.pair.left.text, "right": judged.pair.right.text, "label": judged.pair.label}


def _context(named: Named) -> Object:
    return {
        "levels": named.levels,
        "target": named.target,
        "unit": named.unit,
        "stage": named.stage,
        "year": named.year,
    }


def _compared(compared: Compared) -> Object:
    other = compared.second
    return {
        "title": other.title,
        "embedder": other.embedder,
        "threshold": other.threshold,
        "counts": _confusion(other.counts),
        **_figures(other),
        "won": compared.won,
        "lost": compared.lost,
        "p_value": compared.p_value,
        "flipped": [
            {
                **_pair(one),
                "probabilities": [one.probability, two.probability],
                "linked": [one.linked, two.linked],
                "right": "second" if one.wrong else "first",
            }
            for one, two in compared.flipped
        ],
    }
