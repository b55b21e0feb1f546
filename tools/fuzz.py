"""Fuzzes reading and understanding of one format with atheris, from the reports that the tests write.

    python tools/fuzz.py FORMAT SECONDS FOLDER

atheris is no dependency of the project: install it beside it. FOLDER keeps what was tried and was new (`corpus`) and
what broke us (`found`, one file for each place in the code); whatever hangs or dies is kept there by libFuzzer. Parts
of packages are damaged within, and packed again.
"""

import io
import subprocess
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import cast

ROOT = Path(__file__).parents[1]
SEEDS = 6  # the smallest of forty reports
LONGEST = 1 << 18  # bytes of an input
SLOWEST, MOST_MEMORY = 20, 2500  # seconds and MB of one input
_CHILD = "--one-run"
_TOLD, _LINES = ("Done", "SUMMARY"), 2  # how many runs there were and what they reached, or what a run died of
_SHARE_WITHIN = 0.85  # of packages that are damaged in one of their parts


def main(format_: str, seconds: int, folder: Path) -> None:
    """Run until the time is over; a run that hung or died begins again."""
    corpus, found = folder / "corpus", folder / "found"
    for place in (corpus, found):
        place.mkdir(parents=True, exist_ok=True)
    _write_seeds(format_, corpus)
    end = time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0:
        limits = [
            f"-max_total_time={left}",
            f"-timeout={SLOWEST}",
            f"-rss_limit_mb={MOST_MEMORY}",
            f"-max_len={LONGEST}",
        ]
        command = [
            sys.executable,
            __file__,
            _CHILD,
            format_,
            str(found),
            *limits,
            f"-artifact_prefix={found}/",
            str(corpus),
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        said = done.stderr.decode(errors="replace").splitlines()
        print(*[line for line in said if " cov: " in line or line.startswith(_TOLD)][-_LINES:], sep="\n", flush=True)
    print(*sorted(path.name for path in found.iterdir()), sep="\n")


def _write_seeds(format_: str, corpus: Path) -> None:
    sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/readers")]
    from papers.office import converted
    from papers.random_reports import random_report
    from papers.writers import CONVERTED, WRITERS

    smallest = sorted(map(random_report, range(40)), key=lambda report: len(report.rows))[:SEEDS]
    reports = {str(number): report for number, report in enumerate(smallest)}
    files = {name: WRITERS[CONVERTED.get(format_, format_)](report) for name, report in reports.items()}
    if format_ in CONVERTED:
        files = converted(files, CONVERTED[format_], format_)
    for name, data in files.items():
        (corpus / name).write_bytes(data)


def _one_run(format_: str, found: Path, arguments: list[str]) -> None:
    import atheris

    # recognition takes seconds, and is none of ours: an import of it fails as if it were not installed
    cast("dict[str, object]", sys.modules)["rapidocr"] = None
    with atheris.instrument_imports(include=["kpi_nlp", "openpyxl", "xlrd"]):
        from kpi_nlp.extract import extract
        from kpi_nlp.readers import ReadError, Source, read

    def once(data: bytes) -> None:
        try:
            extract(read(Source(f"报告.{format_}", data)))
        except ReadError:
            return
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}.{format_}"
            if not (found / name).exists():
                (found / name).write_bytes(data)
                (found / f"{name}.txt").write_text(traceback.format_exc(), encoding="utf-8")

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        chance = Random(seed)  # noqa: S311 - damage by chance
        if data.startswith(b"PK") and chance.random() < _SHARE_WITHIN:
            data = _within(atheris.Mutate, data, longest, chance)
            return data if len(data) <= longest else data[:longest]
        return bytes(atheris.Mutate(data, longest))

    atheris.Setup([sys.argv[0], *arguments], once, custom_mutator=mutated)
    atheris.Fuzz()


def _within(mutate: Callable[[bytes, int], bytes], data: bytes, longest: int, chance: Random) -> bytes:
    """Damage one part of a package and pack it again; what is no package any more is damaged as it is."""
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            parts = {name: source.read(name) for name in source.namelist() if source.getinfo(name).file_size <= longest}
            hit = chance.choice(sorted(parts))
            for name, part in parts.items():
                target.writestr(zipfile.ZipInfo(name), bytes(mutate(part, longest)) if name == hit else part)
    except Exception:  # noqa: BLE001 - a broken zip fails in many ways
        return bytes(mutate(data, longest))
    return stream.getvalue()


if __name__ == "__main__":
    if sys.argv[1] == _CHILD:
        _one_run(sys.argv[2], Path(sys.argv[3]), sys.argv[4:])
    else:
        main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
