"""What a document holds beside its pages and is not read: attachments, remarks on top of the pages."""

from collections.abc import Iterator

from lxml import etree

from kpi_nlp.model import ReadWarning
from kpi_nlp.readers.errors import ReadError
from kpi_nlp.readers.ofd.documents import OfdDocument
from kpi_nlp.readers.ofd.objects import texts_of
from kpi_nlp.readers.ofd.parts import Parts, child, folder_of, local, text_of
from kpi_nlp.text import clip


def beside(parts: Parts, document: OfdDocument) -> Iterator[ReadWarning]:
    """Yield a warning for each attachment, and one for the words in remarks and stamps."""
    for _, listed in _listed(parts, document, "Attachments"):
        if local(listed) == "Attachment":
            name = listed.get("Name") or text_of(child(listed, "FileLoc"))
            yield ReadWarning("EmbeddedDocument", f"OFD 带有附件「{clip(name)}」，其内容未读取；请单独提供该文件")
    words = [word for folder, page in _listed(parts, document, "Annotations") for word in _words(parts, folder, page)]
    if words:
        yield ReadWarning("CommentNotRead", f"批注或签章上的文字未读取：「{clip(''.join(words))}」")


def _listed(parts: Parts, document: OfdDocument, name: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements of a list that the document refers to, with its folder; a broken list holds nothing."""
    part = parts.find(document.folder, text_of(child(document.root, name)))
    try:
        root = parts.root(part) if part else ()
    except ReadError:
        return
    yield from ((folder_of(part or ""), listed) for listed in root)


def _words(parts: Parts, folder: str, page: etree._Element) -> Iterator[str]:
    part = parts.find(folder, text_of(child(page, "FileLoc")))
    try:
        if part:
            yield from texts_of(parts.root(part))
    except ReadError:
        return
