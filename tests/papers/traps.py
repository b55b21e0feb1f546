"""Files made to harm: bombs, entities, traversal, lies about sizes, loops; each is small on disk."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.styles import Font

SENTINEL = "哨兵-不可外泄-7319"
"""What stands in the file that entities point to; it must appear in no document."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MANY = 1_000_000
_PART = 210 * 1024 * 1024  # more than any part may have


SLOW = (
    "百万空行.xlsx",
    "百万行.txt",
    "双重压缩.pdf",
    "巨图.pdf",
    "百万字.pdf",
    "一行百兆.csv",
    "一格百兆.csv",
    "百兆空行.txt",
    "网页在文.md",
    "万张表.docx",
    "墙与空格.ofd",
    "重复45.txt",
    "百万列.csv",
    "换行很多.html",
    "指标十万.txt",
    "表格很多.html",
    "多行引号.csv",
)
"""Traps that take their time, or all the memory that they are given."""


def traps(secret: str) -> dict[str, Callable[[], bytes]]:
    """Return the makers of all traps by the names of their files; `secret` is the address of the sentinel."""
    return {
        **_bombs(), **_entities(secret), **_lies(), **_workbooks(), **_word_documents(), **_pages(), **_texts(), **_pdfs(), **_ofds(),
    }  # fmt: skip


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()


def repeated(text: str, times: int, before: str = "") -> bytes:
    """Return a text many times over in UTF-8."""
    return (before + text * times).encode()


def word(body: str, *, head: str = "") -> bytes:
    """Return a Word document with this body; `head` stands ahead of the root."""
    return package({"word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>"})


def workbook(rows: str, *, head: str = "", after: str = "") -> bytes:
    """Return a workbook of one sheet with these rows; the style 1 is bold."""
    stream, book = io.BytesIO(), openpyxl.Workbook()
    book.worksheets[0]["A1"].font = Font(bold=True)
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = f"{head}<worksheet {_S}><sheetData>{rows}</sheetData>{after}</worksheet>"
    return package(parts | {"xl/worksheets/sheet1.xml": sheet})


def ofd(content: str, **parts: str) -> bytes:
    """Return an OFD file whose only page has this content; further parts replace those of the same name, dots as 「__」."""
    whole = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": _ofd_document('<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'),
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return package(whole | {name.replace("__", "."): part for name, part in parts.items()})


def _ofd_document(pages: str) -> str:
    area = (
        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    )
    return f"<ofd:Document {_OFD}>{area}<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"


