"""What the look of a run says of its text: hidden, struck out, raised."""

from collections.abc import Iterator

from kpi_nlp.readers.word.markup import P_STYLE, R_PR, STRUCK, Element, P, R, T, W, is_on, remove, text_in
from kpi_nlp.readers.word.styles import Styles
from kpi_nlp.readers.word.symbols import RAISED

_VANISH, _RAISED, _RUN_STYLE = f"{W}vanish", f"{W}vertAlign", f"{W}rStyle"
_STRIKES = (f"{W}strike", f"{W}dstrike")


def settle_looks(root: Element, styles: Styles) -> bool:
    """Take hidden runs out, name struck ones, raise digits: 「m2」 with a raised 2 is 「m²」; return whether text was hidden."""
    hidden = False
    for run in _runs_with(root, (_VANISH,), styles.hidden):
        hidden = hidden or bool(text_in(run, T).strip())
        remove(run)
    for run in _runs_with(root, _STRIKES, styles.struck):
        run.tag = STRUCK
    for mark in root.iter(_RAISED):
        raised = _run_of(mark)
        if raised is not None and mark.get(f"{W}val") == "superscript":
            for text in raised.iter(T):
                text.text = (text.text or "").translate(RAISED)
    return hidden


def _runs_with(root: Element, properties: tuple[str, ...], styles: frozenset[str]) -> list[Element]:
    """Return the runs that have one of these properties, by themselves or by their style, and do not switch it off."""
    runs = [run for mark in root.iter(*properties) if is_on(mark) and (run := _run_of(mark)) is not None]
    if styles:
        runs += (run for run in _runs_in_styles(root, styles) if not _decides(run, properties))
    return list(dict.fromkeys(runs))


def _runs_in_styles(root: Element, styles: frozenset[str]) -> Iterator[Element]:
    for style in root.iter(_RUN_STYLE, P_STYLE):
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
