"""Characters that the font makes: those that 「插入符号」 offers, stored as a code or as letters; digits that are raised."""

from collections.abc import Iterator

from kpi_nlp.readers.word.markup import Element, R, T, W
from kpi_nlp.readers.word.tree import Tree

SYM = f"{W}sym"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FONTS = f"{W}rFonts"
_NAMES = (b"ymbol", b"ingdings")  # Symbol, Wingdings 2
_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts keep their codes
_BYTE = 0x100


def _row(first: int, characters: str) -> dict[int, str]:
    return dict(enumerate(characters, first))


_ALPHABETS = {
    "symbol": _row(0x20, "".join(map(chr, range(0x20, 0x7F))))
    | _row(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
    | _row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    "wingdings": _row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0xA1: "○", 0xA8: "□", 0xD8: "➢", 0xE0: "→"}
    | {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": _row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾") | _row(0x4F, "✗✓☒☑☒☒") | {0xA3: "□"},
}


def names_symbol_fonts(part: bytes) -> bool:
    """Return whether a part speaks of a symbol font at all."""
    return any(name in part for name in _NAMES)


def settle_symbols(tree: Tree, *, in_text: bool) -> bool:
    """Write for every symbol the character that it prints; return whether all of them are known.

    Text that is set in a symbol font is looked for only if `in_text`.
    """
    known = True
    for symbol in tree.each(SYM):
        symbol.text = _symbol(symbol.get(f"{W}font", ""), symbol.get(f"{W}char", ""))
        known = known and symbol.text != ""
    for text, font in _texts_in_symbol_fonts(tree) if in_text else ():
        letters = [character(font, ord(letter)) for letter in text.text or ""]
        known = known and "" not in letters
        text.text = "".join(letters)
    return known


def character(font: str, code: int) -> str:
    """Return what a font prints for a code: 「」 where it is not known, the character itself where it is of another font."""
    alphabet = _ALPHABETS.get(font.lower(), {})
    if code in _PRIVATE or code < _BYTE:
        return " " if chr(code % _BYTE).isspace() else alphabet.get(code % _BYTE, "")
    return chr(code) if chr(code).isprintable() else ""


def _symbol(font: str, code: str) -> str:
    try:
        return character(font, int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _texts_in_symbol_fonts(tree: Tree) -> Iterator[tuple[Element, str]]:
    """Yield text that is set in a symbol font: an 「R」 in Wingdings 2 is a ticked box."""
    for fonts in tree.each(_FONTS):
        font = fonts.get(f"{W}ascii", "")
        if font.lower() in _ALPHABETS and (run := _run_of(fonts)) is not None:
            yield from ((text, font) for text in run.iter(T))


def _run_of(fonts: Element) -> Element | None:
    properties = fonts.getparent()
    run = properties.getparent() if properties is not None else None
    return run if run is not None and run.tag == R else None
