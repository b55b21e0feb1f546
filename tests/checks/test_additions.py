"""Totals and their items: what is said of a sum that does not come out, in whose words, and in which unit."""

import pytest

from kpi_nlp.checks.c02_sum_wrong import sum_wrong
from kpi_nlp.model import Page
from kpi_nlp.testing import ask

_LONG = "城乡居民基本医疗保险财政补助资金"  # sixteen letters are shown whole


def _told(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return message and formula of each finding of one table."""
    findings = ask(sum_wrong, Page(tables=(rows,))).findings
    return [
        (finding.message, f"{finding.computation.formula}={finding.computation.result}" if finding.computation else "")
        for finding in findings
    ]


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("培训", "75.20", []),
        ("培训", "75.21", []),
        ("培训", "75.22", [("「其中：培训」75.22，大于它所属的「项目支出」75.20，多 0.02。", "75.22-75.2=0.02")]),
        ("培训", "752.0", [("「其中：培训」752.0，大于它所属的「项目支出」75.20，多 676.8（相差十倍，疑为小数点错位）。", "752-75.2=676.8")]),
        (_LONG, "80.20", [(f"「其中：{_LONG}」80.20，大于它所属的「项目支出」75.20，多 5。", "80.2-75.2=5")]),
        (f"{_LONG}等", "80.20", [(f"「其中：{_LONG[:-1]}…」80.20，大于它所属的「项目支出」75.20，多 5。", "80.2-75.2=5")]),
    ],
)  # fmt: skip
def test_a_part_is_no_more_than_its_whole(name: str, part: str, said: list[tuple[str, str]]) -> None:
    rows = (("基本支出", "120.50", "110.50"), ("项目支出", "80.20", "75.20"), (f"其中：{name}", "70.20", part), ("合计", "200.70", "185.70"))  # fmt: skip
    assert _told(("项目", "年初预算数", "决算数"), *rows) == said


@pytest.mark.parametrize(
    ("items", "total", "said"),
    [
        (("118.00", "79.00"), "197.00", []),
        (("118.00", "79.00"), "0.00", []),
        (("118.00", "79.00"), "196.00", [("写 196.00，所列 2 项相加为 197，相差 1。", "118+79=197")]),
        (("118.00", "79.00", "0.80"), "197.00", [("写 197.00，所列 3 项相加为 197.8，相差 0.8（差额等于「其他支出」一项，疑为漏加）。", "118+79+0.8=197.8")]),
        (("118.00", "79.00", "0.80"), "198.60", [("写 198.60，所列 3 项相加为 197.8，相差 0.8（差额等于「其他支出」一项，疑为重复相加）。", "118+79+0.8=197.8")]),
        (("118.00", "-9.00"), "100.00", [("写 100.00，所列 2 项相加为 109，相差 9。", "118+(-9)=109")]),
        (("118.00", "0.00"), "110.00", [("写 110.00，所列 2 项相加为 118，相差 8。", "118+0=118")]),
        (("0.00", "87.00"), "80.00", [("写 80.00，所列 2 项相加为 87，相差 7。", "0+87=87")]),
        (("118.00", "87.00"), "196.00", [("写 196.00，所列 2 项相加为 205，相差 9（若「项目支出」为 78 则相符，疑为数字换位）。", "118+87=205")]),
        (("100", "52"), "125", [("写 125，所列 2 项相加为 152，相差 27（合计疑为数字换位）。", "100+52=152")]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("unit", ["", "（万元）", "（元）", "（亿元）"])
def test_a_total_is_the_sum_of_its_items(
    items: tuple[str, ...], total: str, said: list[tuple[str, str]], unit: str
) -> None:
    names = ("基本支出", "项目支出", "其他支出")
    rows = (
        *((name, "10.00", item) for name, item in zip(names, items, strict=False)),
        ("合计", f"{len(items)}0.00", total),
    )
    told = [(message.removeprefix(f"「合计」（决算数{unit}）"), formula) for message, formula in _told(("支出项目", f"预算数{unit}", f"决算数{unit}"), *rows)]  # fmt: skip
    assert told == said


@pytest.mark.parametrize(("name", "shown"), [(_LONG, _LONG), (f"{_LONG}等", f"{_LONG[:-1]}…")])
def test_a_long_name_is_cut(name: str, shown: str) -> None:
    rows = (("基本支出", "120.50", "118.00"), (name, "80.20", "79.00"), ("合计", "200.70", "276.00"))
    ((message, _),) = _told(("支出项目", "预算数", "决算数"), *rows)
    assert message.endswith(f"相差 79（差额等于「{shown}」一项，疑为重复相加）。")


@pytest.mark.parametrize(
    ("items", "total", "said"),
    [
        (("118万元", "87万元"), "205万元", []),
        (("118万元", "87万元"), "196万元", [("写 196万元，所列 2 项相加为 205，相差 9（若「项目支出」为 78 则相符，疑为数字换位）。", "118+87=205")]),
        (("118万元", "-9万元"), "100万元", [("写 100万元，所列 2 项相加为 109，相差 9。", "118+(-9)=109")]),
        (("118万元", "790000元"), "190万元", [("写 190万元，所列 2 项相加为 1970000元，相差 70000元。", "1180000+790000=1970000")]),
        (("118元", "79元"), "190元", [("写 190元，所列 2 项相加为 197，相差 7。", "118+79=197")]),
    ],
)  # fmt: skip
def test_amounts_with_their_unit_are_added_in_it(
    items: tuple[str, ...], total: str, said: list[tuple[str, str]]
) -> None:
    rows = (("基本支出", "10万元", items[0]), ("项目支出", "10万元", items[1]), ("合计", "20万元", total))
    told = [(message.removeprefix("「合计」（决算数）"), formula) for message, formula in _told(("支出项目", "预算数", "决算数"), *rows)]  # fmt: skip
    assert told == said
