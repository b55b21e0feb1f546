"""Text for a terminal: first the map of the set, then what was found, worst first."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.text import Text

from kpi_nlp import lexicon
from kpi_nlp.model import SEVERITY_TITLES, Finding, Paper, Result
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.map_text import map_lines
from kpi_nlp.reports.map_view import VERDICTS
from kpi_nlp.reports.rules import rules_told
from kpi_nlp.reports.tables import name_of
from kpi_nlp.reports.words import role_of
from kpi_nlp.text import clip

_STYLES = {"error": "bold red", "question": "bold yellow", "note": "bold cyan"}
_WHYS = {"stages": "同年不同阶段", "years": "跨年", "tables": "同一文件各表"}
_MOST_ROWS, _MOST_PAIRS, _LONGEST_QUOTE = 8, 6, 90
_PRINTED = 120  # columns, where no terminal says how wide it is

Line = tuple[str, str]


def write(result: Result, stream: TextIO, view: View) -> None:
    """Write the report; colours only where the stream is a terminal."""
    if not stream.isatty():
        stream.writelines(f"{text}\n" for text, _ in lines(result, view))
        return
    console = Console(file=stream, highlight=False, soft_wrap=True, markup=False, emoji=False)
    for text, style in lines(result, view, console.width):
        console.print(Text(text, style=style))


def lines(result: Result, view: View, width: int = _PRINTED) -> Iterator[Line]:
    """Yield the lines of the report with their styles; tables of the map are laid out for a width."""
    yield from _map(result)
    match view:
        case "extract":
            for paper in result.papers:
                yield from _rows(paper)
        case "align":
            yield from _spoken(result)
            for chart in result.maps:
                yield from map_lines(chart, width)
        case "check":
            yield from _findings(result)


def _map(result: Result) -> Iterator[Line]:
    titles = lexicon.stages().titles
    yield f"文件清单（{len(result.papers)} 份）", "bold"
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in result.papers:
        groups[paper.document.identity.department or "部门未识别"].append(paper)
    for department, papers in groups.items():
        yield f"  {department}", ""
        for paper in papers:
            identity = paper.document.identity
            year = f"{identity.year} 年" if identity.year else "年度未识别"
            sources = "、".join(f"{name_of(field)}据{source}" for field, source in identity.sources)
            rows = f"指标 {len(paper.indicators)}，叙述 {len(paper.claims)}"
            yield f"    {year} {titles[identity.stage]}  {paper.document.path}  {rows}（{sources or '无识别依据'}）", ""
    yield from ((f"  注意 {warning}", "dim") for paper in result.papers for warning in _warnings(paper))
    if result.comparisons:
        yield "核对范围", "bold"
        yield from ((f"  {line}", "") for line in _compared(result))
    if result.profiles:
        yield "评分口径", "bold"
        yield from ((f"  {line}", "") for line in rules_told(result))
    if result.skipped:
        yield (
            f"  说明 按 manifest.csv 跳过 {len(result.skipped)} 份：{'、'.join(entry.path for entry in result.skipped[:5])}",
            "dim",
        )
    for sentence in (*result.missing, *result.notes):
        yield f"  说明 {sentence}", "dim"
    for problem in result.problems:
        yield f"  未能读取 {problem.path}：{problem.reason}。{problem.hint}", "bold magenta"
    yield "", ""


def _compared(result: Result) -> Iterator[str]:
    """Name each pair of papers while there are few, else count them by kind."""
    if len(result.comparisons) <= _MOST_PAIRS:
        for pair in result.comparisons:
            sides = pair.left if pair.left == pair.right else f"{pair.left} － {pair.right}"
            yield f"{sides}：{_WHYS[pair.why]}，对应 {pair.matches} 行"
        return
    for why, title in _WHYS.items():
        pairs = [pair for pair in result.comparisons if pair.why == why]
        if pairs:
            yield f"{title} {len(pairs)} 对，对应 {sum(pair.matches for pair in pairs)} 行"


def _warnings(paper: Paper) -> Iterator[str]:
    """Yield each kind of warning once, with how often it occurred."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for warning in paper.document.warnings:
        kinds[warning.kind].append(warning.message)
    for messages in kinds.values():
        yield f"{paper.document.name}：{messages[0]}" + (f"（同类共 {len(messages)} 处）" if len(messages) > 1 else "")


def _findings(result: Result) -> Iterator[Line]:
    for finding in result.findings:
        yield (
            f"{SEVERITY_TITLES[finding.severity]} {finding.code} {finding.title}  {finding.id}",
            _STYLES[finding.severity],
        )
        yield f"  {finding.message}", ""
        yield from ((line, "dim") for line in _proof(finding))
    counts = {
        severity: sum(finding.severity == severity for finding in result.findings) for severity in SEVERITY_TITLES
    }
    if not result.papers:
        yield "没有可核对的报告。", "bold"
        return
    told = "，".join(f"{SEVERITY_TITLES[severity]} {count}" for severity, count in counts.items())
    undecided = f"；另有 {len(result.undecided)} 处无法判断（见 --format json）" if result.undecided else ""
    yield f"共 {told}{undecided}。", "bold"
    if result.findings:
        yield f"规则说明：kpi-nlp explain {result.findings[0].code}；列表：-o xlsx=疑点清单.xlsx", "dim"


def _proof(finding: Finding) -> Iterator[str]:
    for quote in finding.evidence[:4]:
        yield f"    {role_of(quote.role)}「{clip(quote.quote, _LONGEST_QUOTE)}」 {quote.location}"
    if finding.computation:
        arithmetic = finding.computation
        printed = f"，写作 {arithmetic.printed}" if arithmetic.printed else ""
        yield f"    复算 {clip(arithmetic.formula, _LONGEST_QUOTE).replace('*', '×')} ＝ {arithmetic.result}{printed}"
    for row in finding.rows[:_MOST_ROWS]:
        values = (
            f"{clip(row.target or '', 24)} → {clip(row.actual or '', 24)}" if row.actual else clip(row.quote or "", 40)
        )
        yield f"    · {clip(row.name, 30)} {values} {row.location}"
    if len(finding.rows) > _MOST_ROWS:
        yield f"    · 另有 {len(finding.rows) - _MOST_ROWS} 行"
    yield f"    建议{finding.suggestion}；可排除情形：{finding.cleared_by}"


def _rows(paper: Paper) -> Iterator[Line]:
    yield paper.document.path, "bold"
    for row in paper.indicators:
        values = [
            f"目标 {row.target.text}" if row.target else "",
            f"实际 {row.actual.text}" if row.actual else "",
            f"完成率 {row.rate.text}" if row.rate else "",
        ]
        points = f"{row.score.text if row.score else '—'}/{row.weight.text} 分" if row.weight else ""
        yield (
            f"  {'/'.join(row.levels)} {row.name}：{'，'.join(part for part in (*values, points) if part)}  {row.location}",
            "",
        )
    for claim in paper.claims:
        yield f"  叙述 {clip(claim.text, _LONGEST_QUOTE)}  {claim.location}", "dim"


def _spoken(result: Result) -> Iterator[Line]:
    """Yield the sentences that speak of rows."""
    if result.mentions:
        yield "提到指标的叙述", "bold"
    for mention in result.mentions:
        yield (
            f"  {VERDICTS[mention.verdict]} {mention.probability:.2f} {mention.indicator.name} － {clip(mention.claim.text, 60)}  {mention.claim.location}",
            "dim",
        )
