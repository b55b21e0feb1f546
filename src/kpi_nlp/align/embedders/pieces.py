"""Names to buckets: words, characters and pairs of neighbouring characters, hashed into the rows of a table."""

import zlib
from functools import lru_cache
from itertools import pairwise

from kpi_nlp.segment import words
from kpi_nlp.text import squeeze, words_only

BUCKETS = 16_384


def buckets(text: str) -> list[int]:
    """Return the rows of the table whose mean stands for a name; a name without letters has the row of nothing.

    A word counts beside its characters, so that 「残疾人」 and 「残障人士」 can be drawn together as words and a name of
    words that were never seen is still known by its characters.
    """
    plain = words_only(squeeze(text))
    whole = [_bucket("w", word) for word in words(plain) if len(word) > 1]
    letters = [_bucket("c", letter) for letter in plain]
    pairs = [_bucket("b", one + other) for one, other in pairwise(plain)]
    return [*whole, *whole, *letters, *pairs] or [_bucket("", "")]


@lru_cache(maxsize=1 << 16)
def _bucket(kind: str, piece: str) -> int:
    return zlib.crc32(f"{kind}\t{piece}".encode()) % BUCKETS
