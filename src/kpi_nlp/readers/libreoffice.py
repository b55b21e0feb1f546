"""LibreOffice as a converter: without a window, without macros, links or network, each call with a profile of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kpi_nlp.readers import guard
from kpi_nlp.readers.errors import CorruptFile, ReadTimeout
from kpi_nlp.readers.source import Source

SECONDS = 120
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_NOWHERE = "127.0.0.1", "9"  # a proxy at which nobody answers
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", _NOWHERE[0]) for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", _NOWHERE[1]) for kind in ("HTTP", "HTTPS", "FTP")),
)


def program() -> Path | None:
    """Return LibreOffice, on PATH or where it is usually installed; none that lies among the reports."""
    named = (Path(found) for name in _NAMES if (found := shutil.which(name)))
    usual = (Path(place) for place in _PLACES)
    return next((path for path in (*named, *usual) if path.is_absolute() and path.is_file()), None)


def converted(source: Source, office: Path, *, suffix: str, filter_: str | None, target: str) -> bytes:
    """Return a document in another format; `filter_` is the name by which LibreOffice knows the format that it is in.

    Raises ReadTimeout where it takes longer than two minutes, CorruptFile where nothing comes of it.
    """
    with tempfile.TemporaryDirectory(prefix="kpi-nlp-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        before, after = folder / f"document{suffix}", folder / "converted" / f"document.{target}"
        before.write_bytes(source.data)
        _write_settings(folder / "profile")
        options = [f"--infilter={filter_}"] if filter_ else []
        command = [
            str(office),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault", "--nofirststartwizard"),
            *options,
            *("--convert-to", target, "--outdir", str(after.parent), str(before)),
        ]
        if not _run(command, folder):
            raise ReadTimeout(
                source.name, f"LibreOffice 转换超过 {SECONDS} 秒，已停止", "请用 Word 或 WPS 另存为 .docx 后重试"
            )
        if not after.is_file():
            raise CorruptFile(
                source.name, "文件已损坏，或不是 LibreOffice 能读的文档", "请用 Word 或 WPS 打开并另存为 .docx 后重试"
            )
        return after.read_bytes()


def _run(command: list[str], folder: Path) -> bool:
    """Run a command; return False where it had to be killed, with all that it started."""
    watch = [sys.executable, "-I", str(Path(guard.__file__)), str(folder), *command]
    silent = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - the program that the user installed, a file of our own
        watch,
        stdin=subprocess.PIPE,
        stdout=silent,
        stderr=silent,
        env=_environment(folder),
        start_new_session=os.name == "posix",  # killed by the time limit of a worker, it still ends what it began
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return False
        return True


def _environment(folder: Path) -> Mapping[str, str]:
    """Lead to no network, and to temporary files and settings that go with the folder, whatever a crash leaves behind."""
    proxy = f"http://{':'.join(_NOWHERE)}"
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    places = dict.fromkeys(("TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder))
    return {**os.environ, **places, **dict.fromkeys(names, proxy), "no_proxy": "", "NO_PROXY": ""}


def _write_settings(profile: Path) -> None:
    """Write the settings of a new profile."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text("".join(_settings()), encoding="utf-8")


def _settings() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    for path, name, value in _SETTINGS:
        yield f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
    yield "</oor:items>\n"
