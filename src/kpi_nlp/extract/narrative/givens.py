"""What a plan takes for granted: 「针对X未达到目标的情况，2025年将…」 says of this year that X fell short."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.text import fold

_GIVEN = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.]?[是要]?[,，]?)?(?:下一步|今后|下一?年度?|后续)?[,，]?(?:我(?:单位|部门|[局委办校院馆])|本(?:单位|部门|[局委办校院馆]))?[将要]?"
    r"(?:针对|为了?(?:解决|改变|扭转|弥补|克服)|鉴于|由于|围绕|面对|考虑到|对照|结合|在|对(?!于|标|接|外|口|象))(?P<what>[^。;；]{6,80}?)"
    r"(?P<kind>(?:这一|的)?(?:实际)?(?:情况|问题|现象|现状|情形|短板|差距|不足|事实|实际)|的?基础上|之上|的(?=指标|项目|任务))[^,，。;；]{0,8}[,，]"
)
_UNSURE = re.compile(r"可能|容易|易于|若|如果|一旦|防止|避免|潜在|是否|确保|力争|争取|保证|预计|保持")
_US = r"(?:我(?:单位|部门|[局委办校院馆])|本(?:单位|部门|[局委办校院馆]))"
_LATER = r"(?:(?P<year>20\d\d)年度?|下一?年度?|明年|来年|次年|下一步|今后|后续|下一阶段)"
_PLANNED = re.compile(rf"^(?:因此|为此|对此)?[,，]?{_US}?(?:{_LATER}|将|拟|计划|力争|争取|准备|打算)")
_THEN = re.compile(
    rf"[,，](?=(?:因此|为此|对此)?[,，]?{_LATER}[,，]?[^,，。;；\d]{{0,8}}?(?:将|拟|计划|力争|争取|要|应|继续|进一步))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence that has its time for itself; what it says of outcomes ends at `told`.

    `given` is what a plan takes for granted, whatever is said of the time before it.
    """

    text: str
    told: int
    given: str = ""


def pieces(text: str, year: int | None) -> Iterator[Piece]:
    """Cut a sentence where it turns from what came about to what is planned after a year; most are one piece."""
    folded = fold(text)
    given = _GIVEN.match(folded)
    plan = _PLANNED.match(folded[given.end() :]) if given and not _UNSURE.search(given["what"]) else None
    if given and plan and _is_later(plan, year):
        yield Piece(text[: given.end()], given.end("what"), given["what"])
        yield Piece(text[given.end() :], len(text) - given.end())
    elif (then := _THEN.search(folded)) and _is_later(then, year):
        yield Piece(text[: then.end()], then.end())
        yield Piece(text[then.end() :], len(text) - then.end())
    else:
        yield Piece(text, len(text))


def _is_later(plan: re.Match[str], year: int | None) -> bool:
    return plan["year"] is None or (year is not None and int(plan["year"]) > year)
