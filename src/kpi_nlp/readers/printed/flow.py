"""The parts of all pages as one flow: what goes on over a page break, or into the next column, is one item."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi_nlp.readers.printed.aligned import AlignedTable
from kpi_nlp.readers.printed.arranging import Part, Prose, parts_of
from kpi_nlp.readers.printed.chains import go_on
from kpi_nlp.readers.printed.lines import Line
from kpi_nlp.readers.printed.paragraphs import Column, begins, column_of, paragraphs_of
from kpi_nlp.readers.printed.sheets import Sheet
from kpi_nlp.readers.printed.tables import RuledTable
from kpi_nlp.text import squeeze


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """The lines of a paragraph, and the page that it begins on."""

    page: int
    lines: list[Line]


_GOES_ON = re.compile(r"[(]?(?:表\d*)?(?:续上?表|接上[页表]|续)\d*[)]?")
_LOWER_MARGIN = 0.75  # of the height of a page: it is not higher up

Item = PrintedParagraph | AlignedTable | list[RuledTable]


def flow_of(sheets: Iterable[Sheet]) -> list[Item]:
    """Return paragraphs, tables without ruling lines, and ruled tables, each with its further pages, in reading order."""
    sheets = list(sheets)
    _measure_room(sheets)
    laid = [(sheet, list(parts_of(sheet))) for sheet in sheets]
    margins = _margins(laid)
    items: list[Item] = []
    before: Part | None = None
    column: Column | None = None
    page = 0
    for sheet, parts in laid:
        for part in parts:
            near = items[-1] if items and _is_beyond_break(before, part, sheet.number - page) else None
            if isinstance(part, RuledTable) and len(items) > 1 and _says_to_go_on(items[-1]):
                near = items[-2]
            if isinstance(part, Prose):
                above = column or column_of(part.lines)
                column = column_of(part.lines) if part.narrow else margins[sheet.width]
                _add_prose(items, part, near, sheet.number, columns=(above, column))
            elif isinstance(part, RuledTable) and isinstance(near, list) and go_on(near[-1], part):
                near.append(part)
            else:
                items.append([part] if isinstance(part, RuledTable) else part)
            before, page = part, sheet.number
    return items


def _is_beyond_break(before: Part | None, part: Part, pages: int) -> bool:
    """Return whether a page break, or the break between two columns of prose, stands before a part."""
    columns = isinstance(before, Prose) and isinstance(part, Prose) and before.narrow and part.narrow
    return pages == 1 or (pages == 0 and columns)


def _says_to_go_on(item: Item) -> bool:
    return isinstance(item, PrintedParagraph) and all(_GOES_ON.fullmatch(squeeze(line.text)) for line in item.lines)


def _measure_room(sheets: Sequence[Sheet]) -> None:
    """Note how much room each table leaves above the lower margin, which is as low as any page of that height is filled."""
    margins: dict[float, float] = {}
    for sheet in sheets:
        bottoms = [_LOWER_MARGIN * sheet.height, *(table.ruling.bottom for table in sheet.tables)]
        bottoms += [line.bottom for line in sheet.lines]
        margins[sheet.height] = max(margins.get(sheet.height, 0.0), *bottoms)
    for sheet in sheets:
        for table in sheet.tables:
            table.room = margins[sheet.height] - table.ruling.bottom


def _margins(laid: Iterable[tuple[Sheet, Sequence[Part]]]) -> dict[float, Column]:
    """Return the margins of the prose on pages of each width, taken from all of them."""
    lines: dict[float, list[Line]] = defaultdict(list)
    for sheet, parts in laid:
        for part in parts:
            if isinstance(part, Prose) and not part.narrow:
                lines[sheet.width] += part.lines
    return {width: column_of(found, width) for width, found in lines.items()}


def _add_prose(
    items: list[Item], prose: Prose, near: Item | None, page: int, *, columns: tuple[Column, Column]
) -> None:
    """Add paragraphs; the first may go on with what stands before the break, in the first of two columns."""
    for lines in paragraphs_of(prose.lines, columns[1]):
        if isinstance(near, PrintedParagraph) and not begins(near.lines[-1], lines[0], columns[0], paged=True):
            near.lines.extend(lines)
        else:
            items.append(PrintedParagraph(page, lines))
        near = None
