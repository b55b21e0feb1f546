"""What an amount counts: 「特色村」 in 「打造50个特色村」, 「线上总浏览量」 in 「线上总浏览量不少于550万人」."""

import re
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.model import Kind
from kpi_nlp.text import han_only, join_lines

_BOUNDARY = re.compile(r"[,。;:!?()\n、“”\"《》/+×=≥≤<>]")
_DOING = re.compile(r"(?<=[一-鿿]{2})(?:参加|开展|举办|实施|进行)")  # 「300名退役军人参加培训」 counts 退役军人
_PARTIAL = re.compile(
    r"每(?!年)|人均|户均|次均|校均|村均|逐月|按月|按季|其中"
    r"|各(?:自|举办|开展|组织|召开|实施|进行|建成|新?建设?|改造|完成|配备|安排|发放|培训|编印|印发)?了?$"  # 「四个季度各1次」
)
_CONJUNCTIONS = (
    "先后",
    "陆续",
    "以及",
    "并且",
    "和",
    "及",
    "与",
    "并",
    "或",
    "其中",
    "共",
    "已",
    "了",
    "各",
    "均",
    "将",
)
_TRAILING = re.compile(
    r"(?:稳定在|保持在|维持在|数量为|为|达到|达|共计|共|合计|有|是|的|约为|已|了|至|占|各|均|每年|全年|实际完成|(?<=[一-鿿]{2})完成|实际|仅|只|则|高达|多达|(?:提高|提升|上升|下降|降低|降|升|增)[至到])+$"
)
_PARTICLES = (
    "的",
    "以",
    "等",
    "并",
    "和",
    "及",
    "或",
    "、",
    "左",
    "上",
    "内",
    "之",
    "为",
    "至",
    "到",
    "同比",
    "占",
    "其中",
    "已",
    "均",
    "开展",
    "参",
    "召开",
    "进行",
)
_JOINING = re.compile(r"(?:以及|[和及与、])$")
_GENERIC = frozenset({"人数", "人次", "数量", "个数", "次数", "金额", "总额", "面积", "名额"})
_ADVERBS = ("全年", "年度", "本年", "全市", "全区", "全县", "实际", "累计", "其中", "共", "已")
_NAMED_BY_NOUN: frozenset[Kind] = frozenset({"percent", "point", "duration"})
_MEASURED_BEFORE: frozenset[Kind] = frozenset({"percent", "point", "money", "area", "length"})


def counted(before: str, after: str, kind: Kind) -> str | None:
    """Return what an amount counts, or None where the text does not say.

    `before` and `after` are the folded texts up to the neighbouring amounts. A share or a sum is named before it, a
    number of things behind it.
    """
    named_before = _clean_before(join_lines(_BOUNDARY.split(before)[-1]), kind)
    named_after = _clean_after(_DOING.split(join_lines(_BOUNDARY.split(after)[0]))[0])
    first, second = (named_before, named_after) if kind in _MEASURED_BEFORE else (named_after, named_before)
    return first or second


def is_partial(before: str) -> bool:
    """Return whether an amount is not the whole: 「每月1期」, 「人均96元」, 「其中线上6场」. 每年 is the whole of a report."""
    return bool(_PARTIAL.search(_BOUNDARY.split(before)[-1]))


def _clean_before(phrase: str, kind: Kind) -> str | None:
    """Strip words of doing and of time in front; a share or a duration is named by a noun, 「资助政策知晓率」."""
    phrase = _TRAILING.sub("", phrase.strip())
    words = _words_in_front(by_noun=kind in _NAMED_BY_NOUN)
    while (word := words.match(phrase)) and len(phrase) > word.end() + 1 and phrase[word.end() :] not in _GENERIC:
        phrase = phrase[word.end() :]
    phrase = phrase.strip()
    return (
        phrase
        if len(han_only(phrase)) > 1 and phrase not in lexicon.names().leading + lexicon.names().neutral
        else None
    )


@cache
def _words_in_front(*, by_noun: bool) -> re.Pattern[str]:
    words = _ADVERBS if by_noun else (*lexicon.names().neutral, *_CONJUNCTIONS)
    return lexicon.any_of(("本年度", *words))


def _clean_after(phrase: str) -> str | None:
    phrase = _JOINING.sub("", phrase.strip())
    if phrase.startswith(_PARTICLES):
        return None
    return phrase if len(han_only(phrase)) > 1 else None
