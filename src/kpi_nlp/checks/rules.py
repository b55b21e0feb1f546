"""What printed rules of scoring (评分标准) say, as facts: tiers, a product, steps, deeds."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypedDict

OF_TARGET = "完成率"
"""What a tier measures that speaks of the share of the target that was reached."""

AGAINST_TARGET = "目标值"
"""The same, where it can be no other rate that is called so: 「达到目标值80%以上」."""


class Earned(TypedDict):
    """What a tier earns: points, or a share of all that are to be had."""

    points: Decimal | None
    share: Decimal


@dataclass(frozen=True, slots=True)
class Tier:
    """An interval of a measure and the points that it earns; None for an open side, and for points that are a `share` of all (满分 is 1)."""

    subject: str
    low: Decimal | None
    high: Decimal | None
    points: Decimal | None
    percent: bool
    low_open: bool = False
    high_open: bool = False
    share: Decimal = Decimal(1)
    exact: bool = False

    def earned(self, weight: Decimal) -> Decimal:
        """Return the points of a tier, where so many are to be had."""
        return weight * self.share if self.points is None else self.points

    def holds(self, number: Decimal) -> bool:
        """Return whether a number lies in the interval."""
        above = self.low is None or (number > self.low if self.low_open else number >= self.low)
        below = self.high is None or (number < self.high if self.high_open else number <= self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class Product:
    """「执行率×5分」."""

    subject: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """「每低1个百分点扣0.5分」: points lost for each step below the target, or above it; None where they are a `share` of all.

    `limit` is the most that is taken off (「最多扣4分」), `least` what is left in any case (「最低得2分」).
    """

    size: Decimal
    unit: str
    points: Decimal | None
    below: bool
    share: Decimal = Decimal(1)
    limit: Decimal | None = None
    least: Decimal = Decimal(0)

    def left(self, weight: Decimal, steps: Decimal) -> Decimal:
        """Return what some steps leave of all points."""
        lost = self.lost(weight) * steps
        return max(self.least, weight - (lost if self.limit is None else min(lost, self.limit)))

    def lost(self, weight: Decimal) -> Decimal:
        """Return the points of one step, where so many are to be had."""
        return weight * self.share if self.points is None else self.points


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rule as far as it was understood; `points` is what it can give in all, None where that cannot be told.

    `in_words` is what a missed target earns by a rule that prints no numbers, `deeds` are the points of what is to be done, one by one,
    which certainly add up where they are `summed`. `each` are the points of every part of a target (「两项任务各占3分」), `late` what is taken
    off for every day or month behind a deadline, `in_time` holds where keeping it earns all points, `nothing_otherwise` where all else earns none.
    """

    tiers: tuple[Tier, ...] = ()
    product: Product | None = None
    step: Step | None = None
    points: Decimal | None = None
    by_judgement: bool = False
    in_words: Literal["nothing", "proportion"] | None = None
    deeds: tuple[Decimal, ...] = ()
    summed: bool = False
    each: Decimal | None = None
    late: Step | None = None
    in_time: bool = False
    nothing_otherwise: bool = False
