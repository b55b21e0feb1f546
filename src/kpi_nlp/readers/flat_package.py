"""A Word document as one XML file (「Word XML 文档」 since 2007): all its parts one below another."""

import base64
import binascii
import io
import zipfile

from lxml import etree

from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.source import Source

_NAMESPACE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = f"{{{_NAMESPACE.decode()}}}"
_HEAD = 4096


def unfolded(source: Source) -> Source | None:
    """Return the document as the archive that Word usually writes, None for another kind of XML."""
    if _NAMESPACE not in source.data[:_HEAD].replace(b"\0", b""):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    stream = io.BytesIO()
    try:
        root = etree.fromstring(source.data, parser)
        with zipfile.ZipFile(stream, "w") as archive:
            for part in root.iterchildren(f"{_PKG}part"):
                archive.writestr(part.get(f"{_PKG}name", "").lstrip("/"), _content(part))
    except (etree.XMLSyntaxError, binascii.Error, ValueError) as error:
        raise CorruptFile(source.name, "文件已损坏或不完整", "请用 Word 打开并另存为 .docx 后重试") from error
    return Source(source.name, stream.getvalue())


def _content(part: etree._Element) -> bytes:
    for data in part.iterchildren(f"{_PKG}xmlData"):
        return b"".join(etree.tostring(child) for child in data)
    for data in part.iterchildren(f"{_PKG}binaryData"):
        return base64.b64decode(data.text or "")
    return b""
