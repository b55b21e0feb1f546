"""What a department files for a year: its rows paper by paper, its money, and how its forms are laid out."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from planting.money import Money, money
from planting.rows import LEVELS, SHARES, Row, levels_of, with_facts

_POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}  # the other ten are those of the budget
_YEAR = 2024
_HERE = Path(__file__).parent
_DEPARTMENTS = {"faults": "departments.toml", "unseen": "unseen/departments.toml"}  # the other lists are of the first
_MET = "≥"


@dataclass(frozen=True)
class Layout:
    """How the forms are printed: a column of rates, capped or not, of rubrics, of whole periods; points beside levels; a grade below.

    `split` prints sign, number and unit of a target apart, `late` the weights after the values, `bare` no column of reasons.
    """

    rated: bool = False
    capped: bool = False
    rubric: bool = False
    points: bool = False
    graded: bool = False
    period: bool = False
    split: bool = False
    late: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Filing:
    """The facts of a year; `own` are rows that one paper has otherwise, `gone` those that it leaves out."""

    department: str
    duties: str
    year: int
    rows: tuple[Row, ...]
    money: Money
    layout: Layout
    style: int = 0
    own: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    gone: frozenset[tuple[str, str]] = frozenset()
    grade: str | None = None
    figures: Mapping[str, int] = field(default_factory=dict)

    def of(self, paper: str) -> tuple[Row, ...]:
        """Return the rows of a paper in the order of their levels, with weights that sum to those of their level."""
        kept = [self.own.get((paper, row.key), row) for row in self.rows if (paper, row.key) not in self.gone]
        return tuple(sorted(kept, key=lambda row: LEVELS.index(row.levels[1])))


@cache
def departments(lists: str = "faults") -> tuple[Mapping[str, Any], ...]:
    """Return the departments with their rows as listed for one of the lists of faults."""
    listed = tomllib.loads((_HERE / _DEPARTMENTS.get(lists, _DEPARTMENTS["faults"])).read_text(encoding="utf-8"))
    return tuple(listed["department"])


def filing(number: int, variant: int, lists: str = "faults") -> Filing:
    """Return a clean filing: the department of a number, figures and layout of a variant."""
    chance = Random(f"{number} {variant}")
    listed = departments(lists)[number % len(departments(lists))]
    rows = weighted(tuple(_rows(chance, listed["rows"])))
    layout = Layout(rated=variant % 2 == 1, rubric=variant % 3 == 2, points=variant % 4 == 3, graded=variant % 2 == 0)
    figures = {
        "staff": chance.randint(96, 118), "posts": chance.randint(120, 140), "units": chance.randint(5, 9), "offices": chance.randint(11, 16),
        "sent": chance.randint(40, 60) * 10, "valid": chance.randint(340, 390), "meetings": chance.randint(7, 9),
    }  # fmt: skip
    name, duties = str(listed["name"]), str(listed["duties"])
    return Filing(name, duties, _YEAR - variant % 2, rows, money(chance), layout, figures=figures)


def _rows(chance: Random, listed: Sequence[Sequence[str]]) -> Iterator[Row]:
    for number, line in enumerate(listed):
        yield row(chance, f"r{number}", line)


def row(chance: Random, key: str, line: Sequence[str]) -> Row:
    """Return the facts of a listed row: its goal changed a little, met by a little more than wanted."""
    kind, level, name, goal, unit, aim = line
    levels = levels_of(level)
    if kind in {"words", "date"}:
        zero = Decimal(0)
        return Row(key, kind, levels, name, "", "", "", zero, zero, zero, zero, zero, wanted=goal, reached=unit)
    numbers = [Decimal(part) for part in goal.replace(";", "-").split("-")]
    first = _changed(chance, kind, numbers[0])
    done = _done(chance, kind, first)
    made = Row(
        key, kind, levels, name, unit, aim, {"cost": "≤", "reverse": "≤", "about": "约", "whole": "", "zero": "", "few": ""}.get(kind, _MET),
        first, done, _mid(kind, first, done), _forecast(kind, first, done), period(kind, first),
    )  # fmt: skip
    if kind == "range":
        return with_facts(
            made, bound="", high=numbers[1], done=(numbers[0] + numbers[1]) / 2 + Decimal("0.4"), mid=numbers[0]
        )
    if kind == "composite":
        second = _changed(chance, kind, numbers[1])
        reached = _done(chance, "count", second)
        return with_facts(made, bound="", second=second, second_done=reached, second_mid=_mid("count", second, reached))
    return made


def _changed(chance: Random, kind: str, goal: Decimal) -> Decimal:
    if kind in {"count", "people", "about", "composite"}:
        return _like(goal * Decimal(chance.randint(90, 115)) / 100, goal)
    return goal


def _done(chance: Random, kind: str, goal: Decimal) -> Decimal:
    match kind:
        case "whole" | "zero" | "few":
            return goal
        case "share" | "satisfaction":
            return goal + Decimal(chance.randint(5, 39)) / 10
        case "cost":
            return _like(goal * Decimal(chance.randint(930, 985)) / 1000, goal)
        case "reverse":
            return (goal * Decimal(chance.randint(55, 90)) / 100).quantize(Decimal("0.1"))
    return max(_like(goal * Decimal(chance.randint(1020, 1070)) / 1000, goal), goal)


def _like(number: Decimal, model: Decimal) -> Decimal:
    return number.quantize(model, ROUND_DOWN)


def _mid(kind: str, goal: Decimal, done: Decimal) -> Decimal:
    match kind:
        case "whole" | "zero":
            return goal
        case "share" | "satisfaction":
            return goal + Decimal("0.3")
        case "cost":
            return done
        case "reverse":
            return (done / 2).quantize(Decimal("0.1"))
    return _like(done * Decimal("0.53"), goal)


def _forecast(kind: str, goal: Decimal, done: Decimal) -> Decimal:
    return goal + Decimal("0.4") if kind in {"share", "satisfaction"} else done if kind in {"cost", "reverse"} else goal


def period(kind: str, goal: Decimal) -> Decimal:
    """Return the target of three years: amounts add up, shares rise a little, ceilings stay."""
    if kind in SHARES or kind in {"cost", "zero", "range"}:
        return min(goal + 2, Decimal(100)) if kind in {"share", "satisfaction"} else goal
    return goal * 3


def weighted(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows with weights that sum to the points of their first level."""
    made = []
    for level, points in _POINTS.items():
        members = [row for row in rows if row.levels[0] == level]
        each, rest = divmod(points, len(members)) if members else (0, 0)
        made += [with_facts(row, weight=Decimal(each + (place < rest))) for place, row in enumerate(members)]
    return tuple(sorted(made, key=lambda row: [other.key for other in rows].index(row.key)))


