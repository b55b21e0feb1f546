"""Rows of a paper as `renamed/source.toml` lists them, one line a row, turned into indicators that the forms can print."""

from collections.abc import Sequence
from typing import Any

_PARENTS = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "满意度指标": "满意度指标",
}
_POINTS = 90  # the other ten are those of the budget


def at_stage(year: dict[str, Any], stage: str) -> dict[str, Any]:
    """Return a year with the indicators of one of its papers, whether they are written once or paper by paper."""
    return year if "indicator" in year else year | {"indicator": _indicators(year[stage])}


def ids_of(row: Sequence[str]) -> frozenset[str]:
    """Return the indicators that a row of a paper stands for: several where it merges them."""
    return frozenset(row[0].split("+"))


def _indicators(rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    each, rest = divmod(_POINTS, len(rows))
    return [_indicator(row, each + (number < rest)) for number, row in enumerate(rows)]


def _indicator(row: Sequence[str], points: int) -> dict[str, Any]:
    """Every target is met and is expected to be met."""
    _, level, name, target, *reported = row
    told = "".join(reported)
    return {
        "levels": [_PARENTS.get(level, "效益指标"), level],
        "name": name,
        "target": target,
        "mid": told,
        "forecast": target,
        "actual": told,
        "weight": str(points),
        "score": str(points),
    }
