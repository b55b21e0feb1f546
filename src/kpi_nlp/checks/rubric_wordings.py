"""One wording for what printed rules of scoring say in many: 「优（≥90%）：5分」, 「达不到的不得分」, 「得分值的一半」."""

import re
from decimal import Decimal

from kpi_nlp.text import fold

_N = r"\d+(?:\.\d+)?"
_LATEX = ((r"\geq", "≥"), (r"\leq", "≤"), (r"\ge", "≥"), (r"\le", "≤"), (r"\times", "×"), (r"\%", "%"), ("$", ""))
_AGAINST_TARGET = re.compile(rf"目标值的{_N}%|目标值(?=[≥≤<>])|(?<=[≥≤<>])目标值")
_DONE = re.compile(r"实际(?:完成)?值|完成值")
_REWRITTEN = (
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
_OTHERWISE = re.compile(
    r"(?:否则|达不到|未达到|未达标|不达标|未完成|没有达到|超过|超出)的?[^;。]{0,14}?(?:不[得计]分|[得计记]?0分|零分)"
)
_ITS_POINTS = re.compile(
    rf"(?:[本该此](?:项|指标)|指标)(?:满分|分值|共|计|总分|权重)?(?:为|:)?({_N})分|^(?:满分|分值|共)(?:为|:)?({_N})分"
)
_IN_HUNDREDS = Decimal(100)
_PROPORTION = re.compile(
    rf"(?:实际[^;×*÷/]{{0,8}}[/÷][^;×*÷/]{{0,3}}(?:目标|计划|指标|年初)[^;×*÷/]{{0,6}}|完成(?:率|比例))(?:[,，]100%\)?|\))?[×*](?:100%[×*])?(?:[本该此]项|指标)?(?:分值|权重|满分|标准分|{_N})"
)
_DEEDS = re.compile(rf"(?:[^\d;,，。、()≥≤<>%]{{2,20}}?(?:[得计记]{_N}分|\({_N}分\))[;,，。、]?)+")
_POINTS_OF_DEED = re.compile(rf"[得计记(]({_N})分")


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


def gives_nothing_otherwise(plain: str) -> bool:
    """Return whether a rule says that whatever is not told earns nothing."""
    return bool(_OTHERWISE.search(plain))


def is_proportion(plain: str) -> bool:
    """Return whether a rule is the share that was done times the points: 「实际完成值/年度指标值×分值」."""
    return bool(_PROPORTION.search(plain))


def its_points(plain: str) -> Decimal | None:
    """Return what a rule calls its points: 「本项满分7分」; None where several are, and for points of a hundred."""
    found = {Decimal(one or other) for one, other in _ITS_POINTS.findall(plain)}
    return found.pop() if len(found) == 1 and _IN_HUNDREDS not in found else None


def points_of_deeds(plain: str) -> tuple[Decimal, ...]:
    """Return the points of deeds that a rule lists without a number besides: 「制定方案得5分，组织实施得5分」."""
    whole = _DEEDS.fullmatch(plain)
    return tuple(Decimal(points) for points in _POINTS_OF_DEED.findall(plain)) if whole else ()
