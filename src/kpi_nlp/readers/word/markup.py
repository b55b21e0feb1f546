"""The XML of Word: names, properties, and child elements through the wrappers around them."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"})
_OFF = frozenset({"0", "false", "off"})


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements, looking through content controls and other wrappers; a prompt to type is no content."""
    for child in parent:
        if is_prompt(child):
            continue
        if child.tag in _WRAPPERS or child.tag in INSERTED:
            yield from children(child)
        else:
            yield child


def is_prompt(element: etree._Element) -> bool:
    """Return whether a content control still shows its prompt, 「单击此处输入文字」."""
    return element.tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def is_set(parent: etree._Element, path: str) -> bool:
    """Return whether a property is there and not switched off."""
    element = parent.find(path)
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


def number(parent: etree._Element, path: str, *, default: int) -> int:
    """Return a whole number of a property, the default where it is missing or no number."""
    element = parent.find(path)
    try:
        return int((element.get(f"{W}val") if element is not None else None) or default)
    except ValueError:
        return default
