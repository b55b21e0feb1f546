"""Web archives as Word, Excel and browsers save them: one file, several pages."""

import base64
import quopri
import random
from collections.abc import Sequence

import pytest

from kpi_nlp.model import Document, Heading, Table
from kpi_nlp.readers import CorruptFile, LimitExceeded, ReadError, Source, read

EXCEL = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
BASE = "file:///C:/5A2B3C4D/"


def part(
    html: str, place: str = "", *, encoding: str = "utf-8", transfer: str = "quoted-printable", says: str = "", kind: str = "text/html"
) -> str:  # fmt: skip
    data = html.encode(encoding)
    coded = base64.encodebytes(data) if transfer == "base64" else quopri.encodestring(data)
    charset = f'; charset="{says}"' if says else ""
    where = f"Content-Location: {place}\r\n" if place else ""
    return f"{where}Content-Transfer-Encoding: {transfer}\r\nContent-Type: {kind}{charset}\r\n\r\n{coded.decode()}\r\n"


def archive(parts: Sequence[str], head: str = "", boundary: str = "----=_NextPart_01", closed: str = "--") -> bytes:
    body = "".join(f"--{boundary}\r\n{one}" for one in parts)
    return (
        f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{boundary}"\r\n\r\n'
        f"此文档为单个文件网页。\r\n\r\n{body}--{boundary}{closed}\r\n"
    ).encode()


def opened(data: bytes) -> Document:
    return read(Source("表.mht", data))


def shown(document: Document) -> list[str | list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def sheet(*rows: Sequence[str]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<html {EXCEL}><body><table>{lines}</table></body></html>"


def workbook(*titles: str, hidden: str = "") -> str:
    """Return the frame of a workbook: its sheets are named in a comment, their pages are parts of their own."""
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{title}</x:Name><x:WorksheetSource HRef="%E8%A1%A8.files/sheet00{at}.htm"/>'
        f"{'<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>' if title == hidden else ''}"
        "</x:ExcelWorksheet>"
        for at, title in enumerate(titles, 1)
    )  # fmt: skip
    return (
        f"<html {EXCEL}><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>{listed}"
        "</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><frameset>"
        '<frame src="%E8%A1%A8.files/sheet001.htm"><frame src="%E8%A1%A8.files/tabstrip.htm">'
        "<noframes><body><p>浏览器不支持框架</p></body></noframes></frameset></html>"
    )


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("encoding", "says"), [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gb18030", ""), ("utf-16", "unicode")]
)
def test_a_document_of_one_page(transfer: str, encoding: str, says: str) -> None:
    html = "<html><body><h1>自评报告</h1><p>全年12期</p><table><tr><td>指标<td>12</table></body></html>"
    document = opened(archive([part(html, "file:///C:/a.htm", encoding=encoding, transfer=transfer, says=says)]))
    assert shown(document) == ["自评报告", "全年12期", [["指标", "12"]]]
    assert (document.format, document.warnings) == ("mht", ())


@pytest.mark.parametrize(
    "head",
    [
        "",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://h.invalid/\r\nSubject: =?utf-8?Q?=E8?=\r\n =?utf-8?Q?=A1?=\r\n",
        "\r\nX-Office: WPS\r\n",
    ],
)
def test_archives_of_all_makers_are_known_by_their_head(head: str) -> None:
    assert shown(opened(archive([part("<html><body>12期</body></html>")], head=head))) == ["12期"]


def test_a_part_without_an_archive_is_read_too() -> None:
    data = f"MIME-Version: 1.0\r\n{part('<html><body>12期</body></html>')}".encode()
    assert shown(opened(data)) == ["12期"]


def test_the_sheets_of_a_workbook_are_read_with_their_names() -> None:
    document = opened(
        archive(
            [
                part(workbook("自评表", "Sheet2", "旧表", hidden="旧表"), f"{BASE}表.htm"),
                part(sheet(["2024年自评表", ""], ["指标", "目标"], ["次数", "12期"]), f"{BASE}表.files/sheet001.htm"),
                part(sheet(["指标", "目标"], ["人次", "9"]), f"{BASE}表.files/sheet002.htm"),
                part(sheet(["指标", "目标"], ["人次", "旧"]), f"{BASE}表.files/sheet003.htm"),
                part(
                    "<html><body><table><tr><td>自评表<td>Sheet2</table></body></html>", f"{BASE}表.files/tabstrip.htm"
                ),
                part("td{}", f"{BASE}表.files/stylesheet.css", kind="text/css"),
            ]
        )
    )
    assert shown(document) == [
        "自评表", "2024年自评表", [["指标", "目标"], ["次数", "12期"]], [["指标", "目标"], ["人次", "9"]],
    ]  # fmt: skip
    assert isinstance(document.blocks[0], Heading)
    assert [str(block.location) for block in document.blocks] == [
        "表.mht 工作表「自评表」",
        "表.mht 工作表「自评表」 第1个表 第1行",
        "表.mht 工作表「自评表」 第1个表 第2行",
        "表.mht 工作表「Sheet2」 第2个表 第1行",
    ]
    orders = [block.location.order for block in document.blocks]
    assert orders == sorted(set(orders))
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("HiddenSheet", "隐藏工作表「旧表」未读取")
    ]


