"""Trains the default embedder with sentence-transformers and stores it as a folder that the library loads as it is.

Each text is trained as the numbers of its buckets, so that a tokenizer of whole words over numbers serves both.
"""

import random
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from kpi_nlp.align.embedders.pieces import BUCKETS, buckets
from kpi_nlp.align.embedders.static import WEIGHTS
from kpi_nlp.training.triplets import Triplet, triplets

_DIMENSIONS = 128
_SPREAD = 0.3  # of a row before training: an identity for pieces that are never seen, small beside what is learned
_BATCH, _RATE = 256, 0.03
_LARGEST = 127  # of int8
_CARD = "README.md"


def train(*, count: int, epochs: int, seed: int) -> StaticEmbedding:
    """Return a table fitted on `count` triplets; the same seed gives the same bytes on the same machine."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums of several threads come in any order
    table = StaticEmbedding(_tokenizer(), embedding_dim=_DIMENSIONS)
    torch.nn.init.normal_(table.embedding.weight, std=_SPREAD)
    made = [tuple(map(numbers, _names(triplet))) for triplet in triplets(count, seed)]
    _fit(table, made, epochs, random.Random(seed))  # noqa: S311 - an order by chance, from a seed
    return table


def _names(triplet: Triplet) -> tuple[str, ...]:
    return triplet.anchor, triplet.positive, *triplet.others


def _fit(table: StaticEmbedding, made: list[tuple[str, ...]], epochs: int, chance: random.Random) -> None:
    """Go through all triplets; in a batch every other name stands against each anchor."""
    model = _model(table)
    loss = MultipleNegativesRankingLoss(model)
    optimizer = torch.optim.Adagrad(model.parameters(), lr=_RATE)
    for _ in range(epochs):
        chance.shuffle(made)
        for start in range(0, len(made), _BATCH):
            columns = zip(*made[start : start + _BATCH], strict=True)
            optimizer.zero_grad()
            loss([model.preprocess(list(texts)) for texts in columns], None).backward()
            optimizer.step()


def _model(table: StaticEmbedding) -> SentenceTransformer:
    return SentenceTransformer(modules=[table, Normalize()], device="cpu")


def numbers(text: str) -> str:
    """Return a name as the model reads it: the numbers of its buckets."""
    return " ".join(map(str, buckets(text)))


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({str(number): number for number in range(BUCKETS)}, unk_token="0"))  # noqa: S106 - a token of text
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def store(table: StaticEmbedding, folder: Path, *, card: str) -> None:
    """Write a model with int8 rows and a scale for each, which sentence-transformers multiplies out as it loads."""
    _model(table).save(str(folder), create_model_card=False)
    rows = table.embedding.weight.detach().numpy()
    scales = np.abs(rows).max(axis=1) / _LARGEST
    tensors = {"embeddings": np.rint(rows / scales[:, None]).astype(np.int8), "weights": scales.astype(np.float32)}
    (folder / WEIGHTS).write_bytes(save(tensors))
    (folder / _CARD).write_text(card, encoding="utf-8", newline="\n")
