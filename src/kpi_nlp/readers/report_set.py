"""What a run is to read: the documents of all paths under names of their own, with what manifest.csv says of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kpi_nlp.model import MANIFEST, ManifestEntry, Problem
from kpi_nlp.readers.archive import Found
from kpi_nlp.readers.errors import CorruptFile, MissingPath, OwnOutput, ReadError
from kpi_nlp.readers.folder import find, is_file, is_folder, is_manifest, left_aside
from kpi_nlp.readers.manifest import read_manifest, skipped
from kpi_nlp.readers.own_output import refuse_own_output
from kpi_nlp.readers.sniff import sniff
from kpi_nlp.readers.source import load

_NOTHING = "请确认路径；支持 Word、Excel、WPS、PDF、OFD、网页、文本、扫描件和装有它们的 .zip"
_NAMED = 5


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
        found = list(find(path))
        files = [item for item in found if isinstance(item, Found) and not is_manifest(item)]
        try:
            entries = _entries(path, [item for item in found if isinstance(item, Found) and is_manifest(item)])
        except ReadError as error:
            problems.append(problem_of(error))
            continue
        problems += [problem_of(item) for item in found if isinstance(item, ReadError)]
        if not any(isinstance(item, ReadError) or not is_manifest(item) for item in found):
            what = "文件夹" if is_folder(path) else "压缩包" if path.suffix.lower() == ".zip" else "这里"
            problems.append(Problem(str(path), f"{what}里没有可读取的报告", _NOTHING, absent=True))
        listings.append(_Listing(path, files, entries))
    listed = list(_under_distinct_names(listings))
    left_out = [entry for _, entry in listed if entry and skipped(entry)]
    return ReportSet(
        tuple((file, entry) for file, entry in listed if entry is None or not skipped(entry)),
        tuple(left_out),
        tuple(problems),
        tuple(note for listing in listings for note in (*listing.dead_lines(), *listing.others())),
    )


def fingerprints_of(paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each document by its name; what cannot be opened has none."""
    hashes = {}
    for file, _ in collect(paths).files:
        with suppress(ReadError):
            hashes[file.name] = file.open().sha256
    return hashes


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
        source = file.open() if file else None
        if source:
            refuse_own_output(source, sniff(source))
    except ReadError as error:
        return not isinstance(error, OwnOutput)
    return file is not None


@dataclass(frozen=True, slots=True)
class _Listing:
    """One of the paths: its documents, and the lines of its manifests by name."""

    path: Path
    files: list[Found]
    entries: dict[str, ManifestEntry]

    def _holds_others(self) -> bool:
        return is_folder(self.path) or self.path.suffix.lower() == ".zip"

    def dead_lines(self) -> Iterator[str]:
        """Say which lines of a manifest speak of no file: a slip there would leave a wrong identity in force."""
        if self._holds_others():
            names = {file.name for file in self.files}
            dead = [name for name in self.entries if name not in names]
            if dead:
                yield f"{MANIFEST} 有 {len(dead)} 行没有对应的文件，未起作用：{'、'.join(dead[:_NAMED])}（path 列应与文件清单中的路径一致）"

    def others(self) -> Iterator[str]:
        """Say which files of a folder or .zip are not read, by their endings: a report may be among them."""
        if names := left_aside(self.path) if self._holds_others() else []:
            more = "等" if len(names) > _NAMED else ""
            yield f"有 {len(names)} 个文件的扩展名不是可读取的格式，未读取：{'、'.join(names[:_NAMED])}{more}；如是报告，请提供 Word、Excel 或 PDF 版本，或改正扩展名"


def _entries(path: Path, manifests: Sequence[Found]) -> dict[str, ManifestEntry]:
    """Return the lines of all manifests of a set, the outer over the inner; for a single file, of its folder."""
    if not manifests and not is_folder(path) and is_file(path.parent / MANIFEST):
        return read_manifest(load(path.parent / MANIFEST, MANIFEST))
    entries: dict[str, ManifestEntry] = {}
    for manifest in sorted(manifests, key=lambda manifest: manifest.name.count("/"), reverse=True):
        below = manifest.name.removesuffix(MANIFEST)
        for name, entry in _read(manifest).items():
            entries[f"{below}{name}"] = replace(entry, path=f"{below}{name}")
    return entries


def _read(manifest: Found) -> dict[str, ManifestEntry]:
    try:
        return read_manifest(manifest.open())
    except CorruptFile as error:
        raise CorruptFile(manifest.name, error.reason, error.hint) from error


def _under_distinct_names(listings: Iterable[_Listing]) -> Iterator[tuple[Found, ManifestEntry | None]]:
    """Yield each file once; where two paths hold files of one name, the path's own name is put before it."""
    places: set[tuple[Path, tuple[str, ...]]] = set()
    files: list[tuple[_Listing, Found]] = []
    for listing in listings:
        for file in listing.files:
            place = (file.path.resolve(), file.members)
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
