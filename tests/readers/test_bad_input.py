"""Files that cannot be read: each says in one clear sentence what is wrong and what to do."""

import io
import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from kpi_nlp.readers import (
    CorruptFile,
    EncryptedFile,
    Found,
    LimitExceeded,
    MissingPath,
    ReadError,
    Source,
    UnsupportedFormat,
    find,
    load,
    read,
)
from kpi_nlp.readers.source import MAX_BYTES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


class _LegacyName(zipfile.ZipInfo):
    """A member whose name is written in GBK without saying so, as Windows archivers do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name in the standard library
        return self.filename.encode("gbk"), 0


def _docx() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("全年举办培训班12期。")
    document.add_table(2, 2).cell(0, 0).text = "三级指标"
    document.save(stream)
    return stream.getvalue()


def _xlsx() -> bytes:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["三级指标", "年度指标值"])
    book.save(stream)
    return stream.getvalue()


def _zip(name: str, content: bytes = b"x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def _names(path: Path) -> list[str]:
    return [item.name for item in find(path) if isinstance(item, Found)]


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", CorruptFile, "空的"),
        (b" \r\n\t \n", CorruptFile, "空的"),
        (b"\xef\xbb\xbf", CorruptFile, "空的"),
        (b"%PDF-1.7 ...", CorruptFile, "PDF 已损坏"),
        (b"\x89PNG\r\n\x1a\n....", CorruptFile, "图片已损坏"),
        (b"<!-- -->  <!DOCTYPE html>", CorruptFile, "网页没有内容"),
        (b"From: x\r\nMIME-Version: 1.0\r\n", CorruptFile, "网页归档"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", CorruptFile, "图片已损坏"),
        (b"BM\x36\x10\0\0\0\0\0\0", CorruptFile, "图片已损坏"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "密码"),
        (OLE + "Workbook".encode("utf-16-le"), CorruptFile, "损坏"),
        (OLE, CorruptFile, "损坏"),
        (b"\x00\x01\x02\x03binary", UnsupportedFormat, "不是可识别"),
        (b"PK\x03\x04 and then nothing", CorruptFile, "损坏"),
        (_zip("OFD.xml"), CorruptFile, "损坏"),
        (_zip("ppt/presentation.xml"), UnsupportedFormat, "演示"),
        (_zip("readme.txt"), UnsupportedFormat, "不是 Word 或 Excel"),
        (_zip("word/document.xml", b"<a>"), CorruptFile, "损坏"),
        (_zip("word/document.xml", b"<a/>"), CorruptFile, "没有正文"),
        (_zip("xl/workbook.xml", b"<a/>"), CorruptFile, "损坏"),
        (b"\xff\xff\x80 \x81\xff", CorruptFile, "编码"),
    ],
)
def test_the_reason_and_the_way_out_are_told(data: bytes, error: type[ReadError], reason: str) -> None:
    with pytest.raises(error) as raised:
        read(Source("夹/报告.txt", data))
    assert reason in raised.value.reason
    assert raised.value.path == "夹/报告.txt"
    assert raised.value.hint.startswith(("请", "若", "文件"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_encoding(encoding: str) -> None:
    document = read(Source("报告.txt", "全年举办培训班12期。".encode(encoding)))
    assert [getattr(block, "text", None) for block in document.blocks] == ["全年举办培训班12期。"]


@pytest.mark.parametrize("text", ["BMI筛查12期。", "PK赛举办12场。", "II类项目12个。", "MM项目12个。"])
def test_text_that_begins_like_something_else(text: str) -> None:
    assert [getattr(block, "text", None) for block in read(Source("报告.txt", text.encode())).blocks] == [text]


def test_content_decides_and_a_wrong_suffix_is_read() -> None:
    assert read(Source("报告.xlsx", _docx())).format == "docx"
    assert read(Source("报告.docx", _xlsx())).format == "xlsx"
    document = read(Source("报告.docx", "全年举办培训班12期。".encode()))
    assert [warning.kind for warning in document.warnings] == ["SuffixMismatch"]


@pytest.mark.parametrize("make", [_docx, _xlsx])
def test_damaged_packages_never_break_the_reader(make: "object") -> None:
    whole = make()  # type: ignore[operator]
    chance = random.Random(7)
    outcomes = set()
    for _ in range(150):
        data = bytearray(whole)
        if chance.random() < 0.4:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(1, 6)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            read(Source("坏.docx", bytes(data)))
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(type(error).__name__)
    assert "CorruptFile" in outcomes


def test_a_missing_path_is_told() -> None:
    (error,) = find(Path("没有这个文件夹"))
    assert isinstance(error, MissingPath)
    assert (error.path, error.reason) == ("没有这个文件夹", "路径不存在")


def test_furniture_is_passed_over(tmp_path: Path) -> None:
    for name in ("报告.txt", "~$报告.docx", "Thumbs.db", "manifest.csv", "备注.exe", ".隐藏.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "甲局").mkdir()
    (tmp_path / "甲局" / "自评.md").write_text("x", encoding="utf-8")
    assert _names(tmp_path) == ["manifest.csv", "报告.txt", "甲局/自评.md"]


def test_archives_with_chinese_names(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("自评/报告.txt", "全年举办培训班12期。")
        archive.writestr(_LegacyName("申报表.txt"), "内容")
        archive.writestr("../外面.txt", "内容")
    assert _names(path) == ["报送.zip/自评/报告.txt", "报送.zip/申报表.txt", "报送.zip/../外面.txt"]
    first = next(find(path))
    assert isinstance(first, Found)
    assert read(first.open()).name == "报告.txt"
    assert not (tmp_path.parent / "外面.txt").exists()


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    path.write_bytes(b"PK\x03\x04")
    (error,) = find(path)
    assert isinstance(error, CorruptFile)
    assert (error.path, error.reason) == ("报送.zip", "压缩包已损坏")


def test_an_oversized_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(LimitExceeded, match="100 MB"):
        load(path, path.name)


def test_a_package_that_inflates_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_nlp.readers.package.MAX_INFLATED", 1000)
    with pytest.raises(LimitExceeded, match="超过上限"):
        read(Source("炸弹.docx", _docx()))
