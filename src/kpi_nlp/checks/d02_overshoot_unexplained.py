"""D02: far more was done than the target asked for, and nothing is said of why."""

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from kpi_nlp.checks.reasons import prose_of, reason_given
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Part,
    Profile,
    Remark,
    Row,
    Severity,
    check,
)
from kpi_nlp.quantities import completion, in_one_unit, rounded, scale_slip, shown
from kpi_nlp.text import clip

_TRAFFIC = re.compile(
    r"浏览|点击|播放|阅读量|访问|转发|点赞|关注|粉丝|线上|网络|网上|直播|触达|曝光|传播|下载|推送|流量"
)
_TEN_TIMES = Decimal(10)
_LITTLE_SHARE = 10  # points of a per cent: 5 % of growth may well become 8 %
_FEW = 2  # so many more of a handful are no question


@check(
    code="D02",
    name="overshoot-unexplained",
    title="超额完成未说明",
    severity="note",
    over="indicators",
    why="实际远超目标，多半是目标定得过低或数字有误，应说明原因，必要时扣分。",
    basis="实际与目标之比达到口径规定的倍数（全国口径 1.2 倍为提示，1.5 倍为疑点，2 倍以上须重点核对），偏差原因和正文都没有说明。"
    "只多一个单位的、比率只高出十个百分点以内的、浏览量一类线上流量、成本等以低为好的指标不计，只多两个单位的、几个分项中只有一项超出的，不足 1.5 倍不计；只多两个单位的为提示；相差万倍的先按 U01 核对单位。",
    cleared_by="说明了超额的原因，如任务追加、政策扩面、需求超出预期。",
    suggestion="补充说明",
    flags=(
        Row(name="讲座场次", target="20场", actual="26场"),
        Row(name="工作站数量", target="10个", actual="55个"),
    ),
    passes=(
        Row(name="讲座场次", target="20场", actual="22场"),
        Row(name="讲座场次", target="20场", actual="45场", reason="应街道需求增加进社区讲座25场"),
        Row(name="公众号浏览量", target="5万次", actual="38万次"),
        Row(name="接待次数", target="1次", actual="2次"),
    ),
    collapse=2,
    summary="有 {count} 项指标超额较多而没有说明：{names}",
)
def overshoot_unexplained(dossier: Dossier) -> Iterator[Answer]:
    """Compare how many times its target a row reached with the steps of the profile."""
    prose = prose_of(dossier)
    for indicator in dossier.evaluated:
        if (furthest := _furthest(indicator)) is None:
            continue
        part, times = furthest
        if (
            times < _step(indicator, part, dossier.profile)
            or _is_traffic(indicator, part)
            or reason_given(indicator, of_more=True) == "given"
            or prose.explains_excess(indicator, dossier.identity(indicator).year)
            or prose.may_tell(indicator, dossier.identity(indicator).year)
        ):
            yield Clear()
        else:
            yield _remark(indicator, part, times, dossier.profile)


def _step(indicator: Indicator, part: Part, profile: Profile) -> Decimal:
    """Return from how many times its target on a row is told: later for a few more, and for one part of several."""
    small = _beyond(part) <= _FEW or (len(indicator.parts) > 1 and min(map(_times, indicator.parts)) < _times(part))
    return profile.overshoot_question if small else profile.overshoot_note


def _furthest(indicator: Indicator) -> tuple[Part, Decimal] | None:
    """Return the part of a row that went furthest beyond its target, and its times, None where one fell short or cannot be compared."""
    parts = [part for part in indicator.parts if part.sure and part.met and part.actual]
    if not parts or len(parts) < len(indicator.parts) or any(part.lower_is_better for part in parts):
        return None
    whole = [part for part in parts if not part.target.partial] or parts[:1]
    return max(((part, _times(part)) for part in whole), key=itemgetter(1))


def _times(part: Part) -> Decimal:
    """Return the actual over the target, 1 for one more of a few and for what has no such ratio."""
    target, actual = part.target, part.actual or part.target
    share = completion(target, actual)
    if share is None or scale_slip(target, actual) or not target.number or target.low is None:
        return Decimal(1)
    little = _LITTLE_SHARE if target.kind == "percent" else 1
    return Decimal(1) if _beyond(part) <= little else share.low


def _beyond(part: Part) -> Decimal:
    goal, done = in_one_unit(part.target, part.actual or part.target)
    return done - goal


def _is_traffic(indicator: Indicator, part: Part) -> bool:
    counted = (part.target.of, part.actual.of if part.actual else None)
    return any(text and _TRAFFIC.search(text) for text in (indicator.name, *counted))


def _remark(indicator: Indicator, part: Part, times: Decimal, profile: Profile) -> Remark:
    target, actual = part.target, part.actual or part.target
    goal, done = in_one_unit(target, actual)
    said = indicator.answered or ()
    severity: Severity = "question" if times >= profile.overshoot_question and _beyond(part) > _FEW else "note"
    hint = ""
    if times == _TEN_TIMES:
        hint = "，恰为十倍，请先核对是否多写一位或单位有误"
    elif times >= profile.overshoot_strong:
        hint = "，请重点核对目标是否过低、数据是否有误"
    values = "，".join(f"{title} {clip(value.stated)}" for title, value in zip(("目标", "实际"), said, strict=False))
    which = f"其中{(target.of or '').strip()} {actual.stated}，" if len(indicator.parts) > 1 else ""
    return Remark(
        f"「{indicator.name}」{values}，{which}为目标的 {rounded(times)} 倍，没有说明原因{hint}。",
        Evidence.of_row(*said) if said else (),
        (indicator,),
        Computation(f"{shown(done)}/{shown(goal)}", rounded(times), {"实际完成值": shown(done), "目标值": shown(goal)}),
        severity=severity,
    )
