"""How fast files become indicators, beside others who only read the same files in the same run.

    python benchmarks/readers.py

The files are the demo set, reports by chance as the tests write them, and forms of 400 rows with no formatting, the
leanest there are; .pdf is made by LibreOffice, where it is installed. openpyxl, pypdfium2 and lxml iterate over the text of
a file and understand nothing. pdfplumber (text and tables) and docling run in an environment of their own,
.opponents/readers (it takes the network once). Nothing is remembered from round to round; times are those of the processor. The limits are those of the project's issue 4.
"""

import io
import json
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from lxml import etree
from timing import forget, paired, peak, tell

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/readers", "tools")]

from papers.office import converted, soffice  # noqa: E402 - the same files that the tests read
from papers.random_reports import random_report  # noqa: E402
from papers.writers import WRITERS  # noqa: E402

from kpi_nlp import resources  # noqa: E402 - behind the path
from kpi_nlp.extract import extract  # noqa: E402
from kpi_nlp.readers import Source, read  # noqa: E402

ENVIRONMENT = ROOT / ".opponents" / "readers"
PACKAGES = ("pdfplumber", "docling")
REPORTS, ROUNDS = 24, 5
FEW, MANY, ROWS = 100, 1000, 400
_BOTH = ("docx", "xlsx")
_TITLES = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "得分")
Files = dict[str, bytes]


def main() -> None:
    """Print each ratio beside its limit."""
    files = _files()
    for kind, sets in {"the demo set": _demo(), "reports by chance": files, "a bare form": _bare()}.items():
        print(f"{kind}:", ", ".join(f"{len(found)} .{suffix}" for suffix, found in sets.items()), f"({ROUNDS} rounds)")
        _beside_iteration(sets)
    with tempfile.TemporaryDirectory() as place:
        _beside_the_slow(files, Path(place))
    _memory(files)


def _beside_iteration(sets: dict[str, Files]) -> None:
    for suffix, (name, theirs, limit) in _ITERATED.items():
        if found := sets.get(suffix):
            for what, ours in (("blocks", _blocks), ("indicators", _indicators)):
                both = paired(partial(ours, found), partial(_each, theirs, found), ROUNDS, time.process_time)
                tell(f".{suffix} to {what} / {name}", *both, limit)


def _demo() -> dict[str, Files]:
    folder = resources.data("corpora/reports/faulty")
    return {suffix: {path.name: path.read_bytes() for path in sorted(folder.glob(f"*.{suffix}"))} for suffix in _BOTH}


def _bare() -> dict[str, Files]:
    document, workbook = docx.Document(), openpyxl.Workbook()
    table, sheet = document.add_table(ROWS + 1, len(_TITLES)), workbook.worksheets[0]
    rows = [
        ("产出指标", "数量指标", f"第{at}类培训期数", f"≥{at}期", f"{at + 1}期", "100%", "2", "2") for at in range(ROWS)
    ]
    texts = [text for row in (_TITLES, *rows) for text in row]
    for cell, text in zip(table._cells, texts, strict=True):  # noqa: SLF001 - `cell` and `rows` take minutes
        cell.text = text
    for row in (_TITLES, *rows):
        sheet.append(row)
    streams = {suffix: io.BytesIO() for suffix in _BOTH}
    document.save(streams["docx"])
    workbook.save(streams["xlsx"])
    return _with_pdf({suffix: {f"form.{suffix}": stream.getvalue()} for suffix, stream in streams.items()})


def _files() -> dict[str, Files]:
    reports = {f"{seed}": random_report(seed) for seed in range(REPORTS)}
    files = {
        suffix: {f"{name}.{suffix}": WRITERS[suffix](report) for name, report in reports.items()} for suffix in _BOTH
    }
    return _with_pdf(files)


def _with_pdf(files: dict[str, Files]) -> dict[str, Files]:
    if soffice() is None:
        print("LibreOffice is not installed: no .pdf is made, nothing is said of it")
        return files
    whole = {name.removesuffix(".docx"): data for name, data in files["docx"].items()}
    return files | {"pdf": {f"{name}.pdf": data for name, data in converted(whole, "docx", "pdf").items()}}


def _blocks(files: Files) -> None:
    forget()
    for name, data in files.items():
        read(Source(name, data))


def _indicators(files: Files) -> None:
    forget()
    for name, data in files.items():
        extract(read(Source(name, data)))


def _each(call: Callable[[bytes], object], files: Files) -> None:
    for data in files.values():
        call(data)


def _text_by_openpyxl(data: bytes) -> list[str]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [str(cell.value) for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]


def _text_by_pdfium(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _text_by_lxml(data: bytes) -> list[str | None]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [text.text for text in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")]


_ITERATED: dict[str, tuple[str, Callable[[bytes], object], float]] = {
    "xlsx": ("openpyxl iterating over the cells", _text_by_openpyxl, 1.5),
    "pdf": ("pypdfium2 iterating over the text", _text_by_pdfium, 1.5),
    "docx": ("lxml iterating over the text", _text_by_lxml, 5),
}


def _beside_the_slow(files: dict[str, Files], folder: Path) -> None:
    for found in files.values():
        _write(found.items(), folder)
    told = _opponents(folder)
    for name, suffix, least in (("pdfplumber", "pdf", 5), ("docling", "docx", 20)):
        theirs = told[name]
        if isinstance(theirs, float):
            for what, call in (("blocks", _blocks), ("indicators", _indicators)):
                ours, _ = paired(partial(call, files[suffix]), int, ROUNDS, time.process_time)
                print(
                    f"{name} on .{suffix} / ours to {what}: {theirs:.3f} s / {ours:.3f} s = {theirs / ours:.1f} (at least {least})"
                )
        else:
            print(f"{name} on .{suffix} was not measured: {theirs}")


def _opponents(folder: Path) -> dict[str, float | str | None]:
    python = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        constraint = ROOT / "constraints.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-c", constraint, *PACKAGES], check=True)
    script = Path(__file__).parent / "reader_opponents.py"
    done = subprocess.run(
        [python, script, folder, str(ROUNDS)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    told: dict[str, float | str | None] = json.loads(done.stdout.splitlines()[-1])
    return told


def _memory(files: dict[str, Files]) -> None:
    """Say what a set of a thousand files takes beside one of a hundred."""
    whole = [item for suffix in _BOTH for item in files[suffix].items()]
    peaks = []
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory() as place:
            copies = (
                (f"{number}-{whole[number % len(whole)][0]}", whole[number % len(whole)][1]) for number in range(count)
            )
            _write(copies, Path(place))
            script = "import sys; from kpi_nlp.pipeline import extract_reports; extract_reports(sys.argv[1:])"
            peaks.append(peak([sys.executable, "-c", script, place]))
    few, many = peaks
    print(f"peak memory of {MANY} files / of {FEW}: {many} MB / {few} MB = {many / few:.2f} (limit 1.2)")


def _write(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    for name, data in files:
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
