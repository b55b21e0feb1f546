"""What stands in the place of a person, a telephone, a certificate, an address of mail; and where in a text those stand.

A name goes whole: in a small office the family name beside the duty says who it is.
"""

import re
from collections.abc import Iterator

from kpi_nlp.lexicon import persons

NAME, TELEPHONE, CERTIFICATE, MAIL = "某某", "〔电话〕", "〔证件号〕", "〔邮箱〕"
_MARKED = re.compile("|".join(map(re.escape, (NAME, TELEPHONE, CERTIFICATE, MAIL))))

_BEGINS = r"(?<![\dA-Za-z])(?<!\d[.．,，])"
_DAY = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_AMOUNT = (
    r"(?!\d|[.．]\d|[,，]\d{3}|\s*(?:[万亿]?元|[%％‰]|万|亿))"  # what goes on as a figure, or counts money, is none
)
_PATTERNS = (
    (
        MAIL,
        re.compile(r"(?<![\w.%+-])[A-Za-z0-9][\w.%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}", re.ASCII),
    ),
    (CERTIFICATE, re.compile(rf"{_BEGINS}[1-9]\d{{5}}{_DAY}\d{{3}}[\dXx](?![\dA-Za-z]|[.．]\d)", re.ASCII)),
    (TELEPHONE, re.compile(rf"{_BEGINS}(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{{4}}){{2}}{_AMOUNT}", re.ASCII)),
    (
        TELEPHONE,
        re.compile(
            rf"{_BEGINS}(?<!-)(?:[(（]0\d{{2,3}}[)）]\s?|0\d{{2,3}}\s?[-－—–]\s?)[2-9]\d{{6,7}}(?:\s?[-－—转]\s?\d{{1,6}})?{_AMOUNT}",
            re.ASCII,
        ),
    ),
)
_LOCAL = re.compile(r"[2-9]\d{6,7}(?:\s?[-－—转]\s?\d{1,6})?(?!\d)", re.ASCII)

Span = tuple[int, int, str]


def is_masked(text: str) -> bool:
    """Return whether something may have been taken out of a text."""
    return _MARKED.search(text) is not None


def left_of(text: str) -> tuple[str, ...]:
    """Return what is left of a text around that which was taken out."""
    return tuple(filter(None, _MARKED.split(text)))


def spans(text: str) -> Iterator[Span]:
    """Yield what a text says of persons by itself: from where to where, and what shall stand there."""
    for mark, pattern in _PATTERNS:
        yield from ((*match.span(), mark) for match in pattern.finditer(text))
    known = persons()
    for label in known.telephone.finditer(text):
        if number := _LOCAL.match(text, label.end()):
            yield (*number.span(), TELEPHONE)
    for label in known.person.finditer(text):
        yield from _names(text, label.end())


def named(text: str) -> tuple[str, ...]:
    """Return the names of a text that is nothing but names, one or several: a cell beside a label."""
    known, found, at = persons(), [], 0
    for match in _following(text, 0):
        if not known.may_be(match[0]):
            return ()
        found.append(match[0])
        at = match.end()
    rest = text[at:].strip()
    return tuple(found) if not rest or rest[0] in "(（" or any(pattern.match(rest) for _, pattern in _PATTERNS) else ()


def number(text: str) -> bool:
    """Return whether a text is a number without its area: a cell beside a label."""
    return _LOCAL.fullmatch(text.strip()) is not None


def _names(text: str, start: int) -> Iterator[Span]:
    for match in _following(text, start):
        if not persons().may_be(match[0]):
            return
        yield (*match.span(), NAME)


def _following(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield one name after the other, as long as nothing but commas and spaces stands between them."""
    known = persons()
    match = known.name.match(text, start)
    while match:
        yield match
        parted = known.another.match(text, match.end())
        match = known.name.match(text, parted.end()) if parted else None
