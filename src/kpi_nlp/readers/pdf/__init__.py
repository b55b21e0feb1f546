"""PDF: letters and ruling lines page by page; what was scanned is left to the recognition of characters."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2

from kpi_nlp.model import Document, Location, ReadWarning
from kpi_nlp.readers.errors import CorruptFile, LimitExceeded, ToolMissing
from kpi_nlp.readers.pdf.opening import MAX_PAGE, opened
from kpi_nlp.readers.pdf.page import PageTooLarge, read_page
from kpi_nlp.readers.printed.blocks import blocks_of
from kpi_nlp.readers.printed.page import OnPage, Page
from kpi_nlp.readers.printed.page_list import listed
from kpi_nlp.readers.printed.readings import Note, Reading
from kpi_nlp.readers.source import Source

if TYPE_CHECKING:
    from kpi_nlp.readers.pdf.weight import Scales

_DOTS_PER_POINT = 150 / 72
_MOST_DOTS = 25_000_000
_MAX_WEIGHT = 64 * 1024 * 1024  # bytes of instructions on all pages
_TOO_HEAVY = "的图形层层重复，展开后超过上限"


def read_pdf(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return the pages of a PDF as blocks; pages that are scans are recognised, where the extra is installed."""
    from kpi_nlp.readers.pdf.weight import scales_for

    with opened(source) as document:
        pages = _Pages(source.name, document, scales_for(source.data), on_page)
        attached = document.count_attachments()
        blocks, noticed = blocks_of(source.name, pages.read())
    if not pages.found:
        pages.refuse()
    warnings = (*pages.warnings(), *noticed)
    if attached:
        unread = ReadWarning("EmbeddedDocument", f"PDF 附有 {attached} 个文件，其内容未读取")
        warnings = (unread, *warnings)
    return Document(source.name, source.sha256, "pdf", blocks, warnings)


@dataclass(slots=True)
class _Pages:
    """One pass through a document: what was noticed, how many pages were read, and why others could not."""

    name: str
    document: pypdfium2.PdfDocument
    scales: "Scales | None"
    on_page: OnPage | None
    noticed: dict[Note, list[int]] = field(default_factory=lambda: defaultdict(list))
    found: int = 0
    missing: ToolMissing | None = None
    too_large: bool = False

    def read(self) -> Iterator[Page]:
        """Yield the pages that can be read."""
        total = len(self.document)
        weights = self._weights(total)
        for number in range(1, total + 1):
            if self.on_page is not None:
                self.on_page(number, total)
            try:
                page = self._page(self._reading(number, weights[number - 1]))
            except pypdfium2.PdfiumError:
                self.noticed[Note("DamagedPage", "已损坏，未读取")].append(number)
                continue
            except PageTooLarge as error:
                self.too_large = True
                advice = "未读取；请把这一页重新打印成 PDF，或提供 Word 版本"
                self.noticed[Note("PageTooLarge", f"{error}，{advice}")].append(number)
                continue
            if page is not None:
                self.found += 1
                yield page

    def refuse(self) -> None:
        """Raise the reason for which no page could be read."""
        if self.missing is not None:
            reason = f"PDF 是扫描件：{self.missing.reason}"
            raise ToolMissing(self.name, reason, self.missing.hint) from self.missing
        if self.too_large:
            hint = "文件异常，请用 Word 或 WPS 打开原件重新导出 PDF，或提供 Word 版本"
            raise LimitExceeded(self.name, "PDF 的页面展开后超过上限", hint)
        raise CorruptFile(self.name, "PDF 的各页都已损坏", "请重新取得文件，或用 PDF 软件打开并另存后重试")

    def _weights(self, total: int) -> list[int]:
        """Return how heavy each page is; raises LimitExceeded where all together are more than can be read."""
        weights: list[int] = []
        left = _MAX_WEIGHT
        for number in range(1, total + 1):
            weights.append(self.scales.weight(number) if self.scales else 0)
            left -= min(weights[-1], MAX_PAGE)
            if left < 0:
                raise LimitExceeded(self.name, "PDF 的各页展开后超过上限", "请拆分后重试，或提供 Word 版本")
        return weights

    def _reading(self, number: int, weight: int) -> Reading:
        if weight > MAX_PAGE:
            raise PageTooLarge(_TOO_HEAVY)
        return read_page(self.document, number)

    def _page(self, reading: Reading) -> Page | None:
        """Return a page, recognised where it is a scan; the few letters of one that cannot be are better than none."""
        number = reading.page.number
        recognised = self._recognised(reading) if reading.textless else None
        if recognised is None:
            for note in reading.notes:
                self.noticed[note].append(number)
        if reading.textless and recognised is None and not reading.page.glyphs:
            return None
        return recognised or reading.page

    def _recognised(self, reading: Reading) -> Page | None:
        from kpi_nlp.readers.scan import recognised

        number = reading.page.number
        if reading.unshowable:
            raise PageTooLarge(reading.unshowable)
        with closing(self.document[number - 1]) as shown:
            width, height = shown.get_size()
            scale = min(_DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
            bitmap = shown.render(scale=scale).to_numpy()
        try:
            return recognised(bitmap, number=number, width=width, height=height)
        except ToolMissing as error:
            self.missing = error
            note = Note("ScannedPage", f"{reading.textless}，未读取：{error.reason}。{error.hint}")
            self.noticed[note].append(number)
            return None

    def warnings(self) -> Iterator[ReadWarning]:
        """Yield what was noticed, once for all pages that show the same."""
        for note, pages in self.noticed.items():
            yield ReadWarning(note.kind, f"第{listed(pages)}页{note.message}", Location(self.name, pages[0]))
