"""What a share is the share of, where a paper prints it: 「参保率=参保人数/应参保人数×100%」, 「完成率按已付款占合同额的比例计算」."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_nlp import lexicon
from kpi_nlp.model import Document, Evidence, Indicator, Location, Paragraph
from kpi_nlp.text import squeeze, without_brackets

_TERM = r"[^=/÷,，。;；:()*%占]{2,24}"
_FRACTION = re.compile(
    rf"(?P<above>{_TERM}|\([^=/÷()]{{2,24}}\))(?:[/÷]|除以|占)(?P<below>{_TERM}?|\([^=/÷()]{{2,24}}\))"
    r"(?=\*100|\*1|[)。,;]|的(?:比例|比重|比率|百分比|份额)|比例|比重|计算|统计|$)"
)
_DEFINES = re.compile(r"(?:的?(?:计算|统计)(?:公式|方法|口径)[:为是=]*|[=]|按照?|为|是指|指|即|以)+")
_BRACKETED = re.compile(r"\(([^()]*[/÷占][^()]*)\)$")
_NO_WORDS = re.compile(r"得分|分值|满分|目标值|指标值|实际完成值|实际值|权重|[A-Za-z\d]")
_FILLERS = re.compile(r"[的已数量总个实际完应]|情况|年度|全市|全县|全区|本年")
_PLANNED = re.compile(r"(?:目标|任务|计划)+")
_STOPS = re.compile(r"[。\n]")
_SIGNS = "/／÷占除"
_NAME = 4  # a shorter name stands in other words


@dataclass(frozen=True, slots=True)
class Fraction:
    """What stands above and below the line, and where it is printed."""

    above: str
    below: str
    quote: Evidence

    def differs(self, other: "Fraction") -> bool:
        """Return whether either term is another, and not only said at greater length."""
        return not (_alike(self.above, other.above) and _alike(self.below, other.below))

    def __str__(self) -> str:
        return f"{self.above}/{self.below}"


def of_name(row: Indicator) -> Fraction | None:
    """Return the fraction that a name ends with in brackets."""
    bracketed = _BRACKETED.search(squeeze(row.name)) if any(sign in row.name for sign in _SIGNS) else None
    return _fraction(bracketed[1], Evidence("indicator", row.name, row.location)) if bracketed else None


def of_rows(document: Document, rows: Sequence[Indicator]) -> Mapping[int, Fraction]:
    """Return the fractions that rows print in their names, their own cells, or that a paragraph prints for their name."""
    found: dict[int, Fraction] = {}
    texts = list(_texts(document))
    for row in rows:
        name = squeeze(without_brackets(row.name))
        cells = [(cell.text, cell.location) for cell in (row.rubric, row.note) if cell and _has_sign(cell.text)]
        told = of_name(row) or (_defined(name, [*cells, *texts]) if len(name) >= _NAME and (cells or texts) else None)
        if told is not None:
            found[id(row)] = told
    return found


def _texts(document: Document) -> Iterator[tuple[str, Location]]:
    for block in document.blocks:
        if isinstance(block, Paragraph) and _has_sign(block.text):
            yield from ((text, block.location) for text in _STOPS.split(block.text) if _has_sign(text))


def _has_sign(text: str) -> bool:
    return any(map(text.__contains__, _SIGNS))


def _defined(name: str, texts: Sequence[tuple[str, Location]]) -> Fraction | None:
    """Return the fraction that follows a name in one of some texts."""
    for said, location in texts:
        text = squeeze(said)
        at = text.find(name)
        behind = text[at + len(name) :].lstrip('”"」') if at >= 0 else ""
        if behind and (sign := _DEFINES.match(behind)):
            return _fraction(behind[sign.end() :], Evidence("sentence", said, location))
    return None


def _fraction(text: str, quote: Evidence) -> Fraction | None:
    found = _FRACTION.match(text)
    if found is None or _NO_WORDS.search(found[0]):
        return None
    return Fraction(found["above"].strip("()"), found["below"].strip("()"), quote)


def _alike(one: str, other: str) -> bool:
    """Return whether one term is the other, or holds all of its letters in their order."""
    short, long = sorted((_core(one), _core(other)), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def _core(term: str) -> str:
    return lexicon.loosely(lexicon.canonical(_FILLERS.sub("", _PLANNED.sub("计划", term))))
