"""Amounts of money in sentences: of what, whose, and at which point of the year; amounts that are said of another time."""

import pytest
from cases import paper_of_sentences

from kpi_nlp.checks.amounts import amounts_of
from kpi_nlp.checks.standing import clause_to, of_another_fact


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "我局年初预算100万元，全年预算120万元，执行数110万元。",
            ["整体 initial - 1000000", "整体 full - 1200000", "整体 execution - 1100000"],
        ),
        ("财政拨款收入100万元，支出90万元。", ["整体 income 财政拨款 1000000", "整体 execution 财政拨款 900000"]),
        (
            "一般公共预算财政拨款支出90万元，其中基本支出60万元，项目支出30万元。",
            ["整体 execution 一般公共预算 900000", "项目支出 execution 一般公共预算 300000"],
        ),
        ("“三公”经费年初预算10万元，决算8万元。", ["三公经费 initial - 100000", "三公经费 execution - 80000"]),
        ("项目支出年初预算100万元，某某奇怪支出5万元，执行数20万元。", ["项目支出 initial - 1000000"]),
        (
            "全口径预算支出100万元，全年执行数90万元。",
            ["整体 execution 全口径 1000000", "整体 execution 全口径 900000"],
        ),
        ("共3项，全年支出约90万元，全年执行数80万元。", []),
        ("（一）年初批复预算100万元", ["整体 initial - 1000000"]),
        ("一是年初预算100万元。", ["整体 initial - 1000000"]),
        ("市科协年初预算100万元", ["整体 initial - 1000000"]),
        ("全年支出约90万元。", []),
        ("2023年全年支出90万元。", ["2023 整体 execution - 900000"]),
        ("与2023年全年执行数90万元相比，全年支出95万元。", ["2023 整体 execution - 900000", "整体 execution - 950000"]),
        ("上年执行数90万元。", ["2023 整体 execution - 900000"]),
        ("与2023年相比，全年执行数95万元。", ["整体 execution - 950000"]),
        ("全年执行数95万元，比2023年增加5万元。", ["整体 execution - 950000"]),
        (
            "2023年全年执行数为90万元，2024年全年执行数为95万元。",
            ["2023 整体 execution - 900000", "整体 execution - 950000"],
        ),
        ("截至12月底，累计执行95万元。", ["整体 execution - 950000"]),
        ("截至11月底，累计执行85万元。", []),
        ("2024年整体支出预算95万元，实际支出90万元。", ["整体 execution - 900000"]),
        ("2024年预算调整后为95万元。", ["整体 full - 950000"]),
        ("全年可用预算资金95万元。", ["整体 full - 950000"]),
        ("截至2024年底，预算资金已支出95万元。", ["整体 execution - 950000"]),
        ("2024年末累计支出数95万元。", ["整体 execution - 950000"]),
        ("已支付工程款95万元。", []),
    ],
)
def test_an_amount_is_told_by_the_words_before_it(sentence: str, told: list[str]) -> None:
    amounts = amounts_of(paper_of_sentences(sentence))
    assert [
        f"{'' if amount.year == 2024 else f'{amount.year} '}{amount.item} {amount.kind} {amount.scope or '-'} {amount.money}"
        for amount in amounts
    ] == told


def test_the_last_printed_digit_says_how_fine_an_amount_is() -> None:
    rough, fine = amounts_of(paper_of_sentences("年初预算100万元，执行数100.5万元。"))
    assert (rough.fine, fine.fine) == (10_000, 1_000)
    assert rough.agrees(fine)
    (other,) = amounts_of(paper_of_sentences("年初预算101.1万元。"))
    assert not rough.agrees(other)
    (edge,) = amounts_of(paper_of_sentences("年初预算101.0万元。"))
    assert rough.agrees(edge)


@pytest.mark.parametrize(
    ("sentence", "name", "other"),
    [
        ("全年举办讲座30场。", "", False),
        ("目标已定，举办讲座30场。", "", False),
        ("2024年举办讲座30场。", "", False),
        ("2023年已结束，2024年举办讲座30场。", "", False),
        ("12月底举办讲座30场。", "", False),
        ("全年累计举办讲座30场。", "", False),
        ("由市科协举办的各类科学普及讲座30场。", "", False),
        ("联合执法30场。", "联合执法次数", False),
        ("联合执法30场。", "", True),
        ("目标举办讲座30场。", "", True),
        ("全年完成，目标举办讲座30场。", "", True),
        ("上半年举办讲座30场。", "", True),
        ("2024年在2023年基础上举办讲座30场。", "", True),
        ("由20场增至30场。", "", False),
        ("6月15日举办讲座30场。", "", True),
        ("截至9月举办讲座30场。", "", True),
        ("累计举办讲座30场。", "", True),
        ("讲座50次，其中线上30场。", "", True),
    ],
)
def test_plans_parts_and_other_times_are_other_facts(sentence: str, name: str, other: bool) -> None:  # noqa: FBT001 - a column of the table
    told = [
        of_another_fact(claim, quantity, name=name)
        for claim in paper_of_sentences(sentence).claims
        for quantity in claim.quantities
        if quantity.text == "30场"
    ]
    assert told == [other]


def test_the_clause_of_an_amount_begins_behind_the_last_stop() -> None:
    (claim,) = paper_of_sentences("全年共３项：举办讲座30场，其中线上20场。").claims
    assert [clause_to(claim, quantity) for quantity in claim.quantities] == [
        "全年共3项",
        "举办讲座30场",
        "其中线上20场",
    ]
