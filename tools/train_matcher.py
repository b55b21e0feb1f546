"""Fits the matchers that ship, one for each embedder that ships: `python tools/train_matcher.py`."""

import json
from dataclasses import asdict
from pathlib import Path

from kpi_nlp.align import embedders
from kpi_nlp.evaluate import read_pairs
from kpi_nlp.training.matcher import fit

ROOT = Path(__file__).parents[1]
SHIPPED = ("none", "static")

if __name__ == "__main__":
    pairs = read_pairs(ROOT / "corpora/pairs/train").pairs
    table = {name: asdict(fit(pairs, embedders.load(name)).matcher) for name in SHIPPED}
    path = ROOT / "models/matcher.json"
    path.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {path.relative_to(ROOT)} from {len(pairs)} pairs")
