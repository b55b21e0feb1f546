"""Characters that the font makes: those that 「插入符号」 offers, stored as a code or as letters; digits that are raised."""

from collections.abc import Iterator

from kpi_nlp.readers.symbols import character, is_symbol_font
from kpi_nlp.readers.word.markup import Element, R, T, W
from kpi_nlp.readers.word.tree import Tree

SYM = f"{W}sym"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FONTS = f"{W}rFonts"
_NAMES = (b"ymbol", b"ingdings")  # Symbol, Wingdings 2


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


def _symbol(font: str, code: str) -> str:
    try:
        return character(font, int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _texts_in_symbol_fonts(tree: Tree) -> Iterator[tuple[Element, str]]:
    """Yield text that is set in a symbol font: an 「R」 in Wingdings 2 is a ticked box."""
    for fonts in tree.each(_FONTS):
        font = fonts.get(f"{W}ascii", "")
        if is_symbol_font(font) and (run := _run_of(fonts)) is not None:
            yield from ((text, font) for text in run.iter(T))


def _run_of(fonts: Element) -> Element | None:
    properties = fonts.getparent()
    run = properties.getparent() if properties is not None else None
    return run if run is not None and run.tag == R else None
