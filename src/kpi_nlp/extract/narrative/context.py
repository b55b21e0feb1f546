"""Of whom and of which time a sentence speaks."""

import re
from dataclasses import dataclass
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import WHOLE
from kpi_nlp.text import fold

_PLANNED_SECTION = re.compile(
    r"下一步|改进措施|后续工作|工作计划|工作安排|相关建议|总体目标|绩效目标$|年度目标$|重点任务|重点工作任务|整改|目标合理|目标设定|主要职责|职能|预期目标|设定目标|期望达到|实施期目标|中期目标|长期目标"
)
_DONE_SECTION = re.compile(r"完成情况|自评|成效|分析|执行")
_TROUBLE = re.compile(r"问题")  # 「存在问题及改进措施」 tells what went wrong this year, and then what is planned
_PLANNED_START = re.compile(
    r"^(?:[(]?[一二三四五六七八九十\d]+[)、.]?[是要]?[,，]?)?(?:改进措施|整改措施|下一步|今后|明年|下一年度?)"
)
_RESULT = re.compile(r"[,，]实际")  # 「计划举办12场，实际举办10场」 tells what came of a plan
_RESULT_LABEL = re.compile(r"^(?:(?:全年|年度|目标|总体|工作|主要|实际|年终|执行)*完成情况|实际完成)\s*:")
_ASIDE = re.compile(
    r"[(][^()]*20[0-4]\d年度?(?!\d{1,2}月)[^()]*\d[^()]*[)]"
)  # 「完成120场（2022年为98场）」 is of its own year
_PUT_OFF = re.compile(
    r"(?:结转|顺延|延[期后]|转入|列入|纳入|推迟|移|留待|放)[^,，。;；\d]{0,4}20[0-4]\d年度?"
)  # 「余下部分结转2025年实施」 tells what was not done in its own year
_LAST_YEAR = re.compile(r"^(?:其中|而|与)?[,，]?(?:上一?年度?|去年|前一年度?)")
_DATES = re.compile(r"\d+\s*[年月日号]")
_STATED = re.compile(r"\d|[一二两三四五六七八九十百千万]+[余多]?[个场次期名人家项件篇条支批]")
_CLAUSE = re.compile(r"[^,，。;；:：!！?？]+")
_PART_OF_YEAR = re.compile(
    r"^(?:20[0-4]\d年度?|今年|本年度?|年初至)?的?(?:第?[一二三四1-4]季度|[上下]半年|前[一二三两]个?季度|截至?(?:20[0-4]\d年|今年)?0?(?:[1-9]|1[01])月(?!1)"
    r"|0?1\s*[-—~至]\s*(?:[2-9]|1[01])月|前\d{1,2}个?月)"
)
_WHOLE_YEAR = re.compile(r"全年|年内|当年|本年|今年|年度")
# a part of the city as the subject of a clause; 老旧小区, 特色小镇 and 全县 are none
_PLACE = re.compile(
    r"^(?:其中|同时|例如|如)?[,，]?在?(?P<place>[一-鿿]{2,3}(?:(?<![校园景社小辖城市灾地库牧山片湾我本全特专各该新老分港展街])区|(?<![全我本各市该郊])县|(?<![乡城全村小各我集古])镇|街道))"
    r"(?=科协|[一-鿿]{0,4}[局办委院校]|[在将共已、和]|累计|全年|支持|开展|印发|开创|入选|构建|成立|连续|新[建增]|完成|举办|组织|按照|实现|建成)"
)
_BEFORE_A_SUBJECT = r"(?:^|(?<=年)|(?<=年度)|(?<=以来)|(?<=底)|(?<=其中)|(?<=同时)|(?<=目前)|(?<=带动)|(?<=累计)|(?<=组织)|(?<=动员)|(?<=全年))"
_NO_SUBJECT = r"(?!性|范围|主题|人民|第|各项)"


