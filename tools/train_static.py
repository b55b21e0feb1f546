"""Trains the default embedder from the lexicons and a seed: `python tools/train_static.py FOLDER`."""

import sys
from pathlib import Path

from kpi_nlp.training.static import store, train

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    store(train(count=60_000, epochs=6, seed=20), folder)
    print(f"written: {folder}")
