"""Formulas on one line, drawn by the equation editor or by an EQ field: 33/41, √(a+b), 10⁴, ⑫."""

import re

from kpi_nlp.readers.word.markup import DEL, INS, Element, M, T, put_text
from kpi_nlp.readers.word.numerals import numeral
from kpi_nlp.readers.word.symbols import RAISED
from kpi_nlp.readers.word.tree import Tree

FORMULA, MATH_TEXT, DENOMINATOR = f"{M}oMath", f"{M}t", f"{M}den"
_COMPOUND = re.compile(r"[-+−×÷*·]")
_OPTION = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)")
_SHIFTED = re.compile(r"\\s\s*\\(?:up|do)\s*\d*\s*\(([^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^,，;()]*)[,，;]([^()]*)\)", re.IGNORECASE)
_OVERLAY = re.compile(r"\\o\s*(?:\\a[clrd]\s*)?\(([^,，;()]*)[,，;]([^()]*)\)", re.IGNORECASE)
_RINGS, _TICKS = frozenset("○〇OoО◯"), frozenset("√✓")


def settle_formulas(tree: Tree) -> None:
    """Write every formula as one line of text; in one with tracked changes inside only fractions are marked."""
    for formula in tree.all(FORMULA):
        if next(formula.iter(INS, DEL), None) is not None:
            for half in formula.iter(DENOMINATOR):
                half.text = "/"
            continue
        text = _line(formula)
        for child in list(formula):
            formula.remove(child)
        put_text(formula, text)


def equation(instruction: str) -> str | None:
    """Return what an EQ field prints, None for one that is not understood: a 12 laid over ○ is ⑫."""
    text = _OPTION.sub("", instruction.strip()[len("EQ") :])
    text = _OVERLAY.sub(_laid_over, _FRACTION.sub(r"\1/\2", _SHIFTED.sub(r"\1", text)))
    return None if "\\" in text else text.strip()


def _laid_over(match: re.Match[str]) -> str:
    below, above = match[1].strip(), match[2].strip()
    if below in _RINGS and above.isdecimal():
        return numeral(int(above), "decimalEnclosedCircle")
    return "☑" if below == "□" and above in _TICKS else above


def _line(element: Element) -> str:
    if element.tag in (MATH_TEXT, T):
        return element.text or ""
    texts = [(child.tag, _line(child)) for child in element]
    inner = dict(texts)
    base, raised, lowered = (inner.get(f"{M}{name}", "") for name in ("e", "sup", "sub"))
    match element.tag.removeprefix(M):
        case "f":
            line = f"{_grouped(inner.get(f'{M}num', ''))}/{_grouped(inner.get(DENOMINATOR, ''))}"
        case "sSup" | "sSub" | "sSubSup":
            line = f"{base}{lowered}{_power(raised)}"
        case "rad":
            line = f"{inner.get(f'{M}deg', '')}√{_grouped(base)}"
        case "nary":
            line = f"{_sign(element, 'nary', 'chr', '∫')}{base}"
        case "d":
            inside = "，".join(text for tag, text in texts if tag == f"{M}e")
            line = f"{_sign(element, 'd', 'begChr', '(')}{inside}{_sign(element, 'd', 'endChr', ')')}"
        case _:
            line = "".join(text for _, text in texts)
    return line


def _grouped(text: str) -> str:
    return f"({text})" if _COMPOUND.search(text) and not text.startswith("(") else text


def _power(text: str) -> str:
    return text.translate(RAISED) if text.isdecimal() or not text else f"^{_grouped(text)}"


def _sign(element: Element, kind: str, name: str, default: str) -> str:
    sign = element.find(f"{M}{kind}Pr/{M}{name}")
    return default if sign is None else sign.get(f"{M}val", default)
