"""What the prose says: figures and judgements with their scope and period."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kpi_nlp.model.location import Location
from kpi_nlp.model.quantity import Quantity

Judgement = Literal["完成", "超额", "未完成", "未开展", "延期", "取消", "基本完成", "部分完成", "全部完成"]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a stretch of a sentence says of an outcome.

    The stretch, from `start` to `end` of the text, is the clause of the judgement, and those before it that only name
    what is judged.
    """

    judgement: Judgement
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the narrative with at least one figure or judgement.

    `judgement` is the weightiest of its `assertions`. `excepted` are the words between 除 and 外 beside a judgement; `exceptions` is their number where it is stated,
    0 where they are named or there are none, None for 「除个别指标外」. `section` are the headings above it.
    `period` is a year, 「部分」 (a part of the year), 「累计」 or 「计划」; `scope` is 「整体」, the project's name, or who else
    is spoken of: 「全市」, 「所属单位」, a town.
    """

    text: str
    document: str
    location: Location
    quantities: tuple[Quantity, ...] = ()
    judgement: Judgement | None = None
    assertions: tuple[Assertion, ...] = ()
    exceptions: int | None = 0
    excepted: str = ""
    scope: str | None = None
    period: str | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A sentence of a goal as a form states it in words; `label` is that of its cell (年度总体目标, 期望达到的目标)."""

    text: str
    document: str
    location: Location
    label: str
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The prose that stands in one cell of a form: a goal, what came of it, reasons and plans below the rows."""

    text: str
    document: str
    location: Location


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many indicators a form prints for a level: 「产出指标（共11项）」; `levels` are those of `Points`."""

    levels: tuple[str, ...]
    document: str
    number: int
    text: str
    location: Location
    table: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class StatedScore:
    """Points as the prose states them: 「指标满分6分，评价得分4.64分，得分率77.33%」, 「（扣1.36分）」.

    `scope` and `period` are those of a Claim.
    """

    subject: str
    text: str
    document: str
    location: Location
    full: Decimal | None = None
    score: Decimal | None = None
    rate: Decimal | None = None
    deducted: Decimal | None = None
    total: bool = False
    scope: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule of scoring that the prose prints: 「评分标准：三级指标完成年度目标的得满分，未完成的不得分」.

    `scope` and `period` are those of a Claim.
    """

    text: str
    document: str
    location: Location
    scope: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The points, or per cents, that words give to a level, or to several together; `parts` are those of its sub-levels.

    `names` are canonical, 预算执行率 for the execution of the budget.
    """

    names: tuple[str, ...]
    points: Decimal
    parts: tuple["Share", ...] = ()


@dataclass(frozen=True, slots=True)
class Allotment:
    """How a sentence gives out the points of the sheet: 「预算执行率10分、产出指标50分、效益指标30分、满意度指标10分」.

    `scope` and `period` are those of a Claim.
    """

    text: str
    document: str
    location: Location
    shares: tuple[Share, ...]
    scope: str | None = None
    period: str | None = None
