"""A small writer of .xls files for the tests: records one by one, with or without the compound file around them."""

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import md5, sha1

GLOBALS, WORKSHEET = 0x05, 0x10
_SECTOR, _SHORT, _CUTOFF = 512, 64, 4096
_MD5, _SHA1 = partial(md5, usedforsecurity=False), partial(sha1, usedforsecurity=False)
_END, _FREE, _TABLE, _TABLE_OF_TABLES = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC


@dataclass(frozen=True)
class Tab:
    """A sheet: its name, its records, 1 where it is hidden and 2 where it is very hidden; kind 2 is a chart."""

    name: str
    records: Sequence[bytes]
    state: int = 0
    kind: int = 0


@dataclass(frozen=True)
class Look:
    """A style of cells: the code of its number format, or the number of a format without a code; struck out or not."""

    code: str | int = 0
    struck: bool = False


def record(code: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack("<HH", code, len(data)) + data


def bof(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC, 0, 6))


def stream(
    tabs: Sequence[Tab], looks: Sequence[Look] = (), *, date1904: bool = False, extra: bytes = b"", codepage: int = 1200
) -> bytes:
    """Return the records of a workbook of Excel 97; style number n of the cells is `looks[n]`, the first is plain."""
    looks = (Look(), *looks)
    codes = sorted({look.code for look in looks if isinstance(look.code, str)})
    front = bof(GLOBALS) + record(0x42, struct.pack("<H", codepage)) + extra
    front += record(0x22, struct.pack("<H", date1904))
    front += b"".join(_font(struck=struck) for struck in (False, True, False, False))  # the second is struck out
    front += b"".join(record(0x041E, struct.pack("<H", 164 + at), _long(code)) for at, code in enumerate(codes))
    for look in looks:
        key = 164 + codes.index(look.code) if isinstance(look.code, str) else look.code
        front += record(0xE0, struct.pack("<HH", look.struck, key), bytes(16))
    return _with_tabs(front, tabs, _short_text)


def old_stream(tabs: Sequence[Tab], *, codepage: int | None = 936, encoding: str = "gb18030") -> bytes:
    """Return the records of a workbook of Excel 95, whose text is in a codepage."""
    front = bof(GLOBALS, 0x0500) + (record(0x42, struct.pack("<H", codepage)) if codepage else b"")
    front += record(0x31, struct.pack("<HHHHHBBBx", 200, 0, 8, 400, 0, 0, 0, 134), b"\x05Arial")
    front += record(0xE0, struct.pack("<HH", 0, 0), bytes(12)) + record(0xE0, struct.pack("<HH", 0, 9), bytes(12))

    def name(text: str) -> bytes:
        data = text.encode(encoding)
        return bytes([len(data)]) + data

    return _with_tabs(front, tabs, name, 0x0500)


def _with_tabs(front: bytes, tabs: Sequence[Tab], name: Callable[[str], bytes], version: int = 0x0600) -> bytes:
    bodies = [bof(WORKSHEET, version) + b"".join(tab.records) + record(0x0A) for tab in tabs]
    entries = [bytes([tab.state, tab.kind]) + name(tab.name) for tab in tabs]
    position = len(front) + sum(8 + len(entry) for entry in entries) + 4
    for entry, body in zip(entries, bodies, strict=True):
        front += record(0x85, struct.pack("<I", position), entry)
        position += len(body)
    return front + record(0x0A) + b"".join(bodies)


def _font(*, struck: bool) -> bytes:
    return record(0x31, struct.pack("<HHHHHBBBx", 200, 8 if struck else 0, 8, 400, 0, 0, 0, 134), _short_text("宋体"))


def _short_text(text: str) -> bytes:
    return bytes([len(text), 1]) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def text(row: int, column: int, value: str, style: int = 0) -> bytes:
    return record(0x0204, struct.pack("<HHH", row, column, style), _long(value))


def old_text(row: int, column: int, value: bytes, code: int = 0x0204) -> bytes:
    return record(code, struct.pack("<HHHH", row, column, 0, len(value)), value)


