"""Numerals to Decimal: 「1.4531万」, 「两百」, 「柒仟捌佰」, 「7万5千4百」, 「十几万」, 「三五百」, 「三点五亿」."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

_SCALES = {"兆": 10**12, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
FORMAL = "壹弌贰貳弍兩俩倆叁叄弎肆伍陆陸柒捌玖拾佰仟萬億負幾〇○"
_FORMAL = re.compile(f"[{FORMAL}]")
_PLAIN = str.maketrans(FORMAL, "一一二二二两两两三三三四五六六七八九十百千万亿负几零零")
_WORDS = frozenset("拾陆陸伍")
_LONGEST = 32  # tokens; no number is longer
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SUFFIXES = {"k": 1000, "w": 10_000}
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<![\d.])\.\d+"
HAN = "零一二两三四五六七八九十百千万亿兆"
# 千瓦, 千克 and 百分之 begin with a scale that is none; 数 behind a noun is no numeral: 「人数十余万」
_SCALE = r"十|百(?!分[点比制])|千(?![克米瓦卡帕字])|万|亿|兆(?![瓦字帕赫])"
_TOKEN = re.compile(
    rf"(?P<arabic>(?:{ARABIC})(?:e[+-]?\d{{1,3}}(?![\d.A-Za-z%]))?)(?: ?(?P<suffix>[kw])(?![A-Za-z\d]))?"
    rf"|(?P<digit>[零一二两三四五六七八九])|(?P<scale>{_SCALE})"
    rf"|(?P<vague>几(?=[十百千万亿])|(?<=十)几|(?<![人次件总户项个场基系倍天分目名额家级位参点频计岁序度代批函指个])数(?=[十百千万亿]))"
    r"|(?P<score>廿)|(?P<half>(?<![上下多过大前后一])半(?=百|成(?![品立])|小时|个小时|天|个月|年(?![度级])))",
    re.IGNORECASE,
)
_POINT = re.compile(r"点(?P<decimals>[零一二三四五六七八九]+|\d+)(?![分刻钟半])")
_FRACTION = re.compile(r"\d[.．](\d+)")
_CENT, _WIDE = Decimal("0.01"), Context(prec=100)


def plain(number: Decimal) -> Decimal:
    """Return the number without trailing zeros and without an exponent."""
    if number.as_tuple().exponent == 0:
        return number
    return Decimal(f"{number.normalize():f}")


def shown(number: Decimal) -> str:
    """Return a number as reports print it: without trailing zeros, without an exponent."""
    return f"{plain(number):f}"


def rounded(number: Decimal) -> str:
    """Return a computed number to two decimals, half up, without trailing zeros."""
    return shown(number.quantize(_CENT, ROUND_HALF_UP, context=_WIDE))


def last_digit(text: str) -> Decimal:
    """Return one unit of the last printed digit of the first number in a text: 0.01 for 「99.74%」, 1 for 「98分」.

    Reports truncate as often as they round, so figures agree when they differ by no more than this.
    """
    fraction = _FRACTION.search(text)
    return Decimal(1).scaleb(-len(fraction[1])) if fraction else Decimal(1)


def unformal(text: str) -> str:
    """Return the text with one spelling per numeral, 「柒仟」 as 「七千」; its length never changes.

    拾, 陆 and 伍 alone are words: 「拾起」, 「登陆」, 「队伍」.
    """
    if not _FORMAL.search(text):
        return text
    return "".join(
        text[at] if text[at] in _WORDS and len(text) > 1 and not _has_neighbour(text, at) else plain_
        for at, plain_ in enumerate(text.translate(_PLAIN))
    )


def _has_neighbour(text: str, at: int) -> bool:
    if text[at + 1 : at + 2] in ("元", "圆", "角", "分"):
        return True
    return any(letter in HAN or letter in FORMAL for letter in (*text[max(0, at - 1) : at], *text[at + 1 : at + 2]))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral that was read: the interval it means (one number, or what 几, 数 and 「三五百」 leave open), where it ends.

    `arabic` where it begins with digits, `scaled` where it holds 十, 百, 万 …; `decimal` where it has a point.
    """

    low: Decimal
    high: Decimal
    end: int
    arabic: bool
    scaled: bool
    decimal: bool = False


def number_of(numeral: str) -> Decimal:
    """Return the value of a numeral, Arabic, Chinese or mixed, the lower where it is vague; ValueError where it is none.

    万 and 亿 close a section, as in 「三百二十万五千」; digits in a row are read one by one, as in 「二〇二二」.
    """
    text = unformal(re.sub(r"\s", "", numeral))
    sign, start = (-1, 1) if text[:1] in ("负", "-") else (1, 0)
    found = read(text, start)
    if found is None:
        message = f"not a numeral: {numeral!r}"
        raise ValueError(message)
    return sign * found.low


