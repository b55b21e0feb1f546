"""Trains the default embedder with sentence-transformers and stores it as a folder that the library loads as it is.

Each text is trained as the numbers of its buckets, so that a tokenizer of whole words over numbers serves both.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from kpi_nlp.align.embedders.pieces import BUCKETS, buckets
from kpi_nlp.align.embedders.static import WEIGHTS
from kpi_nlp.training.triplets import Triplet, triplets

_DIMENSIONS = 128
_BATCH, _RATE = 256, 0.03
_LARGEST = 127  # of int8


def train(*, count: int, epochs: int, seed: int) -> StaticEmbedding:
    """Return a table fitted on `count` triplets; the same seed gives the same model on the same machine."""
    torch.manual_seed(seed)
    table = StaticEmbedding(_tokenizer(), embedding_dim=_DIMENSIONS)
    torch.nn.init.normal_(table.embedding.weight)  # a random row is an identity for words that were never seen
    model = _model(table)
    loss = MultipleNegativesRankingLoss(model)
    optimizer = torch.optim.Adagrad(model.parameters(), lr=_RATE)
    made = list(triplets(count, seed))
    for _ in range(epochs):
        for start in range(0, len(made), _BATCH):
            batch = made[start : start + _BATCH]
            optimizer.zero_grad()
            loss([model.preprocess(texts) for texts in _columns(batch)], None).backward()
            optimizer.step()
    return table


def _model(table: StaticEmbedding) -> SentenceTransformer:
    return SentenceTransformer(modules=[table, Normalize()], device="cpu")


def _columns(batch: Sequence[Triplet]) -> Iterator[list[str]]:
    yield [numbers(triplet.anchor) for triplet in batch]
    yield [numbers(triplet.positive) for triplet in batch]
    yield from (
        [numbers(other) for other in others] for others in zip(*(triplet.others for triplet in batch), strict=True)
    )


def numbers(text: str) -> str:
    """Return a name as the model reads it: the numbers of its buckets."""
    return " ".join(map(str, buckets(text)))


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({str(number): number for number in range(BUCKETS)}, unk_token="0"))  # noqa: S106 - a token of text
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def store(table: StaticEmbedding, folder: Path) -> None:
    """Write a model with int8 rows and a scale for each, which sentence-transformers multiplies out as it loads."""
    _model(table).save(str(folder), create_model_card=False)
    rows = table.embedding.weight.detach().numpy()
    scales = np.abs(rows).max(axis=1) / _LARGEST
    save_file(
        {"embeddings": np.rint(rows / scales[:, None]).astype(np.int8), "weights": scales.astype(np.float32)},
        folder / WEIGHTS,
    )
