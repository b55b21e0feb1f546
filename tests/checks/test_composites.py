"""Cells of several amounts, by what they count."""

import pytest

from kpi_nlp.checks.composites import composites
from kpi_nlp.model import Page, Quantity, Row
from kpi_nlp.testing import paper_of

_SCHOOLS = Row(name="学校", target="改造校舍15所，更新监控设备320套", actual="改造校舍15所，更新监控设备286套")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((_SCHOOLS,), {("改造校舍", "所"): ("学校", "15所"), ("更新监控设备", "套"): ("学校", "286套")}),
        ((Row(target="改造校舍15所", actual="改造校舍15所"),), {}),
        (
            (Row(target="扩建校20所，改造校舍15所", actual="扩建校21所，改造校舍15所"),),
            {("改造校舍", "所"): ("示例指标", "15所")},
        ),
        (
            (
                _SCHOOLS,
                Row(name="乡村学校", target="改造校舍5所，更新路灯设备32套", actual="改造校舍5所，更新路灯设备28套"),
            ),
            {("更新监控设备", "套"): ("学校", "286套"), ("更新路灯设备", "套"): ("乡村学校", "28套")},
        ),
    ],
)
def test_an_amount_is_told_by_what_it_counts_unless_two_rows_count_it(
    rows: tuple[Row, ...], told: dict[tuple[str, str], tuple[str, str]]
) -> None:
    amounts = composites(paper_of(Page(rows=rows), "示例.docx")).amounts
    assert {
        (of, unit): (row.name, part.actual.text) for (_, of, unit), (row, part) in amounts.items() if part.actual
    } == told


def test_an_amount_of_a_sentence_speaks_of_the_row_that_counts_the_same() -> None:
    known = composites(paper_of(Page(rows=(_SCHOOLS,)), "示例.docx"))
    said = [part.actual for part in paper_of(Page(rows=(_SCHOOLS,)), "示例.docx").indicators[0].parts]
    assert all(isinstance(quantity, Quantity) for quantity in said)
    found = [known.told(quantity, "整体") for quantity in said if quantity]
    assert [(row.name, part.target.text) for row, part in filter(None, found)] == [("学校", "15所"), ("学校", "320套")]
    assert [known.told(quantity, "项目") for quantity in said if quantity] == [None, None]
