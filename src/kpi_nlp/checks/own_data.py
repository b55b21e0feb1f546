"""What a paper says of the time of its own data, forms, goals and signature: sentences and cells that name only another year.

Texts are squeezed, and their years in digits.
"""

import re
from datetime import timedelta

from kpi_nlp.model import Value
from kpi_nlp.quantities import parse_periods
from kpi_nlp.text import squeeze

_YEAR = re.compile(r"(?<![\d〔\[])(20[0-4]\d)(?=年|[./)—~至-]|$)")
_Y = r"(20[0-4]\d)年"
_TIME = r"(?:期间?|时段|时间段?|区间|周期|时点|年度|范围|口径|基准日|节点|截[止至]日?期?|起止)"
_KEPT = r"数据|指标值|完成值|实际值|数值|资料|台账|报表|满意度|知晓率|问卷|佐证|证明材料|测评|得分"
_PAPERS = r"自评|评价|评分|得分|打分|监控|完成情况|绩效目标|申报|目标值|基础数据|满意度|问卷"
_SURVEY = r"问卷|满意度(?:调查|测评|调研|访问|抽样|评议)|抽样调查|电话回?访|测评|走访调查"
_HELD = r"开展|组织|实施|进行|完成|委托|发放|采用|通过|回收|收回|抽取|抽查|访问"

_DATA_OF = re.compile(
    rf"(?:统计|数据|监控|填报|调查|核查|考核|所属|取数|采集|核定|报告|绩效)(?:数据)?(?:的)?{_TIME}+(?:统一|均|确定|界定)?(?:为|是|取|定为|:|截[至止]到?|从|自)*{_Y}"
)
_TAKEN_FROM = re.compile(
    rf"(?:{_KEPT})[^。《]{{0,16}}(?:取自|来自|来源于|来源为|来源:|采自|摘自|源自|引自|出自|反映|统计至|统计到|截[至止]到?|基于|以|按|采用|使用|为|系)[^。《,]{{0,8}}?{_Y}"
)
_THIS_PAPER = re.compile(
    rf"(?:[本上下附该此](?:表|报告|附件|次自评|次评价|材料|报表)|表[中内]|以上|上述)[^。《]{{0,14}}(?:反映|统计|所列|数据|为|系|涵盖|填列|填报|汇总|均|仅|针对|属于|对应|是)[^。《]{{0,10}}?{_Y}"
)
_SURVEYED = re.compile(rf"{_Y}(?=[^。;]{{0,40}}?(?:{_HELD}))(?=[^。;]{{0,50}}?(?:{_SURVEY}))[^。;]*")
_ENCLOSED = re.compile(
    rf"(?:详?见|附件?\d?[:为是]?|附后|附表\d?[:为是]?|参见|参阅|见于|载于|列于)[^。《]{{0,14}}《[^》]{{0,24}}?{_Y}?度?(?=[^》]{{0,24}}(?:{_PAPERS}))[^》]{{0,24}}(?:表|报告|汇总|明细|清单)》"
)
_EVALUATED = re.compile(
    rf"{_Y}度?[^。《,]{{0,24}}(?:自评|绩效评价)[^。《]{{0,16}}(?:现将|现就|如下|形成(?:了)?(?:本|自评|此)|编[写制](?:了)?本|特此|予以报告)"
)
_PLANNED = re.compile(
    rf"(?<!原)(?:计划|预计|拟|力争|将)(?:于|在|到){_Y}[^。]{{0,30}}(?:完成|补齐|实施|达到|落实|建成|验收|竣工)|{_Y}[^。,]{{0,12}}(?:将|拟)(?:进一步|继续|提前|加强|做好|完善|按照|着力|切实|重点|严格|不断|强化|开展|推进|组织|全面)"
)
_CONCLUDED = re.compile(
    rf"(?:较好|圆满|全面|基本|顺利|如期)地?(?:实现|完成|达成)了?{_Y}度?(?:预期|绩效|各项|年度|预算|总体)*(?:目标|指标|任务)"
)
_KINDS = (_PLANNED, _DATA_OF, _TAKEN_FROM, _THIS_PAPER, _SURVEYED, _ENCLOSED, _EVALUATED)
# What is compared, carried over, not yet published, found and mended, or ruled.
_OTHERS = re.compile(
    r"上年|去年|前年|往年|同期|相比|对比|[比较]20|增长|下降|提高|提升|改善|上升|结转|结余|累计|以来|历年|近[年几两三]|整改|反映的|发现的|指出|存在的?问题|尚未|未发布|未公布|滞后|暂|最新|基期|基数|基线|基准值|参考|办法|通知|细则|印发|出台|规划|三年|五年|周期性"
)

