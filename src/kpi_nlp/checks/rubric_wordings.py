"""One wording for what printed rules of scoring say in many: 「优（≥90%）：5分」, 「达不到的不得分」, 「得分值的一半」."""

import re

from kpi_nlp.text import fold

_N = r"\d+(?:\.\d+)?"
_LATEX = ((r"\geq", "≥"), (r"\leq", "≤"), (r"\ge", "≥"), (r"\le", "≤"), (r"\times", "×"), (r"\%", "%"), ("$", ""))
_AGAINST_TARGET = re.compile(rf"目标值的{_N}%|目标值(?=[≥≤<>])|(?<=[≥≤<>])目标值")
_DONE = re.compile(r"实际(?:完成)?值|完成值")
_REWRITTEN = (
    (re.compile(r"(?:落在|落于|处于|位于|介于)(?=\d)"), ""),
    (re.compile(r"(?<=[率度])在(?=\d)|(?<=[;；])在(?=\d)|之间"), ""),
    (re.compile(rf"(?<!每)(少|缺|差)(?:开展|举办|完成|组织|召开)?({_N})([次场期个件项])扣"), r"每\1\2\3扣"),
    (re.compile(rf"百分之({_N})"), r"\1%"),
    (re.compile(r"[①-⑳]"), ";"),
    (re.compile(r"(?<=分)[\s,，]*(?=[(（]?\d{1,2}[.、)）]\s*[^\d.]|\d{1,2}[.、)）]\s*\d+(?:\.\d+)?%)"), ";"),
    (re.compile(rf"({_N}%?)\(含\)(?=[-~—至以])"), r"\1"),
    (re.compile(r"(?:优秀?|良好?|中等?|较?差|一般|好|合格)\(([^()]*\d[^()]*)\)[:：]?(?=得|计|\d)"), r"\1"),
    (re.compile(rf"(?<=[%\d以上下])[:：](?={_N}分)"), "得"),
    (re.compile(r"得?一半(?:的)?分值?|得(?:分值|满分|权重)的?一半"), "得50%分值"),
    (re.compile(rf"[得计记](?:该项|本项|指标)?(?:分值|满分|权重|总分)的?({_N})%"), r"得\1%分值"),
    (re.compile(rf"[得计记]({_N})%(?=的?(?:分值?|权重)|[;,，。]|$)(?:的?分值?|权重)?"), r"得\1%分值"),
    (re.compile(rf"扣(?:减|除)?(?:该项|本项|指标)?(?:分值|满分|权重|总分)的?({_N})%"), r"扣\1%分值"),
)


def in_one_wording(text: str) -> str:
    """Return a rule in half width with one wording for each thing that it says."""
    for latex, sign in _LATEX:
        text = text.replace(latex, sign)
    text = fold(text)
    if _AGAINST_TARGET.search(text):
        text = _DONE.sub("完成率", _AGAINST_TARGET.sub(_of_target, text))
    for pattern, plain in _REWRITTEN:
        text = pattern.sub(plain, text)
    return text


def _of_target(match: re.Match[str]) -> str:
    return match[0].removeprefix("目标值的") if "%" in match[0] else "100%"
