"""Re-proves a result against its sources: each quote is looked up at its place, each computation is done again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation
from pathlib import Path
from typing import Any

from kpi_nlp.masking import is_masked, left_of
from kpi_nlp.model import Document, Heading, Location, Refused, Table, Verification
from kpi_nlp.quantities import last_digit
from kpi_nlp.quantities.arithmetic import evaluate
from kpi_nlp.reading import Progress, read_set
from kpi_nlp.text import clip, squeeze

_AHEAD = 40  # cells before its place in which a printed row may begin: its name stands in the middle
_FURTHER = 600  # cells after its place over which a printed cell or sentence may run, across a page
_TERMS = "+"

Object = Mapping[str, Any]
Coordinates = tuple[object, ...]


class NotAResult(ValueError):
    """A file that holds no result of `check --format json`, with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class _Source:
    """The texts of a document in reading order, cell by cell, and which of them stand at a place."""

    sha256: str
    texts: list[str] = field(default_factory=list)
    at: dict[Coordinates, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, location: Location, text: str) -> None:
        for place in {_key(location.coordinates), _row_of(location.coordinates)}:
            self.at[place].append(len(self.texts))
        self.texts.append(squeeze(text))

    def holds(self, place: Coordinates, quote: str) -> bool:
        """Return whether a quote stands at a place, whole or in pieces: printed cells are broken over lines and pages."""
        starts = self.at.get(place, [])
        if any(quote in self.texts[start] for start in starts):
            return True
        return bool(starts) and _pieced(self.texts[max(0, starts[0] - _AHEAD) : starts[-1] + _FURTHER], quote)


def _key(coordinates: Object) -> Coordinates:
    return tuple(coordinates.values())


def _row_of(coordinates: Object) -> Coordinates:
    return _key({**coordinates, "cell": None})


def _pieced(texts: Sequence[str], quote: str) -> bool:
    """Return whether texts, in their order and with others between them, make up a quote; a single text elsewhere is none."""
    reached = {0}
    for text in filter(None, texts):
        if any(text.startswith(quote[at:]) for at in reached if at):
            return True
        reached |= {at + len(text) for at in reached if quote.startswith(text, at) and len(text) < len(quote)}
        reached |= {length for length in range(1, len(text)) if quote.startswith(text[-length:])}
    return len(quote) in reached


def verify(path: Path, roots: Sequence[Path] = (), *, progress: Progress | None = None) -> Verification:
    """Read a result and its sources again and prove each finding.

    `roots` are the files and folders that were checked; by default those that the result names, from where it was made
    or from beside the result. Raises NotAResult for a file that is none.
    """
    result = _result(path)
    folders = roots or [_root(path, Path(root)) for root in result.get("roots", ())]
    read = read_set(folders, progress=progress, tables=True)
    sources = {document.path: _source(document) for document in read.documents}
    printed = {entry["path"]: entry["sha256"] for entry in result["documents"]}
    findings = result["findings"]
    anonymized = result.get("anonymized") is True
    refused, unproved, masked = [], [], 0
    for finding in findings:
        if missing := _missing(finding, sources):
            unproved.append(_refused(finding, missing))
            continue
        hidden = [quote for quote in _quotes(finding) if anonymized and _hidden(quote, sources)]
        masked += len(hidden)
        if told := (*_misquoted(finding, sources, printed, hidden), *_miscalculated(finding)):
            refused.append(_refused(finding, told))
    left_out = {entry.id for entry in unproved}
    looked_at = [finding for finding in findings if finding["id"] not in left_out]
    return Verification(
        findings=len(findings),
        quotes=sum(1 for finding in looked_at for _ in _quotes(finding)) - masked,
        computations=sum(finding["computation"] is not None for finding in looked_at),
        refused=tuple(refused),
        problems=read.problems,
        masked=masked,
        unproved=tuple(unproved),
    )


