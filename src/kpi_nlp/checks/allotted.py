"""Points that words give out: their sum, and what the sheet gives to the same levels."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.checks.score_sheets import Sheet, addition, printed_once
from kpi_nlp.lexicon import levels as known_levels
from kpi_nlp.model import WHOLE, Allotment, Computation, Evidence, Indicator, Paper, Remark, Share
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.sums import sum_of

_EXECUTION, _OUTPUT = "预算执行率", "产出指标"
_RESULTS = frozenset({"效益指标", "满意度指标"})
_FULL = Decimal(100)
_CENT = Decimal("0.01")


def wrongly_allotted(paper: Paper, own: Sheet | None) -> Iterator[Remark]:
    """Yield what is wrong with the points that the prose gives out, once for each sentence; `own` is the only sheet there is."""
    for said in paper.allotments:
        if said.scope != WHOLE or not paper.of_its_year(said.period) or said.period == "累计":
            continue
        if own and _are_scores(said, own):
            continue
        faults = [*_sums(said, own), *(_levels(said, own) if own else ())]
        if faults:
            told = "；".join(words for words, _ in faults)
            yield Remark(
                f"正文的分值分配{told}。",
                (Evidence("sentence", said.text, said.location), *_weights(own)),
                computation=faults[0][1],
                sentence=said.text,
            )


def _sums(said: Allotment, sheet: Sheet | None) -> Iterator[tuple[str, Computation]]:
    """Compare the shares with the hundred, where they are of all levels, and the parts of a level with its own."""
    named = {name for share in said.shares for name in share.names}
    firsts = {_first(row) for row in sheet.rows if row.levels} if sheet else {_OUTPUT, *_RESULTS}
    total = sum((share.points for share in said.shares), Decimal(0))
    whole = _EXECUTION in named and _OUTPUT in named and named & _RESULTS and firsts <= named
    if whole and abs(total - _FULL) >= _CENT:
        yield f"相加为 {shown(total)} 分，应为 100 分", _adding([share.points for share in said.shares], _FULL)
    for share in said.shares:
        below = sum((part.points for part in share.parts), Decimal(0))
        if share.parts and (below - share.points >= _CENT or (share.points != below and _are_all(share, sheet))):
            words = f"中「{'、'.join(share.names)}」为 {shown(share.points)} 分，括号内相加为 {shown(below)} 分"
            yield words, _adding([part.points for part in share.parts], share.points)


def _levels(said: Allotment, sheet: Sheet) -> Iterator[tuple[str, Computation]]:
    """Compare each share with the points of its rows; per cents of what is not the budget's are shares of another whole."""
    total = sum((share.points for share in said.shares), Decimal(0))
    apart = not any(_EXECUTION in share.names for share in said.shares) and total == _FULL
    if apart and sum_of(sheet.weights) != _FULL:
        return
    for share in (each for first in said.shares for each in (first, *first.parts)):
        figures = printed_once(row.weight for row in _rows(share, sheet))
        if figures and abs(share.points - sum_of(figures)) >= _CENT:
            words = f"「{'、'.join(share.names)}」写 {shown(share.points)} 分，{sheet.table or '指标表'}为 {shown(sum_of(figures))} 分"
            sides = {"正文": shown(share.points), "指标表": shown(sum_of(figures))}
            yield words, Computation(addition(figures), shown(sum_of(figures)), sides, shown(share.points))


def _are_scores(said: Allotment, sheet: Sheet) -> bool:
    """Return whether the points are those that the levels were given, of which some were lost."""
    pairs = [(share, rows) for share in said.shares if (rows := _rows(share, sheet))]
    given = all(share.points == sum_of(printed_once(row.score for row in rows)) for share, rows in pairs)
    return given and any(
        row.score and row.weight and row.score.amount < row.weight.amount for _, rows in pairs for row in rows
    )


def _rows(share: Share, sheet: Sheet) -> tuple[Indicator, ...]:
    """Return the rows of all levels of a share; none where one of them is none of the sheet."""
    own = [
        tuple(row for row in sheet.rows if name in map(known_levels().canonical, row.levels)) for name in share.names
    ]
    guessed = any(row.levels_guessed or row.weight is None for rows in own for row in rows)
    return () if not all(own) or guessed else tuple(row for rows in own for row in rows)


def _are_all(share: Share, sheet: Sheet | None) -> bool:
    """Return whether the parts are all the sub-levels that the sheet has below the level."""
    rows = _rows(share, sheet) if sheet else ()
    named = {name for part in share.parts for name in part.names}
    return bool(rows) and {known_levels().canonical(level) for row in rows for level in row.levels[1:2]} <= named


def _weights(sheet: Sheet | None) -> tuple[Evidence, ...]:
    levels = [points.figure for points in sheet.points if len(points.levels) == 1] if sheet else []
    return tuple(Evidence.of("weight", figure) for figure in levels)


def _adding(points: Sequence[Decimal], expected: Decimal) -> Computation:
    total = sum(points, Decimal(0))
    sides = {"项数": str(len(points)), "应为": shown(expected)}
    return Computation("+".join(map(shown, points)), shown(total), sides, shown(expected))


def _first(row: Indicator) -> str:
    return known_levels().canonical(row.levels[0])
