"""Numbers that a paper states of its own unit and year, in sentences and in cells, by the words that name them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.checks.particulars import Setting, bare, particular, setting, speaks_of_itself, stands_alone
from kpi_nlp.checks.stated_facts import Fact, is_whole
from kpi_nlp.model import WHOLE, Claim, Identity, Paper
from kpi_nlp.quantities import last_digit
from kpi_nlp.text import fold, han_only

_ORGANISED = re.compile(r"^(?:先后|组织|集中|牵头|主持)+(?=召开|举办|开展)|^(?:共|总共|一共|累计)(?=[一-鿿]{5})")
_SHORTEST, _SHORTEST_ACT = 4, 6
_IN_THE_YEAR = re.compile(r"^(?:20\d\d年度?|全年|本年度?|年内)[,，]")
_TOGETHER = re.compile(r"^(?:[我本](?:局|会|委|办|厅|院|馆|中心|单位|部门|机关))?(?:总共|一共|共|累计)")
_HELD = re.compile(r"^(?:现|共)?(?:管理|拥有|占有|占用|租用|持有|保有|管辖|下辖|管护|馆藏)(?=[一-鿿]{4})")
_MEASURE = re.compile(r"(?<=[一-鿿]{4})(?:总?面积|总?数量|总数|总量)$")
_ALL_YEAR = re.compile(r"^(?:20\d\d年度?(?!末|底)|全年|本年度?|年内)")
_NAMED = re.compile(
    r"(?:编制|人数|户数|数量|总数|总量|总额|面积|里程|净值|原值|价值|覆盖率|普及率|控制率|人员|人口|会员|资产)$"
)
_RATE = re.compile(r"[一-鿿]{5}(?<!执行)(?<!支付)(?<!支出)(?<!完成)(?<!达标)(?<!到位)(?<!满意)(?<!得分)(?<!增长)率$")
_OTHER_FACT = re.compile(
    r"其中|每|平均|人均|计划|目标|预计|拟|力争|上年|去年|同比|增长|增加|减少|下降|从|由|原(?!值)|调整|增至|减至|季度|\d月|上半年|下半年|一般|例如|左右|全[国省市区县]|各|分别"
)
_RATIO = re.compile(
    r"=(?P<part>[^=/,，。;；:：]{2,30})/(?P<whole>[^=/,，。;；:：*×]{2,30}?)(?:[*×]100%)?=(?P<first>\d[\d,]*(?:\.\d+)?)/(?P<second>\d[\d,]*(?:\.\d+)?)(?=[=*×])"
)


def own_facts(paper: Paper) -> Iterator[Fact]:
    """Yield the facts of the paper's own unit and year."""
    identity = paper.document.identity
    own, alone = han_only(identity.department or ""), stands_alone(paper)
    itself = False
    for previous, claim in zip((None, *paper.claims), paper.claims, strict=False):
        itself = (
            previous is not None and _goes_on(previous, claim) and speaks_of_itself(previous.text, own, before=itself)
        )
        if claim.period in (None, str(identity.year), "累计"):
            yield from _facts_of(claim, identity, own, alone=alone or itself)


def facts_in_cells(paper: Paper) -> Iterator[Fact]:
    """Yield the facts of the unit and its survey that stand beside the values of a form: 「93.5%（收回有效问卷324份）」."""
    identity = paper.document.identity
    own, alone = han_only(identity.department or ""), stands_alone(paper)
    for row in paper.indicators:
        for value in (row.actual, row.reason, row.note):
            if value is not None and value.quantities and value.text != value.quantities[0].text:
                claim = Claim(value.text, row.document, value.location, value.quantities, scope=row.scope)
                yield from _particulars_in(claim, identity, own, alone=alone)


def _particulars_in(claim: Claim, identity: Identity, own: str, *, alone: bool) -> Iterator[Fact]:
    folded = fold(claim.text)
    for quantity in claim.quantities:
        if is_whole(folded, quantity):
            name = particular(setting(claim, quantity, own), identity, alone=alone)
            if name is not None:
                yield Fact.of(name, claim, quantity, counted=False)


def _goes_on(previous: Claim, claim: Claim) -> bool:
    """Return whether a semicolon parts two claims of a paragraph: the second is of whom the first names."""
    return previous.text.rstrip().endswith(("；", ";")) and previous.location == claim.location


def _facts_of(claim: Claim, identity: Identity, own: str, *, alone: bool) -> Iterator[Fact]:
    folded = fold(claim.text)
    for quantity in claim.quantities:
        if not is_whole(folded, quantity):
            continue
        told = setting(claim, quantity, own)
        if (name := particular(told, identity, alone=alone)) is not None:
            yield Fact.of(name, told.claim, quantity, counted=False)
        elif claim.period == "累计":
            continue
        elif (words := _held(told, alone=alone)) or (
            claim.scope in (WHOLE, identity.project) and (words := _stated(told))
        ):
            yield Fact.of(words, told.claim, quantity)
    for match in _RATIO.finditer(folded):
        yield from _in_ratio(claim, match, own)


def _stated(told: Setting) -> str:
    """Return the noun that names an amount right in front of it, in a clause of nothing else; 「」 for none."""
    words = _ORGANISED.sub("", _known(told.words))
    if not words or not (_NAMED.search(words) or _is_act_of_the_year(told, words) or _is_rate_of_the_year(told, words)):
        return ""
    return "" if words in lexicon.particulars().unit.values() or _OTHER_FACT.search(told.clause) else _named(words)


def _held(told: Setting, *, alone: bool) -> str:
    """Return what the unit says that it has: 「我单位管理业务用房1.26万平方米」."""
    words = _HELD.sub("", told.words)
    own = told.claim.scope in (WHOLE, "所属单位") and speaks_of_itself(told.before, told.own, before=alone)
    return _named(words) if words != told.words and own and not _OTHER_FACT.search(told.clause) else ""


def _named(words: str) -> str:
    """Return a name without its measure: 「业务用房面积」 is that of 「业务用房」."""
    return _MEASURE.sub("", _HELD.sub("", words))


def _is_act_of_the_year(told: Setting, words: str) -> bool:
    """「全年召开绩效工作推进会9次，」 is the sum of the year, as is 「2024年，我单位共…」; 「开展主题活动5场」 is said again and again."""
    if "指标" in words or han_only(told.after[:1]):
        return False
    length = len(han_only(words))
    summed = bool(_IN_THE_YEAR.match(told.before)) and bool(_TOGETHER.match(told.clause.strip()))
    return length >= _SHORTEST_ACT and (summed or bool(_ALL_YEAR.match(told.clause.strip())))


def _is_rate_of_the_year(told: Setting, words: str) -> bool:
    """「全年12345热线工单按期办结率为96.8%」 is that of all; without the year it may be that of a task."""
    of_year = _ALL_YEAR.match(told.clause.strip()) or _IN_THE_YEAR.match(told.before)
    return told.quantity.unit == "%" and bool(_RATE.search(words) and of_year)


def _in_ratio(claim: Claim, match: re.Match[str], own: str) -> Iterator[Fact]:
    """「甲/乙=13/13」 states that 甲 is 13 and 乙, too."""
    for role, place in (("part", "first"), ("whole", "second")):
        words, number = _known(bare(match[role], own)), match[place]
        if words:
            yield Fact(words, None, Decimal(number.replace(",", "")), last_digit(number), number, claim, None)


def _known(words: str) -> str:
    """Return the name of what the lexicon knows, or the words themselves; 「」 for too few."""
    name = lexicon.particulars().unit.get(words + lexicon.GAP, words)
    return name if len(han_only(name)) >= _SHORTEST else ""
