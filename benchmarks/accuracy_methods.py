"""What says how alike two names are: our matcher, and what a user would take instead, all heard by `kpi_nlp.evaluate`."""

import json
import random
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from sklearn.feature_extraction.text import TfidfVectorizer
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from kpi_nlp.align import embedders
from kpi_nlp.align.codes import Places
from kpi_nlp.align.embedders.none import NoEmbedder
from kpi_nlp.align.matcher import Matcher, Scored, matcher_for
from kpi_nlp.align.sides import Sides
from kpi_nlp.evaluate.measuring import Heard, hear
from kpi_nlp.evaluate.scoring import Laid, first_hits, laid, told
from kpi_nlp.model import Indicator, LabelledPair

ENVIRONMENT = Path(__file__).parents[1] / ".opponents" / "splink"
SEED = 20
EPOCHS, BATCH, RATE, DIMENSIONS = 10, 64, 0.02, 256

Pairs = Sequence[LabelledPair]
Table = NDArray[np.float64]
Likeness = Callable[[Laid], Table]
"""How alike every left name is to every right one, 0 to 1."""


def methods(train: Pairs, pairs: Pairs) -> Iterator[tuple[str, Heard, Heard]]:
    """Yield each method by name with what it says of the pairs of train, where thresholds are chosen, and of the others."""
    for title, spec in (("kpi-nlp", "static"), ("kpi-nlp, embedder none", "none")):
        embedder = embedders.load(spec)
        ours = partial(hear, embedder=embedder, matcher=matcher_for(embedder))
        yield title, ours(train), ours(pairs)
    likenesses: dict[str, Likeness] = {
        "static cosine": partial(_cosine, embedders.load("static").encode),
        "rapidfuzz ratio": partial(_fuzzy, fuzz.ratio),
        "rapidfuzz WRatio": partial(_fuzzy, fuzz.WRatio),
        "TF-IDF, 1-3 characters": _tfidf,
        "StaticEmbedding, fitted on train": partial(_cosine, _plain_model(train)),
    }
    for title, likeness in likenesses.items():
        learned, heard = (_heard(these, likeness(_laid(these))) for these in (train, pairs))
        yield title, learned, heard
    tables = _splink(train, (train, pairs))
    yield "Splink", _heard(train, tables[0]), _heard(pairs, tables[1])


@dataclass(frozen=True, slots=True)
class _Given(Matcher):
    """Says what stands in a table."""

    table: Table

    def score(self, lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Scored:  # noqa: ARG002 - as a matcher
        """Return what the table says of each pair; nothing is vetoed."""
        return Scored(self.table[rows, columns], np.zeros(len(rows), dtype=bool), {})


def _heard(pairs: Pairs, table: Table) -> Heard:
    """Return what a table says, of all pairs: these methods know no candidates."""
    names, matcher = _laid(pairs), _Given({}, 0, 1, 1, "none", table)
    rows, columns = np.indices(table.shape).reshape(2, -1)
    said = told(names, matcher, (rows, columns))
    return Heard(pairs, said, said.scores, first_hits(pairs, names, matcher, (rows, columns)))


def _laid(pairs: Pairs) -> Laid:
    return laid(pairs, NoEmbedder())


def _texts(names: Laid) -> tuple[list[str], list[str]]:
    return [row.name for row in names.lefts.indicators], [row.name for row in names.rights.indicators]


def _fuzzy(scorer: Callable[..., float], names: Laid) -> Table:
    return process.cdist(*_texts(names), scorer=scorer, dtype=np.float64) / 100


def _tfidf(names: Laid) -> Table:
    lefts, rights = _texts(names)
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit([*lefts, *rights])
    return _unit((vectorizer.transform(lefts) @ vectorizer.transform(rights).T).toarray())


def _cosine(encode: Callable[[list[str]], NDArray[np.float32]], names: Laid) -> Table:
    lefts, rights = map(encode, _texts(names))
    return _unit((1 + lefts.astype(np.float64) @ rights.T) / 2)


def _unit(table: Table) -> Table:
    """Return a table without what rounding has brought beyond 0 and 1."""
    return np.clip(table, 0, 1)


def _plain_model(train: Pairs) -> Callable[[list[str]], NDArray[np.float32]]:
    """Return `encode` of a table of characters, fitted on pairs that are the same as the library's guide has it."""
    torch.manual_seed(SEED)
    same = [(pair.left.text, pair.right.text) for pair in train if pair.label == "same"]
    model = SentenceTransformer(modules=[StaticEmbedding(_characters(train), embedding_dim=DIMENSIONS)], device="cpu")
    loss, optimizer = MultipleNegativesRankingLoss(model), torch.optim.Adam(model.parameters(), lr=RATE)
    chance = random.Random(SEED)  # noqa: S311 - an order by chance, from a seed
    for _ in range(EPOCHS):
        chance.shuffle(same)
        for start in range(0, len(same), BATCH):
            columns = zip(*same[start : start + BATCH], strict=True)
            optimizer.zero_grad()
            loss([model.preprocess(list(texts)) for texts in columns], None).backward()
            optimizer.step()
    return partial(model.encode, normalize_embeddings=True, show_progress_bar=False)


def _characters(pairs: Pairs) -> Tokenizer:
    known = sorted({letter for pair in pairs for letter in pair.left.text + pair.right.text})
    tokenizer = Tokenizer(models.WordLevel({letter: at for at, letter in enumerate(["?", *known])}, unk_token="?"))  # noqa: S106 - a token of text
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    return tokenizer


def _splink(train: Pairs, folders: Sequence[Pairs]) -> list[Table]:
    names = _laid(train)
    lefts, rights = _records(names)
    python = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "splink>=5"], check=True)
    given = {
        "pairs": ([lefts[at] for at in names.rows], [rights[at] for at in names.columns]),
        "folders": [_records(_laid(pairs)) for pairs in folders],
    }
    script = Path(__file__).parent / "accuracy_opponents.py"
    done = subprocess.run(
        [python, script], input=json.dumps(given), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return [np.array(table) for table in json.loads(done.stdout.splitlines()[-1])]


def _records(names: Laid) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return list(map(_record, names.lefts.indicators)), list(map(_record, names.rights.indicators))


def _record(row: Indicator) -> dict[str, Any]:
    """Return a row as Splink takes it, its target parsed as we do it."""
    amount = row.target.quantities[0] if row.target and row.target.quantities else None
    return {
        "name": row.name,
        "unit": amount.unit if amount else None,
        "level": row.levels[-1] if row.levels else None,
        "value": float(amount.number) if amount and amount.number is not None else None,
    }
