"""The figures that templates may speak of: those of a filing and those of a row."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from planting.filings import Filing
from planting.rows import Row, actual, amounts, completion, plain, rate, reason, score, target, with_facts

_CENT = Decimal("0.01")
_FULL = Decimal(100)
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
Known = Mapping[str, Decimal | str]


def total(filing: Filing) -> Decimal:
    """Return the sum of all scores."""
    return filing.money.score + sum((score(row) for row in filing.of("evaluation")), Decimal(0))


def grade(filing: Filing) -> str:
    """Return the grade of the total, or the one that is given against it."""
    return filing.grade or next(letter for floor, letter in _GRADES if total(filing) >= floor)


def points(filing: Filing, level: str) -> Decimal:
    """Return the weights of a first level."""
    return sum((row.weight for row in filing.of("evaluation") if row.levels[0] == level), Decimal(0))


def figures(filing: Filing) -> dict[str, Decimal | str]:
    """Return what is known of the whole."""
    budget, rows = filing.money, filing.of("evaluation")
    levels = [row.levels[0] for row in rows]
    growth = budget.execution - budget.before
    named: dict[str, Decimal | str] = {
        "department": filing.department, "duties_text": filing.duties, "year": Decimal(filing.year),
        "initial": budget.initial, "full": budget.full, "execution": budget.execution, "money_rate": budget.rate,
        "execution_score": budget.score, "basic_full": budget.basic_full, "basic_execution": budget.basic_execution,
        "project_full": budget.project_full, "project_execution": budget.project_execution,
        "basic_share": _share(budget.basic_execution, budget.execution), "project_share": _share(budget.project_execution, budget.execution),
        "last_execution": budget.before, "growth": growth, "growth_share": _share(growth, budget.before),
        "first_task": budget.tasks[0], "second_task": budget.tasks[1], "tasks_total": sum(budget.tasks, Decimal(0)),
        "total": total(filing), "grade": grade(filing), "count": Decimal(len(rows)), "seconds": Decimal(len({row.levels for row in rows})),
        "outputs": Decimal(levels.count("产出指标")), "effects": Decimal(levels.count("效益指标")), "satisfactions": Decimal(levels.count("满意度指标")),
        "output_weight": points(filing, "产出指标"), "effect_weight": points(filing, "效益指标"),
    }  # fmt: skip
    scored = {
        f"{name}_score": sum((score(row) for row in rows if row.levels[0] == level), Decimal(0))
        for name, level in (("output", "产出指标"), ("effect", "效益指标"), ("satisfaction", "满意度指标"))
    }
    return named | scored | {name: Decimal(number) for name, number in filing.figures.items()}


def of_row(row: Row, filing: Filing) -> dict[str, Decimal | str]:
    """Return what is known of a row."""
    told: dict[str, Decimal | str] = {
        "name": row.name, "plain": target(with_facts(row, bound=""), filing.year), "unit": row.unit, "aim": row.aim,
        "target": target(row, filing.year), "actual": actual(row, filing.year), "reason": reason(row),
        "goal": row.goal, "done": row.done, "mid": row.mid, "forecast": row.forecast, "low": row.goal, "high": row.high,
        "first": row.goal, "second": row.second, "first_done": row.done, "second_done": row.second_done, "weight": row.weight, "score": score(row),
        "done_grouped": f"{row.done:,}", "done_in_ten_thousands": plain(row.done / 10_000), "goal_in_ten_thousands": plain(row.goal / 10_000),
        "rate": rate(row, capped=filing.layout.capped), "truerate": (completion(row) * _FULL).quantize(_CENT, ROUND_DOWN),
    }  # fmt: skip
    return told | _of_parts(row) if row.kind == "composite" else told


def _of_parts(row: Row) -> dict[str, Decimal | str]:
    """Return what is known of the parts of a composite."""
    part1, part2 = amounts(row, row.done, row.second_done).split("，")
    wanted1, wanted2 = amounts(row, row.goal, row.second).split("，")
    second = {"second_aim": row.parts[1], "second_unit": row.units[1]}
    return {"part1": part1, "part2": part2, "wanted1": wanted1, "wanted2": wanted2, **second}


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * _FULL).quantize(_CENT) if whole else Decimal(0)
