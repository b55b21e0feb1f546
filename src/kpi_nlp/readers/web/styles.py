"""Style of elements as far as reading depends on it: what is hidden, struck or raised, how numbers are shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_SHOWS = re.compile(r"(?:display|visibility)\s*:", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_NUMBER_FORMAT = re.compile(
    r"""(?:mso-number-format|vnd\.ms-excel\.numberformat)\s*:\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^;]*)""",
    re.IGNORECASE,
)
_CODE_POINT = re.compile(r"\\([0-9A-Fa-f]{4})")
_ESCAPED = re.compile(r"\\(.)")
_SELECTOR = re.compile(r"[\w*]*([.#][\w-]+)")
_BRACE = re.compile(r"[{}]")
_LONGEST = 4096
# formats that Excel writes by name
_FORMAT_NAMES = {
    "general": "General",
    "percent": "0.00%",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "short date": "yyyy/m/d",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What declarations ask for; `hidden` is None where they say nothing of it."""

    hidden: bool | None = None
    struck: bool = False
    raised: bool = False
    keeps_blanks: bool = False
    number_format: str | None = None


_PLAIN = Style()


@lru_cache(maxsize=4096)  # pages repeat a few declarations thousands of times
def style_of(declarations: str) -> Style:
    """Return what the declarations of one `style` or rule ask for."""
    declarations = declarations[:_LONGEST]
    shown = _NUMBER_FORMAT.search(declarations)
    return Style(
        True if _HIDES.search(declarations) else False if _SHOWS.search(declarations) else None,
        _STRUCK.search(declarations) is not None,
        _RAISED.search(declarations) is not None,
        _KEPT.search(declarations) is not None,
        _format_code(shown[1].strip()) if shown else None,
    )


def _format_code(written: str) -> str:
    bare = written[1:-1] if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'" else written
    code = _ESCAPED.sub(r"\1", _CODE_POINT.sub(lambda found: chr(int(found[1], 16)), bare))
    return _FORMAT_NAMES.get(code.lower(), code)


@dataclass(frozen=True, slots=True)
class Styles:
    """The rules of a page for single classes and identifiers; those that depend on more are left aside."""

    rules: dict[str, Style]

    def of(self, element: etree._Element) -> Style:
        """Return the style of an element: its own, else that of its classes and identifier."""
        if not element.keys():
            return _PLAIN
        own = element.get("style")
        style = style_of(own) if own else _PLAIN
        named = self.rules and (element.get("class") or element.get("id"))
        return _merged([style, *self._named(element)]) if named else style

    def _named(self, element: etree._Element) -> Iterator[Style]:
        names = [f"#{element.get('id')}", *(f".{name}" for name in element.get("class", "").split())]
        return (self.rules[name] for name in names if name in self.rules)


def _merged(styles: list[Style]) -> Style:
    return Style(
        next((style.hidden for style in styles if style.hidden is not None), None),
        any(style.struck for style in styles),
        any(style.raised for style in styles),
        any(style.keeps_blanks for style in styles),
        next((style.number_format for style in styles if style.number_format), None),
    )


def styles_of(root: etree._Element) -> Styles:
    """Return the style rules of a page."""
    rules: dict[str, Style] = {}
    for sheet in root.iter("style"):
        for selectors, declarations in _rules(sheet.text or ""):
            style = style_of(declarations)
            if style == _PLAIN:
                continue
            for selector in selectors.split(","):
                if found := _SELECTOR.fullmatch(selector.strip()):
                    rules[found[1]] = _merged([style, rules.get(found[1], _PLAIN)])
    return Styles(rules)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations; what stands under a condition, as for print, is no rule of the page."""
    first, *behind = sheet.replace("<!--", "").replace("-->", "").split("/*")
    text = first + "".join(rest.partition("*/")[2] for rest in behind)
    depth = start = opened = 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened = opened if depth else brace.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                selectors = text[start:opened].rpartition(";")[2].strip()  # behind an @import
                start = brace.end()
                if not selectors.startswith("@"):
                    yield selectors, text[opened + 1 : brace.start()]
