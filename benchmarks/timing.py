"""Two calls timed in turn, processes with their peak of memory, and how a ratio is told beside its limit."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

ROUNDS = 9
_RSS = "import resource, sys; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"


def paired(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Time both in turn, so that a noisy machine disturbs both alike; return the medians in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for call, spent in zip((ours, theirs), times, strict=True):
            start = clock()
            call()
            spent.append(clock() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def forget() -> None:
    """Clear what we remember of texts, so that a round learns nothing from the one before; lexicons stay loaded."""
    for memo in _memos():
        memo.cache_clear()


@cache
def _memos() -> list[Any]:
    ours = [module for name, module in sys.modules.items() if name.startswith("kpi_nlp")]
    cached = [value for module in ours for value in vars(module).values() if hasattr(value, "cache_parameters")]
    return [memo for memo in cached if memo.cache_parameters()["maxsize"] is not None]


def run(command: Sequence[str]) -> None:
    """Run a process to its end, whatever it says."""
    subprocess.run(command, capture_output=True, check=False)


def peak(command: Sequence[str]) -> int:
    """Return the most memory that any process of a command took, in MB."""
    script = f"import subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); {_RSS}"
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    return int(done.stdout)


def tell(what: str, ours: float, theirs: float, limit: float) -> None:
    """Print how long both took, and the ratio beside its limit."""
    print(f"{what}: {ours:.3f} s / {theirs:.3f} s = {ours / theirs:.2f} (limit {limit})")
