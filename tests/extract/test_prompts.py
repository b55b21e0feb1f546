"""Words of the template: left where an answer should stand, or where every form has them."""

import pytest

from kpi_nlp.model import Page
from kpi_nlp.testing import paper_of

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
LEVELS = ("产出指标", "数量指标")


def _prompts(page: Page) -> list[tuple[str, str | None]]:
    return [(prompt.text, prompt.location.column) for prompt in paper_of(page, "自评表.docx").prompts]


def _in_prose(text: str) -> list[str]:
    return [prompt.text for prompt in paper_of(Page(sentences=(text,)), "自评报告.docx").prompts]


def _beside(label: str, text: str) -> list[str]:
    table = (("项目名称", "科普经费"), (label, text))
    return [prompt.text for prompt in paper_of(Page(tables=(table,)), "自评表.docx").prompts]


@pytest.mark.parametrize(
    "text",
    [
        "（100字以内）", "(不超过500字)", "请填写", "请填写实际完成情况", "此处填写", "点击此处输入文字", "XXX", "×××", "***", "XX万元", "完成××个", "≥**人次", "**元/人·月", "……", "...",
        "对照年度目标，说明指标完成情况及偏差原因", "简要说明未完成的原因", "（说明具体完成情况）", "【此处填写】",
    ],
)  # fmt: skip
def test_what_stands_for_an_actual_is_left_of_the_template(text: str) -> None:
    rows = (HEADER, (*LEVELS, "培训人次", "200人次", text, "10", "10", ""))
    assert _prompts(Page(tables=(rows,))) == [(text, "实际完成值")] or _prompts(Page(tables=(rows,))) == [
        (text.removeprefix("完成").removeprefix("≥").removesuffix("/人·月"), "实际完成值")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "200人次", "撰写调研报告（5000字以上）3篇", "印发XX路改造方案1份", "张**等200人", "走访张**人家", "**村3户", "138****0000", "4401**********1234", "XX公司等3家企业", "修复×××路路灯20盏", "完成5×20米围栏", "根据需要开展绩效分析",
        "需说明的是，培训改为线上", "具体说明如下：全部完成", "重点分析研判形势", "无", "—", "/", "XX人民医院改造完成", "组织群众填写问卷", "二〇二四年完成", "推送信息20条（每条300字以内）", "资助XX小区改造",
    ],
)  # fmt: skip
def test_an_answer_is_no_prompt(text: str) -> None:
    rows = (HEADER, (*LEVELS, "培训人次", "200人次", text, "10", "10", ""))
    assert _prompts(Page(tables=(rows,))) == []


def test_titles_of_columns_and_rubrics_may_instruct() -> None:
    header = (*HEADER[:-1], "偏差原因分析及改进措施（请对照年度目标，简要说明，100字以内）", "评分标准")
    row = (*LEVELS, "培训人次", "200人次", "210人次", "10", "10", "", "对照年度目标，说明完成情况")
    assert _prompts(Page(tables=((header, row),))) == []


def test_an_ellipsis_in_a_row_without_a_name_is_the_template_itself() -> None:
    rows = (HEADER, (*LEVELS, "培训人次", "200人次", "210人次", "10", "10", ""), (*LEVELS, "……", "", "", "", "", ""))
    assert _prompts(Page(tables=(rows,))) == []


@pytest.mark.parametrize(
    "text",
    [
        "（简要说明部门职能、机构设置情况）", "对照年度绩效目标，说明各项指标完成情况。", "请填写部门基本情况。", "（500字以内）", "简述部门主要职责。", "1.简要说明部门职能。", "（限300字）", "（主要是项目的实施背景、立项依据和主要内容等）",
    ],
)  # fmt: skip
def test_an_instruction_for_a_paragraph_is_left(text: str) -> None:
    assert _in_prose(text) == [text.removeprefix("1.")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("XX局2024年部门整体支出绩效自评报告", "XX局"),
        ("XX部门XXXX年XX项目绩效报告", "XX部门"),
        ("2024年全年预算数为XXX万元。", "XXX万元"),
        ("本年度自评得分____分。", "____分"),
        ("本单位完成培训工作。（500字以内）", "（500字以内）"),
        ("项目执行情况良好【请填写具体情况】。", "【请填写具体情况】"),
    ],
)
def test_a_prompt_beside_an_answer_is_left(text: str, left: str) -> None:
    assert _in_prose(text) == [left]


@pytest.mark.parametrize(
    "text",
    [
        "（二）绩效目标完成情况（500字以内）", "填报单位：澜川市示例局", "填表说明：请填写实际完成值。", "注：请填写年初批复的目标值。", "改造XX路等道路12条。", "受助人员王**等30人。", "具体说明见附件。",
        "结合工作实际，制定实施方案。", "填写说明", "总分（100分）", "对照年度目标，我局完成了全部任务。", "综合评分（满分100分）",
    ],
)  # fmt: skip
def test_a_paragraph_of_its_own_is_no_prompt(text: str) -> None:
    assert _in_prose(text) == []


def test_notes_below_a_form_explain_it() -> None:
    said = (
        "填报说明：",
        "1.请填写年初批复的指标值。",
        "2.简要说明未完成原因。",
        "三、存在问题",
        "简要说明存在的问题。",
    )
    assert [prompt.text for prompt in paper_of(Page(sentences=said), "自评表.docx").prompts] == ["简要说明存在的问题。"]


@pytest.mark.parametrize(
    ("label", "text", "left"),
    [
        ("年度总体目标", "（100字以内）", ["（100字以内）"]),
        ("年度总体目标", "目标1：\n目标2：\n……", ["目标1：目标2：……"]),
        ("年度总体目标", "目标1：完成培训200人次。", []),
        ("年度总体目标（500字以内）", "完成培训200人次。", []),
        ("项目概况", "请填写项目概况", ["请填写项目概况"]),
        ("实施单位", "XXX局", ["XXX局"]),
        ("联系人", "张**", []),
        ("联系电话", "***", []),
        ("填表人", "XXX", []),
        ("项目地址", "XX路5号", []),
    ],
)
def test_what_stands_beside_a_label(label: str, text: str, left: list[str]) -> None:
    assert _beside(label, text) == left
