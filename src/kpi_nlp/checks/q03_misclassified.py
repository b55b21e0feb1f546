"""Q03: indicators that stand under a level that is not theirs."""

import re
from collections.abc import Iterator, Mapping

from kpi_nlp.checks.declared import declarations, note
from kpi_nlp.lexicon import lower_is_better, measures
from kpi_nlp.model import Answer, Clear, Dossier, Indicator, Page, Row, check

_COUNTS = frozenset({"人次", "人数", "户数", "次数", "面积", "里程"})
_FOREIGN: Mapping[str, frozenset[str]] = {
    "数量指标": frozenset({"满意度", "及时性", "合规性"}),
    "质量指标": _COUNTS | {"满意度", "及时性"},
    "时效指标": _COUNTS | {"数量", "满意度", "合规性", "知晓率", "水量", "产量"},
    "成本指标": _COUNTS | {"满意度", "及时性", "合规性", "知晓率", "水量", "产量"},
    "经济成本指标": _COUNTS | {"满意度", "及时性", "合规性", "知晓率", "水量", "产量"},
    "经济效益指标": frozenset({"满意度", "及时性"}),
    "社会效益指标": frozenset({"满意度", "及时性"}),
    "生态效益指标": frozenset({"满意度", "及时性"}),
    "可持续影响指标": frozenset({"满意度", "及时性"}),
    "服务对象满意度指标": _COUNTS | {"数量", "金额", "里程", "及时性", "合规性"},
}
_COSTS, _EFFECTS = frozenset({"成本指标", "经济成本指标"}), frozenset({"经济效益指标", "社会效益指标", "生态效益指标"})
_NO_PLACE_OF_COST = frozenset(
    {"数量指标", "质量指标", "时效指标", "服务对象满意度指标", "社会效益指标", "生态效益指标"}
)
_NO_PLACE_OF_TIME = frozenset(_FOREIGN) - {"时效指标"}
_LONGEST = 8  # letters of a word that tells a measure
_OF_QUALITY = re.compile(r"(?:合格|达标|优良|准确|差错|完好|通过)率$")
_OF_WORK_DONE_WELL = re.compile(r"(?:验收|工程|建设|施工|设备|采购|项目).*(?:合格|优良|通过)率$|(?:完好|准确|达标)率$")
_OF_COST = re.compile(
    r"(?:成本|造价|单价|(?:平均|人均|户均|亩均|单位)(?:支出|费用)|总投资|投资总额|投资额|成本(?:节约|控制|降低|超支)率|概算控制率|经费支出|超概算(?:率|比例))$"
)
_OF_WORK = re.compile(
    r"^(?!.*(?:获奖|奖项|表彰|问题|隐患|差错|事故|故障))(?:.*(?:举办|开展|组织|召开|培训).*(?:场次|次数|期数|场数|人次)"
    r"|.*(?:采购|购置|配备|印发|印制|发放|安装|新建|改造|建设|修缮|维修|修建|铺设).*(?:数量|台数|套数|份数|座数|个数|册数|辆数|件数))$"
)
_OF_FEELING = re.compile(r"(?:获得感|幸福感|安全感|认可度|满意度|满意率|满意程度)$")
_OF_OTHER_SHARES = re.compile(r"(?:就业|覆盖|合格|参与|利用|知晓|入学|参保|普及|达标)率$")
_OF_ECONOMY = re.compile(r"税收|产值|利润|营业收入|营收|销售额|人均收入|居民收入|旅游收入|增加值|增收|投资回报")
_OF_NATURE = re.compile(r"森林|绿化|植被|水土流失|空气|减排|污染|碳排|湿地|草原|PM2|PM10|断面|黑臭")
_OF_AMOUNT = re.compile(r"(?:处理|供应|供水|生产|种植|养殖|收购|清运|接待|受理|办理)量$")
_OF_TIME = re.compile(
    r"(?:完成|完工|竣工|交付|开工|投产|拨付|发放|到位|支付|启用|验收|报送|提交|办结|上线|开通|开放|发布)(?:时间|日期|时限|时点|节点)$"
)
_IN_TIME = re.compile(r"(?:按期|按时|如期|准时|限时|及时)[\u4e00-\u9fff]{0,4}率$|(?:及时性|及时程度|时效性)$")
_TIMED = re.compile(r"[时期年月日周天季]|进度|节点")  # 「按时完成数量」 counts what was in time
_SATISFIED = re.compile(r"满意|投诉|好评|评价|认可|获得感|安全感|支持|表扬|信访|反映")
_FAULTS = re.compile(
    r"差错|错误|事故|故障|缺陷|返工|违规|违纪|问题|隐患|表彰|获奖|奖项"
)  # their number tells of quality


