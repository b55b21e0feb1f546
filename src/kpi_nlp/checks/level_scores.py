"""Levels that words name as a whole, singly or together, and the points of the score sheet that these words are about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.score_sheets import printed_once
from kpi_nlp.lexicon import header_key, headers
from kpi_nlp.lexicon import levels as known_levels
from kpi_nlp.model import Evidence, Figure, Indicator, Points, StatedScore
from kpi_nlp.quantities import last_digit, shown
from kpi_nlp.quantities.sums import sum_of
from kpi_nlp.text import fold, words_only

_AROUND_LEVEL = re.compile(
    r"^(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,2})?(?:20\d\d年?度?|其中|一级指标|[本我](?:部门|单位|局|委|办)|自评|从|在|对|除)*"
    r"|(?:(?:[一二三两四五六七八九][大个项类]*|各)?(?:方面|部分|情况|板块|维度|块|类|(?<=类)指标|(?<=[两二三四五]项)指标|(?<=指标)指标))?(?:合计|共计|总共|一共|共|累计|小计|总计|自评)*$"
)
_AND = re.compile(r"[、,+]|以及|和|与|及|加")
_ALL = re.compile(r"^(?:各项|其余|其他|三级)?(?:绩效)?指标$")
_EXECUTION = frozenset({"预算执行", "预算执行率", "预算执行情况", "预算资金执行率", "资金执行率"})


@dataclass(frozen=True, slots=True)
class Level:
    """A level, or several together, whose points the text states: its name, those points, and the scores of its rows."""

    name: str
    stated: Decimal
    scores: tuple[Figure, ...]
    quote: Evidence


@dataclass(frozen=True, slots=True)
class _Meant:
    """What words may be about: a name for it, and rows or points of the budget, in each way in which they can be taken."""

    name: str
    rows: tuple[Indicator, ...]
    scores: tuple[tuple[Figure, ...], ...]
    most: Decimal


def wrong_levels(told: Sequence[StatedScore], rows: Sequence[Indicator], spent: Sequence[Figure]) -> Iterator[Level]:
    """Yield the levels whose points in the text are not the sum of their rows; `spent` are the points of the budget's execution."""
    for score in told:
        if score.score is None or score.total or (meant := _meant(score.subject, rows, spent)) is None:
            continue
        agrees = any(same(score.score, sum_of(scores)) for scores in meant.scores)
        if not agrees and score.score <= meant.most:  # a survey has a scale of its own
            yield Level(meant.name, score.score, meant.scores[0], Evidence("sentence", score.text, score.location))


def wrongly_printed(points: Sequence[Points], rows: Sequence[Indicator]) -> Iterator[Level]:
    """Yield the levels whose cell says that other points were given than its rows got: 「产出指标（满分50分，自评48分）」."""
    for level in points:
        if level.score is not None and (level.table, level.scope) == (rows[0].table, rows[0].scope):
            scores = _scores([row for row in rows if row.levels[: len(level.levels)] == level.levels])
            if scores and not same(level.score.amount, sum_of(scores)):
                yield Level("/".join(level.levels), level.score.amount, scores, Evidence.of("score", level.score))


def of_level(subject: str, rows: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Return the rows of the first level that words name as a whole: 产出 and 一级指标「产出指标」 are one, 「群众满意度指标」 is none.

    A second level that is all there is of a first one stands for it.
    """
    name = _level(subject)
    own = tuple(row for row in rows if row.levels and _level(row.levels[0]) == name)
    if own:
        return own
    below = tuple(row for row in rows if name in map(_second, row.levels[1:2]))
    firsts = {row.levels[0] for row in below}
    whole = len(firsts) == 1 and len(below) == sum(bool(row.levels) and row.levels[0] in firsts for row in rows)
    return below if whole else ()


def same(printed: Decimal, total: Decimal) -> bool:
    """Return whether a total is a sum, to one unit of its last digit."""
    return (
        abs(printed - total) < last_digit(shown(printed))
        if printed != printed.to_integral_value()
        else abs(printed - total) < Decimal("0.5")
    )


def _meant(subject: str, rows: Sequence[Indicator], spent: Sequence[Figure]) -> _Meant | None:
    scored = tuple(row for row in rows if row.score is not None)
    if own := of_level(subject, scored):
        return _Meant(own[0].levels[0], own, (_scores(own),), _most(own))
    if _ALL.match(_plain(subject)):
        return _all(scored, spent)
    names = [name for name in _AND.split(_ending(fold(subject))) if name]
    return _together(names, scored, spent) if len(names) > 1 else None


def _all(rows: Sequence[Indicator], spent: Sequence[Figure]) -> _Meant | None:
    """「绩效指标」: all rows, with the execution of the budget or without it."""
    others = tuple(row for row in rows if not _is_execution(row))
    ways = (_scores(others), _scores(rows), (*_scores(rows), *spent[:1]))
    return _Meant("绩效指标", others, ways, _most(rows)) if others else None


def _together(names: Sequence[str], rows: Sequence[Indicator], spent: Sequence[Figure]) -> _Meant | None:
    """「预算执行和产出两部分」: the points of each, None where one of them is none of the sheet."""
    parts: list[Indicator] = []
    money: tuple[Figure, ...] = ()
    for name in names:
        if _plain(name) in _EXECUTION:
            executed = tuple(row for row in rows if _is_execution(row))
            money, own = ((), executed) if executed else (tuple(spent), ())
            if len(executed or spent) != 1:
                return None
        elif not (own := _rows_of(name, rows)):
            return None
        if any(row in parts for row in own):
            return None
        parts += own
    return _Meant("、".join(names), tuple(parts), ((*_scores(parts), *money),), _most(parts) + Decimal(10 * len(money)))


def _rows_of(name: str, rows: Sequence[Indicator]) -> tuple[Indicator, ...]:
    second = _level(name)
    return of_level(name, rows) or tuple(row for row in rows if second in map(_second, row.levels[1:2]))


def _is_execution(row: Indicator) -> bool:
    return headers().roles.get(header_key(row.name)) == "execution_rate" or row.name in _EXECUTION


def _scores(rows: Sequence[Indicator]) -> tuple[Figure, ...]:
    return printed_once(row.score for row in rows)


def _most(rows: Sequence[Indicator]) -> Decimal:
    return sum_of(printed_once(row.weight for row in rows))


def _ending(subject: str) -> str:
    return _AROUND_LEVEL.sub("", subject)


def _plain(name: str) -> str:
    return _AROUND_LEVEL.sub("", words_only(name))


def _level(name: str) -> str:
    return known_levels().canonical(_plain(name))


def _second(name: str) -> str:
    known = known_levels()
    return known.second.get(name) or known.either.get(name, name)
