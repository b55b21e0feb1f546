"""Deadlines of one task in two papers: which were moved, and where to; cells that are dates; dates in the wrong row."""

import pytest
from cases import indicator_of

from kpi_nlp.checks.dates import is_date, is_misplaced, is_of_time
from kpi_nlp.checks.deadlines import moved
from kpi_nlp.model import Value

_WHEN, _WELL, _MANY = ("产出指标", "时效指标"), ("产出指标", "质量指标"), ("产出指标", "数量指标")


def _target(text: str) -> Value:
    target = indicator_of(target=text, levels=_WHEN).target
    assert target is not None
    return target


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("6月30日前", "9月30日前", "时限推迟，由「6月30日前」改为「9月30日前」"),
        ("9月30日前", "6月30日前", "时限提前，由「9月30日前」改为「6月30日前」"),
        ("6月30日前", "6月30日前", None),
        ("6月底前", "6月30日前", None),
        ("2023年6月底前", "2024年6月底前", "时限推迟，由「2023年6月底前」改为「2024年6月底前」"),
        ("6月", "7月", "时限推迟，由「6月」改为「7月」"),
        ("7月", "6月", "时限提前，由「7月」改为「6月」"),
        ("6月", "6月", None),
        ("2月底前", "3月1日", "时限推迟，由「2月底前」改为「3月1日」"),
        ("3月至4月", "6月", None),
        ("6月", "3月至4月", None),
        ("上半年", "下半年", None),
        ("6月1日至7月2日", "9月1日", "时限推迟，由「6月1日至7月2日」改为「9月1日」"),
        ("9月1日", "6月1日至7月2日", "时限提前，由「9月1日」改为「6月1日至7月2日」"),
        ("6月1日至7月3日", "9月1日", None),
        ("6月30日", "6月30日至7月10日", None),
        ("7月10日", "7月1日至7月10日", None),
        ("7月1日", "7月1日至7月10日", None),
        ("6月30日", "7月1日至7月10日", "时限推迟，由「6月30日」改为「7月1日至7月10日」"),
        ("7月1日至7月10日", "6月30日", "时限提前，由「7月1日至7月10日」改为「6月30日」"),
        ("7月1日至7月10日", "7月10日至7月20日", None),
        ("7月10日至7月20日", "7月1日至7月10日", None),
        ("3月底前招标", "4月底前采购", "时限推迟，由「3月底前」改为「4月底前」"),
        (
            "3月底前完成招标，6月底前完成验收",
            "4月底前完成招标，8月底前完成验收",
            "时限推迟，由「3月底前」改为「4月底前」；时限推迟，由「6月底前」改为「8月底前」",
        ),
        (
            "3月底前完成招标，6月底前完成验收",
            "3月底前完成招标，8月底前完成验收",
            "时限推迟，由「6月底前」改为「8月底前」",
        ),
        ("3月底前完成招标，6月底前完成验收", "4月底前完成采购，8月底前完成验收", None),
        ("3月底前完成采购，6月底前完成验收", "4月底前完成招标，8月底前完成验收", None),
        ("3月底前完成招标，6月底前完成验收", "8月底前完成验收", None),
        ("8月底前完成验收", "3月底前完成招标，9月底前完成验收", None),
        ("6月底前完成，6月底前验收", "6月底前完成，7月底前验收", "时限推迟，由「6月底前」改为「7月底前」"),
        ("按时完成", "6月底前", None),
        ("6月底前", "按时完成", None),
    ],
)
def test_a_deadline_that_was_moved_is_told_with_its_direction(before: str, after: str, said: str | None) -> None:
    assert moved(_target(before), _target(after), 2024) == said


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("12月31日前", True),
        ("2024年12月", True),
        ("2024-06-30", True),
        ("第2季度", True),
        ("5月至6月", True),
        ("6月30日前完成", True),
        ("12月底前全部完成", True),
        ("6月30日，6月30日", True),
        ("6月30日前投入使用", False),
        ("2024年6月30日前30场", False),
        ("按时完成", False),
        ("50天", False),
        ("2024", False),
    ],
)
def test_a_cell_is_a_date_when_it_says_nothing_else(text: str, whole: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_date(indicator_of(target="12场", actual=text).actual) is whole


def test_an_empty_cell_is_no_date() -> None:
    assert is_date(None) is False


@pytest.mark.parametrize(
    ("name", "target", "actual", "levels", "of_time", "misplaced"),
    [
        ("系统运行", "正常运行", "2024年12月31日前", _WELL, False, True),
        ("系统运行", "系统运行平稳正常", "6月底前", _WELL, False, True),  # eight letters
        ("系统运行", "系统正常运行状态良", "6月底前", _WELL, False, False),  # nine are a sentence
        ("系统运行", "—", "6月底前", _WELL, False, False),
        ("系统运行", "按期完成", "6月底前", _WELL, False, False),
        ("系统运行", "6月", "6月底前", _WELL, True, False),
        ("系统运行", "正常运行", "良好", _WELL, False, False),
        ("合格率", "100%", "6月底前", _WELL, False, True),
        ("培训场次", "12场", "6月底前", _MANY, False, True),
        ("培训时间", "12场", "6月底前", _MANY, True, False),
        ("办结天数", "30天", "6月底前", _MANY, False, False),
        ("拨付及时率", "100%", "6月底前", _WHEN, True, False),
        ("拨付及时率", "95%", "6月底前", _WHEN, True, True),
        ("拨付及时性", "95%", "6月底前", _WHEN, True, False),
    ],
)
def test_a_date_that_answers_no_question_of_time_is_misplaced(  # noqa: PLR0917 - the columns of the table
    name: str,
    target: str,
    actual: str,
    levels: tuple[str, str],
    of_time: bool,  # noqa: FBT001 - a column of the table
    misplaced: bool,  # noqa: FBT001 - a column of the table
) -> None:
    indicator = indicator_of(name=name, target=target, actual=actual, levels=levels)
    assert (is_of_time(indicator), is_misplaced(indicator)) == (of_time, misplaced)
