"""A story: the body, a page header or the notes. Its tree is made plain, and what is rare in it is looked up once.

All that a paragraph, a row or a cell may have and mostly has not is found by one walk that names it; the pass through
the blocks then only asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from kpi_nlp.readers.word.fields import settle_fields
from kpi_nlp.readers.word.formulas import settle_formulas
from kpi_nlp.readers.word.looks import settle_looks
from kpi_nlp.readers.word.markup import (  # fmt: skip
    DEL,
    DELETED,
    INS,
    MOVE_FROM,
    MOVE_TO,
    NUM_PR,
    OBJECT,
    OUTLINE,
    P_PR,
    P_STYLE,
    R_PR,
    STRUCK,
    TC_PR,
    TEXT_BOX,
    TR_PR,
    VALUE,
    Element,
    P,
    R,
    W,
    holder,
    number,
    put_text,
    remove,
)
from kpi_nlp.readers.word.numbering import Counter, List
from kpi_nlp.readers.word.styles import Styles
from kpi_nlp.readers.word.symbols import settle_symbols
from kpi_nlp.readers.word.unwrap import unwrap

GRID_SPAN, V_MERGE, H_MERGE, CELL_MERGE = (f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge", "cellMerge"))
CELL_INS, CELL_DEL, HIDDEN_ROW = f"{W}cellIns", f"{W}cellDel", f"{W}hidden"
GRID_BEFORE, GRID_AFTER = f"{W}gridBefore", f"{W}gridAfter"
FOOTNOTE, ENDNOTE = f"{W}footnoteReference", f"{W}endnoteReference"
DRAWING, PICTURE = f"{W}drawing", f"{W}pict"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
TAB, BREAK, HYPHEN = f"{W}tab", f"{W}br", f"{W}noBreakHyphen"
BLANKS = {TAB: " ", f"{W}ptab": " ", BREAK: "\n", f"{W}cr": "\n", HYPHEN: "-"}
_TABS = f"{W}tabs"
_VANISH = f"{W}vanish"
_CHANGES = (INS, DEL, MOVE_TO, MOVE_FROM)
_PROPERTIES = (P_STYLE, OUTLINE, NUM_PR, GRID_SPAN, V_MERGE, H_MERGE, CELL_MERGE, CELL_INS, CELL_DEL, HIDDEN_ROW, GRID_BEFORE, GRID_AFTER, _VANISH, *_CHANGES)  # fmt: skip
_NAMED_IN = frozenset({P_PR, TR_PR, TC_PR})
_HANGING = (TEXT_BOX, FOOTNOTE, ENDNOTE, OBJECT, DRAWING, PICTURE)

Properties = Mapping[str, Element]


@dataclass(slots=True)
class Story:
    """A tree with what was looked up in it.

    `properties` are those of paragraphs, rows and cells, by name; the changes of a paragraph are those of the mark at
    its end. `changed` are the paragraphs with tracked or struck text, `hanging` what stands in a paragraph beside text:
    boxes, marks of notes, objects, pictures. `labels` are the automatic numbers.
    """

    root: Element
    properties: dict[Element, dict[str, Element]] = field(default_factory=dict)
    changed: set[Element] = field(default_factory=set)
    hanging: dict[Element, list[Element]] = field(default_factory=dict)
    labels: dict[Element, str] = field(default_factory=dict)
    hidden_text: bool = False
    unknown_symbol: bool = False
    unknown_field: bool = False

    def of(self, element: Element) -> Properties:
        """Return what was found of a paragraph, a row or a cell."""
        return self.properties.get(element, {})

    def runs_on(self, paragraph: Element) -> bool:
        """Return whether the mark at the end of a paragraph was deleted: the next goes on in its line."""
        own = self.of(paragraph)
        return DEL in own or MOVE_FROM in own


def story_of(root: Element, styles: Styles, lists: Mapping[int, List], *, symbol_fonts: bool = True) -> Story:
    """Return a part's tree made plain: one text for each thing that is printed, and all that is rare looked up.

    `symbol_fonts` is False where the part names none: every run names its fonts, and there are many.
    """
    unwrap(root, styles.prompts)
    understood = settle_fields(root)
    settle_formulas(root)
    known = settle_symbols(root, in_text=symbol_fonts)
    for blank in root.iter(*BLANKS):
        if (parent := blank.getparent()) is not None and parent.tag != _TABS:
            blank.text = BLANKS[blank.tag]
    story = Story(root, unknown_symbol=not known, unknown_field=not understood)
    story.hidden_text = settle_looks(root, styles)
    _box_word_art(root)
    for element in list(root.iter(*_HANGING)):
        _hang(story, element)
    for tree in (root, *(box for hung in story.hanging.values() for box in hung if box.tag == TEXT_BOX)):
        _look_up(story, tree, styles.telling)
    _number(story, styles, Counter(lists))
    return story


def _box_word_art(root: Element) -> None:
    """Put the text of old WordArt, which stands in an attribute, into a box."""
    for art in list(root.iter(_WORD_ART)):
        if (shape := art.getparent()) is not None:
            run = etree.SubElement(etree.SubElement(etree.SubElement(shape, TEXT_BOX), P), R)
            put_text(run, art.get("string", ""))


def _hang(story: Story, element: Element) -> None:
    """Note what stands in a paragraph beside its text; a box is taken out, for its text is none of the paragraph."""
    paragraph = holder(element, P)
    deleted = any(ancestor.tag in DELETED for ancestor in element.iterancestors())
    if element.tag == TEXT_BOX:
        remove(element)
    elif element.get(f"{W}customMarkFollows") is not None and (run := holder(element, R)) is not None:
        for mark in list(run):
            if mark is not element:
                run.remove(mark)
    if paragraph is not None and not deleted:
        story.hanging.setdefault(paragraph, []).append(element)


def _look_up(story: Story, tree: Element, telling: frozenset[str]) -> None:
    for element in tree.iter(*_PROPERTIES):
        if element.tag == P_STYLE and element.get(VALUE) not in telling:
            continue
        parent = element.getparent()
        if parent is not None and parent.tag == R_PR:  # the mark at the end of a paragraph looks like a run
            parent = parent.getparent()
        owner = parent.getparent() if parent is not None and parent.tag in _NAMED_IN else None
        if owner is not None:
            story.properties.setdefault(owner, {})[element.tag] = element
        elif element.tag in _CHANGES and (paragraph := holder(element, P)) is not None:
            story.changed.add(paragraph)
    for run in tree.iter(STRUCK):
        if (paragraph := holder(run, P)) is not None:
            story.changed.add(paragraph)


def _number(story: Story, styles: Styles, counter: Counter) -> None:
    """Count the paragraphs of lists; one that is deleted, hidden or goes on in the next has no number."""
    if not counter.lists:
        return
    gone = {owner for owner, own in story.properties.items() if CELL_DEL in own or (DEL in own and owner.tag != P)}
    for paragraph, own in story.properties.items():
        if paragraph.tag != P or story.runs_on(paragraph) or _VANISH in own:
            continue
        place = _list_place(own, styles, counter.lists)
        if place and not (gone and any(ancestor in gone for ancestor in paragraph.iterancestors())):
            story.labels[paragraph] = counter.label(*place)


def _list_place(own: Properties, styles: Styles, lists: Mapping[int, List]) -> tuple[int, int] | None:
    """Return the list of a paragraph and its level there: its own, else those of its style."""
    style = own[P_STYLE].get(f"{W}val", "") if P_STYLE in own else ""
    properties = own.get(NUM_PR)
    identifier = properties.find(f"{W}numId") if properties is not None else None
    level = properties.find(f"{W}ilvl") if properties is not None else None
    used = styles.lists.get(style, 0) if identifier is None else number(identifier)
    if used not in lists:
        return None
    if level is not None:
        return used, number(level)
    of_style = lists[used].level_of_style(style)
    return used, styles.list_levels.get(style, 0) if of_style is None else of_style
