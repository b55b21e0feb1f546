"""Dates, periods and deadlines, anchored on the year of the report and never on the clock."""

import calendar
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from kpi_nlp.quantities.numerals import number_of, unformal
from kpi_nlp.text import fold, without_blanks

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"(?:[-–—~]{1,2}|至|到)"
_HAN_DIGIT = "零一二三四五六七八九"
_AFTER_SHORT = r"(?:度?第?[一二三四1-4首]季度|度?[上下]半年|[底末初]|首月|第?前?\d{1,2}个?月|前?[两一二三四五六七八九十]{1,2}个?月|的?\d{1,2}月|的?[一二三四五六七八九十]{1,2}月)"  # 「24年」 alone may last 24 years
_YEAR = (
    rf"(?P<year>(?:19|20)\d{{2}}|(?<!\d)(?:0\d|\d{{2}}(?=年{_AFTER_SHORT}))|[一二][零九][{_HAN_DIGIT}]{{2}}"
    rf"|(?<![{_HAN_DIGIT}十])(?:零[{_HAN_DIGIT}]|[{_HAN_DIGIT}]{{2}}(?=年{_AFTER_SHORT})))"
)
_WORDS = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "上一年": -1, "明年": 1, "次年": 1, "下年": 1}
_PART = (
    rf"(?:(?P<from_month>{_NUMBER})月?{_TO})?(?P<month>{_NUMBER})月份?"
    rf"(?:(?P<day>{_NUMBER})(?:[日号]?{_TO}(?P<to_day>{_NUMBER})(?!月))?(?:[日号]|(?<=[十一二三四五六七八九])(?![一二三四五六七八九十\d项个次场家人名]))|(?P<month_edge>底|末|初))?"
    r"|(?:第?(?P<quarter>[一二三四1-4])|(?P<first>首)|前(?P<quarters>[一二两三])个)季度(?P<quarter_edge>末|初)?|Q(?P<q>[1-4])(?:季度)?"
    rf"|(?P<half>[上下])半年|前(?P<months>{_NUMBER}|两)个?月|(?P<first_month>首)月|第(?P<nth>{_NUMBER})个月"
)
_ISO = r"(?<!\d)(?P<iso_year>(?:19|20)\d{2})[-./](?P<iso_month>\d{1,2})(?:[-./](?P<iso_day>\d{1,2}))?(?![\d%])"
_DECADE = r"(?:(?P<century>\d{1,2}|[一二]?十[一九]?|上)世纪)?(?P<decade>[1-9]0|[一二三四五六七八九]十)年代"
_STRETCH = (
    rf"{_ISO}|{_DECADE}|(?=[\dQ{_HAN_DIGIT}十今本当去上明次下前第首年])"
    rf"(?:(?:{_YEAR}年(?:度|内|间)?|(?P<word>{'|'.join(_WORDS)})度?)的?|(?<![\d第]))(?:{_PART}|年?(?P<year_edge>(?<=年)[底末初]))?"
)
_BARE_YEAR = rf"(?P<bare>(?:19|20)\d{{2}}){_TO}(?=(?:(?:19|20)?\d{{2}})年|(?:19|20)\d{{2}}(?!\d))"
_POINT, _FIRST = re.compile(_STRETCH), re.compile(f"{_BARE_YEAR}|{_STRETCH}")
_LAST_YEAR = re.compile(r"(?P<last>(?:19|20)\d{2})(?!\d)")
_LINK = re.compile(rf"{_TO}|[与和](?=.{{1,14}}间)")
_BETWEEN = re.compile(r"之间|间")
_REST = re.compile(rf"(?P<day>{_NUMBER})[日号]")
_IN_TIME = re.compile(rf"[年月季Q.\/]|{_TO}")
_BEFORE = re.compile(r"之前|以前|前(?!期)")
_NOT_AFTER = re.compile(r"(?:不(?:得|能|会|应)?(?:晚|迟|超)[于过]|最[迟晚]|至[迟晚])(?:于|在|不超过)?$")
_AHEAD_OF = 6  # letters in front of a date that may say 不得晚于
_MONTHS, _QUARTER, _HALF = 12, 3, 6
_CENTURY, _AHEAD = 100, 30  # a year of two digits lies no more than this far ahead of the report's year
_YOUNG = 20
_USUAL_YEAR = 2024  # only tells the century of a year of two digits where no year is given


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; `deadline` where only the end is meant (「12月31日前」)."""

    start: date
    end: date
    text: str
    deadline: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    """A stretch of time as printed, and where its text ends."""

    start: date
    end: date
    stop: int
    deadline: bool = False


def parse_periods(text: str, *, year: int | None = None) -> tuple[Period, ...]:
    """Return the dates and periods of a text in order; one without a year needs `year`, else it is left out."""
    folded = fold(text)
    if not _IN_TIME.search(folded):
        return ()
    compact, places = without_blanks(folded)
    plain = unformal(compact)
    return tuple(
        Period(point.start, point.end, text[places[start] : places[point.stop - 1] + 1], point.deadline)
        for start, point in _points(plain, year)
    )


def _points(text: str, year: int | None) -> Iterator[tuple[int, _Point]]:
    at = 0
    while match := _FIRST.search(text, at):
        if match.end() == match.start():
            at = match.end() + 1
            continue
        point = _years(text, match) if match["bare"] else _point(match, year)
        if point is None:
            at = match.end()
            continue
        with suppress(ValueError):  # 31日 of a short month, 29 February of the next year: the first half stands alone
            point = _with_end(text, point, year)
        before = _BEFORE.match(text, point.stop)
        at = before.end() if before else point.stop
        due = before or _NOT_AFTER.search(text[max(0, match.start() - _AHEAD_OF) : match.start()])
        yield match.start(), replace(point, stop=at, deadline=point.deadline or due is not None)


def _years(text: str, match: re.Match[str]) -> _Point | None:
    """「1995-1997」, 「1985到89年9月」: the first year is bare."""
    first = int(match["bare"])
    last, tail = _LAST_YEAR.match(text, match.end()), _POINT.match(text, match.end())
    point = _point(tail, first) if tail and (tail["year"] or not last) else None
    if point is None and last:
        point = _Point(date(first, 1, 1), date(int(last["last"]), 12, 31), last.end())
    return _Point(date(first, 1, 1), point.end, point.stop) if point and point.end.year >= first else None


def _with_end(text: str, first: _Point, year: int | None) -> _Point:
    """Join 「…至…」: what the second does not say of year and month it takes from the first."""
    link = _LINK.match(text, first.stop)
    if link is None:
        return first
    second = _POINT.match(text, link.end())
    if second is not None and second.end() == second.start():
        second = None
    point = _point(second, year if second["word"] else first.start.year) if second else None
    if point is None and (rest := _REST.match(text, link.end())):
        point = _day(first.end.year, first.end.month, int(number_of(rest["day"])), rest.end())
    if point is None:
        return first
    end = point.end
    if end < first.start and second and not (second["year"] or second["word"] or second["iso_year"]):
        end = end.replace(year=end.year + 1)  # 8月至2月
    if end < first.start:
        return first
    between = _BETWEEN.match(text, point.stop)
    return _Point(first.start, end, between.end() if between and link[0] in "与和" else point.stop)


def _point(match: re.Match[str], anchor: int | None) -> _Point | None:
    """Return the stretch that a match means; None for 13月 and for what lacks a year."""
    year = 0 if match["decade"] else _year(match, anchor)
    if year is None:
        return None
    try:
        if match["iso_year"]:
            return _day(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"] or 0), match.end())
        if match["decade"]:
            return _of_decade(match)
        if match["month"]:
            return _of_month(match, year)
        return _of_year(match, year)
    except ValueError:  # 31日 of a short month
        return None


def _year(match: re.Match[str], anchor: int | None) -> int | None:
    if match["iso_year"]:
        return int(match["iso_year"])
    if match["word"]:
        return None if anchor is None else anchor + _WORDS[match["word"]]
    if not match["year"]:
        return anchor
    year = int(number_of(match["year"]))
    if year < _CENTURY:
        latest = (anchor or _USUAL_YEAR) + _AHEAD
        year += latest // _CENTURY * _CENTURY
        year -= _CENTURY if year > latest else 0
    return year


def _of_decade(match: re.Match[str]) -> _Point:
    """「80年代」 and 「上世纪80年代」 are of the twentieth century, 「10年代」 and 「20年代」 of this one."""
    decade, century = int(number_of(match["decade"])), match["century"]
    first = {"上": 19, None: 19 if decade > _YOUNG else 20}.get(century)
    start = (int(number_of(century)) - 1 if first is None and century else first or 0) * _CENTURY + decade
    return _Point(date(start, 1, 1), date(start + 9, 12, 31), match.end())


def _of_month(match: re.Match[str], year: int) -> _Point | None:
    month = int(number_of(match["month"]))
    first = int(number_of(match["from_month"])) if match["from_month"] else month
    if not (1 <= first <= month <= _MONTHS):
        return None
    if match["day"]:
        day = int(number_of(match["day"]))
        last = int(number_of(match["to_day"])) if match["to_day"] else day
        return _Point(date(year, first, day), date(year, month, last), match.end())
    return _months(year, first, month, match.end(), deadline=match["month_edge"] in ("底", "末"))


def _of_year(match: re.Match[str], year: int) -> _Point | None:
    if months := _quarters(match) or _part_of_year(match):
        return _months(year, *months, match.end(), deadline=match["year_edge"] in ("底", "末"))
    return _Point(date(year, 1, 1), date(year, 12, 31), match.end())


def _quarters(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and the last month of 「第三季度」, 「前两个季度」, 「一季度末」."""
    if match["quarters"]:
        return 1, _QUARTER * int(number_of(match["quarters"]))
    quarter = match["quarter"] or match["q"] or match["first"]
    if not quarter:
        return None
    last = _QUARTER * (1 if quarter == "首" else int(number_of(quarter)))
    first = last - _QUARTER + 1
    return {"末": (last, last), "初": (first, first)}.get(match["quarter_edge"] or "", (first, last))


def _part_of_year(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the first and the last month of 「上半年」, 「前十一个月」, 「年底」."""
    if match["half"]:
        return (1, _HALF) if match["half"] == "上" else (_HALF + 1, _MONTHS)
    if match["months"]:
        return 1, int(number_of(match["months"]))
    if match["nth"]:
        return int(number_of(match["nth"])), int(number_of(match["nth"]))
    if match["first_month"] or match["year_edge"] == "初":
        return 1, 1
    return (_MONTHS, _MONTHS) if match["year_edge"] else None


def _months(year: int, first: int, last: int, stop: int, *, deadline: bool = False) -> _Point | None:
    if not 1 <= first <= last <= _MONTHS:
        return None
    return _Point(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), stop, deadline)


def _day(year: int, month: int, day: int, stop: int) -> _Point | None:
    if not day:
        return _months(year, month, month, stop)
    return _Point(date(year, month, day), date(year, month, day), stop)
