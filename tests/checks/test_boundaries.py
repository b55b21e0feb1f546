"""From where on a check speaks, and how loud: just below, at and just above its steps."""

import pytest

from kpi_nlp.checks.d02_overshoot_unexplained import overshoot_unexplained
from kpi_nlp.checks.q07_period_copied import period_copied
from kpi_nlp.checks.u01_unit_mismatch import unit_mismatch
from kpi_nlp.checks.x01_copied_last_year import copied_last_year
from kpi_nlp.model import Check, Example, Page, Row
from kpi_nlp.testing import ask


def _severities(check: Check, example: Example) -> list[str]:
    return [finding.severity for finding in ask(check, example).findings]


@pytest.mark.parametrize(
    ("target", "actual", "said"),
    [
        ("10次", "12次", []),
        ("10次", "13次", ["note"]),
        ("10次", "15次", ["question"]),
        ("4次", "6次", ["note"]),  # two more of a handful
        ("4次", "7次", ["question"]),
        ("100次", "119次", []),
        ("100次", "120次", ["note"]),
        ("100次", "149次", ["note"]),
        ("100次", "150次", ["question"]),
        ("40%", "50%", []),  # ten points
        ("40%", "51%", ["note"]),
        ("讲座10场，展览10场", "讲座14场，展览10场", []),  # one part of several
        ("讲座10场，展览10场", "讲座15场，展览10场", ["question"]),
        ("讲座10场，展览10场", "讲座13场，展览13场", ["note"]),
        ("讲座10场，展览10场", "讲座9场，展览20场", []),
        ("≤10次", "5次", []),
    ],
)
def test_more_than_was_planned(target: str, actual: str, said: list[str]) -> None:
    assert _severities(overshoot_unexplained, Row(target=target, actual=actual)) == said


@pytest.mark.parametrize(
    ("actual", "hint"),
    [
        ("199次", "没有说明原因。"),
        ("200次", "没有说明原因，请重点核对目标是否过低、数据是否有误。"),
        ("999次", "没有说明原因，请重点核对目标是否过低、数据是否有误。"),
        ("1000次", "没有说明原因，恰为十倍，请先核对是否多写一位或单位有误。"),
    ],
)
def test_a_multiple_is_told_with_what_it_may_come_from(actual: str, hint: str) -> None:
    (finding,) = ask(overshoot_unexplained, Row(target="100次", actual=actual)).findings
    assert finding.message.endswith(hint)


@pytest.mark.parametrize(
    ("name", "target", "actual", "said"),
    [
        ("随访率", "90%", "30百分点", ["question"]),
        ("随访率", "90%", "29百分点", []),
        ("随访率提高", "90%", "30百分点", []),
        ("培训", "100人", "100人次", ["question"]),
        ("企业", "100人", "120家", ["question"]),
        ("企业", "100户", "120家", []),
        ("帮扶", "100户", "120人", ["question"]),
        ("培训", "100个", "120人次", ["question"]),
        ("培训", "100个", "120人", []),
        ("时限", "5天", "5%", ["question"]),
        ("时限", "5%", "5天", ["question"]),
        ("时限", "5天", "5小时", []),
        ("讲座", "5次", "5场", []),
        ("绿化", "5公里", "5亩", ["question"]),
    ],
)
def test_units_that_are_not_one(name: str, target: str, actual: str, said: list[str]) -> None:
    assert _severities(unit_mismatch, Row(name=name, target=target, actual=actual)) == said


_COPIED = tuple(
    Row(name=f"{name}数量", target=target, period_target=target)
    for name, target in zip("甲乙丙丁", ("8个", "7个", "6个", "4个"), strict=True)
)
_GROWN = tuple(
    Row(name=f"{name}数量", target=target, period_target=period)
    for name, target, period in (("戊", "10个", "30个"), ("己", "5个", "10个"), ("庚", "3个", "9个"))
)
_TOO_LITTLE, _OTHER_UNIT = Row(name="辛数量", target="5个", period_target="9个"), Row(name="壬数量", target="3个", period_target="9人")  # fmt: skip
_TWO_AMOUNTS = Row(name="癸数量", target="10个，5次", period_target="30个")


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        (_COPIED[:2], ""),
        (_COPIED[:3], "甲乙丙"),
        ((*_COPIED, _GROWN[0]), "甲乙丙丁"),  # four in five
        ((*_COPIED[:3], _GROWN[0]), "甲乙丙"),  # three in four
        ((*_COPIED[:3], *_GROWN[:2]), ""),
        ((_COPIED[0], *_GROWN), "甲"),
        ((*_COPIED[:2], *_GROWN), "甲乙"),
        ((*_COPIED[:3], *_GROWN), ""),
        ((_COPIED[0], *_GROWN[:2]), ""),
        ((_COPIED[0], *_GROWN[:2], _TOO_LITTLE), ""),
        ((_COPIED[0], *_GROWN[:2], _OTHER_UNIT), ""),
        ((_COPIED[0], *_GROWN[:2], _TWO_AMOUNTS), ""),
        (_GROWN, ""),
    ],
)
def test_targets_of_the_period_that_are_those_of_the_year(rows: tuple[Row, ...], listed: str) -> None:
    findings = ask(period_copied, Page(stage="declaration", rows=rows)).findings
    assert [row.name[0] for finding in findings for row in finding.rows] == list(listed)
    assert [finding.evidence[0].quote for finding in findings] == [rows[0].period_target] * bool(listed)


@pytest.mark.parametrize(
    ("rows", "alike", "listed"), [(4, 2, 2), (4, 1, 0), (4, 4, 4), (3, 3, 0), (5, 3, 3), (5, 2, 0), (6, 3, 3)]
)
def test_actuals_of_last_year(rows: int, alike: int, listed: int) -> None:
    years = tuple(
        Page(
            year=year,
            rows=tuple(
                Row(
                    name=f"任务{name}数量",
                    target="40场",
                    actual=f"{'5' if year == 2023 and at >= alike else '4'}{at + 1}场",
                )
                for at, name in enumerate("甲乙丙丁戊己"[:rows])
            ),
        )
        for year in (2023, 2024)
    )
    findings = ask(copied_last_year, years).findings
    assert [len(finding.rows) for finding in findings] == ([listed] if listed else [])


@pytest.mark.parametrize(("length", "said"), [(112, []), (113, ["note"])])
def test_prose_of_last_year(length: int, said: list[str]) -> None:
    """The title has fourteen runs of eight letters, the sentence seven fewer than letters: 120 in all are enough."""
    sentence = "".join(chr(0x4E00 + 7 * at) for at in range(length))
    years = tuple(
        Page(year=year, sentences=(sentence,), rows=(Row(target="1场", actual="1场"),)) for year in (2023, 2024)
    )
    assert _severities(copied_last_year, years) == said
