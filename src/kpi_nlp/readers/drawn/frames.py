"""Tables in frames of box characters or of +---+: rules say where a cell ends, so that its lines are one cell.

A frame is looked at as a picture: columns lie between the places where bars stand. Programs draw Chinese characters
twice as wide as others, or count them like others; the picture in which the bars stand under each other is the one
that was meant. Where they do so in none, the bars of each line are counted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from kpi_nlp.model import Cell, Covered, Table
from kpi_nlp.readers.drawn.lines import Measure, TextLine, ends

_BARS = frozenset("│┃║|╎╏┆┇┊┋")
_CORNERS = frozenset("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╰╯╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫+")
_RULED = "".join({*_CORNERS, *"─━═╌╍┄┅┈┉-=:"})
_ASCII_RULE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_BOX_RULE = re.compile(r"[\s\u2500-\u257f]*[─━═╌┄┈]{2}[\s\u2500-\u257f]*")
_BOX_BAR = re.compile(r"[│┃║]")
_NUMBER = re.compile(r"\d[\d,.]*%?")
_FEWEST_BARS = 2
_FEWEST_PARTS = 3  # a header and two rows, before rules are taken to part rows
_LEFT, _RIGHT = -1, 10**9  # the margins, where no bar stands
_COVERED: dict[tuple[bool, bool], Covered] = {
    (False, False): "",
    (False, True): "right",
    (True, False): "down",
    (True, True): "inner",
}


def is_rule(line: str) -> bool:
    """Return whether a line is a rule of a frame."""
    return bool(_ASCII_RULE.fullmatch(line) or _BOX_RULE.fullmatch(line))


def is_framed(line: str) -> bool:
    """Return whether a line is a rule of a frame, or text between bars of a frame."""
    return is_rule(line) or len(_BOX_BAR.findall(line)) >= _FEWEST_BARS


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a line holds between two bars: text or a stretch of a rule, from the column `first` up to `stop`."""

    first: int
    stop: int
    text: str

    @property
    def is_rule(self) -> bool:
        return bool(self.text) and not self.text.strip(_RULED)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut at its bars."""

    line: TextLine
    pieces: tuple[_Piece, ...]

    @property
    def is_rule(self) -> bool:
        return any(piece.is_rule for piece in self.pieces)


@dataclass(slots=True)
class _Box:
    """A cell of the frame: its columns, its first row and the row behind its last, and the lines of its text."""

    first: int
    stop: int
    top: int
    bottom: int
    line: TextLine
    texts: list[str] = field(default_factory=list)

    def add(self, line: TextLine, text: str) -> None:
        if text:
            self.line = self.line if self.texts else line
            self.texts.append(text)


def framed_table(lines: Sequence[TextLine]) -> Table | None:
    """Return the table that a run of framed lines draws, None where it holds no text.

    It is exact where rules part its rows; else each line is taken for a row.
    """
    cuts = _under_each_other(lines) or _counted(lines)
    parts = [list(part) for ruled, part in groupby(cuts, key=lambda cut: cut.is_rule) if not ruled]
    if not parts:
        return None
    if all(len(part) == 1 for part in parts) or (len(parts) >= _FEWEST_PARTS and not any(map(_holds_rows, parts))):
        return _spread(*_boxes(cuts))
    lines_of_cells = (
        tuple(Cell(piece.text, cut.line.location) for piece in cut.pieces) for part in parts for cut in part
    )
    rows = tuple(filter(None, lines_of_cells))
    return Table(rows, rows[0][0].location, exact=False) if rows else None


def _under_each_other(lines: Sequence[TextLine]) -> list[_Cut] | None:
    """Cut the lines where bars stand under each other, None where they do not."""
    pictures = [[_edges(line.text, measure) for line in lines] for measure in Measure]
    picture = min(pictures, key=lambda edges: len({place for line in edges for place in line.values()}))
    grid = _grid(place for edges in picture for place in edges.values())
    columns = {place: column for column, place in enumerate(sorted({_LEFT, *grid.values(), _RIGHT}))}
    cuts = []
    for line, edges in zip(lines, picture, strict=True):
        bars = {at: columns[grid[place]] for at, place in edges.items() if place in grid}
        if len(bars) < len(edges) or len({*bars.values()}) < len(bars):
            return None
        cuts.append(_Cut(line, tuple(_pieces(line.text, {-1: 0, **bars, len(line.text): len(columns) - 1}))))
    return _without_margins(cuts)


def _edges(text: str, measure: Measure) -> dict[int, int]:
    """Return where in a line bars and corners stand, and in which column of the picture."""
    columns = ends(text, measure)
    return {
        at: columns[at]
        for at, letter in enumerate(text)
        if letter in _BARS or (letter in _CORNERS and (letter != "+" or {*text[max(at - 1, 0) : at + 2]} & {*"-="}))
    }


def _grid(places: Iterable[int]) -> dict[int, int]:
    """Return the column of the picture that each place belongs to: one beside a more frequent one is that one's."""
    grid: dict[int, int] = {}
    for place, count in Counter(places).most_common():
        beside = [other for other in (place - 1, place + 1) if grid.get(other) == other]
        if beside or count > 1:
            grid[place] = beside[0] if beside else place
    return grid


