"""C01: printed arithmetic that does not hold: a/b×c=d, 「A为B的p%」, 「从A增至B，增加C」."""

import re
from collections.abc import Iterator
from decimal import Decimal, DivisionByZero, InvalidOperation

from kpi_nlp.model import Answer, Claim, Clear, Computation, Dossier, Evidence, Page, Remark, Undecided, check
from kpi_nlp.quantities import Relation, last_digit, relations, rounded
from kpi_nlp.quantities.arithmetic import evaluate, operands, replaced
from kpi_nlp.text import fold

_EQUATION = re.compile(
    r"(?<![\d.)%*/+\-A-Za-z])(?P<left>[(]*\d[\d.,]*%?(?:\s*[(]?\s*[-+*/]\s*[(]?\s*\d[\d.,]*%?\s*[)]?)+)\s*(?:=|≈)\s*(?P<right>-?\d[\d,]*(?:\.\d+)?)(?P<percent>\s*%)?(?![\d*/(])"
)
_HUNDRED = Decimal(100)


@check(
    code="C01",
    name="formula-wrong",
    title="算式不成立",
    severity="error",
    over="claims",
    why="报告中写出的算式、占比，按自己的数字应当算得出来。",
    basis="重新计算「a/b×c＝d」「500元×120人＝6万元」「A为B的p%」「占B的p%」「比上年的B增长p%」「从A增至B，增加C」；允许末位相差 1（截位与四舍五入都常见）。",
    cleared_by="算式中的数字取自别的口径，并在文中写明。",
    suggestion="更正",
    flags=(
        Page(sentences=("指标得分=33/41×6=4.98分。",)),
        Page(sentences=("全年支出671.51万元，为年初预算879.34万元的86.37%。",)),
        Page(sentences=("会员单位从9个增至27个，增加16个。",)),
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
    for claim in dossier.claims:
        for match in _EQUATION.finditer(fold(claim.text)):
            yield _equation(claim, match)
        for relation in relations(claim.text, claim.quantities):
            yield _relation(claim, relation)


def _equation(claim: Claim, match: re.Match[str]) -> Answer:
    """Compare both sides; where the right is a share, the left may be one as well (×100 or ×100%)."""
    percent = bool(match["percent"])
    value = _value(match["left"])
    if value is None:
        return Undecided(f"算式「{match[0]}」无法计算", claim.location)
    if _holds(value, match["right"], percent=percent):
        return Clear()
    quote = claim.text[match.start() : match.end()]
    result = rounded(value * _HUNDRED if percent else value)
    numbers = {f"数{number}": text for number, text in enumerate(operands(match["left"]), 1)}
    formula = match["left"].replace(",", "") + ("*100" if percent else "")
    return Remark(
        f"算式「{quote}」不成立：左边等于 {result}{'%' if percent else ''}{_explained(match['left'], match['right'], percent=percent)}。",
        (Evidence("sentence", claim.text, claim.location),),
        computation=Computation(formula, result, numbers, match["right"] + (match["percent"] or "")),
        sentence=claim.text,
    )


def _value(expression: str) -> Decimal | None:
    try:
        return evaluate(expression)
    except (ValueError, DivisionByZero, InvalidOperation):
        return None


def _holds(value: Decimal, printed: str, *, percent: bool) -> bool:
    amount = Decimal(printed.replace(",", ""))
    return any(
        abs(side - amount) <= last_digit(printed) for side in ((value * _HUNDRED, value) if percent else (value,))
    )


def _explained(left: str, printed: str, *, percent: bool) -> str:
    """Say which single operand, changed by one, would give the printed figure."""
    for number, other, changed in replaced(left):
        value = _value(changed)
        if value is not None and _holds(value, printed, percent=percent):
            return f"（若「{number}」应为「{other}」，则得 {printed}）"
    return ""


def _relation(claim: Claim, relation: Relation) -> Answer:
    if relation.holds:
        return Clear()
    return Remark(
        f"{relation.said}。",
        (Evidence("sentence", claim.text, claim.location),),
        computation=Computation(
            relation.formula, rounded(relation.value), dict(relation.operands), relation.printed.text
        ),
        sentence=claim.text,
    )
