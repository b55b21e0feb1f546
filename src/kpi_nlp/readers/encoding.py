"""Bytes to text: by the mark at the beginning, else UTF-8, else GB 18030."""

from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.source import Source


def decode(source: Source) -> str:
    """Return the text of a file; raises CorruptFile where no encoding fits."""
    data = source.data
    encodings = ("utf-8-sig", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16", "utf-16")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CorruptFile(source.name, "文字编码无法识别", "请用记事本打开，另存为 UTF-8 编码后重试")
