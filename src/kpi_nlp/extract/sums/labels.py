"""What the label of a line says of its place in a sum: a total, an 「其中」 item, and how deep it stands."""

import re
from dataclasses import dataclass

from kpi_nlp.lexicon import headers
from kpi_nlp.text import fold, squeeze, without_brackets

_NUMBERINGS = (
    re.compile(r"^[一二三四五六七八九十]+[、.．]"),
    re.compile(r"^\([一二三四五六七八九十]+\)"),
    re.compile(r"^\d{1,2}[、.．](?!\d)"),
    re.compile(r"^\(\d{1,2}\)|^\d{1,2}\)"),
    re.compile(r"^[①-⑳]"),
)
_DOTTED = re.compile(r"^\d{1,2}(?:\.\d{1,2})+(?!\d)")
_CODE = re.compile(r"^(\d{3}|\d{5}|\d{7})(?=[^\d.,]|$)")
_WHICH = re.compile(r"^\(?其中[:：]?\)?")
_TOTAL = re.compile(
    r"^(?P<of>.{0,10}?)(?:合计|总计|小计)(?:数|金额)?$"
    r"|^(?:(?:年度|中期|实施期|全年|本年|项目)*(?:资金|预算|投资|支出|收入|经费|金额))?总额$"
)
_SUBTOTAL = re.compile(r"小计(?:数|金额)?$")
_DIFFERENT = re.compile(r"[加减增降]|累计|占|较|比|差|上年|去年|剔除|不含")
_BARE = re.compile(r"[:：、,，.。\s]+")


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a label without marks; `rank` is its depth by its numbering, None without one.

    `within` holds for 「其中：…」, `total` for a total of any kind, `partial` for a 小计.
    """

    name: str
    rank: int | None = None
    within: bool = False
    total: bool = False
    partial: bool = False


def label_of(words: tuple[str, ...]) -> Label:
    """Return what the words beside a figure say; the nearest name it, a total may stand in any of them."""
    if not words:
        return Label("")
    texts = [squeeze(word) for word in words]
    text = texts[-1]
    total = next((one for one in reversed(texts) if is_total(one)), None)
    within = bool(_WHICH.match(text))
    bare = _WHICH.sub("", text)
    name = _BARE.sub("", total or _unnumbered(bare)) or words[-1]
    ranks = (rank for one in (bare, *(f"{word}、" for word in texts[:-1])) if (rank := _rank(one)) is not None)
    return Label(
        name, next(ranks, None), within, total is not None and not within, bool(total and _SUBTOTAL.search(total))
    )


def is_total(text: str) -> bool:
    """Return whether a text names a total: 合计, 本年支出合计, 年度资金总额; 「累计」 and 「较上年增加额合计」 do not."""
    plain = _BARE.sub("", without_brackets(_unnumbered(squeeze(fold(text)))))
    match = _TOTAL.match(plain)
    return match is not None and not _DIFFERENT.search(match["of"] or "")


def is_fund(name: str) -> bool:
    """Return whether a label is a source of money that forms list under their total: 财政拨款, 其他资金."""
    return name in headers().scopes


def _unnumbered(text: str) -> str:
    for numbering in (*_NUMBERINGS, _DOTTED, _CODE):
        text = numbering.sub("", text, count=1)
    return text


def _rank(text: str) -> int | None:
    """Return the depth of a numbering: 一、 0, (一) 1, 1. 2, (1) 3; 1.1 and codes of accounts by their length."""
    plain = fold(text)
    if match := _CODE.match(plain):
        return len(match[1])
    if match := _DOTTED.match(plain):
        return 2 + match[0].count(".")
    return next((rank for rank, numbering in enumerate(_NUMBERINGS) if numbering.match(plain)), None)
