"""Deadlines of one task in two papers: whether they were moved, and where to."""

from datetime import timedelta

from kpi_nlp.model import Value
from kpi_nlp.quantities import Period, parse_periods
from kpi_nlp.text import words_only

_MONTH = timedelta(days=31)


def moved(before: Value, after: Value, year: int | None) -> str | None:
    """Say which deadlines of a target are others, each with its counterpart in order; None where none certainly is.

    Several are compared only where the targets say the same beside their dates.
    """
    old, new = (parse_periods(value.text, year=year) for value in (before, after))
    if not old or len(old) != len(new) or (len(old) > 1 and _rest(before, old) != _rest(after, new)):
        return None
    said = [words for pair in zip(old, new, strict=True) if (words := _moved(*pair))]
    return "；".join(said) or None


def _moved(old: Period, new: Period) -> str | None:
    """A deadline has only its end; what is longer than a month is the time of the work and no deadline."""
    if old.deadline and new.deadline:
        later, earlier = new.end > old.end, new.end < old.end
    elif all(period.deadline or period.end - period.start <= _MONTH for period in (old, new)):
        later, earlier = new.start > old.end, new.end < old.start
    else:
        return None
    if not (later or earlier):
        return None
    return f"时限{'推迟' if later else '提前'}，由「{old.text}」改为「{new.text}」"


def _rest(value: Value, periods: tuple[Period, ...]) -> str:
    text = value.text
    for period in periods:
        text = text.replace(period.text, " ", 1)
    return words_only(text)