def _missing(finding: Object, sources: Mapping[str, _Source]) -> list[str]:
    """Say which sources of a finding are not there."""
    paths = (evidence["path"] for evidence in _quotes(finding))
    return [f"找不到来源文件「{path}」" for path in paths if path not in sources]


def _refused(finding: Object, reasons: Iterable[str]) -> Refused:
    return Refused(finding["id"], finding["code"], finding["message"], tuple(dict.fromkeys(reasons)))


def _result(path: Path) -> dict[str, Any]:
    try:
        result = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = f"无法打开「{path}」，请检查文件名和路径"
        raise NotAResult(message) from error
    except ValueError as error:
        message = f"「{path}」不是 JSON 文件，请用 check -o json=结果.json 保存结果后再核实"
        raise NotAResult(message) from error
    if not isinstance(result, dict) or not {"findings", "documents"} <= result.keys():
        message = f"「{path}」不是 check 的结果，请用 check -o json=结果.json 保存结果后再核实"
        raise NotAResult(message)
    return result


def _root(result: Path, root: Path) -> Path:
    """Return where a source lies: as it was given, else beside the result."""
    return root if root.exists() or root.is_absolute() else result.parent / root


def _source(document: Document) -> _Source:
    source = _Source(document.sha256)
    for block in document.blocks:
        for part in (cell for row in block.rows for cell in row) if isinstance(block, Table) else (block,):
            source.add(part.location, part.text)
            if not isinstance(part, Heading) and part.before:
                source.add(part.location, part.before)
    return source


def _misquoted(
    finding: Object, sources: Mapping[str, _Source], printed: Mapping[str, str], hidden: Sequence[Object]
) -> Iterator[str]:
    """Say which quotes do not stand at their places in sources that are there; of those that are hidden nothing can be said."""
    for evidence in _quotes(finding):
        path, quote = evidence["path"], evidence["quote"]
        if sources[path].sha256 != printed.get(path):
            yield f"来源文件「{path}」在核对之后改动过"
        elif evidence not in hidden and not _stands(evidence, sources):
            yield f"{evidence['location']} 处没有原文「{clip(quote)}」"


def _hidden(evidence: Object, sources: Mapping[str, _Source]) -> bool:
    """Return whether a quote cannot be looked up because somebody was taken out of it: what is left stands at its place."""
    path, quote = evidence["path"], evidence["quote"]
    if not is_masked(quote) or _stands(evidence, sources):
        return False
    place = _key(evidence["place"])
    return all(sources[path].holds(place, squeeze(part)) for part in left_of(quote))


def _stands(evidence: Object, sources: Mapping[str, _Source]) -> bool:
    return sources[evidence["path"]].holds(_key(evidence["place"]), squeeze(evidence["quote"]))


def _quotes(finding: Object) -> Iterator[Object]:
    yield from finding["evidence"]
    yield from _listed(finding)


def _listed(finding: Object) -> Iterator[Object]:
    """Yield the values of the rows of an aggregated finding as quotes, each somewhere in its row."""
    for row in finding["rows"]:
        place = row["place"] | {"cell": None}
        yield from ({**row, "place": place, "quote": row[side]} for side in ("target", "actual") if row[side])


def _miscalculated(finding: Object) -> Iterator[str]:
    """Say that the formula of a finding does not give its result."""
    if (arithmetic := finding["computation"]) is None:
        return
    formula, stated = arithmetic["formula"], arithmetic["result"]
    try:
        value = _value(formula)
        wrong = abs(value - Decimal(stated)) > last_digit(stated)
    except (ValueError, DivisionByZero, InvalidOperation):
        yield f"算式「{formula}」无法计算"
        return
    if wrong:
        yield f"算式「{formula}」等于 {value}，写作 {stated}"


def _value(formula: str) -> Decimal:
    """Return the value of a formula; long ones are sums of printed figures, added here one by one."""
    if set(formula) <= set("0123456789.+"):
        return sum((Decimal(term) for term in formula.split(_TERMS)), Decimal(0))
    return evaluate(formula)
