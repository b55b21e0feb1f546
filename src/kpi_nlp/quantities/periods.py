"""Dates, periods and deadlines, anchored on the year of the report and never on the clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from kpi_nlp.text import fold

_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年(?:度)?)"
_DATE = re.compile(
    r"(?P<first>(?:19|20)\d{2})\s*(?:年度?)?\s*[-—–~至到]\s*(?P<last>(?:19|20)\d{2})\s*年?度?"
    rf"|{_YEAR}?\s*(?P<from>\d{{1,2}})\s*[-—–~至到]\s*(?P<to>\d{{1,2}})\s*月"
    rf"|{_YEAR.replace('year', 'year_of_day')}?\s*(?P<month>\d{{1,2}})\s*月(?:份)?(?:\s*(?P<day>\d{{1,2}})\s*日)?(?P<end>底|末)?"
    rf"|(?P<iso_year>(?:19|20)\d{{2}})[-./](?P<iso_month>\d{{1,2}})(?:[-./](?P<iso_day>\d{{1,2}}))?(?!\d)"
    rf"|{_YEAR.replace('year', 'whole')}\s*(?P<whole_end>底|末)?|(?P<year_end>年底|年末)"
)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; `deadline` where only the end is meant (「12月31日前」)."""

    start: date
    end: date
    text: str
    deadline: bool = False


def parse_periods(text: str, *, year: int | None = None) -> tuple[Period, ...]:
    """Return the dates and periods of a text in order; one without a year needs `year`, else it is left out."""
    folded = fold(text)
    periods = []
    for match in _DATE.finditer(folded):
        if (bounds := _bounds(match, year)) is not None:
            before = folded.startswith(("前", "之前", "以前"), match.end())
            ends = bool(match["end"] or match["whole_end"] or match["year_end"])
            periods.append(Period(*bounds, text[match.start() : match.end() + before], deadline=before or ends))
    return tuple(periods)


def _bounds(match: re.Match[str], year: int | None) -> tuple[date, date] | None:
    try:
        return _year_bounds(match, year) or _part_bounds(match, year)
    except ValueError:  # 13月, 31日 of a short month
        return None


def _year_bounds(match: re.Match[str], year: int | None) -> tuple[date, date] | None:
    if match["first"]:
        return date(int(match["first"]), 1, 1), date(int(match["last"]), 12, 31)
    if match["whole"]:
        return date(int(match["whole"]), 1, 1), date(int(match["whole"]), 12, 31)
    if match["year_end"] and year:
        return date(year, 12, 1), date(year, 12, 31)
    return None


def _part_bounds(match: re.Match[str], year: int | None) -> tuple[date, date] | None:
    if match["from"]:
        return _months(int(match["year"] or year or 0), int(match["from"]), int(match["to"]))
    if match["iso_year"]:
        return _day(int(match["iso_year"]), int(match["iso_month"]), match["iso_day"])
    if match["month"]:
        return _day(int(match["year_of_day"] or year or 0), int(match["month"]), match["day"])
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not year:
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1] if 1 <= last <= _MONTHS else 0)


def _day(year: int, month: int, day: str | None) -> tuple[date, date] | None:
    if not year:
        return None
    if day is None:
        return _months(year, month, month)
    return date(year, month, int(day)), date(year, month, int(day))