_LABELLED_GOAL = re.compile(
    rf"^[(\[]?{_Y}度?[)\]]?(?:年度)?(?:总体|绩效|工作|部门|整体|主要|预期|支出|项目)*(?:目标|任务)[)\]]?(?:\d|:|是|为|,|$)"
)
_MEANT = re.compile(
    rf"(?:确保|力争|争取|保证|保障|努力|计划|拟|将|全面|为|做好|围绕|推动|实现|完成|落实|抓好|有序推进|圆满|顺利|到|于|在)(?:完成|实现|做好|在|于|到|了)?{_Y}(?![^,。;]{{0,20}}(?:已|建成|累计|基础上|结转|以前|之前|立项|启动))(?:度|底|末|年?底前)?[^。;]{{0,30}}(?:任务|目标|工作|指标|完成|达到|实现|落实|建设|保障|支出)"
)
_PAST = re.compile(
    r"已|累计|基础上|以来|结转|上年|去年|比20|较20|相比|同期|发布|印发|规划|立项|批复|文件|办法|通知|精神|整改|会议"
)

_AS_OF = re.compile(
    r"^[(]?(?:截[至止]到?|统计[至到]|[至到])?(20[0-4]\d)年(?!以来|立项|启动|开工|结转|同期|签|批|印|发布|建成)"
)
_IN_BRACKETS = re.compile(
    r"[(](?:截[至止]到?|数据|统计)*(20[0-4]\d)年(?:度|底|末|全年|1[-—~至]\d{1,2}月|\d{1,2}月(?:\d{1,2}日|底|末)?)*(?:数据?|止|实际|完成|统计)*[)]$"
)
_NOT_DONE_THEN = re.compile(
    r"上年|去年|同期|结转|比20|较20|增长|以来|累计|立项|开工|启动|基数|尚未|滞后|未公布|未发布|暂"
)

_SIGNED = re.compile(
    r"^(?:(?:填[报表制写]|编[制写]|报[告送出]|上报|制表|自评|评价|完成|成文|签署|落款)?(?:日期|时间):|[\u3400-\u9fff()]{0,28}(?:[局委办院厅处会队校馆所站府部司社科室园]|中心|公司|单位|[盖公]章[)]?)[,:]?)?(?=20[0-4]\d[年./-]|二)"
)
_MONTH = timedelta(days=31)
_LONGEST_SIGNATURE = 48
_LEAST_MONTH = 10  # whoever evaluates a year before October does not know it


def only_earlier(text: str, year: int) -> bool:
    """Return whether all years that a text names lie before one."""
    named = [int(found) for found in _YEAR.findall(text)]
    return bool(named) and max(named) < year


def own_data(sentence: str, year: int) -> re.Match[str] | None:
    """Return what a sentence says of the paper's own data, survey or enclosures, where it is of an earlier year."""
    if _OTHERS.search(sentence):
        return None
    if (concluded := _CONCLUDED.search(sentence)) and int(concluded[1]) < year:
        return concluded  # 「2024年…得分为98分，较好实现了2023年度绩效目标」
    if not only_earlier(sentence, year):
        return None
    return next(filter(None, (kind.search(sentence) for kind in _KINDS)), None)


def own_goal(sentence: str, year: int) -> re.Match[str] | None:
    """Return how a sentence opens the goal of an earlier year, or means to reach something within it."""
    if not only_earlier(sentence, year) or _PAST.search(sentence):
        return None
    return _LABELLED_GOAL.search(sentence) or _MEANT.search(sentence)


def told_of_another_year(value: Value, year: int) -> bool:
    """Return whether an answer that has an amount is dated, as a whole, in an earlier year."""
    text = squeeze(value.text)
    dated = (_AS_OF.search(text) or _IN_BRACKETS.search(text)) and only_earlier(text, year)
    return bool(dated and value.quantities and not _NOT_DONE_THEN.search(text))


def signed_too_early(text: str, year: int) -> bool:
    """Return whether a line is nothing but who signs a self-evaluation and when, and that is before it can have been made."""
    if len(text) > _LONGEST_SIGNATURE or not (opening := _SIGNED.search(text)):
        return False
    rest = text[opening.end() :]
    days = parse_periods(rest)
    if len(days) != 1 or squeeze(days[0].text) != rest.rstrip("。,"):
        return False
    signed = days[0].end
    return (signed.year, signed.month) < (year, _LEAST_MONTH) and days[0].end - days[0].start < _MONTH
