"""Worker processes: what hangs, dies or prints takes its own call with it, and nothing is left behind."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_nlp.workers import Call, Done, Limits, Lost, Sign, call_apart

Say = Callable[[str], None]
_HERE = Path(__file__).stem
_said: list[str] = []


def remember(word: str) -> None:
    _said.append(word)


def work(task: str, say: Say) -> object:  # noqa: C901 - one case a fate
    match task.split(":"):
        case ["die"]:
            os._exit(7)
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["hang"]:
            time.sleep(600)
        case ["slow"]:
            for step in range(4):
                time.sleep(0.4)
                say(f"第{step + 1}步")
        case ["print"]:
            os.write(1, b"a native library prints this")
            print("and so does Python")
        case ["memory"]:
            try:
                return len(bytearray(4 * 1024**3))
            except MemoryError:
                return "too much"
        case ["child", path]:
            os.system(f"(sleep 1.5; echo x > '{path}') & sleep 600")  # noqa: S605 - a process that a reader started
        case ["said"]:
            return list(_said)
    return task.upper()


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def _outcomes(*tasks: str, processes: int = 1, seconds: float = 30) -> list[Sign | Done | Lost]:
    calls: list[Call] = [(task,) for task in tasks]
    return list(
        call_apart(f"{_HERE}:work", calls, processes=processes, limits=Limits(seconds=seconds, memory=2 * 1024**3))
    )


def test_calls_are_answered_by_their_place() -> None:
    assert _outcomes("a", "b", "c") == [Done(0, "A"), Done(1, "B"), Done(2, "C")]
    assert sorted(_outcomes(*"abcdefgh", processes=3), key=lambda event: event.at) == [
        Done(at, letter.upper()) for at, letter in enumerate("abcdefgh")
    ]
    assert _outcomes() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("death", ["die", "kill"])
def test_a_call_that_ends_its_process_costs_no_other(death: str) -> None:
    assert _outcomes("a", death, "b") == [Done(0, "A"), Lost(1, overdue=False), Done(2, "B")]


def test_a_call_that_hangs_is_stopped_at_its_limit() -> None:
    start = time.monotonic()
    assert _outcomes("a", "hang", "b", seconds=2) == [Done(0, "A"), Lost(1, overdue=True), Done(2, "B")]
    assert time.monotonic() - start < 20


def test_a_sign_of_life_buys_time() -> None:
    events = _outcomes("slow", seconds=1.2)
    assert events == [*(Sign(0, f"第{step}步") for step in (1, 2, 3, 4)), Done(0, "SLOW")]


def test_what_a_library_prints_breaks_nothing() -> None:
    assert _outcomes("print", "a") == [Done(0, "PRINT"), Done(1, "A")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_memory_has_a_limit() -> None:
    assert _outcomes("memory") == [Done(0, "too much")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_what_a_stopped_call_had_started_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "still there"
    assert _outcomes(f"child:{path}", seconds=0.8) == [Lost(0, overdue=True)]
    time.sleep(1.5)
    assert not path.exists()


def test_each_process_is_set_up_once() -> None:
    events = list(call_apart(f"{_HERE}:work", [("said",), ("said",)], setup=(f"{_HERE}:remember", ("词库",))))
    assert events == [Done(0, ["词库"]), Done(1, ["词库"])]


def test_a_run_that_is_given_up_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "still there"
    events = call_apart(f"{_HERE}:work", [("a",), (f"child:{path}",)])
    assert next(events) == Done(0, "A")
    events.close()
    time.sleep(2)
    assert not path.exists()
