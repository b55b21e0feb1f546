"""Takes off what is wrapped around text, so that paragraphs, rows, cells and runs stand bare: each text once."""

import re

from kpi_nlp.readers.word.markup import INSERTED, Element, P, R, T, W, holder, is_on, put_text, remove, text_in
from kpi_nlp.readers.word.symbols import SYM
from kpi_nlp.readers.word.tree import Tree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CONTROL, _CONTENT = f"{W}sdt", f"{W}sdtContent"
_WRAPPERS = tuple(f"{W}{name}" for name in ("customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"))
_ABOUT_WRAPPERS = tuple(f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "fldData"))
_PROMPT, _CHECK_BOX, _READING_AID = f"{W}showingPlcHdr", f"{_W14}checkbox", f"{W}rt"
_INSERTED_BLOCKS = "inserted"  # our own name
WRAPPINGS = frozenset(
    {_ALTERNATIVES, _CHOICE, _FALLBACK, _CONTROL, _CONTENT, _PROMPT, _CHECK_BOX, _READING_AID}
    | {*INSERTED, *_WRAPPERS, *_ABOUT_WRAPPERS}
)
_ASKS = re.compile(r"单击|点击|请|输入|选择|click|choose|enter", re.IGNORECASE)


def unwrap(tree: Tree, prompts: frozenset[str]) -> None:
    """Take off wrappers, empty prompts and choose between alternatives; `prompts` are the styles of prompts."""
    _choose(tree)
    for shown in tree.all(_PROMPT):
        control = holder(shown, _CONTROL)
        if control is not None and is_on(shown) and _is_prompt(control, prompts):
            _empty(control)
    for box in tree.all(_CHECK_BOX):
        control = holder(box, _CONTROL)
        if control is not None:
            _tick(control, box.find(f"{_W14}checked"))
    blocks = [change for change in tree.all(*INSERTED) if len(change) and holder(change, P) is None]
    for change in blocks:  # around whole paragraphs or rows: what they hold says so itself
        change.tag = _INSERTED_BLOCKS
    tree.drop(*_ABOUT_WRAPPERS, _READING_AID)
    tree.peel(_CONTROL, _CONTENT, *_WRAPPERS, *([_INSERTED_BLOCKS] if blocks else ()))


def _choose(tree: Tree) -> None:
    """Keep the first of the alternatives for new and old programs that holds text, else the first."""
    for alternatives in tree.all(_ALTERNATIVES):
        branches = list(alternatives)
        kept = next((branch for branch in branches if next(branch.iter(T, SYM), None) is not None), None)
        for branch in branches:
            if branch is not (kept if kept is not None else branches[0]):
                alternatives.remove(branch)
    tree.peel(_ALTERNATIVES, _CHOICE, _FALLBACK)


def _is_prompt(control: Element, prompts: frozenset[str]) -> bool:
    """Return whether a content control shows its prompt; programs that fill one in may leave its mark behind."""
    text = text_in(control, T)
    return bool(_ASKS.search(text)) or any(style.get(f"{W}val") in prompts for style in control.iter(f"{W}rStyle"))


def _empty(control: Element) -> None:
    for run in list(control.iter(R)):
        remove(run)


def _tick(control: Element, checked: Element | None) -> None:
    """Write a box, ticked or not, for whatever sign the document draws."""
    on = checked is not None and checked.get(f"{_W14}val", "1").lower() in {"1", "true", "on"}
    runs = list(control.iter(R))
    for run in runs[1:]:
        remove(run)
    for run in runs[:1]:
        for sign in [child for child in run if child.tag in (T, SYM)]:
            run.remove(sign)
        put_text(run, "☑" if on else "□")