def read(text: str, at: int) -> Numeral | None:
    """Return the numeral that begins at a place, None where none does. The text has no blanks and plain spelling."""
    tokens: list[tuple[str, str]] = []
    place, factor = at, 1
    while len(tokens) < _LONGEST and (token := _TOKEN.match(text, place)):
        kind = str(token.lastgroup if token.lastgroup != "suffix" else "arabic")
        if not _may_follow(tokens, kind, token[0]):
            break
        tokens += [("digit", "二"), ("scale", "十")] if kind == "score" else [(kind, token["arabic"] or token[0])]
        place = token.end()
        if token["suffix"]:
            factor = _SUFFIXES[token["suffix"].lower()]
            break
    if not tokens:
        return None
    low, high = _interval(tokens)
    scaled = any(kind == "scale" for kind, _ in tokens)
    if tokens[-1][0] != "arabic" and (point := _POINT.match(text, place)):
        decimals = "".join(str(_DIGITS.get(digit, digit)) for digit in point["decimals"])
        low = high = low + Decimal(f"0.{decimals}")
        place = point.end()
        while (scale := _TOKEN.match(text, place)) and scale["scale"] and scale["scale"] != "十":
            low = high = low * _SCALES[scale["scale"]]
            place = scale.end()
        return Numeral(low, high, place, arabic=False, scaled=scaled, decimal=True)
    return Numeral(low * factor, high * factor, place, arabic=tokens[0][0] == "arabic", scaled=scaled)


def _may_follow(tokens: Sequence[tuple[str, str]], kind: str, text: str) -> bool:
    """Digits go on behind a scale that is larger than they are, 「3万4000」; 「十2024」 and 「五十千」 are two numbers."""
    if not tokens:
        return True
    last, printed = tokens[-1]
    if kind == "arabic":
        scale = printed if last == "scale" else tokens[-2][1] if printed == "零" and len(tokens) > 1 else ""
        digits = text.rstrip("kwKW ").replace(",", "")
        return scale in _SCALES and digits.isdigit() and int(digits) < _SCALES[scale]
    if kind == "scale":
        return last != "scale" or _SCALES[text] >= _SCALES["万"] or _SCALES[text] < _SCALES[printed]
    return last != "arabic"


def _interval(tokens: Sequence[tuple[str, str]]) -> tuple[Decimal, Decimal]:
    """Return the ends of what the tokens mean: 「三五百」 from 300 to 500, 「十几」 from 10 to 20."""
    low, high = ([_meant(tokens, at, side) for at in range(len(tokens))] for side in (0, 1))
    return _value([piece for piece in low if piece]), _value([piece for piece in high if piece])


def _meant(tokens: Sequence[tuple[str, str]], at: int, side: int) -> str:
    kind, text = tokens[at]
    before = tokens[at - 1] if at else ("", "")
    if kind == "vague":
        return ("0", "10")[side] if before[1] in ("十", "零") else ("1", "10")[side]
    if kind == "half":
        return "0.5"
    if kind != "digit":
        return text
    if _are_neighbours(tokens, at):  # the first of two neighbours
        return (text, "")[side]
    if at and _are_neighbours(tokens, at - 1):
        return ("", text)[side]
    return text


def _are_neighbours(tokens: Sequence[tuple[str, str]], at: int) -> bool:
    """「三四」 and 「三五」 before a scale or at the end of a numeral with scales: one or the other."""
    if at + 1 >= len(tokens) or tokens[at][0] != "digit" or tokens[at + 1][0] != "digit":
        return False
    if (at and tokens[at - 1][0] == "digit") or (at + 2 < len(tokens) and tokens[at + 2][0] != "scale"):
        return False
    one, other = _DIGITS[tokens[at][1]], _DIGITS[tokens[at + 1][1]]
    return one > 0 and (other - one == 1 or (one, other) == (3, 5)) and len(tokens) > 2  # noqa: PLR2004 - a pair alone is read digit by digit


def _value(pieces: Sequence[str]) -> Decimal:
    """Split at the last of the largest scale: what stands before it multiplies, what stands behind adds."""
    if len(pieces) > 1 and all(piece in _DIGITS for piece in pieces):
        return Decimal("".join(str(_DIGITS[piece]) for piece in pieces))
    for scale, factor in _SCALES.items():
        if scale in pieces:
            at = len(pieces) - 1 - list(reversed(pieces)).index(scale)
            before, behind = pieces[:at], pieces[at + 1 :]
            times = Decimal(1) if all(piece == "零" for piece in before) else _value(before)
            return times * factor + _rest(behind, factor)
    return sum((_digit(piece) for piece in pieces), Decimal(0))


def _rest(pieces: Sequence[str], factor: int) -> Decimal:
    """「三万五」 is 35000: a lone digit behind a scale counts in tenths of it; 「一百零五」 says otherwise."""
    if len(pieces) == 1 and len(pieces[0]) == 1 and pieces[0] not in {"零", *_SCALES} and factor > _SCALES["十"]:
        return _digit(pieces[0]) * (factor // 10)
    return _value(pieces) if pieces else Decimal(0)


def _digit(piece: str) -> Decimal:
    return Decimal(_DIGITS[piece]) if piece in _DIGITS else Decimal(piece.replace(",", ""))
