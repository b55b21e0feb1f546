"""Values of a spreadsheet as they are displayed: numbers, dates counted in days, text under a format of its own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_nlp.readers.format_codes import BUILT_IN
from kpi_nlp.readers.number_format import displayed


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.975, "0%", "98%"), (0.975, "0.0%", "97.5%"), (0.986, "0.00%", "98.60%"), (1234567.891, "#,##0.00", "1,234,567.89"), (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"), (1e-7, "General", "0.0000001"), (2.5, "0", "3"), (-5, "0;(0)", "(5)"), (95, '0"分"', "95分"), (3, '0.0"万元"', "3.0万元"),
        (1.5, "0.##", "1.5"), (2.0, "0.##", "2"), (None, "General", ""), (True, "General", "TRUE"), ("≥95%", "General", "≥95%"), (1234.5, "_ * #,##0.00_ ", "1,234.50"),
        (dt.datetime(2024, 11, 5, tzinfo=dt.UTC).replace(tzinfo=None), "yyyy-mm-dd", "2024-11-05"), (dt.date(2024, 11, 5), 'yyyy"年"m"月"d"日"', "2024年11月5日"),
        (dt.date(2024, 11, 1), 'yyyy"年"m"月"', "2024年11月"), (dt.time(9, 30), "h:mm", "9:30"), (42, "[Red]0.0", "42.0"),
        (12345, '0!.0,"万"', "1.2万"), (12345, '0"."0,"万"', "1.2万"), (1234567, "#,##0,", "1,235"), (123456789, '0.00,,"百万"', "123.46百万"), (99.5, "0.0\\%", "99.5%"),
        (99.5, '0.0"%"', "99.5%"), (0, '0;-0;"无"', "无"), (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"), (-1234.5, "#,##0.00_ ;[Red]-#,##0.00", "-1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"), (7, "000", "007"), (0.5, "# ?/?", "1/2"), (1.25, "# ?/?", "1 1/4"), (0.5, ".00", ".50"), (1234567, "0.00E+00", "1.23E+06"),
        (1 / 3, "General", "0.333333333"), (123456789012, "General", "123456789012"), (0, "0;;;", ""), (30, "0;;;", "30"), (5, '[>=10]0"个";0.0"个"', "5.0个"), (1e30, "0", "1" + "0" * 30),
        (0.95, "≥0%", "≥95%"), (30, '"≥"0"公里"', "≥30公里"), (-0.03, "0.0%", "-3.0%"), (-0.001, "0", "0"), (-5, "General", "-5"), (5, '"约"General', "约5"), (5, "@", "5"), (5, "General分", "5分"),
        (dt.date(2024, 12, 31), "yyyy/m/d", "2024/12/31"), (dt.date(2024, 12, 31), 'm"月"d"日"', "12月31日"), (dt.date(2024, 12, 31), "yyyy.mm", "2024.12"), (dt.date(2024, 12, 31), 'yyyy"年"', "2024年"),
        (dt.date(2024, 12, 31), "mm-dd-yy", "2024/12/31"), (dt.date(2024, 12, 31), "[$-F800]dddd, mmmm dd, yyyy", "2024年12月31日"), (dt.timedelta(hours=30), "[h]:mm", "30:00"),
        (dt.datetime(2024, 12, 31, 10, 5, tzinfo=dt.UTC).replace(tzinfo=None), "yyyy-mm-dd hh:mm", "2024-12-31 10:05"), (dt.time(9, 30, 5), "mm:ss", "30:05"),
        (5, "G/通用格式", "5"), (3.5, 'G/通用格式"分"', "3.5分"), (float("nan"), "0", ""), (float("inf"), "General", ""),
    ],
)  # fmt: skip
def test_numbers_are_read_as_displayed(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text(alphabet='#0?.,%;"!\\\\[]_*@E+-/万年ymdhsa', max_size=12)
)
def test_no_format_breaks_the_reader(value: float, number_format: str) -> None:
    assert isinstance(displayed(value, number_format), str)
    assert isinstance(displayed(dt.date(2024, 12, 31), number_format), str)
    assert isinstance(displayed("甲", number_format), str)


@pytest.mark.parametrize(
    ("days", "number_format", "shown"),
    [
        (45601, "yyyy/m/d", "2024/11/5"), (45601.604201, "yyyy-mm-dd hh:mm:ss", "2024-11-05 14:30:03"), (0.5, "h:mm", "12:00"), (1, "yyyy/m/d", "1900/1/1"), (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"), (0, "yyyy/m/d", "1900/1/0"), (-1, "yyyy/m/d", "-1"), (3_000_000, "yyyy/m/d", "3000000"), (1.25, "[h]:mm", "30:00"), (1.25, "[h]", "30"), (1.25, "[mm]:ss", "1800:00"),
        (45601, "[$-804]aaaa", "星期二"), (45601, "aaa", "二"), (45601, "[$-F800]dddd, mmmm dd, yyyy", "2024年11月5日"), (45601, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "2024年11月5日"),
        (45601, '0"天"', "45601天"), (45601, "[Red]0", "45601"), (45601, "[>100]0;General", "45601"), (45601, "0_d", "45601"), (0.999999, "h:mm:ss", "0:00:00"),
        (45601, 57, "2024年11月"), (45601, 58, "11月5日"), (45601, 31, "2024年11月5日"), (45601, 14, "2024/11/5"), (-5, 37, "-5"), (0.5, 20, "12:00"),
    ],
)  # fmt: skip
def test_days_are_shown_as_dates(days: float, number_format: str | int, shown: str) -> None:
    code = BUILT_IN[number_format] if isinstance(number_format, int) else number_format
    assert displayed(days, code) == shown


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert displayed(44139, "yyyy/m/d", date1904=True) == "2024/11/5"
    assert displayed(0, "yyyy/m/d", date1904=True) == "1904/1/1"


@pytest.mark.parametrize(
    ("text", "number_format", "shown"),
    [("95%", '"≥"@', "≥95%"), ("甲", '0;-0;0;"（"@"）"', "（甲）"), ("甲", ";;;", ""), ("甲", "0.00", "甲"), ("甲", "yyyy/m/d;@", "甲"), ("12", "@", "12")],
)  # fmt: skip
def test_text_takes_what_its_format_adds(text: str, number_format: str, shown: str) -> None:
    assert displayed(text, number_format) == shown
