"""Styles: which mark a heading, number their paragraphs, hide or strike out their text; what a style is based on counts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from kpi_nlp.readers.word.markup import NUM_PR, OUTLINE, P_PR, R_PR, STRIKES, VALUE, VANISH, Element, W, is_on, number

Found = TypeVar("Found")

Said = Mapping[str, Element]

_BEGIN, _END, _OF_TABLES = b"<w:style ", b"</w:style>", b'w:type="table"'
_STYLE, _NAME, _BASE = f"{W}style", f"{W}name", f"{W}basedOn"
_TELLING = (_NAME, _BASE, OUTLINE, NUM_PR, VANISH, *STRIKES)
_PROPERTIES = frozenset({P_PR, R_PR})
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


def without_tables(part: bytes) -> bytes:
    """Return the part of styles without those of tables: they are most of it, and say nothing of text."""
    head, *styles = part.split(_BEGIN)
    kept = [head]
    for style in styles:
        _, end, behind = style.partition(_END)
        kept.append(behind if end and style.startswith(_OF_TABLES) else _BEGIN + style)
    return b"".join(kept)


def styles_of(root: Element | None) -> Styles:
    """Return the styles of a document; `root` is its part of styles."""
    if root is None:
        return Styles()
    sheet = _Sheet(_said(root))
    return Styles(
        {name: level for name, level in sheet.inherited(_heading).items() if level},
        sheet.inherited(_list),
        sheet.inherited(_list_level),
        frozenset(name for name, on in sheet.inherited(_hidden).items() if on),
        frozenset(name for name, on in sheet.inherited(_struck).items() if on),
        frozenset(name for name, said in sheet.said.items() if _name(said) in _PROMPTS),
        frozenset(name for name, said in sheet.said.items() if _CONTENTS.fullmatch(_name(said))),
    )


def heading_level(outline: Element | None, style: Element | None, styles: Styles) -> int | None:
    """Return the level of a paragraph that is a heading by its own outline level or else by its style."""
    if outline is not None and (own := number(outline, -1)) >= 0:
        return own + 1 if own < _BODY_LEVEL else None
    return styles.headings.get(style.get(VALUE, "")) if style is not None else None


def _said(root: Element) -> Mapping[str, Said]:
    """Return what each style says itself, by its identifier and the names of the elements; tables say nothing here."""
    said: dict[Element, dict[str, Element]] = {}
    for element in root.iter(_STYLE, *_TELLING):
        if element.tag == _STYLE:
            if element.get(f"{W}type") != "table":
                said[element] = {_STYLE: element}
            continue
        style = element.getparent()
        if style is not None and style.tag in _PROPERTIES:
            style = style.getparent()
        if style in said:
            said[style][element.tag] = element
    return {style.get(f"{W}styleId", ""): own for style, own in said.items()}


@dataclass(frozen=True, slots=True)
class _Sheet:
    said: Mapping[str, Said]

    def inherited(self, own: Callable[[Said], Found | None]) -> dict[str, Found]:
        """Return what each style says, by itself or by the nearest of those it is based on."""
        told = {name: value for name, said in self.said.items() if (value := own(said)) is not None}
        found = {name: self._nearest(name, told) for name in self.said} if told else {}
        return {name: value for name, value in found.items() if value is not None}

    def _nearest(self, name: str, told: Mapping[str, Found]) -> Found | None:
        seen: set[str] = set()
        while name not in told and name in self.said and name not in seen:
            seen.add(name)
            base = self.said[name].get(_BASE)
            name = base.get(VALUE, "") if base is not None else ""
        return told.get(name)


def _name(said: Said) -> str:
    return said[_NAME].get(VALUE, "").lower() if _NAME in said else ""


def _heading(said: Said) -> int | None:
    """Return the level of a heading from 1, 0 for a style that says it is none, None for one that says nothing."""
    if said[_STYLE].get(f"{W}type", "paragraph") != "paragraph":
        return None
    outline = number(said.get(OUTLINE), -1)
    if outline >= 0:
        return outline + 1 if outline < _BODY_LEVEL else 0
    name = _name(said)
    if name.startswith(_HEADING_NAMES):
        return int(name[-1]) if name[-1].isdecimal() else 1
    return None


def _list(said: Said) -> int | None:
    identifier = said[NUM_PR].find(f"{W}numId") if NUM_PR in said else None
    return None if identifier is None else number(identifier)


def _list_level(said: Said) -> int | None:
    level = said[NUM_PR].find(f"{W}ilvl") if NUM_PR in said else None
    return None if level is None else number(level)


def _hidden(said: Said) -> bool | None:
    return is_on(said[VANISH]) if VANISH in said else None


def _struck(said: Said) -> bool | None:
    marks = [said[name] for name in STRIKES if name in said]
    return any(map(is_on, marks)) if marks else None
