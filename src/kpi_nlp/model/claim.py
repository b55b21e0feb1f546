"""What the prose says: figures and judgements with their scope and period."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kpi_nlp.model.location import Location
from kpi_nlp.model.quantity import Quantity

Judgement = Literal["完成", "超额", "未完成", "未开展", "延期", "取消", "全部完成"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the narrative with at least one figure or judgement.

    `excepted` are the words between 除 and 外 beside a judgement; `exceptions` is their number where it is stated,
    0 where they are named or there are none, None for 「除个别指标外」. `section` are the headings above it.
    `period` is a year, 「累计」 or 「计划」; `scope` is 「整体」, the project's name, or words such as 「全市」.
    """

    text: str
    document: str
    location: Location
    quantities: tuple[Quantity, ...] = ()
    judgement: Judgement | None = None
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
