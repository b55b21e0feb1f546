"""Satisfaction in the prose, stated at large or counted answer by answer, beside the rows of satisfaction."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.goal_distances import gap
from kpi_nlp.checks.standing import clause_to, of_another_fact, without
from kpi_nlp.model import Claim, Computation, Evidence, Indicator, Paper, Quantity, Remark
from kpi_nlp.quantities import agree, overlaps, rounded, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.text import fold

_AVERAGE = re.compile(r"(?:平均|总体|综合|整体|服务对象|受益对象|社会公众)的?满意度|(?<![一-鿿])满意度")
_POINTS = re.compile(r"权重|分值|占比?\s*\d|百分制|评分")  # 「满意度10%」 is what it counts for
_EDGE = re.compile(r"[,，。;；:：!！?？()（）]")
_VALID = re.compile(r"有效[^,\d]{0,8}$|(?:收回|回收|受访|访问|测评|调查|抽查|抽样)[^,\d]{0,10}$")
_LEVEL = r"(?:(?:非常|很|十分|比较|较为?|基本)?满意)"
_CONTENT = re.compile(
    rf"(?<![不无])(?P<levels>{_LEVEL}(?:(?:和|及|与|或|、|以及){_LEVEL})*)(?:以上)?(?:的|票|问卷|答卷|者|人数|群众|对象|评价)*(?:有|为|共|达|共有)?$"
)
_DISCONTENT = re.compile(r"不满意(?:的|票|问卷|答卷|者|人数|评价)*(?:有|为|共|仅)?$")
_HALF_CONTENT = re.compile(r"(?:比较|较为?|基本)满意")
_SHARE = r"[”\"」』]?(?:及以上|以上|的|者|率|选项|人数|群众|对象|受访|评价|票|问卷|答卷|占比|比例|比重|占|全部|有效|总数|合计|共|仅|为|是|达到?|约|有|:)*$"
_SHARE_AGAINST = re.compile(rf"不(?:太|够|很)?满意{_SHARE}")
_SHARE_CONTENT = re.compile(
    rf"(?:基本|比较|较为?)满意[”\"」』]?[及和]?以上{_SHARE}|(?<![不无])满意[”\"」』]?(?:和|及|与|或|、)[“\"「『]?(?:基本|比较|较)满意{_SHARE}"
)
_OF_SOME = re.compile(
    r"对(?!我|本|[^,]{0,8}(?:总体|整体|综合))|一般|基本|不了解|上年|去年|上半年|季度|计划|目标|控制在|低于|高于|不超过|下降|上升|减少|增加|同比|企业|其他|若|如果|原因|比(?!例|重|较满意)|较(?!为?满意)"
)
_SURVEY = re.compile(r"问卷|答卷|样本|测评|访谈|走访|访问|受访|抽样|抽查|调查|回访|评议|选票")
_HUNDRED = Decimal(100)
_AMONG = re.compile("其中")
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers of one survey: `content` and `discontent` of so many that were `valid`; `firm` are the content without those that were so by half."""

    claims: tuple[Claim, ...]
    valid: Quantity
    content: tuple[Quantity, ...]
    firm: tuple[Quantity, ...]
    discontent: Quantity | None

    @property
    def share(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest share of the satisfied that the answers give."""
        whole = self.valid.exact or Decimal(1)
        if not self.content:
            return Decimal(0), _HUNDRED - _amount(self.discontent) / whole * _HUNDRED
        most, least = sum(map(_amount, self.content)), sum(map(_amount, self.firm or self.content))
        return least / whole * _HUNDRED, most / whole * _HUNDRED

    @property
    def formula(self) -> str:
        """The highest share as a formula of the counted answers."""
        if not self.content:
            return f"100-{shown(_amount(self.discontent))}/{shown(_amount(self.valid))}*100"
        told = "+".join(shown(_amount(one)) for one in self.content)
        return f"({told})/{shown(_amount(self.valid))}*100"


def rows_of_satisfaction(paper: Paper) -> Sequence[Indicator]:
    """Return the rows of satisfaction with one share each."""
    return [row for row in paper.indicators if "满意度" in row.name and row.actual and len(row.actual.quantities) == 1]


def of_answers(paper: Paper, satisfied: Sequence[Indicator]) -> Iterator[Remark]:
    """Yield the surveys whose answers give a share that none of the rows of satisfaction prints."""
    year = str(paper.document.identity.year)
    told = [claim for claim in paper.claims if claim.period in (None, year)] if satisfied else []
    for survey in _surveys(told):
        texts = "".join(claim.text for claim in survey.claims)
        rows = [row for row in satisfied if row.scope == survey.claims[0].scope and row.actual]
        rows = [row for row in rows if row.name in texts] or rows
        said = [row.actual.quantities[0] for row in rows if row.actual]
        if said and (all(_above(one, survey) for one in said) or all(_below(one, survey) for one in said)):
            share = survey.share[1]
            named = "、".join(f"「{row.name}」{row.actual.text}" for row in rows[:3] if row.actual)
            yield Remark(
                f"正文所列问卷结果折合满意度 {rounded(share)}%，指标表中{named}，两者不符。",
                (*_sentences(survey.claims), *_actuals(rows)),
                tuple(rows),
                Computation(survey.formula, rounded(share), _operands(survey)),
                sentence=survey.claims[0].text,
            )


def of_shares(claim: Claim, satisfied: Sequence[Indicator]) -> Remark | None:
    """Those who were not content are no more than a row of satisfaction leaves: 「选择“不满意”的占18.6%」."""
    if "满意" not in claim.text or not _SURVEY.search(claim.text):
        return None
    rows = [row for row in satisfied if row.scope == claim.scope]
    rows = [row for row in rows if row.name in claim.text] or rows
    for quantity in claim.quantities:
        most = _most_content(claim, quantity)
        said = [row.actual.quantities[0] for row in rows if row.actual]
        if most and said and all(one.unit == "%" and one.low is not None and one.low > most[0] + _NEAR for one in said):
            named = "、".join(f"「{row.name}」{row.actual.text}" for row in rows[:3] if row.actual)
            return Remark(
                f"正文称调查结果「{clause_to(claim, quantity).strip()}」，满意的至多 {shown(most[0])}%，指标表中{named}，两者不符。",
                (*_sentences([claim]), *_actuals(rows)),
                tuple(rows),
                Computation(most[1], shown(most[0]), {"正文": quantity.text}),
                sentence=claim.text,
            )
    return None


def _most_content(claim: Claim, quantity: Quantity) -> tuple[Decimal, str] | None:
    """Return the share of the content that a per cent leaves, and how it is reckoned; None where it tells of something else."""
    number = quantity.number
    if (
        quantity.unit != "%"
        or number is None
        or quantity.approximate
        or of_another_fact(without(claim, _AMONG), quantity)
    ):
        return None
    folded = fold(claim.text)
    clause = folded[max((edge.end() for edge in _EDGE.finditer(folded, 0, quantity.start)), default=0) : quantity.start]
    if _SHARE_AGAINST.search(clause) and quantity.low is not None and not _OF_SOME.search(clause):
        return _HUNDRED - number, f"100-{shown(number)}"
    if (
        _SHARE_CONTENT.search(clause)
        and quantity.high is not None
        and not _OF_SOME.search(clause.replace("基本满意", "").replace("比较满意", ""))
    ):
        return number, shown(number)
    return None


def at_large(claim: Claim, satisfied: Sequence[Indicator]) -> Remark | None:
    """Satisfaction stated at large must lie among the rows of satisfaction."""
    rows = [row for row in satisfied if row.scope == claim.scope]
    for quantity in claim.quantities:
        clause = clause_to(claim, quantity)
        if quantity.unit != "%" or not rows or not _AVERAGE.search(clause) or of_another_fact(claim, quantity):
            continue
        if _POINTS.search(claim.text):
            continue
        said = [row.actual.quantities[0] for row in rows if row.actual]
        if not any(overlaps(quantity, one) is not False or agree(quantity, one) for one in said) and _one_side(
            quantity, said
        ):
            named = "、".join(f"「{row.name}」{row.actual.text}" for row in rows[:3] if row.actual)
            message = f"正文称满意度为「{quantity.text}」，指标表中{named}，没有一项相符。"
            quotes = (*_sentences([claim]), *_actuals(rows))
            return Remark(message, quotes, tuple(rows), gap(quantity, said[0]), sentence=claim.text)
    return None


def _surveys(claims: Sequence[Claim]) -> Iterator[Survey]:
    """Yield the surveys told in one sentence, or in one and the next of the same paragraph."""
    for at, claim in enumerate(claims):
        if not _SURVEY.search(claim.text):
            continue
        told = [claim]
        following = claims[at + 1] if at + 1 < len(claims) else None
        if following is not None and following.location == claim.location and "满意" in following.text:
            told.append(following)
        if survey := _survey(told):
            yield survey


def _survey(told: Sequence[Claim]) -> Survey | None:
    """Return what the sentences count, None where they count no answers, or those of several surveys."""
    valid, content, firm, against = [], [], [], []
    for amount, before in _counts(told):
        if match := _CONTENT.search(before):
            content.append(amount)
            firm.extend([] if _HALF_CONTENT.fullmatch(match["levels"]) else [amount])
        elif _DISCONTENT.search(before):
            against.append(amount)
        elif _VALID.search(before):
            valid.append(amount)
    if not valid or not (content or against) or len(against) > 1:
        return None
    whole = min(valid, key=_amount)
    of_it = all(amount.unit in (whole.unit, None, "人") and _amount(amount) <= _amount(whole) for amount in content)
    used = tuple(claim for claim in told if any(one in claim.quantities for one in (*valid, *content, *against)))
    fits = of_it and sum(map(_amount, content)) <= _amount(whole) and _amount(whole) > 0
    return Survey(used, whole, tuple(content), tuple(firm), next(iter(against), None)) if fits else None


def _counts(told: Sequence[Claim]) -> Iterator[tuple[Quantity, str]]:
    """Yield the exact counts of some sentences, each with the words of its clause before it."""
    for claim in told:
        folded, end = fold(claim.text), 0
        for amount in claim.quantities:
            edge = max((edge.end() for edge in _EDGE.finditer(folded, end, amount.start)), default=end)
            if amount.kind == "count" and amount.exact is not None:
                yield amount, folded[edge : amount.start]
            end = amount.end


def _above(printed: Quantity, survey: Survey) -> bool:
    return printed.low is not None and printed.low > survey.share[1] + max(precision(printed), _NEAR)


def _below(printed: Quantity, survey: Survey) -> bool:
    return printed.high is not None and printed.high < survey.share[0] - max(precision(printed), _NEAR)


def _operands(survey: Survey) -> dict[str, str]:
    content = {f"满意{number}": one.text for number, one in enumerate(survey.content, 1)}
    against = {"不满意": survey.discontent.text} if survey.discontent and not content else {}
    return {**content, **against, "有效": survey.valid.text}


def _amount(quantity: Quantity | None) -> Decimal:
    return (quantity.exact if quantity else None) or Decimal(0)


def _one_side(quantity: Quantity, rows: Sequence[Quantity]) -> bool:
    """An average may differ from every row as long as some lie above it and some below."""
    said = quantity.number
    actuals = [number for row in rows if (number := row.number) is not None]
    return said is not None and (all(number < said for number in actuals) or all(number > said for number in actuals))


def _sentences(claims: Sequence[Claim]) -> Iterator[Evidence]:
    return (Evidence("sentence", claim.text, claim.location) for claim in claims)


def _actuals(rows: Sequence[Indicator]) -> Iterator[Evidence]:
    return (Evidence.of("actual", row.actual) for row in rows if row.actual)
