"""The indicator map for a terminal: a block an indicator, a line a paper, the rows that stand alone last."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kpi_nlp.model import WHOLE, Indicator, IndicatorMap, MapLine, Unmatched
from kpi_nlp.reports.map_view import VERDICT_WORDS, Entry, done, entries, goal, labels, remarks, standing, verdict
from kpi_nlp.text import padded, printed_width, wrapped

_INDENT, _GAP, _STANDING = 4, 2, 16
_NAME, _GOAL = 0.4, 0.3  # shares of what is left for name and target; the rest is that of the actual
_NARROWEST = 60

Line = tuple[str, str]


def map_lines(chart: IndicatorMap, width: int) -> Iterator[Line]:
    """Yield the lines of a department's map with their styles, none wider than `width` but at least 60 columns."""
    yield f"指标对照 {chart.department or '部门未识别'}：{_counted(chart)}", "bold"
    named = labels(chart)
    for path, label in named.items():
        if label.endswith(")"):
            yield f"  {label} 即 {path}", "dim"
    for number, line in enumerate(chart.lines, 1):
        yield from _block(number, line, chart, max(width, _NARROWEST))
    if chart.unmatched and len(chart.papers) > 1:
        yield f"未对应 {len(chart.unmatched)} 行，各列最接近的指标及未对应的原因", "bold"
        for alone in chart.unmatched:
            yield from _alone(alone, named)


def _counted(chart: IndicatorMap) -> str:
    if len(chart.papers) == 1:
        return f"只有 1 份文件，{len(chart.unmatched)} 行指标无从对应"
    said = Counter(verdict(line) for line in chart.lines)
    told = "、".join(f"{word} {said[word]} 项" for word in VERDICT_WORDS)
    return f"{len(chart.papers)} 份文件，{told}，未对应 {len(chart.unmatched)} 行"


def _block(number: int, line: MapLine, chart: IndicatorMap, width: int) -> Iterator[Line]:
    first, shown = line.rows[0], list(entries(line, chart))
    scope = f"，{first.scope}" if first.scope not in {None, WHOLE} else ""
    yield f"{number:3} {first.name}（{'/'.join(first.levels)}{scope}）  {verdict(line)}", _style(verdict(line))
    widths = _widths(shown, width)
    for entry in shown:
        if entry.row is not None:
            style = "yellow" if entry.changed else ("" if not entry.part else "cyan")
            yield from ((text, style) for text in _columns(_cells(entry, entry.row), widths))
    if absent := [entry.label for entry in shown if entry.row is None]:
        yield f"{' ' * _INDENT}没有：{'、'.join(absent)}", "dim"
    yield from ((f"{' ' * _INDENT}{remark}", "yellow") for remark in remarks(line, chart))


def _style(said: str) -> str:
    return "bold" if said == "对应" else "bold yellow"


def _cells(entry: Entry, row: Indicator) -> tuple[str, ...]:
    name = f"（部分）{entry.name}" if entry.part else entry.name
    return entry.label, name, f"{goal(row)}{' *' if entry.changed else ''}", done(row), standing(entry)


def _widths(shown: Sequence[Entry], width: int) -> tuple[int, ...]:
    label = max(printed_width(entry.label) for entry in shown)
    left = width - _INDENT - label - _STANDING - 4 * _GAP
    name, goals = int(left * _NAME), int(left * _GOAL)
    return label, name, goals, left - name - goals, _STANDING


def _columns(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield the printed lines of cells side by side, each wrapped in its column."""
    for texts in zip_longest(*(wrapped(cell, size) for cell, size in zip(cells, widths, strict=True)), fillvalue=""):
        line = (" " * _GAP).join(padded(text, size) for text, size in zip(texts, widths, strict=True))
        yield " " * _INDENT + line.rstrip()


def _alone(alone: Unmatched, named: dict[str, str]) -> Iterator[Line]:
    row = alone.row
    yield f"    {row.name}（{named[row.location.file]}，{goal(row) or '无目标'}，{row.location}）", ""
    for candidate in alone.candidates:
        near, label = candidate.row, named[candidate.row.location.file]
        yield f"      {candidate.shown} {near.name}（{label}，{goal(near) or '无目标'}）：{candidate.why_not}", "dim"
    if not alone.candidates:
        yield "      其他文件中没有同一范围的指标", "dim"
