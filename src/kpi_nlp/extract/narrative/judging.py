"""What a sentence says of outcomes, clause by clause: done, exceeded, not done, put off, all but one done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from kpi_nlp import lexicon
from kpi_nlp.extract.narrative.wholes import all_but, says_all
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Assertion, Judgement, Quantity
from kpi_nlp.quantities import Distance, distances
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, han_only

_CLAUSE = re.compile(r"[^,，。;；:：!！?？]+")
_EXCEPT = re.compile(r"除了?(?P<what>[^。;]{1,60}?)(?:以外|之外|外)(?![,，]?(?:还|另|又|也|同时|新增))")
_HOW_MANY = re.compile(
    r"^\s*(?:(?:受|因)[^\d,]{2,12}的|上述|以上|该|这|前述|下列|有)?([0-9一二两三四五六七八九十]+)\s*[个项]"
)
_SOME = re.compile(r"个别|少数|部分|少量|[几数][个项]")
_A_NAME = re.compile(
    r"^(?:率|情况|度(?!目标)|及时|时间|时限|目标可能|程度|时效|质量|进度|比例|的?原因|的?说明|的?分析|后|前)"
)
_A_COLUMN = re.compile(r"^(?:指标|目标)?值")  # 「完成值」, 「完成目标值」; 「均达到目标值」 is a judgement
_NONE_OF_THEM = re.compile(r"^的?[^,\d]{0,8}(?:数|个数)?(?:为|是)?(?:0(?![\d.])|零)")  # 「未达标指标为0」
_AS_AN_ATTRIBUTE = re.compile(r"^的?(?:原因|情况|说明|分析)|^的(?!目标|任务|年度|预期)(?:[一-鿿]|$)")
_DENIED = re.compile(
    r"(?:不存在|并无|没有|未发生|未出现|未发现|无|避免|防止|杜绝|严禁|不得|不再?|从未)(?:一[场次项个件期]|任何|因[^,]{1,8})?[^,、\d]{0,4}$"
    r"|(?:防止|避免|杜绝|严防|预防|以防|谨防)[^,]*$"
)
_ONLY_IF = re.compile(r"(?:如(?!期|实|下)果?|若|一旦|凡|倘|假如)[^,]{0,14}$")
_SHORT = re.compile(r"(?:未|没有|未能|没能|尚未|并未|难以|无法)(?:完全|全面|全部|足额|充分|真正)$")
_SHORT_OF_ALL = re.compile(r"(?:未|没有|未能|没能|尚未|并未|难以|无法)$")
_LATE = re.compile(r"(?:未|没有|未能)(?:按时|按期|如期|及时|按计划|按进度)[^,]{0,4}$")
_TO_AN_AMOUNT = re.compile(r"已?(?:达到?|超过|高于|不低于|保持在|在|为)?\d(?!00%)")  # 「各项指标均达到80%以上」
_BEHIND_ITS_GOAL = re.compile(
    r"(?:与|较|距离?|同|比)[^,]{0,8}(?:目标|预期|计划)[^,不无没未]{0,8}(?:差距|缺口|仍差|尚差|还差)|(?<![不未])(?:低于|不及|少于)[^,]{0,6}(?:目标|预期|计划)"
)
_IN_PART = re.compile(r"部分(?!门)|个别|少数|多数|有的|有些|一些|(?<!没)有\s*\d+\s*[个项]")
_BEFORE_A_STATE = re.compile(
    r"但是?|然而|仍然?|均|已经?|尚|暂|也|还|都|目前|年度内?|今年|本年度?|全年|最终|实际|按期|如期|顺利|圆满|全面|高质量|年[底末]前|(?:完成|实施|进展)情况|[导致使]+|(?:因|受|由于)[^,]*|截至[^,]*|20\d\d年度?|其中\d[\d.,]*(?:人次|[一-鿿])(?=因|由于|受|未|没|取消|延|推)|[^一-鿿]"
)
_IN_PASSING = re.compile(r"在[^,]*(?:的?基础上|之上|的同时|之余|之外|[之以]?后)$")
_OF_THE_PLAN = re.compile(
    r"\d[\d.,]*\s*[一-鿿%]{1,2}|年初|年度|全年|既定|预期|计划|预定|设定|绩效|目标|任务|指标|要求|工作|进度|滞后|优于|超过|高于|完成|[至到](?:次年|下一?年度?|明年|来年)?(?:\d{1,2}月)?[份底]?|[的值数了或]"
)
_CLAUSE_BEFORE = re.compile(r"[^,，。;；:：!！?？]+[,，:：]?$")
_TRUE = re.compile(r"已|了|均|都|实际")
_OF_IT = re.compile(r"(?:该|此|这)(?:一)?(?:项)?(?:指标|任务|工作|项目)?")  # goes on with what was named before
_SUBJECT = 2  # letters that name something
_DONE = frozenset({"完成", "全部完成", "超额"})


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements of a text, each with the stretch it speaks of, and what is left out (see Claim)."""

    assertions: tuple[Assertion, ...] = ()
    exceptions: int | None = 0
    excepted: str = ""
    wished: bool = False

    @property
    def judgement(self) -> Judgement | None:
        """The weightiest of the judgements: what was not done comes before what was."""
        order = list(judgements().claims)
        return min((said.judgement for said in self.assertions), key=order.index, default=None)


