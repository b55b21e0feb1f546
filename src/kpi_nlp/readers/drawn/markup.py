"""Marks of Markdown within a line: bold, links, entities, escapes. What stays is what a reader of the page sees."""

import html
import re

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\][]*)\]\([^()\s]*\)")
_LINK = re.compile(r"(?<!!)\[([^\][]+)\]\((?:https?:|mailto:|#|\.{0,2}/)[^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")


def plain(text: str) -> str:
    """Return the text of a cell without marks; a `<br>` is a line break."""
    return inline(_BREAK.sub("\n", text)) if "<" in text else inline(text)


def inline(text: str) -> str:
    """Return a line without bold marks, links, entities and escapes; numbers and signs are not touched."""
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
