"""What of the findings a reviewer wants to see."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from kpi_nlp.model import PENDING_TITLE, RULING_TITLES, STANDING_TITLES, Reviewed
from kpi_nlp.text import squeeze

_PENDING = "pending"
STATES: Mapping[str, str] = {
    _PENDING: PENDING_TITLE,
    **{str(ruling): title for ruling, title in RULING_TITLES.items()},
    "new": STANDING_TITLES["new"],
    "changed": STANDING_TITLES["changed"],
}
"""What a finding can be filtered by besides its own words: what was decided of it, and how it stands to the run before."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Each empty where it does not matter."""

    severity: str = ""
    code: str = ""
    department: str = ""
    state: str = ""
    text: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Filters":
        """Return the filters of a query or a form; what else stands there is passed over."""
        return cls(*(given.get(name, "").strip() for name in cls.__slots__))

    @staticmethod
    def text_of(finding: Mapping[str, Any]) -> str:
        """Return all that a search looks through, without blanks."""
        parts = [finding["id"], finding["code"], finding["title"], finding.get("message", "")]
        parts += [quote["quote"] for quote in finding.get("evidence", ())]
        parts += [row["name"] for row in (*finding.get("indicators", ()), *finding.get("rows", ()))]
        return "\n".join(map(squeeze, parts)).casefold()

    def leave(self, known: Reviewed, text: str) -> bool:
        """Return whether a finding, with its text as searched, is wanted."""
        finding = known.finding
        return (
            self.severity in ("", finding["severity"])
            and self.code in ("", finding["code"])
            and self.department in ("", finding.get("department") or "未识别")
            and (not self.state or self._in_state(known))
            and squeeze(self.text).casefold() in text
        )

    def _in_state(self, known: Reviewed) -> bool:
        if self.state == _PENDING:
            return known.verdict is None
        return self.state in (known.verdict, known.standing)

    @property
    def query(self) -> str:
        """The filters as the end of an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value})
