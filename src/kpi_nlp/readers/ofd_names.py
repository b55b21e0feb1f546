"""Names of parts by which an OFD is known, even one that was encrypted."""

import posixpath
from collections.abc import Iterable

ENTRY = "OFD.xml"
# what an encrypted package holds beside, or instead of, its pages (GM/T 0099-2020, 7.3.4 and annex C)
_OF_ENCRYPTED = frozenset(
    {"encryptions.xml", "encryptentries.xml", "encyptentries.xml", "entriesmap.dat", "decryptseed.dat"}
)


def plain_name(path: str) -> str:
    """Return a path within a package as it is compared: forward slashes, no dots, no case."""
    return posixpath.normpath(f"/{path}".replace("\\", "/")).lstrip("/").lower()


def is_ofd(names: Iterable[str]) -> bool:
    """Return whether a package with parts of these names is an OFD, or was one before it was encrypted."""
    plain = set(map(plain_name, names))
    return ENTRY.lower() in plain or is_encrypted(plain)


def is_encrypted(names: Iterable[str]) -> bool:
    """Return whether parts of an OFD were replaced by their ciphers."""
    return not _OF_ENCRYPTED.isdisjoint(map(plain_name, names))
