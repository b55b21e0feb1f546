"""Rows to choose from where a reviewer finds a match wrong: as the matcher ranks them, whatever the letters."""

from dataclasses import replace

from kpi_nlp.align import Linker, embedders, load_linker
from kpi_nlp.align.nearest import likeliest
from kpi_nlp.model import Indicator, Page, Row
from kpi_nlp.testing import paper_of

LEVELS = ("产出指标", "数量指标")


def rows(*names: str) -> tuple[Indicator, ...]:
    page = Page(rows=tuple(Row(name=name, target=f"{at}公里", levels=LEVELS) for at, name in enumerate(names, 10)))
    return paper_of(page, "自评.docx").indicators


def names(found: list[Indicator]) -> list[str]:
    return [row.name for row in found]


def test_the_order_is_that_of_the_matcher_and_not_of_the_letters() -> None:
    (row,) = rows("举办线上培训期数")
    others = rows("举办线下培训期数", "网上培训举办期数", "学生满意度")
    assert names(likeliest(row, others, load_linker(), 7)) == ["网上培训举办期数", "举办线下培训期数", "学生满意度"]
    assert names(likeliest(row, others, load_linker(), 1)) == ["网上培训举办期数"]
    assert likeliest(row, (), load_linker(), 7) == []


def test_rows_of_the_same_project_come_first() -> None:
    (row,) = (replace(each, scope="堤防项目") for each in rows("堤防长度"))
    other, own = (
        replace(each, scope=scope)
        for each, scope in zip(rows("堤防长度", "新建改建长度"), ("绿道项目", "堤防项目"), strict=True)
    )
    assert likeliest(row, (other, own), load_linker(), 7) == [own, other]


def test_in_a_large_paper_the_right_row_is_found_with_vectors_or_without() -> None:
    many = rows(*(f"{chr(0x4E00 + 7 * at)}{chr(0x5E00 + 5 * at)}整治面积" for at in range(1500)), "堤防新建改建长度")
    (row,) = rows("新建改建堤防长度")
    for linker in (load_linker(), Linker(embedders.load("none"))):
        assert names(likeliest(row, many, linker, 3))[0] == "堤防新建改建长度"
