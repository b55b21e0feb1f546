"""What is told of a sheet: hidden parts, formulas without a value, errors, struck-out text, remarks, pictures."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from kpi_nlp.model import ReadWarning
from kpi_nlp.readers.sheets.blocks import Locate, covered
from kpi_nlp.readers.sheets.sheet import Place, Sheet, column_name, place_name
from kpi_nlp.text import clip

_MOST_LISTED = 10
_THREAD = re.compile(
    r"^\[.*?(?:Comment|批注|注释)\s*[:：]\s*", re.DOTALL
)  # what Excel says ahead of a threaded comment


def notices_of(sheet: Sheet, locate: Locate) -> Iterator[ReadWarning]:
    """Yield the warnings of a sheet."""
    yield from _hidden_lines(sheet)
    for place in sheet.errors:
        shown = sheet.contents[place].text
        yield ReadWarning("ErrorValue", f"单元格是错误值 {shown}：{_name(sheet, place)}", locate(*place))
    for place in sheet.unvalued:
        yield ReadWarning("FormulaWithoutCachedValue", f"公式没有存值：{_name(sheet, place)}", locate(*place))
    for place, content in sheet.contents.items():
        if content.before is not None:
            yield _struck(_name(sheet, place), locate, place)
    for box in sheet.boxes:
        if box.before is not None:
            yield _struck(f"{_name(sheet, box.place)} 处的文本框", locate, box.place)
    yield from _masked(sheet, locate)
    for place, note in sheet.notes.items():
        text = clip(" ".join(_THREAD.sub("", note).split()))
        yield ReadWarning("CommentNotRead", f"批注不是正文，未读取：{_name(sheet, place)}「{text}」", locate(*place))
    if sheet.pictures:
        yield ReadWarning("PictureNotRead", f"工作表「{sheet.title}」有 {sheet.pictures} 张图片，未读取")


def _struck(name: str, locate: Locate, place: Place) -> ReadWarning:
    return ReadWarning("StruckOutText", f"含删除线，按删去后的文字读取，原文字已保留：{name}", locate(*place))


def _masked(sheet: Sheet, locate: Locate) -> Iterator[ReadWarning]:
    for place in sheet.masked:
        yield ReadWarning("HiddenText", f"单元格格式使内容不显示，未读取：{_name(sheet, place)}", locate(*place))
    for place in sorted(dict(covered(sheet)).keys() & sheet.contents.keys()):
        yield ReadWarning("HiddenText", f"合并单元格盖住了内容，未读取：{_name(sheet, place)}", locate(*place))


def _hidden_lines(sheet: Sheet) -> Iterator[ReadWarning]:
    """Tell of hidden rows and columns that hold anything: those beyond the form are hidden to tidy up."""
    rows = sorted(sheet.hidden_rows & {row for row, _ in sheet.contents})
    columns = sorted(
        column
        for column in {column for _, column in sheet.contents}
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


def _name(sheet: Sheet, place: Place) -> str:
    return f"{sheet.title}!{place_name(place)}" if sheet.title else place_name(place)