def rich(row: int, column: int, value: str, marks: Sequence[tuple[int, int]], style: int = 0) -> bytes:
    """Return a text with marks: from a letter on, the number of a font."""
    runs = struct.pack("<H", len(marks)) + b"".join(struct.pack("<HH", *mark) for mark in marks)
    return record(0xD6, struct.pack("<HHH", row, column, style), _long(value), runs)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def truth(row: int, column: int, value: int, *, error: bool = False) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, error))


def formula(row: int, column: int, result: float | str | None, style: int = 0) -> bytes:
    """Return a formula (its text is the number 1) with its stored result; None for one that stores an empty text."""
    stored = struct.pack("<d", result) if isinstance(result, int | float) else b"\3" + bytes(5) + b"\xff\xff"
    if isinstance(result, str):
        stored = bytes(6) + b"\xff\xff"
    body = record(0x06, struct.pack("<HHH", row, column, style), stored, struct.pack("<HIH", 0, 0, 3), b"\x1e\1\0")
    return body + (record(0x0207, _long(result)) if isinstance(result, str) else b"")


def merged(*areas: tuple[int, int, int, int]) -> bytes:
    """Return merged ranges: first and last row, first and last column."""
    return record(0xE5, struct.pack("<H", len(areas)), *(struct.pack("<4H", *area) for area in areas))


