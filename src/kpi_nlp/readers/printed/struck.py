"""Letters that were struck out: a line through their middle that begins and ends with them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from kpi_nlp.readers.printed.page import Glyph, Rule
from kpi_nlp.text import printed_width

_MIDDLE = 0.22  # of the height of a letter: how far from its middle a line may run
_BEYOND = 0.5  # of the height: how far it may begin before the letters, and end behind them
_MEETS = 2.0  # points: a line that ends at one across is a border
_SHORTEST = 3.0


def struck_out(glyphs: Sequence[Glyph], rules: Iterable[Rule]) -> tuple[list[Glyph], list[Rule]]:
    """Return the letters, those that a line strikes out marked, and the lines that strike out nothing."""
    rules = list(rules)
    middles = sorted(((glyph.top + glyph.bottom) / 2, at) for at, glyph in enumerate(glyphs))
    reach = _MIDDLE * max((glyph.bottom - glyph.top for glyph in glyphs), default=0)
    upright = [rule for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    marks: dict[int, list[Rule]] = {}
    for rule in rules:
        if rule.right - rule.left < max(_SHORTEST, rule.bottom - rule.top):
            continue
        near = middles[bisect_left(middles, (rule.top - reach, 0)) : bisect_right(middles, (rule.top + reach, 0))]
        crossed = [at for _, at in near if _crosses(rule, glyphs[at])]
        if crossed and _is_as_long(rule, [glyphs[at] for at in crossed]) and not _is_border(rule, upright):
            for at in crossed:
                marks.setdefault(at, []).append(rule)
    used = {id(rule) for found in marks.values() for rule in found}
    marked = [part for at, glyph in enumerate(glyphs) for part in _parts(glyph, marks.get(at, ()))]
    return marked, [rule for rule in rules if id(rule) not in used]


def _crosses(rule: Rule, glyph: Glyph) -> bool:
    height, middle = glyph.bottom - glyph.top, (glyph.top + glyph.bottom) / 2
    overlap = min(rule.right, glyph.right) - max(rule.left, glyph.left)
    return abs(rule.top - middle) < _MIDDLE * height and overlap > (glyph.right - glyph.left) / len(glyph.text) / 2


def _is_as_long(rule: Rule, crossed: Sequence[Glyph]) -> bool:
    left, right = min(glyph.left for glyph in crossed), max(glyph.right for glyph in crossed)
    beyond = _BEYOND * (crossed[0].bottom - crossed[0].top)
    return left - beyond <= rule.left and rule.right <= right + beyond


def _is_border(rule: Rule, upright: Iterable[Rule]) -> bool:
    """Return whether a line ends where one across stands, as the borders of cells do."""
    return any(
        line.top - _MEETS <= rule.top <= line.bottom + _MEETS
        and min(abs(line.left - rule.left), abs(line.left - rule.right)) < _MEETS
        for line in upright
    )


def _parts(glyph: Glyph, lines: Sequence[Rule]) -> Iterator[Glyph]:
    """Yield the parts of a stretch of letters that are struck out and those that are not."""
    if not lines:
        yield glyph
        return
    units = [printed_width(letter) for letter in glyph.text]
    unit = (glyph.right - glyph.left) / sum(units)
    edges = [glyph.left + unit * before for before in accumulate(units, initial=0)]
    struck = [any(line.left <= (start + stop) / 2 <= line.right for line in lines) for start, stop in pairwise(edges)]
    for mark, run in groupby(range(len(units)), key=struck.__getitem__):
        places = list(run)
        first, last = places[0], places[-1] + 1
        yield replace(
            glyph,
            text=glyph.text[first:last],
            left=edges[first],
            right=edges[last],
            struck=mark or glyph.struck,
        )
