"""The house: every check stands on the shelf with a full card, every verb is documented, nothing heavy is loaded."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_nlp import resources
from kpi_nlp.checks import ALL
from kpi_nlp.cli import app
from kpi_nlp.model import Check
from kpi_nlp.reports.cards import markdown

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kpi_nlp"
HEAVY = (
    "torch", "sentence_transformers", "transformers", "huggingface_hub", "tokenizers", "onnxruntime", "sklearn", "pandas",
)  # fmt: skip
VERBS = [str(command.name) for command in app.registered_commands]
A_CHECK = re.compile(r"[a-z]\d\d_\w+")  # by its code; what checks share is called by its noun
READMES = ("README.md", "README.zh-CN.md")


def test_every_check_file_is_on_the_shelf() -> None:
    files = {path.stem for path in (SOURCE / "checks").glob("*.py") if A_CHECK.fullmatch(path.stem)}
    assert files == {f"{check.code.lower()}_{check.name.replace('-', '_')}" for check in ALL}


def test_codes_and_names_are_unique() -> None:
    assert len({check.code for check in ALL}) == len({check.name for check in ALL}) == len(ALL)


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_cards_are_complete(check: Check) -> None:
    assert re.fullmatch(r"[A-Z]\d\d", check.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert check.title
    assert check.why.endswith("。")
    assert check.basis.endswith("。")
    assert 1 <= len(check.flags) <= 4
    assert 1 <= len(check.passes) <= 4
    assert check.question.__doc__


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_every_check_has_cases_and_stands_in_the_changelog(check: Check) -> None:
    assert (ROOT / "tests" / "checks" / "cases" / f"{check.code.lower()}.toml").is_file()
    assert check.code in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_generated_docs_are_up_to_date() -> None:
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == markdown(ALL)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("readme", READMES)
def test_every_verb_stands_in_the_readme(verb: str, readme: str) -> None:
    assert f"kpi-nlp {verb}" in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "kpi_nlp", verb, "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert f"kpi-nlp {verb}" in shown.stdout
    assert "。" in shown.stdout


def _loaded_by(*arguments: str) -> set[str]:
    script = (
        "import sys\n"
        "from kpi_nlp.__main__ import run\n"
        "code = run(sys.argv[1:])\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    )
    line = next(line for line in done.stderr.splitlines() if line.startswith("LOADED"))
    return set(line.split()[1:])


def test_help_loads_nothing_heavy() -> None:
    assert _loaded_by("--help") == set()


@pytest.mark.parametrize(
    "verb", [["check"], ["check", "--embedder", "static"], ["align", "--embedder", "static"], ["extract"]], ids=" ".join
)
def test_the_verbs_load_nothing_heavy(reports: Path, verb: list[str]) -> None:
    assert _loaded_by(*verb, str(reports / "faulty")) == set()


def test_an_evaluation_loads_nothing_heavy() -> None:
    assert _loaded_by("evaluate", str(ROOT / "corpora" / "pairs" / "train" / "water.jsonl")) == set()


def test_a_default_align_loads_nothing_heavy(reports: Path) -> None:
    assert _loaded_by("align", str(reports / "faulty")) == set()


def test_no_file_outgrows_its_room() -> None:
    long = [
        path.relative_to(ROOT).as_posix()
        for path in SOURCE.rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 250
    ]
    assert long == []


def test_both_readmes_link_to_each_other_and_keep_step() -> None:
    english, chinese = (ROOT.joinpath(name).read_text(encoding="utf-8") for name in READMES)
    assert READMES[1] in english.splitlines()[0]
    assert READMES[0] in chinese.splitlines()[0]
    shapes = [re.findall(r"^(#+) |^(```\w*)$", text, re.MULTILINE) for text in (english, chinese)]
    assert shapes[0] == shapes[1]
    commands = [re.findall(r"^(?:make|kpi-nlp|pip) .*$", text, re.MULTILINE) for text in (english, chinese)]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize(("place", "verb", "folder"), [(0, "check", "faulty"), (1, "align", "renamed")])
def test_the_output_in_the_readme_is_real(readme: str, place: int, verb: str, folder: str, reports: Path) -> None:
    blocks = re.findall(r"```text\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-m", "kpi_nlp", verb, str(reports / folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    printed = done.stdout.splitlines()
    missing = [line for line in blocks[place].splitlines() if line not in printed and line != "……"]
    assert missing == []


def test_no_path_of_a_machine_and_no_registry_is_in_the_repository() -> None:
    pattern = re.compile(
        r"/work/|/root/|/home/\w|index-url|https?://(?:pypi|files\.pythonhosted|mirrors?)\.", re.IGNORECASE
    )
    folders = ("src", "lexicons", "corpora", "tools", "benchmarks", "docs", ".ci")
    kinds = {".py", ".toml", ".md", ".txt", ""}
    texts = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    texts += [path for path in ROOT.iterdir() if path.suffix in kinds - {""} or path.name == "Makefile"]
    found = [path.name for path in texts if path.is_file() and pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_packaged_data_is_found() -> None:
    assert resources.data("lexicons/units.toml").is_file()
    with pytest.raises(FileNotFoundError, match="packaged data is missing"):
        resources.data("lexicons/nothing.toml")
