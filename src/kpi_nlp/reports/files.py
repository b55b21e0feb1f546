"""Output files: written beside their place and moved there when whole, never half written."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TextIO


class OutputHeldOpen(OSError):
    """An output file that another program holds open; the new content lies beside it."""

    def __init__(self, path: Path, beside: Path) -> None:
        super().__init__(f"「{path}」正被其他程序打开，请先关闭；本次结果已另存为「{beside}」")


class NotAFile(OSError):
    """An output path that is a folder or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"「{path}」是文件夹或设备，不是文件，请写上文件名")


def replace_file(path: Path, write: Callable[[TextIO], None], *, encoding: str = "utf-8") -> None:
    """Write a text file; raises OutputHeldOpen where the place is taken, OSError where the folder cannot be written."""

    def write_text(temporary: Path) -> None:
        with temporary.open("w", encoding=encoding, errors="replace", newline="") as stream:
            write(stream)

    _replace(path, write_text)


def replace_binary(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a binary file in the same way."""

    def write_bytes(temporary: Path) -> None:
        with temporary.open("wb") as stream:
            write(stream)

    _replace(path, write_bytes)


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise NotAFile(path)
    temporary = path.with_name(f"{path.stem}.新{os.getpid()}{path.suffix}")
    try:
        write(temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    try:
        temporary.replace(path)
    except PermissionError as error:
        raise OutputHeldOpen(path, temporary) from error
