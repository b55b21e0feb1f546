"""Repair of what converters and character recognition did to signs and numbers, as a recorded step.

Every repair keeps the length of the text, so that offsets stay those of the text as printed.
"""

import re

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
_LATEX_SIGN = re.compile(r"\$?\s*\\(geqslant|leqslant|geq|leq|ge|le|approx|times|pm|sim)\b\s*\$?")
_LATEX_PERCENT = re.compile(r"\\%")
_MONEY = re.compile(r"(?<=[0-9万亿])(\s*)([万亿]?)兀")


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with damage mended, at unchanged length, and a sentence for each kind of repair."""
    repairs = []
    if "\\" in text:
        mended = _LATEX_PERCENT.sub(" %", _LATEX_SIGN.sub(lambda sign: _LATEX[sign[1]].ljust(len(sign[0])), text))
        if mended != text:
            repairs.append("把公式符号还原为普通符号")
            text = mended
    if "兀" in text and (mended := _MONEY.sub(r"\1\2元", text)) != text:
        repairs.append("把「兀」读作「元」")
        text = mended
    return text, tuple(repairs)