def hidden_row(row: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHI", row, 0, 9, 255, 0, 0, 0x20))


def hidden_columns(first: int, last: int) -> bytes:
    return record(0x7D, struct.pack("<HHHHHH", first, last, 2000, 0, 1, 0))


def box(row: int, column: int, value: str, *, kind: int = 6, identity: int = 1) -> bytes:
    """Return a text box over the cells; kind 0x19 is the box of a note, 8 a picture."""
    anchor = b"\x10\xf0\x12\0\0\0" + struct.pack("<9H", 0, column, 0, row, 0, column + 2, 0, row + 2, 0)
    drawn = record(0xEC, b"\x0f\0\x04\xf0" + bytes(4), anchor)
    drawn += record(0x5D, struct.pack("<HHHHH", 0x15, 18, kind, identity, 0), bytes(12), bytes(4))
    if not value:
        return drawn
    length = struct.pack("<HH6xHHxxH", 0, 0, len(value), 8, 0)
    marks = record(0x3C, struct.pack("<HHI", 0, 0, 0))
    return drawn + record(0x01B6, length) + record(0x3C, b"\1", value.encode("utf-16-le")) + marks


def note(row: int, column: int, identity: int) -> bytes:
    return record(0x1C, struct.pack("<4H", row, column, 0, identity), struct.pack("<HB", 1, 0), b"x\0")


def locked(tabs: Sequence[Tab], password: str, *, newer: bool) -> bytes:
    """Return the records of a workbook encrypted by RC4, the older way by MD5 or the newer by SHA-1."""
    salt, secret, proof = bytes(range(16)), password.encode("utf-16-le"), bytes(range(100, 116))
    if newer:
        start = _SHA1(salt + secret).digest()
        keys = [_SHA1(start + struct.pack("<I", at)).digest()[:16] for at in range(999)]
        sealed = _rc4(keys[0], proof + _SHA1(proof).digest())
        header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "RC4\0".encode("utf-16-le")
        lock = struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header + struct.pack("<I", 16) + salt
        lock += sealed[:16] + struct.pack("<I", 20) + sealed[16:]
    else:
        mixed = _MD5((_MD5(secret).digest()[:5] + salt) * 16).digest()[:5]
        keys = [_MD5(mixed + struct.pack("<I", at)).digest() for at in range(999)]
        lock = struct.pack("<HHH", 1, 1, 1) + salt + _rc4(keys[0], proof + _MD5(proof).digest())
    whole = stream(tabs, extra=record(0x2F, lock))
    sealed_stream = bytearray(
        b"".join(_rc4(keys[at // 1024], whole[at : at + 1024]) for at in range(0, len(whole), 1024))
    )
    position = 0
    while position < len(whole):
        code, length = struct.unpack_from("<HH", whole, position)
        kept = 4 + (length if code in (0x0809, 0x2F) else 4 if code == 0x85 else 0)
        sealed_stream[position : position + kept] = whole[position : position + kept]
        position += 4 + length
    return bytes(sealed_stream)


def _rc4(key: bytes, data: bytes) -> bytes:
    box, at = list(range(256)), 0
    for number in range(256):
        at = (at + box[number] + key[number % len(key)]) % 256
        box[number], box[at] = box[at], box[number]
    sealed, at = bytearray(), 0
    for number, byte in enumerate(data, 1):
        here = number % 256
        at = (at + box[here]) % 256
        box[here], box[at] = box[at], box[here]
        sealed.append(byte ^ box[(box[here] + box[at]) % 256])
    return bytes(sealed)


def compound(streams: Mapping[str, bytes], nested: Mapping[str, bytes] | None = None) -> bytes:
    """Return a compound file; `nested` lie in a folder, as an embedded document does. Short streams share one."""
    named = [*streams.items(), *(nested or {}).items()]
    short, short_table, sectors, table = b"", [], b"", []
    entries = []
    for name, data in named:
        if len(data) >= _CUTOFF:
            entries.append((name, len(table), len(data)))
            sectors, table = _append(sectors, table, data, _SECTOR)
        else:
            entries.append((name, len(short_table), len(data)))
            short, short_table = _append(short, short_table, data, _SHORT)
    root = (len(table), len(short)) if short else (_END, 0)
    sectors, table = _append(sectors, table, short, _SECTOR)
    short_start = len(table) if short else _END
    sectors, table = _append(sectors, table, struct.pack(f"<{len(short_table)}I", *short_table), _SECTOR)
    directory_start = len(table)
    sectors, table = _append(sectors, table, _directory(entries, len(streams), root, folder=bool(nested)), _SECTOR)
    count, more = 1, 0
    while count * 128 < len(table) + count + more:
        count, more = count + 1, max(0, -(-(count + 1 - 109) // 127))
    places = [len(table) + at for at in range(count)]
    further = len(table) + count
    table += [_TABLE] * count + [_TABLE_OF_TABLES] * more + [_FREE] * (count * 128 - len(table) - count - more)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    start = further if more else _END
    header += struct.pack("<8I", count, directory_start, 0, _CUTOFF, short_start, bool(short), start, more)
    header += struct.pack("<109I", *(places + [_FREE] * 109)[:109])
    rest = places[109:]
    for at in range(more):
        part = (rest[at * 127 : (at + 1) * 127] + [_FREE] * 127)[:127]
        table += [*part, further + at + 1 if at + 1 < more else _END]
    return header + sectors + struct.pack(f"<{len(table)}I", *table)


def _append(sectors: bytes, table: list[int], data: bytes, size: int) -> tuple[bytes, list[int]]:
    """Return sectors and table with a chain behind them that holds the data."""
    count = -(-len(data) // size)
    links = [len(table) + at + 1 for at in range(count)]
    return sectors + data.ljust(count * size, b"\0"), table + links[:-1] + [_END] * bool(links)


def _directory(entries: Sequence[tuple[str, int, int]], in_root: int, root: tuple[int, int], *, folder: bool) -> bytes:
    first_nested = 1 + in_root
    nodes = [_node("Root Entry", 5, root[0], root[1], child=1)]
    for at, (name, start, size) in enumerate(entries[:in_root], 1):
        last = at == in_root
        nodes.append(_node(name, 2, start, size, right=(first_nested if folder else _FREE) if last else at + 1))
    if folder:
        nodes.append(_node("MBD00A1", 1, 0, 0, child=first_nested + 1))
        nested = entries[in_root:]
        for at, (name, start, size) in enumerate(nested, first_nested + 1):
            nodes.append(_node(name, 2, start, size, right=_FREE if at == first_nested + len(nested) else at + 1))
    return b"".join(nodes)


def _node(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    data = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(data), kind, 1, _FREE, right, child)
    return data.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
