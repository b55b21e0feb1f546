"""Archives as submitted: .zip within .zip, names in GBK or UTF-8, read in memory under limits."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, LimitExceeded, ReadError
from kpi_nlp.readers.package import MAX_INFLATED, MAX_MEMBERS
from kpi_nlp.readers.source import MAX_BYTES, Source, load
from kpi_nlp.text import han_only

_CONTENT_TYPES, _OFD = "[Content_Types].xml", "OFD.xml"
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError, KeyError, MemoryError
)  # fmt: skip
_DEEPEST = 4
_MAC_FURNITURE = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, its name below the folder given, and the way to it through .zip in .zip."""

    path: Path
    name: str
    members: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    def open(self) -> Source:
        """Return the bytes; raises ReadError where they cannot be had."""
        return Source(self.name, _bytes(self)) if self.members else load(self.path, self.name)


def is_hidden(name: str) -> bool:
    """Return whether a file or folder is one that programs keep for themselves: 「~$自评.docx」 is a lock."""
    return (name.startswith((".", "~$")) and name != "..") or name == _MAC_FURNITURE


def unpacked(archive: Found) -> Iterator[Found | ReadError]:
    """Yield the files of a .zip and of those in it, and an error for what cannot be opened; itself, where it is a document."""
    yield from _unpacked(archive, _Budget())


@dataclass(slots=True)
class _Budget:
    """What archives within archives may still inflate to and hold, all together: a bomb of bombs is one bomb."""

    left: int = MAX_INFLATED
    members: int = MAX_MEMBERS


def _unpacked(archive: Found, budget: _Budget) -> Iterator[Found | ReadError]:
    try:
        members = _listing(archive)
    except ReadError as error:
        yield error
        return
    budget.members -= len(members)
    if budget.members < 0:
        yield LimitExceeded(archive.name, "压缩包里的文件太多", "请分成几个压缩包，或解压后指定文件夹")
        return
    if any(member.filename in (_CONTENT_TYPES, _OFD) for member in members):  # a document under another suffix
        yield archive
        return
    for member in members:
        inside = Found(archive.path, f"{archive.name}/{_name(member)}", (*archive.members, member.filename))
        if member.is_dir() or any(map(is_hidden, _name(member).split("/"))):
            continue
        if inside.suffix != ".zip":
            yield inside
            continue
        budget.left -= member.file_size
        if len(inside.members) >= _DEEPEST or budget.left < 0:
            yield LimitExceeded(inside.name, "压缩包套得太深或太大", "请解压后把文件夹交给程序")
        else:
            yield from _unpacked(inside, budget)


def _listing(archive: Found) -> list[zipfile.ZipInfo]:
    try:
        with _opened(archive) as stream, zipfile.ZipFile(stream) as opened:
            members = opened.infolist()
    except _BROKEN as error:
        raise CorruptFile(archive.name, "压缩包已损坏", "请重新打包或重新下载") from error
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
        raise LimitExceeded(archive.name, "压缩包解压后超过上限", "请分成几个压缩包，或解压后指定文件夹")
    return members


def _opened(archive: Found) -> IO[bytes]:
    if not archive.members:
        return archive.path.open("rb")
    status = archive.path.stat()
    try:
        return io.BytesIO(_inner(archive.path, archive.members, (status.st_mtime_ns, status.st_size)))
    except ReadError as error:
        raise type(error)(archive.name, error.reason, error.hint) from error


@lru_cache(maxsize=1)
def _inner(path: Path, members: tuple[str, ...], _stamp: tuple[int, int]) -> bytes:
    """Return the bytes of an archive in an archive, once for all of its files: they are read one after the other."""
    return _bytes(Found(path, path.name, members))


def _bytes(found: Found) -> bytes:
    """Return the bytes of a member; an archive on the way to it is read whole, under the same limit."""
    *way, last = found.members
    try:
        with _opened(Found(found.path, found.name, tuple(way))) as stream, zipfile.ZipFile(stream) as archive:
            info = archive.getinfo(last)
            if info.flag_bits & _ENCRYPTED:
                raise _encrypted(found)
            if info.file_size > MAX_BYTES:
                raise LimitExceeded(found.name, "文件超过 100 MB", "请拆分后重试，或删去其中的大图片")
            with archive.open(info) as member:
                return member.read(MAX_BYTES)
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise _encrypted(found) from error
        raise CorruptFile(found.name, "压缩包内的文件已损坏", "请重新打包或重新下载") from error


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member: not every archiver says how it wrote it.

    Windows archivers of Chinese systems write GBK, those of macOS and Linux UTF-8, both without a sign; bytes that make
    Chinese in UTF-8 are nothing else.
    """
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    try:
        written = member.orig_filename.encode("cp437")
    except UnicodeError:
        return member.filename
    for encoding, is_likely in (("utf-8", han_only), ("gb18030", bool)):
        with suppress(UnicodeError):
            if is_likely(name := written.decode(encoding)):
                return name
    return member.filename


def _encrypted(found: Found) -> EncryptedFile:
    return EncryptedFile(found.name, "压缩包有密码", "请解压去掉密码后重试")
