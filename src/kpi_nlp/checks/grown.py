"""What last year's figure and the change give for this year: 「比上年的2411人次多出761人次」 are 3172."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from kpi_nlp.checks.denial import in_scope
from kpi_nlp.checks.goal_distances import outcome_of
from kpi_nlp.model import Claim, Computation, Evidence, Indicator, Mention, Paper, Quantity, Remark
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.text import fold

_BEFORE = re.compile(
    r"(?:[比较与同]|在|由|从)(?:上一?年度?|去年|前一年度?|(?P<year>20\d\d)年度?)(?:同期|全年|实际|完成)*的?(?:[^,，。;；\d]{0,6}的)?$"
)
_GREW = re.compile(
    r"^(?:[^,，。;；\d]{0,3}(?:基础上|之上|相比))?[,，]?(?:又|再|净|还|实际|今年|本年度?|同比|全年|共)*(?:(?P<up>多出?|增加|增长|增多|提高|上升|扩大|增)|减少|少|下降|降低|压减)(?:了|约)?(?:完成|开展|举办)?了?$"
)
_OTHER = re.compile(r"计划|目标|预计|拟|力争|其中|上半年|下半年|季度|累计|平均|[月季人]均|\d月|近|约|余|多万|联合|协助")
_AT_LEAST = Decimal("0.01")


def of_growth(paper: Paper, spoken: Mapping[int, Sequence[Mention]]) -> Iterator[Remark]:
    """Yield the sentences that tell a row by last year's figure and a change that do not give its actual."""
    year = paper.document.identity.year
    for claim in paper.claims:
        rows = {id(mention.indicator): mention.indicator for mention in spoken.get(id(claim), ())}
        row = next(iter(rows.values()), None)
        if row is None or len(rows) > 1 or claim.period != str(year) or not in_scope(claim, row):
            continue
        for base, change in pairwise(claim.quantities):
            if told := _this_year(claim, base, change, year):
                yield from _denied(claim, row, told, (base, change))


def _this_year(claim: Claim, base: Quantity, change: Quantity, year: int | None) -> tuple[Decimal, str] | None:
    """Return what a figure of last year and its change give, and how they are reckoned."""
    folded = fold(claim.text)
    before = _BEFORE.search(folded[: base.start])
    grew = _GREW.match(folded[base.end : change.start]) if before else None
    if before is None or grew is None or base.exact is None or change.exact is None:
        return None
    if (before["year"] and int(before["year"]) + 1 != year) or _OTHER.search(_between(folded, base, change)):
        return None
    sign = "+" if grew["up"] else "-"
    by, how = change.exact, shown(change.exact)
    if change.unit == "%" and base.unit != "%":
        by, how = base.exact * change.exact / 100, f"{shown(base.exact)}*{shown(change.exact)}/100"
    elif change.unit != base.unit and not (base.unit == "%" and change.unit == "百分点"):
        return None
    return base.exact + (by if grew["up"] else -by), f"{shown(base.exact)}{sign}{how}"


def _between(folded: str, base: Quantity, change: Quantity) -> str:
    """Return the words of the clauses of both amounts, without the amounts."""
    start = max(folded.rfind(edge, 0, base.start) for edge in ",，。;；:：") + 1
    return f"{folded[start : base.start]}{folded[base.end : change.start]}"


def _denied(
    claim: Claim, row: Indicator, told: tuple[Decimal, str], amounts: tuple[Quantity, Quantity]
) -> Iterator[Remark]:
    printed, (base, change) = outcome_of(row), amounts
    if printed is None or printed[1].unit != base.unit:
        return
    number, formula = told
    done = printed[1].exact or Decimal(0)
    share = (base.exact or Decimal(0)) / 100 if change.unit == "%" and base.unit != "%" else Decimal(1)
    by = precision(change) * share
    if abs(number - done) <= max(by + precision(base) + precision(printed[1]), _AT_LEAST * abs(done)):
        return
    result = shown(number.quantize(_AT_LEAST))
    values = (Evidence.of(role, value) for role, value in (("target", row.target), ("actual", row.actual)) if value)
    yield Remark(
        f"「{row.name}」按正文所写上年数和增减数折算为 {result}{base.unit or ''}，表中实际完成值为「{printed[1].stated}」。",
        (Evidence("sentence", claim.text, claim.location), *values),
        (row,),
        Computation(formula, result, {"上年": base.text, "增减": change.text}),
        sentence=claim.text,
    )
