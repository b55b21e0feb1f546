"""C03: one fact of a document, named in the same words, that is stated with two values."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.model import (
    WHOLE,
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
    check,
)
from kpi_nlp.quantities import last_digit, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.quantities.slips import slip
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import fold, han_only, squeeze, without_brackets

_EDGE = re.compile(r"[,，。;；:：()（）、=/]")
_SIGNS = frozenset("=/*+-×÷")
_SHORTEST = 4
_NAMED = re.compile(
    r"(?:编制|人数|户数|数量|总数|总量|总额|面积|里程|净值|原值|价值|覆盖率|普及率|控制率|人员|人口|会员|资产)$"
)
_LINK = re.compile(r"(?:分别|现|共|总|合)?(?:计|为|是|有|达到?|:)*$")
_FRONT = re.compile(r"^(?:20\d\d年?度?|本年度?|当年|年末|年底|全年|截[至止]|根据|现有|目前|其中|的|末|底|到)+")
_OTHER_FACT = re.compile(
    r"其中|每|平均|人均|计划|目标|预计|拟|力争|上年|去年|同比|增长|增加|减少|下降|从|由|原(?!值)|调整|增至|减至|季度|\d月|上半年|下半年|一般|例如|左右|全[国省市区县]|各|分别"
)
_SAME = ((re.compile(r"^(?:核定)?(?:人员)?(?:核定)?编制(?:总?数|人数|名额)?$"), "人员编制"),)
_RATIO = re.compile(
    r"=(?P<part>[^=/,，。;；:：]{2,30})/(?P<whole>[^=/,，。;；:：*×]{2,30}?)(?:[*×]100%)?=(?P<first>\d[\d,]*(?:\.\d+)?)/(?P<second>\d[\d,]*(?:\.\d+)?)(?=[=*×])"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A named number: the words that name it, the class of its unit, its value and its sentence."""

    name: str
    unit: str | None
    value: Decimal
    fine: Decimal
    text: str
    claim: Claim

    @property
    def quote(self) -> Evidence:
        """The sentence that states it."""
        return Evidence("sentence", self.claim.text, self.claim.location)


@check(
    code="C03",
    name="one-fact-two-values",
    title="同一事实多值",
    severity="question",
    over="claims",
    why="同一份材料中，同一事项、同一口径、同一时点只应有一个数。",
    basis="正文中以同样的名称、同样的计量单位陈述本单位本年度的数，及算式「甲/乙＝a/b」中代入的数，两处不同；计划数、上年数、「其中」、分季分月和约数不比较；金额另见 F01，执行率另见 F02。",
    cleared_by="两处时点、范围或口径不同，并在文中写明。",
    suggestion="更正",
    flags=(
        Page(
            sentences=(
                "我局人员编制14人，2024年末实有人数13人。",
                "财政供养人员控制率=本年度在编人数（含工勤人员）/核定编制数（含工勤人员）=13/13=100%。",
            )
        ),
        Page(
            sentences=(
                "我局2024年末固定资产账面净值为285072.77元。",
                "2024年末固定资产账面净值为258072.77元，全部在用。",
            )
        ),
    ),
    passes=(
        Page(
            sentences=(
                "我局人员编制14人，2024年末实有人数13人，其中在职人员12人。",
                "财政供养人员控制率=本年度在编人数/核定编制数=13/14=92.86%。",
            )
        ),
        Page(sentences=("2024年末注册会员人数为1200人。", "2023年末注册会员人数为1100人。")),
    ),
)
def one_fact_two_values(dossier: Dossier) -> Iterator[Answer]:
    """Gather the facts of each paper by name and unit, and hold those of one name against the first."""
    for paper in dossier.papers:
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in _facts(paper):
            facts[fact.name].append(fact)
        for alike in facts.values():
            yield from _compared(alike)


