"""C01: printed arithmetic that does not hold: a/b×c=d, 「A为B的p%」, 「从A增至B，增加C」, 「41项，完成33项，未完成7项」."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation

from kpi_nlp.checks.counts import Counted, counted
from kpi_nlp.model import (
    Answer,
    Claim,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Page,
    Paper,
    Quantity,
    Remark,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import Relation, last_digit, relations, rounded, shown
from kpi_nlp.quantities.arithmetic import evaluate, operands, replaced, rounding
from kpi_nlp.quantities.slips import inverted, slip
from kpi_nlp.text import fold

_EQUATION = re.compile(
    r"(?<![\d.)%*/+\-A-Za-z])(?P<left>[(]*\d[\d.,]*%?(?:\s*[(]?\s*[-+*/]\s*[(]?\s*\d[\d.,]*%?\s*[)]?)+)\s*(?:=|≈)\s*(?P<right>-?\d[\d,]*(?:\.\d+)?)(?P<percent>\s*%)?(?![\d*/(])"
)
_MULTIPLIES = re.compile(r"[*/]")  # 「80%-90%=3分」 of a rule is a range
_HUNDRED = Decimal(100)
_SHORTEST, _FEWEST = 5, 3  # letters of a cell that works something out, figures of a relation


@check(
    code="C01",
    name="formula-wrong",
    title="算式不成立",
    severity="error",
    over="claims",
    why="报告中写出的算式、占比，按自己的数字应当算得出来。",
    basis="重新计算「a/b×c＝d」「500元×120人＝6万元」「A为B的p%」「其中A，占p%」「比上年增加A，增长p%」「从A增至B，增加C」「调整后B，减少C」「分为A、B」「编制A、实有B、空编C」「年初A、追加B、调整后C」「p%（A/B）」「A是B的n倍」「比目标A节约B」「共A次、B人，平均每次C人」「A期，每期B人，共C人」「上半年A、下半年B、全年C」「41项，完成33项，未完成7项」，正文和表中完成值、完成率、原因、评分标准各栏都看；允许末位相差 1（截位与四舍五入都常见），仅因算式中的数字取整而不符的不判。",
    cleared_by="算式中的数字取自别的口径，并在文中写明。",
    suggestion="更正",
    flags=(
        Page(sentences=("指标得分=33/41×6=4.98分。",)),
        Page(sentences=("全年支出671.51万元，为年初预算879.34万元的86.37%。",)),
        Page(sentences=("会员单位从9个增至27个，增加16个。",)),
        Page(sentences=("全年共申报41个项目，已完成33个，未完成7个。",)),
    ),
    passes=(
        Page(sentences=("财政供养人员控制率=13/13=100%，编外人员控制率=4/(4+13)=23.53%>10%。",)),
        Page(sentences=("编外人员控制率=4/17=23.52%。",)),
        Page(sentences=("全年支出671.51万元，为年初预算879.34万元的76.37%。",)),
        Page(sentences=("接待读者1200人次，比上年的1000人次增长20%。",)),
    ),
)
def formula_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Evaluate what is printed on the left of each sign of equality, and what the words between figures say of them."""
    for paper in dossier.papers:
        yield from _told(paper)
        yield from _in_cells(paper)
        for counts in counted(paper):
            yield _counts(counts)


def _told(paper: Paper) -> Iterator[Answer]:
    """Take the sentences in order: one that ends with 「；」 leaves its total to the next."""
    before: tuple[Claim, Sequence[Quantity]] | None = None
    for claim in paper.claims:
        for match in _EQUATION.finditer(fold(claim.text)):
            yield _equation(claim, match)
        for relation in relations(claim.text, claim.quantities, before[1] if before else ()):
            yield _relation(claim, relation, before[0] if before else None)
        before = _left_over(claim, before)


def _in_cells(paper: Paper) -> Iterator[Answer]:
    """Take what the cells of a row work out: 「759户（完成率：759/741=102.42%）」, 「计划A，实际B，相差C」."""
    for row in paper.indicators:
        for value in (row.actual, row.forecast, row.rate, row.reason, row.rubric, row.note):
            if value is None or len(value.text) < _SHORTEST:
                continue
            if "=" in (folded := fold(value.text)) or "≈" in folded:
                found = _EQUATION.finditer(folded)
                yield from (
                    _equation(value, match)
                    for match in found
                    if value is not row.rubric or _MULTIPLIES.search(match["left"])
                )
            if len(value.quantities) >= _FEWEST and value is not row.rubric:
                yield from (_relation(value, relation, None) for relation in relations(value.text, value.quantities))


