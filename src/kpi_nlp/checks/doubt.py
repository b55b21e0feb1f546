"""What a finding owes to character recognition: it is told, and where a letter was doubtful nothing is called an error."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from kpi_nlp.model import DOUBTFUL, Check, Document, Evidence, Heading, Remark, Table, recognised
from kpi_nlp.text import squeeze

Readings: TypeAlias = Mapping[str, Mapping[int, list[tuple[str, float]]]]
"""What was recognised: by document and place in reading order, texts with how sure they are."""


def readings_of(documents: Iterable[Document]) -> Readings:
    """Return what was recognised in documents; nothing of those that were not."""
    return {document.path: _readings(document) for document in documents}


def _readings(document: Document) -> dict[int, list[tuple[str, float]]]:
    found: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for block in document.blocks:
        for part in (cell for row in block.rows for cell in row) if isinstance(block, Table) else (block,):
            if not isinstance(part, Heading) and part.confidence is not None:
                found[part.location.order].append((squeeze(part.text), part.confidence))
    return dict(found)


def weighed(check: Check, remark: Remark, readings: Readings) -> Remark:
    """Return a remark that says how surely its figures were recognised; an error that rests on doubt is a question."""
    sure = min((sure for quote in remark.evidence for sure in _sureness(remark, quote, readings)), default=None)
    if sure is None:
        return remark
    told = f"{remark.message}{recognised(sure)}，请与原件核对。"
    if sure >= DOUBTFUL or (remark.severity or check.severity) != "error":
        return replace(remark, message=told)
    return replace(remark, message=f"{told}有字识别不确定，故不列为错误。", severity="question")


def _sureness(remark: Remark, quote: Evidence, readings: Readings) -> Iterator[float]:
    """Yield how surely the cell of a quote was read; what is said of no row in particular rests on the whole paper."""
    read = readings[quote.location.file]
    beside = read.get(quote.location.order, []) if remark.indicators else []
    said = [sure for text, sure in beside if squeeze(quote.quote) in text]
    yield from said or (sure for _, sure in beside or (pair for pairs in read.values() for pair in pairs))