@check(
    code="Q03",
    name="misclassified",
    title="归类错误",
    severity="note",
    over="documents",
    why="数量放在质量下、满意度放在效益下，各级指标的权重和评分就失去意义。",
    basis="只看名称末尾说明所计量内容的词：满意度不在满意度指标下，人数、次数、面积、里程列在质量、时效、成本、满意度下，合格率、及时率列在数量下，成本、完成时间不在成本、时效指标下，举办场次、采购数量列在质量、效益下，验收合格率列在时效、成本下，税收产值列在生态效益、森林污染列在经济效益下等，才列出；"
    "名称看不出计量内容的不判断。每份申报表只提示一次。",
    cleared_by="主管部门的共性指标体系就是这样归类。",
    suggestion="更正",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(name="群众满意度", target="≥90%", levels=("效益指标", "社会效益指标")),
                Row(name="培训人次", target="≥200人次", levels=("产出指标", "质量指标")),
                Row(name="讲座场次", target="10场"),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(name="培训人次", target="≥200人次"),
                Row(name="安全事故次数", target="0次", levels=("产出指标", "质量指标")),
                Row(name="受益人数", target="5000人", levels=("效益指标", "社会效益指标")),
                Row(name="有效投诉次数", target="≤2次", levels=("满意度指标", "服务对象满意度指标")),
            ),
        ),
    ),
)
def misclassified(dossier: Dossier) -> Iterator[Answer]:
    """List the rows whose name tells a measure that does not belong under their level."""
    kinds = dict(measures().classes)
    for paper in declarations(dossier):
        rows = [row for row in paper.valued if _is_misplaced(row, kinds)]
        if rows:
            placed = "；".join(f"「{row.name}」列在{row.levels[-1]}下" for row in rows[:3])
            yield note(f"{len(rows)} 项指标的归类与所计量的内容不符：{placed}。", rows, of="归类错误")
        else:
            yield Clear()


def _is_misplaced(row: Indicator, kinds: Mapping[str, str]) -> bool:
    """Return whether the end of a name tells a measure that is foreign to the level of its row."""
    level = row.levels[-1] if row.levels and not row.levels_guessed else ""
    ends = (row.name[-length:] for length in range(min(_LONGEST, len(row.name)), 0, -1))
    if _is_elsewhere(level, row.name):
        return True
    measure = next((kinds[end] for end in ends if end in kinds), None)
    if measure not in _FOREIGN.get(level, ()) and not (level == "数量指标" and _OF_QUALITY.search(row.name)):
        return False
    timed = level == "时效指标" and _TIMED.search(row.name)
    told = timed or _FAULTS.search(row.name) or (level == "服务对象满意度指标" and _SATISFIED.search(row.name))
    return not told and not lower_is_better(row.name)


def _is_elsewhere(level: str, name: str) -> bool:
    """Return whether a name tells what has a level of its own, whatever its numbers are: costs, dates, work done, money earned, nature."""
    if level == "服务对象满意度指标" and _FAULTS.search(name) and not _SATISFIED.search(name):
        return True
    return any(level in levels and pattern.search(name) for levels, pattern in _PLACED)


_PLACED = (
    (_NO_PLACE_OF_COST, _OF_COST),
    (_NO_PLACE_OF_TIME, _OF_TIME),
    (frozenset({"服务对象满意度指标", "社会效益指标", *_COSTS}), _IN_TIME),
    (frozenset({"时效指标", "服务对象满意度指标", "经济效益指标", *_COSTS}), _OF_WORK_DONE_WELL),
    (frozenset({"质量指标", "服务对象满意度指标", *_EFFECTS}), _OF_WORK),
    (frozenset({"时效指标", "服务对象满意度指标", *_COSTS}), _OF_AMOUNT),
    (frozenset({"数量指标", "质量指标", "时效指标", *_COSTS}), _OF_FEELING),
    (_COSTS, _OF_OTHER_SHARES),
    (frozenset({"时效指标", "服务对象满意度指标", *_COSTS}), _OF_NATURE),
    (frozenset({"生态效益指标"}), _OF_ECONOMY),
    (frozenset({"经济效益指标"}), _OF_NATURE),
)
"""Levels under which a reviewer would not look for what a name tells."""
