"""Calls in processes of their own: one that hangs, dies or eats the memory takes its one call with it, not the run.

The pools of the standard library wait for a call that hangs, and what is needed here is a limit for each call. A worker
has a command line of its own, for `multiprocessing` would run the script of a library user again.
"""

import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any, NoReturn, cast

Call = tuple[Any, ...]
"""The arguments of a call, all but the last, which is for signs of life."""

_TICK = 0.2  # seconds; on Windows an interrupt is seen only between two waits
_POSIX = os.name == "posix"
_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from kpi_nlp.workers import serve; serve()"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one call: `seconds` without a sign of life; `memory` in bytes, where the system can hold a process to it."""

    seconds: float = 150
    memory: int = 6 * 1024**3


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life of a call, in words for the person who waits."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a call returned."""

    at: int
    value: Any


@dataclass(frozen=True, slots=True)
class Lost:
    """A call that gave nothing: `overdue` where it was stopped, else its process died."""

    at: int
    overdue: bool


def call_apart(
    function: str,
    calls: Sequence[Call],
    *,
    setup: tuple[str, Call] | None = None,
    processes: int = 1,
    limits: Limits | None = None,
) -> Generator[Sign | Done | Lost, None, None]:
    """Call `module:function` with each of the arguments and yield what comes of it, as it comes, by its place in `calls`.

    The function takes one more argument, to be called with a note as a sign of life. It must not raise, and returns
    what can be pickled. `setup` names a function that is called once in each process. Closing the generator ends all
    processes at once.
    """
    limits = limits or Limits()
    tasks = deque(enumerate(calls))
    inbox: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
    workers: list[_Worker] = []
    try:
        while tasks or workers:
            while tasks and len(workers) < processes:
                workers.append(_Worker((function, setup, limits.memory), inbox))
                workers[-1].take(*tasks.popleft(), limits.seconds)
            with suppress(queue.Empty):
                worker, frame = inbox.get(timeout=_TICK)
                if worker in workers:
                    yield _event(worker, frame)
                    _go_on(worker, frame, workers, tasks, limits.seconds)
            for worker in [each for each in workers if each.deadline < time.monotonic()]:
                workers.remove(worker)
                worker.kill()
                yield Lost(worker.at, overdue=True)
    finally:
        for worker in workers:
            worker.kill()


def _event(worker: "_Worker", frame: tuple[str, Any] | None) -> Sign | Done | Lost:
    match frame:
        case ("sign", note):
            return Sign(worker.at, note)
        case ("done", value):
            return Done(worker.at, value)
        case _:
            return Lost(worker.at, overdue=False)


def _go_on(
    worker: "_Worker",
    frame: tuple[str, Any] | None,
    workers: list["_Worker"],
    tasks: deque[tuple[int, Call]],
    seconds: float,
) -> None:
    """Give a worker its next call; one that has nothing to do, or has died, leaves."""
    if frame is not None and frame[0] == "sign":
        worker.deadline = time.monotonic() + seconds
    elif frame is not None and tasks:
        worker.take(*tasks.popleft(), seconds)
    else:
        workers.remove(worker)
        worker.kill()


class _Worker:
    """A process and the call it is at; a thread puts what it says into the inbox, None once it has ended."""

    def __init__(self, start: tuple[Any, ...], inbox: "queue.SimpleQueue[tuple[_Worker, Any]]") -> None:
        self.at = -1
        self.deadline = 0.0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=_POSIX,  # an interrupt is for the run to answer
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
        )
        self._stdin, self._stdout = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        self._say(start)
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    def take(self, at: int, call: Call, seconds: float) -> None:
        """Begin a call."""
        self.at, self.deadline = at, time.monotonic() + seconds
        self._say(call)

    def kill(self) -> None:
        """End the process and whatever it started."""
        if _POSIX:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        elif self._process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self._process.pid)], capture_output=True, check=False)
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._stdin.close()

    def _say(self, frame: object) -> None:
        with suppress(OSError):  # a process that has died is heard of by its last silence
            pickle.dump(frame, self._stdin)
            self._stdin.flush()

    def _listen(self, inbox: "queue.SimpleQueue[tuple[_Worker, Any]]") -> None:
        with self._stdout, suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                inbox.put((self, pickle.load(self._stdout)))
        inbox.put((self, None))


def serve() -> NoReturn:
    """Be a worker: answer calls from standard input until it ends; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def answer(kind: str, value: object) -> None:
        answers.write(pickle.dumps((kind, value)))
        answers.flush()

    calls: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(calls,), daemon=True).start()
    function, setup, memory = calls.get()
    _hold_to(memory)
    if setup:
        _named(setup[0])(*setup[1])
    call = _named(function)
    while True:
        answer("done", call(*calls.get(), lambda note: answer("sign", note)))


def _hear(calls: "queue.SimpleQueue[Any]") -> None:
    """Pass calls on; where nobody speaks any more, the run has ended, and so does the worker, whatever it is at."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            calls.put(pickle.load(sys.stdin.buffer))
    os._exit(0)


def _named(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)  # type: ignore[no-any-return]


def _hold_to(memory: int) -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
