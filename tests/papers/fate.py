"""What becomes of a file, told from a process of its own: read, refused with a typed error, or a fault of ours."""

import re
import resource
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fate:
    """`outcome` is 「read」, the name of a ReadError, or the fault with its place; `peak` in bytes, of the process so far."""

    outcome: str
    text: str
    seconds: float
    peak: int
    fault: bool = False


def fate(name: str, data: bytes, _sign: Callable[[str], None]) -> Fate:
    """Read a file and understand it as the pipeline does."""
    from kpi_nlp.extract import extract
    from kpi_nlp.readers import ReadError, Source, read

    start = time.perf_counter()
    fault, text = False, ""
    try:
        paper = extract(read(Source(name, data)))
        outcome, text = "read", repr((paper.document.blocks, paper.document.warnings))[:200_000]
    except ReadError as error:
        outcome, text = type(error).__name__, f"{error.reason} {error.hint}"
    except BaseException as error:  # noqa: BLE001 - whatever else comes out is the fault that is looked for
        places = [
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        outcome, fault = f"{type(error).__name__}: {str(error)[:80]} ({' '.join(places[-4:])})", True
    seconds = time.perf_counter() - start
    return Fate(outcome, text, seconds, _peak(), fault)


def _peak() -> int:
    """The most memory that this process has taken; what `getrusage` tells on Linux begins with that of its parent."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(told[1]) * 1024 if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
