"""What a printed rule of scoring gives that needs no number of its own: in words, part by part of a target, by the days behind a deadline."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kpi_nlp.checks.earned import earned
from kpi_nlp.checks.rules import Rubric
from kpi_nlp.checks.scored_rows import amount, printed
from kpi_nlp.model import Evidence, Indicator, Part, Profile
from kpi_nlp.quantities import days_late, last_digit, shown
from kpi_nlp.quantities.units import factor

_DAYS = {
    "天": (1, 1),
    "日": (1, 1),
    "工作日": (1, 2),
    "周": (7, 7),
    "月": (28, 31),
    "季度": (90, 92),
}  # days of one, at least and at most
_SAME_SIZE = 5  # amounts that are further apart are of another size


@dataclass(frozen=True, slots=True)
class Due:
    """The least and the most that a rule gives, the formula of the most, its numbers, and where they were read besides the row."""

    least: Decimal
    most: Decimal
    formula: str
    operands: dict[str, str]
    read: tuple[Evidence, ...] = ()
    certain: bool = True
    rounded: bool = False


def in_words(row: Indicator, rubric: Rubric, profile: Profile) -> Due | None:
    """「达标得满分，否则不得分」 and 「按完成比例得分」, for a target of one amount."""
    weight, part = amount(row.weight), row.parts[0] if len(row.parts) == 1 else None
    if part is None or not part.sure or part.met is None or unit_slipped(part):
        return None
    if part.met:
        return Due(weight, weight, shown(weight), {"分值": shown(weight)}, certain=False)
    if rubric.in_words == "nothing":
        return Due(Decimal(0), Decimal(0), f"{shown(weight)}*0", {"分值": shown(weight)}, certain=False)
    found = earned(row, part, profile)
    if found is None:
        return None
    if abs(amount(row.score) - found.most) < last_digit(printed(row.score)):  # by the other usual formula of a ceiling
        return Due(found.most, found.most, shown(found.most), found.operands, certain=False, rounded=True)
    return Due(found.points, found.points, found.formula, found.operands, certain=False, rounded=True)


def by_parts(row: Indicator, points: Decimal) -> Due | None:
    """「两项任务各占3分，完成的得分」: so much for each part that was met."""
    weight = amount(row.weight)
    if points * len(row.parts) != weight or any(part.met is None or not part.sure for part in row.parts):
        return None
    done = sum(bool(part.met) for part in row.parts)
    operands = {"每项分值": shown(points), "完成项数": str(done)}
    return Due(points * done, points * done, f"{shown(points)}*{done}", operands, certain=False)


def by_day(row: Indicator, rubric: Rubric) -> Due | None:
    """All points for what was done in time, less for every day or month behind the deadline."""
    weight = amount(row.weight)
    late = days_late(row.target.text, row.actual.text) if row.target and row.actual else None
    if late is None:
        return None
    if not late:
        return Due(weight, weight, shown(weight), {"分值": shown(weight)}, certain=False)
    if rubric.late is None:
        return (
            Due(Decimal(0), Decimal(0), f"{shown(weight)}*0", {"分值": shown(weight)}, certain=False)
            if rubric.nothing_otherwise
            else None
        )
    shortest, longest = _DAYS[rubric.late.unit]
    steps = [Decimal(late) / days / rubric.late.size for days in (longest, shortest)]
    fewest, many = (step.to_integral_value(way) for step, way in zip(steps, (ROUND_FLOOR, ROUND_CEILING), strict=True))
    least, most = rubric.late.left(weight, many), rubric.late.left(weight, fewest)
    operands = {"分值": shown(weight), "迟延天数": str(late)}
    return Due(least, most, f"{shown(weight)}-{shown(weight - most)}", operands, certain=False)


def unit_slipped(part: Part) -> bool:
    """1806米 of 1739公里, 96‰ of 93%: the figures go together, their units do not: the unit is wrong and not the score."""
    target, actual = part.target, part.actual
    if actual is None or not target.number or not actual.number:
        return False
    scale = factor(actual.unit) / factor(target.unit)
    times = abs(actual.number / target.number)
    if ("‰" in actual.text) != ("‰" in target.text):  # read as per cent
        scale = Decimal(1) / 10 if "‰" in actual.text else Decimal(10)
        times /= scale
    return scale != 1 and _near(times) and not _near(times * scale)


def _near(times: Decimal) -> bool:
    return Decimal(1) / _SAME_SIZE < times < _SAME_SIZE
