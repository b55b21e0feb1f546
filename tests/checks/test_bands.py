"""Bands of grades that a paper states itself."""

import pytest

from kpi_nlp.checks.bands import bands_of
from kpi_nlp.model import Document, Location, Paper, Paragraph


def bands(*texts: str) -> dict[str, int] | None:
    blocks = tuple(Paragraph(text, Location("自评.docx", paragraph=at)) for at, text in enumerate(texts, 1))
    found = bands_of(Paper(Document("自评.docx", "", "docx", blocks)))
    return None if found is None else {name: int(lowest) for name, lowest in found.items()}


@pytest.mark.parametrize(
    "text",
    [
        "优（得分≥85分）、良（75分≤得分＜85分）、中（60分≤得分＜75分）、差（得分＜60分）。",
        "85分（含）以上为优，75-85分为良，60-75分为中，60分以下为差。",
        "评价等级：85-100分为优秀；75-85分为良好；60-75分为中等；低于60分为差。",
        "差（60分以下）、中（60-75分）、良（75-85分）、优（85-100分）",
    ],
)
def test_a_scale_is_read(text: str) -> None:
    assert bands("一、评价方法", text) == {"优": 85, "良": 75, "中": 60, "差": 0}


@pytest.mark.parametrize(
    "text",
    [
        "自评得分92分，评价等级为优。",
        "优3个、良5个、中1个。",
        "优秀干部12人，良好34人，合格56人，较差0人。",
        "优（90分以上）、良（80分以上）。",
        "优（300分以上）、良（200-300分）、中（100-200分）、差（100分以下）",
        "良（75-85分）、中（60-75分）、差（60分以下）",
        "优（85分以上）、良（85分以上）、中（60分以上）、差（60分以下）",
    ],
)
def test_what_is_no_scale_of_a_hundred_is_none(text: str) -> None:
    assert bands(text) is None


def test_the_first_scale_holds() -> None:
    scale = "{}分以上为优，70-80分为良，60-70分为中，60分以下为差。"
    assert bands(scale.format(80), scale.format(90)) == {"优": 80, "良": 70, "中": 60, "差": 0}
