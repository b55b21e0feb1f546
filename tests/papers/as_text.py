"""Reports as text: lines of tabs with pages, Markdown with pipes, comma-separated values."""

import csv
import io
from collections.abc import Iterator

from boxes import placed

from papers.report import Grid, Line, Report


def txt(report: Report) -> bytes:
    """Return lines of text in GB18030; a form turns the page with a number, and its header is printed again."""
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Line):
            lines += [block.text, ""]
        else:
            lines += [*_pages(block), ""]
    return "\n".join(lines).encode("gb18030")


def md(report: Report) -> bytes:
    """Return Markdown: headings, paragraphs, tables whose first row stands over a rule."""
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Line):
            lines += [f"# {block.text}" if block.heading else block.text, ""]
        else:
            first, *others = (f"| {' | '.join(row)} |" for row in _texts(block, "<br>"))
            lines += [first, "|" + " --- |" * len(block.widths), *others, ""]
    return "\n".join(lines).encode()


def csv_(report: Report) -> bytes:
    """Return comma-separated values with a byte order mark, as Excel saves them; a line of prose is a lone cell.

    Below some forms a row is blank, below others prose follows at once."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for block in report.blocks:
        if isinstance(block, Line):
            writer.writerow([block.text])
        else:
            writer.writerows(_texts(block, "\n"))
            if len(block.rows) % 2:
                writer.writerow([""] * len(block.widths))
    return stream.getvalue().encode("utf-8-sig")


def _pages(grid: Grid) -> Iterator[str]:
    rows = ["\t".join(row) for row in _texts(grid, "")]
    for number, row in enumerate(rows):
        if number in grid.breaks:
            yield from ("", f"- {number} -", "", *(rows[at] for at in grid.head))
        yield row


def _texts(grid: Grid, line_break: str) -> list[list[str]]:
    """Return the texts of a form; of a merged cell only the first place has its text, as programs export it."""
    texts = [[""] * len(grid.widths) for _ in grid.rows]
    for row, column, box in placed(grid.rows):
        texts[row][column] = box.text.replace("\n", line_break)
    return texts
