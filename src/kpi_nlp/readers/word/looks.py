"""What the look of a run says of its text: hidden, struck out, raised."""

from collections.abc import Iterator

from kpi_nlp.readers.word.markup import (
    P_STYLE,
    R_PR,
    STRIKES,
    STRUCK,
    VANISH,
    Element,
    P,
    R,
    T,
    W,
    is_on,
    remove,
    text_in,
)
from kpi_nlp.readers.word.styles import Styles
from kpi_nlp.readers.word.symbols import RAISED
from kpi_nlp.readers.word.tree import Tree

RAISING, _RUN_STYLE = f"{W}vertAlign", f"{W}rStyle"


def settle_looks(tree: Tree, styles: Styles) -> tuple[bool, list[Element]]:
    """Take hidden runs out, name struck ones, raise digits: 「m2」 with a raised 2 is 「m²」.

    Returns whether text was hidden, and the runs that are struck out.
    """
    hidden = False
    for run in _runs_with(tree, (VANISH,), styles.hidden):
        hidden = hidden or bool(text_in(run, T).strip())
        remove(run)
    struck = _runs_with(tree, STRIKES, styles.struck)
    for run in struck:
        run.tag = STRUCK
    for mark in tree.each(RAISING):
        raised = _run_of(mark)
        if raised is not None and mark.get(f"{W}val") == "superscript":
            for text in raised.iter(T):
                text.text = (text.text or "").translate(RAISED)
    return hidden, struck


def _runs_with(tree: Tree, properties: tuple[str, ...], styles: frozenset[str]) -> list[Element]:
    """Return the runs that have one of these properties, by themselves or by their style, and do not switch it off."""
    runs = [run for mark in tree.each(*properties) if is_on(mark) and (run := _run_of(mark)) is not None]
    if styles:
        runs += (run for run in _runs_in_styles(tree, styles) if not _decides(run, properties))
    return list(dict.fromkeys(runs))


def _runs_in_styles(tree: Tree, styles: frozenset[str]) -> Iterator[Element]:
    for style in tree.each(_RUN_STYLE, P_STYLE):
        properties = style.getparent()
        styled = properties.getparent() if properties is not None and style.get(f"{W}val") in styles else None
        if styled is not None and styled.tag in (R, P):
            yield from styled.iter(R)


def _decides(run: Element, properties: tuple[str, ...]) -> bool:
    own = run.find(R_PR)
    return own is not None and any(own.find(name) is not None for name in properties)


def _run_of(mark: Element) -> Element | None:
    """Return the run that a mark in its properties speaks of, none for the mark of a paragraph or a look of the past."""
    properties = mark.getparent()
    run = properties.getparent() if properties is not None else None
    return run if run is not None and run.tag == R else None
