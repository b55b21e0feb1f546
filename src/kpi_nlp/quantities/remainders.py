"""What is left, added, or divided, in words: 「编制135人，实有117人，空编18人」, 「年初A，追加B，调整后C」, 「p%（A/B）」, 「A是B的1.5倍」."""

import re
from collections.abc import Sequence
from decimal import Decimal
from operator import add, sub
from typing import Literal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded, shown
from kpi_nlp.quantities.relation import HUNDRED, Relation, imprecision, printed_numbers, suffix
from kpi_nlp.quantities.tallies import TALLIED

_WORDS = r"[^,，。;；:：()（）\d=+*/%]"
_LEFT = re.compile(
    rf"^\s*[,，;；]\s*(?:尚|还|仍|因此|年末|年底|共|其余|余下)*(?P<verb>剩余|剩下|结余|结转|未支出|未使用|空编|缺编|空缺|空额|尚缺|相差|差额|缺口|少完成|欠|节约|节省|节支|核减|审减|未完成|未发放|未支付|未拨付|未收回){_WORDS}{{0,8}}$"
)
_BY_NOW = r"(?:(?:截至|截止|到)?(?:\d{1,2}月份?[底末]?|年中|上半年|年底|年末|目前))"
_DONE = re.compile(
    rf"^\s*[,，;；]\s*(?:现|已|全年|当年|累计|{_BY_NOW})*(?:实有|在职|在编|实际|支出|执行|完成|使用|发放|支付|拨付|签约|签订|成交|中标|采购|收回|回收|建成|审定|结算){_WORDS}{{0,10}}$"
)
_WHOLE = re.compile(
    r"编制|预算|计划|目标|任务|总额|总数|总量|应|下达|安排|资金|控制数|控制价|限价|送审|概算|发放问卷|指标值"
)
_SAVED = re.compile(r"[^,，。;；]{0,6}(?:节约|节支|节省|结余|核减|审减|压减|下降|降低)(?:率|幅度)(?:为|达到?|是)?\s*$")
_ADDED = re.compile(
    rf"^\s*[,，]\s*(?:年中|执行中|中期)?(?:(?P<up>追加|调增|增加|补充)|追减|调减|核减|收回|减少){_WORDS}{{0,10}}$"
)
_THEN = re.compile(rf"^\s*[,，]\s*(?:调整后|调整为|全年|年末){_WORDS}{{0,10}}$")
_WITH = re.compile(r"[与同比较][^,，。;；:：\d]{0,8}$")
_COMPARED = re.compile(rf"^\s*相比\s*[,，]?{_WORDS}{{0,10}}$")
_THEN_BY = re.compile(r"^\s*[,，]\s*(?:(?P<up>增加|增长|上升|多)|减少|下降|少)了?\s*$")
_AND = re.compile(rf"^\s*(?:与|和|加上?){_WORDS}{{0,12}}$")
_TOGETHER = re.compile(r"^\s*(?:之和|合计|共计|相加)(?:为|是)?\s*$")
_MINUS = re.compile(rf"^\s*-{_WORDS}{{0,12}}$")
_THAN = re.compile(rf"^\s*[,，]?\s*[比较]{_WORDS}{{2,12}}$")
_MONEY = r"(?:财政|资金|经费|成本|费用|开支|支出|投入|完成|了|额|约)*"
_BY = re.compile(
    rf"^\s*[,，]?\s*(?:要|共|实际|净)?(?:(?P<up>多|高|多出|高出|增加|超|超出|超过|超支|提高|上升|多完成)|少|低|少出|减少|节约|节省|节支|下降|降低|压减|压缩|少完成){_MONEY}\s*$"
)
_BEYOND = re.compile(rf"^\s*[,，]?\s*(?:(?P<up>高于|超过|超出|多于|大于)|低于|少于|小于|不足){_WORDS}{{2,12}}$")
_BEYOND_BY = re.compile(r"^\s*[,，]?\s*(?:(?:高|超|多|低|少|相差)(?:出|完成)?)?了?\s*$")
_RATE = re.compile(r"^\s*[,，(（]\s*[^,，。;；]{0,6}(?:率|比例|进度)(?:为|达到?|是)?\s*$")
_EARLIER = re.compile(r"上年|去年|上一年|同期|往年|20\d\d")
_TIMES_OF = re.compile(rf"^\s*[,，]?\s*(?:约)?[是为]{_WORDS}{{0,10}}$")
_TIMES = re.compile(r"^\s*的\s*$")
_OPENS = re.compile(rf"^\s*(?:[(（]|=)\s*(?:即|为)?{_WORDS}{{0,12}}$")
_OVER = re.compile(rf"^\s*/{_WORDS}{{0,12}}$")
_GIVES = re.compile(rf"^\s*(?:\*\s*100%?\s*)?=\s*{_WORDS}{{0,6}}$")
_IS = re.compile(rf"^\s*=\s*{_WORDS}{{0,12}}$")
_PLUS = re.compile(rf"^\s*\+{_WORDS}{{0,12}}$")
_SIGNS = tuple("+-*/=")
_LEAST = 3
_FARTHEST = 24  # letters between two figures that are told of each other


