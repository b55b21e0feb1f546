"""Reports as web pages: forms as tables with spans."""

import html
from collections.abc import Sequence

from boxes import Box

from papers.report import Grid, Line, Report


def page(report: Report) -> bytes:
    """Return a page in UTF-8."""
    title = next((block.text for block in report.blocks if isinstance(block, Line)), "")
    body = "\n".join(_line(block) if isinstance(block, Line) else _table(block) for block in report.blocks)
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>td {{ border: 1px solid }}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n{body}\n</body></html>\n".encode()


def _line(line: Line) -> str:
    tag = "h1" if line.heading else "p"
    return f"<{tag}>{html.escape(line.text)}</{tag}>"


def _table(grid: Grid) -> str:
    return "<table>\n" + "\n".join(f"<tr>{_row(boxes)}</tr>" for boxes in grid.rows) + "\n</table>"


def _row(boxes: Sequence[Box]) -> str:
    return "".join(_cell(box) for box in boxes)


def _cell(box: Box) -> str:
    spans = (("rowspan", box.rows), ("colspan", box.columns))
    attributes = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
    return f"<td{attributes}>{html.escape(box.text).replace(chr(10), '<br>')}</td>"
