"""Sentences that say how many indicators there are, and how many there are at the level they speak of."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from kpi_nlp.lexicon import levels
from kpi_nlp.model import Claim, Dossier, Indicator, Paper
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_N = r"(?P<{}>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})"
_LEAD = r"(?:共计|总共|一共|共|合计|总计|列示|列入|列出|列|罗列|编列|设置|设定|设立|设有|分设|设|制定|编制|编报|申报|填报|报送|确定|明确|选取|选定|提炼|梳理|包括|包含|涵盖|含|涉及|(?:分解|细化|量化|细分|转化|拆分|落实)[为成出到]|下设|形成|构建|建立|由|对|[见如][上下附]表,|纳入[^,，。;；]{0,6}的)(?:了|有|为|出)?"
_ELSEWHERE = re.compile(
    r"另行|另表|另附|另报|另有规定|单独(?:报送|填报|编报|成表|设)|(?:除|不含|不包括)[^,，。;；]{0,10}整体[^,，。;；]{0,8}外"
    r"|随[^,，。;；]{0,10}(?:另|单独)|[\d一二两三四五六七八九十]+个[^,，。;；]{0,12}(?:项目|专项|下属单位|所属单位|二级单位)[^,，。;；\d]{0,6}(?:设|编制|申报|填报)"
)  # indicators of other tables: of projects, of units
_NOUN = r"(?:[\u4e00-\u9fff]{0,10}?)指标"
_BEFORE = re.compile(
    rf"(?P<lead>{_LEAD})?(?:的)?\s*{_N.format('n')}\s*[个项条](?P<noun>{_NOUN})(?=(?P<rest>[^，,。；;]{{0,8}}))"
)
_BEHIND = re.compile(
    rf"(?P<noun>{_NOUN})\s*(?:数量|数)?\s*[(]?(?:(?:总数|数量|个数)(?:达到?|为|是|共)?(?:\s*{_N.format('m')}(?![\d个项条.%]))|(?:总数|个数|数量|一共|总共)?(?:共计|共有|共设置|共设|共|合计|总计|达到?|为|有|：|:)?\s*{_N.format('n')}\s*[个项条])(?=(?P<rest>[^，,。；;]{{0,8}}))"
)
_PARTIAL = re.compile(r"^(?:目标值?|值)?(?:未|没|不|尚|完成|达|超|实现|得|扣|偏|较|滞后|外|以上|左右|之一|的)")
_ALL = re.compile(r"^(?:均|全部|全|都|已全部|皆|中$)")
_NOTHING_COUNTED = re.compile(
    r"^(?:$|[\s、()（）\"”]|均|全|都|其中|和|及|与|以及|并|已|分别)"
)  # 「涉及指标9个单位」 counts offices
_DONE = re.compile(r"(?:完成|实现|达到|达成|扣分|未|其中|其余|剩余|除|等|有)[^，,。；;]{0,4}$")
_FIRST = r"(?P<level>产出|效益|满意度)"
_COUNT = _N.format("n") + r"\s*[个项条]"
_LISTED = re.compile(
    rf"(?<![一-鿿]){_FIRST}(?:类|方面)?(?:指标)?(?:有|共|为|设|设置|分别为)?\s*{_COUNT}(?=[,，、。;；)）]|$)"
)
_LISTED_BEHIND = re.compile(rf"{_COUNT}{_FIRST}类?指标")
_RANKED = re.compile(rf"{_COUNT}(?P<rank>[一二三]级)指标")
_UNDER = re.compile(
    rf"{_FIRST}(?:类|方面)?(?:一级)?(?:指标)?(?:项?下设|包[括含]|设有|设置|设|细分为|分解为|细化为)了?{_COUNT}(?:三级|具体|绩效|明细|末级)*指标"
)
_NEAR = 4  # letters behind a count that may say what became of the rows
_OWN = r"(?:我|本)?(?:局|委|办|会|院|校|厅|处|所|中心|单位|部门)?"
_GENERIC = re.compile(
    rf"{_OWN}(?:[本上下附全该]表|自评表|目标表|申报表|表[中内]|本次|全部|所有|上述|以上|年度|年初|本年度?|整体|项目|支出|预算|绩效|目标|自评|评价|具体|三级|四级|各项|个|项|的|明细|末级)*指标"
)
_LED = re.compile(rf"^.*(?:{_LEAD}|的)")
_PART = re.compile(
    r"未|没|完成|达到|达标|超|扣|其余|剩余|部分|新增|调整|减少|增加|另|满分|得分|定量|定性|量化|核心|关键"
)
_DRAFT = re.compile(
    r"初稿|草案|草稿|送审稿|讨论稿|征求意见|上报稿|报审|(?<![我本])原(?:申报|先|设|报|定|有|列|来|计划|指标|目标)|最初|起初|初次|初始|首次|此前|一上|(?:调整|审核|修订|精简|合并|修改|完善|优化|审减|压减|整合)(?:之)?前|[由从](?:原[^,，。;；]{0,6})?\d+[个项条][^,，。;；]{0,8}?(?:减|精简|压|调|合并|增|优化|整合)[^,，。;；\d]{0,4}[为至到]"
)  # what was submitted before it became the table that is printed
_EDGES = ",，。;；"
_CLAUSE_ENDS = re.compile(f"[{_EDGES}]")
_RANK = re.compile(r"(一级|二级)指标$")


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A sentence that says how many indicators there are; `level` is the one it counts, 「」 where it names none."""

    claim: Claim
    quote: str
    number: int
    level: str = ""


