"""How fast values are read, beside Recognizers-Text and JioNLP on the same values in the same run.

    python benchmarks/quantities.py FOLDER

FOLDER holds text reports. The opponents are installed into an environment of their own, .opponents (it
takes the network once). Recognizers is measured with the six models that together do what `parse` does (number,
ordinal, percentage, currency, dimension, age) and with its number model alone; JioNLP with its extractor of money.
"""

import json
import re
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from timing import forget

from kpi_nlp.model import Heading, Paragraph, Result
from kpi_nlp.pipeline import extract_reports
from kpi_nlp.quantities import parse

ENVIRONMENT = Path(__file__).parents[1] / ".opponents"
PACKAGES = ("jionlp", "recognizers-text-suite", "emoji==1.7.0")  # Recognizers needs the old emoji
ROUNDS = 5


def main(folder: Path) -> None:
    """Print the rates and their ratios."""
    result = extract_reports([folder])
    prose = [sentence for sentence in _sentences(result) if not parse(sentence)]
    letters = sum(map(len, prose))
    rate = letters * _rounds_a_second(prose, parse)
    print(f"prose without amounts, {letters} characters: {rate / 1e6:.2f} million characters a second (limit 3)")
    values = [
        value.text for row in result.indicators for value in (row.target, row.actual) if value and value.quantities
    ]
    ours = len(values) * _rounds_a_second(values, parse)
    print(f"{len(values)} values of the tables: {ours:.0f} values a second")
    for name, theirs in _opponents(values).items():
        print(f"  {name}: {theirs:.0f} values a second, ours / theirs = {ours / theirs:.1f}")


def _sentences(result: Result) -> list[str]:
    blocks = (block for document in result.documents for block in document.blocks)
    texts = (block.text for block in blocks if isinstance(block, Heading | Paragraph))
    return [sentence for text in texts for sentence in re.split(r"(?<=[。；！？])", text) if sentence]


def _rounds_a_second(texts: Sequence[str], call: Callable[[str], object]) -> float:
    """Return the best of some rounds over all texts."""
    best = float("inf")
    for _ in range(ROUNDS):
        forget()
        start = time.perf_counter()
        for text in texts:
            call(text)
        best = min(best, time.perf_counter() - start)
    return 1 / best


def _opponents(values: Sequence[str]) -> dict[str, float]:
    python = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    script = Path(__file__).parent / "opponents.py"
    done = subprocess.run(
        [python, script], input=json.dumps(values), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    rates: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return rates


if __name__ == "__main__":
    main(Path(sys.argv[1]))
