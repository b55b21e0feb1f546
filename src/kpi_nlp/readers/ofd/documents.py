"""OFD.xml and Document.xml: the documents of a package, their pages, templates and resources (GB/T 33190, 7.4 to 7.9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kpi_nlp.readers.errors import CorruptFile, ReadError
from kpi_nlp.readers.ofd.parts import Parts, child, children, folder_of, local, numbers, text_of
from kpi_nlp.readers.ofd_names import ENTRY

Size = tuple[float, float]
_USUAL_SIZE: Size = (210.0, 297.0)  # millimetres
_BOXES = ("PhysicalBox", "ApplicationBox", "CropBox", "ContentBox")
_HINT = "请用 OFD 阅读器打开并另存一份，或重新取得文件"


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by numbers: the parts that images are stored in, names of fonts, graphics to draw again."""

    images: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    graphics: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page as the document lists it: the part that it is, None where there is no such part."""

    part: str | None
    document: "OfdDocument"


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """A document of the package: its folder, the size of its pages, templates by their numbers, resources."""

    root: etree._Element
    folder: str
    size: Size
    templates: Mapping[str, str]
    resources: Resources

    def pages(self, parts: Parts) -> Iterator[PageEntry]:
        """Yield the pages in order."""
        for listed in children(_filled(child(self.root, "Pages")), "Page"):
            yield PageEntry(parts.find(self.folder, listed.get("BaseLoc", "")), self)


def documents_of(parts: Parts) -> Iterator[OfdDocument]:
    """Yield the documents of a package; raises CorruptFile where it leads to none."""
    name = parts.package.source.name
    entry = parts.find("", ENTRY)
    if entry is None:
        raise CorruptFile(name, "OFD 没有入口文件", _HINT)
    roots = [text_of(child(body, "DocRoot")) for body in children(parts.root(entry), "DocBody")]
    if not any(roots):
        raise CorruptFile(name, "OFD 里没有文档", _HINT)
    for root in filter(None, dict.fromkeys(roots)):
        part = parts.find("", root)
        if part is None:
            raise CorruptFile(name, f"OFD 缺少内部文件 {root}", _HINT)
        yield _document(parts, part)


def _document(parts: Parts, part: str) -> OfdDocument:
    root, folder = parts.root(part), folder_of(part)
    common = _filled(child(root, "CommonData"))
    templates = {
        template.get("ID", ""): name
        for template in children(common, "TemplatePage")
        if (name := parts.find(folder, template.get("BaseLoc", "")))
    }
    resources = Resources()
    for listed in common:
        if local(listed) in ("PublicRes", "DocumentRes"):
            add_resources(parts, folder, text_of(listed), resources)
    return OfdDocument(root, folder, size_of(child(common, "PageArea")) or _USUAL_SIZE, templates, resources)


def size_of(area: etree._Element | None) -> Size | None:
    """Return the size of a page as its area says, None where it says nothing."""
    for name in _BOXES:
        box = numbers(text_of(child(area, name)))
        if len(box) == len("xywh") and min(box[2:]) > 0:
            return box[2], box[3]
    return None


def add_resources(parts: Parts, folder: str, path: str, resources: Resources) -> None:
    """Add the resources that a part lists; one that is missing or broken leaves its pages without images, not without text."""
    part = parts.find(folder, path)
    try:
        root = parts.root(part) if part else None
    except ReadError:
        return
    if root is None or part is None:
        return
    base = f"{folder_of(part)}/{root.get('BaseLoc', '')}"
    for element in root.iter():
        if local(element) == "MultiMedia":
            file = text_of(child(element, "MediaFile"))
            if stored := parts.find(base, file) or parts.find(folder_of(part), file):
                resources.images[element.get("ID", "")] = stored
        elif local(element) == "Font":
            resources.fonts[element.get("ID", "")] = element.get("FontName", "").lower()
        elif local(element) == "CompositeGraphicUnit":
            resources.graphics[element.get("ID", "")] = element


def _filled(element: etree._Element | None) -> etree._Element:
    return etree.Element("none") if element is None else element
