"""What the libraries of the readers do beside reading: nothing is reported to anybody, nothing is left behind."""

import io
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

_READ = "import sys; from kpi_nlp.readers import Source, read; read(Source('扫描.png', sys.stdin.buffer.read()))"


@pytest.mark.skipif(find_spec("onnxruntime") is None, reason="the extra ocr is not installed")
def test_character_recognition_leaves_no_trace_of_telemetry(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    picture, stream = Image.new("L", (600, 200), 255), io.BytesIO()
    ImageDraw.Draw(picture).text((20, 80), "12345 67890", fill=0, font_size=40)
    picture.save(stream, "PNG")
    environment = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run(
        [sys.executable, "-c", _READ], input=stream.getvalue(), capture_output=True, env=environment, check=False
    )
    assert done.stderr.decode() == ""
    assert list(tmp_path.rglob("*")) == []
