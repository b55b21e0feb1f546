"""Whether what was due on a day was certainly done later."""

import re
from collections.abc import Sequence

from kpi_nlp.quantities.periods import Period, parse_periods
from kpi_nlp.text import words_only

_FILLERS = re.compile(r"已于|实际|全部|顺利|按时|按期|完成|[已于在至到均了的]")
_ENDS = re.compile(r"(?:完工|竣工|建成|交付|投用|投入使用|验收|通过验收|并?通过|办结|结题|发放|拨付|到位)+")
_BEGINS = re.compile(r"[日号月年]\s*(?:起|以?之?后|开始)")
_ANY_YEAR = 2024  # where neither side names one: both are of one year, and a leap year holds every day


def overdue(target: str, actual: str) -> bool:
    """Return whether an actual names a later day than the deadline of its target, of one task and beyond doubt.

    Several deadlines are compared in their order. What is itself only a bound (「5月20日前」) is no day of completion,
    and one that names another task (「7月完成施工」 for 「6月底前完成设计」) answers another question.
    """
    year = _year(target) or _year(actual) or _ANY_YEAR
    due, done = parse_periods(target, year=year), parse_periods(actual, year=year)
    if not due or len(due) != len(done) or _BEGINS.search(target):
        return False
    if any(period.text.endswith("前") for period in done):
        return False
    asked, told = _rest(target, due), _rest(actual, done)
    if not (asked.endswith(told) or (not asked and _ENDS.fullmatch(told))):
        return False
    return any(day.start > deadline.end for deadline, day in zip(due, done, strict=True))


def days_late(target: str, actual: str) -> int | None:
    """Return by how many days an actual is behind the one deadline of its target, 0 where it was kept; None where that cannot be told."""
    year = _year(target) or _year(actual) or _ANY_YEAR
    due, done = parse_periods(target, year=year), parse_periods(actual, year=year)
    if len(due) != 1 or len(done) != 1:
        return None
    if overdue(target, actual):
        return (done[0].start - due[0].end).days
    asked, told = _rest(target, due), _rest(actual, done)
    kept = done[0].end <= due[0].end and not _BEGINS.search(target) and not done[0].text.endswith("前")
    return 0 if kept and (asked.endswith(told) or (not asked and _ENDS.fullmatch(told))) else None


def _year(text: str) -> int | None:
    """Return the year that a text names first; a word such as 次年 names none."""
    first = next(iter(parse_periods(text)), None)
    return first.end.year if first else None


def _rest(text: str, periods: Sequence[Period]) -> str:
    """Return what a text says beside its dates, without words that say no more than that it was done."""
    for period in periods:
        text = text.replace(period.text, " ", 1)
    return _FILLERS.sub("", words_only(text))
