"""A zip package (OOXML) read under limits: nothing is unpacked to disk, no document type is accepted."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
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
_WORD_CONTENTS = re.compile("wordprocessingml|ms-word")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTENT_TYPES = "[Content_Types].xml"
# 「Strict Open XML」 spells the same elements in other namespaces
_PURL = b"http://purl.oclc.org/ooxml/"
_STRICT, _USUAL = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/"), rb"http://schemas.openxmlformats.org/\1/2006/"


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
        """The part that holds the body of a Word document: programs name it as they like."""
        related = (part for _, kind, part in self.relations() if kind == "officeDocument" and self._is_word(part))
        named = (name for name in sorted(self.names) if _WORD_PART.fullmatch(name))
        return next((part for part in (*related, *named) if part in self.names), None)

    def relations(self, part: str = "") -> Iterator[tuple[str, str, str]]:
        """Yield identifier, kind and target of each relation of a part to another; 「」 is the package itself."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        for relation in self.xml(listed).iter(_RELATION) if listed in self.names else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                yield relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/")

    def _is_word(self, part: str) -> bool:
        try:
            types = list(self.xml(_CONTENT_TYPES)) if _CONTENT_TYPES in self.names else []
        except CorruptFile:  # a list that nobody needs who finds the parts by their names
            return False
        contents = (one.get("ContentType", "") for one in types if one.get("PartName") == f"/{part}")
        return any(map(_WORD_CONTENTS.search, contents))

    def find(self, part: str) -> str | None:
        """Return the name of a part as the archive spells it: some programs write backslashes, or other capitals."""
        return part if part in self.names else self._spelled.get(part.lstrip("/").lower())

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {name.replace("\\", "/").lower(): name for name in self.names}

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
        budget = self.source.budget
        budget.bytes -= len(data)
        if len(data) > MAX_PART or budget.bytes < 0:
            raise LimitExceeded(self.source.name, f"内部文件 {part} 超过上限", "文件异常，请重新另存或联系提供者")
        return data

    def usual(self, part: str) -> bytes:
        """Return the bytes of an XML part in the namespaces that most programs write."""
        data = self.read(part)
        return _STRICT.sub(_USUAL, data) if _PURL in data else data

    def xml(self, part: str, *, cut: Callable[[bytes], bytes] = bytes) -> etree._Element:
        """Return the root of an XML part; a document type declaration is refused.

        `cut` takes out of the part what nobody asks for, ahead of the work.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            root = etree.fromstring(cut(self.usual(part)), parser)
        except etree.XMLSyntaxError as error:
            raise self._corrupt() from error
        self._refuse_declarations(part, root)
        return root

    def elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        """Yield the elements of some names in an XML part, and forget each: a sheet may hold millions."""
        options = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": True}
        try:
            for at, (_, element) in enumerate(etree.iterparse(io.BytesIO(self.usual(part)), tag=names, **options)):
                if not at:
                    self._refuse_declarations(part, element)
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            raise self._corrupt() from error

    def _refuse_declarations(self, part: str, element: etree._Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise CorruptFile(
                self.source.name, f"内部文件 {part} 含有不允许的声明", "文件可能被改动过，请向提供者索取原件"
            )

    def _corrupt(self) -> CorruptFile:
        return CorruptFile(
            self.source.name, "文件已损坏或不完整", "请用 Word、Excel、WPS 或 OFD 阅读器打开并另存一份，或重新下载"
        )


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and those ahead of it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