def test_a_workbook_of_one_sheet_names_it_in_its_own_page() -> None:
    listed = "<xml><x:ExcelWorksheet><x:Name>自评表</x:Name></x:ExcelWorksheet></xml>"
    html = sheet(["指标", "目标"], ["次数", "12"]).replace("<body>", f"<head><!--{listed}--></head><body>")
    document = opened(archive([part(html, f"{BASE}表.htm")]))
    assert shown(document) == ["自评表", [["指标", "目标"], ["次数", "12"]]]


def test_frames_of_a_saved_page_are_read_and_missing_ones_are_told() -> None:
    outer = '<html><body><p>外</p><iframe src="cid:frame-1@mhtml.blink"></iframe><iframe src="附件.pdf"></iframe></body></html>'
    inner = "Content-ID: <frame-1@mhtml.blink>\r\n" + part("<html><body><p>内</p></body></html>", "https://h.invalid/b")
    document = opened(archive([part(outer, "https://h.invalid/a"), inner]))
    assert shown(document) == ["外", "内"]
    assert [str(block.location) for block in document.blocks] == ["表.mht 第1段", "表.mht 第2段"]
    assert [warning.kind for warning in document.warnings] == ["EmbeddedDocument"]


def test_the_running_heads_of_word_are_left_out() -> None:
    head = "<html><body><div style='mso-element:header'><p>内部资料</p></div></body></html>"
    assert shown(
        opened(archive([part("<html><body>正文</body></html>", "a.htm"), part(head, "a.files/header.htm")]))
    ) == ["正文"]


def test_an_archive_without_its_end_is_told() -> None:
    html = "<html><body>12期</body></html>"
    document = opened(archive([part(html)], closed=""))
    assert [warning.kind for warning in document.warnings] == ["TruncatedFile"]


@pytest.mark.parametrize(
    "data",
    [
        archive([part("x", kind="text/plain")]),
        archive([part("")]),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\nnothing",
        b"MIME-Version: 1.0\r\n\r\n",
    ],
)
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(CorruptFile, match="网页归档"):
        opened(data)


def test_archives_within_archives_end_somewhere() -> None:
    inner = part("<html><body>12期</body></html>")
    for depth in range(3):
        inner = archive([inner], boundary=f"b{depth}").decode()
    assert shown(opened(inner.encode())) == ["12期"]
    for depth in range(3, 6):
        inner = archive([inner], boundary=f"b{depth}").decode()
    with pytest.raises(LimitExceeded, match="嵌套"):
        opened(inner.encode())


@pytest.mark.parametrize("depth", [500, 5000])
def test_absurd_nesting_is_refused(depth: int) -> None:
    heads = "".join(
        f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n' for number in range(depth)
    )
    with pytest.raises(ReadError):
        opened(f"MIME-Version: 1.0\r\n{heads}".encode())
    messages = "Content-Type: message/rfc822\r\n\r\n" * depth
    with pytest.raises(ReadError):
        opened(f"MIME-Version: 1.0\r\n{messages}".encode())


@pytest.mark.parametrize("seed", range(3))
def test_damaged_archives_never_break_the_reader(seed: int) -> None:
    whole = archive(
        [
            part(workbook("自评表", "旧表", hidden="旧表"), f"{BASE}表.htm", says="utf-8"),
            part(sheet(["指标", "目标"], ["次数", "12期"]), f"{BASE}表.files/sheet001.htm", transfer="base64"),
        ],
        head="From: a\r\nSubject: =?utf-8?B?6KGo?=\r\n",
    )
    chance = random.Random(seed)
    outcomes = set()
    for _ in range(100):
        data = bytearray(whole)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(0, 8)):
            if data:
                data[chance.randrange(min(len(data), chance.choice((300, 4000))))] ^= 1 << chance.randrange(8)
        try:
            opened(bytes(data))
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(type(error).__name__)
    assert outcomes > {"read"}
