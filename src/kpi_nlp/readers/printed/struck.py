"""Letters that were struck out: a line through their middle that begins and ends with them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kpi_nlp.readers.printed.page import Glyph, Rule

_MIDDLE = 0.22  # of the height of a letter: how far from its middle a line may run
_BEYOND = 0.35  # of the height: how far it may begin before the letters, and end behind them
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
    width = (glyph.right - glyph.left) / len(glyph.text)
    middles = [glyph.left + (at + 0.5) * width for at in range(len(glyph.text))]
    struck = [any(line.left <= middle <= line.right for line in lines) for middle in middles]
    for mark, run in groupby(enumerate(struck), key=lambda pair: pair[1]):
        places = [at for at, _ in run]
        yield replace(
            glyph,
            text=glyph.text[places[0] : places[-1] + 1],
            left=glyph.left + places[0] * width,
            right=glyph.left + (places[-1] + 1) * width,
            struck=mark or glyph.struck,
        )
