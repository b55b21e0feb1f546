"""Text of Word paragraphs: runs, tabs, breaks, content controls, formulas, and the two versions of a tracked change."""

from collections.abc import Iterator

from lxml import etree

from kpi_nlp.readers.symbols import symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"})
_SKIPPED = frozenset(
    {f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}txbxContent", f"{W}delInstrText", f"{W}rt"}
)
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_BREAKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_RAISED = str.maketrans("23", "²³")
_OFF = frozenset({"0", "false", "off"})


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements, looking through content controls and other wrappers; a prompt to type is no content."""
    for child in parent:
        if is_prompt(child):
            continue
        if child.tag in _WRAPPERS or child.tag in _INSERTED:
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


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of text boxes, once: a drawing that stands twice, for new and old programs, is one."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            yield box


def text_of(paragraph: etree._Element) -> tuple[str, str | None]:
    """Return the text with all changes accepted, and the text before them where there are any."""
    pieces = list(_pieces(paragraph, inserted=False, deleted=False))
    after = "".join(text for text, _, deleted in pieces if not deleted)
    if not any(inserted or deleted for _, inserted, deleted in pieces):
        return after, None
    return after, "".join(text for text, inserted, _ in pieces if not inserted)


def _pieces(element: etree._Element, *, inserted: bool, deleted: bool) -> Iterator[tuple[str, bool, bool]]:
    for child in element:
        tag = child.tag
        if tag in (f"{W}t", f"{W}delText", f"{_M}t"):
            yield _raised(child), inserted, deleted
        elif tag in _BREAKS:
            yield _BREAKS[tag], inserted, deleted
        elif tag == f"{W}sym":
            yield _symbol(child), inserted, deleted
        elif tag == f"{_M}den":  # the lower half of a fraction
            yield "/", inserted, deleted
            yield from _pieces(child, inserted=inserted, deleted=deleted)
        elif tag == _CHOICE:  # the same drawing twice, for new and old programs: text boxes are read as blocks
            continue
        elif tag not in _SKIPPED and not is_prompt(child) and not is_set(child, f"{W}rPr/{W}vanish"):
            yield from _pieces(child, inserted=inserted or tag in _INSERTED, deleted=deleted or tag in _DELETED)


def _raised(element: etree._Element) -> str:
    """Return printed text; 「m2」 with a raised 2 is 「m²」."""
    text = element.text or ""
    run = element.getparent()
    raised = run.find(f"{W}rPr/{W}vertAlign") if run is not None else None
    if raised is not None and raised.get(f"{W}val") == "superscript" and text in ("2", "3"):
        return text.translate(_RAISED)
    return text


def _symbol(element: etree._Element) -> str:
    font = element.get(f"{W}font", "").lower()
    return symbol(font, element.get(f"{W}char", ""))
