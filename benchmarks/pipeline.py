"""How long and how large a run is, as ratios against named opponents measured in the same run.

    python benchmarks/pipeline.py [FOLDER]

FOLDER holds text reports; without it the demo set is written out as text. Opponents: `jieba.lcut` on the same text,
a process that only initialises jieba, and `python -c "import typer"`. The limits are those of the project's issue 2.
"""

import sys
import tempfile
from pathlib import Path

import jieba
from timing import ROUNDS, paired, peak, run, tell

from kpi_nlp import resources
from kpi_nlp.model import Table
from kpi_nlp.pipeline import check_reports
from kpi_nlp.reading import read_set


def main(folder: Path) -> None:
    """Print each ratio beside its limit."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    print(f"{len(texts)} files, {sum(map(len, texts))} characters, {ROUNDS} rounds, medians")
    ours, theirs = paired(lambda: check_reports([folder], isolated=False), lambda: [jieba.lcut(text) for text in texts])
    tell("text to findings, in one process / jieba.lcut of the same text", ours, theirs, 10)
    check = [sys.executable, "-m", "kpi_nlp", "check", str(folder)]
    initialise = [sys.executable, "-c", "import jieba; jieba.setLogLevel('ERROR'); jieba.initialize()"]
    ours, theirs = paired(lambda: run(check), lambda: run(initialise))
    tell("process `check` / process that initialises jieba", ours, theirs, 3)
    ours, theirs = paired(
        lambda: run([sys.executable, "-m", "kpi_nlp", "--help"]), lambda: run([sys.executable, "-c", "import typer"])
    )
    tell("process `--help` / process `import typer`", ours, theirs, 5)
    print(f"peak memory of `check`: {peak(check)} MB (limit 200)")


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
