"""What the pages of a PDF grow to when they are drawn: contents and forms may be repeated, and forms draw forms.

The library that shows a page expands all of it in one call that nothing can stop. Another one, which only looks things
up, tells beforehand how much that would be.
"""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from kpi_nlp.readers.pdf.opening import MAX_PAGE

TOO_HEAVY = MAX_PAGE + 1
_DRAWING = 100  # what drawing a form costs beside its instructions
_DEEPEST = 40  # levels of forms, and of the tree of pages
_LONGEST_ENCODED = 512 * 1024  # of the old encodings, which are decoded as a whole
_PIECE = 4096
_DRAW = re.compile(rb"/([^\s/\[\]<>(){}%]+)(?:\s|%[^\r\n]*[\r\n])+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OLD = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}

Forms = Mapping[bytes, pikepdf.Object]
Weighed = dict[tuple[int, int], int]


@dataclass(slots=True)
class Scales:
    """Weighs the pages of one PDF in bytes of instructions; what cannot be looked up weighs nothing.

    Whatever this library stumbles over is no reason to refuse a page: the other one may well show it.
    """

    pdf: pikepdf.Pdf
    _forms: dict[tuple[int, int], Forms] = field(default_factory=dict)

    def weight(self, number: int) -> int:
        """Return how heavy a page is, counted from 1; from `TOO_HEAVY` on, it is no longer exact."""
        with suppress(Exception):
            page = self.pdf.pages[number - 1].obj
            forms = self._forms_of(_resources(page))
            weighed: Weighed = {}
            total = self._drawn(_listed(_entry(page, "/Contents")), forms, forms, weighed, 0)
            return total + self._drawn_over(page, forms, weighed)
        return 0

    def _drawn(
        self, streams: Iterator[pikepdf.Object], own: Forms, of_page: Forms, weighed: Weighed, depth: int
    ) -> int:
        """Return the weight of some contents and of all the forms that they draw."""
        total, shown = 0, Counter[bytes]()
        known: dict[tuple[int, int], tuple[int, Counter[bytes]]] = {}
        for stream in streams:
            if stream.objgen not in known or not stream.is_indirect:
                content = self._decoded(stream)
                if content is None:
                    return TOO_HEAVY
                known[stream.objgen] = len(content), Counter(map(_plain, _DRAW.findall(content)))
            size, names = known[stream.objgen]
            total += size + 1
            shown += names
            if total > MAX_PAGE:
                return total
        for name, times in shown.items():
            form = own.get(name) or of_page.get(name)
            if form is not None and total <= MAX_PAGE:
                total += times * (_DRAWING + self._form(form, of_page, weighed, depth + 1))
        return total

    def _form(self, form: pikepdf.Object, of_page: Forms, weighed: Weighed, depth: int) -> int:
        """Return the weight of a form; one that draws itself, or lies deeper than anybody draws, is too heavy."""
        key = form.objgen
        if key not in weighed:
            weighed[key] = TOO_HEAVY  # until it is known: who meets it now stands within it
            if depth <= _DEEPEST:
                own = self._forms_of(_entry(form, "/Resources"))
                weighed[key] = self._drawn(iter((form,)), own, of_page, weighed, depth)
        return weighed[key]

    def _drawn_over(self, page: pikepdf.Object, forms: Forms, weighed: Weighed) -> int:
        """Return the weight of what was stamped or filled in on top of a page."""
        total = 0
        for note in _listed(_entry(page, "/Annots")):
            looks = _entry(_entry(note, "/AP"), "/N")
            for look in looks.values() if isinstance(looks, pikepdf.Dictionary) else _listed(looks):
                if isinstance(look, pikepdf.Stream) and total <= MAX_PAGE:
                    total += _DRAWING + self._form(look, forms, weighed, 1)
        return total

    def _forms_of(self, resources: pikepdf.Object | None) -> Forms:
        """Return the forms that resources name."""
        listed = _entry(resources, "/XObject")
        if not isinstance(listed, pikepdf.Dictionary):
            return {}
        key = listed.objgen
        if not listed.is_indirect or key not in self._forms:
            found = ((name, one) for name, one in listed.items() if isinstance(one, pikepdf.Stream))
            self._forms[key] = {
                name.encode("utf-8", "surrogateescape")[1:]: one
                for name, one in found
                if _entry(one, "/Subtype") == "/Form"
            }
        return self._forms[key]

    def _decoded(self, stream: pikepdf.Object) -> bytes | None:
        """Return the instructions of a stream, None where there are more than a page may hold."""
        if not isinstance(stream, pikepdf.Stream):
            return b""
        data = stream.read_raw_bytes()
        for name in map(str, _listed(_entry(stream, "/Filter"))):
            if name in ("/FlateDecode", "/Fl"):
                data = _inflated(data)
            elif name not in _OLD:
                return b""
            else:
                data = self._decoded_as(name, data)
            if len(data) > MAX_PAGE:
                return None
        return data if len(data) <= MAX_PAGE else None

    def _decoded_as(self, name: str, data: bytes) -> bytes:
        """Return bytes decoded from an old encoding; what is long, or damaged, counts as more than a page may hold."""
        with suppress(Exception):
            if len(data) <= _LONGEST_ENCODED:
                return pikepdf.Stream(self.pdf, data, Filter=pikepdf.Name(name)).read_bytes()
        return bytes(TOO_HEAVY)


def _entry(node: pikepdf.Object | None, key: str) -> Any:  # noqa: ANN401 - whatever a file puts there
    return node.get(key) if isinstance(node, pikepdf.Dictionary | pikepdf.Stream) else None


def scales_for(data: bytes) -> Scales | None:
    """Return the scales for a PDF; one that this library cannot open is left to the limits of the process."""
    with suppress(Exception):
        return Scales(pikepdf.open(io.BytesIO(data)))
    return None


def _resources(page: pikepdf.Object) -> pikepdf.Object | None:
    """Return the resources of a page, its own or those of the pages that it stands among."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if _entry(node, "/Resources") is not None:
            break
        node = _entry(node, "/Parent")
    resources: pikepdf.Object | None = _entry(node, "/Resources")
    return resources


def _listed(found: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield what an entry holds: nothing, one thing, or an array of them."""
    if isinstance(found, pikepdf.Array):
        yield from found
    elif found is not None:
        yield found


def _plain(name: bytes) -> bytes:
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name) if b"#" in name else name


def _inflated(data: bytes) -> bytes:
    """Return inflated bytes, a little more than a page may hold at most; of damaged ones those ahead of the damage."""
    stream, parts, size = zlib.decompressobj(), list[bytes](), 0
    with suppress(zlib.error):
        for at in range(0, len(data), _PIECE):
            parts.append(stream.decompress(data[at : at + _PIECE], TOO_HEAVY - size))
            size += len(parts[-1])
            if size > MAX_PAGE:
                break
    return b"".join(parts)
