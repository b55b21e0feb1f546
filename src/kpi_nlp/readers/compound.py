"""Compound files (OLE): the container of .xls, .doc, .et and .wps, a small file system of its own.

[MS-CFB]: a header, sectors chained by an allocation table, a directory; short streams share a stream of the root's.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_MAX_SECTOR = 0xFFFFFFFA  # above are the marks: end of a chain, free, a sector of the table itself
_TABLES_IN_HEADER = 109


class BrokenCompound(ValueError):
    """A compound file whose chains or directory lead nowhere."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


@dataclass(frozen=True)  # without slots: the tables are worked out once
class Compound:
    """A compound file; raises BrokenCompound wherever it is damaged."""

    data: bytes

    @property
    def names(self) -> frozenset[str]:
        """The names of what lies in the root, not in a document that is embedded."""
        return frozenset(self._root)

    def stream(self, name: str) -> bytes:
        """Return a stream of the root, an empty one where there is none of that name."""
        entry = self._root.get(name)
        if entry is None:
            return b""
        if entry.size >= self._field(56):
            return self._chained(entry.start)[: entry.size]
        short, size = self._short_table, 1 << self._field(32, "<H")
        pieces = [self._short_stream[at * size : (at + 1) * size] for at in _chain(short, entry.start)]
        return b"".join(pieces)[: entry.size]

    def _field(self, offset: int, form: str = "<I") -> int:
        try:
            (value,) = struct.unpack_from(form, self.data, offset)
        except struct.error as error:
            raise BrokenCompound from error
        return int(value)

    @cached_property
    def _sector_size(self) -> int:
        return 1 << min(self._field(30, "<H"), 16)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        if start >= len(self.data):
            raise BrokenCompound
        return self.data[start : start + self._sector_size]

    def _numbers(self, data: bytes) -> Sequence[int]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    @cached_property
    def _table(self) -> Sequence[int]:
        """For each sector the next of its chain."""
        sectors = [self._field(76 + 4 * at) for at in range(_TABLES_IN_HEADER)]
        more, seen = self._field(68), set()
        while more < _MAX_SECTOR and more not in seen:
            seen.add(more)
            numbers = self._numbers(self._sector(more))
            if not numbers:
                raise BrokenCompound
            sectors += numbers[:-1]
            more = numbers[-1]
        return [number for sector in sectors if sector < _MAX_SECTOR for number in self._numbers(self._sector(sector))]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(self._table, start)))

    @cached_property
    def _short_table(self) -> Sequence[int]:
        return self._numbers(self._chained(self._field(60)))

    @cached_property
    def _directory(self) -> Sequence[_Entry]:
        data = self._chained(self._field(48))
        return [_entry(data[at : at + _ENTRY]) for at in range(0, len(data) - _ENTRY + 1, _ENTRY)]

    @cached_property
    def _short_stream(self) -> bytes:
        return self._chained(self._directory[0].start)

    @cached_property
    def _root(self) -> dict[str, _Entry]:
        """What lies in the root, which hangs there as a tree."""
        if not self._directory:
            raise BrokenCompound
        waiting, seen, found = [self._directory[0].child], set[int](), {}
        while waiting:
            at = waiting.pop()
            if at in seen or at >= len(self._directory):
                continue
            seen.add(at)
            entry = self._directory[at]
            found[entry.name] = entry
            waiting += [entry.left, entry.right]
        return found


def _entry(data: bytes) -> _Entry:
    (length,) = struct.unpack_from("<H", data, 64)
    name = data[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
    left, right, child = struct.unpack_from("<III", data, 68)
    start, size = struct.unpack_from("<II", data, 116)
    return _Entry(name, left, right, child, start, size)


def _chain(table: Sequence[int], start: int) -> list[int]:
    """Return the numbers of a chain; one that leads nowhere or runs in a circle is broken."""
    chain: list[int] = []
    while start < _MAX_SECTOR:
        if start >= len(table) or len(chain) > len(table):
            raise BrokenCompound
        chain.append(start)
        start = table[start]
    return chain
