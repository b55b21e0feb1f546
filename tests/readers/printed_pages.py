"""Pages drawn letter by letter for the tests of printed pages, and what is read of them."""

from collections.abc import Iterable, Sequence

from kpi_nlp.model import Block, ReadWarning, Table
from kpi_nlp.readers.printed.blocks import blocks_of
from kpi_nlp.readers.printed.page import Glyph, Page, Rule

SIZE = 10.0
Glyphs = list[Glyph]


def word(text: str, left: float, top: float, *, size: float = SIZE) -> Glyphs:
    """Letters side by side: Chinese ones as wide as tall, others half as wide."""
    glyphs = []
    for letter in text:
        right = left + (size / 2 if letter.isascii() else size)
        if letter != " ":
            glyphs.append(Glyph(letter, left, top, right, top + size))
        left = right
    return glyphs


def prose(left: float, top: float, *lines: str, leading: float = 15) -> Glyphs:
    return [glyph for number, line in enumerate(lines) for glyph in word(line, left, top + number * leading)]


def across(top: float, left: float, right: float) -> Rule:
    return Rule(left, top, right, top)


def down(left: float, top: float, bottom: float) -> Rule:
    return Rule(left, top, left, bottom)


def page(*glyphs: Glyphs, rules: Iterable[Rule] = (), number: int = 1, width: float = 600) -> Page:
    return Page(number, width, 800, tuple(glyph for part in glyphs for glyph in part), tuple(rules))


def grid(
    left: float, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], *, height: float = 20
) -> tuple[Glyphs, list[Rule]]:
    """A ruled form; 「<」 joins a cell to the one on its left, 「^」 to the one above."""
    places = [left + sum(widths[:column]) for column in range(len(widths) + 1)]
    glyphs, rules = [], []
    for row, texts in enumerate(rows):
        upper = top + row * height
        for column, text in enumerate(texts):
            if text != "^":
                rules.append(across(upper, places[column], places[column + 1]))
            if text != "<":
                rules.append(down(places[column], upper, upper + height))
            if text not in ("<", "^"):
                glyphs += prose(places[column] + 3, upper + 4, *text.split("\n"), leading=11)
        rules.append(down(places[-1], upper, upper + height))
    rules.append(across(top + height * len(rows), left, places[-1]))
    return glyphs, rules


def form(
    rows: Sequence[Sequence[str]],
    *,
    top: float = 100,
    number: int = 1,
    widths: Sequence[float] = (60,) * 4,
    height: float = 20,
) -> Page:
    glyphs, rules = grid(50, top, widths, rows, height=height)
    return page(glyphs, rules=rules, number=number)


def read(*pages: Page) -> tuple[tuple[Block, ...], tuple[ReadWarning, ...]]:
    return blocks_of("报告.pdf", pages)


def blocks(*pages: Page) -> tuple[Block, ...]:
    return read(*pages)[0]


def texts(*pages: Page) -> list[object]:
    """Paragraphs as text, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in blocks(*pages)
    ]


def covered(block: Block) -> list[list[tuple[str, str]]]:
    assert isinstance(block, Table)
    return [[(cell.text, cell.covered) for cell in row] for row in block.rows]
