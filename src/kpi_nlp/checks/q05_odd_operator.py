"""Q05: bounds on the wrong side, and shares above the whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp.checks.declared import declarations, note
from kpi_nlp.lexicon import lower_is_better
from kpi_nlp.model import Answer, Clear, Dossier, Indicator, Page, Quantity, Row, check
from kpi_nlp.text import fold

_SHARE = re.compile(
    r"(?<![不未非])(?:满意|合格|达标|及时|覆盖|完成|优良|准确|完好|知晓|通过|巩固|普及|办结|处理|到位|保证|利用|参保|入学|公开|发放|验收|开放|随访|报告|签约)(?:率|度)$|优良路?率$"
)
_WORK = re.compile(
    r"受理|办理|办结|处[理置]|回复|举报|接[待诉]|调[处解]|化解|[核检]查|查处"
)  # done with complaints, not complained of
_MISREAD = re.compile(r"^2(?:\d\d|100)(?:\.\d+)?%")  # recognition takes ≥ for 2
_NOT_WHOLE = re.compile(
    r"增长|增幅|增加|提高|提升|超额|(?:目标|任务|收入|计划)(?!.*(?:及时|合格|准确|满意|优良|完好|验收)[率度]$)"
)
_GAINED = re.compile(
    r"^(?!.*(?:会议|培训|出国|出访|考察|接待公务|公务|检查|执法|评比|庆典|论坛|债|隐患|超|控制|问题|环节|病害|缺陷)).*(?:新增|新建|改建|扩建|建成|改造|治理|修缮|养护|维修|绿化|清淤|落地|惠及|受益|服务(?:人次|人数|户数|场次)|探访|救助|筛查|接待(?:读者|观众|游客|参观)|接种|资助|安置|科普|公益|惠民|宣传教育|文化活动|演出)"
)  # the more of it the better; meetings and trips are bounded on purpose
_ADDED = frozenset({"count", "length", "area"})
_BELOW = re.compile(r"\s*[-－−]\d")  # counts are read without their sign: it may be a dash
_BALANCE = re.compile(r"增|减|降|升|涨|变化|变动|差额|差距|净|盈|亏|温")  # what may fall below nought
_TURNED = re.compile(r"(\d+(?:\.\d+)?)%?\s*[-~—–至]+\s*(\d+(?:\.\d+)?)%")
_WHOLE = Decimal(100)


@check(
    code="Q05",
    name="odd-operator",
    title="方向或取值异常",
    severity="note",
    over="documents",
    why="投诉次数「≥」、满意度「≤」，方向反了，做得越差越算完成；合格率超过 100% 无法实现。",
    basis="反向指标（投诉、事故、成本、差错率等）的目标只有下限，满意度、合格率一类指标的目标只有上限，占比类指标的目标超过 100%，新建、改造、服务一类产出数量只有上限，区间前大后小，下限为 0 的，数量为负数的，列出。"
    "名称看不出方向的不判断。每份申报表只提示一次。",
    cleared_by="指标另有计算口径，方向或取值确实如此。",
    suggestion="更正",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(name="有效投诉次数", target="≥5次"),
                Row(name="群众满意度", target="≤90%", levels=("满意度指标", "服务对象满意度指标")),
                Row(name="验收合格率", target="≥120%", levels=("产出指标", "质量指标")),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(name="有效投诉次数", target="≤5次"),
                Row(name="投诉处理率", target="≥95%"),
                Row(name="收入增长率", target="≥120%"),
                Row(name="培训人次", target="≤200人次"),
                Row(name="成本节约率", target="≥5%"),
            ),
        ),
    ),
)
def odd_operator(dossier: Dossier) -> Iterator[Answer]:
    """List the targets whose bound stands on the wrong side or can never be reached."""
    for paper in declarations(dossier):
        odd = [(row, why) for row in paper.valued if (why := _oddity(row)) is not None]
        if odd:
            shown = "；".join(f"「{row.name}」{row.target.stated if row.target else ''}，{why}" for row, why in odd[:3])
            more = f"等 {len(odd)} 项" if len(odd) > len(odd[:3]) else ""
            yield note(f"目标值的方向或取值异常：{shown}{more}。", [row for row, _ in odd], of="方向或取值异常")
        else:
            yield Clear()


def _oddity(row: Indicator) -> str | None:
    """Return what is odd in a target of a single amount, None for one in order and for one that cannot be judged."""
    if row.target is None:
        return None
    turned = _TURNED.fullmatch(fold(row.target.text).strip())
    if turned and Decimal(turned[1]) > Decimal(turned[2]):
        return "区间的下限大于上限"
    return _odd_amount(row, row.target.quantities[0]) if len(row.target.quantities) == 1 else None


def _odd_amount(row: Indicator, amount: Quantity) -> str | None:
    if amount.kind in _ADDED and row.target and _BELOW.match(row.target.text) and not _BALANCE.search(row.name):
        return "数量为负数"
    share = amount.kind == "percent" and _SHARE.search(row.name) and not _NOT_WHOLE.search(row.name)
    misread = row.target is not None and _MISREAD.match(row.target.text)
    if _only_high(amount):
        gained = amount.kind in _ADDED and _GAINED.search(row.name) and not lower_is_better(row.name)
        return "正向指标却只设上限" if share else "产出数量却只设上限" if gained else None
    if _only_low(amount) and lower_is_better(row.name) and not _WORK.search(row.name):
        return "反向指标却只设下限"
    if share and _above_whole(amount) and not misread:
        return "占比超过 100%"
    return "下限为 0，任何结果都算完成" if _only_low(amount) and amount.low == 0 and not amount.low_open else None


def _only_low(amount: Quantity) -> bool:
    return amount.low is not None and amount.high is None and not amount.approximate


def _only_high(amount: Quantity) -> bool:
    return amount.high is not None and amount.low is None and not amount.approximate


def _above_whole(amount: Quantity) -> bool:
    return amount.low is not None and (amount.low > _WHOLE or (amount.low == _WHOLE and amount.low_open))
