"""Of whom and of which time a sentence speaks."""

import re
from functools import cache

from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import WHOLE
from kpi_nlp.text import fold

_PLANNED_SECTION = re.compile(
    r"下一步|改进措施|后续工作|工作计划|工作安排|相关建议|总体目标|绩效目标$|年度目标$|重点任务|重点工作任务|整改|目标合理|目标设定|主要职责|职能|预期目标|设定目标|期望达到|实施期目标|中期目标|长期目标"
)
_DONE_SECTION = re.compile(r"完成情况|自评|成效|分析|执行")
_LAST_YEAR = re.compile(r"^(?:其中|而|与)?[,，]?(?:上一?年度?|去年|前一年度?)")


def scope_of(sentence: Sentence) -> str:
    """Return the project of the section, or words for more than the unit itself, else 整体."""
    if sentence.project:
        return sentence.project
    for scope, words in judgements().scopes.items():
        if any(word in sentence.text for word in words):
            return scope
    return WHOLE


def period_of(sentence: Sentence, year: int | None, *, until: int | None = None) -> str | None:
    """Return 计划, 累计, another year, or the year of the paper.

    What is wished for (力争, 确保) in front of the place `until`, where the judgement stands, is a plan.
    """
    section = sentence.sections[-1] if sentence.sections else ""
    planned = any(_PLANNED_SECTION.search(title) for title in sentence.sections) and not _DONE_SECTION.search(section)
    periods = judgements().periods
    wished = until is not None and any(word in sentence.text[:until] for word in judgements().wishes)
    if planned or wished or any(sentence.text.startswith(word) for word in periods["计划"]):
        return "计划"
    since = re.sub(rf"(?:{year}\s*年|今年|年初|本年度?)以来", "", fold(sentence.text))
    if any(word in since for word in periods["累计"]):
        return "累计"
    if year is None:
        return None
    if _LAST_YEAR.search(sentence.text):
        return str(year - 1)
    years = {int(match) for match in _years().findall(fold(sentence.text))}
    return str(max(years) if years and year not in years else year)


@cache
def _years() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
