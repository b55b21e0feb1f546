"""Of whom, of which time and of which outcome a sentence speaks."""

import pytest

from kpi_nlp.extract import extract
from kpi_nlp.model import Claim
from kpi_nlp.readers import Source, read

HEAD = "澜川市青岭区文化局2024年部门整体支出绩效自评报告\n\n"


def claims(text: str) -> list[Claim]:
    return list(extract(read(Source("自评.txt", (HEAD + text).encode()))).claims)


def claim(text: str) -> Claim:
    (found,) = claims(text)
    return found


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("全年举办讲座12场。", "整体"),
        ("全市共举办讲座120场。", "全市"),
        ("2024年，全省举办讲座1200场。", "全省"),
        ("带动全区开展读书活动80场。", "全区"),
        ("开展全市性读书活动3场。", "整体"),
        ("在全市范围内遴选试点学校12所。", "整体"),
        ("综合考核居全省第3位，服务读者2万人次。", "整体"),
        ("各区共举办讲座120场。", "全市"),
        ("下属单位举办讲座20场。", "所属单位"),
        ("石桥镇在文化站新建书屋3个。", "石桥镇"),
        ("东湖区文化局举办讲座5场，城北区新建书屋6个。", "东湖区"),
        ("青岭区举办读书活动5场。", "整体"),
        ("老旧小区改造12个，特色小镇建成2个。", "整体"),
    ],
)
def test_of_whom_a_sentence_speaks(sentence: str, scope: str) -> None:
    assert claim(sentence).scope == scope


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("全年举办讲座12场。", "2024"),
        ("全年累计举办讲座12场。", "2024"),
        ("2024年以来，举办讲座12场。", "2024"),
        ("三年来举办讲座36场。", "累计"),
        ("自2021年以来，举办讲座36场。", "累计"),
        ("累计举办讲座36场，今年新增12场。", "累计"),
        ("举办讲座12场，历年累计36场。", "2024"),
        ("截至年底，举办讲座12场。", "2024"),
        ("截至12月底，累计建成书屋36个。", "累计"),
        ("上半年举办讲座5场。", "部分"),
        ("截至6月底，举办讲座5场。", "部分"),
        ("1-9月举办讲座8场。", "部分"),
        ("上半年举办讲座5场，全年举办讲座12场。", "2024"),
        ("去年举办讲座10场。", "2023"),
        ("举办讲座12场（2023年为10场）。", "2024"),
        ("举办讲座10场（2023年）。", "2023"),
        ("2023年举办讲座10场。", "2023"),
        ("下一步拟举办讲座20场。", "计划"),
        ("力争举办讲座20场。", "计划"),
    ],
)
def test_of_which_time_a_sentence_speaks(sentence: str, period: str) -> None:
    assert claim(sentence).period == period


@pytest.mark.parametrize(
    ("headings", "period"),
    [
        ("二、重点工作任务绩效目标完成情况分析\n\n（一）服务群众\n\n", "2024"),
        ("一、年度重点工作任务\n\n（一）服务群众\n\n", "计划"),
        ("二、绩效自评情况\n\n（一）下一步改进措施\n\n", "计划"),
        ("三、存在问题及改进措施\n\n", "2024"),
    ],
)
def test_the_deepest_heading_that_tells_decides(headings: str, period: str) -> None:
    assert claim(f"{headings}举办讲座20场。").period == period


def test_measures_behind_a_problem_are_planned() -> None:
    said = claims("三、存在问题及改进措施\n\n讲座只举办8场。改进措施：举办讲座20场。")
    assert [one.period for one in said] == ["2024", "计划"]


@pytest.mark.parametrize(
    ("sentence", "judgement"),
    [
        ("讲座完成年度目标。", "完成"),
        ("讲座超额完成年度目标。", "超额"),
        ("各项指标均已完成。", "全部完成"),
        ("各项绩效指标完成率均为100%。", "全部完成"),
        ("各项指标基本完成。", "基本完成"),
        ("大部分指标已完成。", "部分完成"),
        ("讲座未完成年度目标。", "未完成"),
        ("讲座未完全实现目标。", "未完成"),
        ("讲座未达到年度目标值。", "未完成"),
        ("讲座未按时完成。", "延期"),
        ("讲座因疫情延期。", "延期"),
        ("讲座已取消。", "取消"),
        ("讲座尚未开展。", "未开展"),
        ("部分讲座未完成。", "部分完成"),
        ("不存在未完成的指标。", "全部完成"),
        ("没有一场讲座取消。", None),
        ("讲座未延期。", None),
        ("如未完成年度目标，应说明理由。", None),
        ("未完成原因分析：场馆维修。", None),
        ("讲座未达标的，扣减相应经费。", None),
        ("完成质量较好，完成及时。", None),
        ("12个指标的完成率较高。", None),
    ],
)
def test_what_a_sentence_says_of_an_outcome(sentence: str, judgement: str | None) -> None:
    assert next((one.judgement for one in claims(sentence)), None) == judgement


@pytest.mark.parametrize(
    ("sentence", "stretches"),
    [
        ("讲座举办12场，展览未开展。", [("未开展", "展览未开展")]),
        ("讲座举办12场，未开展展览。", [("未开展", "未开展展览")]),
        ("学术讲座受疫情影响，未开展。", [("未开展", "学术讲座受疫情影响，未开展")]),
        ("讲座因疫情延期，其他项目完成绩效目标。", [("延期", "讲座因疫情延期"), ("完成", "其他项目完成绩效目标")]),
        ("学术讲座尚未完成验收结题。", [("未完成", "尚未完成验收结题")]),
        ("学术讲座未完成12场的目标。", [("未完成", "学术讲座未完成12场的目标")]),
        ("学术讲座因场地维修，仍未完成年度目标。", [("未完成", "学术讲座因场地维修，仍未完成年度目标")]),
    ],
)
def test_each_judgement_is_said_of_its_own_clause(sentence: str, stretches: list[tuple[str, str]]) -> None:
    said = claim(sentence)
    assert [(one.judgement, said.text[one.start : one.end]) for one in said.assertions] == stretches


@pytest.mark.parametrize(
    ("sentence", "exceptions"),
    [
        ("除一个指标外，各项指标均完成。", 1),
        ("除个别指标外，各项指标均完成。", None),
        ("除讲座场次外，各项指标均完成。", 0),
        ("除3项重点任务外，还完成了书屋建设。", 0),
    ],
)
def test_how_many_are_left_out(sentence: str, exceptions: int | None) -> None:
    assert claim(sentence).exceptions == exceptions


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("确保各项指标全部完成。", "计划"),
        ("加强调度，为确保年度目标实现，各项指标均已完成。", "2024"),
        ("要求各科室对照清单，力争全部完成绩效指标。", "计划"),
        ("供水保证率完成年度目标。", "2024"),
    ],
)
def test_what_is_wished_for_is_planned(sentence: str, period: str) -> None:
    assert claim(sentence).period == period


def test_a_paper_of_one_project_speaks_of_that_project() -> None:
    form = (
        "澜川市示例局2024年项目支出绩效自评表\n\n全年培训教师1200人次，各项指标全部完成。\n\n"
        "| 项目名称 | 教师培训 | | | |\n|---|---|---|---|---|\n| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n"
        "| 产出指标 | 数量指标 | 培训人次 | ≥1200人次 | 1250人次 |\n"
    )
    paper = extract(read(Source("自评.md", form.encode())))
    assert {one.scope for one in (*paper.claims, *paper.indicators)} == {"教师培训"}
