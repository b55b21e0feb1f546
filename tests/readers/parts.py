"""Packages with parts changed or added, and damaged files of every kind, for the tests of readers."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping

from kpi_nlp.readers import ReadError, Source, read

Change = bytes | Callable[[bytes], bytes] | None
"""New bytes of a part, what becomes of its old ones, or None for a part that goes missing."""


def with_parts(package: bytes, changes: Mapping[str, Change]) -> bytes:
    """Return a package with some parts changed, added or taken away."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in [*names, *(name for name in changes if name not in names)]:
            change = changes.get(name, source.read(name) if name in names else None)
            if callable(change):
                old = source.read(name)
                change = change(old)
                assert change != old, f"nothing changed in {name}"
            if change is not None:
                target.writestr(name, change)
    return changed.getvalue()


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return what replaces one text of a part."""
    return lambda data: data.replace(old.encode(), new.encode())


def mutants(whole: bytes, count: int, *, seed: int) -> Iterator[bytes]:
    """Yield damaged copies: cut off, with bits flipped, or with a stretch of bytes gone or repeated."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(whole)
        kind = chance.random()
        if kind < 0.3:
            del data[chance.randrange(len(data)) :]
        elif kind < 0.5:
            start = chance.randrange(len(data))
            stretch = data[start : start + chance.randrange(1, 64)]
            data[start : start + len(stretch)] = stretch * chance.choice((0, 2, 3))
        for _ in range(chance.randrange(1, 8)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield bytes(data)


def mutants_inside(package: bytes, count: int, *, seed: int) -> Iterator[bytes]:
    """Yield whole packages with one damaged part: the archive is sound, what it holds is not."""
    names = sorted(zipfile.ZipFile(io.BytesIO(package)).namelist())
    chance = random.Random(seed)
    for number in range(count):
        name = chance.choice(names)
        yield with_parts(package, {name: lambda data, at=number: next(mutants(data, 1, seed=seed + at)) + b" "})  # type: ignore[misc]


def outcome(data: bytes, name: str = "表.xlsx") -> str:
    """Return the name of what comes of reading a file; whatever is no ReadError breaks the test."""
    try:
        read(Source(name, data))
    except ReadError as error:
        return type(error).__name__
    return "read"
