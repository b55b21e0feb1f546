"""The report around the form of a self-evaluation, sentence by sentence, in agreement with its facts."""

from collections.abc import Iterator

from papers.report import Line

from planting.figures import figures
from planting.filings import Filing
from planting.press import Press
from planting.rows import Row, met, sentence
from planting.templates import filled

_PAPER = "evaluation"
_LEVELS = (("产出指标", "产出方面"), ("效益指标", "效益方面"), ("满意度指标", "满意度方面"))
# Two ways to say the same, so that a paper does not repeat that of the year before.
_STYLES = (
    {
        "duties": "{department}{duties_text}。",
        "staff": "我单位内设科室{offices}个，下属单位{units}个，核定编制{posts}人，实有在职人员{staff}人。",
        "money": "{year}年年初预算数为{initial}万元，全年预算数为{full}万元，全年执行数为{execution}万元。",
        "rate": "预算执行率为{money_rate}%。",
        "formula": "全年执行数中，基本支出{basic_execution}万元，项目支出{project_execution}万元。",
        "goals": "按照年初申报的绩效目标，我单位组织开展了绩效自评。",
        "count": "年度绩效指标共设置{count}个三级指标，其中产出指标{outputs}个、效益指标{effects}个、满意度指标{satisfactions}个。",
        "conclusion": "{year}年部门整体支出绩效自评得分为{total}分，等级为{grade}。",
        "scores": "其中，预算执行得分{execution_score}分，产出指标得分{output_score}分，效益指标得分{effect_score}分，满意度指标得分{satisfaction_score}分。",
        "detail": "预算执行率指标满分10分，得分{execution_score}分。",
        "done": "{year}年，我单位主要完成以下工作。",
        "survey": "满意度通过问卷调查取得，共发放问卷{sent}份，收回有效问卷{valid}份。",
        "meetings": "全年召开绩效工作推进会{meetings}次。",
        "problems": "部分项目前期论证时间偏短，支付进度呈现前慢后快，资料归档也不够及时。",
        "plan": "下一步将提前做好项目储备，按月通报支付进度，并把归档情况纳入处室考核。",
        "extra": "",
    },
    {
        "duties": "根据“三定”规定，{department}的主要任务是{duties_text}。",
        "staff": "本部门设{offices}个科室，管理{units}家所属单位；编制数{posts}名，年末实有在职人员{staff}名。",
        "money": "本部门{year}年度年初预算为{initial}万元，调整后全年预算为{full}万元，实际执行{execution}万元。",
        "rate": "全年预算执行率达到{money_rate}%。",
        "formula": "实际执行数包括基本支出{basic_execution}万元、项目支出{project_execution}万元。",
        "goals": "财务科会同业务科室对照申报表，于次年一季度逐条核对佐证材料并打分。",
        "count": "绩效指标表中列有三级指标{count}个。",
        "conclusion": "对照评分标准，{year}年度自评总分{total}分，评定等级为{grade}。",
        "scores": "从构成看，预算执行{execution_score}分，产出{output_score}分，效益{effect_score}分，满意度{satisfaction_score}分。",
        "detail": "",
        "done": "全年重点任务的落实情况归纳如下。",
        "survey": "委托第三方机构抽样走访服务对象，发出问卷{sent}份，回收有效问卷{valid}份。",
        "meetings": "主要负责人先后{meetings}次听取预算绩效工作汇报。",
        "problems": "个别科室对指标值的测算依据不足，跨部门数据共享还不顺畅。",
        "plan": "今后拟建立指标库并定期更新，推动与数据管理部门联通，压实科室责任。",
        "extra": "",
    },
)  # fmt: skip
_ORDER = (
    "一、部门基本情况", "duties staff", "二、预算执行情况", "money rate formula", "三、绩效自评情况", "goals count", "conclusion scores detail claim",
    "四、绩效目标完成情况", "done", "", "survey meetings", "五、存在的问题和下一步措施", "problems", "plan", "extra",
)  # fmt: skip


def claim(filing: Filing) -> str:
    """Return what the report says of all indicators."""
    short = sum(not met(row) for row in filing.of(_PAPER))
    if filing.style:
        return f"除{short}个指标未达标外，其余均已达标。" if short else "年初确定的各项指标均已达标。"
    return f"除{short}个指标外，其余绩效指标均完成年度目标。" if short else "各项绩效指标均完成年度目标。"


def texts(filing: Filing) -> dict[str, str]:
    """Return the text of each place of the prose by its name."""
    known = figures(filing)
    return {name: filled(text, known) for name, text in _STYLES[filing.style].items()} | {"claim": claim(filing)}


def prose(filing: Filing, press: Press) -> Iterator[Line]:
    """Yield the paragraphs of the report; those that say nothing are left out."""
    said = texts(filing)
    for names in _ORDER:
        if not names:
            yield from _achievements(filing, press)
        elif "、" in names:
            yield Line(names)
        elif paragraph := "".join(press(f"prose.{name}", said[name]) for name in names.split()):
            yield Line(paragraph)


def _achievements(filing: Filing, press: Press) -> Iterator[Line]:
    """Yield one paragraph for each first level: the sentences of its rows."""
    for level, opening in _LEVELS:
        rows: list[Row] = [row for row in filing.of(_PAPER) if row.levels[0] == level]
        clauses = list(filter(None, (press(f"{row.key}.sentence", sentence(row)) for row in rows)))
        if clauses:
            yield Line(f"{opening}：{'；'.join(clauses)}。")
