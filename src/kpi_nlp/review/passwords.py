"""Passwords: kept as what scrypt makes of them, with salt and cost beside, and compared in constant time."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from threading import Lock

SHORTEST, LONGEST = 10, 200
_BLOCKS, _ROUNDS, _LANES = 2**15, 8, 3
"""The cost that OWASP names for scrypt where 32 MB are to be had: a guess takes a good tenth of a second."""
_SALT, _KEY = 16, 32  # bytes
_ONE_AT_A_TIME = Lock()  # whoever sends many guesses at once takes neither the memory nor the processors of the others


def sealed(password: str) -> str:
    """Return what is kept of a password: the method, its cost, the salt and the key."""
    salt = secrets.token_bytes(_SALT)
    return _written(_BLOCKS, _ROUNDS, _LANES, salt, _key(password, _BLOCKS, _ROUNDS, _LANES, salt))


def nobody() -> str:
    """Return what would be kept of a password that nobody has: against it an unknown name is tried, at the same cost."""
    return _written(_BLOCKS, _ROUNDS, _LANES, bytes(_SALT), bytes(_KEY))


def fits(password: str, kept: str) -> bool:
    """Return whether a password is the one that was kept, by the cost with which it was kept."""
    _, blocks, rounds, lanes, salt, key = kept.split("$")
    made = _key(password, int(blocks), int(rounds), int(lanes), base64.b64decode(salt))
    return hmac.compare_digest(made, base64.b64decode(key))


def _written(blocks: int, rounds: int, lanes: int, salt: bytes, key: bytes) -> str:
    numbers = (str(number) for number in (blocks, rounds, lanes))
    return "$".join(("scrypt", *numbers, *(base64.b64encode(part).decode() for part in (salt, key))))


def _key(password: str, blocks: int, rounds: int, lanes: int, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFKC", password).encode()
    memory = 128 * rounds * (blocks + lanes + 2) * 2
    with _ONE_AT_A_TIME:
        return hashlib.scrypt(typed, salt=salt, n=blocks, r=rounds, p=lanes, maxmem=memory, dklen=_KEY)