def _facts(paper: Paper) -> Iterator[Fact]:
    """Yield the facts of the paper's own unit and year."""
    identity = paper.document.identity
    own = han_only(identity.department or "")
    for claim in paper.claims:
        if claim.scope not in (WHOLE, identity.project) or claim.period not in (None, str(identity.year)):
            continue
        folded = fold(claim.text)
        for quantity in claim.quantities:
            fact = _stated(claim, folded, quantity, own)
            if fact is not None:
                yield fact
        for match in _RATIO.finditer(folded):
            yield from _in_ratio(claim, match, own)


def _stated(claim: Claim, folded: str, quantity: Quantity, own: str) -> Fact | None:
    """Return the fact of an amount that a noun names right in front of it, in a clause of nothing else."""
    if quantity.exact is None or quantity.partial or quantity.kind in ("ordinal", "point", "duration"):
        return None
    if quantity.text.startswith("=") or folded[quantity.end : quantity.end + 1] in _SIGNS:
        return None  # 「乙=13/14」 is not that 乙 is 13
    start = max((edge.end() for edge in _EDGE.finditer(folded, 0, quantity.start)), default=0)
    clause = folded[start : quantity.start]
    words = _named(clause, own)
    if _OTHER_FACT.search(clause) or not _NAMED.search(words):
        return None
    unit = class_of(quantity.unit) if quantity.unit else None
    return Fact(words, unit, quantity.exact, precision(quantity), quantity.text, claim)


def _in_ratio(claim: Claim, match: re.Match[str], own: str) -> Iterator[Fact]:
    """「甲/乙=13/13」 states that 甲 is 13 and 乙, too."""
    for role, place in (("part", "first"), ("whole", "second")):
        words, number = _named(match[role], own), match[place]
        if words:
            yield Fact(words, None, Decimal(number.replace(",", "")), last_digit(number), number, claim)


def _named(clause: str, own: str) -> str:
    """Return the words that name an amount, without time, link and the name of the unit itself; 「」 for too few."""
    words = _FRONT.sub("", _LINK.sub("", squeeze(without_brackets(clause))))
    words = _FRONT.sub("", _without_owner(words, own))
    name = next((name for pattern, name in _SAME if pattern.match(words)), words)
    return name if len(han_only(name)) >= _SHORTEST else ""


def _without_owner(words: str, own: str) -> str:
    """Take off 「我局」, and what abbreviates the name of the department: 「市科协本级」."""
    if match := re.match(r"[我本该](?:局|会|委|办|厅|院|馆|中心|单位|部门|机关)(?:本级|机关)?的?", words):
        return words[match.end() :]
    letters, at = iter(own), 0
    while at < len(words) and words[at] in letters:  # the rest of `letters` is searched: a subsequence of the name
        at += 1
    return words[at:] if at > 1 and words[at - 1] in "局会委办厅院协级心校馆所" else words


def _compared(facts: Sequence[Fact]) -> Iterator[Answer]:
    """Compare each fact of a name with the first in units that agree; the first that differs is told."""
    for fact in facts[1:]:
        first = facts[0]
        if fact.unit != first.unit and None not in (fact.unit, first.unit):
            continue
        if abs(fact.value - first.value) < max(fact.fine, first.fine) or fact.value == first.value:
            yield Clear()
            continue
        yield _remark(first, fact)
        return


def _remark(first: Fact, other: Fact) -> Remark:
    why = slip(other.value, first.value, within=max(first.fine, other.fine))
    high, low = max(first.value, other.value), min(first.value, other.value)
    return Remark(
        f"「{first.name}」一处写 {first.text}，另一处写 {other.text}{f'（{why}）' if why else ''}，需核实。",
        tuple(dict.fromkeys((first.quote, other.quote))),
        computation=Computation(
            f"{shown(high)}-{shown(low)}", shown(high - low), {"一处": first.text, "另一处": other.text}
        ),
        sentence=f"{first.name} 两处不同",
    )