@dataclass(frozen=True, slots=True)
class Author:
    """Whose paper it is and of which year; `scope` is that of a sentence that names none."""

    year: int | None = None
    scope: str = WHOLE
    department: str = ""


ANYBODY = Author()


def scope_of(sentence: Sentence, author: Author = ANYBODY) -> str:
    """Return the project of the section, or who else is the subject of a clause (全市, 所属单位, 青石镇), else the paper's own."""
    if sentence.project:
        return sentence.project
    folded = fold(sentence.text)
    if system := _systems().search(folded):
        return _scope_names()[system[0]]
    for clause in _CLAUSE.finditer(folded):
        if region := _regions().search(clause[0].lstrip()):
            return _scope_names()[region["word"]]
        if (place := _PLACE.match(clause[0].lstrip())) and place["place"] not in author.department:
            return place["place"]
    return author.scope


@cache
def _scope_names() -> dict[str, str]:
    return {word: scope for scope, words in judgements().scopes.items() for word in words}


@cache
def _systems() -> re.Pattern[str]:
    """Words that mean others wherever they stand: 全系统, 各区, 下属单位."""
    return lexicon.any_of(word for word in _scope_names() if not _is_region(word))


@cache
def _regions() -> re.Pattern[str]:
    """全市, 全省 as the subject of a clause; 「全市性活动」, 「面向全市」, 「居全省第14位」 are said of the unit itself."""
    words = "|".join(word for word in _scope_names() if _is_region(word))
    return re.compile(rf"{_BEFORE_A_SUBJECT}(?P<word>{words}){_NO_SUBJECT}")


def _is_region(word: str) -> bool:
    return word.startswith("全") and len(word) == len("全市")


def period_of(sentence: Sentence, year: int | None, *, wished: bool = False) -> str | None:
    """Return 计划, 累计, 部分 (of the year), another year, or the year of the paper."""
    text, periods = fold(sentence.text), judgements().periods
    starts = text.startswith(periods["计划"]) and not _RESULT.search(text)
    planned = _is_planned(sentence.sections) and not _RESULT_LABEL.match(text)
    if wished or starts or planned or _PLANNED_START.match(text):
        return "计划"
    if _PART_OF_YEAR.match(text) and not _WHOLE_YEAR.search(text):
        return "部分"
    if _cumulative().search(_of_its_own(year).sub("", _first_statement(text))):
        return "累计"
    if year is None:
        return None
    if _LAST_YEAR.search(text):
        return str(year - 1)
    years = {int(match) for match in _years().findall(_PUT_OFF.sub("", _ASIDE.sub("", text)))}
    return str(max(years) if years and year not in years else year)


def _is_planned(sections: tuple[str, ...]) -> bool:
    """The deepest heading that tells decides; one of problems leaves it to the sentence."""
    for title in reversed(sections):
        if _DONE_SECTION.search(title) or _TROUBLE.search(title):
            return False
        if _PLANNED_SECTION.search(title):
            return True
    return False


def _first_statement(text: str) -> str:
    """Return a sentence up to the clause with its first digit: what is cumulative behind that is so by itself."""
    end = 0
    for clause in _CLAUSE.finditer(text):
        end = clause.end()
        if _STATED.search(_DATES.sub("", clause[0])):
            break
    return text[:end]


@cache
def _of_its_own(year: int | None) -> re.Pattern[str]:
    """「全年累计」, 「2024年以来」 and 「截至年底」 are of the year itself."""
    until = rf"截[至止](?:{year}\s*年)?(?:本?年[底末]|12月(?:[底末]|31日))"
    return re.compile(
        rf"(?:{year}\s*年(?:度|全年)?|全年|年内|当年|今年|年初|本年度?)(?:以来|[共已,]?累计)|(?:全年|年内|当年|今年|本年度?)[^,。;\d]{{0,16}}累计|{until}(?!.*(?:累计|共有|总数))"
    )


@cache
def _cumulative() -> re.Pattern[str]:
    return lexicon.any_of(judgements().periods["累计"])


@cache
def _years() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
