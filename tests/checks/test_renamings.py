"""Rows that may be one under another name: one is gone, one is new, and all else is equal."""

from dataclasses import replace
from typing import Any

import pytest
from cases import indicator_of

from kpi_nlp import lexicon
from kpi_nlp.checks.renamings import one_target, renamings
from kpi_nlp.model import Dossier, Gap, Indicator

_OUTPUT, _SATISFACTION = ("产出指标", "质量指标"), ("满意度指标", "服务对象满意度指标")


def _row(
    name: str, document: str, *, levels: tuple[str, ...] = _SATISFACTION, target: str | None = "≥90%"
) -> Indicator:
    row = indicator_of(name=name, target=target or "完成")
    return replace(row, document=document, levels=levels, target=row.target if target else None)


GONE = _row("入园居民满意度", "申报.docx")
NEW = _row("服务对象满意度", "自评.docx")


def _are_one(new: Indicator, *, gone: dict[str, Any], added: dict[str, Any]) -> bool:
    """Return whether a row that is gone and one that is new make a pair, the earlier first."""
    gap = Gap(**{"row": GONE, "document": "自评.docx", "why": "stages", "added": False, **gone})
    other = Gap(**{"row": new, "document": "申报.docx", "why": "stages", "added": True, **added})
    pairs = {(id(one), id(two)) for one, two in renamings(Dossier((), lexicon.profile(), gaps=(gap, other)))}
    assert pairs <= {(id(GONE), id(new))}
    return bool(pairs)


@pytest.mark.parametrize(
    ("gone", "added", "are_one"),
    [
        ({}, {}, False),
        ({"nearest": NEW, "probability": 0.03}, {}, True),
        ({"nearest": NEW, "probability": 0.029}, {}, False),
        ({"nearest": NEW, "probability": 0.9}, {}, True),
        ({"nearest": GONE, "probability": 0.9}, {}, False),
        ({}, {"nearest": GONE, "probability": 0.03}, True),
        ({}, {"nearest": GONE, "probability": 0.029}, False),
        ({}, {"nearest": GONE, "probability": 0.9}, True),
        ({}, {"nearest": NEW, "probability": 0.9}, False),
        ({"nearest": replace(NEW, scope="甲项目"), "probability": 0.9}, {"nearest": GONE, "probability": 0.9}, False),
        ({"nearest": NEW, "probability": 0.9, "why": "years"}, {}, False),
        ({"nearest": NEW, "probability": 0.9, "why": "tables"}, {}, False),
        ({"nearest": NEW, "probability": 0.9}, {"why": "years"}, False),
        ({"nearest": NEW, "probability": 0.9}, {"why": "tables"}, False),
        ({"nearest": NEW, "probability": 0.9}, {"document": "另一申报.docx"}, False),
        ({"nearest": NEW, "probability": 0.9, "document": "另一自评.docx"}, {}, False),
        ({"nearest": NEW, "probability": 0.9, "added": True}, {}, False),
        ({"nearest": NEW, "probability": 0.9}, {"added": False}, False),
    ],
)
def test_a_row_that_is_gone_may_be_the_new_one_that_is_nearest(
    gone: dict[str, Any],
    added: dict[str, Any],
    are_one: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert _are_one(NEW, gone=gone, added=added) is are_one


@pytest.mark.parametrize(
    ("new", "are_one"),
    [
        (_row("服务对象满意度", "自评.docx"), True),
        (_row("服务对象满意度", "自评.docx", target="≥95%"), False),
        (_row("服务对象满意度", "自评.docx", levels=_OUTPUT), False),
        (_row("服务对象满意度", "自评.docx", levels=("效益指标", _SATISFACTION[1])), True),
        (_row("服务对象满意度", "自评.docx", levels=(_SATISFACTION[0], _OUTPUT[1])), False),
        (_row("满意程度", "自评.docx"), False),
        (_row("程度", "自评.docx"), False),
        (_row("入园居民满意度", "自评.docx", levels=_OUTPUT, target="≥95%"), True),
        (_row("入园居民 满意度", "自评.docx", levels=_OUTPUT, target=None), True),
    ],
)
def test_names_end_alike_below_one_level_or_are_the_same(new: Indicator, are_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _are_one(new, gone={"nearest": new, "probability": 0.9}, added={}) is are_one


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("≥90%", "≥90%", True),
        ("≥90%", "≥91%", False),
        ("≥90%", "良好", False),
        ("良好", "≥90%", False),
        ("良好", "较好", True),
        ("≥90%", None, False),
        (None, "≥90%", False),
        (None, None, False),
        ("10场", "10场，5次", False),
        ("10场，5次", "10场", False),
        ("10场，5次", "10场，5次", True),
        ("10场，5次", "10场，6次", False),
        ("10场，5次", "11场，5次", False),
    ],
)
def test_targets_are_one_where_every_amount_is(one: str | None, other: str | None, equal: bool) -> None:  # noqa: FBT001 - a column of the table
    assert one_target(_row("甲", "甲.docx", target=one), _row("乙", "乙.docx", target=other)) is equal
