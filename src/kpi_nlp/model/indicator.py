"""Indicators and the other facts of the forms: totals, budget rows, empty categories."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kpi_nlp.model.location import Location
from kpi_nlp.model.quantity import Figure, Part, Value

WHOLE = "整体"
_OPENS = re.compile(r"[(（\[〔]")
_REACHED = ("达到", "已达", "已达到")  # 「达到100%」 is no floor in a column of rates
_FULL = Decimal(100)
_SHARE_OF_ONE = Decimal(2)  # a rate up to this, without a per cent sign, is a share of 1


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a form: `name` is the deepest level, the levels above it stand in `levels`.

    `scope` is 「整体」 for the whole department, else the project's name, None where the paper does not say.
    `lower_is_better` holds for reverse indicators (成本, 投诉次数, 流出率). `occurrence` counts rows of one paper
    that are equal in scope, levels and name, from 0. A row of a score sheet has a weight and a score but no values.
    `parts` pairs each amount of the target with its answer; `state` is that of an actual in words (未开展, 顺利完成).
    `blank` are the roles whose column the form has and whose cell was left empty. `levels_guessed` where the labels
    above were placed by the layout of the page. `astray` are the cells under 分值 and 得分 that hold no number. `rubric` is the printed 评分标准, `likelihood` the 完成目标可能性 of a monitoring form.
    """

    name: str
    document: str
    location: Location
    table: str | None = None
    levels: tuple[str, ...] = ()
    scope: str | None = None
    target: Value | None = None
    period_target: Value | None = None
    actual: Value | None = None
    forecast: Value | None = None
    rate: Value | None = None
    weight: Figure | None = None
    score: Figure | None = None
    reason: Value | None = None
    rubric: Value | None = None
    note: Value | None = None
    likelihood: Value | None = None
    parts: tuple[Part, ...] = ()
    state: Literal["met", "unmet"] | None = None
    lower_is_better: bool = False
    occurrence: int = 0
    blank: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    levels_guessed: bool = False
    astray: tuple[Value, ...] = ()

    @property
    def answered(self) -> tuple[Value, Value] | None:
        """Target and actual where the row has both."""
        return None if self.target is None or self.actual is None else (self.target, self.actual)

    @property
    def printed_rate(self) -> Decimal | None:
        """The printed completion rate in per cent, None where no single number is printed; 「1.05」 is 105, a remark in brackets is none."""
        amounts = self.rate.quantities if self.rate is not None else ()
        if self.rate is not None and len(amounts) > 1:
            amounts = tuple(amount for amount in amounts if not _OPENS.search(self.rate.text, 0, amount.start))
        if self.rate is None or len(amounts) != 1:
            return None
        number = amounts[0].number if self.rate.text.startswith(_REACHED) else amounts[0].exact
        if number is None:
            return None
        return number * _FULL if amounts[0].unit is None and number <= _SHARE_OF_ONE else number

    @property
    def claims_completion(self) -> bool:
        """True for a printed rate of 100 % or more, or full marks."""
        full_marks = self.weight is not None and self.score is not None and self.score.amount >= self.weight.amount > 0
        return full_marks or (self.printed_rate is not None and self.printed_rate >= _FULL)

    @property
    def missed(self) -> bool:
        """True where a part of the target was certainly missed, or the actual says so in words."""
        return self.state == "unmet" or any(part.missed for part in self.parts)

    @property
    def has_values(self) -> bool:
        """True for a row of targets or actuals, false for a row of a score sheet."""
        return self.target is not None or self.actual is not None


@dataclass(frozen=True, slots=True)
class Category:
    """A level of the form that was left without indicators."""

    levels: tuple[str, ...]
    document: str
    location: Location


@dataclass(frozen=True, slots=True)
class Total:
    """The printed total of a score sheet: 合计, 总分, 综合评分; `scope` is that of its rows, as in `Indicator`.

    `weight` is what the same row prints below the points.
    """

    label: str
    table: str | None
    document: str
    figure: Figure
    scope: str | None = None
    weight: Figure | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """The points that a form prints for a level: 「产出指标（50分）」, or a column 一级指标权重.

    `levels` ends with that level, as in the rows below it (`Indicator.levels`); points in per cent (权重50%) count as points.
    `score` is what the same cell says was given of them: 「产出指标（满分50分，自评48分）」.
    """

    levels: tuple[str, ...]
    document: str
    figure: Figure
    table: str | None = None
    scope: str | None = None
    score: Figure | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as stated: `letter` is 优, 良, 中 or 差, or what it says; `score` is what the same row or sentence states.

    `scope` and `period` are those of a Claim; a row has no period.
    """

    text: str
    letter: str
    document: str
    location: Location
    score: Figure | None = None
    scope: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A total and the amounts above, below or beside it that it is printed to be the sum of.

    `parts` are named by `names`; 「其中」 items are none of them: where `within` holds, the parts are such items, each
    of which must be no more than the total. Amounts are in the unit of their column; `unit` is that of the money of the table.
    """

    label: str
    document: str
    total: Figure
    parts: tuple[Figure, ...]
    names: tuple[str, ...]
    within: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """Words of the template that should have been replaced: 「（100字以内）」, 请填写, XXX."""

    text: str
    document: str
    location: Location


@dataclass(frozen=True, slots=True)
class Budget:
    """A row of a budget table; amounts are in 元 where the unit is printed (`in_yuan`), else as printed.

    `astray` are the cells of money that hold a share.
    `scope` is whose money it is (全额, 财政拨款); `project` is that of the form, as in `Indicator.scope`. `of_task` holds for
    a row of a table of tasks.
    """

    item: str
    document: str
    location: Location
    scope: str | None = None
    project: str | None = None
    initial: Figure | None = None
    full: Figure | None = None
    execution: Figure | None = None
    rate: Figure | None = None
    weight: Figure | None = None
    score: Figure | None = None
    note: Value | None = None
    in_yuan: bool = False
    astray: tuple[Value, ...] = ()
    of_task: bool = False
