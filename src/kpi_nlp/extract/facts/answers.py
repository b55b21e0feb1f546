"""How the parts of a target are answered: by amounts, by 「未开展」 in words, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kpi_nlp.extract.facts.states import clauses_unmet
from kpi_nlp.model import Part, Value
from kpi_nlp.quantities import pair_up
from kpi_nlp.text import han_only, squeeze

_SPENDING = re.compile(r"(?:支出|费用|经费|花费|投入)(?:总?额|金额|资金|数)?(?:[(（][^()（）]*[)）])?$|成本指标$")
_TWO_FOR_AT_LEAST = re.compile(r"2(\d{2}(?:\.\d+)?|100)%")
_MAY_EXCEED = re.compile(r"增长|增幅|增速|增加|提高|提升|同比|倍")
_SLASHED_DATE = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])")
_OF_TIME = re.compile(r"时效|时间|时限|期限|日期|完成时")
_FULL = 100
_TELLING = 4  # so many letters of what is counted name a part


def as_date(value: Value | None, names: Sequence[str]) -> Value | None:
    """Return a value without amounts where a row that asks when says 「12/31」, which is no twelfth of anything."""
    if value is None or not _SLASHED_DATE.fullmatch(squeeze(value.text)) or not any(map(_OF_TIME.search, names)):
        return value
    return replace(value, quantities=())


def parts_of(names: Sequence[str], target: Value, actual: Value, *, reverse: bool) -> tuple[Part, ...]:
    """Answer each part of a target; a plain sum that was not all spent is neither met nor missed."""
    parts = pair_up(target.quantities, actual.quantities, lower_is_better=reverse)
    unmet = clauses_unmet(actual, target)
    if unmet:
        parts = tuple(_as_told(part, unmet) for part in parts)
    if _is_misread(names, target):
        return tuple(replace(part, sure=False, met=None) for part in parts)
    if not any(map(_SPENDING.search, names)):
        return parts
    return tuple(
        replace(part, met=None) if part.met is False and part.target.kind == "money" and part.target.exact else part
        for part in parts
    )


def _as_told(part: Part, unmet: Sequence[str]) -> Part:
    """「讲座22场，境外巡展未开展」: the second part has no amount, and was missed all the same."""
    counted = han_only(part.target.of or "")[-_TELLING:]
    told = part.actual is None and len(counted) > 1 and any(counted in clause for clause in unmet)
    return replace(part, sure=True, met=False) if told else part


def _is_misread(names: Sequence[str], target: Value) -> bool:
    """「290%」 for a share of the satisfied was 「≥90%」 before character recognition; the row cannot tell for certain."""
    read = _TWO_FOR_AT_LEAST.fullmatch(squeeze(target.text))
    return read is not None and float(read[1]) <= _FULL and not any(map(_MAY_EXCEED.search, names))