def judged(text: str, amounts: Sequence[Quantity] = ()) -> Judged:
    """Return what a text with these amounts says of outcomes; 「除N个外」 by itself says that all else was done.

    Where all that is done is only wished for (力争, 确保) the text is `wished`, a plan.
    """
    folded = fold(text)
    far = tuple(distances(text, amounts))
    if not far and not _telling().search(folded):
        return Judged()
    if counted := next(all_but(folded), None):
        stretch, number = counted
        return Judged((Assertion("全部完成", stretch.start(), len(text)),), int(number_of(number)), stretch[0])
    left_out = _EXCEPT.search(folded)
    exceptions, excepted = _exceptions(left_out["what"]) if left_out else (0, "")
    if exceptions and left_out:
        whole = Assertion("全部完成", left_out.start(), len(text))
        return Judged((whole,), exceptions, excepted, wished=_is_wish(folded, 0, left_out.start(), left_out.end()))
    found = list(_found(folded, far))
    firm = tuple(said for said, wished in found if not wished)
    assertions = firm or tuple(said for said, _wished in found)
    return Judged(assertions, exceptions, excepted, wished=bool(assertions) and not firm)


def _exceptions(what: str) -> tuple[int | None, str]:
    """Return N of 「除N个…外」, None for 「除个别…外」, 0 where the exceptions are named; and the words in between."""
    if number := _HOW_MANY.match(what):
        return int(number_of(number[1])), what
    return (None if _SOME.search(what) else 0), what


def _found(text: str, far: Sequence[Distance]) -> Iterator[tuple[Assertion, bool]]:
    """Yield the weightiest judgement of each clause, and whether it is only wished for."""
    start_of_subject = 0
    for clause in _CLAUSE.finditer(text):
        said = min(_readings(text, clause, far), key=lambda reading: _weights()[reading[0]], default=None)
        if said is None:
            if not _OF_IT.match(clause[0]) and len(han_only(_BEFORE_A_STATE.sub("", clause[0]))) >= _SUBJECT:
                start_of_subject = clause.start()
            continue
        judgement, phrase_start, phrase_end = said
        start = _start_of(text, clause, phrase_start, phrase_end, start_of_subject)
        yield Assertion(judgement, start, clause.end()), _is_wish(text, clause.start(), phrase_start, phrase_end)
        start_of_subject = clause.start() if judgement in _DONE and _goes_on(clause, phrase_start) else clause.end()


def _goes_on(clause: re.Match[str], phrase: int) -> bool:
    """「X在完成既定任务的基础上，又多完成…」 goes on to speak of X."""
    passing = _IN_PASSING.search(clause[0])
    named = len(han_only(clause[0][: passing.start()])) if passing else 0
    return passing is not None and named >= _SUBJECT and clause.start() + passing.start() <= phrase


