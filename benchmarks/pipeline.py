"""How long and how large a run is, as ratios against named opponents measured in the same run.

    python benchmarks/pipeline.py [FOLDER]

FOLDER holds text reports; without it the demo set is written out as text. Opponents: `jieba.lcut` on the same text,
a process that only initialises jieba, and `python -c "import typer"`. The limits are those of the project's issue 2.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from kpi_nlp import resources
from kpi_nlp.model import Table
from kpi_nlp.pipeline import check_reports
from kpi_nlp.reading import read_set

ROUNDS = 9
_RSS = "import resource, sys; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"


def main(folder: Path) -> None:
    """Print each ratio beside its limit."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    print(f"{len(texts)} files, {sum(map(len, texts))} characters, {ROUNDS} rounds, medians")
    ours, theirs = _paired(
        lambda: check_reports([folder], isolated=False), lambda: [jieba.lcut(text) for text in texts]
    )
    _tell("text to findings, in one process / jieba.lcut of the same text", ours, theirs, 10)
    check = [sys.executable, "-m", "kpi_nlp", "check", str(folder)]
    initialise = [sys.executable, "-c", "import jieba; jieba.setLogLevel('ERROR'); jieba.initialize()"]
    ours, theirs = _paired(lambda: _run(check), lambda: _run(initialise))
    _tell("process `check` / process that initialises jieba", ours, theirs, 3)
    ours, theirs = _paired(
        lambda: _run([sys.executable, "-m", "kpi_nlp", "--help"]), lambda: _run([sys.executable, "-c", "import typer"])
    )
    _tell("process `--help` / process `import typer`", ours, theirs, 5)
    print(f"peak memory of `check`: {_peak(check)} MB (limit 200)")


def _paired(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Time both in turn, so that a noisy machine disturbs both alike; return the medians in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for call, spent in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            call()
            spent.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=False)


def _peak(command: list[str]) -> int:
    script = f"import subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); {_RSS}"
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    return int(done.stdout)


def _tell(what: str, ours: float, theirs: float, limit: float) -> None:
    print(f"{what}: {ours:.3f} s / {theirs:.3f} s = {ours / theirs:.2f} (limit {limit})")


def _demo_as_text(folder: Path) -> Path:
    """Write the demo set as text files, a row a line."""
    for paper in read_set([resources.data("corpora/reports/faulty")], tables=True).papers:
        lines: list[str] = []
        for block in paper.document.blocks:
            if isinstance(block, Table):
                lines += ["", *("\t".join("" if cell.covered else cell.text for cell in row) for row in block.rows), ""]
            else:
                lines += [block.text, ""]
        (folder / f"{paper.document.name}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as place:
            main(_demo_as_text(Path(place)))
