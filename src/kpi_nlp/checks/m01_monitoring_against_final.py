"""M01: what the monitoring form says half way does not go with the self-evaluation, or with its own target."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from kpi_nlp import lexicon
from kpi_nlp.checks.progress import amounts_of, expected_of, is_mean, is_none, so_far_of
from kpi_nlp.checks.reasons import Prose, prose_of
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Match,
    Page,
    Paper,
    Quantity,
    Remark,
    Row,
    Value,
    check,
)
from kpi_nlp.quantities import compatible, overlaps, pair_up, reaches, scale_slip, shown
from kpi_nlp.text import clip, han_only

_NEVER = re.compile(r"不可能|不能(?:完成)?|无法")
_CANNOT = re.compile(
    r"(?:无法|不能|不可能|难以|完不成|达不到)(?:按[期时])?(?:完成|达到|实现)?(?:年度|全年|年初)?(?:绩效)?(?:目标|任务|指标)"
)
_SUMMED_UNITS = ("次", "人次", "批次", "起", "宗")
_PEOPLE = ("人", "人次")
_WRITTEN = 4  # letters of a reason; fewer say nothing (无, 正常)


@check(
    code="M01",
    name="monitoring-against-final",
    title="监控与自评背离",
    severity="question",
    over="indicators",
    why="监控时已做的比全年还多，或者监控时说完全不可能、自评却说全部完成，两份材料至少有一份不实。",
    basis="同一指标：监控期实际大于全年实际（只比逐月累加的数量，存量、比率、均值不比）；监控表填「完全不可能」而自评填报完成；监控表预计全年达不到目标而没有写原因。",
    cleared_by="监控后核减了重复或不合格的数量，或下半年追加了投入，且已作说明。",
    suggestion="补充说明",
    flags=(
        (
            Page(rows=(Row(name="举办讲座场次", target="40场", actual="38场"),), stage="monitoring"),
            Page(rows=(Row(name="举办讲座场次", target="40场", actual="35场"),)),
        ),
        (
            Page(
                rows=(
                    Row(
                        name="改造管网长度",
                        target="12公里",
                        actual="1公里",
                        likelihood="完全不可能",
                        reason="资金未到位",
                    ),
                ),
                stage="monitoring",
            ),
            Page(rows=(Row(name="改造管网长度", target="12公里", actual="12公里", rate="100%"),)),
        ),
        Page(
            rows=(Row(name="举办讲座场次", target="40场", actual="12场", forecast="30场", reason=""),),
            stage="monitoring",
        ),
    ),
    passes=(
        (
            Page(rows=(Row(name="举办讲座场次", target="40场", actual="22场", forecast="42场"),), stage="monitoring"),
            Page(rows=(Row(name="举办讲座场次", target="40场", actual="41场"),)),
        ),
        (
            Page(rows=(Row(name="特困人员供养人数", target="≥380人", actual="392人"),), stage="monitoring"),
            Page(rows=(Row(name="特困人员供养人数", target="≥380人", actual="385人"),)),
        ),
        Page(
            rows=(
                Row(name="举办讲座场次", target="40场", actual="12场", forecast="30场", reason="下半年场馆维修停用"),
            ),
            stage="monitoring",
        ),
    ),
)
def monitoring_against_final(dossier: Dossier) -> Iterator[Answer]:
    """Lay each row of a monitoring form beside its own forecast and beside the self-evaluation."""
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            told = cache(partial(_told_in, dossier, paper))
            for row in paper.valued:
                if row.target and row.forecast:
                    yield _forecast(row, row.target, row.forecast, told)
    for match in dossier.matches:
        if match.why == "stages" and match.verdict == "match" and match.relation == "same":
            stages = dossier.identity(match.left).stage, dossier.identity(match.right).stage
            if stages == ("monitoring", "self_evaluation"):
                yield _shrunk(match) or _impossible(match) or Clear()


def _told_in(dossier: Dossier, paper: Paper) -> Prose:
    """Return what the text of one paper tells of its rows; it is read only where a cause is looked for."""
    mentions = tuple(mention for mention in dossier.mentions if mention.claim.document == paper.document.path)
    return prose_of(replace(dossier, papers=(paper,), mentions=mentions))


def _forecast(row: Indicator, target: Value, forecast: Value, told: Callable[[], Prose]) -> Answer:
    """A year that is expected to fall short is explained in the form, or in the notes below it."""
    expected = expected_of(row, forecast) if not row.lower_is_better else forecast.quantities
    parts = pair_up(target.quantities, expected, lower_is_better=row.lower_is_better)
    short = next((part for part in parts if part.missed and part.actual), None)
    said = short is None and _expects_less(forecast)
    if not (short or said) or _explained(row):
        return Clear()
    if any(told().explains_shortfall(row, year) for year in told().texts):
        return Clear()
    return Remark(
        f"「{row.name}」年度目标「{clip(target.stated)}」，监控时预计全年「{clip(forecast.stated)}」，达不到目标，未写原因。",
        (Evidence.of("target", target), Evidence.of("forecast", forecast)),
        (row,),
        _difference(short.actual, short.target, ("预计全年", "年度目标")) if short and short.actual else None,
    )


def _expects_less(forecast: Value) -> bool:
    """Return whether a forecast says in words that the target will be missed, and not why."""
    words = lexicon.forecasts()
    return words.falls_short(forecast.text) and not words.reasons.search(forecast.text)


def _shrunk(match: Match) -> Remark | None:
    """What adds up from month to month cannot be less at the end."""
    row, said, final = match.right, so_far_of(match.left), match.right.actual
    if said is None or final is None or any(part.actual and scale_slip(part.target, part.actual) for part in row.parts):
        return None  # of a unit that does not fit the row's own target, U01 asks
    if is_none(final):
        return _vanished(match, said, final)
    half_way, in_all = amounts_of(said, match.left.target or row.target), amounts_of(final, row.target)
    for part in pair_up(half_way, in_all):
        if part.sure and part.actual and _adds_up(row, part.target) and _less(part.actual, part.target):
            less = _difference(part.actual, part.target, ("全年实际", "监控期实际"))
            return _fewer(match, (said, final), None if is_mean(said) else less)
    return None


def _vanished(match: Match, said: Value, final: Value) -> Remark | None:
    """Return what is asked of an amount by July of which nothing is left in December."""
    half = said.quantities[0] if len(said.quantities) == 1 else None
    gone = half is not None and not half.approximate and (half.low or 0) > 0 and _adds_up(match.right, half)
    return _fewer(match, (said, final), None) if gone else None


def _fewer(match: Match, values: tuple[Value, Value], computed: Computation | None) -> Remark:
    said, final = values
    return Remark(
        f"「{match.right.name}」监控期实际已为「{clip(said.stated)}」，自评全年实际为「{clip(final.stated)}」，全年少于期中。",
        (Evidence.of("note" if said is match.left.note else "actual", said), Evidence.of("actual", final)),
        (match.left, match.right),
        computed,
    )


def _adds_up(row: Indicator, quantity: Quantity) -> bool:
    """Return whether an amount is a sum over the year, not a stock, a share or a mean; what is not known is none.

    What stands beside the number counts as much as the name of the row: 「覆盖机构23家」 of 「设备配备数量」.
    """
    if quantity.partial or quantity.kind in ("percent", "point", "duration", "ordinal"):
        return False
    persons = _in_any(quantity, _PEOPLE)
    said = [lexicon.sums().adds_up(text, persons=persons) for text in (quantity.of or "", row.name)]
    return False not in said and (True in said or _in_any(quantity, _SUMMED_UNITS))


def _in_any(quantity: Quantity, units: Sequence[str]) -> bool:
    return quantity.unit is not None and any(compatible(quantity.unit, unit) for unit in units)


def _less(whole: Quantity, half: Quantity) -> bool:
    """Return whether the whole is certainly less than the half: amounts that are not vague, in units that are printed.

    Where the number grew and only its unit is less (24.4公里, 46.2米), it is the unit that is wrong.
    """
    if (
        whole.approximate
        or half.approximate
        or None in (whole.unit, half.unit)
        or not compatible(whole.unit, half.unit)
    ):
        return False
    if whole.unit != half.unit and whole.number is not None and half.number is not None and whole.number >= half.number:
        return False
    return overlaps(whole, half) is False and reaches(half, whole) is False


def _impossible(match: Match) -> Remark | None:
    """Return what is asked of a row that could never be met, and was."""
    said, row = _ruled_out(match.left), match.right
    if said is None or row.actual is None or _explained(row):
        return None
    if row.missed or not (row.claims_completion or (row.parts and all(part.met for part in row.parts))):
        return None
    rate = f"，完成率 {row.rate.text}" if row.rate else ""
    return Remark(
        f"「{row.name}」监控时{'完成目标可能性' if said is match.left.likelihood else '预计全年'}为「{_word(said)}」，自评实际「{clip(row.actual.stated)}」{rate}，填报完成，未作说明。",
        (
            Evidence.of("likelihood" if said is match.left.likelihood else "forecast", said),
            Evidence.of("actual", row.actual),
            *([Evidence.of("rate", row.rate)] if row.rate else []),
        ),
        (match.left, row),
    )


def _ruled_out(row: Indicator) -> Value | None:
    """Return where a monitoring form says that the target cannot be met: by its tick, or in words that it explains."""
    if row.likelihood and _NEVER.search(_word(row.likelihood)):
        return row.likelihood
    return row.forecast if row.forecast and _CANNOT.search(row.forecast.text) and _explained(row) else None


def _difference(one: Quantity, other: Quantity, names: tuple[str, str]) -> Computation | None:
    """Return by how much the first is less, where both are single numbers in one unit."""
    if one.number is None or other.number is None or one.unit != other.unit:
        return None
    numbers = shown(one.number), shown(other.number)
    return Computation("-".join(numbers), shown(one.number - other.number), dict(zip(names, numbers, strict=True)))


def _word(likelihood: Value) -> str:
    """Return the word that is written, or over whose column the tick stands."""
    return likelihood.text if han_only(likelihood.text) else likelihood.location.column or ""


def _explained(row: Indicator) -> bool:
    return any(len(han_only(said.text)) >= _WRITTEN for said in (row.reason, row.note) if said)
