"""Folders as they come: walked in order, archives opened, lock files and other furniture passed over."""

import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi_nlp.model import MANIFEST
from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, LimitExceeded, MissingPath, ReadError, UnsupportedFormat
from kpi_nlp.readers.package import MAX_INFLATED, MAX_MEMBERS
from kpi_nlp.readers.source import MAX_BYTES, Source, load

_FURNITURE = {"thumbs.db", "desktop.ini", ".ds_store", MANIFEST, "faults.toml"}
_MAC_FURNITURE = "__MACOSX"
_DOCUMENTS = {
    ".docx", ".docm", ".dotx", ".dotm", ".dot", ".xlsx", ".xlsm", ".txt", ".md", ".text", ".doc", ".xls", ".wps", ".et", ".pdf", ".ofd", ".html", ".htm", ".mht", ".rtf",
    ".csv", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp",
}  # fmt: skip
_CONTENT_TYPES = "[Content_Types].xml"
_OTHER_ARCHIVES = {".rar", ".7z", ".tar", ".gz", ".tgz"}
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError)
_UNPACK = "请解压后把文件夹交给程序"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, its name below the folder given, and the member of a .zip it is."""

    path: Path
    name: str
    member: str | None = None

    def open(self) -> Source:
        """Return the bytes; raises ReadError where they cannot be had."""
        return load(self.path, self.name) if self.member is None else _load_member(self)


def find(path: Path) -> Iterator[Found | ReadError]:
    """Yield the documents of one file, folder or .zip in order of their names, and an error for what cannot be opened."""
    if is_folder(path):
        unreadable: list[OSError] = []
        for child in sorted(_files(path, unreadable)):
            yield from _below(child, child.relative_to(path).as_posix())
        for error in unreadable:
            name = Path(error.filename).relative_to(path).as_posix()
            yield CorruptFile(
                name if name != "." else str(path), "文件夹无法打开", "请检查权限，或把文件夹复制到本机后重试"
            )
    elif is_file(path):
        yield from _below(path, path.name)
    else:
        yield MissingPath(str(path), "路径不存在", "请检查文件夹或文件名是否写对（含空格的路径请加引号）")


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; one too long for the system leads nowhere."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; one too long for the system leads nowhere."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _files(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        yield from (Path(parent, name) for name in names if _is_document(name) and Path(parent, name).is_file())


def _is_hidden(name: str) -> bool:
    return (name.startswith((".", "~$")) and name != "..") or name == _MAC_FURNITURE


def _is_document(name: str) -> bool:
    if _is_hidden(name) or name.lower() in _FURNITURE:
        return False
    return Path(name).suffix.lower() in _DOCUMENTS | _OTHER_ARCHIVES | {".zip"}


def _below(path: Path, name: str) -> Iterator[Found | ReadError]:
    if path.suffix.lower() in _OTHER_ARCHIVES:
        yield UnsupportedFormat(name, f"不支持 {path.suffix.lower()} 压缩包", _UNPACK)
    elif path.suffix.lower() == ".zip":
        yield from _members(path, name)
    else:
        yield Found(path, name)


def _members(path: Path, name: str) -> Iterator[Found | ReadError]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _BROKEN:
        yield CorruptFile(name, "压缩包已损坏", "请重新打包或重新下载")
        return
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
        yield LimitExceeded(name, "压缩包解压后超过上限", "请分成几个压缩包，或解压后指定文件夹")
        return
    if any(member.filename == _CONTENT_TYPES for member in members):  # a Word or Excel file under another suffix
        yield Found(path, name)
        return
    for member in members:
        inside = _member_name(member)
        if member.is_dir() or any(map(_is_hidden, inside.split("/"))) or not _is_document(inside.rsplit("/", 1)[-1]):
            continue
        if Path(inside).suffix.lower() in _OTHER_ARCHIVES | {".zip"}:
            yield UnsupportedFormat(f"{name}/{inside}", "压缩包里还有压缩包", _UNPACK)
        else:
            yield Found(path, f"{name}/{inside}", member.filename)


def _member_name(member: zipfile.ZipInfo) -> str:
    """Windows archivers of Chinese systems write names in GBK without saying so."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _load_member(found: Found) -> Source:
    try:
        with zipfile.ZipFile(found.path) as archive:
            info = archive.getinfo(found.member or "")
            if info.flag_bits & _ENCRYPTED:
                raise _encrypted(found)
            if info.file_size > MAX_BYTES:
                raise LimitExceeded(found.name, "文件超过 100 MB", "请拆分后重试，或删去其中的大图片")
            with archive.open(info) as stream:
                return Source(found.name, stream.read(MAX_BYTES))
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise _encrypted(found) from error
        raise CorruptFile(found.name, "压缩包内的文件已损坏", "请重新打包或重新下载") from error


def _encrypted(found: Found) -> EncryptedFile:
    return EncryptedFile(found.name, "压缩包有密码", "请解压去掉密码后重试")
