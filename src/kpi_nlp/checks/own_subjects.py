"""Sentences that open with an earlier year and speak of what each report has once: its goals, its money, its staff, its score.

They are the paper's own only where it has no such sentence for its own year: who compares two years names both.
"""

import re
from collections.abc import Iterable, Iterator

from kpi_nlp.checks.own_data import only_earlier

_NUMBER = r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?"
_WHOSE = r"(?:(?:截[至止]|在|对)?(?:[我本全该](?:局|委|办|院|厅|会|校|馆|单位|部门|中心|系统|年度?[(]))?(?:在)?)"
_OPENS = re.compile(rf"^{_NUMBER}{_WHOSE}(20[0-4]\d)年(?:度|[末底]|年[末底]|12月(?:31日|底|末)?)?[),]*(?P<behind>.*)")
_NEAR = r"^[^,。;《]{0,20}?"
_TERM = "年度"
_SUBJECTS = {
    "目标": re.compile(rf"{_NEAR}(?:绩效目标|绩效指标|总体目标|评价指标|目标任务|年度任务|年度目标)(?!申报|批复|管理)"),
    "工作": re.compile(
        rf"{_NEAR}(?:(?:主要|重点|各项|全部)(?:工作|任务)(?:任务)?(?:开展|进展|推进|落实|均|都|全面|已)*完成?(?:情况|良好|顺利)?)"
    ),
    "成效": re.compile(
        r"^[^。;《]{0,40}?(?:年度任务|目标任务|各项工作|绩效目标|各项指标|各项任务)[^。;《]{0,12}(?:完成|实现|成效|落实|推进|进展)"
    ),
    "资金": re.compile(
        rf"{_NEAR}(?:预算执行(?:率|情况|总体|进度)|预算支出(?:进度|情况|执行)|支出进度|资金使用情况|收支情况)"
    ),
    "管理": re.compile(rf"{_NEAR}(?:预算绩效管理|绩效管理工作|绩效自评|整体支出绩效|部门整体绩效|自评)"),
    "得分": re.compile(rf"{_NEAR}(?:(?:综合|评价|自评|总)得?分|等[级次]为|自评结[论果])"),
    "资产": re.compile(rf"{_NEAR}(?:资产总额|固定资产)"),
    "人员": re.compile(rf"{_NEAR}(?:在职(?:人员|职工)|编制(?:人数|数)|内设(?:机构|科室)|实有(?:人员|人数))"),
}
_OTHERS = re.compile(
    r"上年|去年|前年|往年|同期|相比|对比|[比较]20|增长|下降|提高|提升|上升|结转|结余|累计|以来|起|历年|近[年几两三]|整改|反馈|问题|指出|计划|下一步|将|拟|办法|通知|细则|规划|三年|五年|(?<!截)[-至到—~]20"
    r"|结果(?:应用|运用|公开|已)|考核|荣?获|表彰|先进|评为|授予|批复|审计|巡[视察]|第三方|重点评价|抽查|复核|财政局|财政部门|立项|启动|开工|建成|跨年|周期"
)
_IN_BRACKETS = re.compile(
    r"[我本](?:年度?|报告期)[(](20[0-4]\d)年|^[(](20[0-4]\d)[年./-](?:\d{1,2}[月./-](?:\d{1,2}日?)?)?(?:至|到|[-—~])(?:(?:20[0-4]\d)[年./-])?\d{1,2}[月./-]?(?:\d{1,2}日?)?[)]$"
)
_LABELLED = re.compile(
    r"^(?:(?:自评|评价|预算|填报|报告|绩效|所属|考核|财政|统计|监控)(?:年度|年份|期间|时段|周期|区间|期|时间)):[(]?(20[0-4]\d)(?:年度?$|$|年?[./\d-])"
)
_PREPARED = re.compile(
    r"为(?:了|切实|扎实|全面|认真|进一步)*(?:做好|开展|完成|推进|保障|抓好)了?(20[0-4]\d)年度?[^。,《]{0,20}(?:自评|绩效|预算|工作|任务)|(?:本次|此次)(?:自评|评价)[^。,《]{0,8}(?:涵盖|覆盖|针对|对|包括|涉及|为|是)(?:[我本](?:局|委|办|院|单位|部门))?(20[0-4]\d)年"
)
_TITLE = re.compile(r"(?:表|报告)[)》]?$")


def own_subjects(sentences: Iterable[str], year: int) -> Iterator[int]:
    """Yield the places of the sentences (squeezed, in digits) on subjects of the paper that are of an earlier year only."""
    found, of_its_year = [], set()
    for place, sentence in enumerate(sentences):
        for subject in _subjects(sentence):
            if str(year) in sentence and not _TITLE.search(sentence):
                of_its_year.add(subject)
            elif only_earlier(sentence, year) and (subject == _TERM or not _OTHERS.search(sentence)):
                found.append((place, subject))
    yield from dict.fromkeys(place for place, subject in found if subject not in of_its_year)


def _subjects(sentence: str) -> Iterator[str]:
    """Yield what a sentence that opens with a year is about."""
    if _IN_BRACKETS.search(sentence) or _LABELLED.search(sentence):
        yield _TERM
    if _PREPARED.search(sentence):
        yield "开展"
    if opens := _OPENS.search(sentence):
        yield from (name for name, subject in _SUBJECTS.items() if subject.search(opens["behind"]))
