"""Repair of what converters and character recognition did to signs and numbers, as a recorded step.

Every repair keeps the length of the text, so that offsets stay those of the text as printed.
"""

import re
from collections.abc import Callable
from functools import cache
from html import unescape

from kpi_nlp.quantities import units

_LATEX = {
    "geq": "≥",
    "geqslant": "≥",
    "ge": "≥",
    "leq": "≤",
    "leqslant": "≤",
    "le": "≤",
    "approx": "约",
    "times": "×",
    "pm": "±",
    "sim": "~",
}
_LATEX_SIGN = re.compile(
    r"(?P<open>\$?)\s*\\(?P<sign>geqslant|leqslant|geq|leq|ge|le|approx|times|pm|sim)\b(?P<rest>\s*[\d.,\\%]*)\s*\$?"
)
_ENTITY = re.compile(r"&(?:ge|le|gt|lt|nbsp|times|amp|asymp);")
_MONEY = re.compile(r"(?<=[0-9万亿萬億])(\s*)([万亿萬億]?)兀")
_TAG = re.compile(r"</?(?:br|p|b|i|span|sub|sup|div|td)\s*/?>", re.IGNORECASE)
_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）]")
_TWICE = re.compile(r"(?<![\d.])(\d+\.\d+)\1(?![\d.])")


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with damage mended, at unchanged length, and a sentence for each kind of repair."""
    repairs: list[str] = []
    if not _DAMAGED.search(text):
        return text, ()
    for marks, said, mend in _REPAIRS:
        if any(mark in text for mark in marks) and (mended := mend(text)) != text:
            repairs.append(said)
            text = mended
    return text, tuple(repairs)


def _signs(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        return f"{_LATEX[match['sign']]}{match['rest']}".replace("\\%", " %").ljust(len(match[0]))

    return _LATEX_SIGN.sub(plain, text).replace("\\%", " %")


def _blank(pattern: re.Pattern[str]) -> Callable[[str], str]:
    return lambda text: pattern.sub(lambda match: " " * len(match[0]), text)


def _once(text: str) -> str:
    return _TWICE.sub(lambda match: match[1] + " " * len(match[1]), text)


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]).replace("\xa0", " ").ljust(len(match[0])), text)


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Za-z0-9.])(?=[0-9]*[IlO])(?!I+(?![0-9lO]))[1-9Il][0-9IlO]+(?=\s*(?:[%％万亿余多]|{units.pattern()}))"
    )


def _digits(text: str) -> str:
    return _letters().sub(lambda match: match[0].translate(_AS_DIGITS), text)


_AS_DIGITS = str.maketrans("IlO", "110")
_REPAIRS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("\\", "把公式符号还原为普通符号", _signs),
    ("<", "去掉了网页标记", _blank(_TAG)),
    ("&", "把网页符号还原为普通符号", _entities),
    ("(（", "去掉了夹注的拼音", _blank(_PINYIN)),
    ("IlO", "把字母 I、l、O 读作数字", _digits),
    (".", "把重复印出的数读作一次", _once),
    ("兀", "把「兀」读作「元」", lambda text: _MONEY.sub(r"\1\2元", text)),
)
_DAMAGED = re.compile(f"[{re.escape(''.join(marks for marks, *_ in _REPAIRS))}]")
