"""What an actual says of its outcome: the amounts that came about among those it states, and a failure told in words."""

import re
from dataclasses import replace
from typing import Literal

from kpi_nlp import quantities
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Quantity, Value
from kpi_nlp.text import fold

_REMARK = re.compile(r"[,，。;；:：(（]")
_PUT_OFF = re.compile(r"^(?:延期|推迟|延后|顺延|延迟)[至到]")
_DENIED = re.compile(r"[无未]|没有|不存在|避免|防止|杜绝|解决|减少|改善|整改|部分|个别")
_LATER = r"(?:下年度?|下一?年度?|次年|明年|来年|跨年)"
_TO_NEXT_YEAR = re.compile(
    rf"(?:转入|结转|转[至到]|顺延|延[至到后期]|推迟|移至|留待|放到|改[在至到]|纳入|列入|安排在|拟于|计划于?|预计|将[于在]){{1,2}}[至到]?{_LATER}"
)
_MONEY = re.compile(r"款|资金|支付|结算|经费|预算|余额|拨付|报账")
_BEGUN = re.compile(
    r"^(?:[一-鿿]{2,6})??(?:目前|现|年底|截至年底|尚|仍|还)*(?:正在|仍在|尚在|还在|处于|(?:仅|只)(?:完成|启动|开展|进行|形成|编制|通过|做了?))"
)
_ONLY_BEGUN = re.compile(
    r"^(?:目前|现|年底|截至年底)*(?:仅|只)(?:完成|启动|开展|进行|形成|编制|通过|做了?)(?![^,]*(?:全部|所有))"
)
_STEP = r"(?:建设|施工|筹备|筹建|招标|采购|设计|论证|审批|报批|调试|试运行|办理|编制|前期|立项|洽谈|实施|推进)"
_IN_COURSE = re.compile(
    rf"(?:处[于在]?|正在|仍在|尚在|还在|进入)[^,，]{{0,6}}{_STEP}[^,，]{{0,4}}(?:阶段|环节|期)$|(?:正在|仍在|尚在|还在|在){_STEP}$|{_STEP}(?:当|之)?中$"
)
_TO_BE_DONE = re.compile(r"建成|完成|完工|投入|上线|竣工|交付|验收|开通|启用|办结|出台|印发|开工")
_LATE = re.compile(r"^[一-鿿]{0,10}?未能?(?:如期|按期|按时|及时)[一-鿿]{2,6}$")
_WHY = re.compile(r"^(?:因|由于|受)")
_NOT_YET = re.compile(r"^(?:[一-鿿]{0,10}?)(?:暂|尚|仍|还|至今|目前)+未(?:能|曾)?[一-鿿]{2,8}$")
_A_PLAN = re.compile(
    r"(?:^|[,，。;；:：(（])(?:按照?)?(?:年初|年度|全年|原)?(?:目标|计划|任务|指标|应|拟)(?:值|数|任务|要求)?(?:为|是|:|：)?[一-鿿]{0,6}$"
)
_IN_BRACKETS = re.compile(r"[(（](?:年初|年度|全年|原)?(?:目标|计划|指标)(?:值|数|任务)?(?:为|是|:|：)?$")
_CAME_ABOUT = re.compile(r"实际?|完成|已|达到?|开展|举办")


def state_of(actual: Value | None, target: Value | None = None) -> Literal["met", "unmet"] | None:
    """Return what an actual in words says of the outcome: 「未开展」, 「因台风取消」, 「顺利完成」; None where neither.

    A day of completion behind the deadline of the target is unmet. A state that the target itself asks for (取消行政许可事项) is no failure.
    """
    if actual is None:
        return None
    if target is not None and quantities.overdue(target.text, actual.text):
        return "unmet"
    if _fell_short(actual, target):
        return "unmet"
    words = judgements()
    clause = _REMARK.split(actual.text.strip(), maxsplit=1)[0]
    state = next((word for word in words.unmet if clause.endswith(word)), None)
    told = state is not None and (
        clause == state or not (actual.quantities or _DENIED.search(clause.removesuffix(state)))
    )
    if (told or _PUT_OFF.match(clause)) and (target is None or (state or clause[:2]) not in target.text):
        return "unmet"
    return "met" if actual.text.strip(" 。.") in words.met else None


