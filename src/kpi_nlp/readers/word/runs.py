"""What paragraphs print: the text of their runs, with both versions of a tracked change and what is struck out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi_nlp.readers.word.markup import DELETED, INS, INSERTED, NUM_PR, P_PR, STRUCK, Element, W
from kpi_nlp.readers.word.story import INVISIBLE, PRINTED, Properties, Story

_TEXTS = frozenset({*PRINTED, f"{W}delText"})


class Printed(NamedTuple):
    """What stands on paper; `before` is the text ahead of tracked changes, else what is struck out, None where neither."""

    text: str
    before: str | None = None
    tracked: bool = False
    struck: bool = False


class _Piece(NamedTuple):
    text: str
    inserted: bool
    deleted: bool
    struck: bool


def printed(paragraphs: Sequence[Element], story: Story) -> Printed:
    """Return what paragraphs print below one another; one whose mark was deleted goes on in the next."""
    if len(paragraphs) == 1 and paragraphs[0] not in story.changed:
        return Printed(f"{story.labels.get(paragraphs[0], '')}{story.texts[paragraphs[0]]}".strip())
    if any(paragraph in story.changed or story.runs_on(paragraph) for paragraph in paragraphs):
        return _versions(paragraphs, story)
    return Printed("\n".join(f"{story.labels.get(one, '')}{story.texts[one]}" for one in paragraphs).strip())


@dataclass(slots=True)
class _Lines:
    """Lines as they grow."""

    done: list[str] = field(default_factory=list)
    open: str = ""

    def add(self, text: str, *, label: str, ends: bool) -> None:
        """Add text to the open line; where a paragraph ends, its number is put ahead."""
        self.open += text
        if ends:
            self.done.append(label + self.open)
            self.open = ""

    def text(self) -> str:
        return INVISIBLE.sub("", "\n".join([*self.done, self.open])).strip()


def _versions(paragraphs: Sequence[Element], story: Story) -> Printed:
    now, then, out = _Lines(), _Lines(), _Lines()
    tracked = struck = False
    for paragraph in paragraphs:
        pieces = list(_pieces(paragraph, inserted=False, deleted=False, struck=False))
        own, label = story.of(paragraph), story.labels.get(paragraph, "")
        runs_on, numbered = story.runs_on(paragraph), _numbered_since(own)
        now.add(
            "".join(one.text for one in pieces if not one.deleted and not one.struck), label=label, ends=not runs_on
        )
        then.add(
            "".join(one.text for one in pieces if not one.inserted),
            label="" if numbered else label,
            ends=INS not in own,
        )
        out.add("".join(one.text for one in pieces if one.struck and not one.deleted), label="", ends=True)
        tracked = tracked or runs_on or numbered or any(one.inserted or one.deleted for one in pieces)
        struck = struck or any(one.struck and one.text.strip() for one in pieces)
    before = then.text() if tracked else out.text() if struck else None
    return Printed(now.text(), before, tracked, struck)


def _numbered_since(own: Properties) -> bool:
    """Return whether a tracked change gave a paragraph its automatic number."""
    return NUM_PR in own and own[NUM_PR].find(INS) is not None


def _pieces(element: Element, *, inserted: bool, deleted: bool, struck: bool) -> Iterator[_Piece]:
    for child in element:
        tag = child.tag
        if tag == P_PR:
            continue
        if tag in _TEXTS and child.text:
            yield _Piece(child.text, inserted, deleted, struck)
        yield from _pieces(
            child,
            inserted=inserted or tag in INSERTED,
            deleted=deleted or tag in DELETED,
            struck=struck or tag == STRUCK,
        )
