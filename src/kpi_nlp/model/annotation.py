"""A remark that is to stand in a copy of a report, at the place that it speaks of."""

from dataclasses import dataclass

from kpi_nlp.model.location import Location


@dataclass(frozen=True, slots=True)
class Annotation:
    """Words for the margin, beside a quote at its place."""

    quote: str
    location: Location
    text: str
