"""The parts of an Office package, some of them changed: all others are copied as they are."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = "[Content_Types].xml"
RELATION_ID = f"{{{_OFFICE}}}id"


class Parts:
    """A package being copied: read a part, change it, add one, and write the whole."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._changed: dict[str, bytes] = {}

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part as it stands now."""
        data = self._changed[part] if part in self._changed else self._archive.read(part)
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))

    def put(self, part: str, root: etree._Element) -> None:
        """Replace or add a part."""
        self._changed[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield identifier, kind and target part of each relation of a part; 「」 is the package itself."""
        listed = _listed(part)
        if listed in self._names():
            for relation in self.xml(listed):
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), relation.get("Target", "")))
                yield relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/")

    def related(self, part: str, kind: str) -> str | None:
        """Return the part to which another has a relation of a kind."""
        return next((target for _, found, target in self.relations(part) if found == kind), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation and return its identifier."""
        listed = _listed(part)
        root = (
            self.xml(listed) if listed in self._names() else etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        )
        taken = {relation.get("Id") for relation in root}
        name = next(f"rIdKpi{number}" for number in range(1, len(taken) + 2) if f"rIdKpi{number}" not in taken)
        attributes = {"Id": name, "Type": f"{_OFFICE}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
        self.put(listed, root)
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Say in the list of contents what a part holds."""
        root = self.xml(_CONTENT_TYPES)
        if not any(entry.get("PartName") == f"/{part}" for entry in root):
            etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": content_type})
            self.put(_CONTENT_TYPES, root)

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern with a number that no part has."""
        names = self._names()
        return next(name for number in range(1, len(names) + 2) if (name := pattern.format(number)) not in names)

    def written(self) -> bytes:
        """Return the package: parts that were not changed are as they were."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for member in self._archive.infolist():
                copy.writestr(member, self._changed.get(member.filename, self._archive.read(member)))
            for name in self._changed.keys() - set(self._archive.namelist()):
                copy.writestr(zipfile.ZipInfo(name), self._changed[name], zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _names(self) -> set[str]:
        return set(self._archive.namelist()) | self._changed.keys()


def _listed(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
