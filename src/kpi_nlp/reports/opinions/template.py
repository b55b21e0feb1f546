"""Fills in a template of Word: that of the program, or one of the user's own, which is tried before anything is written.

docxtpl renders the parts of the package with Jinja. The environment is a sandbox, for a template may come from elsewhere, and
escapes whatever a report holds.
"""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kpi_nlp import resources
from kpi_nlp.model import CREATOR, OPINION
from kpi_nlp.readers.errors import ReadError
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.sniff import sniff
from kpi_nlp.readers.source import Source, load
from kpi_nlp.reports.files import replace_binary
from kpi_nlp.reports.opinions.faults import FaultyTemplate, fault_of, refuse_tags, unknown_field
from kpi_nlp.reports.opinions.fields import named_values, specimen
from kpi_nlp.reports.opinions.shape import Opinion

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2.sandbox import SandboxedEnvironment

SHIPPED = "templates/opinion.docx"
_TEXT_PARTS = re.compile(r"word/(?:document|header|footer|footnotes)\d*\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNESCAPED = ("safe", "urlize", "xmlattr")  # filters whose outcome is taken for markup
_SAVE_ANEW = "请用 Word 或 WPS 打开模板，另存为「Word 文档（.docx）」后重试"


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was tried: every field that it names is known."""

    name: str
    data: bytes
    paragraphs: tuple[str, ...]

    def filled(self, opinion: Opinion) -> bytes:
        """Return the document of an opinion; raises FaultyTemplate."""
        from docxtpl import DocxTemplate

        environment, sources = _environment()
        try:
            rendered = DocxTemplate(io.BytesIO(self.data))
            rendered.init_docx()
        except Exception as error:
            raise FaultyTemplate(self.name, "不是可用的 Word 文档", _SAVE_ANEW) from error
        try:
            rendered.render(named_values(opinion), environment, autoescape=True)
            _complete(rendered.docx)
            stream = io.BytesIO()
            rendered.save(stream)
        except Exception as error:
            raise fault_of(error, self.name, sources[-1], self.paragraphs) from error
        return stream.getvalue()

    def refuse_unknown_fields(self) -> None:
        """Raise FaultyTemplate for a field that nobody knows, also where no specimen leads to it."""
        from docxtpl import DocxTemplate

        asked = DocxTemplate(io.BytesIO(self.data)).get_undeclared_template_variables(_environment()[0])
        for field in sorted(asked - named_values(specimen()).keys()):
            raise unknown_field(self.name, field, next((one for one in self.paragraphs if field in one), ""))


def load_template(path: Path | None = None) -> Template:
    """Return a template, by default that of the program, tried on a specimen; raises FaultyTemplate."""
    place = path or resources.data(SHIPPED)
    if not place.is_file():
        raise FaultyTemplate(place.name, "找不到这个文件", "请检查路径；含空格的路径请加引号")
    try:
        source = load(place, place.name)
        if sniff(source) != "docx":
            raise FaultyTemplate(place.name, "不是 Word 文档（.docx）", _SAVE_ANEW)
        template = Template(place.name, source.data, _paragraphs(source))
    except ReadError as error:
        raise FaultyTemplate(place.name, error.reason, error.hint) from error
    refuse_tags(template.name, template.paragraphs)
    for opinion in (specimen(), specimen(empty=True)):
        template.filled(opinion)
    template.refuse_unknown_fields()
    return template


def save_document(data: bytes, path: Path) -> None:
    """Write a document beside its place and move it there; raises OSError."""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    replace_binary(path, write)


def _paragraphs(source: Source) -> tuple[str, ...]:
    """Return the text of each paragraph, as one finds it in Word."""
    package = Package(source)
    parts = sorted(name for name in package.names if _TEXT_PARTS.fullmatch(name))
    lines = (paragraph for part in parts for paragraph in package.xml(part).iter(f"{_W}p"))
    return tuple("".join(text.text or "" for text in line.iter(f"{_W}t")) for line in lines)


def _environment() -> "tuple[SandboxedEnvironment, list[str]]":
    """Return a sandbox, and the sources that it was given: an error is told with its place in the last."""
    from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    sources = [""]

    class Unknown(StrictUndefined):
        """What a template names and nobody knows; its message is the name alone."""

        def __init__(
            self,
            hint: str | None = None,
            obj: object = None,
            name: str | None = None,
            exc: type[TemplateRuntimeError] = UndefinedError,
        ) -> None:
            super().__init__(name or hint, obj, name, exc)

    class Watched(ImmutableSandboxedEnvironment):
        def from_string(self, source: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as the method that it covers
            sources.append(source)
            return super().from_string(source, *rest, **named)

    environment = Watched(undefined=Unknown, autoescape=True)
    for name in _UNESCAPED:
        del environment.filters[name]
    return environment, sources


def _complete(document: "Document") -> None:
    """Leave nothing that Word takes for damage (a cell without a paragraph, a table without rows), and sign the document."""
    body = document.element.body
    for table in [table for table in body.iter(f"{_W}tbl") if table.find(f"{_W}tr") is None]:
        table.getparent().remove(table)
    for cell in body.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{_W}p":
            cell.append(cell.makeelement(f"{_W}p"))
    properties = document.core_properties
    properties.author, properties.category = CREATOR, OPINION
    properties.created = properties.modified = datetime.now(UTC)
