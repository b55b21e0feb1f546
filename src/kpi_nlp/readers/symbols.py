"""Symbols of fonts that have letters of their own: 「≥」 is 「³」 in the font Symbol, 「✓」 is 「ü」 in Wingdings."""

_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts keep their codes
_BYTE = 0x100


def _row(first: int, characters: str) -> dict[int, str]:
    return dict(enumerate(characters, first))


_ALPHABETS = {
    "symbol": _row(0x20, "".join(map(chr, range(0x20, 0x7F))))
    | _row(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
    | _row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    "wingdings": _row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | {
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x71: "❑",
        0x75: "◆",
        0x76: "❖",
        0xA1: "○",
        0xA7: "▪",
        0xA8: "□",
        0xD8: "➢",
        0xE0: "→",
    }
    | {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": _row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾") | _row(0x4F, "✗✓☒☑☒☒") | {0xA3: "□"},
}


def is_symbol_font(font: str) -> bool:
    """Return whether a font has an alphabet of its own that is known."""
    return font.lower() in _ALPHABETS


def character(font: str, code: int) -> str:
    """Return what a font prints for a code: 「」 where it is not known, the character itself where it is of another font."""
    alphabet = _ALPHABETS.get(font.lower(), {})
    if code in _PRIVATE or code < _BYTE:
        return " " if chr(code % _BYTE).isspace() else alphabet.get(code % _BYTE, "")
    return chr(code) if chr(code).isprintable() else ""
