"""How far something rose or fell, in words: 「从320件增至640件，翻了一番」, 「由48件减至36件，压减了四分之一」, 「增长2倍」."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.changes import before_and_after
from kpi_nlp.quantities.numerals import number_of, rounded
from kpi_nlp.quantities.relation import Relation, printed_numbers

_N = r"[一二两三四五六七八九十]|\d{1,2}(?:\.\d+)?"
_ROUGH = r"(?P<rough>近|约|将近|接近|几乎|超过?|大约|差不多)?"
_TOLD = re.compile(
    rf"\s*[,，、(（]?\s*(?:同比|净|实际|总量|数量|[比较](?:上年|去年|上一年)(?:同期|度)?)?"
    rf"(?P<said>{_ROUGH}(?:翻了?{_ROUGH.replace('rough', 'near')}(?:(?P<doublings>[一两二三四1234])番|(?P<twice>倍|一倍))"
    rf"|(?:增长|增加|上升|提高|扩大|提升)了?{_ROUGH.replace('rough', 'about')}(?P<times>{_N})倍"
    rf"|(?:减少|下降|降低|压减|压缩|缩减|精简|减|降|缩短)了?{_ROUGH.replace('rough', 'some')}(?:(?P<lower>{_N})分之(?P<upper>{_N})|(?P<half>一半|半数))"
    rf"|(?P<halved>减半))(?P<more>[多余]|以上|左右|有余)?)"
)
_ROUGHLY = ("rough", "near", "about", "some")
_WORDS = frozenset("番倍分半")
_CLOSE, _LOOSE = Decimal("0.16"), Decimal("0.3")  # of the factor: words for how far are rounder than figures


def fold_told(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """Return what two amounts of one unit give beside the words that tell behind them how far they are apart."""
    if len(amounts) < 2 or _WORDS.isdisjoint(folded[amounts[-1].end :]):  # noqa: PLR2004 - what was and what became of it
        return None
    told = _TOLD.match(folded, amounts[-1].end)
    pair = before_and_after(folded, *amounts[-2:]) if told else None
    if told is None or pair is None:
        return None
    before, now = pair
    if before.unit != now.unit or not before.exact or now.exact is None:
        return None
    said, sign = _said(told), 1 if told["doublings"] or told["twice"] or told["times"] else -1
    rough = any(told[name] for name in _ROUGHLY) or told["more"]
    allowed = (_LOOSE if rough else _CLOSE) * max(said, Decimal("0.3"))
    value = (now.exact / before.exact - 1) * sign
    if value > said and any(told[name] in ("超", "超过") or told["more"] for name in _ROUGHLY):
        return None
    latest, earliest = printed_numbers(now, before)
    more, less = (latest, earliest) if sign > 0 else (earliest, latest)
    printed = replace(now, low=said, high=said, unit=None, kind="other", text=told["said"])
    words = f"从「{before.text}」到「{now.text}」，{'增加' if sign > 0 else '减少'}的部分为前者的 {rounded(value)} 倍，写作「{told['said']}」"
    operands = {"大": more, "小": less, "上期": earliest}
    return Relation(f"({more}-{less})/{earliest}", operands, value, printed, words, allowed, certain=False)


def _said(told: re.Match[str]) -> Decimal:
    """Return by how many times of itself an amount changed."""
    if told["doublings"]:
        return Decimal(2) ** int(number_of(told["doublings"])) - 1
    if told["times"]:
        return Decimal(number_of(told["times"]))
    if told["lower"]:
        return Decimal(number_of(told["upper"])) / Decimal(number_of(told["lower"]))
    return Decimal(1) if told["twice"] else Decimal("0.5")
