"""A table written in every shape that other tools make of it; the first two columns are levels, merged downward."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width

Rows = Sequence[Sequence[str]]


def width(text: str, *, wide: bool = True) -> int:
    return sum(2 if wide and east_asian_width(letter) in "WF" else 1 for letter in text)


def merged(rows: Rows) -> list[list[str]]:
    """Return the rows with each label of a level only in the first of its rows."""
    found: list[list[str]] = []
    above = ["", ""]
    for row in rows:
        first = row[0] != above[0]
        found.append([row[0] if first else "", row[1] if first or row[1] != above[1] else "", *row[2:]])
        above = list(row[:2])
    return found


def listed(header: Sequence[str], rows: Rows, *, blanks: bool = False) -> str:
    """One cell a line: empty cells are left out, or blank lines."""
    cells = [*header, *(cell for row in merged(rows) for cell in row)]
    return "\n".join(cell for cell in cells if cell or blanks)


def worded(header: Sequence[str], rows: Rows) -> str:
    """One row a line, its cells parted by single blanks, as a PDF is copied."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in (header, *merged(rows)))


def joined(header: Sequence[str], rows: Rows, *, lines: bool = True) -> str:
    """No separators at all, but a line for each row, or none."""
    body = ["".join(row) for row in merged(rows)]
    return "\n".join(["".join(header), *(body if lines else ["".join(body)])])


def tabbed(header: Sequence[str], rows: Rows, *, trailing: bool = True, leading: bool = True) -> str:
    """Tabs, as Word and browsers copy tables; empty cells at the end, or merged ones in front, may be lost."""
    lines = []
    for row, full in zip((header, *merged(rows)), (header, *rows), strict=True):
        start = 0 if leading else sum(not cell and bool(other) for cell, other in zip(row[:2], full[:2], strict=True))
        cells = list(row[start:])
        while not trailing and cells and not cells[-1]:
            cells.pop()
        lines.append("\t".join(cells))
    return "\n".join(lines)


def torn(header: Sequence[str], rows: Rows, *, longest: int = 6) -> str:
    """Tabs, and in a cell a paragraph for each so many characters, as Word saves text."""

    def broken(cell: str) -> str:
        return "\n".join(cell[at : at + longest] for at in range(0, len(cell), longest))

    return "\n".join("\t".join(map(broken, row)) for row in merged(rows)).join(["\t".join(header) + "\n", ""])


def piped(
    header: Sequence[str],
    rows: Rows,
    *,
    spans: str = "empty",
    outer: bool = True,
    rule: bool = True,
    title_below: bool = False,
    marks: Callable[[str], str] = str,
) -> str:
    """Markdown; the cells of merged levels are `empty`, `lost` or `repeated`."""
    body = [list(row) for row in rows] if spans == "repeated" else merged(rows)
    if spans == "lost":
        body = [
            [cell for at, cell in enumerate(row) if at > 1 or cell or not full[at]]
            for row, full in zip(body, rows, strict=True)
        ]
    lines = [list(header), *body]
    lines.insert(0, [""] * len(header)) if title_below else None
    drawn = [" | ".join(marks(cell) for cell in line) for line in lines]
    drawn = [f"| {line} |" if outer else line for line in drawn]
    if rule:
        drawn.insert(1, "|".join(["---", ":--:", "--:", ":---"][at % 4] for at in range(len(header))))
        drawn[1] = f"|{drawn[1]}|" if outer else drawn[1]
    return "\n".join(drawn)


def _lines(text: str, room: int, *, wide: bool) -> list[str]:
    """Break a cell into lines of so many columns, as a word processor does: between any two Chinese characters."""
    lines = [""]
    for letter in text:
        if width(lines[-1] + letter, wide=wide) > room:
            lines.append("")
        lines[-1] += letter
    return lines


def _spans(rows: Rows, column: int) -> list[tuple[int, int]]:
    """Return from which row up to which each merged cell of a column reaches."""
    spans: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        same = spans and column < 2 and rows[at - 1][: column + 1] == row[: column + 1]
        spans[-1:] = [(spans[-1][0], at + 1)] if same else [*spans[-1:], (at, at + 1)]
    return spans


