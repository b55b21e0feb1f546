"""The XML of Word: names of elements, their properties, and child elements through the wrappers around them."""

from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = etree._Element  # noqa: SLF001 - lxml names the type of its elements so

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BODY, P, R, T, TBL, TR, TC = (f"{W}{name}" for name in ("body", "p", "r", "t", "tbl", "tr", "tc"))
P_PR, R_PR, TR_PR, TC_PR = (f"{W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr"))
P_STYLE, NUM_PR, OUTLINE = f"{W}pStyle", f"{W}numPr", f"{W}outlineLvl"
VANISH, STRIKES = f"{W}vanish", (f"{W}strike", f"{W}dstrike")
INS, DEL, MOVE_TO, MOVE_FROM = (f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom"))
STRUCK = "struck"  # our own name for a run that is printed with a line through it
INSERTED, DELETED = frozenset({INS, MOVE_TO}), frozenset({DEL, MOVE_FROM})
TEXT_BOX, ALT_CHUNK, OBJECT = f"{W}txbxContent", f"{W}altChunk", f"{W}object"
VALUE = f"{W}val"
_OUT_OF_THIS_WORLD = 2**31
_OFF = frozenset({"0", "false", "off"})


def holder(element: Element, tag: str) -> Element | None:
    """Return the nearest element of a name that an element stands in."""
    return next(element.iterancestors(tag), None)


def text_in(element: Element, *names: str) -> str:
    """Return the text of all elements of some names below an element, and none between them."""
    return "".join(cast("Iterator[str]", element.itertext(*names, with_tail=False)))


def is_on(element: Element | None) -> bool:
    """Return whether a property is there and not switched off."""
    return element is not None and element.get(VALUE, "1").lower() not in _OFF


def number(element: Element | None, default: int = 0) -> int:
    """Return the whole number of a property, the default where it is missing or no number."""
    return default if element is None else whole(element.get(VALUE), default)


def whole(text: str | None, default: int = 0) -> int:
    """Return the whole number of an attribute, the default where it is missing, no number or none of this world."""
    try:
        value = int(text or default)
    except ValueError:
        return default
    return value if abs(value) < _OUT_OF_THIS_WORLD else default


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def put_text(run: Element, text: str) -> None:
    """Write text at the end of a run."""
    etree.SubElement(run, T).text = text
