"""A day of completion beside the deadline of its target."""

import pytest

from kpi_nlp.quantities import overdue


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("4月30日前", "5月20日"),
        ("2024年4月30日前完成", "2024年5月20日完成"),
        ("2024年6月底前", "2024年7月"),
        ("2024年6月30日", "7月15日"),
        ("2024年12月31日前", "次年1月10日"),
        ("2024年6月30日前完成主体工程", "主体工程2024年8月1日完成"),
        ("方案4月底前，验收10月底前", "方案4月20日，验收11月3日"),
        ("第二季度", "9月5日"),
        ("6月底前", "7月底"),
    ],
)
def test_a_later_day_is_overdue(target: str, actual: str) -> None:
    assert overdue(target, actual)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("4月30日前", "4月30日"),
        ("2024年12月31日前", "2024年11月20日"),
        ("6月底前", "6月"),
        ("2024年", "2024年12月20日"),
        ("5月前", "5月20日前"),
        ("2024年6月30日前完成初步设计", "2024年9月完成施工图审查"),
        ("2024年6月30日前", "按期完成"),
        ("及时", "2024年7月3日"),
        ("方案4月底前，验收10月底前", "验收11月3日"),
        ("2023年4月底前", "4月20日"),
        ("次年3月底前", "2025年3月20日"),
        ("12月底前", "2025年1月8日"),
        ("2024年3月1日起实施", "2024年5月1日"),
        ("20场", "22场"),
        ("", ""),
    ],
)
def test_what_is_in_time_or_cannot_be_told_is_not(target: str, actual: str) -> None:
    assert not overdue(target, actual)
