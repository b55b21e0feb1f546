"""A06: a satisfaction that is exactly the target, without a word of how it was asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Quantity,
    Remark,
    Row,
    Table,
    check,
)
from kpi_nlp.quantities import equals
from kpi_nlp.text import clip

_ASKED_FOR = re.compile(r"满意|知晓|认可度|安全感")
_SURVEY = re.compile(r"问卷|样本|抽样|调查|访谈|电话回访|测评|评议|回收率|受访")
_SET_PHRASE = re.compile(
    r"经(?:过|统计|综合|全面)*(?:满意度)?(?:调查|测评|评议|了解|统计|测算)(?:统计|得出|显示|了解|后)*(?=[，,：:]|[^，。；;]{0,12}满意|[^，。；;]{0,8}知晓|$)"
)  # 「经测评，满意度90%」 names neither who nor whom
_DONE = r"(?:委托|聘请|组织|开展|进行|实施|发放|安排|采取|采用|邀请|做|设计|留存|建立|保存)"
_ASKING = r"(?:问卷|样本|抽样|调查|访谈|电话回访|测评|评议|回收率|受访)"
_NOT_ASKED = re.compile(
    rf"(?:未|没有|没能|尚未|无|缺[少乏])(?:能|曾|再|另行|单独|专门|专项|正式|实际)*(?:{_DONE}[^，,。；;：:]{{0,12}}?)?(?:满意度|群众|社会|服务对象|第三方|相关|任何|独立)*{_ASKING}+(?:工作|活动|资料|记录|表|结果)?"
    rf"|{_ASKING}+(?:工作|活动)?(?:因[^，,。；;]{{0,10}})?(?:未|没有|没能|尚未|暂未)(?:能|及时|实际|正式|如期|按期)*{_DONE}"
    rf"|(?:下一步|下一?年度?|明年|次年|今后|后续)[^。；;]{{0,20}}?(?:将|要|拟|计划|逐步|探索|引入|委托|开展|组织|加强|改进|完善)[^。；;]{{0,16}}?{_ASKING}+"
)  # that nobody was asked, or will be only next year
_REACHED = re.compile(r"(?:达到|达)[^以上超]*")  # 「达到88%」 names a number, 「88%以上」 none
_BESIDE = re.compile(r"上年|去年|上一年|同期|同比|目标|计划|指标值|全[省市国县]|平均")  # of another share
_FULL = 100  # what cannot be exceeded is met only by equalling it
_ALIKE = 2
_NAMED = 3


@check(
    code="A06",
    name="satisfaction-at-target",
    title="满意度恰等于目标",
    severity="note",
    over="documents",
    why="满意度、知晓率来自调查，恰好等于目标值而没有问卷和样本，往往是照目标填报。",
    basis="满意度、知晓率的实际值与目标值数字相同（100% 除外），全套材料中没有问卷、样本、调查等字样；两项以上相同的为疑点。",
    cleared_by="提供问卷、样本量和汇总结果。",
    suggestion="补充说明",
    flags=(
        Row(name="服务对象满意度", target="≥90%", actual="90%", levels=("满意度指标", "服务对象满意度指标")),
        Page(
            rows=(
                Row(name="参会人员满意度", target="≥90%", actual="90%", levels=("满意度指标", "服务对象满意度")),
                Row(name="政策知晓率", target="≥85%", actual="85%", levels=("效益指标", "社会效益指标")),
            )
        ),
    ),
    passes=(
        Row(name="服务对象满意度", target="≥90%", actual="93.6%", levels=("满意度指标", "服务对象满意度指标")),
        Page(
            sentences=("经发放问卷2400份，回收有效问卷2310份。",),
            rows=(Row(name="服务对象满意度", target="≥90%", actual="90%", levels=("满意度指标", "服务对象满意度")),),
        ),
        Row(name="服务对象满意度", target="100%", actual="100%", levels=("满意度指标", "服务对象满意度指标")),
    ),
)
def satisfaction_at_target(dossier: Dossier) -> Iterator[Answer]:
    """Collect, per document, the shares of the satisfied that equal their targets."""
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            continue
        asked = [row for row in paper.indicators if row.answered and _is_asked_for(row)]
        at_target = [row for row in asked if _at_target(row)]
        if at_target and not any(_tells_of_survey(other) for other in _same_year(dossier, paper)):
            yield _remark(at_target)
        elif asked:
            yield Clear()


def _is_asked_for(indicator: Indicator) -> bool:
    return any(_ASKED_FOR.search(name) for name in (indicator.name, *indicator.levels))


def _at_target(indicator: Indicator) -> bool:
    if len(indicator.parts) != 1:
        return False
    target = indicator.parts[0].target
    answers: Sequence[Quantity | None] = _each_time(indicator) or [indicator.parts[0].actual or _in_points(indicator)]
    return all(actual is not None and _equals(target, actual) for actual in answers)


def _equals(target: Quantity, actual: Quantity) -> bool:
    stated = actual.exact if actual.exact is not None or not _REACHED.fullmatch(actual.text) else actual.number
    return bool(equals(target, actual)) and stated is not None and 0 < stated < _FULL


def _each_time(indicator: Indicator) -> Sequence[Quantity]:
    """Return the shares of an answer that gives one for each time or group of people: 「上半年90%，下半年92%」."""
    said = indicator.actual.quantities if indicator.actual else ()
    shares = [one for one in said if one.unit == "%"]
    told = indicator.actual.text if indicator.actual else ""
    return [] if shares == list(said[:1]) or _BESIDE.search(told) else shares


def _in_points(indicator: Indicator) -> Quantity | None:
    """A share of 92% that is answered by 「92个百分点」."""
    said = indicator.actual.quantities if indicator.actual else ()
    return replace(said[0], unit="%", kind="percent") if len(said) == 1 and said[0].kind == "point" else None


def _same_year(dossier: Dossier, paper: Paper) -> Iterator[Paper]:
    year = paper.document.identity.year
    return (other for other in dossier.papers if other is paper or other.document.identity.year == year)


def _tells_of_survey(paper: Paper) -> bool:
    told = (block.text for block in paper.document.blocks if not isinstance(block, Table))
    cells = (
        value.text for row in paper.indicators for value in (row.actual, row.reason, row.note) if value is not None
    )
    named = filter(_SURVEY.search, chain(told, cells))
    return any(_SURVEY.search(_NOT_ASKED.sub("", _SET_PHRASE.sub("", text))) for text in named)


def _remark(rows: Sequence[Indicator]) -> Remark:
    told = "；".join(
        f"「{row.name}」目标 {clip(row.answered[0].stated)}，实际 {clip(row.answered[1].stated)}"
        for row in rows[:_NAMED]
        if row.answered
    )
    more = f"等 {len(rows)} 项" if len(rows) > _NAMED else ""
    quotes = tuple(quote for row in rows[:_NAMED] if row.answered for quote in Evidence.of_row(*row.answered))
    return Remark(
        f"{told}{more}，恰等于目标，材料中未见问卷、样本等调查情况。",
        quotes,
        tuple(rows) if len(rows) == 1 else (),
        rows=tuple(Member.of(row) for row in rows) if len(rows) > 1 else (),
        severity="question" if len(rows) >= _ALIKE else None,
        sentence="满意度等于目标值",
    )
