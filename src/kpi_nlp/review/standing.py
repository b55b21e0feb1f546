"""How the findings of a run stand: new, known, or known on other evidence; and which decisions hold for them."""

from collections.abc import Mapping
from typing import Any

from kpi_nlp.model import Decision, Reviewed, Round, Run, Standing
from kpi_nlp.review.decisions import Latest, latest
from kpi_nlp.review.runs import all_runs, findings_of
from kpi_nlp.review.store import Store

Object = Mapping[str, Any]
_ROUNDS: tuple[Round, ...] = ("first", "second")


def reviewed(store: Store, run: Run) -> tuple[Reviewed, ...]:
    """Return the findings of a run with what was decided of them, in this run or in an earlier one.

    A decision on the same evidence stands. One on other evidence is outdated: the finding waits to be reviewed again.
    """
    found = findings_of(store, run)
    before = _before(store, run)
    decided = latest(store, [finding["fingerprint"] for finding in found])
    return tuple(_reviewed(finding, before, decided) for finding in found)


def _before(store: Store, run: Run) -> Mapping[str, str]:
    """Return the evidence of each finding of the last run of these files that was finished before."""
    earlier = (other for other in all_runs(store) if other.number < run.number and other.finished)
    last = next((other for other in earlier if other.roots == run.roots), None)
    return {found["fingerprint"]: found["evidence_hash"] for found in findings_of(store, last)} if last else {}


def _reviewed(finding: Object, before: Mapping[str, str], decided: Latest) -> Reviewed:
    print_, evidence = finding["fingerprint"], finding["evidence_hash"]
    said = [decided[print_, round_] for round_ in _ROUNDS if (print_, round_) in decided]
    given = [decision for decision in said if decision.verdict is not None]
    return Reviewed(
        finding,
        _standing(before.get(print_), evidence),
        _by_round(decision for decision in given if decision.evidence_hash == evidence),
        _by_round(decision for decision in given if decision.evidence_hash != evidence),
    )


def _standing(known: str | None, evidence: str) -> Standing:
    if known is None:
        return "new"
    return "kept" if known == evidence else "changed"


def _by_round(decisions: Any) -> Mapping[Round, Decision]:  # noqa: ANN401 - an iterable of decisions
    return {decision.round: decision for decision in decisions}


def vanished(store: Store, run: Run) -> tuple[tuple[Object, Latest], ...]:
    """Return what the last run before had and this one has not, with what was decided of it: kept in history."""
    earlier = (other for other in all_runs(store) if other.number < run.number and other.finished)
    last = next((other for other in earlier if other.roots == run.roots), None)
    if last is None:
        return ()
    now = {finding["fingerprint"] for finding in findings_of(store, run)}
    gone = [finding for finding in findings_of(store, last) if finding["fingerprint"] not in now]
    decided = latest(store, [finding["fingerprint"] for finding in gone])
    return tuple(
        (finding, {key: said for key, said in decided.items() if key[0] == finding["fingerprint"]}) for finding in gone
    )
