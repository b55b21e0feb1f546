"""C03: one fact of a document, named in the same words, that is stated with two values."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kpi_nlp import lexicon
from kpi_nlp.checks.composites import composites
from kpi_nlp.checks.named_again import acts_again, named_again
from kpi_nlp.checks.own_facts import facts_in_cells, own_facts
from kpi_nlp.checks.period_facts import period_facts
from kpi_nlp.checks.stated_facts import Fact
from kpi_nlp.checks.told_otherwise import taken_up, told_otherwise
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Mention,
    Page,
    Paper,
    Remark,
    Undecided,
    check,
)
from kpi_nlp.quantities import agree, overlaps, shown
from kpi_nlp.quantities.slips import slip


@check(
    code="C03",
    name="one-fact-two-values",
    title="同一事实多值",
    severity="question",
    over="claims",
    why="同一份材料中，同一事项、同一口径、同一时点只应有一个数。",
    basis="正文中以同样的名称、同样的计量单位陈述本单位本年度的数（编制、在职人员、内设科室、下属单位、问卷份数等的不同说法见词库 particulars），全年工作的总次数，指标行在上半年、某季度或上年的数（正文、实际值、偏差原因、备注中所写），「受托参与…的5家」「上述9名」一类再次提到的数，及算式「甲/乙＝a/b」中代入的数，两处不同；计划数、上年数、「其中」、其他分季分月的数和约数，以及与指标行不符的数（见 N01）不比较；有两个以上不同的数的，不判；金额另见 F01，执行率另见 F02。",
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
        for fact in own_facts(paper):
            quantity = fact.quantity
            if quantity is None or (id(quantity) not in for_n01 and not told.told(quantity, fact.claim.scope)):
                facts[fact.name].append(fact)
        for fact in (*acts_again(paper, facts), *told_otherwise(paper, facts)):
            facts[fact.name].append(fact)
        for name, beside in _beside_values(paper).items():
            facts[name] += beside
        yield from _of_surveys(facts)
        for alike in (*facts.values(), *named_again(paper), *taken_up(paper)):
            yield from _compared(alike)
    for of_other_times in period_facts(dossier):
        for alike in of_other_times.values():
            yield from _compared(alike)


def _beside_values(paper: Paper) -> dict[str, list[Fact]]:
    """Return the facts that stand in cells, without those that several rows state in their own way."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts_in_cells(paper):
        found[fact.name].append(fact)
    return {name: facts for name, facts in found.items() if all(fact.equals(facts[0]) for fact in facts)}


def _of_surveys(facts: dict[str, list[Fact]]) -> Iterator[Answer]:
    """Take out the numbers of questionnaires where several of them differ: that is a second survey."""
    told = [name for name in dict.fromkeys(lexicon.particulars().survey.values()) if name in facts]
    apart = [name for name in told if any(not fact.equals(facts[name][0]) for fact in facts[name])]
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


def _compared(facts: Sequence[Fact]) -> Iterator[Answer]:
    """Compare each fact of a name with the first in units that agree; the first that differs is told.

    Of more than two values some are surely of something else.
    """
    if len({fact.value for fact in facts if not fact.equals(facts[0])}) > 1:
        yield Undecided(f"「{facts[0].name}」有两个以上不同的数，不知是否同一事实", facts[0].claim.location)
        return
    for fact in facts[1:]:
        first = facts[0]
        if fact.unit != first.unit and None not in (fact.unit, first.unit):
            continue
        if fact.equals(first):
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
