"""What the indicator map shows of each line, for every format: what stands in each paper, what changed, what to mind."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi_nlp import lexicon
from kpi_nlp.model import WHOLE, Indicator, IndicatorMap, MapLine, Match, Paper, Value
from kpi_nlp.quantities import equals
from kpi_nlp.text import squeeze

_MOST_SHOWN = 3  # ties and conflicts of a line; JSON Lines has them all
VERDICT_WORDS = ("对应", "待核", "部分")
VERDICTS = {"match": "对应", "review": "待核", "different": "不同"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one paper: a row of the line, a row that is a part of it or of which it is one, or nothing.

    `link` is what the row hangs on, None for the first; `changed` says that the target is not that stated before in the year.
    `name` is that of the row, with its table where the line has another row of that paper.
    """

    label: str
    row: Indicator | None = None
    link: Match | None = None
    part: bool = False
    changed: bool = False
    name: str = ""


def labels(chart: IndicatorMap) -> dict[str, str]:
    """Return what each paper is called: 「2023 申报」, with a number where several would be called the same."""
    bare = [_label(paper) for paper in chart.papers]
    counts, seen = Counter(bare), Counter[str]()
    found = {}
    for paper, label in zip(chart.papers, bare, strict=True):
        seen[label] += 1
        found[paper.document.path] = f"{label}({seen[label]})" if counts[label] > 1 else label
    return found


def _label(paper: Paper) -> str:
    identity = paper.document.identity
    return f"{identity.year or '年度未识别'} {lexicon.stages().titles[identity.stage]}"


def entries(line: MapLine, chart: IndicatorMap) -> Iterator[Entry]:
    """Yield what stands in each paper, in time; nothing for a paper that does not speak of the project at all."""
    named, changed = labels(chart), _changed(line, chart)
    scopes = {row.scope or WHOLE for row in line.rows}
    for paper in chart.papers:
        path = paper.document.path
        own = [row for row in line.rows if row.location.file == path]
        parts = [(row, link) for row, link in _parts(line) if row.location.file == path]
        for row in own:
            name = f"{row.name}〔{row.table}〕" if len(own) > 1 and row.table else row.name
            yield Entry(named[path], row, line.link_of(row), changed=id(row) in changed, name=name)
        yield from (Entry(named[path], row, link, part=True, name=row.name) for row, link in parts)
        if not own and not parts and any(row.has_values and (row.scope or WHOLE) in scopes for row in paper.indicators):
            yield Entry(named[path])


def _parts(line: MapLine) -> Iterator[tuple[Indicator, Match]]:
    """Yield each row outside the line that its part-of relations lead to, with the surest of them."""
    seen = {id(row) for row in line.rows}
    for link in sorted(line.parts, key=lambda link: -link.probability):
        for other in (link.left, link.right):
            if id(other) not in seen:
                seen.add(id(other))
                yield other, link


def _changed(line: MapLine, chart: IndicatorMap) -> set[int]:
    """Return the rows whose target is another than the one stated before in the same year."""
    years = {paper.document.path: paper.document.identity.year for paper in chart.papers}
    found, last = set(), dict[int | None, Value]()
    for row in line.rows:
        year, target = years[row.location.file], row.target or row.period_target
        if target is None:
            continue
        if year is not None and year in last and _differ(last[year], target):
            found.add(id(row))
        last[year] = target
    return found


def _differ(before: Value, after: Value) -> bool:
    if squeeze(before.stated) == squeeze(after.stated):
        return False
    one, other = before.quantities, after.quantities
    return not one or len(one) != len(other) or not all(map(equals, one, other))


def remarks(line: MapLine, chart: IndicatorMap) -> Iterator[str]:
    """Yield what a reviewer has to mind about a line: ties, conflicts, another target within the year."""
    named = labels(chart)
    tied = [link for link in line.links if link.tied]
    for what, links in (("并列", tied), ("冲突", line.conflicts)):
        yield from (f"{what}：{_pair(link, named)} {link.probability:.2f}" for link in links[:_MOST_SHOWN])
        if len(links) > _MOST_SHOWN:
            yield f"{what}：另有 {len(links) - _MOST_SHOWN} 处"
    if any(entry.changed for entry in entries(line, chart)):
        yield "* 与同年前面的目标不一致"


def _pair(link: Match, named: Mapping[str, str]) -> str:
    return " － ".join(f"{named[row.location.file]}「{row.name}」" for row in (link.left, link.right))


def verdict(line: MapLine) -> str:
    """Return 「对应」 for a line that is certain, 「待核」 for one to be looked at, 「部分」 for one of parts alone."""
    if len(line.rows) == 1 and line.parts and not line.conflicts:
        return "部分"
    return VERDICTS["match" if line.certain else "review"]


def standing(entry: Entry) -> str:
    """Return how sure it is that a row belongs to the line: 「对应 0.97」, 「待核 0.60」."""
    if entry.link is None:
        return ""
    tied = " 并列" if entry.link.tied else ""
    return f"{VERDICTS[entry.link.verdict]} {entry.link.probability:.2f}{tied}"


def goal(row: Indicator) -> str:
    """Return the target as it reads with the operator and unit of their own columns."""
    target = row.target or row.period_target
    return target.stated if target else ""


def done(row: Indicator) -> str:
    """Return the actual value as it reads, nothing for a declaration."""
    return row.actual.stated if row.actual else ""
