"""R01: a printed completion rate that its own target and actual do not give."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.checks.stated_rates import spoken_rates
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Part,
    Remark,
    Row,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import completion, in_one_unit, last_digit, rounded, scale_slip, shown
from kpi_nlp.text import clip

_FULL = Decimal(100)
_SEVERAL = 2
_APART = Decimal(1)  # points of a per cent that rounding of parts may come to


@check(
    code="R01",
    name="rate-miscalculated",
    title="完成率复算不符",
    severity="error",
    over="indicators",
    why="完成率应由目标值和实际值算出。填报的完成率与复算结果不同，三个数中至少有一个有误。",
    basis="完成率＝实际完成值÷目标值，成本、投诉等反向指标以不高于目标为完成；超额封顶填 100% 不算错；允许末位相差 1（截位与四舍五入都常见）。也读实际值、偏差原因和正文中的完成率（「完成率117%」「完成年度目标的116%」「超额完成12%」）；含几个分项的，高于各分项或低于各分项的才列出。",
    cleared_by="按本地规定的反向指标公式、封顶规则或加权口径计算，并在文中写明。",
    suggestion="更正",
    flags=(
        Row(name="培训人次", target="200人次", actual="150人次", rate="100%"),
        Row(name="申请专利数", target="30件", actual="35件", rate="115.67%"),
    ),
    passes=(
        Row(name="申请专利数", target="30件", actual="35件", rate="116.67%"),
        Row(name="培育技术经纪人", target="200名", actual="516名", rate="100.00%"),
        Row(name="院士流出率", target="≤5%", actual="0%", rate="100%"),
        Row(name="资金支付", target="20392.39万元", actual="20341.08万元", rate="99.74%"),
    ),
)
def rate_miscalculated(dossier: Dossier) -> Iterator[Answer]:
    """Flag a rate that differs from actual over target by more than one unit of its last printed digit, in its column or in words."""
    yield from _in_sentences(dossier)
    for indicator in dossier.evaluated:
        yield from _in_cells(indicator)
        rate, printed = indicator.rate, indicator.printed_rate
        if rate is None or printed is None or not any(part.actual for part in indicator.parts):
            continue
        if _explained(printed, last_digit(rate.text), indicator):
            yield Clear()
        elif len(indicator.parts) == 1 and indicator.parts[0].sure and _exact(indicator.parts[0]):
            yield _remark(indicator, indicator.parts[0], rate)
        elif (beyond := _beyond_parts(indicator, rate, printed)) is not None:
            yield beyond
        else:
            yield Undecided(
                f"「{indicator.name}」的完成率 {rate.text} 无法复算：含多个分项或实际值不是确数", indicator.location
            )


def _in_cells(indicator: Indicator) -> Iterator[Answer]:
    """Compare the rates that the actual, the reason or the note of a row of one amount states in words."""
    if len(indicator.parts) != 1 or not indicator.parts[0].sure or not _exact(indicator.parts[0]):
        return
    if indicator.parts[0].target.kind == "percent":  # 「完成率96%」 may be what was reached
        return
    for value in (indicator.actual, indicator.reason, indicator.note):
        for said in spoken_rates(value.text) if value else ():
            if value and not _explained(said.rate, last_digit(said.text), indicator):
                yield _remark(
                    indicator, indicator.parts[0], replace(value, text=f"{said.text}%"), Evidence.of("rate", value)
                )


def _in_sentences(dossier: Dossier) -> Iterator[Answer]:
    """Compare the rates that sentences state behind the amount of a row: of that amount, or of the row's."""
    rows = {id(row) for row in dossier.evaluated}
    for mention in dossier.mentions:
        row, claim, amount = mention.indicator, mention.claim, mention.quantity
        if amount is None or mention.verdict != "match" or id(row) not in rows or len(row.parts) != 1:
            continue
        part, year = row.parts[0], dossier.identity(row).year
        if claim.document != row.document or claim.scope != row.scope or claim.period not in (None, str(year)):
            continue
        told = replace(row, parts=(replace(part, actual=amount),))
        if not part.sure or part.target.kind == "percent" or not _exact(part) or not _exact(told.parts[0]):
            continue
        for said in spoken_rates(claim.text, amount.end):
            if any(_explained(said.rate, last_digit(said.text), each) for each in (row, told)):
                yield Clear()
                continue
            rate = Value(f"{said.text}%", (), claim.location)
            remark = _remark(row, part, rate, Evidence("sentence", claim.text, claim.location))
            yield replace(remark, severity="question", sentence=claim.text)


