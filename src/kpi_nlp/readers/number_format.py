"""Numbers and dates of a spreadsheet as they are displayed: 0.975 under 「0%」 shows 98%.

The codes are those of ECMA-376 part 1, 18.8.31, with 「!」 as the escape that Chinese Excel writes. Left aside are the
digits of other scripts ([DBNum1]), names of months and the width of the column.
"""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from kpi_nlp.readers import moments

_SECTION = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)|^(?=;)')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<exponent>E[+-]0+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)"
    r"|(?P<general>General|G/通用格式)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_LITERALS = frozenset({"quoted", "escaped", "currency", "literal"})
_PLAIN_WIDTH = 11  # characters that 「常规」 shows
_FOUR_SECTIONS = 4  # positive; negative; zero; text
_LONGEST_FORMAT = 255  # characters; a longer one is none that Excel would take
_DIGITS_KEPT = 400  # more than the largest float has


def displayed(value: object, number_format: str, *, date1904: bool = False) -> str:
    """Return a cell's value as its number format shows it; a number under a date format counts days."""
    if len(number_format) > _LONGEST_FORMAT:
        number_format = "General"
    match value:
        case None:
            return ""
        case str():
            return value if number_format in ("General", "@") else _text(value, number_format)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _of_number(value, number_format, date1904=date1904)
        case dt.datetime() | dt.date() | dt.time() | dt.timedelta():
            return moments.shown(value, number_format)
        case _:
            return str(value)


@lru_cache(maxsize=4096, typed=True)  # weights and rates repeat
def _of_number(value: float, number_format: str, *, date1904: bool) -> str:
    if isinstance(value, int) and number_format == "General":
        return str(value)
    if not math.isfinite(value):
        return ""
    if moments.is_date(number_format):
        moment = moments.moment(value, number_format, date1904=date1904)
        if moment is not None:
            return moments.shown(moment, number_format)
        number_format = "General"  # a sheet shows #####; the number itself says more
    with localcontext() as context:
        context.prec = _DIGITS_KEPT
        return _number(Decimal(repr(value)), number_format)


def _text(value: str, number_format: str) -> str:
    """Text stands as it is, but where the fourth section, or one with 「@」, adds to it or hides it: 「"≥"@」."""
    sections = _sections(number_format)
    if len(sections) >= _FOUR_SECTIONS:
        section = sections[_FOUR_SECTIONS - 1]
    elif "text" in (token.kind for token in _tokens(sections[-1])):
        section = sections[-1]
    else:
        return value
    return "".join(
        value if token.kind in ("text", "general") else token.text
        for token in _tokens(section)
        if token.kind in _LITERALS | {"text", "general"}
    )


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[str, ...]:
    return tuple(_SECTION.findall(number_format)) or (number_format,)


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(kind, match[kind]) for match in _TOKEN.finditer(section) if (kind := match.lastgroup) and match[kind]
    )


def _number(value: Decimal, number_format: str) -> str:
    section, value = _section(value, _sections(number_format))
    tokens = _tokens(section)
    kinds = [token.kind for token in tokens]
    if "slash" in kinds and kinds.count("digit") > 1:
        return _fraction(value, kinds).strip()
    if "general" in kinds or "text" in kinds:
        sign = "-" if value < 0 else ""
        return sign + "".join(
            _plain(abs(value)) if token.kind in ("general", "text") else token.text
            for token in tokens
            if token.kind in _LITERALS | {"general", "text"}
        )
    return "".join(_filled(value, tokens)).strip()


def _section(value: Decimal, sections: Sequence[str]) -> tuple[str, Decimal]:
    """Return the section that shows a number, and the number it shows: a section for negatives prints its own sign."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, condition[1], Decimal(condition[2])):
                return section, value
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:  # noqa: PLR2004 - positive; negative; zero
        return sections[2], value
    return sections[0], value


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    return {"<": value < limit, ">": value > limit, "=": value == limit, "<>": value != limit}.get(
        sign, value <= limit if sign == "<=" else value >= limit
    )


def _filled(value: Decimal, tokens: Sequence[_Token]) -> Iterator[str]:
    """Yield the literals of a section with the digits in their places."""
    kinds = [token.kind for token in tokens]
    places = [at for at, kind in enumerate(kinds) if kind == "digit"]
    if not places:  # nothing but literals, or nothing at all
        yield from (token.text for token in tokens if token.kind in _LITERALS | {"percent"})
        return
    point = kinds.index("point") if "point" in kinds else len(tokens)
    whole, decimals = [at for at in places if at < point], [at for at in places if at > point]
    last = whole[-1] if whole else point
    thousands = sum(kind == "comma" and at > last for at, kind in enumerate(kinds)) if "comma" in kinds[last:] else 0
    grouped = any(kinds[at] == "comma" for at in range(whole[0], last)) if whole else False
    exponent = next((token.text for token in tokens if token.kind == "exponent"), "")
    power = value.adjusted() if exponent and value else 0
    scaled = value.scaleb(2 * kinds.count("percent") - 3 * thousands - power)
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    digits = _whole_digits(left, [tokens[at].text for at in whole], grouped=grouped)
    kept = _kept_decimals(right, [tokens[at].text for at in decimals])
    if scaled < 0 and rounded:
        yield "-"
    for at, token in enumerate(tokens):
        if token.kind == "digit":
            yield next(digits) if at < point else next(kept)
        elif token.kind == "point":
            yield "." if right.rstrip("0") or any(tokens[place].text == "0" for place in decimals) else ""
        elif token.kind == "exponent":
            yield f"E{'-' if power < 0 else '+'}{abs(power):0{len(exponent) - 2}d}"
        elif token.kind in _LITERALS | {"percent"}:
            yield token.text


def _whole_digits(left: str, masks: Sequence[str], *, grouped: bool) -> Iterator[str]:
    """Yield what stands in each place before the point; the first place takes all digits that have no other."""
    left = left.lstrip("0").rjust(sum(mask == "0" for mask in masks), "0")
    if grouped and left:
        left = f"{int(left):,}".rjust(len(left), "0")
        yield left
        yield from ("" for _ in masks[1:])
        return
    spread = left.rjust(len(masks), "\0")
    first = len(spread) - len(masks) + 1
    for text in (spread[:first], *spread[first:]):
        yield text.replace("\0", "")


def _kept_decimals(right: str, masks: Sequence[str]) -> Iterator[str]:
    needed = max((at + 1 for at, mask in enumerate(masks) if mask == "0"), default=0)
    shown = max(needed, len(right.rstrip("0")))
    yield from (digit if at < shown else "" for at, digit in enumerate(right))


def _fraction(value: Decimal, kinds: Sequence[str]) -> str:
    most = 10 ** kinds[kinds.index("slash") :].count("digit") - 1
    near = Fraction(abs(value)).limit_denominator(max(most, 1))
    whole, rest = divmod(near.numerator, near.denominator)
    sign = "-" if value < 0 else ""
    return sign + " ".join(
        filter(None, (str(whole) if whole or not rest else "", f"{rest}/{near.denominator}" if rest else ""))
    )


def _plain(value: Decimal) -> str:
    """「常规」 shows as many decimals as fit; a long whole number is kept whole, as the formula bar shows it."""
    whole = len(f"{int(value)}")
    decimals = max(0, _PLAIN_WIDTH - 1 - whole)
    shown = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
