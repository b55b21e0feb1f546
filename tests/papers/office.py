"""LibreOffice, where it is there: many files turned into another format by one call."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 300


def soffice() -> str | None:
    """Return the program, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(files: Mapping[str, bytes], suffix: str, target: str) -> dict[str, bytes]:
    """Return files in another format under the same names; `suffix` is theirs, `target` the one wanted: pdf, doc, xls.

    KeyError where LibreOffice left one out, FileNotFoundError where it is not installed.
    """
    program = soffice() or "soffice"
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place), Path(place) / "out"
        for name, data in files.items():
            (folder / f"{name}.{suffix}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        given = [str(folder / f"{name}.{suffix}") for name in files]
        command = [program, "--headless", profile, "--convert-to", target, "--outdir", str(out), *given]
        own = os.environ | dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME"), place)
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS, env=own)
        written = {path.stem: path.read_bytes() for path in out.iterdir()}
    return {name: written[name] for name in files}
