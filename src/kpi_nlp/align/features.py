"""Named features of a pair of rows, each between 0 and 1; 0.5 where one side does not say."""

from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from kpi_nlp import lexicon
from kpi_nlp.align.names import Name, analyse
from kpi_nlp.model import Indicator, Value
from kpi_nlp.quantities import units
from kpi_nlp.text import han_only

_UNKNOWN = 0.5
_MEASURE_OF_CLASS = {
    "人": "人数",
    "人次": "人次",
    "次": "次数",
    "%": "率",
    "元": "金额",
    "亩": "面积",
    "平方米": "面积",
    "米": "里程",
    "批": "次数",
}
_NEUTRAL = frozenset({"数量", None})
_RATES = frozenset({"率", "满意度", "知晓率", "及时性", "合规性"})
_KIN = (_RATES, frozenset({"次数", "数量"}), frozenset({"人数", "数量"}))
_SHORTEST_TEXT = 4


@dataclass(frozen=True, slots=True)
class Side:
    """A row as one side of a comparison, its name analysed once."""

    indicator: Indicator
    name: Name
    position: float
    numbers: frozenset[Decimal]
    unit_classes: frozenset[str]
    wording: str

    @property
    def measure(self) -> str | None:
        """The class of measure: from the name, else from the unit of the target."""
        if self.name.measure not in _NEUTRAL:
            return self.name.measure
        measures = {_MEASURE_OF_CLASS[unit] for unit in self.unit_classes if unit in _MEASURE_OF_CLASS}
        return measures.pop() if len(measures) == 1 and len(self.unit_classes) == 1 else self.name.measure


def side(indicator: Indicator, position: float) -> Side:
    """Analyse a row; `position` is its place in its form, 0 to 1."""
    value = indicator.target or indicator.period_target or indicator.actual
    quantities = [quantity for quantity in value.quantities if quantity.kind != "ordinal"] if value else []
    return Side(
        indicator,
        analyse(indicator.name),
        position,
        frozenset(number for quantity in quantities if (number := quantity.number) is not None),
        frozenset(units.class_of(quantity.unit) for quantity in quantities if quantity.unit),
        _wording(value),
    )


def _wording(value: Value | None) -> str:
    return han_only(value.text) if value else ""


def features(left: Side, right: Side) -> dict[str, float]:
    """Return what speaks for and against two rows being one indicator."""
    one, other = left.name, right.name
    return {
        "core_ratio": fuzz.ratio(one.core, other.core) / 100,
        "containment": _containment(one.core, other.core),
        "word_overlap": _overlap(one.words, other.words),
        "measure": _agreement(left.measure, right.measure),
        "antonym": 1.0 if lexicon.opposed(one.text, other.text) else 0.0,
        "level": _level(left.indicator.levels, right.indicator.levels),
        "unit": _units(left.unit_classes, right.unit_classes),
        "numbers": _share(left.numbers, right.numbers),
        "target_wording": _wordings(left.wording, right.wording),
        "position": 1 - abs(left.position - right.position),
    }


def vetoes(left: Side, right: Side, found: dict[str, float]) -> tuple[str, ...]:
    """Return why two rows cannot be one indicator, however alike: 「口径不同：人数与人次」."""
    reasons = []
    if pair := lexicon.opposed(left.name.text, right.name.text):
        reasons.append(f"对象不同：{pair[0]}与{pair[1]}")
    if found["measure"] == 0:
        reasons.append(f"口径不同：{left.measure}与{right.measure}")
    return tuple(reasons)


def _containment(one: str, other: str) -> float:
    """Return how much of the shorter core stands in the longer."""
    if min(len(one), len(other)) < 2:  # noqa: PLR2004 - one character is contained almost anywhere
        return 0.0
    return fuzz.partial_ratio(one, other) / 100


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of common words, each weighted by its length."""
    union = sum(map(len, one | other))
    return sum(map(len, one & other)) / union if union else 0.0


def _agreement(one: str | None, other: str | None) -> float:
    if one == other:
        return 1.0 if one else _UNKNOWN
    if one in _NEUTRAL or other in _NEUTRAL:
        return _UNKNOWN
    return _UNKNOWN / 2 if any({one, other} <= kin for kin in _KIN) else 0.0


def _level(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return _UNKNOWN
    return 1.0 if one[-1] == other[-1] else _UNKNOWN if one[0] == other[0] else 0.0


def _units(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return _UNKNOWN
    return 1.0 if one & other else 0.0


def _share(one: frozenset[Decimal], other: frozenset[Decimal]) -> float:
    if not one or not other:
        return _UNKNOWN
    return len(one & other) / len(one | other)


def _wordings(one: str, other: str) -> float:
    if min(len(one), len(other)) < _SHORTEST_TEXT:
        return _UNKNOWN
    return fuzz.ratio(one, other) / 100
