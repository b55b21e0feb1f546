"""Files damaged by chance: cut off, bits flipped, stretches lost, doubled or mixed up, in the file or in a part of its package."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from random import Random

_LONGEST = 400  # bytes of a stretch


def mutants(whole: Mapping[str, bytes], count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of damaged files, taking the whole ones in turn; their names keep the suffix."""
    names = sorted(whole)
    for number in range(count):
        name = names[number % len(names)]
        chance = Random(f"{seed} {number}")
        yield f"{number}-{name}", _damaged(chance, whole[name])


def _damaged(chance: Random, data: bytes) -> bytes:
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _with_a_damaged_part(chance, data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        data = chance.choice(_WAYS)(chance, data)
    return data


def _with_a_damaged_part(chance: Random, data: bytes) -> bytes:
    """Damage one part and pack it again, so that the sum is right and the part is really read."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        hit = chance.choice(names)
        for name in names:
            part = source.read(name)
            target.writestr(zipfile.ZipInfo(name), chance.choice(_WAYS)(chance, part) if name == hit else part)
    return stream.getvalue()


def _cut_off(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flipped(chance: Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        if damaged:
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _emptied(chance: Random, data: bytes) -> bytes:
    start, stop = _stretch(chance, data)
    return data[:start] + bytes(stop - start) + data[stop:]


def _lost(chance: Random, data: bytes) -> bytes:
    start, stop = _stretch(chance, data)
    return data[:start] + data[stop:]


def _doubled(chance: Random, data: bytes) -> bytes:
    start, stop = _stretch(chance, data)
    return data[:stop] + data[start:stop] * chance.choice((1, 3, 50)) + data[stop:]


def _moved(chance: Random, data: bytes) -> bytes:
    start, stop = _stretch(chance, data)
    rest = data[:start] + data[stop:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:stop] + rest[at:]


def _renumbered(chance: Random, data: bytes) -> bytes:
    """Put a number where a digit stands that no program expects."""
    places = [at for at, byte in enumerate(data[:200_000]) if 0x30 <= byte <= 0x39]
    if not places:
        return data
    at = chance.choice(places)
    return (
        data[:at] + chance.choice((b"-1", b"0", b"99999", b"4294967295", b"9" * 30, b"1e400", b"NaN")) + data[at + 1 :]
    )


def _stretch(chance: Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, _LONGEST))


_WAYS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut_off, _flipped, _flipped, _emptied, _lost, _doubled, _moved, _renumbered, _renumbered,
)  # fmt: skip
