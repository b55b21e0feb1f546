"""Clauses of a reason that give none: who answers for it, what was organised, how it was scored, what came after, what it was before."""

import re

from kpi_nlp.lexicon import judgements
from kpi_nlp.text import han_only

_ENDS = re.compile(r"[,;。!]+")
# a clause with one of these may tell what went wrong, whatever else it says
_TROUBLE = re.compile(
    r"因(?!此)|由于|受|原因|[未没缺停延滞难迟才退拒晚阻]|不(?![断得])|无(?!误)|推迟|取消|破产|故障|调整|变[化更]|修订|(?<!整)改[为期在]|合并|[过偏]高|(?:标准|要求|门槛|价格?|成本)(?:提高|提升|上涨|增加)"
)
_MEASURES = re.compile(
    r"(?:(?:改进|整改|改善|应对|解决|补救)(?:的)?(?:措施|办法|思路|打算|计划|方案|建议)(?::|为)"
    r"|(?:^|(?<=[,;。]))(?:下一步|今后|以后|后续|下一?年度?|明年|次年)(?:的?工作中?|我[局委办院校]|我?单位|,)?(?:将|要|会|继续|进一步|努力|应))"
    r"(?:(?!原因)[^。])*"
)
_LABEL = re.compile(
    r"(?:责任|牵头|整改|承办|配合|分管|主管|经办|填报|填表|审核|联系|完成|主要负责|负责)+"
    r"(?:科室|处室|股室|部门|单位|人员|人|领导|时限|期限|时间|日期|电话|方式)(?::|为).*"
)
_IN_CHARGE = re.compile(
    r"(?:已|现)?由.{1,14}(?:[科处股室局办组]|中心|部门|单位|领导|专人)(?:牵头|负责|具体负责|承办).{0,6}"
)
_SOURCE = re.compile(
    r"(?:该|此|本|统计|上述)?(?:数据|数字|数值|数|结果)?(?:最终)?(?:来源于|来源为|来源:|来自|取自|以|由|依据|据).{1,16}(?:为准|提供|统计|导出|年报|报表|台账)"
)
_BEFORE = re.compile(
    r"(?:虽然?|但|总体|整体|已|该指标|本年度?|实际)*(?:(?:较|比|与|同|和)?(?:近年来?|近几年来?|上一?年度?|去年|往年|前年|历年|同期|\d{4}年度?)(?:同期|相比|比)*|同比|环比)"
    r"[已有所逐年略大小幅明显较基本保持稳中了为\0]*(?:增长|增加|提高|提升|上升|下降|减少|降低|持平|改善|好转|进步|相当)[了\0\d.%个百分点]*[人场次亩户家项万元个]?"
    r"|(?:增长|增加|提高|提升|上升|下降|减少|降低)了?\0"
    r"|(?:已|仍|总体|在全[国省市县区])*(?:高于|优于|好于|处于|位居|居|排名|位列)(?:全[国省市县区]|同类|同级|行业|领先|前列)[^,]{0,6}?(?:水平|前列|第\S{1,3}|\0)?"
)
_TITLE = re.compile("《[^《》]*》")
_SCORED = re.compile(
    r"[^,;。]*(?:按|根据|依据|依照|对照|酌情)[^,;。未]*不(?:予)?(?:得|计|给)分|不(?:予)?(?:得|计|给)分"
)


def without_idle(text: str) -> str:
    """Return a reason, folded and without its amounts, as far as its clauses may tell why."""
    text = _MEASURES.sub(lambda said: said[0] if _TROUBLE.search(said[0]) else "", text)
    return ",".join(clause for clause in _ENDS.split(text) if not _is_idle(clause.strip()))


def _is_idle(clause: str) -> bool:
    if _TROUBLE.search(clause) or _SCORED.fullmatch(clause):
        return bool(_SCORED.fullmatch(clause))
    if any(kind.fullmatch(clause) for kind in (_LABEL, _IN_CHARGE, _SOURCE, _BEFORE)):
        return True
    return not judgements().idle_reason.sub("", han_only(_TITLE.sub("", clause)))
