"""What links, from what a command line says of it."""

from pathlib import Path

from kpi_nlp.align import embedders
from kpi_nlp.align.links import Linker
from kpi_nlp.align.matcher_file import load_matcher


def load_linker(embedder: str = "none", matcher: Path | None = None) -> Linker:
    """Return what links with an embedder, by the matcher of a file where one is given.

    Raises EmbedderError where there is no such embedder, and MatcherError where the file was not fitted for it.
    """
    vectors = embedders.load(embedder)
    return Linker(vectors, load_matcher(matcher, vectors) if matcher else None)
