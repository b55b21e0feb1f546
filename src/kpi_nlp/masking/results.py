"""A result with everybody taken out: first who is named in the documents, then every text that is shown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from kpi_nlp.lexicon import persons
from kpi_nlp.masking.marks import NAME, TELEPHONE, named, number, spans
from kpi_nlp.model import ChosenProfile, Computation, Document, Result, Table

_KEPT = frozenset({
    "file", "path", "roots", "sha256", "format", "id", "fingerprint", "evidence_hash", "code", "title", "levels", "scope",
    "department", "department_key", "project", "embedder", "basis", "cleared_by", "outcomes", "role",
})  # fmt: skip
"""What names a file, a rule, a department or a project."""
_QUOTED = r"(?<=[「『“\"(（])%s(?=[」』”\")）])"
_STANDS_ALONE = 3  # letters: shorter names are words, too, where no label stands beside them
_HAN = r"[\u3400-\u9fff]"
_NOTE = "已按 --anonymize 隐去姓名、电话、证件号和邮箱（「某某」「〔电话〕」等）；文件名不变"


def masked(result: Result, *, tables: bool = False) -> Result:
    """Return a result in which nobody is named; fingerprints, figures and names of departments and indicators stay.

    The tables of its documents tell who stands beside a label; they are let go then, unless asked for.
    """
    masking = _Masking(result)
    papers = tuple(
        paper if tables else replace(paper, document=paper.document.without_tables()) for paper in result.papers
    )
    hidden: Result = masking.of(replace(result, papers=papers))
    return replace(hidden, notes=(*hidden.notes, _NOTE), anonymized=True)


class _Masking:
    """Masks texts and what holds them; what is one object stays one, for reports that ask which it is."""

    def __init__(self, result: Result) -> None:
        rows = {name for paper in result.papers for row in paper.indicators for name in (row.name, *row.levels)}
        departments = {name for document in result.documents if (name := document.identity.department)}
        self._names = departments | {
            name for name in rows if not list(spans(name))
        }  # 「合格率（责任人：周某）」 names somebody
        beside = dict(_beside(result.documents))
        self._beside = {text: mark for text, mark in beside.items() if text not in self._names}
        self._patterns = [(re.compile(_pattern(text)), mark) for text, mark in self._beside.items()]
        self._done: dict[int, tuple[Any, Any]] = {}

    def of(self, value: Any) -> Any:  # noqa: ANN401 - whatever a result holds
        """Return a value with its texts masked."""
        match value:
            case str():
                return self.text(value)
            case tuple():
                return _same(value, tuple(map(self.of, value)))
            case Mapping():
                return {key: self.of(held) for key, held in value.items()}
            case Computation() | ChosenProfile():
                return value
            case _ if is_dataclass(value) and not isinstance(value, type):
                return self._object(value)
            case _:
                return value

    def _object(self, value: Any) -> Any:  # noqa: ANN401 - a dataclass of the model
        if id(value) not in self._done:
            held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
            new = {name: self.of(part) for name, part in held.items() if name not in _KEPT}
            changed = {name: part for name, part in new.items() if part is not held[name]}
            self._done[id(value)] = value, replace(value, **changed) if changed else value
        return self._done[id(value)][1]

    def text(self, text: str) -> str:
        """Return a text with everybody in it masked; names of indicators and departments in it stay whole."""
        if (mark := self._beside.get(text.strip())) is not None:
            return mark
        found = [
            *spans(text),
            *((*match.span(), mark) for pattern, mark in self._patterns for match in pattern.finditer(text)),
        ]
        if not found:
            return text
        kept = [place for name in self._names if len(name) > 1 for place in _places(name, text)]
        wanted = [span for span in sorted(found) if not any(low <= span[0] and span[1] <= high for low, high in kept)]
        return _written(text, wanted)


def _same(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return old if all(one is other for one, other in zip(old, new, strict=True)) else new


def _pattern(text: str) -> str:
    """Return where a name or a number from beside a label is it again: between signs, or, if it is short, in quotes."""
    alone = rf"(?<!{_HAN}){re.escape(text)}(?!{_HAN})"
    return alone if len(text) >= _STANDS_ALONE and not text.isdigit() else _QUOTED % re.escape(text)


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in re.finditer(re.escape(name), text))


def _written(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, mark in found:
        if start >= at:
            parts += [text[at:start], mark]
            at = end
    return "".join((*parts, text[at:]))


def _beside(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield what stands in the cell after a label of a person or a telephone."""
    for document in documents:
        for block in document.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                yield from _in_row([text for cell in row if (text := cell.text.strip())])


def _in_row(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    known = persons()
    for label, text in pairwise(texts):
        if known.person_label.fullmatch(label):
            for name in (text, *named(text)) if named(text) else ():
                yield name, NAME
        elif known.telephone_label.fullmatch(label) and number(text):
            yield text, TELEPHONE