def _left_over(
    claim: Claim, before: tuple[Claim, Sequence[Quantity]] | None
) -> tuple[Claim, Sequence[Quantity]] | None:
    """Return the totals in front of 「其中」 for the sentence behind a semicolon."""
    if not claim.text.endswith(("；", ";")):
        return None
    at = claim.text.find("其中")
    return (claim, [amount for amount in claim.quantities if amount.end <= at]) if at >= 0 else before


def _equation(claim: Claim | Value, match: re.Match[str]) -> Answer:
    """Compare both sides; where the right is a share, the left may be one as well (×100 or ×100%)."""
    percent, left = bool(match["percent"]), _closed(match["left"])
    value = _value(left)
    if value is None:
        return Undecided(f"算式「{match[0]}」无法计算", claim.location)
    if _holds(value, match["right"], percent=percent):
        return Clear()
    if _holds(value, match["right"], percent=percent, slack=rounding(left)):
        return Undecided(f"算式「{match[0]}」中的数字可能取过整", claim.location)
    quote = claim.text[match.start() : match.end()]
    result = rounded(value * _HUNDRED if percent else value)
    numbers = {f"数{number}": text for number, text in enumerate(operands(left), 1)}
    formula = left.replace(",", "") + ("*100" if percent else "")
    return Remark(
        f"算式「{quote}」不成立：左边等于 {result}{'%' if percent else ''}{_explained(left, match['right'], percent=percent)}。",
        (Evidence("sentence", claim.text, claim.location),),
        computation=Computation(formula, result, numbers, match["right"] + (match["percent"] or "")),
        sentence=claim.text,
    )


def _closed(left: str) -> str:
    """Return an expression without a bracket that opens the remark it stands in: 「（15309.81-14884.20=425.61）」."""
    return left.removeprefix("(" * max(0, left.count("(") - left.count(")")))


def _value(expression: str) -> Decimal | None:
    try:
        return evaluate(expression)
    except (ValueError, DivisionByZero, InvalidOperation):
        return None


def _holds(value: Decimal, printed: str, *, percent: bool, slack: Decimal = Decimal(0)) -> bool:
    amount = Decimal(printed.replace(",", ""))
    sides = ((value * _HUNDRED, slack * _HUNDRED), (value, slack)) if percent else ((value, slack),)
    return any(abs(side - amount) <= last_digit(printed) + off for side, off in sides)


def _explained(left: str, printed: str, *, percent: bool) -> str:
    """Say which single operand, changed by one, would give the printed figure, or how its digits went astray."""
    for number, other, changed in replaced(left):
        value = _value(changed)
        if value is not None and _holds(value, printed, percent=percent):
            return f"（若「{number}」应为「{other}」，则得 {printed}）"
    value, amount = evaluate(left) * (_HUNDRED if percent else 1), Decimal(printed.replace(",", ""))
    if percent and inverted(amount, value, within=last_digit(printed)):
        return "（写的是倒数）"
    cause = slip(amount, value, within=last_digit(printed))
    return f"（{cause}）" if cause and "元" not in cause else ""


def _relation(claim: Claim | Value, relation: Relation, before: Claim | None) -> Answer:
    if relation.holds:
        return Clear()
    if relation.holds is None:
        return Undecided(f"{relation.said}，数字可能取过整", claim.location)
    inside = all(number in fold(claim.text).replace(",", "") for number in relation.operands.values())
    told = [claim] if inside or before is None else [before, claim]
    return Remark(
        f"{relation.said}{f'（{relation.cause}）' if relation.cause else ''}。",
        tuple(Evidence("sentence", one.text, one.location) for one in told),
        computation=Computation(
            relation.formula, relation.result or rounded(relation.value), dict(relation.operands), relation.printed.text
        ),
        severity=None if relation.certain else "question",
        sentence=claim.text,
    )


def _counts(counts: Counted) -> Answer:
    """Done and not done make up the whole, wherever the two are told."""
    total, done, undone = counts.done.tally.total, counts.done.quantity, counts.undone.quantity
    whole, one, other = (side.exact or Decimal(0) for side in (total, done, undone))
    if one + other == whole:
        return Clear()
    if counts.open:
        return Undecided("另有既非完成也非未完成的，不能相加", counts.undone.claim.location)
    tally = counts.done.tally
    said = f"共「{total.text}」{tally.things}，{tally.state}的「{done.text}」，与此相反的「{undone.text}」"
    unit = total.unit or ""
    return Remark(
        f"{said}，合计 {shown(one + other)}{unit}，与总数相差 {shown(abs(whole - one - other))}{unit}（{shown(whole)}-{shown(other)}={shown(whole - other)}）。",
        tuple(Evidence("sentence", claim.text, claim.location) for claim in counts.claims),
        computation=Computation(
            f"{shown(one)}+{shown(other)}", shown(one + other), {"是": done.text, "未": undone.text}, total.text
        ),
        sentence=counts.undone.claim.text,
    )