def clauses_unmet(actual: Value, target: Value) -> list[str]:
    """Return the clauses of an actual that say of something named in them that it was not done: 「境外巡展未开展」."""
    words = judgements().unmet
    if not any(word in actual.text for word in words):
        return []
    found = []
    for clause in _REMARK.split(actual.text):
        state = next((word for word in words if clause.strip().endswith(word)), None)
        if (
            state
            and state not in target.text
            and not (_DENIED.search(clause.removesuffix(state)) or quantities.parse(clause))
        ):
            found.append(clause)
    return found


def came_about(value: Value | None) -> Value | None:
    """Return a value with what came about alone where it tells its goal or the way to it as well: 「目标30场，实际25场」, 「25场，较目标少5场」."""
    if value is None or not value.quantities:
        return value
    text = fold(value.text)
    far = {id(one.amount): one for one in quantities.distances(value.text, value.quantities)}
    kept = [
        _not_reached(one) if id(one) in far and far[id(one)].kind == "below" else one
        for at, one in enumerate(value.quantities)
        if far.get(id(one)) is None or far[id(one)].kind == "below"
        if not _is_plan(text, value.quantities, at)
    ]
    return replace(value, quantities=tuple(kept)) if kept else value


def _is_plan(text: str, amounts: tuple[Quantity, ...], at: int) -> bool:
    """Return whether an amount is what was planned, and the next what came of it; or the plan stands behind in brackets."""
    if at and _IN_BRACKETS.search(text[: amounts[at].start]):
        return amounts[at - 1].unit == amounts[at].unit
    if at + 1 >= len(amounts) or amounts[at + 1].unit != amounts[at].unit:
        return False
    between = text[amounts[at].end : amounts[at + 1].start]
    return bool(_A_PLAN.search(text[: amounts[at].start]) and _CAME_ABOUT.search(between))


def _not_reached(amount: Quantity) -> Quantity:
    """「未达到90%」 is less than 90 %."""
    return replace(amount, low=None, high=amount.number, low_open=False, high_open=True)


def _fell_short(actual: Value, target: Value | None) -> bool:
    """Return whether an actual without an outcome in numbers tells that the work was only begun, or left to a later year."""
    far = list(quantities.distances(actual.text, actual.quantities))
    if target is not None and any(one.kind == "below" and _is_goal(one.amount, target) for one in far):
        return True
    if any(one.share is not None and one.falls_short for one in far) and len(far) == len(actual.quantities):
        return target is None or all(amount.unit != "%" for amount in target.quantities)
    clauses = [clause.strip() for clause in _REMARK.split(fold(actual.text).strip(" 。."))]
    if actual.quantities or (target is not None and _BEGUN.match(fold(target.text))):
        return False
    late = any(_LATE.match(one) or (_TO_NEXT_YEAR.search(one) and not _MONEY.search(one)) for one in clauses)
    if target is not None and _TO_BE_DONE.search(target.text) and _IN_COURSE.search(clauses[0]):
        return True
    return late or bool(_ONLY_BEGUN.match(clauses[0])) or _is_unfinished(clauses, target)


def _is_goal(amount: Quantity | None, target: Value) -> bool:
    """「未达到90%」 where 90 % is the floor."""
    return amount is not None and any(
        goal.low is not None and quantities.equals(goal, amount) is True for goal in target.quantities
    )


def _is_unfinished(clauses: list[str], target: Value | None) -> bool:
    """「正在建设，未达到年度目标」, 「系统仍在调试，暂未投入使用」, 「因技术方案变更，未实施」."""
    if len(clauses) < 2 or not (_BEGUN.match(clauses[0]) or _WHY.match(clauses[0])):  # noqa: PLR2004 - a second clause
        return False
    unmet = judgements().unmet
    return any(
        (clause in unmet or _NOT_YET.match(clause)) and (target is None or clause not in target.text)
        for clause in clauses[1:]
    )
