"""Names to buckets: words and characters, hashed into the rows of a table."""

import zlib
from functools import lru_cache

from kpi_nlp.segment import words
from kpi_nlp.text import squeeze, words_only

BUCKETS = 16_384


def buckets(text: str) -> list[int]:
    """Return the rows of the table whose mean stands for a name; a name without letters has the row of nothing.

    A word counts beside its characters, so that 「残疾人」 and 「残障人士」 can be drawn together as words and a name of
    words that were never seen is still known by its characters. Pairs of neighbouring characters are left out: there are
    more of them than rows, and what they share by chance blurs the words.
    """
    plain = words_only(squeeze(text))
    whole = [_bucket("w", word) for word in words(plain) if len(word) > 1]
    letters = [_bucket("c", letter) for letter in plain]
    return [*whole, *letters] or [_bucket("", "")]


@lru_cache(maxsize=1 << 16)
def _bucket(kind: str, piece: str) -> int:
    return zlib.crc32(f"{kind}\t{piece}".encode()) % BUCKETS