def count_claims(paper: Paper) -> Iterator[CountClaim]:
    """Yield what a paper says of the number of its indicators: all of them, not those that were met or missed."""
    for claim in paper.claims:
        if "指标" not in claim.text or not paper.of_its_year(claim.period):
            continue
        text = fold(claim.text)
        if _ELSEWHERE.search(text):
            continue
        under = [match for match in _UNDER.finditer(text) if not _PART.search(text[: match.end() + _NEAR])]
        if under:
            yield from (_of_level(claim, match) for match in under)
            continue
        told = list(_of_indicators(claim, text))
        yield from told
        if not _PART.search(text):
            known = {one.level for one in told}
            yield from _of_a_list(claim, text, known)
            yield from _of_ranks(claim, text, known)


def _of_indicators(claim: Claim, text: str) -> Iterator[CountClaim]:
    for match in (*_BEFORE.finditer(text), *_BEHIND.finditer(text)):
        level, number = _level(match["noun"]), match["n"] or match.groupdict()["m"]
        if level is not None and _is_whole(text, match):
            quote = claim.text[match.start() : match.end("noun") if match.re is _BEFORE else match.start("rest")]
            yield CountClaim(claim, quote, int(number_of(number)), level)


def _of_a_list(claim: Claim, text: str, known: Container[str]) -> Iterator[CountClaim]:
    """「产出类11项，效益类3项」, 「10个产出指标、3个效益指标均有佐证」: a list of levels counts all the rows of each."""
    found = [match for pattern in (_LISTED, _LISTED_BEHIND) for match in pattern.finditer(text)]
    if len({match["level"] for match in found}) > 1:
        yield from (one for match in found if (one := _of_level(claim, match)).level not in known)


def _of_ranks(claim: Claim, text: str, known: Container[str]) -> Iterator[CountClaim]:
    """「3个一级指标、8个二级指标和13个三级指标」."""
    found = list(_RANKED.finditer(text))
    for match in found if len(found) > 1 else ():
        if match["rank"] not in known:
            yield CountClaim(claim, claim.text[match.start() : match.end()], int(number_of(match["n"])), match["rank"])


def _of_level(claim: Claim, match: re.Match[str]) -> CountClaim:
    quote = claim.text[match.start() : match.end()]
    return CountClaim(claim, quote, int(number_of(match["n"])), levels().first[f"{match['level']}指标"])


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Return whether a number is that of all indicators of its level: 「共设14个」, 「14项均完成」, 「数量指标3个」."""
    rest, before = match["rest"], text[: match.start()]
    if _PART.search(match["noun"]) or _DRAFT.search(_clause(text, match.start())):
        return False
    if _ALL.match(rest):
        return not _DONE.search(before)
    if _PARTIAL.match(rest) or _DONE.search(before):
        return False
    return bool(_NOTHING_COUNTED.match(rest)) if match.re is _BEHIND else match["lead"] is not None


def _clause(text: str, at: int) -> str:
    """Return the clause that holds a place."""
    return text[max(text.rfind(edge, 0, at) for edge in _EDGES) + 1 : at] + _CLAUSE_ENDS.split(text[at:], maxsplit=1)[0]


def _level(noun: str) -> str | None:
    """Return the level that a noun names, 「」 for indicators at large, None for others (核心指标, 定量指标)."""
    if rank := _RANK.search(noun):
        return rank[1]
    if noun.endswith("三级指标") and _GENERIC.fullmatch(_LED.sub("", noun)):
        return "三级"
    words = levels()
    known = {**words.either, **words.second, **words.first}
    found = next((noun[at:] for at in range(len(noun)) if noun[at:] in known), None)
    if found is not None:
        return known[found]
    return "" if _GENERIC.fullmatch(_LED.sub("", noun)) else None


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows that a sentence counts in the first place, and every number by which they may rightly be counted."""

    rows: tuple[Indicator, ...]
    numbers: frozenset[int]


def counted(dossier: Dossier, paper: Paper, scope: str | None, level: str) -> Counts:
    """Count the rows of a level: in each table, and in all, of a scope and year, a paper's own first."""
    year = paper.document.identity.year
    others = [other for other in dossier.papers if other is not paper and other.document.identity.year == year]
    groups = [group for source in (paper, *others) for group in _groups(source, scope, level)]
    numbers = frozenset(number for rows in groups for number in sizes(rows, level))
    return Counts(groups[0] if groups else (), numbers)


def _groups(paper: Paper, scope: str | None, level: str) -> Iterator[tuple[Indicator, ...]]:
    rows = [row for row in paper.indicators if row.scope == scope and _counts(row, level)]
    tables: dict[str | None, list[Indicator]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    sheets = ([row for row in rows if row.has_values], [row for row in rows if not row.has_values], rows)
    return (tuple(group) for group in (*sheets, *tables.values()) if group)


def _counts(row: Indicator, level: str) -> bool:
    return level in ("", "一级", "二级", "三级") or level in row.levels


def sizes(rows: Iterable[Indicator], level: str) -> set[int]:
    """Return the numbers by which rows may rightly be counted at a level."""
    rows = list(rows)
    firsts = {row.levels[0] for row in rows if row.levels}
    seconds = {row.levels[:2] for row in rows if len(row.levels) > 1}
    match level:
        case "一级":
            return {len(firsts)}
        case "二级":
            return {len(seconds), len({levels[1] for levels in seconds})}
        case "三级":  # what counts third levels counts rows, not the amounts of a composite
            thirds = {row.levels[:3] for row in rows if len(row.levels) > 2}  # noqa: PLR2004 - a form with a fourth level
            return {len(rows), len({row.name for row in rows}), *((len(thirds),) if thirds else ())}
        case _:
            named, parts = {row.name for row in rows}, sum(max(1, len(row.parts)) for row in rows)
            return {len(rows), len(named), parts, *((len(firsts), len(seconds)) if not level else ())}