def laid_out(
    header: Sequence[str], rows: Rows, rooms: Sequence[int], *, wide: bool, top: bool = False, gap: int = 3
) -> str:
    """Columns of blanks, as `pdftotext -layout` draws them: cells of several lines in the middle of their row, or on top.

    Half lines are lines of their own, and lines without text are none.
    """
    table = [list(header), *map(list, rows)]
    cells = [
        (start, stop, column, _lines(table[start][column], rooms[column], wide=wide))
        for column in range(len(header))
        for start, stop in ([(0, 1)] + [(a + 1, b + 1) for a, b in _spans(rows, column)])
    ]
    heights = [1] * len(table)
    for start, stop, _, lines in cells:
        if stop - start == 1:
            heights[start] = max(heights[start], len(lines))
    for start, stop, _, lines in cells:
        heights[stop - 1] += max(0, len(lines) - sum(heights[start:stop]))
    tops = [2 * sum(heights[:row]) for row in range(len(table) + 1)]
    picture: dict[int, list[str]] = {}
    for start, stop, column, lines in cells:
        room = tops[stop] - tops[start]
        first = tops[start] + (0 if top else (room - 2 * len(lines)) // 2)
        for number, line in enumerate(lines):
            picture.setdefault(first + 2 * number, [""] * len(header))[column] = line
    drawn = []
    for place in sorted(picture):
        line = "".join(
            text + " " * (room + gap - width(text, wide=wide)) for text, room in zip(picture[place], rooms, strict=True)
        )
        drawn += [line.rstrip()] if line.strip() else []
    return "\n".join(drawn)


_BOX = {"+": "┼", "-": "─", "|": "│"}


def framed(header: Sequence[str], rows: Rows, rooms: Sequence[int], *, wide: bool = True, box: bool = True) -> str:
    """A frame of box characters or of +---+, with rules between the rows and merged levels."""
    table = [list(header), *map(list, rows)]
    drawn = [_rule(table, 0, rooms)]
    for at, row in enumerate(table):
        shown = [
            cell if column > 1 or at < 2 or table[at - 1][: column + 1] != row[: column + 1] else ""
            for column, cell in enumerate(row)
        ]
        lines = [_lines(cell, room, wide=wide) for cell, room in zip(shown, rooms, strict=True)]
        for parts in zip_longest(*lines, fillvalue=""):
            padded = (
                f" {text}{' ' * (room - width(text, wide=wide))} " for text, room in zip(parts, rooms, strict=True)
            )
            drawn.append(f"|{'|'.join(padded)}|")
        drawn.append(_rule(table, at + 1, rooms))
    text = "\n".join(drawn)
    return "".join(_BOX.get(letter, letter) for letter in text) if box else text


def _rule(table: Rows, at: int, rooms: Sequence[int]) -> str:
    """Return the rule above a row; under a merged level that goes on there is none."""
    goes_on = [
        1 < at < len(table) and column < 2 and table[at][: column + 1] == table[at - 1][: column + 1]
        for column in range(len(rooms))
    ]
    parts = [(" " if on else "-") * (room + 2) for on, room in zip(goes_on, rooms, strict=True)]
    return "".join(f"{'|' if on else '+'}{part}" for on, part in zip(goes_on, parts, strict=True)) + "+"


def dashed(header: Sequence[str], rows: Rows, rooms: Sequence[int], *, several: bool) -> str:
    """Pandoc's simple tables, or those with cells of several lines, whose rows are parted by blank lines."""
    drawn = ["-" * (sum(rooms) + len(rooms) - 1)] if several else []
    for number, row in enumerate((header, *merged(rows))):
        lines = [_lines(cell, room, wide=True) if several else [cell] for cell, room in zip(row, rooms, strict=True)]
        for parts in zip_longest(*lines, fillvalue=""):
            padded = (text + " " * (room - width(text)) for text, room in zip(parts, rooms, strict=True))
            drawn.append(" ".join(padded).rstrip())
        drawn += [" ".join("-" * room for room in rooms)] if not number else [""] * several
    return "\n".join([*drawn[: -1 if several else None], *(["-" * (sum(rooms) + len(rooms) - 1)] if several else [])])
