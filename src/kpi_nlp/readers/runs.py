"""Text of Word paragraphs: runs, tabs, breaks, content controls, and the two versions of a tracked change."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"})
_SKIPPED = frozenset({f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}txbxContent", f"{W}delInstrText"})
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_BREAKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield child elements, looking through content controls and other wrappers."""
    for child in parent:
        if child.tag in _WRAPPERS or child.tag in _INSERTED:
            yield from children(child)
        else:
            yield child


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of text boxes, once: a drawing that stands twice, for new and old programs, is one."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            yield box


def is_deleted_row(row: etree._Element) -> bool:
    """Return whether a tracked change removes this row of a table."""
    return row.find(f"{W}trPr/{W}del") is not None


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
        if tag in (f"{W}t", f"{W}delText"):
            yield child.text or "", inserted, deleted
        elif tag in _BREAKS:
            yield _BREAKS[tag], inserted, deleted
        elif tag == _CHOICE:  # the same drawing twice, for new and old programs: text boxes are read as blocks
            continue
        elif tag not in _SKIPPED:
            yield from _pieces(child, inserted=inserted or tag in _INSERTED, deleted=deleted or tag in _DELETED)
