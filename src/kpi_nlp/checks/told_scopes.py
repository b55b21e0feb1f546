"""Sentences, notes below a form and cells of remarks in which a paper tells that a row is counted otherwise than it was declared."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kpi_nlp.model import Document, Evidence, Indicator, Paragraph
from kpi_nlp.text import clip, squeeze, without_brackets, words_only

_HINTS = ("口径", "统计", "计算", "计量", "范围", "纳入", "计入")
_OTHERWISE = re.compile(
    r"口径(?:已|有|有所|发生|作了|进行了?)*(?:不同|不一致?|不一样|变化|变更|调整|改变|差异|出入)|"
    r"(?:改|改为|改用|调整为|变更为)(?:按照?|以|用)?[^，。；,;]{2,24}(?:统计|计算|计量|口径|填报)|"
    r"(?:统计|计算|计量)(?:口径|方法|范围|对象|标准)(?:已|则|也)?(?:由[^，。；,;]{2,20})?(?:改为|变为|调整为|变更为|扩大[到至为]|缩小[到至为])"
)
_SCOPE = r"(?:按照?|以|指的?是?|是指|仅指|为|取|采用)(?P<{0}>[^，。；,;:]{{2,20}}?)(?:的?(?:口径|范围|标准)|统计|计算|计量|填报|计(?=[，。；,;]|$)|(?=[，。；,;]|$))"
_BEFORE = r"(?:申报|年初|设定|目标值|指标值|绩效目标)"
_AFTER = r"(?:自评|本表|本报告|本次|实际|完成值|监控|年末|年底)"
_TWO = tuple(
    re.compile(
        rf"{one}[^，。；,;]{{0,10}}?{_SCOPE.format('one')}[^。]{{0,8}}?[，；,;].{{0,4}}?{two}[^，。；,;]{{0,10}}?{_SCOPE.format('two')}"
    )
    for one, two in ((_BEFORE, _AFTER), (_AFTER, _BEFORE))
)
_COUNTED_BY = re.compile(r"口径|统计|计算|计量|填报|范围|是指|[^实]指|计(?=[，。；,;]|$)")
_SET_BY = re.compile(
    r"任务|测算|平均|[表册账]$|台账|分解|季|月|进度|系统|文件|要求|下达|规定|数据|^实际$|^计划$"
)  # how a target is set, where a number is taken from
_SETTLED = re.compile(
    r"财政|批复|同意|批准|换算|(?:没有|无|未|不存在)[^，。；,;]{0,6}(?:不同|不一致|变化|变更|调整|改变|差异|重新)|口径未|上年|去年|往年|(?<!不)一致|(?<!不)相同|按月|按季|逐月|每月|季度|统一口径"
)
_SINCE = re.compile(r"申报|年初|目标|设定|监控|前后|改|由[^，。；,;]{2,20}[变调扩缩]")  # and not: than in the yearbook
_LEFT_OUT = re.compile(
    r"(?:未|没有|不再?|暂未|尚未)(?:被)?(?:纳入|计入|列入|参与|包括在|统计在|算在)[^，。；,;]{0,6}?(?:统计|口径|范围|计算|内)|"
    r"未(?:计入|纳入|统计|列入)(?=[)）,，。；;]|$)|[(（](?:仅|只|限)(?!完成|达|占|有|为|是|需)[^)）\d]{2,12}[)）]|"
    r"(?:仅|只)(?:统计|计算|包括|包含|含|反映|覆盖)了?[^，。；,;)）]{2,}"
)
_WITHOUT = re.compile(r"(?:不含|不包括|不包含|剔除|扣除)[^，。；,;)）]{2,}")
_NO_SCOPE = re.compile(
    r"重复|去重|重叠|上年|往年|去年|历年|结转|税|利息|另|以外|除外|有效|无效|财政|批复|同意|批准|(?<!不)一致|申报|目标"
)
_LIMITED = re.compile(r"不含|不包括|不包含|未纳入|不计|仅|只|除|限")
_STOPS = re.compile(r"[。\n]")
_NAME = 4  # a shorter name stands in other words


@dataclass(frozen=True, slots=True)
class Told:
    """What texts tell of the counting of a row, in words, and the texts."""

    what: str
    quotes: tuple[Evidence, ...]


def in_cells(row: Indicator) -> Told | None:
    """Return what a row's own cells tell, None where they tell that somebody agreed or how to convert."""
    said = next((value for value in (row.reason, row.note) if value is not None and is_told(squeeze(value.text))), None)
    return Told(f"自述统计口径有变（「{clip(said.text, 30)}」）", (Evidence.of("reason", said),)) if said else None


def left_out(earlier: Indicator, later: Indicator) -> str | None:
    """Say what an actual, or a remark beside it, leaves out of the count where neither name nor target did: 「乡镇学校未纳入统计」."""
    if later.actual is None:
        return None
    for value, patterns in (
        (later.actual, (_LEFT_OUT, _WITHOUT)),
        (later.reason, (_LEFT_OUT,)),
        (later.note, (_LEFT_OUT,)),
    ):
        text = value.text if value is not None else ""
        if any(pattern.search(text) for pattern in patterns) and not _NO_SCOPE.search(text):
            limited = _LIMITED.search(f"{earlier.name}{earlier.target.text if earlier.target else ''}{later.name}")
            return None if limited else f"目标未限定范围，完成情况写「{clip(text, 30)}」"
    return None


def is_told(text: str) -> bool:
    """Return whether a text says that something is counted otherwise than before, and not that it was agreed."""
    if not any(map(text.__contains__, _HINTS)) or _SETTLED.search(text):
        return False
    if _OTHERWISE.search(text):
        return True
    pairs = (found for pattern in _TWO if (found := pattern.search(text)))
    return any(
        _COUNTED_BY.search(found[0])
        and words_only(found["one"]) != words_only(found["two"])
        and not any(_SET_BY.search(found[side]) for side in ("one", "two"))
        for found in pairs
    )


def in_sentences(document: Document, rows: Sequence[Indicator]) -> Mapping[int, Told]:
    """Return what the paragraphs tell of rows that they name, by the identity of the row."""
    sentences = list(_sentences(document))
    names: dict[str, list[Indicator]] = defaultdict(list)
    for row in rows if sentences else ():
        for name in {squeeze(row.name), squeeze(without_brackets(row.name))}:
            names[name].append(row)
    found: dict[int, Told] = {}
    for said, paragraph in sentences:
        text = squeeze(said)
        named = max((name for name in names if len(name) >= _NAME and name in text), key=len, default="")
        told = Told(f"自述统计口径有变（「{clip(said, 40)}」）", (Evidence("sentence", said, paragraph.location),))
        found |= {id(row): told for row in names.get(named, ())}
    return found


def _sentences(document: Document) -> Iterator[tuple[str, Paragraph]]:
    """Yield the sentences that tell of another counting; the sentence behind may say that it was agreed."""
    for block in document.blocks:
        if not isinstance(block, Paragraph) or not any(map(block.text.__contains__, _HINTS)):
            continue
        sentences = [text for text in _STOPS.split(block.text) if text.strip()]
        for said, behind in zip_longest(sentences, sentences[1:], fillvalue=""):
            text = squeeze(said)
            if is_told(text) and _SINCE.search(text) and not _SETTLED.search(behind):
                yield said, block
