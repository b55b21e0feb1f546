"""Features of what either of two names says and the other lacks: narrowed, substituted, misread, one of many, only close in words."""

import numpy as np

from kpi_nlp.align.codes import Flags, Places
from kpi_nlp.align.residue import lacking
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.slots import Feature, flag

_MANY = 4  # letters from which it makes no difference how many are lacking
_ADDED = 0.25  # of the letters of one of many may be its own: 「国家助学金」 of 「免学费和助学金」
_MISREAD = 2  # letters that may be misread in one name


def residue(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return what remains of either name: nothing, a part of one (narrowed), a part of both (substituted)."""
    own, own_absent = lacking(lefts.letters, rights.letters, rows, columns)
    their, their_absent = lacking(rights.letters, lefts.letters, columns, rows)
    own_share, their_share = own / lefts.letters.lengths[rows], their / rights.letters.lengths[columns]
    one_of_many = _one_of_many(lefts, rights, rows, columns, own) | _one_of_many(rights, lefts, columns, rows, their)
    substituted = (own > 0) & (their > 0) & ~one_of_many
    narrowed = ((own > 0) ^ (their > 0)) & ~one_of_many
    misread = _misread(lefts, rights, rows, columns, substituted & (np.maximum(own, their) <= _MISREAD))
    abbreviated = substituted & ~misread & (np.minimum(own_absent, their_absent) == 0)
    one_letter = substituted & ~misread & ~abbreviated & (np.maximum(own, their) == 1)
    same = (own == 0) & (their == 0)
    close, loose, share = _close(lefts, rights, rows, columns, (substituted | abbreviated) & ~misread)
    abbreviated &= ~close & ~loose
    substituted &= ~misread & ~abbreviated & ~close & ~loose
    narrowed_share = np.where(loose, share, narrowed * np.maximum(own_share, their_share))
    return {
        "same_content": flag(same),
        "alike_content": flag(same | close),
        "narrowed": flag(narrowed),
        "narrowing": narrowed * np.minimum(own + their, _MANY) / np.float32(_MANY),
        "narrowed_share": narrowed_share,
        "loosely_narrowed": flag(loose),
        "substituted": flag(substituted),
        "substitution": substituted * np.minimum(np.minimum(own_absent, their_absent), _MANY) / np.float32(_MANY),
        "substituted_share": substituted * np.minimum(own_share, their_share),
        "uncommon": ~close
        * np.maximum(
            0, 2 * (own_absent + their_absent) / (lefts.letters.lengths[rows] + rights.letters.lengths[columns]) - 1
        ),
        "one_letter": flag(one_letter),
        "abbreviated": flag(abbreviated),
        "misread": flag(misread),
        "one_of_many": flag(one_of_many),
    }


def _close(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> tuple[Flags, Flags, Feature]:
    """Return which pairs are one, or one of them narrower, where close words count as one, and by what share narrower."""
    close, narrowed, share = np.zeros_like(among), np.zeros_like(among), np.zeros(len(among), dtype=np.float32)
    rows, columns = rows[among], columns[among]
    own, _ = lacking(lefts.loose, rights.loose, rows, columns)
    their, _ = lacking(rights.loose, lefts.loose, columns, rows)
    close[among], narrowed[among] = (own == 0) & (their == 0), (own > 0) ^ (their > 0)
    share[among] = np.maximum(own / lefts.loose.lengths[rows], their / rights.loose.lengths[columns])
    return close, narrowed, share * narrowed


def _one_of_many(wholes: Sides, parts: Sides, rows: Places, columns: Places, besides: Feature) -> Flags:
    """Return where a row lists more things than another that lies in it, and says something besides."""
    found = (wholes.listed[rows] > parts.listed[columns]) & (besides > 0)
    rows, columns = rows[found], columns[found]
    lacked, _ = lacking(parts.letters, wholes.wholes, columns, rows)
    found[found] = lacked / parts.letters.lengths[columns] <= _ADDED
    return found


def _misread(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> Flags:
    """Return which pairs differ only by letters that recognition takes for one another."""
    found = np.zeros_like(among)
    rows, columns = rows[among], columns[among]
    own, _ = lacking(lefts.shapes, rights.shapes, rows, columns)
    their, _ = lacking(rights.shapes, lefts.shapes, columns, rows)
    found[among] = (own == 0) & (their == 0)
    return found
