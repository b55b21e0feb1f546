"""The indicator map as tables: each indicator a row with its papers side by side, the rows that stand alone, a legend."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kpi_nlp.model import Indicator, IndicatorMap, MapLine, Result, Unmatched
from kpi_nlp.reports.map_view import Entry, done, entries, goal, labels, remarks, standing, verdict
from kpi_nlp.reports.sheet import Sheet, Tone

_LEADING: Mapping[str, int] = {"序号": 6, "部门": 16, "二级指标": 13, "指标": 24, "判断": 8}
_NAME, _VALUE = 22, 18
_REMARK, _PLACE = 48, 44
TONES: Mapping[str, Tone] = {"对应": "match", "待核": "review", "部分": "part"}
_ABSENT = "无"


def map_sheets(result: Result) -> tuple[Sheet, ...]:
    """Return the sheets 指标对照, 未对应 and 说明."""
    return _lines(result), _unmatched(result), _legend(result)


@dataclass(frozen=True, slots=True)
class Slot:
    """The columns of a stage of a year: name and target, and the actual where any paper of it has one."""

    label: str
    reported: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles."""
        return tuple(f"{self.label}\n{title}" for title in ("指标", "目标", "实际")[: 2 + self.reported])

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide each is."""
        return (_NAME, _VALUE, _VALUE)[: 2 + self.reported]


def slots_of(charts: Iterable[IndicatorMap]) -> list[Slot]:
    """Return the columns of departments, in time: papers of one stage and year stand in one place."""
    papers = [
        (paper, label) for chart in charts for paper, label in zip(chart.papers, labels(chart).values(), strict=True)
    ]
    reported: dict[str, bool] = defaultdict(bool)
    for paper, label in papers:
        reported[label] |= any(row.actual is not None for row in paper.valued)
    order = {label: (paper.document.identity.year or 9999, place) for place, (paper, label) in enumerate(papers)}
    return [Slot(label, reported[label]) for label in sorted(reported, key=lambda label: order[label])]


def parts_of(slots: Sequence[Slot], leading: int) -> tuple[int, ...]:
    """Return the columns at which a stage begins, and the one after the last."""
    return tuple(accumulate((len(slot.columns) for slot in slots), initial=leading))


def _lines(result: Result) -> Sheet:
    slots = slots_of(chart for chart in result.maps if chart.lines)
    rows: list[tuple[str, ...]] = []
    tones: dict[tuple[int, int], Tone] = {}
    for chart in result.maps:
        for line in chart.lines:
            cells, colours = _row(len(rows) + 1, line, chart, slots)
            tones |= {(len(rows), column): tone for column, tone in colours.items()}
            rows.append(cells)
    return Sheet(
        "指标对照",
        (*_LEADING, *(title for slot in slots for title in slot.columns), "说明", "位置"),
        tuple(rows),
        (*_LEADING.values(), *(width for slot in slots for width in slot.widths), _REMARK, _PLACE),
        printed=len(_LEADING) + sum(len(slot.columns) for slot in slots) + 1,
        parts=parts_of(slots, len(_LEADING)),
        tones=tones,
        frozen=len(_LEADING),
        clipped=1,
    )


def _row(
    number: int, line: MapLine, chart: IndicatorMap, slots: Sequence[Slot]
) -> tuple[tuple[str, ...], dict[int, Tone]]:
    """Return the cells of an indicator and the colours of those that a reviewer should look at."""
    said = verdict(line)
    cells = [str(number), chart.department or "未识别", level_of(line), title_of(line), said]
    tones: dict[int, Tone] = {len(cells) - 1: TONES[said]}
    for text, tone in slot_cells(line, chart, slots):
        if tone:
            tones[len(cells)] = tone
        cells.append(text)
    return (*cells, "\n".join(remarks(line, chart)), places_of(line, chart)), tones


def title_of(line: MapLine) -> str:
    """Return what a line is called: by its first row, with the project where it is of one."""
    first = line.rows[0]
    return f"{first.name}（{first.scope}）" if first.scope not in {None, "整体"} else first.name


def level_of(line: MapLine) -> str:
    """Return under what the first row of a line stands."""
    levels = line.rows[0].levels
    return levels[-1] if levels else ""


def places_of(line: MapLine, chart: IndicatorMap) -> str:
    """Return where the rows of a line stand, a row each."""
    named = labels(chart)
    return "\n".join(f"{named[row.location.file]}：{row.location}" for row in line.rows)


def slot_cells(line: MapLine, chart: IndicatorMap, slots: Sequence[Slot]) -> Iterator[tuple[str, Tone | None]]:
    """Yield the cells of all stages of a line with their colours."""
    by_label: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(line, chart):
        by_label[entry.label].append(entry)
    for slot in slots:
        yield from _slot_cells(by_label[slot.label], slot)


def _slot_cells(shown: Sequence[Entry], slot: Slot) -> Iterator[tuple[str, Tone | None]]:
    """Yield the cells of a stage with their colours."""
    rows = [(entry, entry.row) for entry in shown if entry.row is not None]
    if not rows:
        yield (_ABSENT, "absent") if shown else ("", None)
        yield from (("", None) for _ in slot.columns[1:])
        return
    yield "\n".join(map(_named, shown)), _tone(shown)
    yield (
        "\n".join(_marked(entry, goal(row)) for entry, row in rows),
        "changed" if any(entry.changed for entry in shown) else None,
    )
    if slot.reported:
        yield "\n".join(_marked(entry, done(row)) for entry, row in rows), None


def _named(entry: Entry) -> str:
    if entry.part:
        return _marked(entry, entry.name)
    doubtful = entry.link is not None and (entry.link.verdict != "match" or entry.link.tied)
    return f"{entry.name}（{standing(entry)}）" if doubtful else entry.name


def _marked(entry: Entry, text: str) -> str:
    """Mark the name and the values of a part, so that nobody takes its target for that of the line."""
    return f"（部分）{text}" if entry.part and text else text


def _tone(shown: Sequence[Entry]) -> Tone | None:
    if any(entry.part for entry in shown):
        return "part"
    return "review" if any(entry.link is not None and entry.link.verdict != "match" for entry in shown) else None


def _unmatched(result: Result) -> Sheet:
    near = [title for place in "一二三" for title in (f"候选{place}", f"候选{place}\n概率", f"候选{place}\n未对应原因")]
    columns = ("序号", "部门", "年度 阶段", "二级指标", "指标", "目标", "实际", *near, "位置")
    widths = (6, 16, 12, 13, 26, 20, 20, *(28, 8, 24) * 3, _PLACE)
    found = [(chart, alone) for chart in result.maps for alone in chart.unmatched]
    rows = tuple(_alone(number, alone, chart) for number, (chart, alone) in enumerate(found, 1))
    return Sheet("未对应", columns, rows, widths, printed=len(columns) - 1, frozen=5, clipped=1)


def _alone(number: int, alone: Unmatched, chart: IndicatorMap) -> tuple[str, ...]:
    row, named = alone.row, labels(chart)
    near = [
        text
        for candidate in alone.candidates
        for text in (near_row(candidate.row, named), candidate.shown, candidate.why_not)
    ] or ["", "", why_none(chart)]
    level = row.levels[-1] if row.levels else ""
    return (
        str(number), chart.department or "未识别", named[row.location.file], level, row.name, goal(row), done(row), *(near + [""] * 9)[:9],
        str(row.location),
    )  # fmt: skip


def why_none(chart: IndicatorMap) -> str:
    """Say why a row that stands alone has no candidates."""
    return "没有可比的文件" if len(chart.papers) == 1 else "其他文件中没有同一范围的指标"


def near_row(row: Indicator, named: Mapping[str, str]) -> str:
    """Return a candidate with the paper where it stands and its target."""
    return f"{row.name}\n（{named[row.location.file]}，{goal(row) or '无目标'}）"


def _legend(result: Result) -> Sheet:
    lines = [line for chart in result.maps for line in chart.lines]
    counts = {said: sum(verdict(line) == said for line in lines) for said in TONES}
    alone, aside = sum(len(chart.unmatched) for chart in result.maps), sum(chart.aside for chart in result.maps)
    rows: list[tuple[str, str]] = [
        (
            "指标对照",
            "一行是一项指标，各年度、各阶段的文件并排；「无」表示该文件没有这项指标，空白表示没有收到该文件。",
        ),
        ("对应", f"各文件的对应关系均为确定，共 {counts['对应']} 项。名称不同而对应的，请按需抽查。"),
        ("待核", f"至少一处对应需要人工确认，或有并列、冲突，共 {counts['待核']} 项；括号内是判断和概率。"),
        (
            "部分",
            f"只与其他文件中的合并（或拆分）指标有部分关系，共 {counts['部分']} 项；「（部分）」标在名称之前，目标值不能直接比较。",
        ),
        ("目标底色", "目标与同年前面的文件（或表）不一致。可能是目标调整、拆分合并或笔误，请核对原文。"),
        ("并列", "另有概率相同的对应，程序没有替您取舍。"),
        ("冲突", "两行都可归入同一项指标，但同一文件只应有一行，程序没有合并，请人工判断。"),
        (
            "未对应",
            f"没有在其他文件中找到同一指标的行，共 {alone} 行；列出最接近的三个候选和没有对应的原因：概率低于待核线、口径不同、已与别的行对应。",
        ),
        ("概率", f"由名称、口径、级次、单位、数值等特征计算，仅供排序和抽查参考；向量模型：{result.embedder}。"),
        ("未列入", f"只有分值和得分、没有目标和实际值的评分表行 {aside} 行，不参加对应。"),
    ]
    rows += [("缺少", sentence) for sentence in result.missing] + [("处理", sentence) for sentence in result.notes]
    tones: dict[tuple[int, int], Tone] = {(1, 0): "match", (2, 0): "review", (3, 0): "part", (4, 0): "changed"}
    return Sheet("说明", ("项目", "说明"), tuple(rows), (12, 110), tones=tones)
