"""Cells to values: quantities are parsed here, once, with the unit that header, name or unit column gives."""

import re
from dataclasses import replace

from kpi_nlp import quantities
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.terms.figures import known_unit, number_of
from kpi_nlp.lexicon import bounds
from kpi_nlp.model import Figure, Location, Value
from kpi_nlp.text import fold, squeeze

_BRACKETED = re.compile(r"[(（]([^()（）]{1,5})[)）]\s*$")
_TICKS = frozenset({"√", "✓", "✔", "☑", "V", "v", "是", "有"})
_BOUNDED = frozenset({"target", "adjusted_target", "period_target"})
_MEASURED = _BOUNDED | {"actual", "forecast"}
_OPERATORS = {
    "=": "",
    ">=": "≥",
    "<=": "≤",
    "定性": "",
    "≥": "≥",
    "≤": "≤",
    ">": ">",
    "<": "<",
    "正向": "≥",
    "反向": "≤",
    "大于等于": "≥",
    "小于等于": "≤",
    "等于": "",
    "大于": ">",
    "小于": "<",
}


def value_of(text: str, location: Location, *, unit: str | None = None, before: str | None = None) -> Value:
    """Return a value with its quantities; `unit` is that of the header or the name."""
    return Value(text, quantities.parse(text, unit=unit), location, quantities.repair(fold(text))[1], before)


def cell_value(row: FormRow, *roles: str, unit: str | None = None) -> Value | None:
    """Return the value of the first of these roles, None where the form has no such column or the cell is empty."""
    column = row.column(*roles)
    text = row.text(column)
    if column is None or not text:
        return None
    header_unit = row.header.units.get(column) or unit
    value = value_of(text, row.place(column), unit=header_unit, before=row.before(column))
    operator = row.text(row.column("operator")) if roles[0] in _BOUNDED else ""
    own_unit = row.text(row.column("unit")) if roles[0] in _MEASURED else ""
    return _completed(value, operator, own_unit, header_unit) if operator or own_unit else value


def reason_of(row: FormRow) -> Value | None:
    """Return the reason of a row; where its parts have columns (经费保障, 制度保障), what is written, else what is ticked."""
    column = row.column("reason")
    if column is None or not row.header.spans.get(column):
        return cell_value(row, "reason")
    texts = {own: text for own in row.header.columns(column) if (text := row.texts.get(own))}
    written = [text for text in texts.values() if text not in _TICKS]
    ticked = [row.header.subtitles.get(own, text) for own, text in texts.items()]
    text = "；".join(written) or "、".join(ticked)
    return value_of(text, row.place(column), before=row.before(column)) if text else None


def likelihood_of(row: FormRow) -> Value | None:
    """Return how likely a target is to be met: a word, or a tick in the column of the word, which its location then names."""
    column = row.column("likelihood")
    if column is None or not row.header.spans.get(column):
        return cell_value(row, "likelihood")
    for own in row.header.columns(column):
        if text := row.texts.get(own):
            place = row.place(own)
            return value_of(text, place.within(place.table, row.header.subtitles.get(own)), before=row.before(own))
    return None


def _completed(value: Value, operator: str, unit: str, header_unit: str | None) -> Value:
    """Add operator and unit of columns of their own to a number that does not bring them along."""
    operator = squeeze(operator).removesuffix("指标")
    sign = _OPERATORS.get(operator, operator if operator in bounds().before else "")
    bounded = any(amount.low != amount.high for amount in value.quantities)
    if bounded or not any(map(str.isdigit, value.text)):
        sign = ""
    bare = [amount.unit for amount in value.quantities] == [header_unit] and value.text[-1].isdigit()
    own_unit = known_unit(unit) if bare else None
    if not sign and own_unit is None:
        return value
    parsed = quantities.parse(sign + value.text, unit=own_unit or header_unit)
    return replace(value, quantities=parsed, operator=sign, unit=own_unit or "")


def cell_figure(row: FormRow, column: int | None) -> Figure | None:
    """Return the number of a cell, None where it holds none."""
    text = row.text(column)
    amount = number_of(text)
    return None if amount is None else Figure(amount, text, row.place(column))


def unit_in_name(name: str) -> str | None:
    """Return the unit that a name carries in brackets: 「完成面积(亩)」."""
    match = _BRACKETED.search(name)
    return known_unit(match[1]) if match else None
