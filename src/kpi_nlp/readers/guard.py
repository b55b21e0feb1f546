"""A script: runs a program, and ends it with all that it started when the one who asked for it is gone.

    python guard.py FOLDER COMMAND ...

Its standard input is the line to the one who asked. Where that is closed before the program has ended, by a time limit
or because the process was killed, the program is killed and FOLDER is removed. It stands alone: it must start at once.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading

_POSIX = os.name == "posix"


def main(folder: str, *command: str) -> None:
    """Run a command to its end, or to that of the line."""
    silent = subprocess.DEVNULL
    child = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=_POSIX)  # noqa: S603 - the command of LibreOffice
    alone = threading.Event()
    threading.Thread(target=_listen, args=(child, alone), daemon=True).start()
    child.wait()
    _end(child)  # what it may have left behind
    if alone.is_set():
        shutil.rmtree(folder, ignore_errors=True)


def _listen(child: "subprocess.Popen[bytes]", alone: threading.Event) -> None:
    os.read(sys.stdin.fileno(), 1)  # nobody ever writes: this waits for the end of the line
    alone.set()
    _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill a process and whatever it started."""
    if _POSIX:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
    elif child.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)  # noqa: S603, S607 - of Windows


if __name__ == "__main__":
    main(*sys.argv[1:])
