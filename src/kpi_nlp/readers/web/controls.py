"""What stands in the place of an element without text of its own: fields of a form, pictures."""

import re

from lxml import etree

_BUTTONS = frozenset({"hidden", "submit", "button", "reset", "image", "file", "password"})
_TICKS = {"checkbox": ("□", "☑"), "radio": ("○", "●")}
_NO_WORDS = re.compile(
    r"(?:.*\.(?:jpe?g|png|gif|bmp|svg|webp|emf|wmf)|(?:image|img|pic|clip_image|logo|图片|图像|照片)\s*[\w-]*)?",
    re.IGNORECASE,
)


def shown_by(element: etree._Element) -> str | None:
    """Return the text that a field or picture shows; None for an element of another kind."""
    match element.tag:
        case "input":
            return _field(element)
        case "textarea":
            return element.text or ""
        case "select":
            return _chosen(element)
        case "img":
            return words_of(element)
        case _:
            return None


def words_of(picture: etree._Element) -> str:
    """Return the words that a picture carries for those who do not see it; a mere file name is none."""
    words = (picture.get("alt") or "").strip()
    return "" if _NO_WORDS.fullmatch(words) else words


def _field(element: etree._Element) -> str:
    kind = (element.get("type") or "text").strip().lower()
    if kind in _TICKS:
        return _TICKS[kind]["checked" in element.attrib]
    return "" if kind in _BUTTONS else element.get("value") or ""


def _chosen(element: etree._Element) -> str:
    """Return what a list shows: what is chosen, else its first entry."""
    options = list(element.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib] or (
        [] if "multiple" in element.attrib else options[:1]
    )
    return "、".join("".join(map(str, option.itertext())).strip() for option in chosen)
