"""Rows to matches: candidates, scores, an optimal one-to-one assignment with a null option, then parts."""

from collections.abc import Iterator, Sequence

from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.features import Side, features, side
from kpi_nlp.align.matcher import Scored, matcher, score, verdict
from kpi_nlp.assignment import assign
from kpi_nlp.model import Indicator, Match, Value, Why
from kpi_nlp.quantities import equals

_PART_WORDS = 0.99  # every word of a part's name must stand in the name of the whole


def link(lefts: Sequence[Indicator], rights: Sequence[Indicator], why: Why) -> list[Match]:
    """Return the links between two sets of rows, in the order of the left.

    Pairs below `review` are never kept. Where another pairing is worth exactly as much, the match says `tied` and
    is only for review.
    """
    left_sides, right_sides = _sides(lefts), _sides(rights)
    scored = {
        (row, column): score(left_sides[row], right_sides[column])
        for row, column in candidates(left_sides, right_sides)
    }
    floor = matcher().review
    gains = {pair: found.probability - floor for pair, found in scored.items() if not found.vetoes}
    chosen, tied = assign(gains)
    matches = [
        _match(lefts[row], rights[column], scored[row, column], why, tied=(row, column) in tied)
        for row, column in chosen
    ]
    taken_left, taken_right = {row for row, _ in chosen}, {column for _, column in chosen}
    parts = [
        *_parts(left_sides, right_sides, taken_right, why),
        *_parts_of_right(left_sides, right_sides, taken_left, why),
    ]
    return sorted([*matches, *parts], key=lambda match: (match.left.location.order, match.right.location.order))


def _sides(indicators: Sequence[Indicator]) -> list[Side]:
    last = max(1, len(indicators) - 1)
    return [side(indicator, at / last) for at, indicator in enumerate(indicators)]


def _match(left: Indicator, right: Indicator, scored: Scored, why: Why, *, tied: bool) -> Match:
    """A tie between rows that say the same changes nothing; else it is for a reviewer to break."""
    decided = verdict(scored.probability)
    return Match(
        left, right, scored.probability, "review" if tied and decided == "match" else decided, why,
        features=scored.features, vetoes=scored.vetoes, tied=tied,
    )  # fmt: skip


def _parts(lefts: Sequence[Side], rights: Sequence[Side], taken: set[int], why: Why) -> Iterator[Match]:
    """Yield unmatched rows on the right that are one part of a composite row on the left."""
    for column, right in enumerate(rights):
        if column in taken:
            continue
        whole = next((left for left in lefts if _is_part(left, right)), None)
        if whole is not None:
            yield Match(whole.indicator, right.indicator, matcher().part, "review", why, "part", features(whole, right))


def _parts_of_right(lefts: Sequence[Side], rights: Sequence[Side], taken: set[int], why: Why) -> Iterator[Match]:
    for match in _parts(rights, lefts, taken, why):
        yield Match(match.right, match.left, match.probability, match.verdict, why, "part", match.features)


def _is_part(whole: Side, part: Side) -> bool:
    """The words of the part stand in the composite row's name or target, with an equal amount."""
    target, own = whole.indicator.target, part.indicator.target
    if target is None or own is None or len(target.quantities) < 2 or len(own.quantities) != 1:  # noqa: PLR2004
        return False
    text = whole.name.text + target.text
    said = sum(len(word) for word in part.name.words if word in text) / max(1, sum(map(len, part.name.words)))
    return said >= _PART_WORDS and _states(target, own)


def _states(target: Value, own: Value) -> bool:
    return any(equals(quantity, own.quantities[0]) for quantity in target.quantities)
