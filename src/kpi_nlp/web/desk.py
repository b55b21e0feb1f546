"""The findings of a run on a reviewer's desk: in order, with what was decided of them here and by others meanwhile."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from threading import Lock
from typing import Any

from kpi_nlp.model import Decision, Reviewed, Round, Ruling, Run
from kpi_nlp.review import Store, at_hand, decide, reviewed, since
from kpi_nlp.web.filters import Filters

Object = Mapping[str, Any]
_AT_ONCE = 100  # decisions of others that are told at a time: a whole workbook may come in at once
_SEVERITIES = ("error", "question", "note")
_PURGED: Object = {
    "message": "（原文已清除）", "department": None, "indicators": (), "evidence": (), "rows": (), "computation": None,
    "basis": "", "cleared_by": "", "suggestion": "",
}  # fmt: skip


class Desk:
    """A run under review. The findings are read once; before each answer what others decided is added to them."""

    def __init__(self, store: Store, run: Run, reviewer: str, round_: Round = "first") -> None:
        self.store = store
        self.run = run
        self.reviewer = reviewer
        self.round = round_
        self._lock = Lock()
        self._log: list[Decision] = []
        self._said: dict[str, list[Decision]] = {}
        found = _in_order([replace(known, finding={**_PURGED, **known.finding}) for known in reviewed(store, run)])
        self._known = {str(known.finding["fingerprint"]): known for known in found}
        self._prints = {str(known.finding["id"]): print_ for print_, known in self._known.items()}
        self._texts = {print_: Filters.text_of(known.finding) for print_, known in self._known.items()}
        self.refresh()

    def refresh(self) -> None:
        """Add what was decided since, by whomever."""
        with self._lock:
            fresh = since(self.store, self.latest)
            for decision in fresh:
                self._said.setdefault(decision.fingerprint, []).append(decision)
            self._log += fresh
            for print_ in {decision.fingerprint for decision in fresh} & self._known.keys():
                known = self._known[print_]
                latest = {(print_, said.round): said for said in self._said[print_]}
                self._known[print_] = at_hand(known.finding, known.standing, latest)

    @property
    def latest(self) -> int:
        """The number of the last decision that is known here."""
        return self._log[-1].number if self._log else 0

    def by_others(self, number: int) -> tuple[Sequence[Reviewed], int]:
        """Return the findings that others decided after a decision, as they stand now, and the number from which to go on asking."""
        fresh = self._log[bisect_right(self._log, number, key=lambda said: said.number) :]
        others = [said for said in fresh if (said.reviewer, said.round) != (self.reviewer, self.round)][:_AT_ONCE]
        prints = dict.fromkeys(said.fingerprint for said in others if said.fingerprint in self._known)
        return [self._known[print_] for print_ in prints], others[-1].number if others else number

    def seat(self, reviewer: str, round_: Round) -> "Desk":
        """Return the desk of another reviewer over the same findings: what one decides the others see at once."""
        other = copy(self)
        other.reviewer, other.round = reviewer, round_
        return other

    @property
    def all(self) -> Sequence[Reviewed]:
        """Every finding of the run, grouped by check."""
        return tuple(self._known.values())

    def shown(self, filters: Filters) -> Sequence[Reviewed]:
        """Return the findings that a filter leaves, in order."""
        return tuple(known for print_, known in self._known.items() if filters.leave(known, self._texts[print_]))

    def find(self, id_: str) -> Reviewed:
        """Return a finding; raises KeyError."""
        return self._known[self._prints[id_]]

    @property
    def ids(self) -> Mapping[str, str]:
        """The id of each finding by its fingerprint, as decisions name it."""
        return {print_: id_ for id_, print_ in self._prints.items()}

    def after(self, id_: str, filters: Filters) -> Reviewed | None:
        """Return the next finding that a filter leaves, from the top again after the last; None where no other is left."""
        prints = list(self._known)
        at = prints.index(self._prints[id_])
        for print_ in (*prints[at + 1 :], *prints[:at]):
            if filters.leave(self._known[print_], self._texts[print_]):
                return self._known[print_]
        return None

    def history(self, known: Reviewed) -> Sequence[Decision]:
        """Return all that was ever decided of a finding, in order."""
        return tuple(self._said.get(known.finding["fingerprint"], ()))

    def mine(self, known: Reviewed) -> Decision | None:
        """Return the decision of this round that holds."""
        return known.decisions.get(self.round)

    def seen(self, known: Reviewed) -> int | None:
        """Return the number of the last decision of this round, a revoking one too."""
        return next((said.number for said in reversed(self.history(known)) if said.round == self.round), None)

    def decide(
        self, known: Reviewed, verdict: Ruling | None, comment: str, *, seen: int | None, counterpart: str | None = None
    ) -> Decision:
        """Append a decision of this reviewer; raises Conflict where another was faster."""
        finding = known.finding
        wanted = Decision(
            finding["fingerprint"],
            finding["evidence_hash"],
            verdict,
            comment,
            self.reviewer,
            self.round,
            "page",
            counterpart,
        )
        try:
            return decide(self.store, wanted, seen=seen)
        finally:
            self.refresh()

    def undo(self, number: int) -> tuple[Reviewed, str]:
        """Take a decision of this run back: what stood before stands again, by a decision of its own.

        Return the finding and the comment that was taken back. Raises Conflict where another decided since.
        """
        taken = next(said for said in reversed(self._log) if said.number == number)
        known = self._known[taken.fingerprint]
        before = [said for said in self.history(known) if said.round == taken.round and said.number < number]
        last = before[-1] if before and before[-1].evidence_hash == taken.evidence_hash else None
        wanted = replace(
            taken, verdict=last.verdict if last else None, comment=last.comment if last else "",
            counterpart=last.counterpart if last else None, at="", number=0,
        )  # fmt: skip
        try:
            decide(self.store, wanted, seen=number)
        finally:
            self.refresh()
        return self._known[taken.fingerprint], taken.comment

    def groups(self, shown: Sequence[Reviewed]) -> Mapping[str, tuple[int, int]]:
        """Return of each check how many findings are shown, and how many of those are decided."""
        whole = Counter(known.finding["code"] for known in shown)
        done = Counter(known.finding["code"] for known in shown if known.verdict)
        return {code: (count, done[code]) for code, count in whole.items()}

    @property
    def compared(self) -> bool:
        """Whether there was a run before: in a first one everything is new, which tells nothing."""
        return any(known.standing != "new" for known in self._known.values())

    @property
    def done(self) -> int:
        """How many findings are decided."""
        return sum(known.verdict is not None for known in self._known.values())

    def disagreements(self) -> Iterator[tuple[Reviewed, Sequence[Decision]]]:
        """Yield the findings of which reviewers last said different things, with the last word of each."""
        for print_, known in self._known.items():
            words = {(said.reviewer, said.round): said for said in self._said.get(print_, ())}
            given = [said for said in words.values() if said.verdict is not None]
            if len({said.verdict for said in given}) > 1:
                yield known, given


def _in_order(found: Sequence[Reviewed]) -> Sequence[Reviewed]:
    """Group findings by check: those with the gravest findings first, within a check in the order of the run."""
    worst: dict[str, int] = {}
    for known in found:
        severity = _SEVERITIES.index(known.finding["severity"])
        worst[known.finding["code"]] = min(severity, worst.get(known.finding["code"], severity))
    return sorted(found, key=lambda known: (worst[known.finding["code"]], known.finding["code"]))
