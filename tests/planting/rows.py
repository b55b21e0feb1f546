"""Rows of indicators as facts: what was wanted, what was done; the texts, rates and scores of the papers follow from them."""

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

LEVELS = (
    "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标",
)  # fmt: skip
LOWER = ("cost", "reverse", "zero")
NUMERIC = ("count", "people", "few", "share", "whole", "cost", "reverse", "about", "satisfaction", "composite")
SHARES = ("share", "whole", "reverse", "satisfaction")
_CENT = Decimal("0.01")
_FULL = Decimal(100)
_SLACK = Decimal("0.95")  # an approximate target is met within 5 %
_PARENTS = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "服务对象满意度指标": "满意度指标",
}


@dataclass(frozen=True)
class Row:
    """One indicator; a composite counts its second part in `second…`, words hold texts where others hold numbers."""

    key: str
    kind: str
    levels: tuple[str, str]
    name: str
    unit: str
    aim: str
    bound: str
    goal: Decimal
    done: Decimal
    mid: Decimal
    forecast: Decimal
    period: Decimal
    high: Decimal = Decimal(0)
    second: Decimal = Decimal(0)
    second_done: Decimal = Decimal(0)
    second_mid: Decimal = Decimal(0)
    wanted: str = ""
    reached: str = ""
    dated: int = 0
    undone: bool = False  # words say that nothing came of it
    weight: Decimal = Decimal(0)
    score: Decimal | None = None  # given against the rule
    reason: str | None = None
    likelihood: str = "确定能"

    @property
    def parts(self) -> tuple[str, str]:
        """What a sentence says before each amount of a composite."""
        first, _, second = self.aim.partition(";")
        return first, second

    @property
    def units(self) -> tuple[str, str]:
        """The units of both amounts of a composite."""
        first, _, second = self.unit.partition(";")
        return first, second


def with_facts(row: Row, **facts: Any) -> Row:  # noqa: ANN401 - each field has its own type
    """Return the row with some facts replaced, by the names of its fields."""
    return replace(row, **facts)


def levels_of(second: str) -> tuple[str, str]:
    """Return both levels of an indicator by its second."""
    return _PARENTS.get(second, "效益指标"), second


def target(row: Row, year: int) -> str:
    """Return the target as printed."""
    match row.kind:
        case "words":
            return row.wanted
        case "date":
            return f"{year + row.dated}年12月底前"
        case "range":
            return f"{row.goal}{row.unit}-{row.high}{row.unit}"
        case "composite":
            return amounts(row, row.goal, row.second)
    return f"{row.bound}{row.goal}{row.unit}"


def actual(row: Row, year: int) -> str:
    """Return what was reached as printed."""
    return _printed(row, row.done, row.second_done, words=row.reached, date=f"{year}年11月20日全部完成")


def halfway(row: Row) -> str:
    """Return what was reached by July as printed."""
    return _printed(row, row.mid, row.second_mid, words="按计划推进", date="按计划推进")


def expected(row: Row, year: int) -> str:
    """Return what is expected of the whole year as printed."""
    return _printed(row, row.forecast, row.second, words=row.wanted, date=f"{year}年12月底前完成")


def _printed(row: Row, first: Decimal, second: Decimal, *, words: str, date: str) -> str:
    """Return the amounts of a row without a bound, or what stands for them where it counts nothing."""
    match row.kind:
        case "words":
            return words
        case "date":
            return date
        case "composite":
            return amounts(row, first, second)
    return f"{first}{row.unit}"


def amounts(row: Row, first: Decimal, second: Decimal) -> str:
    """Return both amounts of a composite with what is said before them."""
    return f"{row.parts[0]}{first}{row.units[0]}，{row.parts[1]}{second}{row.units[1]}"


def sentence(row: Row) -> str:
    """Return what the prose says of the row, nothing of words and dates."""
    match row.kind:
        case "words" | "date":
            return ""
        case "composite":
            return amounts(row, row.done, row.second_done)
    return f"{row.aim}{row.done}{row.unit}"


def completion(row: Row) -> Decimal:
    """Return done over wanted, uncapped, 1 for what has no amount."""
    match row.kind:
        case "words" | "date":
            return Decimal(not row.undone)
        case "range" | "zero":
            return Decimal(row.done <= max(row.goal, row.high) and (row.kind == "zero" or row.done >= row.goal))
        case "cost" | "reverse":
            return Decimal(1) if row.done <= row.goal else max(Decimal(0), 2 - row.done / row.goal)
        case "composite":
            return (row.done / row.goal + row.second_done / row.second) / 2
        case "about":
            return Decimal(1) if row.done >= row.goal * _SLACK else row.done / row.goal
    return row.done / row.goal


def met(row: Row) -> bool:
    """Tell whether every part of the target was reached."""
    if row.kind == "composite":
        return row.done >= row.goal and row.second_done >= row.second
    return completion(row) >= 1


def rate(row: Row, *, capped: bool) -> Decimal:
    """Return the completion rate in per cent, truncated as reports print it."""
    share = completion(row)
    return (min(share, Decimal(1)) * _FULL if capped else share * _FULL).quantize(_CENT, ROUND_DOWN)


def score(row: Row) -> Decimal:
    """Return the score: what was given, else the weight for what was met, its share for what was not."""
    if row.score is not None:
        return row.score
    if met(row):
        return row.weight
    capped = (
        (min(row.done / row.goal, Decimal(1)) + min(row.second_done / row.second, Decimal(1))) / 2
        if row.kind == "composite"
        else min(completion(row), Decimal(1))
    )
    return (row.weight * capped).quantize(_CENT, ROUND_DOWN)


def reason(row: Row) -> str:
    """Return why points are missing: what was given, else a reason of substance where there is a shortfall."""
    if row.reason is not None:
        return row.reason
    if met(row) and score(row) >= row.weight:
        return ""
    return f"受6月至8月连续强降雨影响，{row.name}相关任务停工47天，剩余部分已列入下年度一季度计划。"


def plain(number: Decimal) -> str:
    """Return a number without zeros at its end: 9.50 is 9.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
