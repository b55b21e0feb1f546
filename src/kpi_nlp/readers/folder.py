"""Folders as they come: walked in order, archives opened, lock files and other furniture passed over."""

import os
from collections.abc import Iterator
from pathlib import Path

from kpi_nlp.model import MANIFEST
from kpi_nlp.readers.archive import Found, is_hidden, unpacked
from kpi_nlp.readers.errors import CorruptFile, MissingPath, ReadError, UnsupportedFormat

_FURNITURE = {"thumbs.db", "desktop.ini", ".ds_store", "faults.toml"}
_DOCUMENTS = {
    ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et",
    ".ett", ".txt", ".md", ".markdown", ".text", ".csv", ".tsv", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml", ".xml",
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp",
}  # fmt: skip
_NO_DOCUMENTS = {
    ".json", ".jsonl", ".sarif", ".sqlite", ".sqlite-wal", ".sqlite-shm", ".db", ".toml", ".ini", ".log", ".pem", ".key", ".crt", ".py", ".js", ".css",
    ".exe", ".dll", ".msi", ".bat", ".cmd", ".sh", ".ttf", ".ttc", ".mp3", ".mp4", ".wav", ".avi", ".mov", ".wmv", ".tmp",
}  # fmt: skip
_OTHER_ARCHIVES = {".rar", ".7z", ".tar", ".gz", ".tgz"}
_UNPACK = "请解压后把文件夹交给程序"


def find(path: Path) -> Iterator[Found | ReadError]:
    """Yield the documents of one file, folder or .zip in order of their names, and an error for what cannot be opened.

    A manifest counts as one: whoever reads a set looks for it among them.
    """
    if is_folder(path):
        unreadable: list[OSError] = []
        for child in sorted(_files(path, unreadable)):
            name = child.relative_to(path).as_posix()
            if is_file(child):
                yield from _below(Found(child, name))
            elif is_folder(child):
                yield CorruptFile(name, "是指向别处的文件夹的链接，未读取", "请直接指定那个文件夹，或把它复制到这里")
            else:
                yield CorruptFile(name, "不是文件，或是失效的链接", "请把原文件复制到这里后重试")
        for error in unreadable:
            name = Path(error.filename).relative_to(path).as_posix()
            yield CorruptFile(
                name if name != "." else str(path), "文件夹无法打开", "请检查权限，或把文件夹复制到本机后重试"
            )
    elif is_file(path):
        yield from _below(Found(path, path.name))
    else:
        yield MissingPath(str(path), "路径不存在", "请检查文件夹或文件名是否写对（含空格的路径请加引号）")


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; one too long for the system leads nowhere."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; one too long for the system leads nowhere."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_manifest(found: Found) -> bool:
    """Return whether a file says of others whose they are."""
    return found.name.rsplit("/", 1)[-1] == MANIFEST


def left_aside(path: Path) -> list[str]:
    """Return the names of the files in a folder or .zip that are not read and may be reports: by their ending, or for want of one."""
    return sorted(name for name in _everything(path) if _may_be_report(name.rsplit("/", 1)[-1]))


def _may_be_report(name: str) -> bool:
    return not (_is_furniture(name) or _is_document(name) or Path(name).suffix.lower() in _NO_DOCUMENTS)


def _everything(path: Path) -> Iterator[str]:
    """Yield the names of all files of a folder or .zip, those in its archives too."""
    walked = (
        (Path(parent, name) for parent, _, names in _walk(path, []) for name in names) if is_folder(path) else [path]
    )
    for file in walked:
        found = Found(file, file.relative_to(path).as_posix() if file != path else file.name)
        if found.suffix == ".zip" and not is_hidden(file.name):
            yield from (inside.name for inside in unpacked(found) if isinstance(inside, Found))
        else:
            yield found.name


def _files(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    """Yield the documents of a folder, and links to folders that lie elsewhere: these are not followed."""
    whole = folder.resolve()
    for parent, folders, names in _walk(folder, unreadable):
        yield from (Path(parent, name) for name in names if _is_document(name))
        links = (Path(parent, name) for name in folders if Path(parent, name).is_symlink())
        yield from (link for link in links if not link.resolve().is_relative_to(whole))


def _walk(folder: Path, unreadable: list[OSError]) -> Iterator[tuple[str, list[str], list[str]]]:
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not is_hidden(name)]
        yield parent, folders, names


def _is_furniture(name: str) -> bool:
    return is_hidden(name) or name.lower() in _FURNITURE


def _is_document(name: str) -> bool:
    if _is_furniture(name):
        return False
    return Path(name).suffix.lower() in _DOCUMENTS | _OTHER_ARCHIVES | {".zip"}


def _below(found: Found) -> Iterator[Found | ReadError]:
    for file in unpacked(found) if found.suffix == ".zip" else [found]:
        if isinstance(file, Found) and file.suffix in _OTHER_ARCHIVES:
            yield UnsupportedFormat(file.name, f"不支持 {file.suffix} 压缩包", _UNPACK)
        elif isinstance(file, ReadError) or file is found or _is_document(file.name.rsplit("/", 1)[-1]):
            yield file
