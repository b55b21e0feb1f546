"""The parts of an OFD package, by the paths that its makers write: absolute, relative, with the wrong slash or case."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from kpi_nlp.readers.errors import EncryptedFile
from kpi_nlp.readers.ofd_names import is_encrypted, plain_name
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source

_FARTHEST = 1e7


@dataclass(frozen=True)
class Parts:
    """The package as OFD sees it."""

    package: Package

    @cached_property
    def _stored(self) -> dict[str, str]:
        return {plain_name(name): name for name in sorted(self.package.names, reverse=True)}

    def find(self, folder: str, path: str) -> str | None:
        """Return the stored name of a part that is called so within a folder, or else from the root of the package."""
        path = path.strip()
        folders = ("",) if path.startswith(("/", "\\")) else (folder, "")
        names = (plain_name(posixpath.join(within, path.lstrip("/\\"))) for within in folders)
        return next((self._stored[name] for name in names if name in self._stored), None)

    @cached_property
    def _shared(self) -> dict[str, etree._Element]:
        return {}

    def shared_root(self, name: str) -> etree._Element:
        """Return the root of an XML part that many pages use."""
        if name not in self._shared:
            self._shared[name] = self.root(name)
        return self._shared[name]

    def root(self, name: str) -> etree._Element:
        """Return the root of an XML part by its stored name."""
        return self.package.xml(name)


def parts_of(source: Source) -> Parts:
    """Return the parts of a package; raises EncryptedFile for an encrypted one."""
    package = Package(source)
    if is_encrypted(package.names):
        raise EncryptedFile(source.name, "OFD 已加密", "请用 OFD 阅读器打开，去掉密码或另存为不加密的文件后重试")
    return Parts(package)


def folder_of(name: str) -> str:
    """Return the folder of a part, from which it counts its paths."""
    return posixpath.dirname(name.replace("\\", "/"))


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace: makers write several, or none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name."""
    return (child for child in element if local(child) == name)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first child of a name, and the first of that of the next."""
    for name in names:
        element = next(children(element, name), None) if element is not None else None
    return element


def text_of(element: etree._Element | None) -> str:
    """Return the text of an element without blanks around it."""
    return (element.text or "").strip() if element is not None else ""


def numbers(text: str | None) -> tuple[float, ...]:
    """Return the numbers of an attribute; none where one of them is no number, or farther than any page."""
    try:
        found = tuple(map(float, (text or "").replace(",", " ").split()))
    except ValueError:
        return ()
    return found if all(-_FARTHEST < one < _FARTHEST for one in found) else ()


def number(text: str | None, default: float = 0.0) -> float:
    """Return the number of an attribute, the default where there is none."""
    return (numbers(text) or (default,))[0]
