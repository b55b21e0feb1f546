"""OFD (GB/T 33190): text, ruling lines and images of its pages, straight from their XML; scans are left to recognition."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec

import numpy as np

from kpi_nlp.model import Document, Location, ReadWarning
from kpi_nlp.readers.errors import CorruptFile, LimitExceeded, ReadError, ToolMissing, UnsupportedFormat
from kpi_nlp.readers.ofd.beside import beside
from kpi_nlp.readers.ofd.documents import PageEntry, documents_of
from kpi_nlp.readers.ofd.images import bitmap_of
from kpi_nlp.readers.ofd.pages import OfdPage, read_page
from kpi_nlp.readers.ofd.parts import Parts, parts_of
from kpi_nlp.readers.printed.blocks import blocks_of
from kpi_nlp.readers.printed.page import OnPage, Page
from kpi_nlp.readers.printed.page_list import listed
from kpi_nlp.readers.printed.readings import Note
from kpi_nlp.readers.source import Source

_MAX_PAGES = 2_000
_NOTHING = np.zeros((1, 1, 3), np.uint8)


def read_ofd(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return the pages of all documents of an OFD as blocks; scans are recognised where the extra is installed."""
    parts = parts_of(source)
    documents = list(documents_of(parts))
    entries = [entry for document in documents for entry in document.pages(parts)]
    if len(entries) > _MAX_PAGES:
        raise LimitExceeded(source.name, f"超过 {_MAX_PAGES} 页", "请拆分后重试")
    pages = _Pages(parts, entries, on_page)
    blocks, noticed = blocks_of(source.name, pages.read())
    if not pages.found:
        pages.refuse()
    notes = (warning for document in documents for warning in beside(parts, document))
    return Document(source.name, source.sha256, "ofd", blocks, (*pages.warnings(), *noticed, *notes))


@dataclass(slots=True)
class _Pages:
    """One pass through a package: what was noticed, how many pages were read, and why others could not."""

    parts: Parts
    entries: list[PageEntry]
    on_page: OnPage | None
    noticed: dict[Note, list[int]] = field(default_factory=lambda: defaultdict(list))
    found: int = 0
    missing: ToolMissing | None = None
    too_large: LimitExceeded | None = None

    def read(self) -> Iterator[Page]:
        """Yield the pages that can be read."""
        read: set[str] = set()
        for number, entry in enumerate(self.entries, 1):
            if entry.part is not None and entry.part in read:
                self.noticed[Note("RepeatedPage", "与前面的页是同一页，未重复读取")].append(number)
                continue
            read.add(entry.part or "")
            if self.on_page is not None:
                self.on_page(number, len(self.entries))
            try:
                page = self._page(read_page(self.parts, entry, number))
            except LimitExceeded as error:
                self.too_large = error
                self.noticed[Note("PageTooLarge", f"内容过多（{error.reason}），未读取")].append(number)
                continue
            except ReadError:
                self.noticed[Note("DamagedPage", "已损坏，未读取")].append(number)
                continue
            if page is not None:
                self.found += 1
                yield page

    def refuse(self) -> None:
        """Raise the reason for which no page could be read."""
        name = self.parts.package.source.name
        if self.too_large is not None:
            raise self.too_large
        if self.missing is not None:
            reason = f"OFD 是扫描件：{self.missing.reason}"
            raise ToolMissing(name, reason, self.missing.hint) from self.missing
        if any(note.kind == "ScannedPage" for note in self.noticed):
            raise UnsupportedFormat(name, "OFD 的各页没有文字，只有图形或无法读取的图片", "请提供 Word、PDF 或图片版本")
        reason = "OFD 的各页都已损坏" if self.entries else "OFD 里没有页面"
        raise CorruptFile(name, reason, "请用 OFD 阅读器打开并另存一份，或重新取得文件")

    def _page(self, page: OfdPage) -> Page | None:
        """Return a page, recognised where it is a scan; the few letters of one that cannot be are better than none."""
        reading = page.reading
        recognised = self._recognised(page) if reading.textless else None
        if recognised is None:
            for note in reading.notes:
                self.noticed[note].append(reading.page.number)
        if reading.textless and recognised is None and not reading.page.glyphs:
            return None
        return recognised or reading.page

    def _recognised(self, page: OfdPage) -> Page | None:
        from kpi_nlp.readers.scan import recognised

        shown, why = page.reading.page, page.reading.textless
        try:
            bitmap = bitmap_of(self.parts, page) if find_spec("PIL") else _NOTHING  # without the extra, none is needed
            if bitmap is not None:
                return recognised(bitmap, number=shown.number, width=shown.width, height=shown.height)
            note = Note("ScannedPage", f"{why}，无法识别，未读取")
        except ToolMissing as error:
            self.missing = error
            note = Note("ScannedPage", f"{why}，未读取：{error.reason}。{error.hint}")
        self.noticed[note].append(shown.number)
        return None

    def warnings(self) -> Iterator[ReadWarning]:
        """Yield what was noticed, once for all pages that show the same."""
        for note, pages in self.noticed.items():
            place = Location(self.parts.package.source.name, pages[0])
            yield ReadWarning(note.kind, f"第{listed(pages)}页{note.message}", place)
