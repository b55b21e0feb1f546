"""Numbers as Word prints them at the head of a paragraph: 十二, ⑫, XII, 甲."""

from collections.abc import Callable
from itertools import groupby

_DIGITS, _FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_PLACES, _FORMAL_PLACES = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ENCLOSED = {"decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488, "ideographEnclosedCircle": 0x3280}
_MOST_ENCLOSED = {"decimalEnclosedParen": 20, "decimalEnclosedFullstop": 20, "ideographEnclosedCircle": 10}
_LARGEST = 9999  # of Chinese and Roman numerals; Word prints no larger ones either
_LETTERS = 26


def numeral(value: int, format_: str) -> str:
    """Return a number in a format of Word; one that has no sign there is printed in digits."""
    if format_ in {"none", "bullet"}:
        return ""
    if format_.isdecimal():  # by example: 001
        return str(value).zfill(len(format_))
    if format_ in _ENCLOSED and 0 < value <= _MOST_ENCLOSED[format_]:
        return chr(_ENCLOSED[format_] + value - 1)
    written = _WRITTEN.get(format_)
    return (written(value) if written is not None and 0 < value <= _LARGEST else "") or str(value)


def _chinese(value: int, digits: str, places: tuple[str, ...]) -> str:
    """12 is 十二, 105 一百零五, 110 一百一十."""
    figures = [(int(figure), place) for figure, place in zip(reversed(str(value)), places, strict=False)]
    marks = [digits[figure] + place if figure else digits[0] for figure, place in reversed(figures)]
    return "".join(mark for mark, _ in groupby(marks)).rstrip(digits[0])


def _counting(value: int) -> str:
    text = _chinese(value, _DIGITS, _PLACES)
    return text.removeprefix("一") if text.startswith("一十") else text


def _letters(value: int) -> str:
    """Word doubles letters: A … Z, AA, BB, CC."""
    turn, letter = divmod(value - 1, _LETTERS)
    return chr(ord("A") + letter) * (turn + 1)


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def _circled(value: int) -> str:
    """① to ⑳, ㉑ to ㉟, ㊱ to ㊿."""
    starts = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
    return next((chr(code + value - first) for first, last, code in starts if first <= value <= last), "")


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1 : value]


def _digitwise(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(figure)] for figure in str(value))


def _full_width(value: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(value))


_WRITTEN: dict[str, Callable[[int], str]] = (
    dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
        ),
        _counting,
    )
    | dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digitwise)
    | dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled)
    | {
        "chineseLegalSimplified": lambda value: _chinese(value, _FORMAL, _FORMAL_PLACES),
        "ideographTraditional": _one_of(_STEMS),
        "ideographZodiac": _one_of(_BRANCHES),
        "upperLetter": _letters,
        "lowerLetter": lambda value: _letters(value).lower(),
        "upperRoman": _roman,
        "lowerRoman": lambda value: _roman(value).lower(),
        "decimalZero": "{:02d}".format,
        "decimalFullWidth": _full_width,
        "decimalFullWidth2": _full_width,
        "numberInDash": "-{}-".format,
    }
)
