"""Failed logins are counted, by name and by address; whoever guesses too often waits."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from threading import Lock

WINDOW = 15 * 60
"""Seconds over which failures are counted."""
_BOTH, _ADDRESS, _NAME = 5, 20, 50
"""Failures of a name from one address, of an address, and of a name from wherever: an office shares one address, and nobody
shall be able to lock another out with a few guesses."""

Key = tuple[str, ...]


class Throttle:
    """The failures of the last minutes; each try counts as one until it is known to be right."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()  # many tries at once must not pass before the first has failed
        self._tries: dict[Key, deque[float]] = {}

    def wait(self, name: str, address: str) -> int:
        """Count a try and return 0, or return the seconds that are to be waited before another."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            full = [
                tries[-most] for key, most in _limits(name, address).items()
                if len(tries := self._tries.get(key, deque())) >= most
            ]  # fmt: skip
            if full:
                return max(1, round(max(full) + WINDOW - now))
            for key in _limits(name, address):
                self._tries.setdefault(key, deque()).append(now)
        return 0

    def right(self, name: str, address: str) -> None:
        """Take back the try that was right, and the failures of this name from there."""
        with self._lock:
            for key in _limits(name, address):
                if tries := self._tries.get(key):
                    tries.pop()
            self._tries.pop((name, address), None)

    def _forget(self, now: float) -> None:
        for key, tries in list(self._tries.items()):
            while tries and now - tries[0] >= WINDOW:
                tries.popleft()
            if not tries:
                del self._tries[key]


def _limits(name: str, address: str) -> Mapping[Key, int]:
    return {(name, address): _BOTH, ("address", "", address): _ADDRESS, ("name", name, ""): _NAME}
