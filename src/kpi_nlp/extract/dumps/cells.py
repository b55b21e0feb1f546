"""How well a text stands in a column: None where it cannot, else what is odd about it; 0 is nothing."""

import re
from functools import lru_cache
from typing import Literal

from kpi_nlp import quantities
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.levels import canonical
from kpi_nlp.extract.terms.roles import LEVELS
from kpi_nlp.lexicon import header_key, headers, judgements, measures, units
from kpi_nlp.model import Quantity
from kpi_nlp.text import han_only

Shape = Literal["empty", "number", "amount", "date", "state", "text"]

_PLACEHOLDERS = frozenset({"", "无", "/", "-", "—", "——", "…", "……", "//", "\\"})
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_ZEROS = re.compile(r"0\d")
_DATE = re.compile(
    r"(?:20\d\d年度?)?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?(?:底|末|初|上旬|中旬|下旬|之|以)?前?(?:完成)?|20\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?"
)
_SIGN = re.compile(r"[≥≤<>=]")
_WORD = re.compile(r"[\u3400-\u9fff]{2,12}")
_CLOSES = re.compile(r"(?:合计|总计|总分|小计)\d*")
_PIECE = re.compile(
    r"[年月日](?![度均常照产间末])|[底前末]+$|指标(?!值)|[%,.)]"
)  # the end of a date, of a level, of an amount
_HOLDS_LEVEL = re.compile(r"(?:产出|效益|满意度|成本|数量|质量|时效|影响)指标|(?:经济|社会|生态)效益")
_HOLDS_VALUE = re.compile(r"[%≥≤<>=]|(?:不少于|不低于|不超过|不高于|达到)\d|\d月")
_BOUNDED = re.compile(r"(?:[≥≤<>=不]|不少于|不低于|不超过|不高于|不大于|不小于|至少|达到|达|控制在|约|[0-9][年月日]?)$")
_REASON = re.compile(r"[,。;、]|[因由于]|影响|措施|下一步|不足|较|加强|今后|进一步|调整")
_LIST_NUMBER = re.compile(r"\d{1,2}[.、]")
_SHORTEST_NAME = 2
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_SEQUENCE = 40, 12, 3
_MOST_POINTS = 100
_NAME_ENDS = (
    "情况",
    "水平",
    "能力",
    "程度",
    "质量",
    "效果",
    "影响",
    "进度",
    "标准",
    "性",
    "度",
    "率",
    "量",
    "数",
    "额",
)
_OPERATORS = frozenset({"≥", "≤", ">", "<", "=", "定性", "正向", "反向"})
_RATES = frozenset({"rate", "execution_rate"})
_POINTS = frozenset({"weight", "score"})
_TEXT_ROLES = frozenset({"reason", "note", "rubric", "likelihood"})
_VALUES = frozenset({"target", "adjusted_target", "actual", "period_target", "forecast", "last_actual"})
_NAMES = frozenset({"level3", "level4", "name", "item", "task"})
EMPTY = {
    "target": 1.5, "actual": 1.5, "period_target": 1.5, "adjusted_target": 1.0, "forecast": 1.0, "last_actual": 0.5, "weight": 1.5, "score": 1.5,
    "rate": 0.8, "sequence": 1.2, "unit": 0.5, "operator": 0.3, "budget_initial": 0.8, "budget_full": 0.8, "execution": 0.8, "execution_rate": 0.8,
}  # fmt: skip


@lru_cache(maxsize=65536)
def amounts(text: str) -> tuple[Quantity, ...]:
    """Return the amounts of a text; the same texts are asked for again and again."""
    return quantities.parse(text)


@lru_cache(maxsize=65536)
def shape(text: str) -> Shape:
    """Return what kind of value a text is."""
    if text in _PLACEHOLDERS:
        return "empty"
    if _NUMBER.fullmatch(text):
        return "number"
    if text in judgements().met or text in judgements().unmet:
        return "state"
    if (any(map(str.isdigit, text)) or text.startswith("年")) and _DATE.fullmatch(text):
        return "date"
    found = amounts(text)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
    return "amount" if whole else "text"


