"""Why an embedder cannot be used, in Chinese."""

from collections.abc import Iterator
from contextlib import contextmanager

from kpi_nlp.text import clip, join_lines


class EmbedderError(ValueError):
    """A specification that names no embedder, or one that cannot be loaded or run; says what to do."""


@contextmanager
def telling(what: str, cure: str) -> Iterator[None]:
    """Turn whatever a library raises over a model into an EmbedderError: there is no end of what it may raise."""
    try:
        yield
    except EmbedderError:
        raise
    except Exception as error:
        said = clip(join_lines(str(error)), 120)
        message = f"{what}（{type(error).__name__}{f'：{said}' if said else ''}）；{cure}"
        raise EmbedderError(message) from error
