"""Plants many faults of every code and prints, code by code, how many were found and what else was said.

    python -m planting.run [--each 48] [--codes T01,R02] [--faults unseen] [--report PATH]

It fails where too few were found.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_nlp.checks import ALL
from planting.faults import CATALOGUE, FIRST, LISTS, ways
from planting.judge import Judge, Judged

_EXAMPLES = 3
_EACH = 48
_LEAST_OF_FIRST, _LEAST = 0.95, 0.9


@dataclass(frozen=True)
class Score:
    """What became of the faults of one code."""

    code: str
    judged: tuple[Judged, ...]

    @property
    def found(self) -> int:
        """How many faults were found at their place."""
        return sum(judged.found for judged in self.judged)

    @property
    def recall(self) -> float:
        """The share that was found."""
        return self.found / len(self.judged)

    @property
    def enough(self) -> bool:
        """True where the share is what the catalogue asks for."""
        return self.recall >= (_LEAST_OF_FIRST if self.code in FIRST else _LEAST)

    @property
    def missed(self) -> Counter[int]:
        """How often a fault was missed, by the number of its way."""
        return Counter(judged.planted.way.number for judged in self.judged if not judged.found)

    @property
    def noise(self) -> Counter[str]:
        """How often each other code spoke up, with the severity."""
        return Counter(f"{finding.code}({finding.severity})" for judged in self.judged for finding in judged.noise)


def scores(codes: Iterable[str], each: int, *, step: int = 1, lists: str = LISTS[0]) -> Iterator[Score]:
    """Yield the score of each code after so many faults, of every seed or of some that are further apart."""
    with tempfile.TemporaryDirectory() as place:
        judge = Judge(Path(place), lists)
        for code in codes:
            yield Score(code, tuple(judge.judged(code, seed) for seed in range(0, each * step, step)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, write the examples of what failed where a report is wanted; return 1 where too few were found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=_EACH)
    parser.add_argument("--codes", default="")
    parser.add_argument("--faults", choices=LISTS, default=LISTS[0])
    parser.add_argument("--report", type=Path)
    chosen = parser.parse_args(arguments)
    there = {check.code for check in ALL}
    codes = (
        chosen.codes.split(",")
        if chosen.codes
        else [code for code in CATALOGUE if code in there and ways(code, chosen.faults)]
    )
    started, done = time.perf_counter(), []
    print(f"{'code':5}{'inserts':>8}{'found':>7}{'recall':>8}  {'missed: way×times':24}noise")
    for score in scores(codes, chosen.each, lists=chosen.faults):
        noise = " ".join(f"{code} {count}" for code, count in score.noise.most_common())
        missed = " ".join(f"{way}×{count}" for way, count in sorted(score.missed.items()))
        print(f"{score.code:5}{len(score.judged):8}{score.found:7}{score.recall:8.1%}  {missed:24}{noise}", flush=True)
        done.append(score)
    print(
        f"{time.perf_counter() - started:.0f} s; without a check: {' '.join(code for code in CATALOGUE if code not in there)}"
    )
    if chosen.report:
        chosen.report.parent.mkdir(parents=True, exist_ok=True)
        chosen.report.write_text("\n".join(line for score in done for line in _examples(score)), encoding="utf-8")
    return int(not all(score.enough for score in done))


def _examples(score: Score) -> Iterator[str]:
    """Yield some faults that were missed, way by way, and some of what was said besides."""
    yield f"# {score.code} {score.found}/{len(score.judged)}"
    told: Counter[str] = Counter()
    for judged in score.judged:
        for kind, text in _told(judged):
            told[kind] += 1
            if told[kind] <= _EXAMPLES:
                yield text


def _told(judged: Judged) -> Iterator[tuple[str, str]]:
    """Yield what went wrong with a fault by kind, and how it reads."""
    made = judged.planted
    place = f"way {made.way.number} {made.suffix}"
    if not judged.found:
        wanted = [said for _, said in made.quotes][:3] or made.way.mentions
        elsewhere = "".join(f"\n  elsewhere: {finding.message}" for finding in judged.others)
        yield f"way {made.way.number}", f"MISSED {place} must quote {wanted}\n{made.shown}{elsewhere}"
    for finding in judged.noise:
        yield finding.code, f"NOISE {finding.code} {finding.severity} {place}: {finding.message}\n{made.shown}"
    for finding in judged.before:
        yield f"clean {finding.code}", f"CLEAN {finding.code} {finding.severity} {made.suffix}: {finding.message}"


if __name__ == "__main__":
    sys.exit(main())
