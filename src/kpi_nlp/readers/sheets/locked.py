"""Workbooks of before 2007 whose structure is protected: encrypted with a password that every program knows.

Excel asks nobody for it when it opens such a file. [MS-OFFCRYPTO] 2.3.5 and 2.3.6, [MS-XLS] 2.2.10.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5, sha1

from kpi_nlp.readers.sheets.records import walk

_KNOWN_TO_ALL = "VelvetSweatshop".encode("utf-16-le")
_FILE_PASS, _SHEET = 0x002F, 0x0085
_OPEN = frozenset({0x0809, _FILE_PASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196})  # records that are never encrypted
_POSITION = 4  # bytes of the record of a sheet that stay open: where it begins
_BLOCK = 1024
_RC4 = 1

KeyOf = Callable[[int], bytes]
"""The key of a block by its number."""


@dataclass(frozen=True, slots=True)
class _Lock:
    """How a stream is encrypted, and what tells whether a password fits."""

    key_of: KeyOf
    proof: bytes
    digest: Callable[[bytes], bytes]

    def fits(self) -> bool:
        proof = _xor(self.proof, _key_stream(self.key_of(0), len(self.proof)))
        return self.digest(proof[:16]) == proof[16:]


def unlocked(stream: bytes) -> bytes | None:
    """Return a stream of records as it was before it was encrypted, None where that takes a password of its own."""
    lock = next((_lock(data) for _, code, data in walk(stream) if code == _FILE_PASS), None)
    if lock is None or not lock.fits():
        return None
    blocks = range(0, len(stream), _BLOCK)
    keys = b"".join(_key_stream(lock.key_of(number), _BLOCK) for number, _ in enumerate(blocks))
    plain = bytearray(_xor(stream, keys[: len(stream)]))
    for position, code, data in walk(stream):
        length = len(data) if code in _OPEN else _POSITION if code == _SHEET else 0
        plain[position : position + 4 + length] = stream[position : position + 4 + length]
    return bytes(plain)


def _lock(data: bytes) -> _Lock | None:
    """Return the lock that a FILEPASS record describes, None for the kinds before RC4."""
    try:
        kind, major, minor = struct.unpack_from("<HHH", data)
        if kind == _RC4 and (major, minor) == (1, 1):
            return _Lock(_standard_key(data[6:22]), data[22:54], lambda text: md5(text, usedforsecurity=False).digest())
        if kind == _RC4 and minor == 2:  # noqa: PLR2004 - the version of the newer kind
            (size,) = struct.unpack_from("<I", data, 10)
            (bits,) = struct.unpack_from("<I", data, 14 + 16)
            salt, proof = data[18 + size : 34 + size], data[34 + size : 50 + size] + data[54 + size : 74 + size]
            return _Lock(_newer_key(salt, bits or 40), proof, lambda text: sha1(text, usedforsecurity=False).digest())
    except struct.error:
        return None
    return None


def _standard_key(salt: bytes) -> KeyOf:
    start = md5(_KNOWN_TO_ALL, usedforsecurity=False).digest()[:5]
    mixed = md5((start + salt) * 16, usedforsecurity=False).digest()[:5]
    return lambda number: md5(mixed + struct.pack("<I", number), usedforsecurity=False).digest()


def _newer_key(salt: bytes, bits: int) -> KeyOf:
    start = sha1(salt + _KNOWN_TO_ALL, usedforsecurity=False).digest()

    def key_of(number: int) -> bytes:
        key = sha1(start + struct.pack("<I", number), usedforsecurity=False).digest()[: bits // 8]
        return key.ljust(16, b"\0") if bits == 40 else key  # noqa: PLR2004 - short keys are padded

    return key_of


def _key_stream(key: bytes, length: int) -> bytes:
    """Return the bytes that RC4 makes of a key."""
    state = list(range(256))
    at = 0
    for number in range(256):
        at = (at + state[number] + key[number % len(key)]) & 255
        state[number], state[at] = state[at], state[number]
    stream, one, two = bytearray(), 0, 0
    for _ in range(length):
        one = (one + 1) & 255
        two = (two + state[one]) & 255
        state[one], state[two] = state[two], state[one]
        stream.append(state[(state[one] + state[two]) & 255])
    return bytes(stream)


def _xor(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left, "little") ^ int.from_bytes(right, "little")).to_bytes(len(left), "little")
