"""Paragraph styles: which of them mark a heading, and of what level."""

from lxml import etree

from kpi_nlp.readers.package import Package
from kpi_nlp.readers.word.markup import W, number

_BODY_LEVEL = 9  # an outline level that marks no heading
_HEADING_NAMES = ("heading ", "标题 ", "title", "标题")


def heading_styles(package: Package) -> dict[str, int]:
    """Return the level of each paragraph style that marks a heading, 1 for the highest."""
    if "word/styles.xml" not in package.names:
        return {}
    levels = {}
    for style in package.xml("word/styles.xml").iter(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        outline = number(style, f"{W}pPr/{W}outlineLvl", default=_BODY_LEVEL)
        printed = (name.get(f"{W}val", "") if name is not None else "").lower()
        if 0 <= outline < _BODY_LEVEL:
            levels[identifier] = outline + 1
        elif printed.startswith(_HEADING_NAMES):
            levels[identifier] = int(printed[-1]) if printed[-1:].isdigit() else 1
    return levels


def heading_level(paragraph: etree._Element, styles: dict[str, int]) -> int | None:
    """Return the level of a paragraph that is a heading by its own outline level or by its style."""
    outline = number(paragraph, f"{W}pPr/{W}outlineLvl", default=_BODY_LEVEL)
    if 0 <= outline < _BODY_LEVEL:
        return outline + 1
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(style.get(f"{W}val", "")) if style is not None else None
