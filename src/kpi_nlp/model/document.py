"""A file as read: blocks in reading order, nothing yet understood of indicators."""

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kpi_nlp.model.location import Location

if TYPE_CHECKING:
    from kpi_nlp.model.explanation import Explanation

Stage = Literal["declaration", "adjustment", "monitoring", "self_evaluation", "other"]
STAGES: tuple[Stage, ...] = ("declaration", "adjustment", "monitoring", "self_evaluation", "other")  # in time
Covered = Literal["", "right", "down", "inner"]
DOUBTFUL = 0.9  # confidence of recognition below which no finding is certain: what was misread stayed below


def recognised(confidence: float) -> str:
    """Return the words that tell of text read from a picture, and how sure that is."""
    return f"文字由 OCR 识别（置信度 {math.floor(confidence * 100) / 100:.2f}）"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid; a merged cell stands again in every place that it spans.

    There `covered` says where it stands: right of its first place, down from it, or both (inner).

    `text` is what is displayed; `raw` and `number_format` are what a spreadsheet stores; `before` is the text
    ahead of the tracked changes where there are any, else what is struck out; `confidence` is that of character
    recognition, 0 to 1.
    """

    text: str
    location: Location
    raw: str | None = None
    number_format: str | None = None
    covered: Covered = ""
    before: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the format itself marks as one; level 1 is the highest."""

    text: str
    level: int
    location: Location


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or one printed line of a text file; `before` is the text ahead of its tracked changes, or struck out.

    `confidence` is that of character recognition, 0 to 1.
    """

    text: str
    location: Location
    before: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid; `exact` where the format itself has cells, false where lines of text only look like rows.

    Of these, an `aligned` one has its cells in their columns, and only its lines must be joined to rows. `repair` says
    what was done to make rows of what was no table.
    """

    rows: tuple[tuple[Cell, ...], ...]
    location: Location
    exact: bool = True
    aligned: bool = False
    repair: str | None = None


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something that a reader or extractor met and did not pass over in silence."""

    kind: str
    message: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose paper it is, of which year and stage; `sources` says from what each was taken.

    `department_key` groups spellings of one department; unknown stays None and is never guessed.
    """

    department: str | None = None
    department_key: str | None = None
    year: int | None = None
    stage: Stage = "other"
    project: str | None = None
    revision: str | None = None
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file: where it lies (`path` below the folder given), its hash, its blocks, and whose it is."""

    path: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    warnings: tuple[ReadWarning, ...] = ()
    identity: Identity = field(default_factory=Identity)

    @property
    def name(self) -> str:
        """The bare name of the file."""
        return self.path.rsplit("/", 1)[-1]

    def without_tables(self) -> "Document":
        """Return the document with its prose alone: tables are let go once their facts are known."""
        return replace(self, blocks=tuple(block for block in self.blocks if not isinstance(block, Table)))


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, or held nothing to check: the reason, and what to do about it.

    `absent` is true where the path that was given leads to no report at all. `explanation` shows what was read of the
    file all the same, only where it was asked for.
    """

    path: str
    reason: str
    hint: str
    absent: bool = False
    explanation: "Explanation | None" = None

    @property
    def name(self) -> str:
        """The bare name of the file."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]
