"""The parts that belong to the body of a Word document, found by their relations."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kpi_nlp.readers.package import Package
from kpi_nlp.readers.word.markup import Element

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Parts:
    """The parts that belong to the part `main`."""

    package: Package
    main: str

    def related(self, kind: str) -> str | None:
        """Return the part of a kind (styles, footnotes, …), by its relation or else by its usual name."""
        related = (part for own, part in self._relations.values() if own == kind)
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return next((part for part in (*related, usual) if part in self.package.names), None)

    def tree(self, kind: str, *, cut: Callable[[bytes], bytes] = bytes) -> Element | None:
        """Return the root of the part of a kind, None where the document has none."""
        part = self.related(kind)
        return self.package.xml(part, cut=cut) if part else None

    def target(self, identifier: str | None) -> str | None:
        """Return the part that a relation leads to, None where it leads nowhere or out of the file."""
        _, part = self._relations.get(identifier or "", ("", ""))
        return part if part in self.package.names else None

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        return {identifier: (kind, part) for identifier, kind, part in self.package.relations(self.main)}