def _exact(part: Part) -> bool:
    return (
        part.actual is not None
        and part.actual.exact is not None
        and not part.target.approximate
        and part.target.number is not None
        and scale_slip(part.target, part.actual) is None
    )


def _explained(printed: Decimal, tolerance: Decimal, indicator: Indicator) -> bool:
    """Return whether the rate is that of a part, or the mean of the parts, each capped or not."""
    if printed == _FULL and any(part.met is None and part.target.kind == "money" for part in indicator.parts):
        return True  # a sum that was not all spent: whether that falls short nobody has said
    shares = [share for part in indicator.parts if (share := _share(part)) is not None]
    others = [(ratio, ratio) for part in indicator.parts for ratio in _ratios(part)]
    if any(
        low - tolerance <= printed and (high is None or printed <= high + tolerance) for low, high in shares + others
    ):
        return True
    if printed == _FULL and any(high is None or high >= _FULL for _, high in shares):
        return True
    lows = [low for low, _ in shares]
    means = (sum(lows, Decimal(0)), sum((min(low, _FULL) for low in lows), Decimal(0)))
    return len(lows) > 1 and any(abs(printed - mean / len(lows)) <= tolerance for mean in means)


def _beyond_parts(indicator: Indicator, rate: Value, printed: Decimal) -> Remark | None:
    """A rate above that of every part, or below, is a mean of none, whatever they weigh."""
    shares = [
        share[0] for part in indicator.parts if part.sure and _exact(part) and (share := _share(part)) is not None
    ]
    if len(indicator.parts) < _SEVERAL or len(shares) < len(indicator.parts) or indicator.answered is None:
        return None
    least, most = min(*shares, _FULL), max(shares)
    if least - _APART <= printed <= most + _APART:
        return None
    nearest = least if printed < least else most
    told = "、".join(f"{rounded(share)}%" for share in shares)
    return Remark(
        f"「{indicator.name}」各分项复算完成率为 {told}，无论怎样加权都得不出填报的 {rate.text}。",
        (*Evidence.of_row(*indicator.answered), Evidence.of("rate", rate)),
        (indicator,),
        Computation(
            f"{shown(printed)}-{rounded(nearest)}",
            shown(printed - Decimal(rounded(nearest))),
            {"填报完成率": rate.text, "分项完成率": rounded(nearest)},
        ),
        severity="question",
    )


def _share(part: Part) -> tuple[Decimal, Decimal | None] | None:
    """Return the completion of a part in per cent."""
    if part.actual is None:
        return None
    share = completion(part.target, part.actual, lower_is_better=part.lower_is_better)
    return None if share is None else (share.low * _FULL, None if share.high is None else share.high * _FULL)


def _ratios(part: Part) -> Iterator[Decimal]:
    """Yield plain actual over target and its inverse, in per cent: what is also printed for a ceiling."""
    target, actual = part.target.number, part.actual.number if part.actual else None
    if _is_ceiling(part) and target and actual:
        yield from (actual / target * _FULL, target / actual * _FULL)


def _remark(indicator: Indicator, part: Part, rate: Value, quote: Evidence | None = None) -> Remark:
    target, actual = indicator.answered or (rate, rate)
    goal, done = in_one_unit(part.target, part.actual or part.target)
    ratio = done / goal * _FULL if goal else Decimal(0)
    formula, result = f"{shown(done)}/{shown(goal)}*100", rounded(ratio)
    told = f"复算完成率 {result}%"
    if _is_ceiling(part) and done <= goal:
        formula, result, told = f"{shown(goal)}-{shown(done)}", shown(goal - done), "未超过上限，完成率应为 100%"
    elif _is_ceiling(part) and goal:
        over, kept = f"({shown(done)}-{shown(goal)})/{shown(goal)}*100", max(2 * _FULL - ratio, Decimal(0))
        formula, result = over, rounded(ratio - _FULL)
        told = f"超过上限 {result}%，未达目标，复算完成率 {rounded(kept)}%"
    elif not goal:
        formula, result, told = f"{shown(done)}-{shown(goal)}", shown(done), "目标为 0，未达目标，完成率应为 0%"
    return Remark(
        f"「{indicator.name}」目标 {clip(target.stated)}，实际 {clip(actual.stated)}，{told}，填报 {rate.text}。",
        (*Evidence.of_row(target, actual), quote or Evidence.of("rate", rate)),
        (indicator,),
        Computation(formula, result, {"实际完成值": shown(done), "目标值": shown(goal)}, rate.text),
    )


def _is_ceiling(part: Part) -> bool:
    return part.lower_is_better or part.target.low is None
