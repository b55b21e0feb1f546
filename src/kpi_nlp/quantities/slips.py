"""How a wrong figure may have come about: an inverted ratio, a unit ten thousand times another, two digits swapped."""

from decimal import Decimal

from kpi_nlp.quantities.numerals import plain

_HUNDRED = Decimal(100)
_UNITS = {Decimal(10) ** 4: "一万倍，疑为元与万元混用", Decimal(10) ** 8: "一亿倍，疑为元与亿元混用"}
_POINTS = {Decimal(10): "十倍", Decimal(100): "一百倍", Decimal(1000): "一千倍"}
_FEWEST_DIGITS = 2


def slip(printed: Decimal, expected: Decimal, *, within: Decimal) -> str | None:
    """Return in words how `printed` may have come of `expected`, None where nothing tells; `within` is the tolerance.

    The explanations are tried in order of how surely they are no coincidence.
    """
    if not printed or not expected or abs(printed - expected) <= within:
        return None
    for factor, words in (_UNITS | _POINTS).items():
        if abs(printed - expected * factor) <= within * factor or abs(printed * factor - expected) <= within * factor:
            return f"相差{words}" if factor in _UNITS else f"相差{words}，疑为小数点错位"
    return "疑为数字换位" if swapped(printed, expected) else None


def inverted(printed: Decimal, expected: Decimal, *, within: Decimal) -> bool:
    """Return whether a percentage is that of the ratio upside down."""
    if not expected or abs(printed - expected) <= within:
        return False
    return abs(printed - _HUNDRED * _HUNDRED / expected) <= within


def swapped(printed: Decimal, expected: Decimal) -> bool:
    """Return whether two neighbouring digits of one figure stand the other way round in the other."""
    one, other = _digits(printed), _digits(expected)
    if printed == expected or len(one) != len(other):
        return False
    apart = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(apart) != _FEWEST_DIGITS or apart[1] - apart[0] != 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def _digits(number: Decimal) -> str:
    """Return the digits without the point, two decimals at least, so that both figures have their places alike."""
    whole, _, fraction = f"{plain(abs(number)):f}".partition(".")
    return f"{whole}{fraction:0<2}"
