"""What is told of a sheet: hidden parts, formulas without a value, errors, struck-out text, remarks, pictures."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from kpi_nlp.model import ReadWarning
from kpi_nlp.readers.sheets.blocks import covered
from kpi_nlp.readers.sheets.sheet import Place, Sheet, column_name, place_name
from kpi_nlp.text import clip

_MOST_LISTED = 10
_STRUCK = "含删除线，按删去后的文字读取，原文字已保留"
# what Excel says, to older programs, ahead of a comment that was answered
_THREAD = re.compile(r"^\[.*?(?:Comment|批注|注释)\s*[:：]\s*", re.DOTALL)


def notices_of(sheet: Sheet) -> Iterator[ReadWarning]:
    """Yield the warnings of a sheet."""
    yield from _hidden_lines(sheet)
    for kind, places in _places(sheet).items():
        yield from (ReadWarning(kind, message, sheet.locate(*place)) for place, message in places)
    if sheet.pictures:
        yield ReadWarning("PictureNotRead", f"工作表「{sheet.title}」有 {sheet.pictures} 张图片，未读取")


def _places(sheet: Sheet) -> Mapping[str, list[tuple[Place, str]]]:
    """Return the places of which something is told, and what, by the kind of the warning."""
    name = partial(_name, sheet)
    struck = [(place, f"{_STRUCK}：{name(place)}") for place, cell in sheet.cells() if cell.before is not None]
    struck += [(box.place, f"{_STRUCK}：{name(box.place)} 处的文本框") for box in sheet.boxes if box.before is not None]
    masked = [(place, f"单元格格式使内容不显示，未读取：{name(place)}") for place in sheet.masked]
    under = [place for place in covered(sheet) if sheet.at(place) is not None]
    masked += [(place, f"合并单元格盖住了内容，未读取：{name(place)}") for place in under]
    notes = [(place, f"批注不是正文，未读取：{name(place)}「{_short(note)}」") for place, note in sheet.notes.items()]
    return {
        "ErrorValue": [(place, f"单元格是错误值 {code}：{name(place)}") for place, code in sheet.errors.items()],
        "FormulaWithoutCachedValue": [(place, f"公式没有存值：{name(place)}") for place in sheet.unvalued],
        "StruckOutText": struck,
        "HiddenText": masked,
        "CommentNotRead": notes,
    }


def _name(sheet: Sheet, place: Place) -> str:
    return f"{sheet.title}!{place_name(place)}" if sheet.title else place_name(place)


def _short(note: str) -> str:
    return clip(" ".join(_THREAD.sub("", note).split()))


def _hidden_lines(sheet: Sheet) -> Iterator[ReadWarning]:
    """Tell of hidden rows and columns that hold anything: those beyond the form are hidden to tidy up."""
    rows = sorted(sheet.hidden_rows & sheet.rows.keys())
    columns = sorted(
        column
        for column in {column for cells in sheet.rows.values() for column in cells}
        if any(first <= column <= last for first, last in sheet.hidden_columns)
    )
    for kind, what, places in (
        ("HiddenRow", "行", _stretches(rows, str)),
        ("HiddenColumn", "列", _stretches(columns, column_name)),
    ):
        if places:
            yield ReadWarning(kind, f"工作表「{sheet.title}」有隐藏{what}（{_listed(places)}），已一并读取")


def _stretches(lines: Sequence[int], name: Callable[[int], str]) -> list[str]:
    """Name neighbouring lines together: 「D-F」."""
    stretches = []
    for _, stretch in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in stretch]
        stretches.append("-".join(dict.fromkeys((name(numbers[0]), name(numbers[-1])))))
    return stretches


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_LISTED]) + ("等" if len(names) > _MOST_LISTED else "")
