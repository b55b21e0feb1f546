"""What the text below a form explains is no silence."""

from kpi_nlp.checks.d01_shortfall_unexplained import shortfall_unexplained
from kpi_nlp.model import Page
from kpi_nlp.testing import ask

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值")
MISSED = (
    ("产出指标", "数量指标", "讲座场次", "12场", "9场"),
    ("产出指标", "数量指标", "培训期数", "4期", "3期"),
    ("产出指标", "数量指标", "展览数量", "6个", "5个"),
)
REASON = ("未完成原因分析", "因场馆闭馆维修，部分活动推迟到次年举办，未完成年度目标。", "", "", "")


def test_reasons_below_a_form_leave_it_undecided() -> None:
    inspection = ask(shortfall_unexplained, Page(tables=((HEADER, *MISSED, REASON),)))
    assert inspection.findings == ()
    assert [doubt.reason for _, doubt in inspection.undecided] == [
        "指标表没有偏差原因栏，表下或正文另有原因分析，未能与各行对应"
    ]


def test_without_them_it_is_one_question_that_lists_the_rows() -> None:
    (finding,) = ask(shortfall_unexplained, Page(tables=((HEADER, *MISSED),))).findings
    assert (finding.severity, [row.name for row in finding.rows]) == ("question", ["讲座场次", "培训期数", "展览数量"])
