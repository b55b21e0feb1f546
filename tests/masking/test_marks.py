"""Who is named in a text, and what only looks so: persons, telephones, certificates, mail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_nlp.lexicon import known_words, persons
from kpi_nlp.masking.marks import is_masked, named, number, spans


def masked(text: str) -> str:
    parts, at = [], 0
    for start, end, mark in sorted(spans(text)):
        if start >= at:
            parts += [text[at:start], mark]
            at = end
    return "".join((*parts, text[at:]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("填报人：张三", "填报人：某某"),
        ("填报人（签字）：张三丰  联系电话：13812345678", "填报人（签字）：某某  联系电话：〔电话〕"),
        ("联系人:欧阳明月联系电话:0755-82345678转801", "联系人:某某联系电话:〔电话〕"),
        ("项目负责人：王　强", "项目负责人：某某"),
        ("经办人：李四、王小五，审核人：赵六", "经办人：某某、某某，审核人：某某"),
        ("单位负责人 陈建国 同志", "单位负责人 某某 同志"),
        ("负责人：周明局长", "负责人：某某局长"),
        ("联系人：阿依古丽·买买提", "联系人：某某"),
        ("法定代表人：钱多多（身份证 11010519491231002X）", "法定代表人：某某（身份证 〔证件号〕）"),
        ("电话：82345678，邮箱 zhang.san@mail.example.cn。", "电话：〔电话〕，邮箱 〔邮箱〕。"),
        ("（0871）6312345 或 +86 138 1234 5678", "〔电话〕 或 〔电话〕"),
    ],
)
def test_who_is_named_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "负责人：水务局", "联系人：办公室", "负责人：任务组", "责任人：安全员", "负责人：方案制定情况", "联系人：", "负责人 安全责任落实率",
        "项目负责人 高质量完成", "联系人：高级工程师", "负责人：项目单位", "企业负责人安全培训人次", "负责人培训≥95%", "单位负责人：（签字）",
        "张三在会上介绍了情况", "预算 13812345678 元", "资金13812345678.50", "13812345678万元", "项目编码 110105194912310021234", "2023-20240101",
        "执行数 0.13812345678", "完成 82345678 平方米", "比例 0755-8", "统一社会信用代码 91110105MA01ABCD1X", "1,381,234,567,8", "@", "a@b", "110105199913310021",
    ],
)  # fmt: skip
def test_departments_indicators_and_figures_are_left(text: str) -> None:
    assert masked(text) == text


def test_no_word_of_the_trade_is_taken_for_a_name() -> None:
    assert [word for word in known_words() if named(word)] == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("张三", ("张三",)), ("王　强", ("王　强",)), ("李四、王小五", ("李四", "王小五")), ("张三 13812345678", ("张三",)),
        ("陈建国（签字）", ("陈建国",)), ("水务局", ()), ("张三负责全面工作", ()), ("≥95%", ()), ("", ()), ("财务科", ()), ("李四、财务科", ()),
    ],
)  # fmt: skip
def test_a_cell_beside_a_label_names_somebody_only_where_it_holds_nothing_else(
    cell: str, expected: tuple[str, ...]
) -> None:
    assert named(cell) == expected


def test_a_local_number_is_one_only_as_a_whole() -> None:
    assert [number(text) for text in ("82345678", " 6312345-8 ", "12345678", "82345678元", "823456789")] == [
        True,
        True,
        False,
        False,
        False,
    ]


SURNAMES = "王李张刘陈杨赵黄周吴"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"
NAMES = st.builds(
    lambda family, given: family + given, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2)
)
LABELS = st.sampled_from(["填报人", "联系人", "经办人", "项目负责人", "审核人", "制表人"])
DIGITS = st.text("0123456789", min_size=8, max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    LABELS,
    NAMES,
    st.sampled_from(["：", ":", " ： ", "（签字）：", "  "]),
    st.sampled_from(["", "  ", "，", "；联系电话：010-82345678"]),
)
def test_a_name_after_a_label_is_never_left(label: str, name: str, sign: str, rest: str) -> None:
    if persons().may_be(name):
        assert name not in masked(label + sign + name + rest)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["13", "15", "18", "19"]),
    st.integers(0, 9),
    DIGITS,
    st.sampled_from(["电话", "联系方式：", "手机 ", "（", "，"]),
)
def test_a_mobile_number_is_never_left(head: str, third: int, digits: str, before: str) -> None:
    number = f"{head}{third}{digits}"
    for written in (number, f"{number[:3]}-{number[3:7]}-{number[7:]}", f"{number[:3]} {number[3:7]} {number[7:]}"):
        assert written not in masked(f"{before}{written}。")
        assert masked(f"{before}{written}。").endswith("〔电话〕。")


@settings(max_examples=60, deadline=None)
@given(st.text("某〔电话〕证件号邮箱：，。填报联系负责人张王李 一二三ab@.-0123456789（）", max_size=60))
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    once = masked(text)
    assert masked(once) == once or is_masked(once)
    assert is_masked(once) or once == text
