"""What a file is, told by its content: names lie, and one format lies in another."""

import biff
import pytest

from kpi_nlp.readers import Source
from kpi_nlp.readers.sniff import sniff

_BOOK, _WORD = {"Workbook": b"x" * 5000}, {"WordDocument": b"x" * 5000}
_SPREADSHEET = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.xls", biff.compound(_BOOK), "xls"), ("a.et", biff.compound(_BOOK), "xls"), ("a.et", biff.compound({"Book": b"x"}), "xls"), ("a.xls", biff.compound({"WORKBOOK": b"x"}), "xls"),
        ("a.wps", biff.compound(_WORD), "doc"), ("a.doc", biff.compound(_WORD, _BOOK), "doc"), ("a.xls", biff.compound(_BOOK, _WORD), "xls"),
        ("a.xls", biff.compound(_BOOK)[:600] + "Workbook".encode("utf-16-le"), "xls"), ("a.xls", b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00", "xls"), ("a.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00", "xls"),
        ("a.xls", b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "html"), ("a.xls", b"\xef\xbb\xbf<TABLE border=1>", "html"),
        ("a.xls", b'<?xml version="1.0"?>\n<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "html"), ("a.xls", b'<?xml version="1.0"?>\n' + _SPREADSHEET, "office_xml"), ("a.xls", _SPREADSHEET, "office_xml"),
        ("a.xls", "三级指标\t年度指标值\r\n培训期数\t12期\r\n".encode("gb18030"), "csv"), ("a.xls", "三级指标\t年度指标值\r\n".encode("utf-16"), "csv"), ("a.tsv", b"a\tb\n", "csv"),
        ("a.txt", "三级指标\t年度指标值\r\n".encode(), "text"),
    ],
)  # fmt: skip
def test_the_content_decides(name: str, data: bytes, expected: str) -> None:
    assert sniff(Source(name, data)) == expected
