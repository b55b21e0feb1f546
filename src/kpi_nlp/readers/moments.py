"""Dates and times of a spreadsheet: days since an epoch, shown by the codes of a date format."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_DATE_TOKEN = re.compile(
    r'"([^"]*)"|[\\!](.)|_.|\*.|\[\$[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]'
    r"|(y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|AM/PM|A/P|上午/下午)|(.)",
    re.IGNORECASE,
)
_UNITS = re.compile(r'"[^"]*"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]|aaa|上午/下午", re.IGNORECASE)
_COUNTS_ON = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LONG_DATE, _SYSTEM_DATE = "[$-F800]", "mm-dd-yy"  # shown as the system writes a date
_WEEKDAYS = "一二三四五六日"
_LAST_SERIAL = 2_958_465  # 9999-12-31; later days and negative ones show as #####
_SECONDS = 86_400
_LEAP_DAY = 60  # Excel counts 29 February 1900, which was none, as Lotus did
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet has no time zones

Moment = dt.date | dt.time | dt.timedelta


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Return whether a number format shows days or hours."""
    return _DATE_LETTER.search(_UNITS.sub("", code.partition(";")[0])) is not None


def moment(serial: float, code: str, *, date1904: bool) -> Moment | None:
    """Return the moment that a number of days stands for under a format, None where a sheet shows none.

    Below one day it is a time, under a format that counts on beyond 24 hours a duration.
    """
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    days = dt.timedelta(seconds=round(serial * _SECONDS))
    if _COUNTS_ON.search(code):
        return days
    if date1904:
        return _EPOCH_1904 + days
    if not days.days:
        return (_EPOCH + days).time()
    return _EPOCH + days + dt.timedelta(days=serial < _LEAP_DAY)


def shown(value: Moment, code: str) -> str:
    """Return a date, a time or a duration as a format shows it."""
    if isinstance(value, dt.timedelta):
        return _elapsed(round(value.total_seconds()), code.partition(";")[0])
    fields = _Fields.of(value)
    if code.startswith(_LONG_DATE):
        return f"{fields.year}年{fields.month}月{fields.day}日"
    code = "yyyy/m/d" if code in (_SYSTEM_DATE, "General") else code.partition(";")[0]
    matches = list(_DATE_TOKEN.finditer(code))
    units = [(match[3] or match[4] or "").lower() for match in matches]
    return "".join(
        fields.unit(units, at) if unit else match[1] or match[2] or match[5] or ""
        for at, (match, unit) in enumerate(zip(matches, units, strict=True))
    ).strip()


@dataclass(frozen=True, slots=True)
class _Fields:
    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    weekday: str

    @classmethod
    def of(cls, value: dt.date | dt.time) -> "_Fields":
        year, month, day, weekday = 1900, 1, 0, "六"  # what Excel shows for a time that is asked for its date
        if isinstance(value, dt.date):
            year, month, day, weekday = value.year, value.month, value.day, _WEEKDAYS[value.weekday()]
        clock = value if isinstance(value, dt.datetime | dt.time) else dt.time()
        return cls(year, month, day, clock.hour, clock.minute, clock.second, weekday)

    def unit(self, units: Sequence[str], at: int) -> str:
        """Return what one unit of a format shows; names of months are left as figures."""
        unit = units[at]
        if unit.startswith(("ddd", "aaa")):
            return f"星期{self.weekday}" if len(unit) > len("aaa") or unit[0] == "d" else self.weekday
        if unit[0] in "a上":
            return ""  # the hours count to 24
        amounts = {"y": self.year % 100 if len(unit) <= 2 else self.year, "d": self.day, "h": self.hour, "s": self.second}  # noqa: PLR2004 - yy  # fmt: skip
        amount = amounts.get(unit[0], self.month)
        if unit[0] == "m" and _is_minute(units, at):
            amount = self.minute
        return f"{amount:0{min(len(unit.partition('.')[0]), 2)}d}"


def _is_minute(units: Sequence[str], at: int) -> bool:
    """「m」 counts minutes behind an hour or before a second, months elsewhere."""
    before = next((unit for unit in reversed(units[:at]) if unit), "")
    after = next((unit for unit in units[at + 1 :] if unit), "")
    return before.startswith("h") or after.startswith("s")


def _elapsed(seconds: int, code: str) -> str:
    """Show a duration; the unit in square brackets counts on without end."""
    sizes = {"h": 3600, "m": 60, "s": 1}
    turns = {"h": 24, "m": 60, "s": 60}
    text = ""
    for match in _DATE_TOKEN.finditer(code):
        unit = (match[3] or match[4] or "").lower()
        if unit[:1] not in sizes:
            text += match[1] or match[2] or match[5] or ""
            continue
        amount = seconds // sizes[unit[0]]
        text += f"{amount if match[3] else amount % turns[unit[0]]:0{min(len(unit.partition('.')[0]), 2)}d}"
    return text.strip()
