"""Where a quote stands, as exactly as the format of its file allows."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Location:
    """A place that a reviewer can find: 「2023/自评报告.docx 表3 第12行 实际完成值」.

    `file` is the path below the folder given, with `/`. `line` counts the lines of a text file, `row` the rows of
    a table, `paragraph` the paragraphs of a Word document, each from 1. `order` is the position in reading order.
    """

    file: str
    page: int | None = None
    sheet: str | None = None
    table: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    line: int | None = None
    order: int = field(default=0, compare=False)

    @property
    def document(self) -> str:
        """The bare name of the file."""
        return self.file.rsplit("/", 1)[-1]

    @property
    def printed(self) -> bool:
        """True for a line of a text file without cells: other tools break paragraphs and rows over such lines."""
        return self.line is not None and self.cell is None

    @property
    def coordinates(self) -> dict[str, int | str | None]:
        """What a second program needs to find the place again, whatever the table and the column are called."""
        return {
            "page": self.page,
            "sheet": self.sheet,
            "row": self.row,
            "cell": self.cell,
            "paragraph": self.paragraph,
            "line": self.line,
        }

    def within(self, table: str | None, column: str | None = None) -> "Location":
        """Return the same place with the name of its table and the printed header of its column.

        Asked for each cell of a form, hence written out: `dataclasses.replace` takes three times as long.
        """
        return Location(
            self.file,
            self.page,
            self.sheet,
            table,
            self.row,
            column,
            self.cell,
            self.paragraph,
            self.line,
            self.order,
        )

    @property
    def row_alone(self) -> "Location":
        """The place of the whole row: for a quote that stands in one of its cells."""
        return replace(self, column=None, cell=None)

    def __str__(self) -> str:
        parts = (
            self.file,
            self.page and f"第{self.page}页",
            self.sheet and f"工作表「{self.sheet}」",
            None if self.cell else self.table,
            self.cell or (self.row and f"第{self.row}行"),
            self.line and f"文本第{self.line}行",
            self.paragraph and f"第{self.paragraph}段",
            self.column,
        )
        return " ".join(part for part in parts if part)
