"""Word documents, read straight from their XML: both versions of a tracked change, content controls, merged cells.

python-docx drops inserted text and content controls in silence; here an actual would turn empty.
"""

from collections.abc import Iterator

from lxml import etree

from kpi_nlp.model import Document, ReadWarning
from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source
from kpi_nlp.readers.word.markup import W, is_set
from kpi_nlp.readers.word.reading import Reading
from kpi_nlp.readers.word.styles import heading_styles


def read_docx(source: Source) -> Document:
    """Return the body of a Word document: headings by style, paragraphs, tables with merged cells spread out."""
    package = Package(source)
    body = package.xml(package.word_part or "").find(f"{W}body")
    if body is None:
        raise CorruptFile(source.name, "文档没有正文", "请用 Word 打开并另存一份后重试")
    reading = Reading(source.name, heading_styles(package), list(_unread(body)))
    blocks = tuple(reading.blocks(body))
    return Document(source.name, source.sha256, "docx", blocks, tuple(reading.warnings))


def _unread(body: etree._Element) -> Iterator[ReadWarning]:
    """Say what stands in the file and is not read."""
    if any(is_set(run, f"{W}rPr/{W}vanish") and run.find(f"{W}t") is not None for run in body.iter(f"{W}r")):
        yield ReadWarning("HiddenText", "含隐藏文字，未读取")
    if next(body.iter(f"{W}altChunk"), None) is not None:
        yield ReadWarning("EmbeddedDocument", "嵌入了另一份文档，其内容未读取；请用 Word 打开并另存一份后重试")
