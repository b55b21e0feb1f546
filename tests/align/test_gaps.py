"""Rows without a counterpart: each is told with what came nearest, and with what a veto alone kept apart."""

from kpi_nlp.align import align
from kpi_nlp.model import Gap, Page, Row
from kpi_nlp.testing import paper_of

KEPT = Row(name="培训场次", target="20场")


def gaps(declared: tuple[Row, ...], evaluated: tuple[Row, ...]) -> list[Gap]:
    papers = [
        paper_of(Page(declared, stage="declaration"), "申报.docx"),
        paper_of(Page(evaluated), "自评.docx"),
    ]
    return list(align(papers).gaps)


def told(gap: Gap) -> tuple[str, str, bool, str | None, str | None, tuple[str, ...]]:
    return (
        gap.row.name,
        gap.document,
        gap.added,
        gap.nearest and gap.nearest.name,
        gap.barred and gap.barred.name,
        gap.vetoes,
    )


def test_a_row_that_is_gone_is_told_with_the_nearest_of_the_others() -> None:
    found = gaps((KEPT, Row(name="路灯更换盏数", target="300盏")), (KEPT,))
    assert list(map(told, found)) == [("路灯更换盏数", "自评.docx", False, "培训场次", None, ())]
    assert 0 < found[0].probability < 0.3


def test_a_row_that_is_new_is_told_from_the_side_of_the_later_paper() -> None:
    found = gaps((KEPT,), (Row(name="路灯更换盏数", target="300盏"), KEPT))
    assert list(map(told, found)) == [("路灯更换盏数", "申报.docx", True, "培训场次", None, ())]


def test_two_rows_that_a_veto_keeps_apart_are_told_with_each_other() -> None:
    found = gaps((KEPT, Row(name="技能培训人数", target="200人")), (KEPT, Row(name="技能培训人次", target="200人次")))
    why = ("口径不同：人数与人次",)
    assert list(map(told, found)) == [
        ("技能培训人数", "自评.docx", False, "技能培训人次", "技能培训人次", why),
        ("技能培训人次", "申报.docx", True, "技能培训人数", "技能培训人数", why),
    ]


def test_each_row_is_kept_apart_from_one_other_at_most() -> None:
    found = gaps(
        (KEPT, Row(name="线上讲座场次", target="20场"), Row(name="线上讲座数", target="21场")),
        (KEPT, Row(name="线下讲座场次", target="20场")),
    )
    assert [gap.barred and gap.barred.name for gap in found].count("线下讲座场次") == 1


def test_rows_that_are_all_linked_leave_no_gap() -> None:
    assert gaps((KEPT,), (KEPT,)) == []
