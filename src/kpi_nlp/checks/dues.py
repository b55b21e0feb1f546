"""What a printed rule of scoring gives for a row: by its tier, its product, its steps, or the words 达标得满分 and 按比例得分."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeAlias

from kpi_nlp.checks.earned import earned
from kpi_nlp.checks.rules import AGAINST_TARGET, OF_TARGET, Product, Rubric, Step, Tier
from kpi_nlp.checks.scored_rows import amount, printed
from kpi_nlp.checks.worded_dues import Due, by_day, by_parts, in_words, unit_slipped
from kpi_nlp.model import Evidence, Indicator, Location, Part, Profile
from kpi_nlp.quantities import last_digit, shown
from kpi_nlp.quantities.units import factor
from kpi_nlp.text import fold, han_only, squeeze

_FULL = Decimal(100)
_SHORTEST_MEASURE, _LONGEST_MEASURE = 3, 24  # 「比率」 names no measure
_DIGITS = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
_COMPLETION = re.compile(r"(?:得分)?(?:按照?|以|根据)?(?:实际|指标|目标|任务|年度|计划)*完成(?:率|比例|程度)")
_RATE = re.compile(r"(?P<words>[\u4e00-\u9fff]{3,})[:=]?(?P<rate>\d+(?:\.\d+)?)%")
_COPULA = re.compile(r"(?:为|是|已?达到?)+$")
_QUOTES = re.compile(r"[“”\"]")

Rates: TypeAlias = Mapping[str, Sequence[tuple[Decimal, Evidence]]]
"""Shares that texts state, each with its quote, by the words in front of them."""


def due_of(row: Indicator, rubric: Rubric, rates: Rates, profile: Profile) -> Due | None:
    """Return what a rule of one kind gives; None for mixed rules, and where the number that it needs is not known."""
    if (rubric.late or rubric.in_time) and not row.parts:
        return by_day(row, rubric)
    if rubric.each is not None and len(row.parts) > 1:
        return by_parts(row, rubric.each)
    if rubric.in_words is not None:
        return in_words(row, rubric, profile)
    kinds = [kind for kind in (rubric.tiers, rubric.product, rubric.step) if kind]
    if len(kinds) != 1:
        return _full_or_steps(row, rubric)
    if rubric.product is not None:
        return _by_product(row, rubric, rates, profile)
    return _by_steps(row, rubric) if rubric.step is not None else _by_tier(row, rubric.tiers, rates)


def _full_or_steps(row: Indicator, rubric: Rubric) -> Due | None:
    """「达到95%得满分，每降低1个百分点扣1分」: the tier is the target."""
    met = len(row.parts) == 1 and row.parts[0].met is not None
    return (
        _by_steps(row, rubric)
        if met and len(rubric.tiers) == 1 and rubric.step is not None and not rubric.product
        else None
    )


def _by_tier(row: Indicator, tiers: Sequence[Tier], rates: Rates) -> Due | None:
    """Take the tier of the number that the rule is about; 「90%以上」 is of the target where the row counts no shares."""
    if len({tier.subject for tier in tiers}) > 1 or len(tiers) == 1:
        return None
    of_target = tiers[0].subject == AGAINST_TARGET
    found = None if of_target else _measured(row, tiers[0].subject, rates, percent=tiers[0].percent)
    dues = [_in_tier(row, tiers, [found[0]], found[1])] if found else []
    if tiers[0].subject in (OF_TARGET, AGAINST_TARGET, "") and tiers[0].percent and (tiers[0].subject or not found):
        dues.append(_in_tier(row, tiers, _shares_done(row)))
    known = [due for due in dues if due is not None]
    given = [due for due in known if due.least <= amount(row.score) <= due.most]
    return next(iter(given or known), None)


def _in_tier(
    row: Indicator, tiers: Sequence[Tier], numbers: Sequence[Decimal], read: tuple[Evidence, ...] | None = None
) -> Due | None:
    """Return the points of the tiers that hold one of some readings of a number."""
    weight = amount(row.weight)
    points = [tier.earned(weight) for number in numbers for tier in _nearest(tiers, number)]
    if not points:
        return None
    operands = {"实际": shown(numbers[0]), "档次得分": shown(max(points))}
    return Due(min(points), max(points), shown(max(points)), operands, read or (), certain=read == ())


def _nearest(tiers: Sequence[Tier], number: Decimal) -> Sequence[Tier]:
    """Return the tiers that hold a number; of 「100%得7分」 and 「80%以上得5分」 the one whose end is nearer."""
    holding = [tier for tier in tiers if tier.holds(number)]
    low = max((tier.low for tier in holding if tier.high is None and tier.low is not None), default=None)
    high = min((tier.high for tier in holding if tier.low is None and tier.high is not None), default=None)
    return [tier for tier in holding if (tier.high or tier.low == low) and (tier.low or tier.high == high)]


def _shares_done(row: Indicator) -> Sequence[Decimal]:
    """Return the actual in per cent of the target, exact and rounded: a tier may be taken by any of them."""
    part = row.parts[0] if len(row.parts) == 1 else None
    if part is None or part.actual is None or not part.sure or part.met is None or part.lower_is_better:
        return ()
    goal, done = part.target.number, part.actual.exact
    if not goal or done is None or goal <= 0 or unit_slipped(part):
        return ()
    share = done * factor(part.actual.unit) / (goal * factor(part.target.unit)) * _FULL
    if part.met:
        share = max(share, _FULL)
    return (share, *(share.quantize(digit) for digit in _DIGITS))


def _by_product(row: Indicator, rubric: Rubric, rates: Rates, profile: Profile) -> Due | None:
    """「执行率×5分」 of the share that the row states; 完成率 may be that share, or the actual over the target."""
    if rubric.product is None or rubric.points is None:
        return None
    product = rubric.product
    dues = [_of_share(product, *found)] if (found := _measured(row, product.subject, rates, percent=True)) else []
    if _COMPLETION.fullmatch(product.subject) and (due := _of_completion(row, product, profile)):
        dues.append(due)
    given = [due for due in dues if abs(amount(row.score) - due.most) < last_digit(printed(row.score))]
    return next(iter(given or dues), None) if len(dues) <= 1 or given else replace(dues[-1], certain=False)


def _of_share(product: Product, share: Decimal, read: tuple[Evidence, ...]) -> Due:
    points = product.points
    due = min(points, points * share / _FULL)
    formula = f"{shown(points)}*{shown(share)}/100" if share <= _FULL else shown(points)
    operands = {"分值": shown(points), product.subject: f"{shown(share)}%"}
    return Due(due, due, formula, operands, read, certain=not read, rounded=True)


def _of_completion(row: Indicator, product: Product, profile: Profile) -> Due | None:
    """Take 完成率 for the actual over the target, of one amount that was to be reached."""
    part = row.parts[0] if len(row.parts) == 1 else None
    if part is None or not part.sure or part.met is None or part.lower_is_better or unit_slipped(part):
        return None
    points = product.points
    if part.met:
        return Due(points, points, shown(points), {"分值": shown(points)}, certain=False, rounded=True)
    found = earned(row, part, profile)
    if found is None or points != amount(row.weight):
        return None
    return Due(found.points, found.points, found.formula, found.operands, certain=False, rounded=True)


def _by_steps(row: Indicator, rubric: Rubric) -> Due | None:
    """Take off what falls short of the target, by whole steps or in proportion."""
    step, part = rubric.step, row.parts[0] if len(row.parts) == 1 else None
    if step is None or part is None or part.actual is None or part.met is None or unit_slipped(part):
        return None
    weight = amount(row.weight)
    if part.met:
        return Due(weight, weight, shown(weight), {"分值": shown(weight)}, certain=False)
    shorts = _shorts(part, step)
    if not shorts:
        return None
    steps = [short / step.size for short in shorts]
    steps += [each.to_integral_value(way) for each in steps for way in (ROUND_FLOOR, ROUND_CEILING)]
    lost = step.lost(weight)
    least, most = (step.left(weight, number) for number in (max(steps), min(steps)))
    formula = f"{shown(weight)}-{shown(lost)}*{shown(min(steps))}"
    if not most or most != weight - lost * min(steps):  # as little as the rule leaves
        formula = shown(most) if most else f"{shown(weight)}*0"
    operands = {"分值": shown(weight), "每档扣分": shown(lost), "相差": shown(shorts[0])}
    return Due(least, most, formula, operands)


def _shorts(part: Part, step: Step) -> Sequence[Decimal]:
    """Return by how much a target was missed in the unit of the steps; 「1%」 may be of the target."""
    goal, done = part.target.number, part.actual.exact if part.actual else None
    short = None if goal is None or done is None else goal - done if step.below else done - goal
    if short is None or short <= 0:
        return ()
    counted = [short] if _counts(step.unit, part.target.unit) else []
    if step.unit == "%" and goal:
        counted.append(short / goal * _FULL)
    return counted


def _counts(printed_unit: str, unit: str | None) -> bool:
    """Return whether a step is counted in the unit of the target; 「每少1扣2分」 names none."""
    plain = printed_unit.removeprefix("个") or "个"
    return not printed_unit or plain == unit or (plain in ("百分点", "%") and unit in ("%", "百分点"))


def _measured(
    row: Indicator, subject: str, rates: Rates, *, percent: bool
) -> tuple[Decimal, tuple[Evidence, ...]] | None:
    """Return the number that a rule is applied to: the one of the actual, else the one the reason or the prose gives of it."""
    if row.actual is not None:
        numbers = row.actual.quantities
        fits = len(numbers) == 1 and numbers[0].exact is not None and (numbers[0].unit == "%" or not percent)
        return (numbers[0].exact or Decimal(0), ()) if fits else None
    measure = han_only(subject if len(subject) >= _SHORTEST_MEASURE else row.name)
    own = rates_in([(row.reason.text, row.reason.location)]) if row.reason else {}
    found = [*own.get(measure, ()), *rates.get(measure, ())]
    return (found[0][0], (found[0][1],)) if percent and len({number for number, _ in found}) == 1 else None


def rates_in(texts: Iterable[tuple[str, Location]]) -> Rates:
    """Return the shares that texts state, under every ending of the words in front of them: 「固定资产利用率为80%」."""
    rates: dict[str, list[tuple[Decimal, Evidence]]] = defaultdict(list)
    for text, place in texts:
        for match in _RATE.finditer(_QUOTES.sub("", squeeze(fold(text)))) if "%" in text or "％" in text else ():
            words = _COPULA.sub("", match["words"])
            told = Decimal(match["rate"]), Evidence("sentence", text, place)
            for length in range(_SHORTEST_MEASURE, min(len(words), _LONGEST_MEASURE) + 1):
                rates[words[-length:]].append(told)
    return rates
