"""What the figures of a sentence say of each other."""

from decimal import Decimal

import pytest

from kpi_nlp.quantities import parse, relations
from kpi_nlp.quantities.arithmetic import evaluate, rounding
from kpi_nlp.quantities.tallies import tallies


def told(text: str) -> list[tuple[bool | None, str]]:
    return [(relation.holds, relation.formula) for relation in relations(text, parse(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出671.51万元，为年初预算879.34万元的76.37%。", [(True, "671.51/879.34*100")]),
        ("支出671.51万元，为年初预算879.34万元的67.37%。", [(False, "671.51/879.34*100")]),
        ("支出1.2亿元，为预算1.5亿元的81%。", [(None, "1.2/1.5*100")]),
        ("全年支出500万元，其中项目支出200万元，占40%。", [(True, "200/500*100")]),
        ("全年支出500万元，其中项目支出200万元，占比为45%。", [(False, "200/500*100")]),
        ("应检120家，合格116家，合格率96.67%。", [(True, "116/120*100")]),
        ("应检120家，合格116家，合格率98%。", [(False, "116/120*100")]),
        ("采购预算1,515,600.00元，实际执行1,356,040.00元，采购执行率98.47%。", [(False, "1356040.00/1515600.00*100")]),
        ("采购预算151万元，实际执行135万元，执行率（不含冻结资金）98.47%。", []),
        ("采购预算151万元，实际执行135万元，及时率98%。", []),
        ("收入673.79万元，为预算879.34万元的76.62%，减收205.55万元，减23.38%。",
         [(True, "673.79/879.34*100"), (True, "879.34-673.79"), (True, "(879.34-673.79)/879.34*100")]),
        ("收入673.79万元，为预算879.34万元的76.62%，减收205.55万元，减32.38%。",
         [(True, "673.79/879.34*100"), (True, "879.34-673.79"), (False, "(879.34-673.79)/879.34*100")]),
        ("年初预算4339.30万元，调整后3980.53万元，减少358.77万元，下降8.27%。",
         [(True, "4339.30-3980.53"), (True, "(4339.30-3980.53)/4339.30*100")]),
        ("年初预算4339.30万元，调整后3980.53万元，减少385.77万元。", [(False, "4339.30-3980.53")]),
        ("预算40000元，实际33000元，节约7000元。", [(True, "40000-33000")]),
        ("预算40000元，实际33000元，减少5000元。", []),
        ("举办培训班34期，比上年增加6期，增长21.43%。", [(True, "6/(34-6)*100")]),
        ("举办培训班34期，比上年增加6期，增长17.65%。", [(False, "6/(34-6)*100")]),
        ("在库215件，较去年减少10件，下降4.44%。", [(True, "10/(215+10)*100")]),
        ("成员单位从9个增至27个，增加18个。", [(True, "27-9")]),
        ("2023年举办讲座20场，2024年举办24场，增长20%。", [(True, "(24-20)/20*100")]),
        ("2024年举办讲座24场，2023年举办20场，增长30%。", [(False, "(24-20)/20*100")]),
        ("成员单位从9个增至27个，比上年增加5个。", []),
        ("成员单位增加18个，由9个增至27个。", [(True, "27-9")]),
        ("成员单位增加16个，由9个增至27个。", [(False, "27-9")]),
        ("支出300万元，上年支出250万元，比上年增加60万元。", [(False, "300-250")]),
        ("预算500万元，调整后450万元，比上年减少60万元。", []),
        ("基本支出262.52万元+项目支出196.10万元=458.62万元。", [(True, "262.52+196.10")]),
        ("基本支出262.52万元+项目支出196.10万元=468.62万元。", [(False, "262.52+196.10")]),
        ("总分100分，分为履职效能50分、管理效率40分。", []),
        ("预算500万元，分为基本支出300万元、项目支出250万元。", [(False, "300+250")]),
        ("共举办讲座48场，其中线上20场、线下28场。", [(True, "20+28")]),
        ("共举办讲座48场，其中线上20场、线下25场。", [(False, "20+25")]),
        ("共举办讲座48场，其中线上20场、专题5场。", []),
        ("共举办讲座48场，其中线上50场。", [(False, "50-48")]),
        ("实有13人，其中在职人员12人，离退休人员1人。", [(True, "12+1")]),
        ("共3个项目，分别为甲5个、乙6个、丙7个。", []),
        ("举办讲座2场，分别为第1场和第2场。", []),
        ("设指标10个，分为2个一级指标、4个二级指标。", []),
        ("受访约300人，满意246人，满意率80%。", []),
    ],
)  # fmt: skip
def test_what_figures_give_and_whether_it_is_printed(text: str, expected: list[tuple[bool | None, str]]) -> None:
    assert told(text) == expected


def test_the_total_may_stand_in_the_sentence_before() -> None:
    total = parse("全年支出56894.87万元，其中：")
    text = "教育支出34517.75万元，占60.67%；"
    (right,) = relations(text, parse(text), total)
    assert (right.holds, right.formula) == (True, "34517.75/56894.87*100")
    text = "教育支出34517.75万元，占66.07%；"
    (wrong,) = relations(text, parse(text), total)
    assert (wrong.holds, wrong.cause) == (False, None)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("支出50万元，为预算80万元的160%。", "写的是倒数"),
        ("支出50万元，为预算80万元的6.25%。", "相差十倍，疑为小数点错位"),
        ("支出671.51万元，为预算879.34万元的73.67%。", None),
        ("全年支出500万元，其中项目支出200万元，占4%。", "相差十倍，疑为小数点错位"),
        ("支出672万元，为预算1000万元的62.7%。", "疑为数字换位"),
        ("支出620万元，为预算1000万元的26%。", "疑为数字换位"),
        ("年初预算800万元，调整后900万元，支出720万元，为调整后预算900万元的90%。", "若以「800万元」为分母，则得 90%"),
        ("支出671.51万元，为预算879.34万元的7.37%。", "疑为漏写或多写一位数字"),
    ],
)
def test_what_explains_a_wrong_figure(text: str, cause: str | None) -> None:
    *_, relation = relations(text, parse(text))
    assert (relation.holds, relation.cause) == (False, cause)