def pdf(*objects: str, root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    count = len(objects) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + tail.encode()


def _stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def _bombs() -> dict[str, Callable[[], bytes]]:
    def flat() -> bytes:
        return _streamed({"word/document.xml": _PART})

    def wide() -> bytes:
        return _streamed({"word/document.xml": 1000, **{f"word/media/{number}.xml": _PART // 2 for number in range(6)}})

    def nested() -> bytes:
        inner = flat()
        for _ in range(4):
            inner = package({"word/document.xml": inner, "word/embeddings/inner.docx": inner})
        return inner

    return {
        "平铺炸弹.docx": flat,
        "多件炸弹.docx": wide,
        "套娃炸弹.docx": nested,
        "炸弹.xlsx": lambda: _streamed({"xl/workbook.xml": 1000, "xl/worksheets/sheet1.xml": _PART}),
        "炸弹.ofd": lambda: _streamed({"OFD.xml": _PART}),
        "五万成员.docx": lambda: package(
            {f"word/{number}.xml": "" for number in range(50_000)} | {"word/document.xml": ""}
        ),
    }


def _streamed(sizes: Mapping[str, int]) -> bytes:
    """Return a zip whose parts are blanks of these sizes."""
    stream, block = io.BytesIO(), b" " * 1024 * 1024
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, size in sizes.items():
            with archive.open(name, "w") as part:
                for at in range(0, size, len(block)):
                    part.write(block[: size - at])
    return stream.getvalue()


def _entities(secret: str) -> dict[str, Callable[[], bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughing = f'<!DOCTYPE x [<!ENTITY l0 "哈">{laughs}]>'
    external = f'<!DOCTYPE x [<!ENTITY l9 SYSTEM "{secret}">]>'
    parameter = f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{secret}"> %p; <!ENTITY l9 "x">]>'
    quadratic = f'<!DOCTYPE x [<!ENTITY l9 "{"哈" * 200_000}">]>'
    makers: dict[str, Callable[[], bytes]] = {}
    for kind, head in {"大笑": laughing, "外部实体": external, "参数实体": parameter, "二次展开": quadratic}.items():
        text = "&l9;" * (2000 if kind == "二次展开" else 1)
        cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        drawn = f'<ofd:TextObject ID="1" Boundary="0 0 90 9" Font="1" Size="5"><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
        page = f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        makers |= {
            f"{kind}.docx": lambda head=head, text=text: word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", head=head),  # type: ignore[misc]
            f"{kind}.xlsx": lambda head=head, cell=cell: workbook(cell, head=head),  # type: ignore[misc]
            f"{kind}.ofd": lambda head=head, page=page: ofd("", **{"Doc_0/Pages/Page_0/Content__xml": head + page}),  # type: ignore[misc]
            f"{kind}.html": lambda head=head, text=text: f"{head}<html><p>{text}</p></html>".encode(),  # type: ignore[misc]
        }
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    return makers | {
        "包含.docx": lambda: word(f"<w:p><w:r><w:t>{include}</w:t></w:r></w:p>"),
        "引用.html": lambda: repeated(
            f'<iframe src="{secret}"></iframe><object data="{secret}"></object>{include}', 1, "<html>"
        ),
    }


def _lies() -> dict[str, Callable[[], bytes]]:
    whole = word("<w:p><w:r><w:t>全年举办培训12期。</w:t></w:r></w:p>")

    def declared(size: int) -> bytes:
        """Say another size in the list of contents than the part has."""
        data = bytearray(whole)
        at = data.rfind(b"PK\x01\x02")
        data[at + 24 : at + 28] = struct.pack("<I", size)
        return bytes(data)

    def overlapping() -> bytes:
        """Let two names of the list of contents share the bytes of one part."""
        both = package({"word/document.xml": b"<a/>", "word/document1.xml": b"<a/>"})
        data = bytearray(both)
        last = data.rfind(b"PK\x01\x02")
        data[last + 42 : last + 46] = struct.pack("<I", 0)
        return bytes(data)

    return {
        "四十亿字节.docx": lambda: declared(0xFFFFFFFE),
        "少报大小.docx": lambda: declared(3),
        "重叠.docx": overlapping,
        "包内越界.docx": lambda: package({"../../越界.xml": "x", "/绝对.xml": "x", "word/document.xml": f"<w:document {_W}><w:body/></w:document>"}),
        "包内越界.ofd": lambda: ofd("", OFD__xml=f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>../../../../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
    }  # fmt: skip


def _workbooks() -> dict[str, Callable[[], bytes]]:
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    return {
        "两角.xlsx": lambda: workbook(corners),
        "百万空行.xlsx": lambda: workbook(
            "".join(
                f'<row r="{n}" s="1" customFormat="1" ht="20"><c r="A{n}" s="1"/></row>' for n in range(1, _MANY + 1)
            )
        ),
        "整表合并.xlsx": lambda: workbook(corners, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "万次合并.xlsx": lambda: workbook(
            corners,
            after="<mergeCells>"
            + "".join(map('<mergeCell ref="A{0}:Z9{0}"/>'.format, range(1, 20_000)))
            + "</mergeCells>",
        ),
        "虚假范围.xlsx": lambda: workbook(corners, after='<dimension ref="A1:XFD1048576"/>'),
        "长公式.xlsx": lambda: workbook(f'<row r="1"><c r="A1"><f>{"(" * 60_000}</f></c></row>'),
    }


def _word_documents() -> dict[str, Callable[[], bytes]]:
    table = "<w:tbl><w:tr><w:tc>"
    depth = 60  # libxml2 itself refuses more than 256 levels
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr><w:p/></w:tc>'
    return {
        "深套表.docx": lambda: word(table * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth),
        "极深.docx": lambda: word("<w:sdt>" * 100_000),
        "宽格.docx": lambda: word(f"<w:tbl><w:tr>{wide * 300}</w:tr></w:tbl>"),
        "多格.docx": lambda: word(f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 63 + '</w:tr>') * 3300}</w:tbl>"),
        "多段.docx": lambda: word("<w:p><w:r><w:t>全年举办培训12期。</w:t></w:r></w:p>" * 10_000),
        "长段.docx": lambda: word(f"<w:p><w:r><w:t>{'全年举办培训12期，' * 10_000}</w:t></w:r></w:p>"),
    }


def _pages() -> dict[str, Callable[[], bytes]]:
    return {
        "大跨度.html": lambda: (
            b'<html><table><tr><td rowspan="999999999" colspan="999999999">12</td></tr></table></html>'
        ),
        "多跨度.html": lambda: b"<table>" + b'<tr><td rowspan="65534" colspan="1000">1</td></tr>' * 3000 + b"</table>",
        "深套表.html": lambda: b"<html>" + b"<table><tr><td>" * 5000,
        "极深.html": lambda: b"<html>" + b"<div>" * 200_000 + "培训12期".encode(),
        "未闭合.html": lambda: b"<html>" + b"<td>1<tr>" * 10_000,
        "乱码.mht": lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + b"--x\r\n" * 50_000
        ),
        "深套.mht": lambda: (
            b"MIME-Version: 1.0\r\n" + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n' * 5000
        ),
    }


def _texts() -> dict[str, Callable[[], bytes]]:
    values = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n"
    return {
        "长行.txt": lambda: repeated("全年举办培训12期，培训学员600人次，完成率100%。", 10_000),
        "制表符.txt": lambda: repeated("\t", 20_000_000),
        "竖线.md": lambda: repeated("|", 5_000_000),
        "数字.txt": lambda: repeated("1", 500_000),
        "空格.txt": lambda: repeated(" ", 5_000_000) + b"x",
        "百万行.txt": lambda: repeated("培训\t12期\n", _MANY),
        "表头六万.txt": lambda: repeated(values, 60_000),
        "指标十万.txt": lambda: repeated("产出指标\t数量指标\t培训人次\t12人次\t12人次\n", 100_000, values),
        "引号.csv": lambda: b'"' + b"1," * 5_000_000,
        "百万列.csv": lambda: b"1," * _MANY + b"\n" + b"2," * _MANY,
        "深套.rtf": lambda: b"{\\rtf1" + b"{" * 100_000,
    }


def _pdfs() -> dict[str, Callable[[], bytes]]:
    catalog = "<< /Type /Catalog /Pages 2 0 R >>"
    pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    drawn = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {0} 0 R /Y {0} 0 R >> >>"
    doubling = [_stream("/X Do /Y Do " * 10, form.format(6 + level)) for level in range(12)]
    return {
        "页树循环.pdf": lambda: pdf(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"),
        "页数谎报.pdf": lambda: pdf(catalog, "<< /Type /Pages /Kids [] /Count 2147483647 >>"),
        "百万页.pdf": lambda: pdf(catalog, f"<< /Type /Pages /Kids [{'3 0 R ' * 100_000}] /Count 100000 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
        "对象自引.pdf": lambda: pdf(catalog, pages, drawn, _stream("/X Do"), _stream("/X Do", form.format(5))),
        "对象倍增.pdf": lambda: pdf(catalog, pages, drawn, _stream("/X Do"), *doubling, _stream("0 0 m 9 9 l S", form.format(5))),
        "巨幅页.pdf": lambda: pdf(catalog, pages, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000000 1000000000] >>"),
        "深数组.pdf": lambda: pdf(catalog, "[" * 100_000),
        "百万线.pdf": lambda: pdf(catalog, pages, drawn, _stream("0 0 m 500 0 l S\n" * 300_000), _stream("", form.format(5))),
        "加密.pdf": lambda: pdf(catalog, pages).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 9 /R 9 /O () /U () /P 0 >>"),
        "没有目录.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000,
    }  # fmt: skip


def _ofds() -> dict[str, Callable[[], bytes]]:
    page = '<ofd:Page ID="{0}" BaseLoc="Pages/Page_0/Content.xml"/>'
    text = '<ofd:TextObject ID="1" Boundary="0 0 90 9" Font="1" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g 2147483647 1">培训</ofd:TextCode></ofd:TextObject>'
    path = (
        '<ofd:PathObject ID="1" Boundary="0 0 210 297"><ofd:AbbreviatedData>{0}</ofd:AbbreviatedData></ofd:PathObject>'
    )
    return {
        "十万页.ofd": lambda: ofd(
            text, **{"Doc_0/Document__xml": _ofd_document("".join(map(page.format, range(100_000))))}
        ),
        "间距谎报.ofd": lambda: ofd(text),
        "百万线.ofd": lambda: ofd(path.format("M 0 0 L 200 0 " * 200_000)),
        "坏数字.ofd": lambda: ofd(text.replace("0 0 90 9", "0 0 NaN 1e999")),
        "深套.ofd": lambda: ofd("<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200),
    }
