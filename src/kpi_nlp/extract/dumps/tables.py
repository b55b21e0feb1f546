"""Where tables are written down cell after cell, and what their rows are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp import lexicon
from kpi_nlp.extract.dumps.atoms import Atom, atoms_of, text_of
from kpi_nlp.extract.dumps.edges import Edges
from kpi_nlp.extract.dumps.lattice import Path, likeliest
from kpi_nlp.extract.dumps.pieces import pieces_of
from kpi_nlp.extract.dumps.points import settled
from kpi_nlp.extract.dumps.readings import Columns
from kpi_nlp.extract.dumps.titles import Titles, find_titles
from kpi_nlp.extract.dumps.words import Word
from kpi_nlp.extract.narrative.outline import CHAPTER, numbered
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.model import Cell, ReadWarning, Table
from kpi_nlp.text import clip

ONE_BY_ONE, JOINED = "还原逐格写出的表格", "按约束拆分无分隔的文字"
_PAGE_NUMBER = re.compile(r"第\d{1,4}页(?:[,/]?共\d{1,4}页)?|[-—–]+\d{1,4}[-—–]+")
_LONGEST_TABLE = 6000  # atoms


@dataclass(frozen=True, slots=True)
class Dump:
    """The titles of a table, and the words behind them up to where it certainly ends."""

    titles: Titles
    words: tuple[Word, ...]


def written(words: Sequence[Word]) -> Iterator[Dump]:
    """Yield the tables that are written down cell after cell; titles that are repeated on a new page are none of another."""
    found = list(find_titles(words))
    at = 0
    while at < len(found):
        titles = found[at]
        body: list[Word] = []
        start = titles.stop
        at += 1
        while at < len(found) and sorted(found[at].roles, key=str) == sorted(titles.roles, key=str):
            body += words[start : found[at].start]
            start, at = found[at].stop, at + 1
        body += words[start : found[at].start if at < len(found) else len(words)]
        yield Dump(titles, tuple(_up_to_end(body)))


def _up_to_end(words: Sequence[Word]) -> Iterator[Word]:
    """Yield words up to a heading of the outline or the signature below a table; page numbers are none."""
    for at, word in enumerate(words):
        if word.opens_line:
            line = "".join(other.text for other in words[at : at + 4] if other.block == word.block)
            heading = numbered(line)
            if heading is not None and heading[0] <= CHAPTER and not is_level(line):
                return
            if lexicon.headers().closing.get(lexicon.header_key(line.partition(":")[0])) in {"signature", "grade"}:
                return
        if not _PAGE_NUMBER.fullmatch(word.text):
            yield word


def solve(dump: Dump) -> tuple[Table | None, frozenset[int], list[ReadWarning]]:
    """Return the table, the paragraphs that it was made of, and what could not be read; None where nothing could."""
    titles = dump.titles
    place = titles.columns[0].word.location
    atoms = pieces_of(dump.words) if titles.joined else atoms_of(dump.words)
    if len(atoms) > _LONGEST_TABLE:
        return None, frozenset(), [ReadWarning("TableNotRead", "这里起是逐格写出的表格，过长，未能还原", place)]
    columns = _columns(titles)
    edges = Edges(atoms, columns, joined=titles.joined)
    path = settled(likeliest(len(atoms), edges.at), atoms, columns, joined=titles.joined)
    sure = _uncontested(path, edges)
    if not any(sure):
        return (
            None,
            frozenset(),
            [ReadWarning("TableNotRead", "这里起是逐格写出的表格，各行无法唯一确定，未能还原", place)],
        )
    rows = [_titles(titles), *_rows(atoms, path, sure, edges)]
    unread = {
        atom.block
        for edge, read in zip(path.edges, sure, strict=True)
        if not read
        for atom in atoms[edge.start : edge.stop]
    }
    blocks = {atom.block for atom in atoms} | {title.word.block for title in titles.columns}
    table = Table(tuple(rows), place, repair=JOINED if titles.joined else ONE_BY_ONE)
    return table, frozenset(blocks - unread), list(_told(atoms, path, sure))


def _uncontested(path: Path, edges: Edges) -> list[bool]:
    """Return which rows to keep: those that nothing contests, and to which nothing belongs that stands beside them.

    What is passed over behind a row may be the rest of its last cell, unless that is a number; what is passed over in
    front of one may be the beginning of its name, unless a level stands between. The same holds for a remark and the
    name behind it, where nothing parts them.
    """
    kept = []
    ways = path.edges
    for at, (way, certain) in enumerate(zip(ways, path.certain, strict=True)):
        before, after = ways[at - 1] if at else None, ways[at + 1] if at + 1 < len(ways) else None
        begins = before is None or edges.is_parted(before, way)
        ends = after is None or edges.is_parted(way, after)
        kept.append(way.row is not None and certain and begins and ends)
    return kept


def _titles(titles: Titles) -> tuple[Cell, ...]:
    return tuple(Cell(title.word.text, title.word.location) for title in titles.columns)


def _rows(atoms: Sequence[Atom], path: Path, sure: Sequence[bool], edges: Edges) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows that are kept, each with the labels of its levels, wherever these were printed."""
    columns = edges.columns
    levels: dict[int, Cell] = {}
    for edge, keep in zip(path.edges, sure, strict=True):
        row = edge.row or edges.labels_at(edge.start)
        if row is None:
            continue
        cells = [Cell(text_of(atoms[a:b]), atoms[a if a < b else edge.start].location) for a, b in row.spans]
        if edge.row is not None and _is_total(cells):
            yield from [tuple(cells)] if keep else []
            continue
        for column in columns.levels:
            if cells[column].text:
                levels = {above: cell for above, cell in levels.items() if above < column} | {column: cells[column]}
        if keep:
            yield tuple(levels.get(column, cell) for column, cell in enumerate(cells))


def _is_total(cells: Sequence[Cell]) -> bool:
    return lexicon.headers().closing.get(lexicon.header_key(cells[0].text)) == "total"


def _told(atoms: Sequence[Atom], path: Path, sure: Sequence[bool]) -> Iterator[ReadWarning]:
    """Say which rows were not read; what stands below the table is none."""
    yield ReadWarning("TableRepaired", f"表格的各格逐行写出，已按栏目还原 {sum(sure)} 行，请核对", atoms[0].location)
    for edge, keep in zip(path.edges, sure, strict=True):
        if not keep and (edge.row is not None or edge.passes):
            text = clip(text_of(atoms[edge.start : edge.stop]))
            yield ReadWarning("RowNotRecognised", f"「{text}」各栏无法唯一确定，未读取", atoms[edge.start].location)


def _columns(titles: Titles) -> Columns:
    """Return the roles of the columns, and which of them names the indicator."""
    roles = {column: role for column, role in enumerate(titles.roles) if role is not None}
    named = Header(roles, {}, {}, {}, len(titles.columns)).name_column
    return Columns(titles.roles, -1 if named is None else named)
