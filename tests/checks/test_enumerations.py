"""Lists of the prose and the number that announces them; counts of what was done and what was not."""

import pytest
from cases import paper_of_sentences

from kpi_nlp.checks.counts import counted
from kpi_nlp.checks.enumerations import enumerations

_BETWEEN = "工作有序推进"


@pytest.mark.parametrize(
    ("sentence", "announced", "items"),
    [
        ("完成三方面工作：一是培训，二是宣传，三是检查。", 3, 3),
        ("完成四方面工作：一是培训，二是宣传，三是检查。", 4, 3),
        ("有两个方面问题：一是钱少，二是人少，三是事多。", 2, 3),
        ("完成三方面工作：第一，培训。第二，宣传。", 3, 2),
        ("完成三方面工作：①培训②宣传", 3, 2),
        ("完成10项任务：①甲②乙", 10, 2),
        ("完成三方面工作：(一)培训(二)宣传", 3, 2),
        ("完成10项任务：(1)甲(2)乙", 10, 2),
        ("完成3项任务：1.培训 2.宣传", 3, 2),
        ("完成3项任务：1、培训 2、宣传 3、检查 4、督导", 3, 4),
        ("完成3项任务：1.培训11.5万元 2.宣传", 3, 2),
        ("完成四项任务：培训、宣传、检查。", 4, 3),
        ("完成五项任务：培训、宣传和检查、督导。", 5, 4),
        ("完成六项任务：培训、宣传和检查、督导和普法。", 6, 5),
        ("完成五项任务，分别为培训、宣传。", 5, 2),
        ("设“产出”、“效益”、“满意度”三个一级指标。", 3, 3),
        ("设“产出”、“效益”三个一级指标。", 3, 2),
        ("印发《甲办法》《乙办法》3项制度。", 3, 2),
        ("印发《甲办法》、《乙办法》和《丙办法》2项制度。", 2, 3),
    ],
)
def test_a_list_is_counted(sentence: str, announced: int, items: int) -> None:
    assert [(found.announced, found.items) for found in enumerations(paper_of_sentences(sentence))] == [
        (announced, items)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "完成三方面工作：一是培训。",
        "完成11项任务：①甲②乙",
        "完成11项任务：(1)甲(2)乙",
        "完成三项任务：培训、宣传、检查。",
        "完成四项任务：培训、宣传和检查、督导。",
        "完成五项任务：培训、宣传等。",
        "完成五项任务：培训、宣传，检查。",
        "完成五项任务：培训、宣传",
        "完成五项任务：培训。",
        "完成第三项任务：培训、宣传。",
        "每三项任务：培训、宣传。",
        "印发《甲办法》1项制度。",
    ],
)
def test_what_cannot_be_counted_for_certain_is_no_list(sentence: str) -> None:
    assert list(enumerations(paper_of_sentences(sentence))) == []


def test_a_first_item_again_opens_another_list() -> None:
    paper = paper_of_sentences("完成三方面工作：一是培训，二是宣传。另有两方面不足：一是人少，二是钱少。")
    assert [(found.quote, found.announced, found.items) for found in enumerations(paper)] == [
        ("三方面工作：", 3, 2),
        ("两方面不足：", 2, 2),
    ]


@pytest.mark.parametrize(
    ("below", "counts"),
    [
        (("一是培训。", "二是宣传。"), [(3, 2)]),
        (("一是培训。", "二是宣传。", "三是检查。"), [(3, 3)]),
        (("1.培训。", "2.宣传。"), []),  # may be another list
    ],
)
def test_a_list_goes_on_in_the_paragraphs_below(below: tuple[str, ...], counts: list[tuple[int, int]]) -> None:
    paper = paper_of_sentences("完成三方面工作：", *below)
    assert [(found.announced, found.items) for found in enumerations(paper)] == counts


@pytest.mark.parametrize(
    ("sentences", "counts"),
    [
        (("完成三方面工作：1.培训。2.宣传。", "3.检查。"), []),
        (("完成三方面工作：1.培训。2.宣传。", _BETWEEN), [(3, 2)]),
        (("完成三方面工作：一是培训。", *[_BETWEEN] * 19, "二是宣传。"), [(3, 2)]),  # in the twentieth paragraph
        (("完成三方面工作：一是培训。", *[_BETWEEN] * 20, "二是宣传。"), []),
        (("完成三方面工作：一是培训。", *[_BETWEEN] * 18, "二是宣传。", "三是检查。"), [(3, 3)]),
        (("完成三方面工作：一是培训。", *[_BETWEEN] * 19, "二是宣传。", "三是检查。"), [(3, 2)]),
    ],
)
def test_a_list_is_followed_over_twenty_paragraphs(sentences: tuple[str, ...], counts: list[tuple[int, int]]) -> None:
    assert [(found.announced, found.items) for found in enumerations(paper_of_sentences(*sentences))] == counts


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (("共申报41个项目，已完成33个，未完成7个。",), [("33个", "7个", 1, False)]),
        (("41项任务中，完成33项，未完成7项，取消1项。",), [("33项", "7项", 1, True)]),
        (("全年41项任务中，完成33项。", "41项任务中，未完成7项。"), [("33项", "7项", 2, False)]),
        (("全年41项任务中，完成33项。", "40项任务中，未完成7项。"), []),
        (("41项任务中，完成33项，未完成7项。", "41项任务中，完成34项。"), []),
        (("41项任务中，完成33项，未完成7项。", "41项任务中，未完成8项。"), []),
        (("41项任务中，完成33项，未完成7项。", "41项任务中，未完成8项，完成34项。"), []),
        (("计划41项任务中完成33项，未完成7项。", "41项任务中，完成33项，未完成8项。"), [("33项", "8项", 1, False)]),
        (("全年安排重点任务41项。", "已完成33项，未完成7项。"), []),
    ],
)
def test_what_was_done_and_what_was_not_complete_each_other(
    sentences: tuple[str, ...], told: list[tuple[str, str, int, bool]]
) -> None:
    assert [
        (both.done.quantity.text, both.undone.quantity.text, len(both.claims), both.open)
        for both in counted(paper_of_sentences(*sentences))
    ] == told
