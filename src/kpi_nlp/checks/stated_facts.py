"""A number that a paper states of something, with the words that name it; what two statements of one thing must agree on."""

from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.model import Claim, Evidence, Quantity
from kpi_nlp.quantities.precision import precision
from kpi_nlp.quantities.units import class_of

_SIGNS = frozenset("=/*+-×÷")


@dataclass(frozen=True, slots=True)
class Fact:
    """A named number: the words that name it, the class of its unit, its value and its sentence."""

    name: str
    unit: str | None
    value: Decimal
    fine: Decimal
    text: str
    claim: Claim
    quantity: Quantity | None

    @property
    def quote(self) -> Evidence:
        """The sentence that states it."""
        return Evidence("sentence", self.claim.text, self.claim.location)

    @classmethod
    def of(cls, name: str, claim: Claim, quantity: Quantity, *, counted: bool = True) -> "Fact":
        """Return the fact that an amount of a claim states; `counted` where its unit belongs to it."""
        unit = class_of(quantity.unit) if counted and quantity.unit else None
        return cls(name, unit, quantity.exact or Decimal(0), precision(quantity), quantity.text, claim, quantity)

    def equals(self, other: "Fact") -> bool:
        """Return whether two facts are one, printed with more or fewer digits."""
        return abs(self.value - other.value) < max(self.fine, other.fine) or self.value == other.value


def is_whole(folded: str, quantity: Quantity, *, part: bool = False) -> bool:
    """Return whether a number is exact and stands for itself: 「乙=13/14」 is not that 乙 is 13, 「甲13/14」 not that 甲 is a share.

    「其中」 makes a `part` of it, which may be asked for.
    """
    if quantity.exact is None or (quantity.partial and not part) or quantity.kind in ("ordinal", "point", "duration"):
        return False
    alone = not quantity.text.startswith("=") and "/" not in quantity.text
    return alone and folded[quantity.end : quantity.end + 1] not in _SIGNS
