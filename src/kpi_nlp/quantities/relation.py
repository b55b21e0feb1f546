"""What the figures of a sentence give, beside what is printed for it, and how far rounding may explain a difference."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.quantities.slips import inverted, slip

HUNDRED = Decimal(100)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALED = re.compile(r"[万亿.]")
_ZERO = Decimal(0)
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """What the figures of a sentence give, and what is printed for it.

    `formula` and `operands` use the numbers as printed where they stand in one scale; `value` and `printed.exact`
    are of one unit. `slack` is how far the value may be off because its operands were rounded. `said` is the relation
    in words, for a message. `certain` where nothing else can be meant. `result` is that of the formula, in its scale;
    `hint` another figure of the sentence that gives what is printed.
    """

    formula: str
    operands: Mapping[str, str]
    value: Decimal
    printed: Quantity
    said: str
    slack: Decimal = _ZERO
    certain: bool = True
    result: str = ""
    hint: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the printed figure is the value, rounded or truncated; None where only rounded operands explain it."""
        apart = abs(self.value - (self.printed.exact or _ZERO))
        if apart == 0 or apart < precision(self.printed):
            return True
        return None if apart < precision(self.printed) + self.slack else False

    @property
    def cause(self) -> str | None:
        """How the printed figure may have come about, in words."""
        if self.hint:
            return self.hint
        printed = self.printed.exact or _ZERO
        if self.printed.unit == "%" and inverted(printed, self.value, within=precision(self.printed)):
            return "写的是倒数"
        cause = slip(printed, self.value, within=precision(self.printed))
        if cause and (self.printed.kind == "money" or "元" not in cause):
            return cause
        return "疑为漏写或多写一位数字" if _a_digit_off(_figure(self.printed), _as_printed(self)) else None


def _figure(quantity: Quantity) -> str:
    match = _NUMBER.search(quantity.text)
    return match[0].replace(",", "") if match else ""


def _as_printed(relation: Relation) -> str:
    """Return the value in the scale and with the decimals of the printed figure."""
    figure = _figure(relation.printed)
    scale = (relation.printed.exact or _ZERO) / Decimal(figure) if figure and Decimal(figure) else Decimal(1)
    decimals = len(figure.partition(".")[2])
    return f"{relation.value / (scale or 1):.{decimals}f}"


def _a_digit_off(one: str, other: str) -> bool:
    """Return whether one figure is the other with one digit left out."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or len(short) < _FEWEST_DIGITS:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)) if long[at].isdigit())


def imprecision(quantity: Quantity) -> Decimal:
    """Return how far an amount may be from the true one: nothing for a whole number, else one unit of its last digit."""
    return precision(quantity) if _SCALED.search(quantity.text) else _ZERO


def ratio(
    part: Quantity, whole: Quantity, share: Quantity, *, others: Sequence[Quantity] = (), certain: bool = True
) -> Relation | None:
    """Return the share that one amount is of another, beside the printed one; None where they cannot be divided."""
    if part.exact is None or not whole.exact or share.exact is None or part.unit != whole.unit:
        return None
    value = part.exact / whole.exact * HUNDRED
    slack = (imprecision(part) + imprecision(whole) * abs(part.exact / whole.exact)) / abs(whole.exact) * HUNDRED
    numbers = printed_numbers(part, whole)
    said = f"「{part.text}」为「{whole.text}」的 {rounded(value)}%，写作 {share.text}"
    operands = {"部分": numbers[0], "整体": numbers[1]}
    meant = (one for one in others if one is not part and one is not whole and _gives(part, one, share))
    hint = next((f"若以「{one.text}」为分母，则得 {share.text}" for one in meant), "")
    return Relation(f"{numbers[0]}/{numbers[1]}*100", operands, value, share, said, slack, certain, hint=hint)


def _gives(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Return whether a share is that of another whole."""
    if part.exact is None or not whole.exact or share.exact is None or part.unit != whole.unit:
        return False
    return abs(part.exact / whole.exact * HUNDRED - share.exact) < precision(share)


def suffix(quantity: Quantity) -> str:
    """Return what is printed behind the number of an amount: 「万元」 of 「205.55万元」."""
    match = _NUMBER.search(quantity.text)
    return quantity.text[match.end() :].strip() if match else quantity.unit or ""


def printed_numbers(*quantities: Quantity) -> list[str]:
    """Return the figures as printed where all stand in one scale, else multiplied out."""
    found = [_NUMBER.search(quantity.text) for quantity in quantities]
    scales = {
        quantity.text[match.end() :] if match else None for quantity, match in zip(quantities, found, strict=True)
    }
    if None in scales or len(scales) > 1:
        return [shown(quantity.exact or _ZERO) for quantity in quantities]
    return [match[0].replace(",", "") for match in found if match]
