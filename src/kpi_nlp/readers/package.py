"""A zip package (OOXML) read under limits: nothing is unpacked to disk, no document type is accepted."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, LimitExceeded
from kpi_nlp.readers.source import Source

MAX_MEMBERS = 5000
MAX_INFLATED = 500 * 1024 * 1024
MAX_PART = 200 * 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)
_ENCRYPTED_FLAG = 0x1
_WORD_PART = re.compile(r"word/document\d*\.xml")
_STRICT, _USUAL = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)  # 「Strict Open XML」 spells the same elements in another namespace


@dataclass(frozen=True)
class Package:
    """The parts of a package; raises CorruptFile, EncryptedFile or LimitExceeded with the file's name."""

    source: Source

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.source.data))
        except _BROKEN as error:
            raise self._corrupt() from error
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
            raise LimitExceeded(self.source.name, "解压后超过上限", "文件异常，请重新另存或联系提供者")
        return archive

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._archive.namelist())

    @property
    def word_part(self) -> str | None:
        """The part that holds the body of a Word document; some programs number it."""
        return next((name for name in sorted(self.names) if _WORD_PART.fullmatch(name)), None)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part."""
        try:
            info = self._archive.getinfo(part)
        except KeyError as error:
            raise self._corrupt() from error
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedFile(self.source.name, "压缩包有密码", "请解压去掉密码后重试")
        if info.file_size > MAX_PART:
            raise LimitExceeded(self.source.name, f"内部文件 {part} 超过上限", "文件异常，请重新另存或联系提供者")
        try:
            with self._archive.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except _BROKEN as error:
            raise self._corrupt() from error
        if len(data) > MAX_PART:
            raise LimitExceeded(self.source.name, f"内部文件 {part} 超过上限", "文件异常，请重新另存或联系提供者")
        return data

    def xml(self, part: str) -> etree._Element:
        """Return the root of an XML part; a document type declaration is refused."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(self.read(part).replace(_STRICT, _USUAL), parser)
        except etree.XMLSyntaxError as error:
            raise self._corrupt() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise CorruptFile(
                self.source.name, f"内部文件 {part} 含有不允许的声明", "文件可能被改动过，请向提供者索取原件"
            )
        return root

    def _corrupt(self) -> CorruptFile:
        return CorruptFile(self.source.name, "文件已损坏或不完整", "请用 Word、Excel 或 WPS 打开并另存一份，或重新下载")
