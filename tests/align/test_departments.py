"""Whose papers belong together; what is merged, counted once, or missing is said."""

from dataclasses import replace

from kpi_nlp.align.departments import departments
from kpi_nlp.extract import department_key
from kpi_nlp.model import Identity, Page, Paper, Row
from kpi_nlp.testing import paper_of


def paper(
    name: str,
    department: str | None,
    *,
    year: int | None = 2024,
    stage: str = "self_evaluation",
    target: str = "5个",
    revision: str | None = None,
) -> Paper:
    made = paper_of(Page(rows=(Row(name="甲", target=target, actual="6个"),)), name)
    identity = Identity(department, department_key(department) if department else None, year, stage, revision=revision)  # type: ignore[arg-type]
    return replace(made, document=replace(made.document, identity=identity, sha256=name))


def test_a_name_that_fits_two_departments_joins_neither() -> None:
    groups = departments(
        [
            paper("a.docx", "深圳市科学技术协会"),
            paper("b.docx", "科协", year=2023),
            paper("c.docx", "广州市天河区科学技术协会"),
        ]
    )
    assert [group.name for group in groups] == ["深圳市科学技术协会", "科学技术协会", "广州市天河区科学技术协会"]


def test_a_short_name_joins_the_only_department_it_fits() -> None:
    (group,) = departments([paper("a.docx", "深圳市科学技术协会(本级)"), paper("b.docx", "市科协", year=2023)])
    assert group.name == "深圳市科学技术协会"
    assert len(group.papers) == 2
    assert any("按同一部门处理" in note for note in group.notes)


def test_unknown_departments_stand_alone() -> None:
    groups = departments([paper("a.docx", None), paper("b.docx", None)])
    assert [(group.name, len(group.papers)) for group in groups] == [(None, 1), (None, 1)]
    assert all("部门未识别" in group.missing[0] for group in groups)


def test_the_same_rows_count_once() -> None:
    (group,) = departments([paper("a.docx", "甲局"), paper("a.txt", "甲局")])
    assert [member.document.path for member in group.papers] == ["a.docx"]
    assert group.notes == ("a.txt 与 a.docx 内容相同，只计一次",)


def test_of_two_copies_the_outer_one_counts() -> None:
    (group,) = departments(
        [
            paper("批注/a.docx", "甲局"),
            paper("甲/乙/a.docx", "甲局"),
            paper("澜川市/a.docx", "甲局"),
            paper("申报.docx", "甲局"),
        ]
    )
    assert [member.document.path for member in group.papers] == ["申报.docx"]
    assert group.notes == tuple(
        f"{name} 与 申报.docx 内容相同，只计一次" for name in ("批注/a.docx", "甲/乙/a.docx", "澜川市/a.docx")
    )


def test_the_revision_that_is_marked_wins() -> None:
    (group,) = departments([paper("a.docx", "甲局"), paper("b.docx", "甲局", target="7个", revision="修订稿")])
    assert [member.document.path for member in group.papers] == ["b.docx"]
    assert "以「修订稿」为准" in group.notes[0]


def test_two_versions_without_a_mark_are_asked_about() -> None:
    (group,) = departments([paper("a.docx", "甲局"), paper("b.docx", "甲局", target="7个")])
    assert len(group.papers) == 2
    assert "未能判断先后" in group.notes[0]


def test_what_is_missing_is_said() -> None:
    (group,) = departments(
        [
            paper("a.docx", "甲局"),
            paper("b.docx", "甲局", year=2023),
            paper("c.docx", "甲局", year=2023, stage="declaration"),
            paper("d.docx", "甲局", year=None, target="9个"),
        ]
    )
    assert group.missing == (
        "d.docx：年度未识别，只与其他文件对应指标，不判断目标变更，请在 manifest.csv 填写 year",
        "甲局 2023 年：缺监控",
        "甲局 2024 年：只有自评，未做跨阶段核对（缺申报、监控）",
    )


def test_department_keys() -> None:
    names = ["广东省江门市科学技术协会", "深圳市科学技术协会（本级）", "澜川市残联", "澜川市 教育局"]
    assert [department_key(name) for name in names] == [
        "江门市科学技术协会",
        "深圳市科学技术协会",
        "澜川市残疾人联合会",
        "澜川市教育局",
    ]
