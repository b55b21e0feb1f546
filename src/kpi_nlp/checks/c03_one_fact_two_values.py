"""C03: one fact of a document, named in the same words, that is stated with two values."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.checks.composites import composites
from kpi_nlp.checks.particulars import Setting, bare, particular, setting, speaks_of_itself, stands_alone
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Claim,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Identity,
    Mention,
    Page,
    Paper,
    Quantity,
    Remark,
    Undecided,
    check,
)
from kpi_nlp.quantities import agree, last_digit, overlaps, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.quantities.slips import slip
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import fold, han_only

_ORGANISED = re.compile(r"^(?:先后|组织|集中|牵头|主持)+(?=召开|举办|开展)")
_SIGNS = frozenset("=/*+-×÷")
_SHORTEST, _SHORTEST_ACT = 4, 7
_ALL_YEAR = re.compile(r"^(?:20\d\d年度?(?!末|底)|全年|本年度?|年内)")
_NAMED = re.compile(
    r"(?:编制|人数|户数|数量|总数|总量|总额|面积|里程|净值|原值|价值|覆盖率|普及率|控制率|人员|人口|会员|资产)$"
)
_OTHER_FACT = re.compile(
    r"其中|每|平均|人均|计划|目标|预计|拟|力争|上年|去年|同比|增长|增加|减少|下降|从|由|原(?!值)|调整|增至|减至|季度|\d月|上半年|下半年|一般|例如|左右|全[国省市区县]|各|分别"
)
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
    quantity: Quantity | None

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
    basis="正文中以同样的名称、同样的计量单位陈述本单位本年度的数（编制、在职人员、内设科室、下属单位、问卷份数等的不同说法见词库 particulars），全年工作的总次数，及算式「甲/乙＝a/b」中代入的数，两处不同；计划数、上年数、「其中」、分季分月和约数，以及与指标行不符的数（见 N01）不比较；有两个以上不同的数的，不判；金额另见 F01，执行率另见 F02。",
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
    for_n01 = {id(mention.quantity) for mention in dossier.mentions if _contradicts_a_row(mention)}
    for paper in dossier.papers:
        facts: dict[str, list[Fact]] = defaultdict(list)
        told = composites(paper)
        for fact in _facts(paper):
            quantity = fact.quantity
            if quantity is None or (id(quantity) not in for_n01 and not told.told(quantity, fact.claim.scope)):
                facts[fact.name].append(fact)
        yield from _of_surveys(facts)
        for alike in facts.values():
            yield from _compared(alike)


def _of_surveys(facts: dict[str, list[Fact]]) -> Iterator[Answer]:
    """Take out the numbers of questionnaires where several of them differ: that is a second survey."""
    told = [name for name in dict.fromkeys(lexicon.particulars().survey.values()) if name in facts]
    apart = [name for name in told if any(not _equal(fact, facts[name][0]) for fact in facts[name])]
    if len(apart) > 1:
        yield Undecided("文中可能写了两次问卷调查", facts[apart[0]][0].claim.location)
        for name in told:
            del facts[name]


def _contradicts_a_row(mention: Mention) -> bool:
    """Return whether an amount is that of a row with another value, which N01 tells."""
    parts, quantity = mention.indicator.parts, mention.quantity
    actual = parts[0].actual if len(parts) == 1 else None
    if mention.verdict != "match" or quantity is None or actual is None:
        return False
    return overlaps(quantity, actual) is False and not agree(quantity, actual)


def _facts(paper: Paper) -> Iterator[Fact]:
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


def _goes_on(previous: Claim, claim: Claim) -> bool:
    """Return whether a semicolon parts two claims of a paragraph: the second is of whom the first names."""
    return previous.text.rstrip().endswith(("；", ";")) and previous.location == claim.location


def _facts_of(claim: Claim, identity: Identity, own: str, *, alone: bool) -> Iterator[Fact]:
    folded = fold(claim.text)
    for quantity in claim.quantities:
        if not _is_whole(folded, quantity):
            continue
        told = setting(claim, quantity, own)
        if (name := particular(told, identity, alone=alone)) is not None:
            yield _fact(name, None, told)
        elif claim.scope in (WHOLE, identity.project) and claim.period != "累计" and (words := _stated(told)):
            yield _fact(words, class_of(quantity.unit) if quantity.unit else None, told)
    for match in _RATIO.finditer(folded):
        yield from _in_ratio(claim, match, own)


def _fact(name: str, unit: str | None, told: Setting) -> Fact:
    quantity = told.quantity
    return Fact(name, unit, quantity.exact or Decimal(0), precision(quantity), quantity.text, told.claim, quantity)


def _is_whole(folded: str, quantity: Quantity) -> bool:
    """Return whether a number is exact and stands for itself: 「乙=13/14」 is not that 乙 is 13, 「甲13/14」 not that 甲 is a share."""
    if quantity.exact is None or quantity.partial or quantity.kind in ("ordinal", "point", "duration"):
        return False
    alone = not quantity.text.startswith("=") and "/" not in quantity.text
    return alone and folded[quantity.end : quantity.end + 1] not in _SIGNS


def _stated(told: Setting) -> str:
    """Return the noun that names an amount right in front of it, in a clause of nothing else; 「」 for none."""
    words = _ORGANISED.sub("", _known(told.words))
    if not words or not (_NAMED.search(words) or _is_act_of_the_year(told.clause, words, told.after)):
        return ""
    return "" if words in lexicon.particulars().unit.values() or _OTHER_FACT.search(told.clause) else words


def _is_act_of_the_year(clause: str, words: str, after: str) -> bool:
    """「全年召开绩效工作推进会9次，」 is the sum of the year; 「开展主题活动5场」 is said again and again."""
    long = len(han_only(words)) >= _SHORTEST_ACT and "指标" not in words
    return long and bool(_ALL_YEAR.match(clause)) and not han_only(after[:1])


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


def _compared(facts: Sequence[Fact]) -> Iterator[Answer]:
    """Compare each fact of a name with the first in units that agree; the first that differs is told.

    Of more than two values some are surely of something else.
    """
    if len({fact.value for fact in facts if not _equal(fact, facts[0])}) > 1:
        yield Undecided(f"「{facts[0].name}」有两个以上不同的数，不知是否同一事实", facts[0].claim.location)
        return
    for fact in facts[1:]:
        first = facts[0]
        if fact.unit != first.unit and None not in (fact.unit, first.unit):
            continue
        if _equal(fact, first):
            yield Clear()
            continue
        yield _remark(first, fact)
        return


def _equal(one: Fact, other: Fact) -> bool:
    return abs(one.value - other.value) < max(one.fine, other.fine) or one.value == other.value


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
