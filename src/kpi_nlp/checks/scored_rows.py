"""Rows with points: how a remark tells and quotes them."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kpi_nlp.model import Evidence, Figure, Indicator
from kpi_nlp.text import clip


def amount(figure: Figure | None) -> Decimal:
    """Return the number of a figure, 0 where there is none."""
    return figure.amount if figure is not None else Decimal(0)


def printed(figure: Figure | None) -> str:
    """Return a figure as it is printed, 「」 where there is none."""
    return figure.text if figure is not None else ""


def kept(row: Indicator) -> Decimal:
    """Return the share of its points that a row kept."""
    return amount(row.score) / amount(row.weight)


def own_points(rows: Iterable[Indicator]) -> list[Indicator]:
    """Return the rows whose points are theirs alone: a cell that is merged over several rows scores them together."""
    pointed = [row for row in rows if row.weight is not None]
    counted = Counter(id(row.weight) for row in pointed)
    return [row for row in pointed if counted[id(row.weight)] == 1]


def told(row: Indicator) -> str:
    """Return name, values and points of a row in words."""
    values = (("目标", row.target and row.target.stated), ("实际", row.actual and row.actual.stated))
    points = (("分值", row.weight and row.weight.text), ("得分", row.score and row.score.text))
    said = [f"{title} {clip(text)}" for title, text in (*values, *points) if text]
    return f"「{row.name}」{'，'.join(said)}"


def quotes(row: Indicator) -> tuple[Evidence, ...]:
    """Quote the values and the points of a row."""
    said = (("target", row.target), ("actual", row.actual), ("weight", row.weight), ("score", row.score))
    return tuple(Evidence.of(role, value) for role, value in said if value is not None)
