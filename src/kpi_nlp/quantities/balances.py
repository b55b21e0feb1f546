"""What was there, came, went and is there now: 「上年结余A，本年收入B，本年支出C，年末结余D」, 「一季度末A%，二季度提高B个百分点，6月底C%」."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded
from kpi_nlp.quantities.relation import Relation, imprecision, printed_numbers, suffix

_STOCK = r"结余|余额|结存|库存|在库|存量|结转|存款|在册|在院|在架|馆藏|保有量|存栏|积存|尚存|在岗|在编|未办结"
_OPENS = re.compile(r"上年|上期|上月|年初|期初|月初|去年|原有|1月1日|季度末|20\d\d年(?:末|底)|\d月[末底]")
_CLOSES = re.compile(
    r"年末|年底|期末|月末|月底|季度末|截[至止]|目前|现有|12月31日|仍有|还有|尚有|本年度?(?:结余|余额|结存)|结转(?:下|次)年"
)
_IN = re.compile(
    r"收入|收款|入账|转入|拨入|新增|购入|购置|采购|入库|增加|调入|纳入|受理|接收|存入|新收|提高|上升|增长|提升|推进|加快|升"
)
_OUT = re.compile(
    r"支出|支付|发放|出库|领用|调出|转出|报废|处置|核销|退出|减少|消化|注销|使用|偿还|办结|调拨|支取|下降|降低|回落|降"
)
_COMPARED = re.compile(r"同比|[比较](?!例)|其中|计划|预算|目标|[低高]于|平均|累计收|含")
_ORIGIN = re.compile(rf"{_OPENS.pattern}|[一二三]季度|上半年|\d月|[由从]|以前|此前|改造前")
_ARRIVES = re.compile(rf"{_CLOSES.pattern}|\d月|季度|全年|升至|增至|达到|达|[至到]$|今年|本年")
_FEWEST, _MOST = 3, 7
_FEWEST_FLOWS = 2
_NOUN = 2  # letters that a rate told again has in common


def balance(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """Return the balance that the last of some amounts closes; each amount in between came or went."""
    last = _reached(amounts[-1])
    if len(amounts) < _FEWEST or last.exact is None or last.kind not in ("count", "money", "percent"):
        return None
    end = _lead(folded, amounts, len(amounts) - 1)
    arrives = _ARRIVES.search(end) or last is not amounts[-1]
    if not arrives or _COMPARED.search(end):
        return None
    points = last.unit == "%"
    flows: list[tuple[int, Quantity]] = []
    for at in range(len(amounts) - 2, max(-1, len(amounts) - _MOST), -1):
        amount, words = amounts[at], _lead(folded, amounts, at)
        if amount.exact is None or _COMPARED.search(words):
            return None
        if amount.unit == last.unit and (_ORIGIN if points else _OPENS).search(words) and not _sign(words, last.unit):
            return _closed(words, end, (amount, *flows[::-1]), last)
        sign = _sign(words, amount.unit)
        if not sign or amount.unit != ("百分点" if points else last.unit):
            return None
        flows.append((sign, amount))
    return None


def _reached(amount: Quantity) -> Quantity:
    """「达到94.3%」 behind what it rose by is no bound."""
    return replace(amount, high=amount.low) if amount.text.startswith("达") and amount.high is None else amount


def _lead(folded: str, amounts: Sequence[Quantity], at: int) -> str:
    """Return the words of an amount, behind the one before it; all that stands in front of the first clause is left out."""
    lead = folded[amounts[at - 1].end if at else 0 : amounts[at].start]
    return re.split(r"[,，。;；:：]", lead)[-1].strip()


def _sign(words: str, unit: str | None) -> int:
    """Return 1 for what came, -1 for what went, 0 where the words tell neither or both."""
    stock = re.search(_STOCK, words) if unit != "百分点" else None
    came, went = _IN.search(words), _OUT.search(words)
    if stock or bool(came) == bool(went) or (unit == "%"):
        return 0
    return 1 if came else -1


def _closed(start: str, end: str, told: tuple[Quantity | tuple[int, Quantity], ...], last: Quantity) -> Relation | None:
    first = told[0]
    flows = [flow for flow in told[1:] if isinstance(flow, tuple)]
    if not isinstance(first, Quantity) or not flows or not _are_of_one(start, end, last, flows):
        return None
    every = [first, *(flow for _, flow in flows)]
    numbers = printed_numbers(*every, last) if last.unit != "%" else [*_points(every), *_points([last])]
    signs = [1, *(sign for sign, _ in flows)]
    value = sum((sign * (one.exact or Decimal(0)) for sign, one in zip(signs, every, strict=True)), Decimal(0))
    formula = "".join(f"{'+' if sign > 0 else '-'}{text}" for sign, text in zip(signs, numbers, strict=False))[1:]
    result = rounded(sum((sign * Decimal(text) for sign, text in zip(signs, numbers, strict=False)), Decimal(0)))
    unit = suffix(last) if Decimal(numbers[-1]) != last.exact else last.unit or ""
    said = (
        f"「{first.text}」加减{'、'.join(f'「{flow.text}」' for _, flow in flows)}为 {result}{unit}，写作 {last.text}"
    )
    operands = {f"数{number}": text for number, text in enumerate(numbers[:-1], 1)}
    slack = sum(map(imprecision, every), Decimal(0))
    return Relation(formula, operands, value, last, said, slack, certain=False, result=result)


def _points(amounts: Sequence[Quantity]) -> list[str]:
    return [match[0] if (match := re.search(r"\d+(?:\.\d+)?", one.text)) else str(one.exact) for one in amounts]


def _are_of_one(start: str, end: str, last: Quantity, flows: Sequence[tuple[int, Quantity]]) -> bool:
    """Return whether the first and the last amount are of one stock of which all that came and went is told, or of one rate."""
    if last.unit == "%":
        named = re.search(r"[一-鿿]{2,}?(?:率|进度|比例|比重|占比)", end)
        return not named or named[0][-_NOUN - 1 :].lstrip("末底") in start
    both = {sign for sign, _ in flows}
    return len(flows) >= _FEWEST_FLOWS and len(both) > 1 and bool(re.search(_STOCK, start) and re.search(_STOCK, end))
