"""What a run is to read: the documents of all paths under names of their own, with what manifest.csv says of each."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kpi_nlp.model import MANIFEST, ManifestEntry, Problem
from kpi_nlp.readers import read
from kpi_nlp.readers.errors import MissingPath, OwnOutput, ReadError
from kpi_nlp.readers.folder import Found, find, is_file, is_folder
from kpi_nlp.readers.manifest import read_manifest, skipped

_NOTHING = "请确认路径；支持 .docx、.xlsx、.txt、.md 和装有它们的 .zip"


@dataclass(frozen=True, slots=True)
class ReportSet:
    """The documents in order, each with its line of a manifest; those left out; what cannot be opened; remarks."""

    files: tuple[tuple[Found, ManifestEntry | None], ...]
    skipped: tuple[ManifestEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def collect(paths: Iterable[Path]) -> ReportSet:
    """Return the documents of files, folders and .zip; a folder whose manifest is wrong is left out as a problem."""
    listings = []
    problems: list[Problem] = []
    for path in paths:
        try:
            entries = _entries(path)
        except ReadError as error:
            problems.append(problem_of(error))
            continue
        found = list(find(path))
        files = [item for item in found if isinstance(item, Found)]
        problems += [problem_of(item) for item in found if isinstance(item, ReadError)]
        if not found:
            what = "文件夹" if is_folder(path) else "压缩包" if path.suffix.lower() == ".zip" else "这里"
            problems.append(Problem(str(path), f"{what}里没有可读取的报告", _NOTHING, absent=True))
        listings.append(_Listing(path, files, entries))
    listed = list(_under_distinct_names(listings))
    left_out = [entry for _, entry in listed if entry and skipped(entry)]
    return ReportSet(
        tuple((file, entry) for file, entry in listed if entry is None or not skipped(entry)),
        tuple(left_out),
        tuple(problems),
        tuple(note for listing in listings for note in listing.dead_lines()),
    )


def problem_of(error: ReadError) -> Problem:
    """Return an error as what a report says of it."""
    return Problem(error.path, error.reason, error.hint, absent=isinstance(error, MissingPath))


def is_report(path: Path, given: Iterable[Path]) -> bool:
    """Return whether a file is one of the reports under the given paths, and no result of ours that lies among them."""
    if not is_file(path):
        return False
    below = (item for folder in given for item in find(folder) if isinstance(item, Found))
    file = next((item for item in below if item.path.resolve() == path.resolve()), None)
    try:
        return file is not None and bool(read(file.open()))
    except ReadError as error:
        return not isinstance(error, OwnOutput)


@dataclass(frozen=True, slots=True)
class _Listing:
    """One of the paths: its documents, and the lines of its manifests by name."""

    path: Path
    files: list[Found]
    entries: dict[str, ManifestEntry]

    def dead_lines(self) -> Iterator[str]:
        """Say which lines of a manifest speak of no file: a slip there would leave a wrong identity in force."""
        if is_folder(self.path):
            names = {file.name for file in self.files}
            dead = [name for name in self.entries if name not in names]
            if dead:
                yield f"{MANIFEST} 有 {len(dead)} 行没有对应的文件，未起作用：{'、'.join(dead[:5])}（path 列应与文件清单中的路径一致）"


def _entries(path: Path) -> dict[str, ManifestEntry]:
    """Return the lines of all manifests in a folder, the outer over the inner; for a single file, of its folder."""
    if not is_folder(path):
        return read_manifest(path.parent)
    entries: dict[str, ManifestEntry] = {}
    for manifest in sorted(path.rglob(MANIFEST), key=lambda manifest: len(manifest.parts), reverse=True):
        below = manifest.parent.relative_to(path).as_posix()
        for name, entry in read_manifest(manifest.parent).items():
            whole = name if below == "." else f"{below}/{name}"
            entries[whole] = replace(entry, path=whole)
    return entries


def _under_distinct_names(listings: Iterable[_Listing]) -> Iterator[tuple[Found, ManifestEntry | None]]:
    """Yield each file once; where two paths hold files of one name, the path's own name is put before it."""
    places: set[tuple[Path, str | None]] = set()
    files: list[tuple[_Listing, Found]] = []
    for listing in listings:
        for file in listing.files:
            place = (file.path.resolve(), file.member)
            if place not in places:
                places.add(place)
                files.append((listing, file))
    short = Counter(file.name for _, file in files)
    longer = Counter(f"{listing.path.name}/{file.name}" for listing, file in files)
    for listing, file in files:
        name = file.name
        if short[name] > 1:
            name = f"{listing.path.name}/{name}"
            name = name if longer[name] == 1 else (listing.path / file.name).as_posix()
        yield replace(file, name=name), listing.entries.get(file.name)
