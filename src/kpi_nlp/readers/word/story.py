"""A story: the body, a page header or the notes. Its tree is made plain, and what is rare in it is looked up once.

All that a paragraph, a row or a cell may have and mostly has not is found by one walk that names it; the pass through
the blocks then only asks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from kpi_nlp.readers.word.fields import FIELD, FORM_DATA, INSTRUCTION, settle_fields
from kpi_nlp.readers.word.formulas import DENOMINATOR, FORMULA, MATH_TEXT, settle_formulas
from kpi_nlp.readers.word.looks import RAISING, settle_looks
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
    STRIKES,
    TC_PR,
    TEXT_BOX,
    TR_PR,
    VALUE,
    VANISH,
    Element,
    P,
    R,
    T,
    W,
    holder,
    number,
    put_text,
    remove,
)
from kpi_nlp.readers.word.numbering import Counter, List
from kpi_nlp.readers.word.styles import Styles
from kpi_nlp.readers.word.symbols import SYM, settle_symbols
from kpi_nlp.readers.word.tree import Tree, look_through
from kpi_nlp.readers.word.unwrap import WRAPPINGS, unwrap

GRID_SPAN, V_MERGE, H_MERGE, CELL_MERGE = (f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge", "cellMerge"))
CELL_INS, CELL_DEL, HIDDEN_ROW = f"{W}cellIns", f"{W}cellDel", f"{W}hidden"
GRID_BEFORE, GRID_AFTER = f"{W}gridBefore", f"{W}gridAfter"
FOOTNOTE, ENDNOTE = f"{W}footnoteReference", f"{W}endnoteReference"
DRAWING, PICTURE = f"{W}drawing", f"{W}pict"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
BLANKS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
PRINTED = (T, *BLANKS, SYM, MATH_TEXT, DENOMINATOR)
_TEXTS = frozenset(PRINTED)
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TABS = f"{W}tabs"
_CHANGES = (INS, DEL, MOVE_TO, MOVE_FROM)
_PROPERTIES = (P_STYLE, OUTLINE, NUM_PR, GRID_SPAN, V_MERGE, H_MERGE, CELL_MERGE, CELL_INS, CELL_DEL, HIDDEN_ROW, GRID_BEFORE, GRID_AFTER, VANISH, *_CHANGES)  # fmt: skip
_NAMED_IN = frozenset({P_PR, TR_PR, TC_PR})
_HANGING = (TEXT_BOX, FOOTNOTE, ENDNOTE, OBJECT, DRAWING, PICTURE)

_RARE = frozenset(
    {FIELD, INSTRUCTION, FORM_DATA, FORMULA, MATH_TEXT, DENOMINATOR, SYM, *BLANKS, VANISH, *STRIKES, RAISING, _WORD_ART}
    | {*WRAPPINGS, *_HANGING, *_PROPERTIES}
) - {P_STYLE}

Properties = Mapping[str, Element]


@dataclass(slots=True)
class Story:
    """A tree with what was looked up in it.

    `properties` are those of paragraphs, rows and cells, by name; the changes of a paragraph are those of the mark at
    its end. `changed` are the paragraphs with tracked or struck text, `hanging` what stands in a paragraph beside text:
    boxes, marks of notes, objects, pictures. `labels` are the automatic numbers, `texts` what is printed behind them.
    """

    root: Element
    properties: dict[Element, dict[str, Element]] = field(default_factory=dict)
    changed: set[Element] = field(default_factory=set)
    hanging: dict[Element, list[Element]] = field(default_factory=dict)
    labels: dict[Element, str] = field(default_factory=dict)
    texts: dict[Element, str] = field(default_factory=dict)
    cells_changed: bool = False
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
    tree = look_through(root, _RARE)
    unwrap(tree, styles.prompts)
    understood = settle_fields(tree)
    settle_formulas(tree)
    known = settle_symbols(tree, in_text=symbol_fonts)
    for blank in tree.each(*BLANKS):
        if (parent := blank.getparent()) is not None and parent.tag != _TABS:
            blank.text = BLANKS[blank.tag]
    hidden, struck = settle_looks(tree, styles)
    story = Story(root, hidden_text=hidden, unknown_symbol=not known, unknown_field=not understood)
    boxes = [box for art in tree.all(_WORD_ART) if (box := _boxed(art)) is not None]
    for element in (*tree.each(*_HANGING), *boxes):
        _hang(story, element)
    boxes = [box for hung in story.hanging.values() for box in hung if box.tag == TEXT_BOX]
    for part in (tree, *(replace(tree, root=box) for box in boxes)):
        _look_up(story, part, styles.telling)
    story.changed.update(paragraph for run in struck if (paragraph := holder(run, P)) is not None)
    _number(story, styles, Counter(lists))
    return story


def _boxed(art: Element) -> Element | None:
    """Put the text of old WordArt, which stands in an attribute, into a box."""
    shape = art.getparent()
    if shape is None:
        return None
    box = etree.SubElement(shape, TEXT_BOX)
    put_text(etree.SubElement(etree.SubElement(box, P), R), art.get("string", ""))
    return box


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


def _look_up(story: Story, tree: Tree, telling: frozenset[str]) -> None:
    """Note the text of each paragraph and what is rare; no paragraph stands inside another, so text is of the last begun."""
    texts: dict[Element, list[str]] = {}
    text: list[str] = []
    for element in tree.each(P, *PRINTED, *_PROPERTIES):
        if element.tag == P:
            text = texts[element] = []
        elif element.tag in _TEXTS:
            text.append(element.text or "")
        elif element.tag != P_STYLE or element.get(VALUE) in telling:
            _note(story, element)
    story.texts |= {paragraph: INVISIBLE.sub("", "".join(pieces)) for paragraph, pieces in texts.items()}


def _note(story: Story, element: Element) -> None:
    """Note a property with its owner, or a change with its paragraph."""
    parent = element.getparent()
    if parent is not None and parent.tag == R_PR:  # the mark at the end of a paragraph looks like a run
        parent = parent.getparent()
    owner = parent.getparent() if parent is not None and parent.tag in _NAMED_IN else None
    if owner is not None:
        story.properties.setdefault(owner, {})[element.tag] = element
        story.cells_changed = story.cells_changed or element.tag in (CELL_DEL, CELL_INS)
    elif element.tag in _CHANGES and (paragraph := holder(element, P)) is not None:
        story.changed.add(paragraph)


def _number(story: Story, styles: Styles, counter: Counter) -> None:
    """Count the paragraphs of lists; one that is deleted, hidden or goes on in the next has no number."""
    if not counter.lists:
        return
    gone = {owner for owner, own in story.properties.items() if CELL_DEL in own or (DEL in own and owner.tag != P)}
    for paragraph, own in story.properties.items():
        if paragraph.tag != P or story.runs_on(paragraph) or VANISH in own:
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
