"""Q07: targets of the whole period that equal those of the year."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.checks.declared import declarations, is_of_things, named
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Paragraph,
    Quantity,
    Remark,
    Row,
    Value,
    check,
)
from kpi_nlp.quantities import rounded
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import squeeze

_YEARLY = re.compile(r"每年|年均|逐年|/年|每月|每季")
_SAME_AS_YEAR = re.compile(r"^(?:同|与|和)(?:本?年度?|当年|全年)(?:绩效)?(?:目标|指标)?值?(?:一致|相同|一样)?[。]?$")
_OF_IT = re.compile(r"[(（]其中[^()（）]*[)）]")
_ONE_YEAR = re.compile(
    r"一次性|当年(?:实施|完成|一次)|[仅只](?:在|限)?(?:20\d\d年度?|当年|本年度?|一年)|不跨年|年内(?:一次|全部)?(?:实施)?完成"
)
_ONE_YEAR_STATED = re.compile(r"(?:实施|项目)(?:周期|期限?)[^，。；;]{0,6}?(?:[1一]年(?!以)|当年|12个月)")
_FEWEST = 3
_FEW, _FEWEST_IN_ALL = 2, 4
_SHARE = Decimal(2) / 3
_YEARS = 2  # the shortest period that is more than a year


@check(
    code="Q07",
    name="period-copied",
    title="周期值等于年度值",
    severity="note",
    over="documents",
    why="跨年实施的任务，各年的数量应累计为周期目标；两栏照抄，说明周期目标没有测算。",
    basis="同时设有实施周期指标值和年度指标值的申报表，可累计的数量（个数、人次、长度、面积、金额）不少于 3 项，其中三分之二以上两栏相同的，提示一次；其他数量的周期值都在年度值两倍以上，只有个别（少于其他，或不超过 2 项；其他不少于 2 项）两栏相同的，也提示；一项目标含几个数量、只有其中几个相同而其余成倍增加的，同样处理；注明一次性任务、只在当年实施或周期为一年，以及"
    "比率、满意度、时限、定性目标和按年计的不算。",
    cleared_by="实施周期只有一年，或为每年相同的经常性任务，或该项任务只在当年实施。",
    suggestion="补充说明",
    flags=(
        Page(
            stage="declaration",
            rows=tuple(
                Row(name=f"任务{letter}数量", period_target=f"{number}项", target=f"{number}项")
                for number, letter in enumerate("甲乙丙丁", 5)
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=tuple(
                Row(name=f"任务{letter}数量", period_target=f"{3 * number}项", target=f"{number}项")
                for number, letter in enumerate("甲乙丙丁", 5)
            ),
        ),
        Page(
            stage="declaration",
            rows=tuple(Row(name=f"{word}率", period_target="≥95%", target="≥95%") for word in ("合格", "及时", "覆盖")),
        ),
    ),
)
def period_copied(dossier: Dossier) -> Iterator[Answer]:
    """Count the amounts that add up over the years and are the same for the period and for the year."""
    for paper in declarations(dossier):
        if any(_ONE_YEAR_STATED.search(text) for text in _paragraphs(paper)):
            continue
        rows = [row for row in paper.valued if _adds_up(row)]
        copied = [row for row in rows if _is_copied(row)]
        if len(rows) < _FEWEST:
            continue
        if len(copied) < _FEWEST or len(copied) < _SHARE * len(rows):
            yield _stray(copied) if _add_up_elsewhere(rows, copied) else Clear()
            continue
        first = copied[0]
        share = rounded(Decimal(len(copied) * 100) / len(rows))
        yield Remark(
            f"{len(rows)} 项可累计的数量目标中，{len(copied)} 项的实施周期值与年度值相同（{share}%）：{named(copied)}。",
            _quotes(first),
            computation=Computation(
                f"{len(copied)}/{len(rows)}*100", share, {"相同": str(len(copied)), "可累计": str(len(rows))}
            ),
            rows=tuple(Member.of(row) for row in copied),
            sentence="周期值等于年度值",
        )


def _paragraphs(paper: Paper) -> Iterator[str]:
    return (block.text for block in paper.document.blocks if isinstance(block, Paragraph))


def _adds_up(row: Indicator) -> bool:
    if row.target is None or row.period_target is None or row.lower_is_better or not row.target.quantities:
        return False
    if _YEARLY.search(f"{row.name}{row.target.text}") or _ONE_YEAR.search(f"{row.period_target.text}{row.target.text}"):
        return False
    return all(_is_cumulative(amount) and not amount.partial for amount in row.target.quantities)


def _is_cumulative(amount: Quantity) -> bool:
    return amount.kind == "money" or is_of_things(amount)


def _is_copied(row: Indicator) -> bool:
    """Return whether both columns hold the same amounts, in whatever words, or one refers to the other."""
    if row.target is None or row.period_target is None:
        return False
    year, period = squeeze(row.target.stated), squeeze(row.period_target.stated)
    if year == period or _SAME_AS_YEAR.match(period):
        return True
    if _YEARLY.search(period):
        return False
    return _amounts(row.target) == _amounts(row.period_target) or _is_copied_in_part(row.target, row.period_target)


def _is_copied_in_part(target: Value, period: Value) -> bool:
    """Return whether some of several amounts are the same while the others grow with the years."""
    pairs = list(zip(target.quantities, period.quantities, strict=False))
    alike = len(pairs) == len(target.quantities) == len(period.quantities) > 1
    same = sum(one.number == more.number and one.unit == more.unit for one, more in pairs)
    return (
        alike and 0 < same < len(pairs) and all(one.number == more.number or _is_more(one, more) for one, more in pairs)
    )


def _amounts(value: Value) -> list[tuple[Decimal, str]]:
    """Return the numbers of a value that add up, without their order; what has no unit of its own has that of the row."""
    within = [found.span() for found in _OF_IT.finditer(value.text)]
    counted = (
        amount
        for amount in value.quantities
        if (_is_cumulative(amount) or amount.unit is None)
        and not any(start <= amount.start < stop for start, stop in within)
    )
    found = [(amount.number, amount.unit) for amount in counted]
    return sorted((number, class_of(unit) if unit else "") for number, unit in found if number is not None)


def _add_up_elsewhere(rows: Sequence[Indicator], copied: Sequence[Indicator]) -> bool:
    """Return whether the few copied rows stand among others of which each grows with the years."""
    same = {id(row) for row in copied}
    others = [row for row in rows if id(row) not in same]
    few = len(copied) < len(others) or len(copied) <= _FEW
    return few and 0 < len(copied) <= len(others) and len(rows) >= _FEWEST_IN_ALL and all(map(_grows, others))


def _grows(row: Indicator) -> bool:
    year, period = (said.quantities if said else () for said in (row.target, row.period_target))
    return len(year) == len(period) and all(map(_is_more, year, period))


def _is_more(one: Quantity, more: Quantity) -> bool:
    if one.unit != more.unit or one.number is None or more.number is None:
        return False
    return more.number >= _YEARS * one.number


def _stray(copied: Sequence[Indicator]) -> Remark:
    return Remark(
        f"其他数量目标的实施周期值都是年度值的两倍以上，{len(copied)} 项两栏相同：{named(copied)}。",
        _quotes(copied[0]),
        rows=tuple(Member.of(row) for row in copied),
        sentence="周期值等于年度值",
    )


def _quotes(row: Indicator) -> tuple[Evidence, ...]:
    values = (("period_target", row.period_target), ("target", row.target))
    return tuple(Evidence.of(role, said) for role, said in values if said)
