"""Formats that LibreOffice converts: the same rows come out, and nothing hangs, leaks or goes out of the machine."""

import base64
import os
import signal
import socketserver
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from word_xml import (
    cell,
    deleted,
    inserted,
    lines,
    package,
    paragraph,
    part,
    prose,
    relations,
    row,
    run,
    table,
    tables,
    texts,
    texts_row,
)

from kpi_nlp.readers import (
    CorruptFile,
    EncryptedFile,
    ReadError,
    ReadTimeout,
    Source,
    ToolMissing,
    UnsupportedFormat,
    libreoffice,
    read,
)

POSIX = pytest.mark.skipif(os.name != "posix", reason="a script cannot stand in for LibreOffice on Windows")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD_NAME = "WordDocument".encode("utf-16-le")
DOC = OLE + WORD_NAME
RTF = b"{\\rtf1\\ansi \\'d6\\'b8\\'b1\\'ea 12}"
WORD_2003 = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>全年举办培训班12期。</w:t></w:r></w:p><w:tbl>"
    '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    "<w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12期</w:t></w:r></w:p></w:tc></w:tr>"
    "</w:tbl></w:body></w:wordDocument>"
)
EXCEL_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="自评"><Table><Row><Cell><Data ss:Type="String">指标</Data></Cell><Cell><Data ss:Type="Number">12</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">得分</Data></Cell><Cell><Data ss:Type="Number">98.5</Data></Cell></Row></Table></Worksheet></Workbook>'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)


@pytest.fixture(scope="module")
def office() -> Path:
    path = libreoffice.program()
    if path is None:
        pytest.skip("LibreOffice is not installed here")
    return path


def whole(body: str) -> bytes:
    """Return a document that other programs open as well."""
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/numbering.xml": part("numbering", numbering),
    }
    return package(body, parts, targets={"n": ("numbering", "numbering.xml")})


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
REPORT = whole(
    paragraph(run("概况"), NUMBERED)
    + paragraph(run("绩效"), NUMBERED)
    + table(
        texts_row("一级指标", "指标值", "实际值"),
        row(
            cell(lines("产出"), '<w:vMerge w:val="restart"/>'),
            cell(lines("≥200人次")),
            cell(paragraph(deleted("200") + inserted("150") + run("人次"))),
        ),
        row(cell(paragraph(), "<w:vMerge/>"), cell(lines("100%")), cell(lines("98.5%"))),
        columns=(3000, 3000, 3000),
    )
    + paragraph()
)


@cache
def older(office: Path, format_: str) -> bytes:
    """Return the report in an older format."""
    return libreoffice.converted(Source("报告.docx", REPORT), office, suffix=".docx", filter_=None, target=format_)


