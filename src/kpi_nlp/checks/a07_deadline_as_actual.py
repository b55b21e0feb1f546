"""A07: a deadline, or the very date of the target, where the day of completion belongs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from kpi_nlp.checks.dates import dates_of, is_misplaced, is_of_time
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Remark, Row, Undecided, Value, check
from kpi_nlp.quantities import Period
from kpi_nlp.text import clip, han_only, words_only

_NO_DAY = "填的是期限，不是实际完成日期"
_MONTH = timedelta(days=31)
_CELL = 40  # a longer answer tells of more than its date
_COMPARED = re.compile(
    r"(?:早于|先于|优于|比|较|提前于|符合|满足|未超过?)[^,，。;；]*|[(（][^()（）]*(?:时限|期限|要求|目标|计划)[^()（）]*[)）]"
)
_STANDING = re.compile(  # 「每月10日前」, 「春节前」 name no day of one year
    r"(?:每|各|次|当|翌)个?(?:月|季度?|年|学期)度?(?:第[一二三]个月)?的?(?:\d{1,2}[日号]|[底末初]|[上中下]旬|结束)(?:之|以)?前"
    r"|(?:春节|元旦|国庆节?|中秋节?|端午节?|五一|两节|汛期?|开学|学期[结末]束?|供[暖热]季?|采暖季?|高考|入冬|春耕|年[底末]|月[底末]|季度?末)(?:来临|到来|开始)?(?:之|以)?前"
)
_OF_ALL = re.compile(r"均|都|每次|全部|已|实际|提前")  # 「均在每月10日前」 tells how it went


@check(
    code="A07",
    name="deadline-as-actual",
    title="期限当实际",
    severity="note",
    over="indicators",
    why="时效指标应填实际完成的日期。填「12月31日前」或照抄目标日期，看不出何时完成。",
    basis="时效指标的实际完成值含「前」「底前」一类期限、与目标日期同一天（同一月），或不在报告年度内。实际期限早于目标的不计。",
    cleared_by="验收单、拨付凭证载明的完成日期确为该日；或工作本身以年底为截止。",
    suggestion="补充说明",
    flags=(
        Row(name="项目完成时间", target="2024年12月31日前", actual="2024年12月31日前", levels=("产出指标", "时效指标")),
        Row(name="资金拨付时间", target="2024年6月30日", actual="2024年6月30日", levels=("产出指标", "时效指标")),
        Row(name="项目完成时间", target="按期完成", actual="2023年11月完成", levels=("产出指标", "时效指标")),
    ),
    passes=(
        Row(name="项目完成时间", target="2024年12月31日前", actual="2024年11月20日", levels=("产出指标", "时效指标")),
        Row(name="项目完成时间", target="2024年12月31日前", actual="2024年12月", levels=("产出指标", "时效指标")),
        Row(name="完成及时性", target="及时", actual="及时", levels=("产出指标", "时效指标")),
    ),
    collapse=2,
    summary="有 {count} 项时效指标以期限作为实际完成时间：{names}",
)
def deadline_as_actual(dossier: Dossier) -> Iterator[Answer]:
    """Look at the dates of the actual in rows that ask when."""
    for indicator in dossier.evaluated:
        said = indicator.answered
        if said is None or not is_of_time(indicator) or is_misplaced(indicator) or len(said[1].text) > _CELL:
            continue
        year = dossier.identity(indicator).year
        target, actual = dates_of(said[0], year), dates_of(_uncompared(said[1]), year)
        copied = words_only(said[0].text) == words_only(said[1].text)
        if not actual and _is_standing(said[1]):
            yield _remark(indicator, said, _NO_DAY)
        elif not actual:
            yield Clear()
        elif year is None and not target:
            yield Undecided(f"年度未识别，「{indicator.name}」的完成日期不能核对", indicator.location)
        elif (copied and len(han_only(said[0].text)) >= dossier.profile.restated_characters + len("年月日前")) or not (
            fault := _fault(target, actual, year)
        ):
            yield Clear()  # what repeats a whole sentence is A01's
        else:
            yield _remark(indicator, said, fault)


def _uncompared(actual: Value) -> Value:
    """Return an answer without the deadline that it only compares its day with: 「11月8日完成，早于12月底前的要求」."""
    rest = replace(actual, text=_COMPARED.sub("", actual.text))
    return rest if dates_of(rest) else actual


def _is_standing(actual: Value) -> bool:
    """Return whether an answer is a deadline that comes again: 「每月10日前发放」."""
    return bool(_STANDING.search(actual.text)) and not _OF_ALL.search(actual.text)


def _remark(indicator: Indicator, said: tuple[Value, Value], fault: str) -> Remark:
    message = f"「{indicator.name}」目标 {clip(said[0].stated)}，实际 {clip(said[1].stated)}：{fault}。"
    return Remark(message, Evidence.of_row(*said), (indicator,))


def _fault(target: Sequence[Period], actual: Sequence[Period], year: int | None) -> str | None:
    """Return what is wrong with the dates of an actual; stretches longer than a month are no dates."""
    due = max((period.end for period in target), default=None)
    days = [period for period in actual if period.end - period.start <= _MONTH]
    if not days:
        return None
    last = max(days, key=lambda period: period.end)
    if all(period.deadline for period in days):
        return None if due and last.end < due else _NO_DAY
    if any((last.start, last.end) == (period.start, period.end) for period in target):
        return "实际完成日期与目标日期相同，请核对是否为实际发生日期"
    known = {period.end.year for period in target} | ({year} if year else set())
    if year and last.start.year not in known and last.end.year not in known:
        return f"完成日期不在 {year} 年内"
    return None
