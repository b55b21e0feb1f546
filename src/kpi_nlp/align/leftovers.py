"""Features of what either of two names says and the other lacks: narrowed, substituted, misread, one of many, only close in words."""

from dataclasses import dataclass

import numpy as np

from kpi_nlp.align.codes import Flags, Places
from kpi_nlp.align.residue import Amounts, lacking
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.slots import Feature, flag

_MANY = 4  # letters from which it makes no difference how many are lacking
_ADDED = 0.25  # of the letters of one of many may be its own: 「国家助学金」 of 「免学费和助学金」
_MISREAD = 2  # letters that may be misread in one name


@dataclass(frozen=True, slots=True)
class _Remains:
    """Of each pair how many letters of either name the other lacks, and how many of those stand nowhere in it."""

    own: Amounts
    own_absent: Amounts
    their: Amounts
    their_absent: Amounts


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Which pairs are of which kind; `share` is by what share those are narrower that are `loose`."""

    same: Flags
    close: Flags
    narrowed: Flags
    loose: Flags
    share: Feature
    substituted: Flags
    one_letter: Flags
    abbreviated: Flags
    misread: Flags
    one_of_many: Flags


def residue(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return what remains of either name: nothing, a part of one (narrowed), a part of both (substituted)."""
    own, own_absent = lacking(lefts.letters, rights.letters, rows, columns)
    their, their_absent = lacking(rights.letters, lefts.letters, columns, rows)
    kinds = _kinds(lefts, rights, rows, columns, _Remains(own, own_absent, their, their_absent))
    lengths, their_lengths = lefts.letters.lengths[rows], rights.letters.lengths[columns]
    own_share, their_share = own / lengths, their / their_lengths
    replaced = np.minimum(np.minimum(own_absent, their_absent), _MANY)
    return {
        "same_content": flag(kinds.same),
        "alike_content": flag(kinds.same | kinds.close),
        "narrowed": flag(kinds.narrowed),
        "narrowing": kinds.narrowed * np.minimum(own + their, _MANY) / np.float32(_MANY),
        "narrowed_share": np.where(kinds.loose, kinds.share, kinds.narrowed * np.maximum(own_share, their_share)),
        "loosely_narrowed": flag(kinds.loose),
        "substituted": flag(kinds.substituted),
        "substitution": kinds.substituted * replaced / np.float32(_MANY),
        "substituted_share": kinds.substituted * np.minimum(own_share, their_share),
        "uncommon": ~kinds.close * np.maximum(0, 2 * (own_absent + their_absent) / (lengths + their_lengths) - 1),
        "one_letter": flag(kinds.one_letter),
        "abbreviated": flag(kinds.abbreviated),
        "misread": flag(kinds.misread),
        "one_of_many": flag(kinds.one_of_many),
    }


def _kinds(lefts: Sides, rights: Sides, rows: Places, columns: Places, remains: _Remains) -> _Kinds:
    own, their = remains.own, remains.their
    one_of_many = _one_of_many(lefts, rights, rows, columns, own) | _one_of_many(rights, lefts, columns, rows, their)
    substituted = (own > 0) & (their > 0) & ~one_of_many
    misread = _misread(lefts, rights, rows, columns, substituted & (np.maximum(own, their) <= _MISREAD))
    abbreviated = substituted & ~misread & (np.minimum(remains.own_absent, remains.their_absent) == 0)
    close, loose, share = _close(lefts, rights, rows, columns, (substituted | abbreviated) & ~misread)
    return _Kinds(
        same=(own == 0) & (their == 0),
        close=close,
        narrowed=((own > 0) ^ (their > 0)) & ~one_of_many,
        loose=loose,
        share=share,
        substituted=substituted & ~misread & ~abbreviated & ~close & ~loose,
        one_letter=substituted & ~misread & ~abbreviated & (np.maximum(own, their) == 1),
        abbreviated=abbreviated & ~close & ~loose,
        misread=misread,
        one_of_many=one_of_many,
    )


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
