"""Clauses that say that everything was done, in other words than 「均完成」: by a rate, by denying the contrary, by counting."""

import re
from collections.abc import Iterator

_LEVEL = "产出|效益|满意度|数量|质量|时效|成本"
_SUBJECT = r"(?:指标|绩效目标|年度目标|目标任务|全年目标|各项目标)"
_DONE = r"(?:完成|达标|达到|实现|达成|兑现|优于|不低于|落地|落实)"
_WELL = r"(?:已经?|能够?|得以|顺利|圆满|如期|按期|按时|按质|按量|按计划|保质|保量|高质量|高标准|超额|较好|完全|全面|地|都|均)*"
_FULL = r"100(?:\.0+)?%|百分之百|百分百"
_RATE = re.compile(
    rf"(?:^|各|各项|全部|所有|年度|全年|绩效|整体|总体|考核|三级|、|和|{_LEVEL})(?:绩效)?(?:指标|目标任务|目标)(?:[(][^()]{{1,8}}[)])?(?:任务)?的?"
    rf"(?:总体|整体|平均)?(?:完成|达成|达标|实现)(?:率|比例|情况|程度|度)?(?:均|都|全部)?(?:已|为|达到?|是|在|保持在)*(?:{_FULL})"
)
_EACH = re.compile(
    rf"(?:均|都|全部|全面|悉数|如数|逐项|项项|条条|百分之百|百分百|无一例外地?){_WELL}(?:(?:完成|达标|达成|实现|优于|达目标|兑现|落空)(?!率|情况|时间|进度|程度|质量|的)|(?:控制在|低于|未(?:超过?|突破|高于)|没有(?:超过?|突破)|不超过?)[^,、]{{0,8}}?(?:目标|上限|指标值|限额|控制数)|(?:达到|不低于|高于|超过)了?(?:或\S{{1,4}})?(?:目标|预期|年初|年度|全年|既定|设定|计划|预定|要求))"
)
_OF_ALL = re.compile(
    rf"(?:各项|全部|所有)[^,、]{{0,8}}{_SUBJECT}(?:的?实际(?:完成)?值)?{_WELL}(?:{_DONE})(?:了)?(?:(?:年初|年度|预期|既定|设定)*目标值)?(?=$|[,。;、])|"
    rf"(?:完成|实现|达到)了?[^,、]{{0,12}}(?:全部|各项|所有)(?:的)?(?:年度|年初)?(?:绩效)(?:指标|目标)(?:任务)?(?=$|[,。;、])|(?:各项|全部|所有)[^,、]{{0,4}}指标(?:均|都)?(?:无|没有|不存在)偏差"
)
_SHORT = r"(?:未能?|没有?|不|尚未)(?:能)?(?:按时|按期|如期)?(?:完成|达标|达到|达成|实现)|低于(?:目标|年初|年度|预期|计划)|偏离"
_NONE_SHORT = re.compile(
    rf"(?:不存在|并?没有|未发[现生]|未出现|并无|均无|无)(?:任何|一个|一项|一条)?(?!完成)[^,、]{{0,12}}?(?:{_SHORT})"
)
_NOT_ONE = re.compile(
    r"无一(?:项|个|条|例外)?(?:指标)?(?:落空|遗漏|缺项|偏差|欠账)|(?:未完成|未达标|未达到目标|偏离目标)的?(?:绩效|三级|年度)?(?:指标|目标任务)(?:数|个数)?(?:为|是)?(?:0|零)(?:[个项条]|$)"
)
_AMONG = r"[^,;。]{0,10}?(?P<n>\d{1,2}|[一两二三四五六七八九])[个项条](?:[^,;。、]{0,6}指标|指标|未|$)?"
_REST = r"(?:其余|其他|其它|剩余)(?!\d)[^,;。]{0,10}?"
_ALL_BUT = re.compile(
    rf"(?:仅|只|有){_AMONG}[^,;。、]{{0,12}}?(?:{_SHORT}|略低|不足|欠)[^,;。、]{{0,8}}[,;、]{_REST}(?:均|都|全部|{_WELL}){_WELL}(?:{_DONE})"
    rf"|(?:未完成|未达标|未达到目标)的?[^,;。\d]{{0,8}}(?:有|为|共)?(?P<m>\d{{1,2}}|[一两二三四五六七八九])[个项条][,;、]{_REST}(?:均|都|全部|{_WELL}){_WELL}(?:{_DONE})"
)


def says_all(clause: str) -> re.Match[str] | None:
    """Return what of a clause (in half width) says that all was done; a level or 「指标」 has to be named by the reader."""
    text = clause
    return next(
        (found for pattern in (_RATE, _EACH, _OF_ALL) if (found := pattern.search(text))),
        None,
    ) or _none_short(text)


def _none_short(clause: str) -> re.Match[str] | None:
    """「不存在未完成的绩效指标」, 「无一项指标低于目标值」, 「未达标指标为0」."""
    found = _NONE_SHORT.search(clause) or _NOT_ONE.search(clause)
    return found if found and re.search(_SUBJECT, clause) else None


def all_but(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield where a text says that all but so many indicators were met, and the numeral: 「仅有1项指标未达标，其余均完成」."""
    if "其" not in text and "剩余" not in text:
        return
    for found in _ALL_BUT.finditer(text):
        yield found, found["n"] or found["m"]
