"""Width, spaces and punctuation of Chinese text: pure functions of strings."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = str.maketrans("\u3000\u00a0≧≦～〜﹥﹤＝═×＊÷％﹪−", "  ≥≤~~><==**/%%-")
_WIDTH = _FULL_WIDTH | _SIGNS
_WIDE = re.compile(rf"[{re.escape(''.join(map(chr, _WIDTH)))}]+")
# simplified characters for which fonts hold the radical in their place, by the supplement of radicals
_RADICALS = dict(
    zip(
        "⺁⺜⺝⺠⺫⺶⺷⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂日月民目羊羊虎西见角角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
_COMPATIBLE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufb06]")  # radicals, doubled ideographs, ligatures
_MARKUP = re.compile(
    r"</?(?:p|i|b|u|em|strong|span|sub|sup|div|font|td|tr|table)(?:\s[^<>]*)?/?>|<br\s*/?>", re.IGNORECASE
)
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"，。、；：？！“”‘’（）《》〔〕【】…,;:!?()"
_GAP_INSIDE_CHINESE = re.compile(rf"(?<=[{_HAN}{_MARKS}])\s+(?=[{_HAN}{_MARKS}])")
_BLANKS = re.compile(r"\s+")
_GAPS = re.compile(
    r"(?<=[\d万亿])\n(?=[^\W\d_零〇一二三四五六七八九十]|%)|(?<![A-Za-z0-9.,])[ \t]+|[ \t]+(?![A-Za-z0-9.])"
)
_NOT_WORDS = re.compile(rf"[^0-9A-Za-z{_HAN}%≥≤><]+")
_PIECES = re.compile(
    rf"(?:[≥≤><=(（「《〔“]*[0-9A-Za-z.,/%‰]+[万亿]*[{_HAN}]?|\s+|[(（「《〔“]?.)[，。、；：,;:)）」》〕”]*", re.DOTALL
)
_NOT_HAN = re.compile(rf"[^{_HAN}]+")
_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# what XML does not admit, and what turns the direction of the letters that follow: neither shows, both do harm
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_CLOSED = re.compile(r"[)）\]〕]")
_BRACKETED = re.compile(r"[(（\[〔][^()（）\[\]〔〕]*[)）\]〕]")


_REMEMBERED = 16384  # texts: names, cells and sentences, of which check after check asks


@lru_cache(maxsize=8192)  # of one sentence the readers of figures and a dozen checks ask
def fold(text: str) -> str:
    """Return the text in half width with one spelling per sign; its length never changes."""
    return text if text.isascii() else _WIDE.sub(_narrow, text)


def _narrow(wide: re.Match[str]) -> str:
    return wide[0].translate(_WIDTH)  # of whole Chinese texts `translate` takes twice the time of the search for signs


def unified(text: str) -> str:
    """Return the text with the usual character for each radical, doubled ideograph and ligature that a font put there.

    In PDFs 「⼯」 is printed for 「工」 and 「ﬁ」 for 「fi」: to the eye they are the same.
    """
    return _COMPATIBLE.sub(_usual, text)


def _usual(match: re.Match[str]) -> str:
    return _RADICALS.get(match[0]) or unicodedata.normalize("NFKC", match[0])


def without_blanks(text: str) -> tuple[str, Sequence[int]]:
    """Return the text without blanks, but those between two Latin letters or digits, and the place of each letter left.

    Line breaks stay.
    """
    if not _GAPS.search(text):
        return text, range(len(text))
    kept = [at for start, end in _kept(text) for at in range(start, end)]
    return "".join(text[at] for at in kept), kept


def _kept(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _GAPS.finditer(text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def without_markup(text: str) -> str:
    """Return the text without the HTML tags that converters leave in cells."""
    return _MARKUP.sub(" ", text) if "<" in text else text


@lru_cache(maxsize=16384)  # the cells of a form are asked for again and again
def join_lines(text: str) -> str:
    """Return one line: gaps between Chinese characters vanish, other gaps become one space."""
    return _BLANKS.sub(" ", _GAP_INSIDE_CHINESE.sub("", without_markup(text))).strip()


def clip(text: str, length: int = 40) -> str:
    """Return the text without its last stop, shortened with 「…」 where it is longer than `length`."""
    text = text.rstrip("。；;，, ")
    return text if len(text) <= length else f"{text[: length - 1]}…"


@lru_cache(maxsize=_REMEMBERED)
def squeeze(text: str) -> str:
    """Return the folded text without any white space, to compare what is printed."""
    return "".join(fold(text).split())


def printable(text: str) -> str:
    """Return the text as a document may hold it: one kind of line break, no characters that control or turn what follows."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


@lru_cache(maxsize=_REMEMBERED)
def words_only(text: str) -> str:
    """Return letters, digits, Chinese characters and comparison signs, in lower case, to compare wording."""
    return _NOT_WORDS.sub("", fold(text)).lower()


@lru_cache(maxsize=_REMEMBERED)
def han_only(text: str) -> str:
    """Return the Chinese characters alone."""
    return _NOT_HAN.sub("", text)


def printed_width(text: str) -> int:
    """Return the width in columns of a fixed grid: two for a Chinese character, one for a digit."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=8192)
def _columns(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns, at least one; no number is cut from its unit, no line begins with a stop.

    A number that is wider than that stands on a line of its own.
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and printed_width(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def padded(text: str, width: int) -> str:
    """Return the text filled up with blanks to a width in columns."""
    return text + " " * (width - printed_width(text))


def without_brackets(text: str) -> str:
    """Return the text without bracketed remarks, the innermost first."""
    while _CLOSED.search(text) and (shorter := _BRACKETED.sub("", text)) != text:
        text = shorter
    return text
