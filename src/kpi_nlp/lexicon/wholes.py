"""What is all of a whole between them (wholes.toml): 「基本支出」 and 「项目支出」, four quarters, 「有效」 and 「无效」."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeAlias

from kpi_nlp.lexicon.loading import entries

Kinds: TypeAlias = tuple[tuple[str, ...], ...]


@cache
def wholes() -> tuple[Kinds, ...]:
    """Return the lists of kinds that are a whole between them, each kind with its wordings."""
    return tuple(tuple(tuple(kind) for kind in kinds) for kinds in entries("wholes")["wholes"])


def apart(names: Sequence[str]) -> bool:
    """Return whether names are of different kinds of one list, so that nothing is counted twice."""
    return any(None not in (found := _kinds(names, kinds)) and len(set(found)) == len(names) for kinds in wholes())


def complete(names: Sequence[str]) -> bool:
    """Return whether names are of every kind of one list, each once."""
    return any(
        sorted(_known(_kinds(names, kinds))) == list(range(len(kinds)))
        for kinds in wholes()
        if len(kinds) == len(names)
    )


def _known(kinds: Iterable[int | None]) -> list[int]:
    return [kind for kind in kinds if kind is not None]


def _kinds(names: Iterable[str], kinds: Kinds) -> list[int | None]:
    """Return the kind of each name: that of the longest wording in it, 「未完成」 over 「完成」; None for none."""
    return [_kind(name, kinds) for name in names]


def _kind(name: str, kinds: Kinds) -> int | None:
    found = [(len(word), at) for at, words in enumerate(kinds) for word in words if word in name]
    return max(found)[1] if found else None
