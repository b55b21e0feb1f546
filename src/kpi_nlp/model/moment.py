"""Moments: kept in UTC, told everywhere by the clock of the machine at which the reader sits."""

from datetime import datetime


def local_minute(at: str) -> str:
    """Return the day and the minute of a moment (ISO 8601): 「2026-11-22 04:10」."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def local_day(at: str) -> str:
    """Return the day of a moment: in China that of UTC is yesterday's until eight in the morning."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d}"


def local_offset() -> str:
    """Return how far the clock of this machine is from UTC: 「+08:00」."""
    return datetime.now().astimezone().isoformat()[-6:]
