"""A tree that knows what occurs in it: a document may hold a hundred quirks and mostly holds three."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kpi_nlp.readers.word.markup import Element


@dataclass(frozen=True, slots=True)
class Tree:
    """`rare` are names that were looked for, `met` those of them that were found: the others cost no walk."""

    root: Element
    rare: frozenset[str]
    met: frozenset[str]

    def each(self, *names: str) -> Iterator[Element]:
        """Yield the elements of some names in reading order; the tree must not be changed meanwhile."""
        wanted = self._there(names)
        return self.root.iter(*wanted) if wanted else iter(())

    def all(self, *names: str) -> list[Element]:
        """Return the elements of some names in reading order."""
        return list(self.each(*names))

    def drop(self, *names: str) -> None:
        """Take elements out with all that they hold."""
        if wanted := self._there(names):
            etree.strip_elements(self.root, *wanted, with_tail=False)

    def peel(self, *names: str) -> None:
        """Put in the place of elements what they hold."""
        if wanted := self._there(names):
            etree.strip_tags(self.root, *wanted)

    def _there(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if name in self.met or name not in self.rare]


def look_through(root: Element, rare: frozenset[str]) -> Tree:
    """Return a tree and which of the rare names occur in it, by one walk."""
    return Tree(root, rare, frozenset(element.tag for element in root.iter(*rare)))
