"""How far from its goal an outcome is said to be: 「距目标还差1.5个百分点」, 「比计划多120人次」, 「达到年初目标的两倍」, 「未达到9288人次」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kpi_nlp.model import Quantity
from kpi_nlp.text import fold

_GOAL = (
    r"(?:(?:年初|年度|全年|预期|既定|绩效|设定|计划|原定|申报|预定|预算|控制|任务|下达|确定|考核|总)*"
    r"(?:目标|计划|任务|指标|要求|预期|控制数|定额|上限|下限|限额)(?:任务|指标)?(?:值|数|要求|上限|下限|水平|标准|限额|总数|量)?)"
)
_DONE = r"(?:完成|开展|举办|组织|实施|达到|达标|建成|落实|实现|交付|签约|办结|整改|发放|改造|培训|召开|举行|办(?![公事理法]))"
_OTHERS = r"上年|去年|同期|往年|上一年|基期|20\d\d年|全国|全省|全市|平均"
_AGAINST = rf"(?:(?:距离?|离|与|同|[比较])(?:(?!{_OTHERS})[^,]){{0,20}}{_GOAL}|距离?(?:(?!{_OTHERS})[^,]){{0,8}}\d[\d.]*[^,\d]{{0,3}})[^,\d]{{0,3}}"
_STILL = r"(?:还|仍|尚|依然|仍然|亦)"
_SHORT = re.compile(
    rf"(?:{_AGAINST}{_STILL}?(?:相差|差了?|少|缺|欠|低|短)(?:了|{_DONE})?|{_STILL}(?:差|短?缺|欠|少)|{_STILL}?有?缺口(?:为|达到?|有)?"
    rf"|(?:低于|不及|未达到?|少于|落后于?){_GOAL}|(?<![减不很较至多缺])[少欠]{_DONE}了?)约?$"
)
_LEFT, _UNDONE = (
    re.compile(rf"{_STILL}(?:剩余?|余|有)[^,\d]{{0,4}}$"),
    re.compile(rf"^[^,\d]{{0,8}}(?:未|没有?|待)(?:能|按期|按时|全部|实际)*{_DONE}"),
)
_GAP_BEFORE, _GAP_BEHIND = re.compile(rf"{_AGAINST}{_STILL}?(?:有|存在)约?$"), re.compile(r"^的?(?:差距|缺口|差额)")
_OVER = re.compile(
    rf"(?:{_AGAINST}(?:多|高出?|超出?|增加|超额)(?:了|{_DONE})?|(?:超出|超过|高出|高于|突破|超){_GOAL}(?:了|达)?|超额(?:完成了?)?|超支了?|(?<![很许较最])多{_DONE}了?)约?$"
)
_TIMES = re.compile(rf"(?:(?:达到?|完成|实现|为|是|相当于|超过|占|不到|仅|只)了?(?:[^,\d]{{0,3}}?){_GOAL}的?)约?$")
_HALF = re.compile(rf"(?:达到?|完成|实现|为|是|不到|不足|仅|只|近)了?(?:[^,\d]{{0,3}}?){_GOAL}的?一半")
_NOT_REACHED = re.compile(r"(?:未|没有?|未能|尚未|并未|没能)(?:够|曾|真正|完全|按期|如期|及时)?$")
_REACHED = re.compile(r"^(?:达到?|满|突破)")
_NOT_DONE = re.compile(
    r"(?:未|没有?|未能|尚未|并未|没能|做不到|达不到)(?:够|曾|真正|完全|按期|如期|及时)?(?:做到|达到|达成|实现|完成|取得|保持在?|稳定在|控制在)$|(?:做|达)不到$"
)
_NOT_HELD = re.compile(
    r"^(?:[^,\d]{0,4}(?:因|由于|受)[^,\d]{2,16})?[^,\d]{0,4}(?:取消|停办|未能?(?:如期|按期)?(?:举办|开展|召开|举行|办成|实施)|没有?能?(?:举办|开展|召开|举行|办成))"
)
_NOT_MADE_UP = re.compile(
    r"(?:没有?|未能?|未再|不再|也未|无法)(?:再|能|及时|另行|安排)*补(?:办|开|做|齐|上|回|足|报|种|建)?"
)
_PLANNED = re.compile(r"(?:原定|原计划|计划|安排|应|原拟|设定)[^,，。;；\d]{0,10}$")
_EDGE = re.compile(r"[,，。;；:：!！?？()（）]")
_POSSIBLE = re.compile(r"若|如果|一旦|假如|可能|容易|防止|避免|预计|力争|是否")
_SHARES = frozenset({"倍", "%"})


@dataclass(frozen=True, slots=True)
class Distance:
    """A stretch of a text that lays an outcome beside its goal.

    「short」 and 「over」 are by `amount`, 「times」 is the amount's share of the goal (`share` where no amount is printed), 「below」 says that
    `amount` itself was not reached, 「lost」 that no more than `amount` was left of what was planned.
    """

    kind: Literal["short", "over", "times", "below", "lost"]
    start: int
    end: int
    amount: Quantity | None = None
    share: Decimal | None = None

    @property
    def falls_short(self) -> bool:
        """True where less than the goal is said to be done; of a cost it is the contrary."""
        return self.kind in ("short", "below", "lost") or (self.share is not None and self.share < 1)


def distances(text: str, quantities: Sequence[Quantity]) -> Iterator[Distance]:
    """Yield what a text says of the way to its goal, amount by amount; what only may be is left out."""
    folded = fold(text)
    for at, amount in enumerate(quantities):
        following = quantities[at + 1].start if at + 1 < len(quantities) else len(folded)
        start = max((edge.end() for edge in _EDGE.finditer(folded, 0, amount.start)), default=0)
        behind = _EDGE.search(folded, amount.end, following)
        before, after = folded[start : amount.start], folded[amount.end : behind.start() if behind else following]
        if amount.kind != "ordinal" and not _POSSIBLE.search(before):
            told = [*_of_amount(amount, start, before, after)]
            yield from told or _lost(amount, quantities[:at], after, folded)
    for half in _HALF.finditer(folded):
        yield Distance("times", half.start(), half.end(), share=Decimal("0.5"))


def _of_amount(amount: Quantity, start: int, before: str, after: str) -> Iterator[Distance]:
    """Yield the one distance that an amount tells, by the words on both sides of it."""
    if found := _SHORT.search(before):
        yield Distance("short", start + found.start(), amount.end, amount)
    elif (found := _LEFT.search(before)) and (undone := _UNDONE.match(after)):
        yield Distance("short", start + found.start(), amount.end + undone.end(), amount)
    elif (found := _GAP_BEFORE.search(before)) and (gap := _GAP_BEHIND.match(after)):
        yield Distance("short", start + found.start(), amount.end + gap.end(), amount)
    elif (found := _TIMES.search(before)) and (share := _share(amount)) is not None:
        yield Distance("times", start + found.start(), amount.end, amount, share)
    elif found := _OVER.search(before):
        yield Distance("over", start + found.start(), amount.end, amount)
    elif ((found := _NOT_REACHED.search(before)) and _REACHED.match(fold(amount.text))) or (
        found := _NOT_DONE.search(before)
    ):
        yield Distance("below", start + found.start(), amount.end, amount)


def _lost(amount: Quantity, before: Sequence[Quantity], after: str, folded: str) -> Iterator[Distance]:
    """「原定6次，其中2次因场地维修取消，年内没有补办」: four at most were left."""
    held = _NOT_HELD.match(after)
    if held is None or amount.exact is None or not _NOT_MADE_UP.search(folded, amount.end):
        return
    for planned in before:
        if planned.unit == amount.unit and planned.exact and _PLANNED.search(folded[: planned.start]):
            left = planned.exact - amount.exact
            yield Distance(
                "lost", planned.start, amount.end + held.end(), replace(amount, low=left, high=left, partial=False)
            )
            return


def _share(amount: Quantity) -> Decimal | None:
    """Return the share of the whole that an amount is, None where it is none."""
    if amount.number is None or not (amount.unit in _SHARES or (amount.unit is None and "分之" in amount.text)):
        return None
    return amount.number / 100 if amount.unit == "%" else amount.number
