"""Done and not done of so many, told in one sentence or in two of one paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.model import Claim, Paper, Quantity
from kpi_nlp.quantities.tallies import Tally, tallies


@dataclass(frozen=True, slots=True)
class Side:
    """A count and the sentence that tells it."""

    quantity: Quantity
    claim: Claim
    tally: Tally


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a whole were in some state, and how many were not."""

    done: Side
    undone: Side

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences that tell both, each once."""
        one, other = self.done.claim, self.undone.claim
        return (one,) if one is other else (one, other)

    @property
    def open(self) -> bool:
        """True where a third state is named beside."""
        return self.done.tally.open or self.undone.tally.open


def counted(paper: Paper) -> Iterator[Counted]:
    """Yield the counts of one whole that complete each other; a state counted in several ways tells nothing."""
    sides: dict[tuple[object, ...], dict[str, dict[object, Side]]] = {}
    for claim in paper.claims:
        if claim.period == "计划":
            continue
        for tally in tallies(claim.text, claim.quantities):
            key = (tally.total.exact, tally.total.unit, tally.things, tally.state, claim.scope, claim.period)
            for name, quantity in (("done", tally.done), ("undone", tally.undone)):
                if quantity is not None:
                    told = sides.setdefault(key, {}).setdefault(name, {})
                    told.setdefault(quantity.exact, Side(quantity, claim, tally))
    for both in sides.values():
        done, undone = (list(both.get(name, {}).values()) for name in ("done", "undone"))
        if len(done) == len(undone) == 1:
            yield Counted(done[0], undone[0])
