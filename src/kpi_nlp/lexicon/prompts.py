"""What a template prints where the answer should stand (prompts.toml), as expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kpi_nlp.lexicon.loading import either, entries
from kpi_nlp.lexicon.placeholders import FIELDS, HINTS, NO_RULE, NOTHING_SAID, SIGNS

_OPENS, _CLOSES = r"[(（【\[<＜《「『“]", r"[)）】\]>＞》」』”]"
_OPENED = r"(?:[(（【\[<＜《]|(?:^|(?<=[。；;]))[「『“])"  # within a sentence, quotation marks hold the words of somebody else
_ANSWERS = (
    r"如下|了|的|会|见|详见|以下|材料|要求|(?:单位|人|日期|部门|时间)\s*(?:$|[:：(（])"  # 「具体说明如下」, 「说明会」
)

# 「若未完成，请说明原因」; 「如无，可不填写」; 「[单位名称]」; 「20  年度」 and 「（　年度）」; 「某某单位」, 「○○局」; 「N个项目」, but not 「1+N个」
_DUE = r"(?:若|如果?|未完成的?|未达标的?|有偏差的?|存在偏差的?)[^。\d]{0,20}[，,]?\s*(?:请|应|需|须)(?:说明|列明|填写|注明|分析|写明)[^。\d]{0,30}。?"
_IF_ANY = r"(?:[如若](?:无|没有|不涉及|有|不适用)[^()（）。\d]{0,8}[，,；;]?\s*)+(?:请|可|应|则)*(?:不填|免填|填写?[“\"「]?无|列明|注明|说明|删除|略去)[^()（）。\d]{0,20}"
_NAME_OF = r"[\[{＜<](?:单位|部门|项目|填报单位|预算单位|年度|指标|地区|本)[^\[\]{}<>＜＞\d]{0,6}(?:名称|全称|年份|简称)[\]}＞>]|[(（](?:单位|部门|项目|预算单位)(?:名称|全称)[)）](?=20|年|关于|的)"
_NO_FIGURE = r"(?:得分|总分|等[级次]|执行率|预算数|执行数)为\s*(?:分|万元|[%％]|[，,。]|$)"
_YEAR = r"^[(（]?\s*20[ _\u3000]+年(?=度|.{0,30}(?:表|报告)$)|^[(（]\s*年度?\s*[)）]$"
_SOMEBODY = r"(?<![\u3400-\u9fff])某某|(?<![\u3400-\u9fff\d])[○〇◯]{2,}"
_SO_MANY = r"(?<![A-Za-z0-9+＋“\"])N"

# 「（待财务科提供）万元」, 「（　　）份」, 「（金额）万元」, 「等级为（优/良/中/差）」, 「□优 □良 □中 □差」, 「（无偏差的填“无”）」, 「${单位}」
_AWAITED = r"[(（\[【]\s*(?:[^()（）\[\]【】]{0,6}待[^()（）\[\]【】]{0,10}(?:提供|补充|填写|填报|填列|录入|补录|补报|补齐|核实后填|核定后填|确认后填)[^()（）\[\]【】]{0,6}|(?:数据|数字|数值|内容|金额|比例|名称)?待(?:定|核|核实|核对|确认|更新|补|填))\s*[)）\]】]"
_AWAITED_CELL = r"(?:数据|数字|数值|内容|金额|比例|此处|此项)?(?:尚)?待(?:定|核|核实|核对|确认|更新|补充?|填|补录|统计)(?:后(?:填写?|补充|填报))?|暂空|空缺待补"
_EMPTY = r"[(（\[【][\s_]*[)）\]】]"
_ITS_NAME = r"[(（\[【](?:金额|数字|数量|数值|比例|数据|年份|日期|具体数值?|人数|填数)[)）\]】]"
_GRADES = r"优秀?\s*[/／|]\s*良好?\s*[/／|]\s*(?:中等?|一般|合格)\s*[/／|]\s*(?:较?差|不合格)"
_CHOICES = rf"(?:(?<!分)(?<!设)(?<!划分)[为是:：]|^)\s*[(（\[【]?{_GRADES}[)）\]】]?(?=\s*(?:[。；;,，(（]|$))|(?:[□○〇]\s*(?:优秀?|良好?|中等?|一般|合格|较?差|不合格)\s*){{3,}}$|(?<!分)(?<!设)[为是:：]\s*[(（](?:是|有)\s*[/／]\s*(?:否|无)[)）]"
_FILL_WITH = r"[(（\[【][^()（）\[\]【】]{0,24}(?:的|请|可|应|则|时|须|需|就|统一|[,，；;]|^)?填(?:写|列|报|入)?[^()（）\[\]【】]{0,8}[“\"「‘『][^()（）]{1,8}[”\"」’』][^()（）]{0,6}[)）\]】]"
_VARIABLE = r"\$\{[^{}]{1,20}\}|\{\{[^{}]{1,20}\}\}|«[^«»]{1,20}»"
_SAMPLE = (
    r"^(?!附)[^《》。]{4,60}[(（](?:参考|填报|填写|示范)?(?:模板|模版|范本|样本|样式|样表|提纲|格式|文本|范例)[)）]$"
)
_BY_SOMEBODY = r"(?:本段|此段|本部分|该部分|此部分|此处|本节)(?:内容|文字)?(?:请|应由|需由|须由|需|须)[^。]{0,16}(?:补充|填写|填报|完善|提供|撰写|更新)|(?:本段|此段|本部分|该部分|此部分|本节)(?:内容|文字)?由[^。]{2,14}(?:补充|填写|填报|完善|撰写|提供)"
_UNKNOWN_PLACE = r"(?<![\u3400-\u9fff])某(?:省|市|县|区|镇|乡)某[^,，。、]{0,6}?(?:局|单位|部门|委|厅|院|中心)"


@dataclass(frozen=True, slots=True)
class Prompts:
    """Expressions of what a template prints where the answer should stand.

    `whole` is a text that is nothing but a prompt, `inside` a prompt beside an answer, `letters` a run of X with what it
    stands for. `signs` are numbers and dates that are drawn, asked for only where a text holds one of the `hints`. `no_rule` is a cell of rules that names none. `choices` is a list of grades of which none was chosen, `persons` are labels beside which a run of letters hides somebody, `notes` open what explains a form.
    """

    whole: re.Pattern[str]
    inside: re.Pattern[str]
    letters: re.Pattern[str]
    signs: re.Pattern[str]
    hints: re.Pattern[str]
    no_rule: re.Pattern[str]
    choices: re.Pattern[str]
    persons: re.Pattern[str]
    notes: re.Pattern[str]


@cache
def prompts() -> Prompts:
    """Return what a template prints where the answer should stand."""
    table = entries("prompts")
    fill, letters = either(table["fill"]["words"]), re.escape(table["letters"]["letters"])
    stars = re.escape(table["letters"]["stars"])
    run = rf"(?:[{letters}]{{2,}}|[{stars}]{{3,}})"
    limit = r"(?:[本此该]部分|[本此该]段|正文|篇幅|原则上|字数)*(?:(?:不超过|不多于|限|控制在|约)?\s*\d{2,4}\s*个?字(?:以内|之内|内|左右|以上)|(?:不超过|不少于|不低于|至少|限|控制在)\s*\d{2,4}\s*个?字)"
    instruction = _instruction(table["instruction"], fill)
    aside = rf"(?:{either(table['instruction']['bracketed'])}(?!(?:单位|部门|人|日期|时间)[:：])[^()（）\d]{{0,80}}|{_led(table['instruction'])})"
    units, no_name = table["letters"]["units"], rf"(?!{either(table['letters']['names'])})"
    written = rf"{_OPENS}\s*{either(table['written']['lead'])}[^()（）\d]{{0,80}}{either(table['written']['verbs'])}(?!{either(table['written']['things'])})[^()（）\d]{{0,24}}{_CLOSES}。?"
    filled_in = rf"{_OPENS}\s*{either(table['written']['fill'])}(?!了|说明|人|日期|要求|(?:单位|部门|时间)?[:：)）])(?:[^()（）\d]{{1,60}}|[^()（）\d]{{0,40}}\d{{1,2}}[-—~至到\d]*月[^()（）\d]{{0,30}}){_CLOSES}"
    counted = rf"\s*{either(table['letters']['units'])}"
    unsaid = rf"{_EMPTY}{counted}|{_ITS_NAME}{counted}|(?:[为共达约于计]|[:：]){_EMPTY}(?=[。,，；;]|$)"
    nothing = rf"(?:(?:[为是:：、]|包括|如下)\s*[{letters}]{{2,}}|(?<![A-Za-z0-9{letters}{stars}])[{letters}{stars}]{{4,}})(?=[、,，。；;]|$)"
    known = rf"{run}{no_name}{either([*units, *table['letters']['bodies']])}"
    starred = rf"(?<![A-Za-z0-9{stars}\u3400-\u9fff])[{stars}]{{2}}{no_name}{either(units)}"
    return Prompts(
        whole=re.compile(
            rf"{instruction}|{written}|{_AWAITED_CELL}|{_IF_ANY}。?|{_DUE}|{NOTHING_SAID}|待填|待补|TBD|包括但不限于[^\d]{{2,80}}|{_OPENS}\s*(?:{instruction}|{aside})(?:[,，、；;：:]?\s*{limit})?{_CLOSES}。?|{_OPENS}?{limit}{_CLOSES}?。?|{_OPENS}?{run}{_CLOSES}?"
        ),
        inside=re.compile(
            rf"{_OPENED}\s*{fill}[^()（）【】]*{_CLOSES}|(?:^|(?<=[。；;]))[(（](?:{limit}|{_led(table['instruction'])})[)）]|{_OPENS}{_IF_ANY}[^()（）]*{_CLOSES}"
            rf"|{_OPENS}[^()（）]{{0,30}}(?:填报|填写|填表|定稿|正式|[此本该]段|提示|说明文字)[^()（）]{{0,15}}删[除去][^()（）]{{0,10}}{_CLOSES}|[一二三四五六七八九]是[…⋯]+|{_NO_FIGURE}|{_NAME_OF}|{_YEAR}"
            rf"|{_AWAITED}|{unsaid}|{_CHOICES}|{_FILL_WITH}|{_VARIABLE}|{_SAMPLE}|{_BY_SOMEBODY}|{filled_in}|{FIELDS}"
        ),
        letters=re.compile(
            rf"(?<![A-Za-z0-9{letters}{stars}]){known}|{starred}|(?:{_SOMEBODY}){either([*units, *table['letters']['bodies']])}|{_SO_MANY}{either(units)}[\u3400-\u9fff]{{0,4}}|{nothing}|(?<![A-Za-z0-9{letters}])X(?:{either(table['letters']['single'])})|{_UNKNOWN_PLACE}|附件[{letters}](?![A-Za-z\d])|20\d?[{letters}{stars}]\s*年|20[{letters}{stars}]{{2}}\s*年|(?<![{letters}])[{letters}]月[{letters}]日"
        ),
        signs=re.compile(SIGNS),
        hints=re.compile(HINTS),
        no_rule=re.compile(NO_RULE),
        choices=re.compile(_CHOICES),
        persons=re.compile(either(table["persons"]["words"])),
        notes=re.compile(rf"[(（]?{either(table['notes']['words'])}"),
    )


def _instruction(words: Mapping[str, Any], fill: str) -> str:
    """Return the expression of 「简要说明…情况」, 「对照年度目标，说明…原因」, 「请填写…」; it is short and holds no figure."""
    adverbs, things = either(words["adverbs"]), either(words["things"])
    told = rf"{either(words['tell'])}(?!{_ANSWERS})[^\d]{{0,50}}{things}[^\d]{{0,30}}"
    against = rf"{either(words['against'])}[^，,。\d]{{2,30}}[，,]\s*(?:请|应)?{adverbs}?{told}"
    opened = rf"{either(words['open'])}(?!{_ANSWERS})[^\d]{{0,50}}{things}[^\d]{{0,30}}"
    return rf"(?:(?:请|应|需)?{adverbs}{told}|{opened}|{against}|{fill}.{{0,80}})"


def _led(words: Mapping[str, Any]) -> str:
    """Return the expression of what a remark in brackets asks for: 「从…方面分析…」, without a figure."""
    return (
        rf"{either(words['led'])}[^()（）\d]{{2,40}}{either(words['tells'])}(?!了|报告|书|表|人|员)[^()（）\d]{{2,40}}"
    )
