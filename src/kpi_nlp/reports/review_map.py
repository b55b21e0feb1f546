"""The indicator map in the workbook of a check: with room to say whether a match is right, and what brings that back."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import repeat

from kpi_nlp.model import (
    CANDIDATE_TITLES,
    CHOICES_SHEET,
    LINK_TITLES,
    MAP_COLUMNS,
    MAP_SHEET,
    ROWS_SHEET,
    EntriesOf,
    Indicator,
    IndicatorMap,
    KnownRow,
    MapKey,
    MapLine,
    Result,
    Unmatched,
)
from kpi_nlp.reports.map_tables import (
    TONES,
    Slot,
    level_of,
    near_row,
    parts_of,
    places_of,
    slot_cells,
    slots_of,
    title_of,
    why_none,
)
from kpi_nlp.reports.map_view import labels, remarks, verdict
from kpi_nlp.reports.sheet import Choice, Sheet, Tone

_LEADING = {"序号": 6, "指标": 24, "判断": 8, MAP_COLUMNS["right"]: 13, MAP_COLUMNS["counterpart"]: 22, "部门": 16, "二级指标": 13}  # fmt: skip
_FROZEN, _VERDICT, _ENTERED = 5, 2, (3, 4)
_TRAILING = {"说明": 40, **dict.fromkeys(CANDIDATE_TITLES, 30), "位置": 44, MAP_COLUMNS["key"]: 10}
_ALONE = "未对应"
_TONES: dict[str, Tone] = {**TONES, _ALONE: "absent"}
_RIGHT = "正确、有误或不确定；没看的留空。"
_CHOSEN = "有误时填写：未对应的选候选一至三，其他的写正确指标的名称；同名的写它的位置。"

Key = tuple[str, str]
Told = tuple[tuple[str, ...], list[tuple[str, Tone | None]], tuple[str, ...], MapKey]


class _Rows:
    """The rows that the sheet speaks of, each with the number under which it comes back."""

    def __init__(self, result: Result) -> None:
        self._identities = {paper.document.path: paper.document.identity for paper in result.papers}
        self._known: dict[int, tuple[int, Indicator]] = {}

    def number(self, row: Indicator) -> int:
        """Return the number of a row."""
        return self._known.setdefault(id(row), (len(self._known) + 1, row))[0]

    def known(self) -> dict[int, KnownRow]:
        """Return all rows by their numbers."""
        return {number: KnownRow.of(row, self._identities) for number, row in self._known.values()}

    def sheet(self) -> Sheet:
        """Return all rows, for no eye."""
        listed = self.known().items()
        rows = tuple((str(number), json.dumps(asdict(row), ensure_ascii=False)) for number, row in listed)
        return Sheet(ROWS_SHEET, ("编号", "内容"), rows, (8, 60), clipped=1, unseen=True)


def review_map(result: Result, entries: EntriesOf | None = None) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
    """Return the sheet 指标对照, unmatched rows last, and the hidden sheet of the rows that it speaks of.

    `entries` finds what was entered before; it stands in the sheet again, and comes back as nothing new.
    """
    slots, rows = slots_of(result.maps), _Rows(result)
    told = [_line(line, chart, slots, rows) for chart in result.maps for line in chart.lines]
    told += [_alone(alone, chart, slots, rows) for chart in result.maps for alone in chart.unmatched]
    tones: dict[tuple[int, int], Tone] = {}
    lines = []
    blank = repeat(("", ""))
    before = entries((key for _, _, _, key in told), rows.known()) if entries else blank
    for at, ((leading, middle, trailing, key), entered) in enumerate(zip(told, before, strict=False)):
        tones[at, _VERDICT] = _TONES[leading[_VERDICT - 1]]
        tones |= {(at, len(_LEADING) + place): tone for place, (_, tone) in enumerate(middle) if tone}
        first, last = leading[:_VERDICT], leading[_VERDICT:]
        lines.append(
            (str(at + 1), *first, *entered, *last, *(text for text, _ in middle), *trailing, _text(key, entered))
        )
    return (_sheet(lines, slots, tones),), (rows.sheet(),)


def _sheet(lines: Sequence[tuple[str, ...]], slots: Sequence[Slot], tones: dict[tuple[int, int], Tone]) -> Sheet:
    titles = (*_LEADING, *(title for slot in slots for title in slot.columns), *_TRAILING)
    widths = (*_LEADING.values(), *(width for slot in slots for width in slot.widths), *_TRAILING.values())
    right, chosen = _ENTERED
    return Sheet(
        MAP_SHEET,
        titles,
        tuple(lines),
        widths,
        printed=len(titles) - len(_TRAILING) + 1,
        parts=parts_of(slots, len(_LEADING)),
        tones=tones,
        frozen=_FROZEN,
        clipped=2,
        entered=_ENTERED,
        hidden=(len(titles) - 1,),
        choices={
            right: Choice(f"={CHOICES_SHEET}!$B$2:$B${len(LINK_TITLES) + 1}", _RIGHT),
            chosen: Choice(f"={CHOICES_SHEET}!$C$2:$C${len(CANDIDATE_TITLES) + 1}", _CHOSEN, free=True),
        },
    )


def _line(line: MapLine, chart: IndicatorMap, slots: Sequence[Slot], rows: _Rows) -> Told:
    links = tuple(
        (rows.number(link.left), rows.number(link.right), link.relation, link.verdict)
        for link in line.links or line.parts
    )
    key = MapKey(tuple(map(rows.number, line.rows)), links)
    leading = _leading(line, chart, verdict(line))
    trailing = ("\n".join(remarks(line, chart)), "", "", "", places_of(line, chart))
    return leading, list(slot_cells(line, chart, slots)), trailing, key


def _alone(alone: Unmatched, chart: IndicatorMap, slots: Sequence[Slot], rows: _Rows) -> Told:
    line = MapLine((alone.row,))
    key = MapKey((rows.number(alone.row),), (), tuple(rows.number(near.row) for near in alone.candidates))
    near = [*_candidates(alone, chart), "", "", ""][: len(CANDIDATE_TITLES)]
    trailing = ("" if alone.candidates else why_none(chart), *near, places_of(line, chart))
    return _leading(line, chart, _ALONE), list(slot_cells(line, chart, slots)), trailing, key


def _candidates(alone: Unmatched, chart: IndicatorMap) -> Iterator[str]:
    named = labels(chart)
    for near in alone.candidates:
        yield f"{near_row(near.row, named)}\n{near.shown} {near.why_not}"


def _leading(line: MapLine, chart: IndicatorMap, said: str) -> tuple[str, ...]:
    return title_of(line), said, chart.department or "未识别", level_of(line)


def _text(key: MapKey, entered: tuple[str, str]) -> str:
    before = {"entered": entered} if any(entered) else {}
    return json.dumps({**asdict(key), **before}, ensure_ascii=False)