@lru_cache(maxsize=65536)
def oddness(  # noqa: PLR0911 - one answer a kind of column
    role: str | None, text: str, *, named: bool, joined: bool = False
) -> float | None:
    """Return how odd a text is in a column of a role; `named` where the column names the indicator.

    Where cells are `joined`, nothing but what they hold tells where they end: a value is an amount, a date or a state.
    """
    if joined and _runs_on(role, text, named=named):
        return None
    if named:
        return _of_name(text)
    if role in LEVELS:
        return _of_level(role, text)
    if role in _VALUES:
        return _of_value(text)
    if role in _TEXT_ROLES:
        return _of_reason(text)
    if role in _NAMES or role is None:
        return None if canonical(text) or number_of(text) is not None else 0.0
    return _of_number(role, text)


def _runs_on(role: str | None, text: str, *, named: bool) -> bool:
    """Return whether a text without separators holds more than one cell, as far as one can see."""
    if named:
        return bool(_HOLDS_LEVEL.search(text) or _HOLDS_VALUE.search(text) or amounts(text))
    if role in _VALUES:
        return shape(text) == "text" and not _WORD.fullmatch(text)
    if role in _TEXT_ROLES:
        return any(map(str.isdigit, text))
    return role in LEVELS and not han_only(text[0])


def _of_level(role: str, text: str) -> float | None:
    """A level of the lexicon in its own column; another word may be the label of a score sheet."""
    known = canonical(text)
    if known is not None:
        return 0.0 if known[1] in (0, int(role[-1])) else None
    plain = han_only(text) == text and 1 < len(text) <= _LONGEST_LABEL
    return 1.5 if plain and shape(text) == "text" else None


def _of_name(text: str) -> float | None:
    if text in _PLACEHOLDERS:
        return 0.8
    if (
        len(han_only(text)) < _SHORTEST_NAME
        or canonical(text)
        or _SIGN.match(text)
        or _PIECE.match(text)
        or _BOUNDED.search(text)
        or _CLOSES.match(text)
    ):
        return None
    if shape(text) in {"amount", "date", "number"} or header_key(text) in headers().roles or text in units().kind_of:
        return None
    odd = 0.8 if "," in text or text.endswith("。") else 0.0
    odd += 2.0 if _HOLDS_LEVEL.search(text) or _HOLDS_VALUE.search(text) else 0.0
    odd += 0.5 if text[0].isdigit() and not _LIST_NUMBER.match(text) else 0.0
    odd += 1.5 if shape(text) == "state" else 0.0
    return odd + (0.5 if len(text) > _LONGEST_NAME else 0.0)


def _of_value(text: str) -> float | None:
    if canonical(text) or _ZEROS.match(text):
        return None
    return {"empty": 0.2, "text": 0.3}.get(shape(text), 0.0) + (2.0 if _HOLDS_LEVEL.search(text) else 0.0)


def _of_reason(text: str) -> float | None:
    if canonical(text) or _HOLDS_LEVEL.search(text) or shape(text) in {"number", "amount"} or _CLOSES.match(text):
        return None
    if text in _PLACEHOLDERS:
        return 0.0
    return 0.3 if _REASON.search(text) else 1.0


def _of_number(role: str, text: str) -> float | None:  # noqa: PLR0911 - one answer a role
    if role == "sequence":
        return 0.0 if text.isdigit() and len(text) <= _LONGEST_SEQUENCE else None
    if role == "unit":
        return 0.0 if text in units().kind_of else None
    if role == "operator":
        return 0.0 if text in _OPERATORS else None
    amount = number_of(text)
    if amount is None or amount < 0 or _ZEROS.match(text):
        return None
    if role in _RATES:
        return 0.0 if text.endswith("%") else 0.3
    if role in _POINTS and amount > _MOST_POINTS:
        return None
    return 0.5 if text.endswith(("%", "元", "万")) or (role == "weight" and not amount) else 0.0


def ends_as_name(text: str) -> bool:
    """Return whether a text ends in what indicators measure: 「…数量」, 「…率」, 「…情况」."""
    return text.endswith((*_NAME_ENDS, *(word for word, _ in measures().classes)))
