"""What a review teaches as a plain file, a JSON object a line: an office can hand it on, `evaluate` and `train` read it."""

import json
from collections.abc import Iterator, Mapping
from typing import TextIO

from kpi_nlp.model import LabelledPair, Labels, Named, RuleVerdict

Object = Mapping[str, object]


def write_labels(labels: Labels, stream: TextIO) -> None:
    """Write the labelled pairs, then the verdicts on findings."""
    stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(labels))


def _lines(labels: Labels) -> Iterator[Object]:
    yield from map(_pair, labels.pairs)
    yield from map(_rule, labels.rules)


def _pair(pair: LabelledPair) -> Object:
    """Return a pair under the headers of `evaluate`; no reviewer is named."""
    return {
        "kind": "pair",
        "left_text": pair.left.text,
        "right_text": pair.right.text,
        "label": pair.label,
        **_context(pair.left, "left"),
        **_context(pair.right, "right"),
        "document": pair.document,
        "drawn": pair.drawn,
        "blind": pair.blind,
        "disputed": pair.disputed,
    }


def _context(named: Named, side: str) -> Object:
    beside = {
        "levels": named.levels,
        "target": named.target,
        "unit": named.unit,
        "stage": named.stage,
        "year": named.year,
    }
    return {f"{side}_{name}": value for name, value in beside.items()}


def _rule(said: RuleVerdict) -> Object:
    return {"kind": "ruling", "code": said.code, "title": said.title, "right": said.right}
