"""How much memory a thousand files take, and how much more than a hundred: only what is kept of each file may add up.

    python benchmarks/memory.py [FILES]

The files are reports by chance as the tests write them, no two alike, in turn .docx, .xlsx, .html, .txt, .ofd and, where
LibreOffice is installed, .pdf. They are read as one set, in worker processes and in one. It looks at the processes by
way of /proc, which Linux has.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/readers", "tools")]
MARKS = (100, 250, 500, 1000)
FORMATS = ("docx", "xlsx", "html", "txt", "ofd", "pdf")
_CHILD = "--one-run"
_AT_ONCE = 40  # files that LibreOffice is given in one call


def main(count: int) -> None:
    """Print the memory at each mark, and what a file adds."""
    with tempfile.TemporaryDirectory() as place:
        _write(Path(place), count)
        for how in ("isolated", "in one process"):
            done = subprocess.run(
                [sys.executable, __file__, _CHILD, how, place], capture_output=True, text=True, check=True
            )
            _tell(how, json.loads(done.stdout))


def _write(folder: Path, count: int) -> None:
    from papers.office import converted, soffice
    from papers.random_reports import random_report
    from papers.writers import CONVERTED, WRITERS

    formats = [format_ for format_ in FORMATS if format_ in WRITERS or soffice() is not None]
    planned = [(f"{number:04}", format_) for number, format_ in zip(range(count), cycle(formats), strict=False)]
    later: dict[str, bytes] = {}
    for name, format_ in planned:
        data = WRITERS[CONVERTED.get(format_, format_)](random_report(int(name)))
        if format_ in CONVERTED:
            later[name] = data
        else:
            (folder / f"{name}.{format_}").write_bytes(data)
    for at in range(0, len(later), _AT_ONCE):
        some = dict(list(later.items())[at : at + _AT_ONCE])
        for name, data in converted(some, CONVERTED["pdf"], "pdf").items():
            (folder / f"{name}.pdf").write_bytes(data)
    print(
        f"{count} files in turn {' '.join(formats)}, {sum(path.stat().st_size for path in folder.iterdir()) >> 20} MB"
    )


def _tell(how: str, told: dict[str, Any]) -> None:
    seen: dict[str, list[int]] = told["seen"]
    for files, (here, worker, workers) in seen.items():
        print(
            f"{how}, {files:>4} files: {here / 1024:.0f} MB here, the largest of {workers} workers {worker / 1024:.0f} MB"
        )
    if len(seen) > 1:
        (first, (few, *_)), *_, (last, (many, *_)) = seen.items()
        more = (many - few) / (int(last) - int(first))
        print(f"{how}: {more:.0f} KB more for each file from {first} to {last}; its facts take {told['facts']:.0f} KB")


def _one_run(how: str, folder: str) -> None:
    """Read the set and print as JSON, in KB: what was taken at each mark, here and in the largest worker, and by the facts."""
    from kpi_nlp.reading import read_set

    seen: dict[int, tuple[int, int, int]] = {}
    largest = workers = 0

    def watch(_name: str, done: int, total: int) -> None:
        nonlocal largest, workers
        peaks = [_peak(process) for process in _children()]
        largest, workers = max([largest, *peaks]), max(workers, len(peaks))
        if done in MARKS or done == total:
            seen[done] = (_peak("self"), largest, workers)

    papers = read_set([folder], progress=watch, isolated=how == "isolated").papers
    some = papers[: MARKS[0]]
    print(json.dumps({"seen": seen, "facts": sum(_size(paper, set()) for paper in some) / len(some) / 1024}))


def _size(value: object, known: set[int]) -> int:
    """Return what an object takes with all that it holds, each once."""
    if id(value) in known:
        return 0
    known.add(id(value))
    parts: list[object] = [getattr(value, name, None) for kind in type(value).__mro__ for name in _slots(kind)]
    if isinstance(value, Mapping):
        parts += [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        parts += value
    return sys.getsizeof(value) + sum(_size(part, known) for part in (*parts, getattr(value, "__dict__", None)))


def _slots(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__slots__", ()))


def _children() -> list[str]:
    return Path("/proc/self/task").joinpath(Path("/proc/self").resolve().name, "children").read_text().split()


def _peak(process: str) -> int:
    """Return the most memory that a process has taken so far, in KB; 0 for one that has ended."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


if __name__ == "__main__":
    if sys.argv[1:2] == [_CHILD]:
        _one_run(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else MARKS[-1])
