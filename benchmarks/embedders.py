"""How fast names become vectors and are matched, beside sentence-transformers with the same weights in the same run.

    python benchmarks/embedders.py [MODEL]

On one core. MODEL is the folder of any sentence-transformers model: with it the matching of the demo set is measured
against `encode` and `semantic_search`, and its export, where it holds a model.onnx, against torch. The limits are those
of the project's issue 5.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer, util
from timing import paired, tell

from kpi_nlp import resources, segment
from kpi_nlp.align import Linker, align, comparable_pairs
from kpi_nlp.align.departments import departments
from kpi_nlp.align.embedders import Embedder, pieces
from kpi_nlp.align.embedders.exported import ExportedEmbedder
from kpi_nlp.align.embedders.once import Once
from kpi_nlp.align.embedders.sentence import SentenceEmbedder
from kpi_nlp.align.embedders.static import StaticEmbedder
from kpi_nlp.model import Paper
from kpi_nlp.reading import read_set
from kpi_nlp.training.triplets import triplets

NAMES = 10_000
NEAREST = 5


def main(model: Path | None) -> None:
    """Print each figure beside its limit."""
    torch.set_num_threads(1)
    table()
    if model is not None:
        papers = read_set([resources.data("corpora/reports/clean")]).papers
        matching(model, papers)
        if (model / "model.onnx").is_file():
            exported(model, papers)


def table() -> None:
    """Measure the shipped table: our reader, and sentence-transformers given the numbers of the same pieces."""
    folder = resources.data("models/static")
    names = list(dict.fromkeys(triplet.anchor for triplet in triplets(3 * NAMES, seed=1)))[:NAMES]
    loading, theirs = paired(lambda: StaticEmbedder(folder), lambda: SentenceTransformer(str(folder), device="cpu"))
    print(f"loading the table: {1000 * loading:.1f} ms (limit 10); by sentence-transformers {1000 * theirs:.1f} ms")
    ours, vanilla = StaticEmbedder(folder), SentenceTransformer(str(folder), device="cpu")

    def numbers() -> list[str]:
        return [" ".join(map(str, pieces.buckets(name))) for name in names]

    ours.encode(names[:1])  # jieba's dictionary
    own, other = paired(
        lambda: _anew(lambda: ours.encode(names)),
        lambda: _anew(lambda: vanilla.encode(numbers(), show_progress_bar=False)),
        rounds=5,
    )
    tell("encoding / the same pieces by sentence-transformers", own, other, 1)
    seconds = min(_processor_time(lambda: _anew(lambda: ours.encode(names))) for _ in range(5))
    print(f"{len(names)} names seen for the first time: {len(names) / seconds:.0f} a second of one core (limit 15000)")


def _anew(call: Callable[[], object]) -> None:
    """Let a round cut its names into words again."""
    segment.words.cache_clear()
    pieces._bucket.cache_clear()  # noqa: SLF001 - what a process has seen before is not to count
    call()


def _processor_time(call: Callable[[], object]) -> float:
    """Return the seconds of one core that a call takes, whoever else is on the machine."""
    start = time.process_time()
    call()
    return time.process_time() - start


def matching(model: Path, papers: Sequence[Paper]) -> None:
    """Measure the matching of a report set against what a user would write with the same model."""
    ours, theirs = SentenceEmbedder(model), SentenceTransformer(str(model), device="cpu")
    names = {paper.document.path: _names([paper]) for paper in papers}
    pairs = [pair for department in departments(papers) for pair in comparable_pairs(department.papers)]
    print(
        f"{len(papers)} papers, {len(pairs)} pairs of papers, {len(_names(papers))} names, {len({*_names(papers)})} distinct"
    )

    encoded = partial(theirs.encode, convert_to_tensor=True, show_progress_bar=False)

    def by_pair() -> None:
        for one, other, _ in pairs:
            left, right = (encoded(names[paper.document.path]) for paper in (one, other))
            util.semantic_search(left, right, top_k=NEAREST)  # type: ignore[arg-type]

    def by_paper() -> None:
        found = {path: encoded(rows) for path, rows in names.items()}
        for one, other, _ in pairs:
            util.semantic_search(found[one.document.path], found[other.document.path], top_k=NEAREST)  # type: ignore[arg-type]

    own, other = paired(lambda: _match(ours, papers), by_pair)
    tell("matching the set / encode + semantic_search for each pair of papers", own, other, 0.5)
    own, other = paired(lambda: _match(ours, papers), by_paper)
    tell("matching the set / encode each paper once + semantic_search", own, other, 0.5)


def _match(embedder: Embedder, papers: Sequence[Paper]) -> None:
    once = Once(embedder)
    once.encode(_names(papers))
    for department in departments(papers):
        align(department.papers, linker=Linker(once))


def _names(papers: Sequence[Paper]) -> list[str]:
    return [indicator.name for paper in papers for indicator in paper.indicators if indicator.has_values]


def exported(model: Path, papers: Sequence[Paper]) -> None:
    """Measure the export of a model against the model."""
    names = sorted({*_names(papers)})
    onnx, whole = ExportedEmbedder(model), SentenceEmbedder(model)
    own, other = paired(lambda: onnx.encode(names), lambda: whole.encode(names))
    tell(f"onnx: / st:, {len(names)} names", own, other, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
