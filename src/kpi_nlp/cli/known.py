"""What a store knows of a check that was saved, for its workbook."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpi_nlp.model import EntriesOf, Reviewed


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the findings, by fingerprint, and what finds the entries of 指标对照."""

    findings: "Mapping[str, Reviewed]" = field(default_factory=dict)
    entries: "EntriesOf | None" = None


NOTHING = Known()
