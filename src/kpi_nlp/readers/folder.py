"""Folders as they come: walked in order, archives opened, lock files and other furniture passed over."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi_nlp.model import MANIFEST
from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, LimitExceeded
from kpi_nlp.readers.package import MAX_INFLATED, MAX_MEMBERS
from kpi_nlp.readers.source import MAX_BYTES, Source, load

_FURNITURE = {"thumbs.db", "desktop.ini", ".ds_store", MANIFEST, "faults.toml"}
_DOCUMENTS = {
    ".docx", ".xlsx", ".xlsm", ".txt", ".md", ".text", ".doc", ".xls", ".wps", ".et", ".pdf", ".ofd", ".html", ".htm", ".mht", ".rtf", ".csv",
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp",
}  # fmt: skip
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, its name below the folder given, and the member of a .zip it is."""

    path: Path
    name: str
    member: str | None = None

    def open(self) -> Source:
        """Return the bytes; raises ReadError where they cannot be had."""
        return load(self.path, self.name) if self.member is None else _load_member(self)


def find(path: Path) -> Iterator[Found]:
    """Yield the documents of one file, folder or .zip, in order of their names.

    Raises CorruptFile where the path does not exist or an archive cannot be opened.
    """
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file() and _is_document(child.name, hidden=child.relative_to(path).parts):
                yield from _below(child, child.relative_to(path).as_posix())
    elif path.is_file():
        yield from _below(path, path.name)
    else:
        raise CorruptFile(str(path), "路径不存在", "请检查文件夹或文件名是否写对（含空格的路径请加引号）")


def find_all(paths: Iterable[Path]) -> Iterator[Found | CorruptFile | EncryptedFile | LimitExceeded]:
    """Yield the documents of all paths, and the error of each path that cannot be opened."""
    for path in paths:
        try:
            yield from find(path)
        except (CorruptFile, EncryptedFile, LimitExceeded) as error:
            yield error


def _is_document(name: str, hidden: Iterable[str] = ()) -> bool:
    if name.startswith(("~$", ".~")) or name.lower() in _FURNITURE or any(part.startswith(".") for part in hidden):
        return False
    return Path(name).suffix.lower() in _DOCUMENTS | {".zip"}


def _below(path: Path, name: str) -> Iterator[Found]:
    if path.suffix.lower() != ".zip":
        yield Found(path, name)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise CorruptFile(name, "压缩包已损坏", "请重新打包或重新下载") from error
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
        raise LimitExceeded(name, "压缩包解压后超过上限", "请分成几个压缩包，或解压后指定文件夹")
    for member in members:
        inside = _member_name(member)
        if not member.is_dir() and _is_document(inside.rsplit("/", 1)[-1]) and not inside.lower().endswith(".zip"):
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
    with zipfile.ZipFile(found.path) as archive:
        info = archive.getinfo(found.member or "")
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFile(found.name, "压缩包有密码", "请解压去掉密码后重试")
        if info.file_size > MAX_BYTES:
            raise LimitExceeded(found.name, "文件超过 100 MB", "请拆分后重试，或删去其中的大图片")
        try:
            with archive.open(info) as stream:
                return Source(found.name, stream.read(MAX_BYTES))
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            raise CorruptFile(found.name, "压缩包内的文件已损坏", "请重新打包或重新下载") from error
