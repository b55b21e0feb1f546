"""Links: those to other pages hold a site together, those to documents say where the report itself may be."""

import re
from urllib.parse import unquote

from lxml import etree

_DOCUMENT = re.compile(r"[^/?#]*\.(?:docx?|xlsx?|wps|et|pdf|ofd|rtf|zip|rar|7z)(?=$|[?#&])", re.IGNORECASE)
_NO_PAGE = ("#", "mailto:", "tel:")
_LONGEST = 2000


def leads_away(element: etree._Element) -> bool:
    """Return whether an element leads to another page of a site, or holds its menu."""
    if element.tag != "a":
        return element.tag == "nav" or element.get("role") == "navigation"
    target = element.get("href")
    return target is not None and not target.strip().lower().startswith(_NO_PAGE) and document_of(element) is None


def document_of(link: etree._Element) -> str | None:
    """Return the name of the document to which a link leads, None where it leads to a page."""
    found = _DOCUMENT.search(unquote((link.get("href") or "")[:_LONGEST]))
    return found[0] if found else None
