"""Pages to blocks: furniture off, what goes on over a page break joined, each block with its place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kpi_nlp.model import Block, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.printed.aligned import AlignedTable
from kpi_nlp.readers.printed.chains import grids_of, join_pages
from kpi_nlp.readers.printed.flow import Item, PrintedParagraph, flow_of
from kpi_nlp.readers.printed.furniture import take_furniture
from kpi_nlp.readers.printed.lines import Line, confidence_of
from kpi_nlp.readers.printed.page import Page
from kpi_nlp.readers.printed.page_list import listed
from kpi_nlp.readers.printed.paragraphs import text_of
from kpi_nlp.readers.printed.pieces import Piece
from kpi_nlp.readers.printed.recognised import recognition_warnings
from kpi_nlp.readers.printed.sheets import sheet_of
from kpi_nlp.readers.printed.tables import Content, Row, RuledTable, aligned_rows, contents_of, goes_on_only, ruled_rows
from kpi_nlp.text import clip, join_lines


def blocks_of(name: str, pages: Iterable[Page]) -> tuple[tuple[Block, ...], tuple[ReadWarning, ...]]:
    """Return the headings, paragraphs and tables of all pages in reading order, and what was noticed.

    Headers and footers that stand on several pages follow at the end, once; mere page numbers are left out.
    """
    sheets = [sheet_of(page) for page in pages]
    furniture = list(take_furniture(sheets))
    writing = _Writing(name)
    for item in flow_of(sheets):
        writing.add(item)
    for sheet, line in furniture:
        writing.add(PrintedParagraph(sheet.number, [line]))
    recognition = recognition_warnings(name, sheets, writing.blocks)
    return tuple(writing.blocks), (*recognition, *writing.warnings, *_repaired(writing))


def _repaired(writing: "_Writing") -> Iterator[ReadWarning]:
    if writing.joined:
        top = listed(dict.fromkeys(writing.joined))
        yield ReadWarning("TableRepaired", f"表格有被分页截断的行（第{top}页页首），已并入上一页的末行")
    if writing.doubtful:
        top = listed(dict.fromkeys(writing.doubtful))
        yield ReadWarning("TableRepaired", f"表格第{top}页页首的行可能是上一页末行的续行，未并入，请与原件核对")
    if writing.guessed:
        pages = listed(dict.fromkeys(writing.guessed))
        yield ReadWarning("TableRepaired", f"第{pages}页的表格没有竖线，按文字的位置推定行列，请与原件核对")


@dataclass(slots=True)
class _Writing:
    """Blocks as they are written: how many tables, and paragraphs of each page, there were so far.

    `joined` are the pages whose first row went to the page before, `doubtful` those where it may belong there, `guessed`
    those with tables without lines.
    """

    name: str
    blocks: list[Block] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    order: int = 0
    tables: int = 0
    joined: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    guessed: list[int] = field(default_factory=list)
    paragraphs: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, item: Item) -> None:
        """Write one paragraph or table."""
        if isinstance(item, PrintedParagraph):
            self._add_paragraph(item)
            return
        self.tables += 1
        if isinstance(item, AlignedTable):
            self.guessed.append(item.page)
            self._add_table(aligned_rows(item, self._place_of_table(item.page)), exact=False)
            for lines in (lines for row in item.rows for lines in row):
                self._tell_overprinted(lines, self.blocks[-1].location)
        else:
            self._add_chain(item)

    def _add_paragraph(self, paragraph: PrintedParagraph) -> None:
        self.order += 1
        self.paragraphs[paragraph.page] += 1
        number = self.paragraphs[paragraph.page]
        location = Location(self.name, paragraph.page, paragraph=number, order=self.order)
        struck = "".join(line.struck for line in paragraph.lines)
        self.blocks.append(
            Paragraph(text_of(paragraph.lines), location, struck or None, confidence_of(paragraph.lines))
        )
        self._tell_struck(struck, location)
        self._tell_overprinted(paragraph.lines, location)

    def _add_chain(self, chain: Sequence[RuledTable]) -> None:
        pieces = []
        for table, grid in zip(chain, grids_of(chain), strict=True):
            place = self._place_of_table(table.page)
            contents = contents_of(table, grid)
            pieces.append(Piece(grid, contents, ruled_rows(contents, grid, place), table.room))
            self.order += len(pieces[-1].rows)
            for box, content in contents.items():
                self._tell_content(content, pieces[-1].rows[box.row][box.column].location)
        for number, joined in join_pages(pieces):
            (self.joined if joined else self.doubtful).append(chain[number].page)
        for piece in pieces:
            self._add_table([row for row in piece.rows[piece.first :] if not goes_on_only(row)], exact=True)

    def _tell_content(self, content: Content, location: Location) -> None:
        self._tell_overprinted(content.lines, location)
        if content.doubtful:
            message = f"文字超出行高，可能与相邻的行混淆：「{clip(join_lines(content.text))}」，请与原件核对"
            self.warnings.append(ReadWarning("OverlappingText", message, location))

    def _place_of_table(self, page: int) -> Location:
        return Location(self.name, page, table=f"第{self.tables}个表", order=self.order + 1)

    def _add_table(self, rows: Sequence[Row], *, exact: bool) -> None:
        if not rows:
            return
        self.order = max(self.order, rows[-1][0].location.order)
        self.blocks.append(Table(tuple(rows), rows[0][0].location, exact))
        for cell in (cell for row in rows for cell in row if not cell.covered):
            self._tell_struck(cell.before or "", cell.location)

    def _tell_struck(self, struck: str, location: Location) -> None:
        if struck:
            self.warnings.append(ReadWarning("StruckOutText", f"有划去的文字「{struck}」，未作为数值读取", location))

    def _tell_overprinted(self, lines: Iterable[Line], location: Location) -> None:
        for one, other in (pair for line in lines if (pair := line.overprinted) is not None):
            message = f"文字叠印：「{one}」与「{other}」印在同一处，请与原件核对"
            self.warnings.append(ReadWarning("OverlappingText", message, location))
