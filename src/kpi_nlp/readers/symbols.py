"""Symbols of fonts that have letters of their own: 「≥」 is 「³」 in the font Symbol, 「✓」 is 「ü」 in Wingdings."""

# code points of the fonts that 「插入符号」 offers, by the last two digits
_SYMBOLS = {
    "symbol": {
        "B3": "≥", "A3": "≤", "B4": "×", "B8": "÷", "B1": "±", "B9": "≠", "B0": "°", "BB": "≈", "B7": "•", "D6": "√",
    },
    "wingdings": {
        "FC": "✓", "FE": "☑", "6F": "□", "A8": "□", "6C": "●", "6E": "■", "75": "◆", "76": "❖", "A7": "▪", "D8": "➢",
    },
    "wingdings 2": {"50": "✓", "52": "☑", "A3": "□"},
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """Return the symbol that a font shows for a code point, given in hexadecimal; 「」 where it is not known."""
    return _SYMBOLS.get(font, {}).get(code[-2:].upper(), "")
