"""Printed rules of scoring, read clause by clause."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_nlp.checks.rubrics import rubric_of
from kpi_nlp.checks.rules import Product, Rubric, Step, Tier


def tier(low: str | None, high: str | None, points: str | None, opens: str = "", subject: str = "") -> Tier:
    """Return a tier; `opens` names the sides that are left out (low, high)."""
    ends = [None if end is None else Decimal(end) for end in (low, high, points)]
    return Tier(subject, *ends, percent=True, low_open="low" in opens, high_open="high" in opens)


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("≥95%得6分", [tier("95", None, "6")]),
        (">95%得6分", [tier("95", None, "6", "low")]),
        ("≤5%得2分", [tier(None, "5", "2")]),
        ("比率<5%的，得1分", [tier(None, "5", "1", "high", "比率")]),
        ("90%≤x<95%得4分", [tier("90", "95", "4", "high", "")]),
        ("90%>利用率≥75%的，得0.7分", [tier("75", "90", "0.7", "high", "利用率")]),
        ("5%<比率<10%的，得0.5分", [tier("5", "10", "0.5", "low high", "比率")]),
        ("95%以上得满分", [tier("95", None, None)]),
        ("95%（含）以上得5分", [tier("95", None, "5")]),
        ("80%-90%得3分", [tier("80", "90", "3")]),
        ("80~90%得3分", [tier("80", "90", "3")]),
        ("80%至90得3分", [tier("80", "90", "3")]),
        ("80-90得3分", [replace(tier("80", "90", "3"), percent=False)]),
        ("80%以下不得分", [tier(None, "80", "0")]),
        ("低于80%得0分", [tier(None, "80", "0", "high")]),
        ("高于95%得5分", [tier("95", None, "5", "low")]),
        ("达到95%得5分", [tier("95", None, "5")]),
        ("完成率100%得10分", []),
        ("低于95%扣2分", []),
    ],
)
def test_a_tier(text: str, tiers: list[Tier]) -> None:
    found = rubric_of(text).tiers
    assert [(one.low, one.high, one.points, one.percent, one.low_open, one.high_open) for one in found] == [
        (one.low, one.high, one.points, one.percent, one.low_open, one.high_open) for one in tiers
    ]


@pytest.mark.parametrize(
    ("numbers", "inside"), [(("95", "94.9", "90", "89.9"), (False, True, True, False)), (("100", "0"), (False, False))]
)
def test_a_tier_holds_what_lies_in_it(numbers: tuple[str, ...], inside: tuple[bool, ...]) -> None:
    between = tier("90", "95", "4", "high")
    assert tuple(between.holds(Decimal(number)) for number in numbers) == inside


@pytest.mark.parametrize(
    "signs", ["1.{};2.{};3.{}", "（1）{}；（2）{}；（3）{}", "1、{}。2、{}。3、{}。", "{}；{}；{}"]
)
def test_numbers_of_a_list_belong_to_no_tier(signs: str) -> None:
    text = signs.format("满意度≥95%的，得6分", "90%≤满意度<95%的，得4分", "满意度<90%的，得2分")
    assert [(one.low, one.high) for one in rubric_of(text).tiers] == [(95, None), (90, 95), (None, 90)]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("执行率×5分", Product("执行率", Decimal(5))),
        ("得分=预算执行率*10分", Product("得分预算执行率", Decimal(10))),
        ("10分×完成率", Product("完成率", Decimal(10))),
        ("一季度执行率×1分；二季度执行率×1分", None),
        ("按进度得分", None),
    ],
)
def test_a_product(text: str, product: Product | None) -> None:
    found = rubric_of(text).product
    assert (found and found.points) == (product and product.points)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("每低1个百分点扣0.5分，扣完为止", Step(Decimal(1), "个百分点", Decimal("0.5"), below=True)),
        ("每少1次扣2分", Step(Decimal(1), "次", Decimal(2), below=True)),
        ("每降低5%扣1分", Step(Decimal(5), "%", Decimal(1), below=True)),
        ("每超一天扣1分", Step(Decimal(1), "天", Decimal(1), below=False)),
        ("每超出1%，扣0.1分", Step(Decimal(1), "%", Decimal("0.1"), below=False)),
        ("每发现1处扣1分", None),
    ],
)
def test_a_step(text: str, step: Step | None) -> None:
    assert rubric_of(text).step == step


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("制度健全（1分）；执行有效（1.5分）；有方案（0.5分）", "3"),
        ("目标全覆盖(8分);没按要求编报的,一项扣1分", "8"),
        ("≥95%得6分;90%≤x<95%得4分", "6"),
        ("“三公”经费<90%的,得3分;“三公”经费≥90%的,得2分;日常公用经费<90%的,得3分;日常公用经费≥90%的,得0分", "6"),
        ("执行率×5分", "5"),
        ("执行率×1分；政策落实情况（1分）", None),
        ("公开及时（1分）、公开完整（1分）；其他情况得1分", None),
        ("规范的得1分，不规范的不得分", None),
        ("≥95%得满分;<95%得4分", None),
    ],
)
def test_the_points_of_a_rule(text: str, points: str | None) -> None:
    assert rubric_of(text).points == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("text", "in_words"),
    [
        ("达标得满分，否则不得分", "nothing"),
        ("完成得10分，未完成不得分", "nothing"),
        ("完成目标得满分，未完成的按完成比例得分", "proportion"),
        ("按实际完成率计算得分", "proportion"),
        ("达标得满分", None),
        ("≥95%得6分;否则不得分", None),
    ],
)
def test_rules_in_words(text: str, in_words: str | None) -> None:
    assert rubric_of(text).in_words == in_words


def test_what_rests_on_judgement_is_told() -> None:
    assert rubric_of("酌情扣分") == Rubric(by_judgement=True)
    assert rubric_of("视情况得分").by_judgement
    assert not rubric_of("≥95%得6分").by_judgement


def interval(low: int | None, high: int | None, points: int | None, *, subject: str = "", opens: str = "") -> Tier:
    """Return a tier of whole numbers."""
    return tier(*(None if end is None else str(end) for end in (low, high, points)), opens, subject)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1.≥95%得6分;2.90%≤x<95%得4分", Rubric((interval(95, None, 6), interval(90, 95, 4, opens="high")), points=Decimal(6))),
        ("1.90%以上得4分", Rubric((interval(90, None, 4),))),
        ("80%及以下得0分", Rubric((interval(None, 80, 0),))),
        ("不足80%得0分", Rubric((interval(None, 80, 0, opens="high"),))),
        ("$\\geq 95\\%$得6分", Rubric((interval(95, None, 6),))),
        ("低于80%得0分;高于80%得5分", Rubric((interval(None, 80, 0, opens="high"), interval(80, None, 5, opens="low")), points=Decimal(5))),
        ("95%以上得满分，80%-95%得3分，80%以下不得分", Rubric((interval(95, None, None), interval(80, 95, 3), interval(None, 80, 0)))),
        ("满意度≥95%得6分;≥90%得4分", Rubric((interval(95, None, 6, subject="满意度"), interval(90, None, 4, subject="满意度")), points=Decimal(6))),
        (
            "三公经费<90%得3分;三公经费≥90%得2分;公用经费<90%得3分",
            Rubric(
                (
                    interval(None, 90, 3, subject="三公经费", opens="high"),
                    interval(90, None, 2, subject="三公经费"),
                    interval(None, 90, 3, subject="公用经费", opens="high"),
                )
            ),
        ),
        ("≥95%得6分，得2分", Rubric((interval(95, None, 6),))),
        ("完成率≥95%的得5分，每低1个百分点扣1分", Rubric((interval(95, None, 5, subject="完成率"),), step=Step(Decimal(1), "个百分点", Decimal(1), below=True))),
        ("每高出5个百分点扣2分", Rubric(step=Step(Decimal(5), "个百分点", Decimal(2), below=False))),
        ("每缺一次扣1分", Rubric(step=Step(Decimal(1), "次", Decimal(1), below=True))),
        ("每降低1%扣1分；每增加1次扣2分", Rubric()),
        ("3.执行率×5分", Rubric(product=Product("执行率", Decimal(5)), points=Decimal(5))),
        ("酌情，执行率×5分", Rubric(product=Product("执行率", Decimal(5)), points=Decimal(5), by_judgement=True)),
        ("得分=完成率×5分，执行率×5分×2", Rubric()),
        ("执行率×5分；执行率×3分", Rubric()),
        ("公开(2分)；完整(3分)；及时", Rubric(points=Decimal(5))),
        ("公开(2分)完整(3分)", Rubric(deeds=(Decimal(2), Decimal(3)), summed=True)),
        ("公开(2分)；得3分", Rubric()),
        ("达到目标值得8分", Rubric(points=Decimal(8), deeds=(Decimal(8),))),
        ("达到目标值得8分，未达到得0分", Rubric(points=Decimal(8), in_words="nothing", deeds=(Decimal(8), Decimal(0)), nothing_otherwise=True)),
        ("达到目标值得8分，另加2分", Rubric()),
        ("达到目标值得8分，得5分", Rubric()),
        ("按比例得分，酌情扣分", Rubric(by_judgement=True, in_words="proportion")),
    ],
)  # fmt: skip
def test_a_rule_is_read_whole(text: str, rule: Rubric) -> None:
    assert rubric_of(text) == rule
