"""Fields: their results are text, their instructions are not; what prints without a result is written out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kpi_nlp.readers.symbols import character
from kpi_nlp.readers.word.formulas import equation
from kpi_nlp.readers.word.markup import Element, R, T, W, holder, is_on, number, put_text, text_in
from kpi_nlp.readers.word.tree import Tree

FIELD, INSTRUCTION, FORM_DATA = f"{W}fldChar", f"{W}instrText", f"{W}ffData"
_SYMBOL = re.compile(r'^\s*SYMBOL\s+(\d{1,5}|0x[0-9a-f]{1,4})\b.*?\\f\s*"?([^"\\]+)', re.IGNORECASE)
_EQUATION = re.compile(r"^\s*EQ\s", re.IGNORECASE)

_MOST_RUNS = 100  # of an old form field, which holds a word or two

_Stretch = tuple[Element, Element]


@dataclass(slots=True)
class _Field:
    """A field whose end has not come yet; `inner` are the fields inside its instruction, by begin and end."""

    begin: Element
    separated: bool = False
    instruction: str = ""
    inner: list[_Stretch] = field(default_factory=list)


def settle_fields(tree: Tree) -> bool:
    """Write out fields without a result, empty those inside instructions; return whether all are understood."""
    understood = True
    inner: list[_Stretch] = []
    for done, around, end in _fields(tree):
        inner += done.inner
        if around is not None and not around.separated:
            around.inner.append((done.begin, end))
        elif not done.separated:
            understood = _write_out(done) and understood
    if inner:
        _empty(tree, inner)
    for data in tree.all(FORM_DATA):
        _fill_in(data)
    return understood


def _fields(tree: Tree) -> Iterator[tuple[_Field, _Field | None, Element]]:
    """Yield each field as it ends, with the one around it and its end; a begin or an end alone says nothing."""
    open_: list[_Field] = []
    for mark in tree.each(FIELD, INSTRUCTION):
        match mark.get(f"{W}fldCharType", ""):
            case "begin":
                open_.append(_Field(mark))
            case "separate" if open_:
                open_[-1].separated = True
            case "end" if open_:
                done = open_.pop()
                yield done, open_[-1] if open_ else None, mark
            case "" if open_:
                open_[-1].instruction += mark.text or ""


def _write_out(field_: _Field) -> bool:
    """Write what a field prints by its instruction alone; return whether that is understood."""
    run = holder(field_.begin, R)
    if run is None:
        return True
    if symbol := _SYMBOL.match(field_.instruction):
        put_text(run, character(symbol[2].strip(), int(symbol[1], 16 if symbol[1][1:2] in ("x", "X") else 10)))
    elif _EQUATION.match(field_.instruction):
        text = equation(field_.instruction)
        put_text(run, text or "")
        return text is not None
    return True


def _empty(tree: Tree, stretches: Sequence[_Stretch]) -> None:
    """Take away the text of fields inside the instruction of another: it is compared, not printed."""
    begins, ends = {begin for begin, _ in stretches}, {end for _, end in stretches}
    depth = 0
    for element in tree.each(FIELD, T):
        depth += (element in begins) - (element in ends)
        if depth and element.tag == T:
            element.text = ""


def _fill_in(data: Element) -> None:
    """Write the box or the chosen entry of an old form field, which print without a result."""
    run = holder(data, R)
    box, choices = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if run is None or _has_result(run):
        return
    if box is not None:
        checked = box.find(f"{W}checked")
        put_text(run, "☑" if is_on(checked if checked is not None else box.find(f"{W}default")) else "□")
    elif choices is not None:
        chosen = choices.find(f"{W}result")
        at = number(chosen if chosen is not None else choices.find(f"{W}default"))
        entries = [entry.get(f"{W}val", "") for entry in choices.iterchildren(f"{W}listEntry")]
        put_text(run, entries[at] if 0 <= at < len(entries) else "")


def _has_result(run: Element) -> bool:
    """Return whether text stands between the separator of the field that a run begins and its end."""
    separated = False
    for following in islice(run.itersiblings(), _MOST_RUNS):
        mark = following.find(FIELD)
        kind = mark.get(f"{W}fldCharType") if mark is not None else None
        if kind == "end":
            return False
        separated = separated or kind == "separate"
        if separated and text_in(following, T).strip():
            return True
    return False
