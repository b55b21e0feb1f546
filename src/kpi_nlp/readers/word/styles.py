"""Styles: which mark a heading, number their paragraphs, hide or strike out their text; what a style is based on counts."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from kpi_nlp.readers.word.markup import VALUE, Element, W, is_on, number

Found = TypeVar("Found")

_BODY_LEVEL = 9  # an outline level that marks no heading
_HEADING_NAMES = ("heading ", "标题 ", "title", "标题")
_CONTENTS = re.compile(r"(?:toc|目录) ?\d")  # the entries of a table of contents
_PROMPTS = frozenset({"placeholder text", "占位符文本"})


@dataclass(frozen=True)
class Styles:
    """What the styles of a document say, each by the identifier of the style.

    `prompts` are those of content controls left empty, `contents` those of the entries of a table of contents.
    """

    headings: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, int] = field(default_factory=dict)
    list_levels: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    prompts: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()

    @cached_property
    def telling(self) -> frozenset[str]:
        """The paragraph styles that say more than how text looks."""
        return frozenset(self.headings) | frozenset(self.lists) | self.contents


def styles_of(root: Element | None) -> Styles:
    """Return the styles of a document; `root` is its part of styles."""
    if root is None:
        return Styles()
    sheet = _Sheet({style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")})
    return Styles(
        {name: level for name, level in sheet.inherited(_heading).items() if level},
        sheet.inherited(_list),
        sheet.inherited(_list_level),
        frozenset(name for name, on in sheet.inherited(_hidden).items() if on),
        frozenset(name for name, on in sheet.inherited(_struck).items() if on),
        frozenset(name for name, style in sheet.styles.items() if _name(style) in _PROMPTS),
        frozenset(name for name, style in sheet.styles.items() if _CONTENTS.fullmatch(_name(style))),
    )


def heading_level(outline: Element | None, style: Element | None, styles: Styles) -> int | None:
    """Return the level of a paragraph that is a heading by its own outline level or else by its style."""
    if outline is not None and (own := number(outline, -1)) >= 0:
        return own + 1 if own < _BODY_LEVEL else None
    return styles.headings.get(style.get(VALUE, "")) if style is not None else None


@dataclass(frozen=True, slots=True)
class _Sheet:
    styles: dict[str, Element]

    def inherited(self, own: Callable[[Element], Found | None]) -> dict[str, Found]:
        """Return what each style says, by itself or by the nearest of those it is based on."""
        found = {}
        said = {name: value for name, style in self.styles.items() if (value := own(style)) is not None}
        for name in self.styles if said else ():
            told = next((said[ancestor] for ancestor in self._ancestry(name) if ancestor in said), None)
            if told is not None:
                found[name] = told
        return found

    def _ancestry(self, name: str) -> Iterator[str]:
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            yield name
            seen.add(name)
            base = self.styles[name].find(f"{W}basedOn")
            name = base.get(VALUE, "") if base is not None else ""


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return name.get(VALUE, "").lower() if name is not None else ""


def _heading(style: Element) -> int | None:
    """Return the level of a heading from 1, 0 for a style that says it is none, None for one that says nothing."""
    if style.get(f"{W}type", "paragraph") != "paragraph":
        return None
    outline = number(style.find(f"{W}pPr/{W}outlineLvl"), -1)
    if outline >= 0:
        return outline + 1 if outline < _BODY_LEVEL else 0
    name = _name(style)
    if name.startswith(_HEADING_NAMES):
        return int(name[-1]) if name[-1].isdecimal() else 1
    return None


def _list(style: Element) -> int | None:
    identifier = style.find(f"{W}pPr/{W}numPr/{W}numId")
    return None if identifier is None else number(identifier)


def _list_level(style: Element) -> int | None:
    level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
    return None if level is None else number(level)


def _hidden(style: Element) -> bool | None:
    mark = style.find(f"{W}rPr/{W}vanish")
    return None if mark is None else is_on(mark)


def _struck(style: Element) -> bool | None:
    marks = [mark for name in ("strike", "dstrike") if (mark := style.find(f"{W}rPr/{W}{name}")) is not None]
    return any(map(is_on, marks)) if marks else None
