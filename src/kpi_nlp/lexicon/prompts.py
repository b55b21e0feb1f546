"""What a template prints where the answer should stand (prompts.toml), as expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kpi_nlp.lexicon.loading import either, entries

_OPENS, _CLOSES = r"[(（【\[<＜《「『“]", r"[)）】\]>＞》」』”]"
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


@dataclass(frozen=True, slots=True)
class Prompts:
    """Expressions of what a template prints where the answer should stand.

    `whole` is a text that is nothing but a prompt, `inside` a prompt beside an answer, `letters` a run of X with what it
    stands for. `persons` are labels beside which a run of letters hides somebody, `notes` open what explains a form.
    """

    whole: re.Pattern[str]
    inside: re.Pattern[str]
    letters: re.Pattern[str]
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
    aside = rf"(?:{either(table['instruction']['bracketed'])}[^()（）\d]{{0,80}}|{_led(table['instruction'])})"
    units, no_name = table["letters"]["units"], rf"(?!{either(table['letters']['names'])})"
    known = rf"{run}{no_name}{either([*units, *table['letters']['bodies']])}"
    starred = rf"(?<![A-Za-z0-9{stars}\u3400-\u9fff])[{stars}]{{2}}{no_name}{either(units)}"
    return Prompts(
        whole=re.compile(
            rf"{instruction}|{_IF_ANY}。?|{_DUE}|待填|待补|TBD|包括但不限于[^\d]{{2,80}}|{_OPENS}\s*(?:{instruction}|{aside})(?:[,，、；;：:]?\s*{limit})?{_CLOSES}。?|{_OPENS}?{limit}{_CLOSES}?。?|{_OPENS}?{run}{_CLOSES}?"
        ),
        inside=re.compile(
            rf"{_OPENS}\s*{fill}[^()（）【】]*{_CLOSES}|(?:^|(?<=[。；;]))[(（](?:{limit}|{_led(table['instruction'])})[)）]|{_OPENS}{_IF_ANY}[^()（）]*{_CLOSES}"
            rf"|{_OPENS}[^()（）]{{0,30}}(?:填报|填写|填表|定稿|正式|[此本该]段|提示|说明文字)[^()（）]{{0,15}}删[除去][^()（）]{{0,10}}{_CLOSES}|[一二三四五六七八九]是[…⋯]+|{_NO_FIGURE}|{_NAME_OF}|{_YEAR}"
        ),
        letters=re.compile(
            rf"(?<![A-Za-z0-9{letters}{stars}]){known}|{starred}|(?:{_SOMEBODY}){either([*units, *table['letters']['bodies']])}|{_SO_MANY}{either(units)}[\u3400-\u9fff]{{0,4}}|附件[{letters}](?![A-Za-z\d])|20[{letters}{stars}]{{2}}\s*年|(?<![{letters}])[{letters}]月[{letters}]日"
        ),
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
    return rf"{either(words['led'])}[^()（）\d]{{2,40}}{either(words['tells'])}[^()（）\d]{{2,40}}"
