"""Path objects to stretches of straight lines (GB/T 33190, 9.1: AbbreviatedData)."""

import re
from collections.abc import Iterator

from kpi_nlp.readers.printed.places import Matrix, moved
from kpi_nlp.readers.printed.rules import Point

_TOKEN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_MOST_SEGMENTS = 20_000  # a path of more is a drawing


def stretches(data: str, matrix: Matrix, *, whole: bool) -> Iterator[list[Point]]:
    """Yield the points of each stretch of lines, on the page: straight ones between curves, or `whole` outlines."""
    points: list[Point] = []
    start: Point | None = None
    for operator, operands in _segments(data):
        if operator == "C":
            points += [start] if start is not None else []
            continue
        point = moved(operands[-2], operands[-1], matrix)
        begins = operator in "SM"
        if begins or not (operator == "L" or whole):
            if points:
                yield points
            points = []
            start = point if begins else start
        points.append(point)
    if points:
        yield points


def _segments(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield operators with their operands; one that misses some is passed over."""
    operator, operands = "", list[float]()
    for count, token in enumerate(_TOKEN.finditer(data)):
        if count > _MOST_SEGMENTS:
            return
        if token[0].isalpha():
            operator, operands = token[0].upper(), []
            if operator == "C":
                yield operator, operands
        else:
            operands.append(float(token[0]))
            if len(operands) == _OPERANDS.get(operator):
                yield operator, operands
                operands = []
