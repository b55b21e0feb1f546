"""The test of scans: reports by chance are printed, drawn at 150 dots to the inch, and read back cell by cell.

At least 98 % of the cells are right, of straight pages and of pages that lie askew by a degree, blurred, shaded and
noisy; and every report says that it was recognised. `pytest -s --reports 600 --first 1000` takes thirty reports, none
of which any other run has seen, and prints the figures.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec

import numpy as np
import pytest
from papers.as_scan import Spoil, askew, drawn, pdf, straight, tiff
from papers.as_word import word
from papers.comparison import compare
from papers.office import converted, soffice
from papers.random_reports import random_report
from PIL import Image

from kpi_nlp.extract import extract
from kpi_nlp.readers import Source, read

LEAST_RIGHT = 0.98
SHARE = 20  # reports are scanned one in so many: a page takes seconds
FIRST = 500_000  # apart from the reports of other tests
FILES: tuple[tuple[str, Callable[[Sequence[Image.Image]], bytes]], ...] = (("tiff", tiff), ("pdf", pdf))


def missing() -> str:
    """Return what a test of scans needs and is not here, 「」 where nothing is missing."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return "the extra ocr is not installed: nothing recognises characters (rapidocr, onnxruntime)"
    if soffice() is None:
        return "LibreOffice is not installed: nothing prints the reports (soffice)"
    fonts = shutil.which("fc-list")
    if fonts and not subprocess.run([fonts, ":lang=zh"], capture_output=True, check=False).stdout.strip():
        return "no Chinese font is installed: LibreOffice would print boxes for letters (fonts-noto-cjk)"
    return ""


@pytest.fixture(scope="module")
def printed(request: pytest.FixtureRequest) -> dict[int, bytes]:
    """Return the PDF of each report by its seed."""
    if reason := missing():
        pytest.skip(reason)
    first = FIRST + request.config.getoption("--first")
    seeds = range(first, first + max(2, request.config.getoption("--reports") // SHARE))
    files = converted({str(seed): word(random_report(seed)) for seed in seeds}, "docx", "pdf")
    return {int(name): data for name, data in files.items()}


@pytest.mark.parametrize("spoil", [straight, askew])
def test_a_scan_says_what_was_printed(spoil: Spoil, printed: dict[int, bytes]) -> None:
    cells, pages, seconds, wrong = 0, 0, 0.0, []
    for number, (seed, data) in enumerate(printed.items()):
        suffix, bound = FILES[number % len(FILES)]
        chance = np.random.default_rng(seed)
        scanned = [spoil(page, chance) for page in drawn(data)]
        start = time.perf_counter()
        paper = extract(read(Source(f"{seed}.{suffix}", bound(scanned))))
        seconds, pages = seconds + time.perf_counter() - start, pages + len(scanned)
        comparison = compare(random_report(seed), paper)
        cells += comparison.cells
        wrong += [f"report {seed}: {difference}" for difference in comparison.wrong]
        assert "OcrUsed" in {warning.kind for warning in paper.document.warnings}
    right = 1 - len(wrong) / cells
    print(
        f"\n{spoil.__name__}: {len(printed)} reports, {pages} pages, {cells} cells, {len(wrong)} wrong, {right:.2%} right"
    )
    print(f"{seconds / pages:.1f} s a page", *wrong, sep="\n")
    assert right >= LEAST_RIGHT, wrong[:20]