def _pieces(text: str, bars: Mapping[int, int]) -> Iterator[_Piece]:
    for (start, first), (stop, behind) in pairwise(bars.items()):
        yield _Piece(first, behind, text[start + 1 : stop].strip())


def _without_margins(cuts: Sequence[_Cut]) -> list[_Cut]:
    """Leave out what stands left and right of a frame, where nothing does."""
    held = [piece for cut in cuts for piece in cut.pieces if piece.text and not piece.is_rule]
    first, stop = (min((p.first for p in held), default=0), max((p.stop for p in held), default=0))
    return [
        replace(cut, pieces=tuple(piece for piece in cut.pieces if first <= piece.first and piece.stop <= stop))
        for cut in cuts
    ]


def _counted(lines: Sequence[TextLine]) -> list[_Cut]:
    """Cut the lines at their bars, the first bar of one being that of the others.

    Rules part the rows where all lines have as many bars.
    """
    edges = [list(_edges(line.text, Measure.ALIKE)) for line in lines]
    most = max((len(bars) for line, bars in zip(lines, edges, strict=True) if not is_rule(line.text)), default=0)
    even = all(len(bars) == most or is_rule(line.text) for line, bars in zip(lines, edges, strict=True))
    cuts = []
    for line, bars in zip(lines, edges, strict=True):
        if not is_rule(line.text):
            places = {at: column for column, at in enumerate([-1, *bars, len(line.text)])}
            cuts.append(_Cut(line, tuple(_pieces(line.text, places))))
        elif even:
            cuts.append(_Cut(line, (_Piece(1, most, "-"),)))
    return _without_margins(cuts)


def _holds_rows(part: Sequence[_Cut]) -> bool:
    """Return whether lines that no rule parts are rows all the same: two numbers stand under each other."""
    numbers = Counter(piece.first for cut in part for piece in cut.pieces if _NUMBER.fullmatch(piece.text))
    return any(count > 1 for count in numbers.values())


def _boxes(cuts: Sequence[_Cut]) -> tuple[list[_Box], int]:
    """Return the cells of a frame and the number of its rows: a cell goes on below where no rule ends it."""
    boxes: list[_Box] = []
    open_: dict[int, _Box] = {}
    rows, ruled = 0, True
    for cut in cuts:
        if cut.is_rule:
            closed = {column for piece in cut.pieces if piece.is_rule for column in range(piece.first, piece.stop)}
            open_ = {column: box for column, box in open_.items() if column not in closed}
        rows += ruled and not cut.is_rule
        ruled = cut.is_rule
        for piece in cut.pieces:
            if piece.is_rule or (ruled and piece.first not in open_):
                continue
            if piece.first not in open_:
                boxes.append(_Box(piece.first, piece.stop, rows - 1, rows, cut.line))
                open_ |= dict.fromkeys(range(piece.first, piece.stop), boxes[-1])
            box = open_[piece.first]
            box.bottom = max(box.bottom, rows)
            box.add(cut.line, piece.text)
    return boxes, rows


def _spread(boxes: Sequence[_Box], rows: int) -> Table | None:
    """Set the cells into a grid, None without any; a merged cell stands again in every place that it spans."""
    grid: list[dict[int, Cell]] = [{} for _ in range(rows)]
    for box in boxes:
        for row in range(box.top, box.bottom):
            for column in range(box.first, box.stop):
                covered = _COVERED[row > box.top, column > box.first]
                grid[row][column] = Cell("\n".join(box.texts), box.line.location, covered=covered)
    cells = tuple(tuple(row[column] for column in sorted(row)) for row in grid)
    return Table(cells, boxes[0].line.location) if boxes else None
