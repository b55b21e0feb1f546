"""Word documents for tests, written as the XML that Word writes, and looked at as texts."""

import io
import zipfile
from collections.abc import Mapping

from kpi_nlp.model import Cell, Document, Heading, Paragraph, Table
from kpi_nlp.readers import Source, read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS = f"{OFFICE}/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{RELATIONS}" '
    f'xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def lines(*texts: str, properties: str = "") -> str:
    return "".join(paragraph(run(text), properties) for text in texts)


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts_row(*texts: str, properties: str = "") -> str:
    return row(*(cell(paragraph(run(text))) for text in texts), properties=properties)


def table(*rows: str, columns: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def deleted(text: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2">{run(text)}</w:ins>'


def text_box(inside: str) -> str:
    return (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def field(instruction: str, result: str | None, *, data: str = "") -> str:
    """Return a complex field; without a result it has no separator either."""
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'.format
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" if "<" not in instruction else instruction
    shown = "" if result is None else mark("separate", "") + result
    return mark("begin", data) + code + shown + mark("end", "")


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return the relations of a part: identifier to kind and target."""
    listed = "".join(
        f'<Relationship Id="{identifier}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for identifier, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def package(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    *,
    main: str = "word/document.xml",
    targets: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """Return the bytes of a document; `parts` are further parts, `targets` the relations of its body."""
    folder, _, name = main.rpartition("/")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(main, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        if targets:
            archive.writestr(f"{folder}/_rels/{name}.rels".lstrip("/"), relations(targets))
        for part, content in (parts or {}).items():
            archive.writestr(part, content)
    return stream.getvalue()


def part(kind: str, inside: str) -> str:
    """Return a part of styles, numbering, notes or a page header."""
    return f"<w:{kind} {NAMESPACES}>{inside}</w:{kind}>"


def document(body: str, parts: Mapping[str, str | bytes] | None = None, **options: object) -> Document:
    return read(Source("报告.docx", package(body, parts, **options)))  # type: ignore[arg-type]


def prose(document_: Document) -> list[str]:
    """Return the texts of headings and paragraphs."""
    return [block.text for block in document_.blocks if isinstance(block, Heading | Paragraph)]


def tables(document_: Document) -> list[list[list[Cell]]]:
    return [[list(cells) for cells in block.rows] for block in document_.blocks if isinstance(block, Table)]


def texts(document_: Document) -> list[list[str]]:
    """Return the texts of the only table."""
    (rows,) = tables(document_)
    return [[one.text for one in cells] for cells in rows]


def kinds(document_: Document) -> list[str]:
    """Return the kinds of the warnings."""
    return [warning.kind for warning in document_.warnings]


def one_cell(inside: str) -> tuple[Cell, list[str]]:
    """Return the cell of a table of one cell, and the kinds of the warnings."""
    read_ = document(table(row(cell(inside))))
    (((found,),),) = tables(read_)
    return found, kinds(read_)
