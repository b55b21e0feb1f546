"""What was entered in 指标对照 before, for a sheet that is written anew: the entries that would make the labels which the store has."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kpi_nlp.model import CANDIDATE_TITLES, LINK_TITLES, EntriesOf, KnownPair, KnownRow, Label, MapEntry, MapKey
from kpi_nlp.review.labels import labels_of
from kpi_nlp.review.mapping import SOURCE, NotTaken, labels_told
from kpi_nlp.review.pairs import known_pairs
from kpi_nlp.review.store import Store

_RIGHT, _WRONG, _UNSURE = LINK_TITLES
_BLANK = ("", "")


def entries_of(store: Store) -> EntriesOf:
    """Return what finds the entries of a sheet; a row of which reviewers said different things stays blank."""
    given: dict[str, set[Label]] = defaultdict(set)
    for said in labels_of(store):
        if said.source == SOURCE:
            given[said.pair].add(said.label)
    agreed = {pair: one for pair, (one, *others) in given.items() if not others}
    texts = known_pairs(store) if agreed else {}
    chosen = [pair for key, label in agreed.items() if label == "same" and (pair := texts.get(key))]
    partners: dict[str, set[str]] = defaultdict(set)
    for pair in chosen:
        partners[pair.left.text].add(pair.right.text)
        partners[pair.right.text].add(pair.left.text)

    def entered(keys: Iterator[MapKey], rows: Mapping[int, KnownRow]) -> Iterator[tuple[str, str]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, row in rows.items():
            numbers[row.named.text].append(number)
        for key in keys:
            tries = _tries(key, rows, partners, numbers) if agreed else ()
            yield next((entry for entry in tries if _told(key, entry, rows, agreed)), _BLANK)

    return entered


def _told(key: MapKey, entry: tuple[str, str], rows: Mapping[int, KnownRow], agreed: Mapping[str, Label]) -> bool:
    """Return whether all that an entry would say is what the store has."""
    try:
        said = list(labels_told(MapEntry(0, key, *entry), rows))
    except NotTaken:
        return False
    pairs = ((KnownPair.between(rows[left], rows[right]).key, label) for left, right, label, _ in said)
    return bool(said) and all(agreed.get(pair) == label for pair, label in pairs)


def _tries(
    key: MapKey, rows: Mapping[int, KnownRow], partners: Mapping[str, set[str]], numbers: Mapping[str, list[int]]
) -> Iterator[tuple[str, str]]:
    """Yield the entries that are worth a try; a counterpart is named by its number, its name, or its place."""
    yield from ((_RIGHT, ""), (_UNSURE, ""))
    own = {*key.rows, *(number for link in key.links for number in link[:2])}
    others = {text for number in own for text in partners.get(rows[number].named.text, ())}
    if others:
        yield from ((_WRONG, title) for title in CANDIDATE_TITLES[: len(key.candidates)])
        yield from ((_WRONG, text) for text in sorted(others))
        yield from ((_WRONG, rows[number].place) for text in sorted(others) for number in numbers.get(text, ()))
    yield _WRONG, ""
