"""The fields of templates: as the values of one opinion, as a specimen to try a template on, as a table to read."""

from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from typing import Any

from kpi_nlp.reports.opinions.shape import Counts, Grade, Item, Kind, Line, Material, Opinion, Quote
from kpi_nlp.text import printable

_HOW = (
    "模板是普通的 .docx。在要填写的地方写 {{ 部门 }}，括号用半角。",
    "列表的每一项：一段写 {%p for x in 需补充材料 %}，一段写 {%p endfor %}，两段之间的内容逐项重复，项内写 {{ x.指标 }}。",
    "表格逐行重复：一行写 {%tr for x in 需补充材料 %}，一行写 {%tr endfor %}。",
    "有内容才写：一段写 {%p if x.意见 %}，一段写 {%p endif %}。",
)
SHAPES: dict[type, str] = {
    Opinion: "整份意见",
    Material: "「材料」的每一项",
    Counts: "「数量」，写作 {{ 数量.确认 }}",
    Item: "「确认问题」「需补充材料」「已整改」的每一项，也是分级问题中「问题」的每一项",
    Quote: "「依据」的每一项",
    Line: "「涉及」的每一项",
    Grade: "「分级问题」的每一项",
    Kind: "分级问题中「类型」的每一项",
}


def named_values(shaped: Any) -> Any:  # noqa: ANN401 - any of the shapes, or what they hold
    """Return a shape as a template sees it: a mapping by the names of its fields, its text fit for a document."""
    if is_dataclass(shaped):
        return {_name(entry): named_values(getattr(shaped, entry.name)) for entry in fields(shaped)}
    if isinstance(shaped, tuple):
        return [named_values(entry) for entry in shaped]
    return printable(shaped) if isinstance(shaped, str) else shaped


def specimen(shape: type = Opinion, *, empty: bool = False) -> Any:  # noqa: ANN401 - any of the shapes
    """Return a shape with every field filled and an entry in every list, or with nothing in them: what a template is tried on."""
    return shape(**{entry.name: _filled(entry, empty) for entry in fields(shape)})


def _filled(entry: "Field[Any]", empty: bool) -> object:  # noqa: FBT001 - as above
    of = entry.metadata["of"]
    if of is None:
        return int(not empty) if entry.type is int else "" if empty else "示例"
    if _is_list(entry):
        return () if empty else (specimen(of),)
    return specimen(of, empty=empty)


def fields_told() -> Iterator[str]:
    """Yield how a template is written, and the table of its fields."""
    yield from _HOW
    for shape, title in SHAPES.items():
        yield ""
        yield title
        yield from (
            f"  {_name(entry)}：{entry.metadata['told']}{'（列表）' if _is_list(entry) else ''}"
            for entry in fields(shape)
        )


def _name(entry: "Field[Any]") -> str:
    return str(entry.metadata["name"])


def _is_list(entry: "Field[Any]") -> bool:
    return entry.metadata["of"] is not None and entry.type is not entry.metadata["of"]
