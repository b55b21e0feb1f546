"""An evaluation as JSON (OUTPUT.md), as text, and as one line a pair."""

import json
from collections.abc import Mapping
from typing import TextIO

from kpi_nlp.model import Counts, Evaluation, Judged

_TITLES = {
    "average_precision": "平均精确率", "roc_auc": "ROC-AUC", "brier": "Brier 分数", "calibration_error": "校准误差", "hit_at_1": "首位命中率", "mrr": "平均倒数排名",
    "precision": "精确率", "recall": "召回率", "f1": "F1",
}  # fmt: skip
_SHOWN_ERRORS = 20


def write_json(evaluation: Evaluation, stream: TextIO) -> None:
    """Write the evaluation as one object."""
    decided = evaluation.counts
    whole = {
        "pairs": len(evaluation.judged),
        "doubtful": evaluation.doubtful,
        "threshold": evaluation.threshold,
        "precision": decided.precision,
        "recall": decided.recall,
        "f1": decided.f1,
        **{
            name: evaluation.figures.get(name)
            for name in ("average_precision", "roc_auc", "brier", "calibration_error", "hit_at_1", "mrr")
        },
        "intervals": evaluation.intervals,
        "strata": {name: _counted(counts) for name, counts in evaluation.strata.items()},
        "thresholds": [{"threshold": row.threshold, **_counted(row.counts)} for row in evaluation.thresholds],
        "calibration": [
            {"said": bin_.said, "found": bin_.found, "share": bin_.share} for bin_ in evaluation.calibration
        ],
        "errors": [_error(judged) for judged in evaluation.errors],
    }
    json.dump(whole, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _counted(counts: Counts) -> Mapping[str, float]:
    return {
        "pairs": counts.true_positive + counts.false_positive + counts.false_negative + counts.true_negative,
        "links": counts.true_positive + counts.false_negative,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _error(judged: Judged) -> Mapping[str, object]:
    return {
        "left": judged.pair.left.text,
        "right": judged.pair.right.text,
        "label": judged.pair.label,
        "probability": judged.probability,
        "features": judged.features,
        "vetoed": judged.vetoed,
    }


def write_scores(evaluation: Evaluation, stream: TextIO) -> None:
    """Write a line per pair, in the order of the input."""
    for judged in evaluation.judged:
        line = {
            "left": judged.pair.left.text, "right": judged.pair.right.text, "probability": judged.probability, "verdict": judged.verdict,
        }  # fmt: skip
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_text(evaluation: Evaluation, stream: TextIO) -> None:
    """Write the figures with their intervals, the strata, and the wrong pairs that are surest."""
    decided = evaluation.counts
    stream.write(f"样本 {len(evaluation.judged)} 对，其中应对应 {sum(evaluation.positive)} 对")
    stream.write(f"；标注不确定、未计入 {evaluation.doubtful} 对\n" if evaluation.doubtful else "\n")
    figures = {"precision": decided.precision, "recall": decided.recall, "f1": decided.f1, **evaluation.figures}
    for name, figure in figures.items():
        low, high = evaluation.intervals.get(name, (None, None))
        interval = f"（95% 区间 {low:.3f}-{high:.3f}）" if low is not None and high is not None else ""
        stream.write(f"  {_TITLES[name]} {figure:.3f}{interval}\n")
    for name, counts in evaluation.strata.items():
        found = _counted(counts)
        stream.write(
            f"  类型 {name}：{found['pairs']} 对，精确率 {counts.precision:.3f}，召回率 {counts.recall:.3f}，F1 {counts.f1:.3f}\n"
        )
    errors = evaluation.errors
    stream.write(f"判错 {len(errors)} 对" + ("，最有把握却判错的：" if errors else "") + "\n")
    for judged in errors[:_SHOWN_ERRORS]:
        why = ("口径或对象相反，" if judged.vetoed else "") + "、".join(
            f"{name} {value:.2f}" for name, value in judged.features.items()
        )
        stream.write(
            f"  {judged.pair.left.text} | {judged.pair.right.text}  标注 {judged.pair.label}，概率 {judged.probability:.2f}：{why}\n"
        )
