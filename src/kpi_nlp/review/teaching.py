"""What a review teaches: decisions on findings and labels of pairs, as labelled pairs and verdicts on checks."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kpi_nlp.model import HOLDS, Decision, KnownPair, Label, LabelledPair, Labels, Round, RuleVerdict
from kpi_nlp.review.decisions import since
from kpi_nlp.review.labels import labels_of
from kpi_nlp.review.pairs import Base, bases_of, known_pairs, place_hash
from kpi_nlp.review.schema import findings
from kpi_nlp.review.store import Store

_LINKS: tuple[Label, ...] = ("same", "part")

Judged = tuple[str, str]
"""A finding as it was judged: its fingerprint and the hash of its evidence."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of a pair, and how that came about."""

    label: Label
    drawn: str
    blind: bool

    @property
    def fair(self) -> bool:
        return self.drawn == "random" and self.blind


def labels_from(store: Store) -> Labels:
    """Return all that the reviewers of a store have said, each pair and each finding once.

    确认问题, 不是问题 and 已整改 say that the rows were rightly compared, 匹配有误 that they were not and the row chosen instead
    should have been. What was drawn by chance and labelled blindly counts before the rest. A pair on which reviewers differ is `disputed`.
    """
    words = _words(since(store, 0))
    said: dict[str, list[_Said]] = {}
    for given in labels_of(store):
        said.setdefault(given.pair, []).append(_Said(given.label, given.source, given.blind))
    bases = bases_of(store)
    for judged, decisions in words.items():
        for key, label in _of_decisions(decisions, bases.get(judged, ())):
            said.setdefault(key, []).append(_Said(label, "finding", blind=False))
    known = known_pairs(store)
    purged = sum(known.get(key) is None for key in said)
    pairs = tuple(_pair(pair, heard) for key, heard in said.items() if (pair := known.get(key)))
    return Labels(pairs, tuple(_verdicts(store, words)), purged)


def _words(decisions: Iterable[Decision]) -> Mapping[Judged, Sequence[Decision]]:
    """Return what stands of each finding: the last word of each reviewer, of the second round where it has any.

    A revoking decision takes back all that its round had said.
    """
    rounds: dict[tuple[Judged, Round], dict[str, Decision]] = {}
    for said in decisions:
        words = rounds.setdefault(((said.fingerprint, said.evidence_hash), said.round), {})
        if said.verdict is None:
            words.clear()
        else:
            words[said.reviewer] = said
    found: dict[Judged, Sequence[Decision]] = {}
    for (judged, round_), words in rounds.items():
        if words and (round_ == "second" or judged not in found):
            found[judged] = tuple(words.values())
    return found


def _of_decisions(decisions: Iterable[Decision], bases: Sequence[Base]) -> Iterator[tuple[str, Label]]:
    """Yield the labels of pairs that decisions on a finding make; which of several links is wrong a verdict does not tell."""
    links = [base for base in bases if not base.counterpart]
    for said in decisions:
        if said.verdict in HOLDS:
            yield from ((base.pair, base.label) for base in links)
        elif said.verdict == "mismatched":
            yield from ((base.pair, "different") for base in links[: len(links) == 1])
            chosen = place_hash(said.counterpart)
            yield from ((base.pair, base.label) for base in bases if chosen and base.counterpart == chosen)


def _pair(known: KnownPair, given: Sequence[_Said]) -> LabelledPair:
    heard = [said for said in given if said.fair] or given
    sides = {said.label in _LINKS for said in given if said.label != "unsure"}
    sure = {said.label for said in heard} - {"unsure"}
    mixed = "different" in sure and len(sure) > 1
    label: Label = "unsure" if mixed or not sure else "part" if "part" in sure else sure.pop()
    return LabelledPair(
        known.left,
        known.right,
        label,
        document=known.document,
        drawn=heard[0].drawn,
        blind=all(said.blind for said in heard),
        disputed=len(sides) > 1,
    )


def _verdicts(store: Store, words: Mapping[Judged, Sequence[Decision]]) -> Iterator[RuleVerdict]:
    chosen = select(findings.c.fingerprint, findings.c.code, findings.c.object).order_by(findings.c.run)

    with store.reading() as connection:
        titles = {row.fingerprint: (row.code, json.loads(row.object)["title"]) for row in connection.execute(chosen)}
    for (print_, _), decisions in words.items():
        if print_ in titles:
            right = {HOLDS.get(said.verdict) for said in decisions if said.verdict}
            yield RuleVerdict(*titles[print_], right.pop() if len(right) == 1 else None)
