"""How fast PDFs are read, beside merely iterating their text with the same library, and beside pdfplumber.

    python benchmarks/pdf.py FOLDER

FOLDER holds PDFs with text. pdfplumber is installed into an environment of its own, .opponents (it takes the network
once), and does half of the work: it extracts tables and text, but joins nothing over pages and understands nothing.
"""

import subprocess
import sys
import time
import venv
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
from timing import forget

from kpi_nlp.extract import extract
from kpi_nlp.readers import Source, read

ENVIRONMENT = Path(__file__).parents[1] / ".opponents"
ROUNDS = 7
_PLUMBER = """
import logging, sys, time
import pdfplumber
logging.disable(logging.ERROR)
start = time.process_time()
for path in sys.argv[1:]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables(), page.extract_text(), page.close()
print(time.process_time() - start)
"""


def main(folder: Path) -> None:
    """Print each ratio beside its limit."""
    paths = sorted(folder.glob("*.pdf"))
    sources = [Source(path.name, path.read_bytes()) for path in paths]
    pages = sum(map(_iterate, sources))
    theirs = _best(lambda: [_iterate(source) for source in sources])
    reading = _best(lambda: [read(source) for source in sources])
    whole = _best(lambda: [extract(read(source)) for source in sources])
    print(f"{len(paths)} files, {pages} pages; milliseconds of processor time a page, best of {ROUNDS}")
    print(f"merely iterating the text: {theirs / pages * 1e3:.2f}")
    print(f"reading: {reading / pages * 1e3:.2f}, {reading / theirs:.1f} times (yardstick 13 ms a page)")
    print(f"file to indicators: {whole / pages * 1e3:.2f}, {whole / theirs:.1f} times (limit 1.5)")
    plumber = _plumber(paths)
    print(f"pdfplumber: {plumber / pages * 1e3:.2f}, {plumber / reading:.1f} times what reading takes (limit 5)")


def _iterate(source: Source) -> int:
    with pypdfium2.PdfDocument(source.data) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as text:
                text.get_text_range()
        return len(document)


def _best(call: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        forget()
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def _plumber(paths: list[Path]) -> float:
    python = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pdfplumber"], check=True)
    command = [str(python), "-c", _PLUMBER, *map(str, paths)]
    return min(float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(2))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
