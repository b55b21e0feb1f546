"""The wheel: built, installed without its dependencies beside those that are there, and run from elsewhere."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_lexicons_models_templates_and_the_demo_set(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "kpi_nlp/data/lexicons/units.toml" in names
    assert "kpi_nlp/data/lexicons/profiles/national.toml" in names
    templates = ("page.css", "explain.html", "explain.css", "evaluation.html", "evaluation.css")
    assert {f"kpi_nlp/reports/templates/{name}" for name in templates} <= {*names}
    page = (
        "static/htmx.min.js",
        "static/htmx.LICENSE.txt",
        "static/keys.js",
        "static/page.css",
        "templates/finding.html",
    )
    assert {f"kpi_nlp/web/{name}" for name in page} <= {*names}
    assert (
        sum(
            name.startswith("kpi_nlp/data/corpora/reports/faulty/") and name.endswith((".docx", ".xlsx"))
            for name in names
        )
        == 12
    )
    static = ("model.safetensors", "modules.json", "tokenizer.json", "1_Normalize/config.json")
    shipped = {"matcher.json", *(f"static/{name}" for name in static)}
    assert {f"kpi_nlp/data/models/{name}" for name in shipped} <= {*names}
    assert "kpi_nlp/data/templates/opinion.docx" in names
    assert not [name for name in names if name.startswith(("tests/", "tools/"))]


def test_the_demo_runs_from_the_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--target",
            str(site),
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    script = "import sys; sys.path.insert(0, sys.argv[1]); import kpi_nlp; print(kpi_nlp.__file__); from kpi_nlp.align.embedders import load; print(load('static').encode(['培训人次']).shape); from kpi_nlp.__main__ import run; sys.exit(run(['opinion', '--copy-template', '模板.docx']) or run(['demo']))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(site)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith(str(site))
    assert done.stdout.splitlines()[1] == "(1, 128)"
    assert (tmp_path / "kpi-nlp-demo" / "疑点清单.xlsx").is_file()
    assert (tmp_path / "模板.docx").read_bytes() == (ROOT / "templates" / "opinion.docx").read_bytes()