@pytest.mark.parametrize(("format_", "suffix"), [("doc", "doc"), ("doc", "wps"), ("rtf", "rtf")])
def test_the_same_rows_come_out_of_older_formats(office: Path, format_: str, suffix: str) -> None:
    source = Source(f"自评/报告.{suffix}", older(office, format_))
    read_ = read(source)
    assert prose(read_) == ["1. 概况", "2. 绩效"]
    assert texts(read_) == [
        ["一级指标", "指标值", "实际值"],
        ["产出", "≥200人次", "150人次"],
        ["产出", "100%", "98.5%"],
    ]
    assert tables(read_)[0][1][2].before == "200人次"
    assert (read_.path, read_.sha256, read_.format) == (source.name, source.sha256, format_)
    assert [(warning.kind, warning.message) for warning in read_.warnings] == [
        ("Converted", "由 LibreOffice 转换后读取"),
        ("TrackedChanges", "含修订痕迹，按接受修订后的文字读取，修订前的文字已保留"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_of_office_2003(office: Path, encoding: str) -> None:
    assert office
    word = read(Source("报告.xml", WORD_2003.replace("UTF-8", encoding).encode(encoding)))
    assert (prose(word), texts(word)) == (["全年举办培训班12期。"], [["指标", "12期"]])
    sheet = read(Source("报告.xls", EXCEL_2003.encode("utf-8")))
    assert (sheet.format, texts(sheet)) == ("office_xml", [["指标", "12"], ["得分", "98.5"]])


def test_several_are_converted_at_once(office: Path) -> None:
    assert office
    sources = [Source(f"{at}.rtf", b"{\\rtf1\\ansi " + str(at).encode() + b"}") for at in range(3)]
    with ThreadPoolExecutor(3) as pool:
        assert [prose(read_) for read_ in pool.map(read, sources)] == [["0"], ["1"], ["2"]]


def test_a_table_that_does_not_come_through_is_told(office: Path) -> None:
    last = whole(
        lines("前") + table(texts_row("指标", "12期"), columns=(3000, 3000))
    )  # Word ends no document with a table
    data = libreoffice.converted(Source("报告.docx", last), office, suffix=".docx", filter_=None, target="doc")
    read_ = read(Source("报告.doc", data))
    assert tables(read_) or [warning.kind for warning in read_.warnings] == ["Converted", "TableNotRead"]


def test_damage_is_told_and_never_read_as_text(office: Path) -> None:
    whole_ = older(office, "doc")
    for data in (whole_[:3000], DOC + whole_[520:], whole_[:512] + bytes(2048) + whole_[2560:]):
        with pytest.raises((CorruptFile, UnsupportedFormat)):
            read(Source("报告.doc", data))


class _Listener(socketserver.TCPServer):
    """Counts who calls."""

    allow_reuse_address = True
    calls = 0

    def verify_request(self, *_: object) -> bool:
        self.calls += 1
        return False


@pytest.fixture
def listener() -> Iterator[_Listener]:
    with _Listener(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_nothing_is_fetched_from_the_network(office: Path, listener: _Listener) -> None:
    address = f"http://127.0.0.1:{listener.server_address[1]}/a"
    page = f'<html><body><img src="{address}.png"><iframe src="{address}.html"></iframe>12</body></html>'
    libreoffice.converted(Source("报告.html", page.encode()), office, suffix=".html", filter_=None, target="odt")
    rtf = f'{{\\rtf1\\ansi{{\\*\\template {address}.dot}} 12 {{\\field{{\\*\\fldinst INCLUDETEXT "{address}.txt"}}{{\\fldrslt }}}}}}'
    assert prose(read(Source("报告.rtf", rtf.encode()))) == ["12"]
    assert listener.calls == 0


def fake(folder: Path, program: str) -> Path:
    """Write a script that stands in for LibreOffice; it knows its arguments and a folder for notes."""
    path = folder / "soffice"
    head = f"#!{sys.executable}\nimport os, subprocess, sys, time\nfrom pathlib import Path\nnotes = Path({str(folder)!r})\n"
    path.write_text(head + textwrap.dedent(program), encoding="utf-8")
    path.chmod(0o755)
    return path


HANGS = """
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=False)
    (notes / "folder").write_text(sys.argv[-1])
    (notes / "pids.new").write_text(f"{os.getpid()} {child.pid}")
    os.rename(notes / "pids.new", notes / "pids")
    time.sleep(600)
"""


def alone(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let nothing but a folder be looked through for LibreOffice."""
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(libreoffice, "_PLACES", ())


def wait_for(happened: "object", seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def is_gone(pid: int) -> bool:
    """Return whether a process has ended; one that nobody has asked about yet has."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" in status.read_text(encoding="utf-8")


def pids(folder: Path) -> list[int]:
    return [int(pid) for pid in (folder / "pids").read_text(encoding="utf-8").split()]


@POSIX
def test_a_converter_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, HANGS)
    alone(monkeypatch, tmp_path)
    monkeypatch.setattr(libreoffice, "SECONDS", 2)
    with pytest.raises(ReadTimeout, match="转换超过 2 秒"):
        read(Source("报告.doc", DOC))
    assert wait_for(lambda: all(map(is_gone, pids(tmp_path))))
    assert not Path((tmp_path / "folder").read_text(encoding="utf-8")).parent.exists()


@POSIX
def test_a_converter_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    fake(tmp_path, HANGS)
    script = "from kpi_nlp.readers import Source, libreoffice, read; libreoffice._PLACES = (); read(Source('a.rtf', b'{\\\\rtf1 12}'))"
    asking = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert wait_for((tmp_path / "pids").exists)
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    assert wait_for(lambda: all(map(is_gone, pids(tmp_path))))
    folder = Path((tmp_path / "folder").read_text(encoding="utf-8")).parent
    assert wait_for(lambda: not folder.exists())


@POSIX
@pytest.mark.parametrize(
    "program",
    [
        "sys.exit(0)",
        "sys.exit(77)",
        'out = Path(sys.argv[sys.argv.index("--outdir") + 1]); out.mkdir(); (out / "document.docx").write_bytes(b"PK")',
    ],
)
def test_a_conversion_that_yields_nothing_is_told(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, program)
    alone(monkeypatch, tmp_path)
    with pytest.raises(CorruptFile):
        read(Source("报告.doc", DOC))


@POSIX
def test_every_call_has_a_profile_of_its_own_without_macros(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = """
        from urllib.parse import unquote, urlparse
        profile = unquote(urlparse(sys.argv[1].removeprefix("-env:UserInstallation=")).path)
        settings = Path(profile, "user", "registrymodifications.xcu").read_text(encoding="utf-8")
        with (notes / "calls").open("a") as log:
            print(profile, "DisableMacrosExecution" in settings, *sys.argv[2:-3], Path(sys.argv[-1]).name, file=log)
    """
    fake(tmp_path, note)
    alone(monkeypatch, tmp_path)
    for source in (Source("甲.doc", DOC), Source("乙.rtf", RTF)):
        with pytest.raises(CorruptFile):
            read(source)
    first, second = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    options = "--headless --norestore --nolockcheck --nologo --nodefault --nofirststartwizard"
    assert first.split(" ", 1)[0] != second.split(" ", 1)[0]
    assert first.split(" ", 1)[1] == f"True {options} --infilter=MS Word 97 --convert-to docx document.doc"
    assert second.split(" ", 1)[1] == f"True {options} --infilter=Rich Text Format --convert-to docx document.rtf"


@pytest.mark.parametrize(
    ("source", "reason", "target"),
    [
        (Source("报告.doc", DOC), "这是旧版 Word（.doc）或 WPS 文档", "docx"),
        (Source("报告.rtf", RTF), "这是 RTF 文档", "docx"),
        (Source("报告.xml", WORD_2003.encode()), "这是 Office 2003 的 XML 文档", "docx"),
        (Source("报告.xls", EXCEL_2003.encode()), "这是 Office 2003 的 XML 表格", "xlsx"),
    ],
)
def test_without_libreoffice_the_way_out_is_told(
    source: Source, reason: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch, tmp_path)
    with pytest.raises(ToolMissing) as raised:
        read(source)
    assert raised.value.reason == f"{reason}，需要 LibreOffice 才能直接读取"
    assert raised.value.hint == f"请用 Word 或 WPS 另存为 .{target} 后重试，或安装 LibreOffice"


def test_a_program_among_the_reports_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, "sys.exit(0)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    monkeypatch.setenv("PATH", ".")
    assert libreoffice.program() is None


@pytest.mark.parametrize("first", [b"\xec\xa5\xc1\x00", b"\xec\xa5\x0c\x01", b"\xdc\xa5\x68\x00"])
def test_a_password_is_told_before_anything_is_converted(first: bytes) -> None:
    picture = b"\xec\xa5\x99\x33" + b"\xff" * 508  # looks like the beginning of a document, and is none
    head = first + bytes(7) + b"\x01" + bytes(52)
    with pytest.raises(EncryptedFile, match="密码"):
        read(Source("报告.doc", DOC.ljust(1024, b"\0") + picture + head))


def test_what_looks_like_a_password_in_a_picture_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, tmp_path)
    picture = b"\xec\xa5\x99\x33" + b"\xff" * 508
    with pytest.raises(ToolMissing):
        read(Source("报告.doc", DOC.ljust(1024, b"\0") + picture + bytes(64) + b"\xec\xa5\xc1\x00" + b"\xff" * 60))


def test_xml_of_other_programs_is_refused() -> None:
    data = b'<?xml version="1.0"?><?mso-application progid="PowerPoint.Show"?><a/>'
    with pytest.raises(UnsupportedFormat, match="其他程序"):
        read(Source("报告.xml", data))


def flat(*parts: tuple[str, str]) -> bytes:
    listed = "".join(f'<pkg:part pkg:name="{name}">{content}</pkg:part>' for name, content in parts)
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{listed}</pkg:package>'.encode()


def test_word_xml_since_2007_needs_no_other_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, tmp_path)
    chunk = base64.b64encode(package(lines("内文"))).decode()
    body = part("document", f"<w:body>{lines('前')}<w:altChunk r:id='e'/></w:body>")
    data = flat(
        ("/word/document.xml", f"<pkg:xmlData>{body}</pkg:xmlData>"),
        ("/word/_rels/document.xml.rels", f"<pkg:xmlData>{relations({'e': ('aFChunk', 'chunk.docx')})}</pkg:xmlData>"),
        ("/word/chunk.docx", f"<pkg:binaryData>{chunk}</pkg:binaryData>"),
        ("/word/empty.bin", ""),
    )
    read_ = read(Source("报告.xml", data))
    assert (prose(read_), read_.format) == (["前", "内文"], "office_xml")


@pytest.mark.parametrize("content", ["<pkg:xmlData>", "<pkg:binaryData>?</pkg:binaryData>", "<pkg:xmlData/>"])
def test_broken_word_xml_is_told(content: str) -> None:
    with pytest.raises(ReadError):
        read(Source("报告.xml", flat(("/word/document.xml", content))))


def test_an_embedded_rtf_is_read_where_libreoffice_is(office: Path) -> None:
    assert office
    data = package('<w:altChunk r:id="e"/>', {"word/chunk.rtf": RTF}, targets={"e": ("aFChunk", "chunk.rtf")})
    assert prose(read(Source("报告.docx", data))) == ["指标 12"]
