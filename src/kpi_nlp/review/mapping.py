"""From what was entered in 指标对照 to labels of pairs: which links are right, which are not, and which rows should be linked instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kpi_nlp.model import (
    CANDIDATE_TITLES,
    LINK_TITLES,
    MAP_SHEET,
    KnownPair,
    KnownRow,
    Label,
    MapEntry,
    PairLabel,
)
from kpi_nlp.review.labels import label_pairs, labels_of
from kpi_nlp.review.map_sheet import FilledMap
from kpi_nlp.review.store import Store
from kpi_nlp.text import squeeze

SOURCE = "map"
_RIGHT, _WRONG, _UNSURE = LINK_TITLES

Said = tuple[int, int, Label, str]
"""Two rows by their numbers, what they are to each other, and what the program had said."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """How many labels were kept, and what was not taken over and why."""

    labels: int
    notes: tuple[str, ...]


class NotTaken(Exception):
    """An entry that cannot be taken over, with the reason."""


def label_map(store: Store, filled: FilledMap, *, reviewer: str, dry_run: bool) -> Mapped:
    """Keep the labels that the entries of a sheet make; those that this reviewer gave before are not written again."""
    said, notes = _said(filled)
    known = {
        given.pair: given.label for given in labels_of(store) if (given.reviewer, given.source) == (reviewer, SOURCE)
    }
    fresh = [
        (PairLabel(pair.key, label, SOURCE, reviewer, verdict, blind=False), pair)
        for pair, label, verdict in said
        if known.get(pair.key) != label
    ]
    if fresh and not dry_run:
        label_pairs(store, fresh)
    return Mapped(len(fresh), tuple(notes))


def _said(filled: FilledMap) -> tuple[list[tuple[KnownPair, Label, str]], list[str]]:
    """Return the labels of all entries, each pair once, and which entries were not taken over."""
    found: dict[str, tuple[int, KnownPair, Label, str]] = {}
    against: set[str] = set()
    notes: list[str] = []
    for entry in filled.entries:
        try:
            labels = list(labels_told(entry, filled.rows))
        except NotTaken as reason:
            notes.append(f"「{MAP_SHEET}」第 {entry.row} 行{reason}，没有采用")
            continue
        for left, right, label, verdict in labels:
            pair = KnownPair.between(filled.rows[left], filled.rows[right])
            row, _, other, _ = found.setdefault(pair.key, (entry.row, pair, label, verdict))
            if other != label:
                against.add(pair.key)
                pairs = f"「{pair.left.text}」与「{pair.right.text}」"
                notes.append(f"「{MAP_SHEET}」第 {row} 行与第 {entry.row} 行对{pairs}说法不一，没有采用")
    return [said[1:] for key, said in found.items() if key not in against], notes


def labels_told(entry: MapEntry, rows: Mapping[int, KnownRow]) -> Iterator[Said]:
    """Yield the labels of an entry. Raises NotTaken where it says nothing, or nothing certain."""
    if not entry.right and not entry.counterpart:
        message = f"清空了，以前的标注没有收回；改主意请改选，拿不准的选「{_UNSURE}」"
        raise NotTaken(message)
    if entry.right and entry.right not in LINK_TITLES:
        message = f"的「{entry.right}」不认识（可用：{'、'.join(LINK_TITLES)}）"
        raise NotTaken(message)
    if entry.counterpart and entry.right in (_RIGHT, _UNSURE):
        message = f"选了「{entry.right}」，又写了正确对应项"
        raise NotTaken(message)
    if (_ends(entry) | {*entry.key.rows, *entry.key.candidates}) - rows.keys():
        message = "的隐藏编号在这份工作簿里找不到"
        raise NotTaken(message)
    if entry.right in (_RIGHT, _UNSURE):
        return _as_told(entry)
    return _wrong_link(entry, rows) if entry.key.links else _not_alone(entry, rows)


def _ends(entry: MapEntry) -> set[int]:
    return {number for link in entry.key.links for number in link[:2]}


def _as_told(entry: MapEntry) -> Iterator[Said]:
    """Yield what 正确 and 不确定 say: of the links, or of the candidates that a row which stands alone does not go with."""
    right, (row, *_) = entry.right == _RIGHT, entry.key.rows
    for left, other, label, verdict in entry.key.links:
        yield left, other, cast("Label", label) if right else "unsure", verdict
    if not entry.key.links:
        yield from ((row, near, "different" if right else "unsure", "different") for near in entry.key.candidates)


def _not_alone(entry: MapEntry, rows: Mapping[int, KnownRow]) -> Iterator[Said]:
    if not entry.counterpart:
        message = f"未对应而选了「{_WRONG}」，请在「正确对应项」写明它对应哪一项"
        raise NotTaken(message)
    chosen = _chosen(entry, rows)
    return iter([(entry.key.rows[0], chosen, "same", "different")])


def _wrong_link(entry: MapEntry, rows: Mapping[int, KnownRow]) -> Iterator[Said]:
    """Return that the row which another should stand for is linked wrongly, and the other rightly.

    Where a line has several links, only the counterpart tells which row of it is meant: that of the same paper.
    """
    links = entry.key.links
    if not entry.counterpart:
        if len(links) > 1:
            message = "有两处以上对应，看不出哪一处有误，请在「正确对应项」写明"
            raise NotTaken(message)
        return iter([_against(links[0])])
    chosen = _chosen(entry, rows)
    meant = [number for number in sorted(_ends(entry)) if rows[number].file == rows[chosen].file]
    if not meant and len(links) == 1:
        meant = [links[0][1]]
    if len(meant) != 1:
        message = "看不出正确对应项应当代替哪一行，请改写与有误的那一行同一份文件中的指标"
        raise NotTaken(message)
    return _replaced(links, meant[0], chosen)


def _replaced(links: Sequence[tuple[int, int, str, str]], wrong: int, chosen: int) -> Iterator[Said]:
    for link in links:
        if wrong in link[:2]:
            left, right, *_ = link
            yield _against(link)
            yield (right if left == wrong else left), chosen, "same", "different"


def _against(link: tuple[int, int, str, str]) -> Said:
    left, right, _, verdict = link
    return left, right, "different", verdict


def _chosen(entry: MapEntry, rows: Mapping[int, KnownRow]) -> int:
    """Return the row that was named: a candidate by its number, else a row of another paper by its name or place."""
    if entry.counterpart in CANDIDATE_TITLES:
        at = CANDIDATE_TITLES.index(entry.counterpart)
        if at < len(entry.key.candidates):
            return entry.key.candidates[at]
        message = f"没有{entry.counterpart}"
        raise NotTaken(message)
    own = {*entry.key.rows, *_ends(entry)}
    mine = rows[entry.key.rows[0]]
    files = {rows[number].file for number in own} if len(own) == 1 else set()
    open_ = [
        number for number, row in rows.items()
        if number not in own and row.document == mine.document and row.file not in files
    ]  # fmt: skip
    wanted = squeeze(entry.counterpart)
    found = [number for number in open_ if f":{wanted}".endswith(f":{squeeze(rows[number].place)}")]
    found = found or [number for number in open_ if squeeze(rows[number].named.text) == wanted]
    if len(found) == 1:
        return found[0]
    several = f"有 {len(found)} 行同名，请改写其中一行的位置" if found else "在这份工作簿里找不到，请写名称或位置"
    message = f"的正确对应项「{entry.counterpart}」{several}"
    raise NotTaken(message)
