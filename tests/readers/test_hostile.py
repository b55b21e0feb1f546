"""Files made to harm and files damaged by chance: each is read or refused with its reason, in time, within the memory,
and nothing is written or given away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers.damage import mutants
from papers.fate import Fate
from papers.random_reports import random_report
from papers.traps import SENTINEL, traps
from papers.writers import WRITERS

from kpi_nlp.workers import Done, Limits, Lost, call_apart

SECONDS, MEMORY = 30.0, 1_500_000_000
EXPECTED = {"read", "CorruptFile", "EncryptedFile", "LimitExceeded", "UnsupportedFormat", "ToolMissing", "ReadTimeout"}


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty folder with an empty folder for temporary files; both are empty afterwards."""
    here, temporary, secret = (tmp_path / name for name in ("here", "temporary", "secret"))
    for folder in (here, temporary, secret):
        folder.mkdir()
    (secret / "哨兵.txt").write_text(SENTINEL, encoding="utf-8")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(temporary))
    yield secret / "哨兵.txt"
    assert sorted(tmp_path.rglob("*")) == sorted((here, temporary, secret, secret / "哨兵.txt"))
    assert (secret / "哨兵.txt").read_text(encoding="utf-8") == SENTINEL


def fates(files: dict[str, bytes]) -> dict[str, Fate]:
    """Return what becomes of each file, read in processes of their own."""
    names = list(files)
    told: dict[str, Fate] = {}
    for event in call_apart(
        "papers.fate:fate", list(files.items()), processes=2, limits=Limits(seconds=SECONDS, memory=6 * 1024**3)
    ):
        match event:
            case Done(at, fate):
                told[names[at]] = fate
            case Lost(at, overdue):
                told[names[at]] = Fate("hangs" if overdue else "dies", "", SECONDS, 0, fault=True)
    return told


def faults(told: dict[str, Fate]) -> list[str]:
    """Return what must not be: other errors than ours, hanging, dying, memory."""
    return [
        f"{name}: {fate.outcome} {fate.seconds:.1f} s {fate.peak >> 20} MB"
        for name, fate in told.items()
        if fate.fault or fate.outcome not in EXPECTED or fate.peak > MEMORY
    ]


@pytest.mark.parametrize("name", traps(""))
def test_what_is_made_to_harm_does_none(name: str, watched: Path) -> None:
    told = fates({name: traps(watched.as_uri())[name]()})
    assert faults(told) == []
    assert SENTINEL not in told[name].text


def test_what_is_damaged_is_read_or_refused(watched: Path, request: pytest.FixtureRequest) -> None:
    whole = {
        f"{seed}.{format_}": write(random_report(seed)) for format_, write in WRITERS.items() for seed in (3, 5, 8)
    }
    told = fates(dict(mutants(whole, request.config.getoption("--mutants"))))
    counted = {outcome: sum(fate.outcome == outcome for fate in told.values()) for outcome in EXPECTED}
    print(f"\n{len(told)} damaged files: {counted}, slowest {max(fate.seconds for fate in told.values()):.1f} s")
    assert faults(told) == []
    assert counted["read"]
    assert counted["CorruptFile"]
    assert watched.exists()
