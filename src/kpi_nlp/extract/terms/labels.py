"""Key-value lines and cells that say whose paper it is: 「项目名称 | 科普经费」, 「填报单位：某某局」."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpi_nlp.lexicon import header_key, headers, units
from kpi_nlp.model import Cell
from kpi_nlp.text import fold, join_lines

_LINE = re.compile(r"([^:：\s]{2,12})\s*[:：]\s*([^:：]{2,40}?)(?=\s+[^:：\s]{2,12}\s*[:：]|$)")
_IN_BRACKETS = re.compile(r"^[(（](.*)[)）]$")
_JOINED_UNIT = re.compile(r"\s*(?:金额|计量|货币)?单位\s*[:：]\s*(?:人民币)?[亿万千百]*元.{0,3}$")
_CODED = re.compile(r"(?:及|和)?(?:编码|代码|编号)$")
_LONGEST_VALUE = 40


def label_of(text: str) -> str | None:
    """Return the role of a label (department, unit_in_charge, project, year), None for other text."""
    key = header_key(text)
    return headers().labels.get(key) or headers().labels.get(_CODED.sub("", key))


def labels_in_line(text: str) -> Iterator[tuple[str, str]]:
    """Yield role and value of each label of a line; 「单位：万元」 is the unit of the amounts, no department."""
    if ":" not in text and "：" not in text:
        return
    line = _IN_BRACKETS.sub(r"\1", join_lines(text))
    for match in _LINE.finditer(_JOINED_UNIT.sub("", line)):
        role, value = label_of(match[1]), match[2].strip()
        if role and not _is_unit(value):
            yield role, value


def labels_in_row(row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Yield role and value of each label cell of a form that is followed by its value, or holds it itself."""
    texts = [join_lines(cell.text) for cell in row if cell.text.strip() and not cell.covered]
    for text in texts:
        yield from labels_in_line(text)
    for label, value in pairwise(texts):
        role = label_of(label)
        if role and _is_value(value) and not _is_unit(value):
            yield role, value


def closing_role(text: str) -> str | None:
    """Return the role of 「合计」, or of the label in 「填表人：办公室」; a total has nothing behind it."""
    label, colon, _ = text.replace("：", ":").partition(":")
    role = headers().closing.get(header_key(label))
    return None if colon and role == "total" else role


def closing_role_of(row: Sequence[Cell]) -> str | None:
    """Return total, grade, signature or prose where a row closes a form, by its first text."""
    return closing_role(next((cell.text for cell in row if cell.text.strip()), ""))


def _is_value(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and label_of(text) is None and header_key(text) not in headers().roles


def _is_unit(value: str) -> bool:
    return fold(value).strip("()").lstrip("万亿千百") in units().kind_of