def _readings(text: str, clause: re.Match[str], far: Sequence[Distance]) -> Iterator[tuple[Judgement, int, int]]:
    """Yield the judgements of a clause with the place of their words."""
    for distance in far:
        if clause.start() <= distance.start < clause.end():
            yield _of_distance(distance), distance.start, distance.end
    if (full := says_all(clause[0])) and not _ONLY_IF.search(clause[0][: full.start()]):
        failed = _SHORT_OF_ALL.search(clause[0][: full.start()])
        yield "未完成" if failed else "全部完成", clause.start() + full.start(), clause.end()
    elif behind_goal := _BEHIND_ITS_GOAL.search(text, clause.start(), clause.end()):
        yield "未完成", behind_goal.start(), clause.end()
    for match in _phrases().finditer(text, clause.start(), clause.end()):
        before, behind = text[clause.start() : match.start()], text[match.end() : clause.end()]
        if match[0] == "完成" and _A_COLUMN.match(behind):
            continue
        if judgement := _read(_judgement_of()[match[0]], before, behind):
            yield judgement, match.start(), match.end()


def _of_distance(distance: Distance) -> Judgement:
    if distance.falls_short:
        return "未完成"
    return "完成" if distance.share == 1 else "超额"


def _read(judgement: Judgement, before: str, behind: str) -> Judgement | None:
    """Return what a phrase means where it stands; None where it is denied, a condition, or part of a name (完成率)."""
    of_a_thing = _A_NAME if judgement in _DONE else _AS_AN_ATTRIBUTE
    if of_a_thing.match(behind) or _DENIED.search(before) or _ONLY_IF.search(before):
        return None
    if judgement in _DONE:
        judgement = "未完成" if _SHORT.search(before) else "延期" if _LATE.search(before) else judgement
    elif before.endswith("未") or _NONE_OF_THEM.match(behind):
        return None
    if judgement == "全部完成" and _TO_AN_AMOUNT.match(behind):
        return None
    return "部分完成" if _IN_PART.search(before) and judgement != "超额" else judgement


def _start_of(text: str, clause: re.Match[str], start: int, end: int, named_before: int) -> int:
    """Return where a judgement's stretch begins: at its words where an object follows, else at the subject in front.

    「报告尚未完成验收」 says nothing of the report's number; 「受疫情影响，未开展」 speaks of what the clause before names.
    """
    if len(han_only(_OF_THE_PLAN.sub("", text[end : clause.end()]))) >= _SUBJECT:
        return start
    before = _BEFORE_A_STATE.sub("", text[clause.start() : start])
    return clause.start() if len(han_only(before)) >= _SUBJECT else named_before


def _is_wish(text: str, clause: int, start: int, end: int) -> bool:
    """「力争」, 「确保」 in the clause; in one before it only where nothing says that it came true."""
    if _wishes().search(text, clause, start):
        return True
    before = "".join(_CLAUSE_BEFORE.findall(text[:clause]))
    return bool(_wishes().search(before)) and not _TRUE.search(text, clause, end)


@cache
def _judgement_of() -> dict[str, Judgement]:
    return {
        phrase: cast("Judgement", judgement) for judgement, phrases in judgements().claims.items() for phrase in phrases
    }


@cache
def _weights() -> dict[Judgement, int]:
    return {cast("Judgement", judgement): weight for weight, judgement in enumerate(judgements().claims)}


@cache
def _phrases() -> re.Pattern[str]:
    return lexicon.any_of(_judgement_of())


@cache
def _wishes() -> re.Pattern[str]:
    """力争, 确保; 保证 in a name (保证率, 保证金) is none."""
    return re.compile(rf"{lexicon.either(judgements().wishes)}(?![率金书])")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(
        rf"{_phrases().pattern}|外|完成|达成|达标|实现|低于|不及|少于|差|缺口|优于|达目标|达到|控制在|无一|兑现|超"
    )