def last_year(this: Filing) -> Filing:
    """Return the filing of the year before: a little less of everything, told in other words."""
    rows = tuple(_earlier(row) for row in this.rows)
    budget = this.money.earlier()
    return Filing(
        this.department, this.duties, this.year - 1, rows, budget, this.layout, style=1, figures={key: value - 1 for key, value in this.figures.items()}
    )  # fmt: skip


def _earlier(row: Row) -> Row:
    everyone = [department for lists in _DEPARTMENTS for department in departments(lists)]
    words = {str(line[2]): str(line[5]) for department in everyone for line in department["rows"] if line[0] == "words"}
    if row.kind == "words":
        return with_facts(row, reached=words[row.name])
    if row.kind in {"count", "people", "about", "composite"}:
        goal, done = (_like(number * Decimal("0.97"), number) for number in (row.goal, row.done))
        second, reached = (_like(number * Decimal("0.96"), number) for number in (row.second, row.second_done))
        return with_facts(row, goal=goal, done=max(done, goal), second=second, second_done=max(reached, second))
    if row.kind in {"cost", "reverse"}:
        return with_facts(row, done=_like(row.done * Decimal("0.99") - Decimal("0.01"), row.done))
    return with_facts(row, done=row.done - Decimal("0.3")) if row.kind in {"share", "satisfaction", "range"} else row
