"""Bytes to text: by the mark at the beginning, else UTF-8, else GB 18030; a page of the web names its encoding."""

import re

from kpi_nlp.readers.errors import CorruptFile, LimitExceeded
from kpi_nlp.readers.limits import MAX_LETTERS
from kpi_nlp.readers.source import Source

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNREADABLE = "\ufffd"
_MAX_BYTES = 4 * MAX_LETTERS  # three for each letter, and blanks
_FEW, _SHARE = 3, 100  # letters that may be unreadable in a page: three, or one in a hundred


def decode(source: Source) -> str:
    """Return the text of a file; raises CorruptFile where no encoding fits, LimitExceeded where it is endless."""
    data = source.data
    if len(data) > _MAX_BYTES:
        raise LimitExceeded(source.name, f"文本超过 {_MAX_BYTES >> 20} MB", "请拆分，或只保留绩效部分后重试")
    encodings = ("utf-16", "utf-16") if data.startswith(_UTF16_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unknown(source.name)


def decode_marked(name: str, data: bytes, label: str | None) -> str:
    """Return the text of a page that says it is in the encoding `label`; raises CorruptFile where none fits.

    Pages copied by a program often are UTF-8 and still say 「gb2312」: what is UTF-8 and holds Chinese is UTF-8.
    A few letters that no encoding can read become U+FFFD.
    """
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    named = _encoding(label)
    text = _strictly(data, "utf-8-sig")
    if text is not None and (named in (None, "utf-8-sig") or data.isascii() or _HAN.search(text)):
        return text
    encodings = list(dict.fromkeys((named or "utf-8-sig", "utf-8-sig", "gb18030")))
    for encoding in encodings:
        if (text := _strictly(data, encoding)) is not None:
            return text
    text = min((data.decode(encoding, errors="replace") for encoding in encodings), key=_unreadable)
    if _unreadable(text) > max(_FEW, len(text) // _SHARE):
        raise _unknown(name)
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unreadable(text: str) -> int:
    return text.count(_UNREADABLE)


def _encoding(label: str | None) -> str | None:
    """Return the encoding that a label means; Latin ones are what programs say that know nothing of Chinese."""
    folded = (label or "").lower().replace("_", "-")
    for beginnings, encoding in (
        (("utf-8", "utf8"), "utf-8-sig"),
        (("gb", "x-gb", "cp936"), "gb18030"),
        (("big5", "x-big5"), "big5hkscs"),
    ):
        if folded.startswith(beginnings):
            return encoding
    return None


def _unknown(name: str) -> CorruptFile:
    return CorruptFile(name, "文字编码无法识别", "请用记事本打开，另存为 UTF-8 编码后重试")