def remainder(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """Return the relation that the last of some amounts closes: a difference, a sum, a quotient told in words."""
    if len(amounts) < _LEAST:
        return None
    if (saved := _saved(folded, amounts)) is not None:
        return saved
    one, other, last = _without_rate(folded, amounts)
    if other.start - one.end > _FARTHEST or last.start - other.end > _FARTHEST:
        return None
    if one.exact is None or other.exact is None or last.exact is None:
        return None
    words = folded[one.end : _digits(folded, other)], _lead(folded, amounts, other, last)
    if folded[last.end :].lstrip()[:1] in _SIGNS:
        return None
    return (
        _left(folded, words, (one, other, last))
        or _adjusted(words, (one, other, last))
        or _more(words, (one, other, last))
        or _times(words, (one, other, last))
        or _quotient(folded, words, (one, other, last))
        or _total_first(words, (one, other, last))
        or _by_signs(folded, words, (one, other, last))
    )


def _without_rate(folded: str, amounts: Sequence[Quantity]) -> tuple[Quantity, Quantity, Quantity]:
    """「目标2730人次，完成2184人次，完成率80%，未完成546人次」: the rate stands between what was done and what is left."""
    one, other, last = amounts[-_LEAST:]
    if len(amounts) > _LEAST and other.unit == "%" != last.unit and _RATE.search(folded[one.end : other.start]):
        return amounts[-4], one, last
    return one, other, last


def _lead(folded: str, amounts: Sequence[Quantity], other: Quantity, last: Quantity) -> str:
    """Return the words in front of the last amount, behind the rate where one stands between."""
    return folded[(amounts[-2] if amounts[-2] is not other else other).end : _digits(folded, last)]


def _saved(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「预算860万元，签约817万元，节约43万元，节约率5%」: what was saved, as a share of what was planned."""
    rate, before = amounts[-1], [amount for amount in amounts[:-1] if amount.unit == amounts[0].unit]
    if rate.unit != "%" or len(before) not in (2, _LEAST) or len(before) != len(amounts) - 1:
        return None
    whole, done = before[:2]
    clause = re.split(r"[,，。;；:：]", folded[: whole.start])[-1]
    told = _SAVED.match(folded[amounts[-2].end : rate.start].lstrip(",， "))
    done_lead = folded[whole.end : _digits(folded, done)]
    if not told or not _WHOLE.search(clause) or not _DONE.match(done_lead) or _EARLIER.search(clause):
        return None
    return _rate_of_saving(whole, done, rate)


def _rate_of_saving(whole: Quantity, done: Quantity, rate: Quantity) -> Relation | None:
    if not whole.exact or done.exact is None or rate.exact is None or whole.unit == "%":
        return None
    upper, lower = printed_numbers(whole, done)
    value = (whole.exact - done.exact) / whole.exact * HUNDRED
    slack = (imprecision(whole) * done.exact / whole.exact + imprecision(done)) / whole.exact * HUNDRED
    said = f"「{whole.text}」与「{done.text}」相差的部分为前者的 {rounded(value)}%，写作 {rate.text}"
    operands = {"大": upper, "小": lower}
    return Relation(f"({upper}-{lower})/{upper}*100", operands, value, rate, said, slack, certain=False)


def _digits(folded: str, amount: Quantity) -> int:
    """Return where the digits of an amount begin; a sign that was read into it belongs to the words before."""
    return next((at for at in range(amount.start, amount.end) if folded[at].isdigit()), amount.start)


def _left(folded: str, words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    whole, done, left = three
    before = re.split(r"[,，。;；:：]", folded[: whole.start])[-1]
    verb = _LEFT.match(words[1])
    if verb is None or not (_DONE.match(words[0]) and _WHOLE.search(before)) or _EARLIER.search(before):
        return None
    if verb["verb"] == "未完成" and left.unit in TALLIED:  # 「41项，完成33项，未完成7项」 is a tally
        return None
    return _apart(max(whole, done, key=_exact), min(whole, done, key=_exact), left)


def _adjusted(words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    before, change, now = three
    if (verb := _ADDED.match(words[0])) is None or not _THEN.match(words[1]):
        return None
    return _sum(before, change, now) if verb["up"] else _apart(before, change, now)


def _more(words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    one, other, by = three
    if _EARLIER.search(words[0]):
        return None
    verb = _BY.match(words[1]) if _THAN.match(words[0]) else None
    if verb is None and _BEYOND_BY.match(words[1]):
        verb = _BEYOND.match(words[0])
    if verb is None:
        return None
    more, less = (one, other) if verb["up"] else (other, one)
    return _apart(more, less, by) if _exact(more) >= _exact(less) else None


def _times(words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    one, other, times = three
    told = _TIMES_OF.match(words[0]) and _TIMES.match(words[1]) and times.unit == "倍" and one.unit == other.unit
    return _divided(one, other, times) if told else None


def _quotient(folded: str, words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    one, other, last = three
    named = one.unit is not None and other.unit is not None  # bare figures are an equation of signs alone
    if (
        named
        and _OVER.match(words[0])
        and _GIVES.match(words[1])
        and folded[: _digits(folded, one)].rstrip("= ")[-1:] not in tuple("+-*/(")
    ):
        return _divided(one, other, last)
    closed = folded[last.end :].lstrip()[:1] in (")", "）")
    return _divided(other, last, one) if _OPENS.match(words[0]) and _OVER.match(words[1]) and closed else None


def _total_first(words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    total, one, other = three
    return _sum(one, other, total) if _IS.match(words[0]) and _PLUS.match(words[1]) else None


def _by_signs(folded: str, words: tuple[str, str], three: tuple[Quantity, ...]) -> Relation | None:
    """「A与B之和为C」, 「本年A－上年B＝C」, 「与上年的A相比，本年B，增加C」."""
    one, other, last = three
    if _AND.match(words[0]) and _TOGETHER.match(words[1]):
        return _sum(one, other, last)
    if one.unit is not None and _MINUS.match(words[0]) and _GIVES.match(words[1]):
        return _apart(one, other, last)
    if _WITH.search(folded[: one.start]) and _COMPARED.match(words[0]) and (verb := _THEN_BY.match(words[1])):
        return _apart(other, one, last) if verb["up"] else _apart(one, other, last)
    return None


def _exact(quantity: Quantity) -> Decimal:
    return quantity.exact or Decimal(0)


def _apart(more: Quantity, less: Quantity, printed: Quantity) -> Relation | None:
    return _told((more, less, printed), sign="-", verb="相差", names=("大", "小"))


def _sum(one: Quantity, other: Quantity, total: Quantity) -> Relation | None:
    return _told((one, other, total), sign="+", verb="相加为", names=("分项1", "分项2"))


def _told(
    three: tuple[Quantity, Quantity, Quantity], *, sign: Literal["+", "-"], verb: str, names: tuple[str, str]
) -> Relation | None:
    """Return the sum or the difference of two amounts in the unit that all three have; None where they have several."""
    one, other, printed = three
    points = (one.unit, other.unit, printed.unit) == ("%", "%", "百分点")
    if len({one.unit, other.unit, printed.unit}) > 1 and not points:
        return None
    of = add if sign == "+" else sub
    first, second, figure = printed_numbers(one, other, printed)
    result = rounded(of(Decimal(first), Decimal(second)))
    unit = suffix(printed) if Decimal(figure) != printed.exact else printed.unit or ""
    said = f"「{one.text}」与「{other.text}」{verb} {result}{unit}，写作 {printed.text}"
    slack = imprecision(one) + imprecision(other)
    operands = dict(zip(names, (first, second), strict=True))
    value = of(_exact(one), _exact(other))
    return Relation(f"{first}{sign}{second}", operands, value, printed, said, slack, certain=False, result=result)


def _divided(one: Quantity, other: Quantity, printed: Quantity) -> Relation | None:
    """Return one amount over another; a share only of one unit, a mean in that of the first."""
    if not other.exact or other.unit == "%" or (printed.unit == "%" and one.unit != other.unit):
        return None
    if printed.unit not in ("%", "倍") and (
        one.unit == other.unit or one.unit != (printed.unit or "").partition("/")[0]
    ):
        return None
    share = printed.unit == "%"
    value = _exact(one) / other.exact * (HUNDRED if share else 1)
    slack = (imprecision(one) + imprecision(other) * abs(_exact(one) / other.exact)) / abs(other.exact)
    formula = f"{shown(_exact(one))}/{shown(other.exact)}{'*100' if share else ''}"
    said = f"「{one.text}」除以「{other.text}」为 {rounded(value)}{printed.unit or ''}，写作 {printed.text}"
    operands = {"被除数": shown(_exact(one)), "除数": shown(other.exact)}
    return Relation(formula, operands, value, printed, said, slack * (HUNDRED if share else 1))
