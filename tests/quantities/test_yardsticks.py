"""The public suites that stand outside the repository, scored as docs/decisions/0006 says."""

import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import Period, parse, parse_periods

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "yardsticks" / "quantities" / "cases.jsonl"
REFUSED = {
    (match[1], match[2])
    for match in re.finditer(
        r"^\| (\w+) \| `(.+?)` \|",
        (ROOT / "docs/decisions/0006-debatable-marks.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
}
FLOORS = {
    "number": 0.99, "percent": 0.99, "currency": 0.99, "ordinal": 0.99, "dimension": 0.99, "age": 0.99, "range": 0.95, "range_closed": 1, "money_parse": 1,
    "money_extract": 1, "cn_numeral": 1, "cn_numeral_colloquial": 1, "cn_numeral_mixed": 1, "negative": 1, "dateperiod": 0.9, "time_span": 0.9,
}  # fmt: skip

Case = Mapping[str, Any]


@pytest.fixture(scope="module")
def scored() -> dict[str, list[tuple[bool, str]]]:
    """Whether each case that is not refused was read rightly, by kind."""
    if not CASES.is_file():
        pytest.skip("the outside suites are not here")
    outcomes: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        kind = _kind(case)
        if case["relevant"] and kind in FLOORS and (kind, case["input"]) not in REFUSED:
            outcomes[kind].append((_right(kind, case), case["input"]))
    return outcomes


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items(), ids=list(FLOORS))
def test_score(scored: dict[str, list[tuple[bool, str]]], kind: str, floor: float) -> None:
    outcomes = scored[kind]
    wrong = [text for right, text in outcomes if not right]
    assert outcomes
    assert 1 - len(wrong) / len(outcomes) >= floor, wrong


def test_refusals_are_cases_of_the_suites(scored: dict[str, list[tuple[bool, str]]]) -> None:
    assert scored
    known = {(_kind(case), case["input"]) for case in map(json.loads, CASES.read_text(encoding="utf-8").splitlines())}
    assert not known.isdisjoint(REFUSED)
    assert known >= REFUSED


def _kind(case: Case) -> str:
    if case["kind"] == "time_parse":
        return str(case["expect"]["type"])
    recognised = case["kind"] not in ("dateperiod", "datetime") and case["source"].startswith("microsoft")
    return "negative" if recognised and not case["expect"] else str(case["kind"])


def _right(kind: str, case: Case) -> bool:
    if kind in ("dateperiod", "time_span"):
        periods = parse_periods(case["input"], year=_reference_year(case["context"] or {}))
        return (_in_time if kind == "time_span" else _all_in_time)(case, periods)
    found = parse(case["input"])
    match kind:
        case "negative":
            return not found
        case "cn_numeral" | "cn_numeral_colloquial" | "cn_numeral_mixed":
            return [_value(quantity) for quantity in found] == [Decimal(str(case["expect"]))]
        case "money_parse":
            return _money(case["expect"]["num"], found)
        case "money_extract":
            said = [quantity.text for quantity in found if quantity.kind == "money"]
            return all(any(text in one["text"] or one["text"] in text for text in said) for one in case["expect"])
        case _:
            return all(any(_hits(one, quantity, kind) for quantity in found) for one in case["expect"])


def _hits(expected: Case, quantity: Quantity, kind: str) -> bool:
    if quantity.start > expected["end"] or quantity.end <= expected["start"]:
        return False
    value = expected["resolution"]["value"]
    if kind.startswith("range"):
        return [str(end or "") for end in (quantity.low, quantity.high)] == value[1:-1].split(",") or _interval(
            quantity
        ) == _numbers(value[1:-1])
    wanted = _decimal(value)
    return wanted is not None and any(
        end is not None and abs(end - wanted) <= abs(wanted) * Decimal("1e-12")
        for end in (_value(quantity), quantity.low if quantity.high is not None else None)
    )


def _interval(quantity: Quantity) -> list[Decimal | None]:
    return [quantity.low, quantity.high]


def _numbers(ends: str) -> list[Decimal | None]:
    return [_decimal(end) for end in ends.split(",")]


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(str(text).removesuffix("%"))
    except InvalidOperation:
        return None


def _value(quantity: Quantity) -> Decimal | None:
    return quantity.number


def _money(expected: str | list[str], found: tuple[Quantity, ...]) -> bool:
    if len(found) != 1:
        return False
    if isinstance(expected, list):
        return [found[0].low, found[0].high] == [Decimal(end) for end in expected]
    value = _value(found[0])
    return value is not None and abs(value - Decimal(expected)) < Decimal("0.005")


def _reference_year(context: Case) -> int | None:
    if "ReferenceDateTime" in context:
        return int(context["ReferenceDateTime"][:4])
    match context.get("time_base"):
        case dict() as base:
            return int(base["year"])
        case list() as base:
            return int(base[0])
        case int() | float() as seconds:
            return time.gmtime(seconds).tm_year
        case _:
            return None


def _in_time(case: Case, periods: tuple[Period, ...]) -> bool:
    start, end = (date.fromisoformat(moment[:10]) for moment in case["expect"]["time"])
    return any(period.end == end and (period.start == start or period.deadline) for period in periods)


def _all_in_time(case: Case, periods: tuple[Period, ...]) -> bool:
    return all(
        any(_same(period, *ends) for period in periods for ends in _ends(one["resolution"])) for one in case["expect"]
    )


def _ends(resolution: Case) -> Iterator[tuple[date, date, bool]]:
    for name in ("FutureResolution", "PastResolution"):
        start, end = resolution[name]["startDate"], resolution[name]["endDate"]
        yield date.fromisoformat(start), date.fromisoformat(end), "XXXX" in resolution["Timex"]


def _same(period: Period, start: date, end: date, any_year: bool) -> bool:  # noqa: FBT001 - unpacked from a tuple
    """The suite prints the first day after a month or year, and 1 January of the last year of a range."""
    if any_year:
        shift = period.start.year - start.year
        start, end = start.replace(year=start.year + shift), end.replace(year=end.year + shift)
    last_days = {end, end - timedelta(1), date(end.year, 12, 31) if (end.month, end.day) == (1, 1) else end}
    in_month = end.day == 1 and (period.end.year, period.end.month) == (end.year, end.month)
    return period.start == start and (period.end in last_days or in_month)
