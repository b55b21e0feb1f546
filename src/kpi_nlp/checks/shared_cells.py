"""Sentences that several rows of a form share: a goal in words, a reason, a remark, what stands behind a figure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kpi_nlp.checks.repetition import LONGER, SAID_AGAIN, Said, tells, told
from kpi_nlp.model import Indicator, Paper, Value
from kpi_nlp.text import han_only, join_lines

_ROWS = 3  # two indicators may well fail for one reason
_STOP = re.compile(r"[。；;！!?？]")
_SOURCE = re.compile(r"来源|来自|取自|口径|详见|^(?:佐证|证明|凭证|依据|根据|参照|见|附)")

Told = Literal["reason", "note", "actual"]


@dataclass(frozen=True, slots=True)
class Shared:
    """A sentence of several rows, in which of their cells it stands, and where the prose says it, too."""

    said: str
    role: Told
    rows: tuple[Indicator, ...]
    prose: tuple[Said, ...] = ()


def in_targets(paper: Paper) -> Iterator[Indicator]:
    """Yield the rows whose target in words is that of another row of another name."""
    rows: dict[tuple[str | None, str], list[Indicator]] = defaultdict(list)
    for row in paper.valued:
        if row.target is not None and not row.target.quantities and tells(row.target.text):
            rows[row.scope, row.target.text].append(row)
    return (row for alike in rows.values() if len({row.name for row in alike}) > 1 for row in alike)


def in_rows(paper: Paper) -> Iterator[Shared]:
    """Yield the sentence that most rows share in their reasons, in their remarks, and behind the figures that they reached."""
    for role in ("reason", "note", "actual"):
        found = list(_shared(paper, role))
        if found:
            yield max(found, key=lambda shared: len(shared.rows))


def cell(row: Indicator, role: Told) -> Value | None:
    """Return what a row says in a cell."""
    return {"reason": row.reason, "note": row.note, "actual": row.actual}[role]


def _shared(paper: Paper, role: Told) -> Iterator[Shared]:
    rows: dict[str, list[tuple[str, Indicator]]] = defaultdict(list)
    for row in paper.indicators:
        value = cell(row, role)
        for said in _sentences(value.text, role) if value is not None and len(value.text) >= LONGER else ():
            rows[han_only(said)].append((said, row))
    alike = {words: found for words, found in rows.items() if len({row.name for _, row in found}) > 1}
    again = _of_prose(paper, alike) if role == "actual" and alike else {}
    for words, found in alike.items():
        if len({row.name for _, row in found}) + len(again.get(words, ())) >= _ROWS:
            yield Shared(found[0][0], role, tuple(row for _, row in found), again.get(words, ()))


def _sentences(text: str, role: Told) -> Iterator[str]:
    """Yield the long sentences of a cell: of a reason the whole, and all; of another no assurance and no source; behind an outcome."""
    sentences = [said.strip() for said in _STOP.split(join_lines(text))]
    if role == "reason":
        wholes = {han_only(said): said for said in (text, *sentences)}
        yield from (said for words, said in wholes.items() if len(words) >= LONGER)
        return
    for said in dict.fromkeys(sentences[1:] if role == "actual" else sentences):
        if len(han_only(said)) >= LONGER and not SAID_AGAIN.search(said) and not _SOURCE.search(said):
            yield said


def _of_prose(paper: Paper, words: dict[str, list[tuple[str, Indicator]]]) -> dict[str, tuple[Said, ...]]:
    """Return where the prose says what rows say behind their figures."""
    return {one.words: (one,) for one in told(paper) if one.words in words}
