"""How a sentence gives out the points: 「预算执行率10分、产出指标50分、效益指标30分、满意度指标10分」, 「权重分别为10%、50%、30%、10%」."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby

from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.lexicon import either, levels
from kpi_nlp.model import Allotment, Share
from kpi_nlp.text import fold

_FEWEST = 2
_WEIGHING = re.compile(r"分值|权重|满分|比重|占比|[设配]置|设定|赋分|分配|百分制|100分制|总分(?:值)?(?:为|是|共)?100")
_SHEET = re.compile(r"(?:指标|评分|评价)体系|(?:自评|评分|评价|指标)表")  # where whole points stand beside it
_SCORED = re.compile(r"(?<!满)得分|自评得|实得|[评获]得|扣|失分|得\s*\d|完成率|达到|完成|提高|下降|增长")
_OF_ANOTHER = re.compile(
    r"上年|去年|上一年|以前年度|往年|原(?:办法|权重|分值|先|来)|下年|明年|次年|下一年|今后|拟|将(?:单列|调整|把)|建议|项目支出|项目自评|项目绩效|单个项目|各项目|[可若如]|一般|通常|以上|以下|每|[(]含|调[整增减]|不同|变[为化]"
)
_RULES = re.compile(r"办法|规定|原则|通知|文件|规程|指引|要求|制度|标准")
_OURS = re.compile(r"[我本](?:单位|部门|局|委|办|院|会|中心|次)|自评表|评分表")
_PICTURED = re.compile(r"如[下图表上]")
_NUMBER = r"\d{1,3}(?:\.\d+)?"
_EXECUTION = ("预算执行率", "预算执行情况", "预算执行", "预算资金执行率", "资金执行率", "预算执行进度")


def allotments_of(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[Allotment]:
    """Yield what the paper's own points are said to be; a list may go on over semicolons of its paragraph."""
    for sentence in _joined(sentences):
        text = fold(sentence.text)
        if "产出" not in text or _OF_ANOTHER.search(_PICTURED.sub("", text)):
            continue
        if _RULES.search(text) and not _OURS.search(text):
            continue
        if (shares := shares_in(text)) and (period := period_of(sentence, author.year)) != "计划":
            yield Allotment(sentence.text, document, sentence.location, shares, scope_of(sentence, author), period)


def weighs_in_per_cents(text: str) -> bool:
    """Return whether the per cents of a sentence are weights: 「权重为产出50%、效益30%、满意度10%」 says nothing of satisfaction."""
    return ("%" in text or "％" in text) and "产出" in text and bool(shares_in(fold(text)))


def shares_in(text: str) -> tuple[Share, ...]:
    """Return the points of levels that a text (in half width) gives out, those of sub-levels in brackets as parts of theirs."""
    weighed = bool(_WEIGHING.search(text))
    if not (weighed or _SHEET.search(text)) or _SCORED.search(text):
        return ()
    listed = _respectively(text) or _one_by_one(text)
    named = [name for share in listed for name in share.names]
    printed = weighed or all(share.points == share.points.to_integral_value() for share in listed)
    return listed if printed and len(listed) >= _FEWEST and len(set(named)) == len(named) else ()


def _joined(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield each sentence, with those behind a semicolon of the same paragraph."""
    for _, group in groupby(sentences, key=lambda sentence: (sentence.location, sentence.location.order)):
        held: list[Sentence] = []
        for sentence in group:
            held.append(sentence)
            if not sentence.text.endswith(("；", ";")):
                yield _whole(held)
                held = []
        if held:
            yield _whole(held)


def _whole(held: Sequence[Sentence]) -> Sentence:
    first = held[0]
    return (
        first
        if len(held) == 1
        else Sentence("".join(part.text for part in held), first.location, first.sections, first.project)
    )


def _one_by_one(text: str) -> tuple[Share, ...]:
    """Return the shares of a list; those that stand deeper in brackets than the first are parts of the one before."""
    found = [
        (text[: match.start()].count("(") - text[: match.start()].count(")"), match)
        for match in _items().finditer(text)
    ]
    top = min((depth for depth, _ in found), default=0)
    shares: list[Share] = []
    for depth, match in found:
        share = Share(_names(match["names"] or match["of"]), Decimal(match["points"] or match["given"]))
        if depth == top:
            shares.append(share)
        elif shares:
            shares[-1] = Share(shares[-1].names, shares[-1].points, (*shares[-1].parts, share))
    return tuple(shares)


def _respectively(text: str) -> tuple[Share, ...]:
    """「产出、效益、满意度指标权重分别为50%、30%、10%」, 「分值比例为50:30:10」."""
    for match in _row().finditer(text):
        names = [name for name in re.split(r"[、,和与及]", match["names"]) if name]
        points = re.findall(_NUMBER, match["row"])
        if len(names) == len(points):
            return tuple(Share(_names(name), Decimal(each)) for name, each in zip(names, points, strict=True))
    return ()


def _names(text: str) -> tuple[str, ...]:
    """Return the canonical name of each level that is named, 预算执行率 for the execution of the budget."""
    found = (match[0] for match in _level().finditer(text))
    return tuple("预算执行率" if name in _EXECUTION else levels().canonical(name) for name in found)


@cache
def _level() -> re.Pattern[str]:
    known = levels()
    return re.compile(either([*known.first, *known.second, *known.either, *_EXECUTION]))


@cache
def _items() -> re.Pattern[str]:
    name = rf"{_level().pattern}(?:类?指标|类|部分|方面|维度)?"
    opening = r"(?:(?<![一-鿿])|(?<=[按为中是将设由含把对及和与占有]))"
    label = r"(?:的?(?:权重|分值|满分|标准分|比重|占比|占|分))?(?:为|是|:|设|计|占|定为|共计?|合计|\s)*"
    return re.compile(
        rf"{opening}(?P<names>{name}(?:[、和与及]{name})*){label}[(]?(?P<points>{_NUMBER})\s*(?:分(?!钟)|%)"
        rf"|(?P<given>{_NUMBER})\s*(?:分|%)的(?P<of>{name})"
    )


@cache
def _row() -> re.Pattern[str]:
    name = rf"{_level().pattern}(?:类?指标|类|部分|方面|维度)?"
    numbers = rf"{_NUMBER}\s*(?:分|%)?(?:[、,和与及:]{_NUMBER}\s*(?:分|%)?)+"
    return re.compile(
        rf"(?P<names>{name}(?:[、,和与及]{name})+)[^\d,;]{{0,12}}?(?:分别|依次|比例|之比)(?:为|是|占|按|设为|:)*(?P<row>{numbers})"
    )
