"""Spans that look like numbers and are no amounts: dates, 文号, titles, 5G, list numbers, 「四个意识」."""

import re
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.quantities import units

_DATES = (
    r"[一二][零〇○九][零〇○一二三四五六七八九]{2}年(?:度)?(?:[一二三四五六七八九十]{1,2}月(?:份|底|初|末)?(?:[一二三四五六七八九十]{1,3}[日号])?)?|"
    r"(?<![一二三四五六七八九十个])[一二三四五六七八九十]{1,2}月(?:份|底|初|末|[一二三四五六七八九十]{1,3}[日号])|"
    r"(?<!\d)(?:19|20)\d{2}\s*[-—–~至到]\s*(?:19|20)?\d{2}\s*年(?:度)?"
    r"|(?<!\d)(?:19|20)\d{2}\s*[-—–~]\s*(?:19|20)\d{2}(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}\s*年(?:度|底|初|末)?(?:\s*\d{1,2}\s*(?:[-—–~至到]\s*\d{1,2}\s*)?月(?:份)?(?:\s*\d{1,2}\s*日)?)?(?:\s*(?:第)?[一二三四1-4]季度)?"
    r"|(?<!\d)\d{1,2}\s*[-—–~至到]\s*\d{1,2}\s*月(?:份|底)?"
    r"|(?<![\d个])\d{1,2}\s*月(?:份|底|初|末)?(?:\s*\d{1,2}\s*日)?"
    r"|(?<!\d)(?:19|20)\d{2}\s*(?:届|级)"
    r"|(?<!\d)20(?:\d\s\d|\s\d\d)\s*年"  # broken by a line end of the printed page
    r"|[上下前后第]?[一二三四]季度|十[一二三四五]五"
    r"|[每次当本下]月(?:的)?\s*\d{1,2}\s*[日号]|(?<![\d.])\d{1,2}\s*[日号](?:之?前|以前)"
)
_POINTED_DATE = r"(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)"
_NUMBERED = r"[〔\[(]\s*(?:19|20)\d{2}\s*[〕\])]\s*\d+\s*号|第?\s*\d+\s*号|附[件表]\s*\d+"
_TITLES = r"《[^》]{0,80}》"
_QUOTED = r"""(?<=[“"「『])\s*(?:\d+(?:[+·•][\dA-Za-z]+)*|[一二两三四五六七八九十]+)(?=[^”"」』]{0,14}[”"」』])"""
_SERVICES = r"(?<!\d)(?:110|119|120|122|12\d{3})(?=接警|出警|热线|平台|指挥|急救|政务|便民|报警|市长)|\d+强(?![度化制])|邮(?:政编码|编)[:：]?\d{6}|\d{1,2}[·•]\d{1,2}(?!\d)"
_WORDS = r"[A-Z]{2,4}(?:/[A-Z]+)? ?\d+(?:[.—-]\d+)*|(?<![A-Za-z0-9])[A-Za-z]+[-.]?\d+(?:\.\d+)?(?:[A-Za-z]+\d+)*|\d+(?:\.\d+)?(?!(?i:km|kg|kwh|kw|mw|mb|gb|m|cm|mm|k|w)(?![A-Za-z\d])|[eE][+-]?\d)[A-Za-z]+"
_PLACES = r"https?://[!-~]+|(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)|[零一二三四五六七八九十]{1,3}点(?:钟|整|半|[零一二三四五六七八九十]{1,3}分)"
_SLOGANS = r"\d+(?:\+[\dA-Za-z]+)*\+[A-WYZXNa-z]+|第\s*三\s*方|第\s*[一二三]\s*产业"
_LISTS = r"(?:(?<=^)|(?<=[\n。；;：:！]))\s*(?:[(]\d{1,2}[)]|\d{1,2}\s*[、.](?!\d)|1、(?=\d{2}|[^\n]{1,80}[。；;\n]\s*2[、.]))|(?<=[\n。；;])\s*\d{1,2}、(?=\d)|(?:(?<=^)|(?<=[\n。；;]))\s*[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|[①-⑳]|[(]\d{1,2}[)](?=\D)"
_PHONES = r"(?<!\d)(?:\d{3}-\d{3,4}-\d{4}|\d{1,3}(?:\.\d{1,3}){3}|0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|\d{12,})(?!\d)"
_CONGRESS = r"(?:党的)?(?:十[六七八九]|二十)(?:大(?!赛)|届(?:[一二三四五六七、 ]+中)*)|[八六]项规定"
_FIRST = r"\s\dA-Za-z《〔\[(第附上下前后每次当本邮党零〇一二三四五六七八九十①-⑳"
_LENGTH = r"\d+(?:\.\d+)?(?:km|cm|mm|m|[千厘毫]?米|公里)"
_SIZES = rf"(?!^{_LENGTH}(?:\*{_LENGTH}){{1,2}}$){_LENGTH}(?:\*{_LENGTH}){{1,2}}(?![\d=*])"  # 「3m×6m展板」: how large each is
_DEBRIS = r"(?:(?<![\d.])\d{1,2}\s+){5,}\d{1,2}(?![\d.])"
_A_CASE = (  # 「发生了一起事故」 counts one, 「一起努力」 none
    r"(?:(?<=发生)|(?<=发生了)|(?<=发生的)|(?<=发生过)|(?<=出现)|(?<=出现了)|(?<=出现的)|(?<=事故)(?=一起(?:[,。;]|$)))一起"
)


@cache
def _masks() -> re.Pattern[str]:
    idioms = rf"(?!{_A_CASE}){lexicon.either(lexicon.bounds().idioms)}"
    unmeasured = rf"(?!\s*(?:[万亿]|(?![年月日])(?:{units.pattern()})))"  # 「1900.01人」 is no date
    phones, dates = _PHONES + unmeasured, f"{_POINTED_DATE}{unmeasured}|{_DATES}"
    separating = f"{_TITLES}|{_PLACES}|{phones}|{_NUMBERED}|{dates}|{_QUOTED}"
    words = f"{_SIZES}|{_SLOGANS}|{_SERVICES}|{_WORDS}"
    first = "".join({word[0] for word in lexicon.bounds().idioms})
    whole = f"{separating}|(?P<word>{words})|{_LISTS}|(?P<saying>{_CONGRESS})|{_DEBRIS}|(?P<idiom>{idioms})"
    return re.compile(f"(?=[{_FIRST}{first}])(?:{whole})", re.MULTILINE)  # most letters begin none of them


def masked(compact: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the spans, in order, whose digits count nothing, and those of them that separate what is counted.

    5G, 第三产业 and 「九年义务教育」 are part of what is counted; a date or a list number is not. Line breaks are kept.
    """
    found = list(_masks().finditer(compact))
    return [match.span() for match in found], [match.span() for match in found if match.lastgroup is None]