@pytest.mark.parametrize(
    "text",
    [
        "支出671.51万元，为年初预算879.34万元的67.37%。",
        "支出3000万元，为预算1.5亿元的30%。",
        "成员单位从9个增至27个，增加16个。",
        "年初预算4339.30万元，调整后3980.53万元，减少385.77万元。",
        "举办培训班34期，比上年增加6期，增长17.65%。",
        "基本支出262.52万元+项目支出1.9610亿元=468.62万元。",
        "误餐补助500元×120人=5万元。",
    ],
)
def test_every_formula_gives_its_result(text: str) -> None:
    (relation,) = relations(text, parse(text))
    result = Decimal(relation.result) if relation.result else relation.value
    assert abs(evaluate(relation.formula) - result) < Decimal("0.006")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共申报41个项目，已完成33个，未完成7个。", [("项目", "完成", "33个", "7个", False)]),
        ("41项任务中33项已完成、7项未完成。", [("任务", "完成", "33项", "7项", False)]),
        ("共41个预算支出项目，其中有33个预算项目支出进度达到90%。", [("项目", "支出进度达到90%", "33个", None, False)]),
        ("共41个预算支出项目，其中有7个预算项目支出进度未达到90%。", [("项目", "支出进度达到90%", None, "7个", False)]),
        ("设定指标36个，完成33个，未完成3个。", [("指标", "完成", "33个", "3个", False)]),
        ("共设定36个指标，完成33个，未完成2个，取消1个。", [("指标", "完成", "33个", "2个", True)]),
        ("计划完成12个项目，新建5个。", []),
        ("培训12人，办班3个。", []),
    ],
)
def test_how_many_of_so_many(text: str, expected: list[tuple[str, str, str | None, str | None, bool]]) -> None:
    found = [
        (one.things, one.state, one.done and one.done.text, one.undone and one.undone.text, one.open)
        for one in tallies(text, parse(text))
    ]
    assert found == expected


def test_decimals_may_have_been_rounded_and_whole_numbers_not() -> None:
    assert rounding("33/41*6") == 0
    assert rounding("93.9%*10") == Decimal("0.01")
