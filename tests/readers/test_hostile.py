"""Files made to harm and files damaged by chance: each is read or refused with its reason, in time, within the memory,
and nothing is written or given away."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from papers.as_word import word
from papers.damage import mutants
from papers.fate import Fate
from papers.growth import growing
from papers.office import converted, soffice
from papers.random_reports import random_report
from papers.traps import SENTINEL, SLOW, package, traps
from papers.writers import CONVERTED, WRITERS

from kpi_nlp.pipeline import extract_reports
from kpi_nlp.workers import Done, Limits, Lost, call_apart

SECONDS, MEMORY = 60.0, 1_500_000_000
MANY = 2000  # damaged files, when there is time
SEEDS = (3, 5, 8)
SLOW_FORMATS, OF_SLOW_FORMATS = ("doc",), 100  # LibreOffice reads one file in so many
EXPECTED = {"read", "CorruptFile", "EncryptedFile", "LimitExceeded", "UnsupportedFormat", "ToolMissing", "ReadTimeout"}


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty folder with an empty folder for temporary files, and nothing is left there; yield the sentinel."""
    folders = here, temporary, secret, _ = [tmp_path / name for name in ("here", "temporary", "secret", "given")]
    for folder in folders:
        folder.mkdir()
    sentinel = secret / "哨兵.txt"
    sentinel.write_text(SENTINEL, encoding="utf-8")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(temporary))
    yield sentinel
    assert sorted(tmp_path.iterdir()) == sorted(folders)
    assert [*here.iterdir(), *temporary.iterdir(), *secret.iterdir()] == [sentinel]
    assert sentinel.read_text(encoding="utf-8") == SENTINEL


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


def test_what_is_made_to_harm_does_none(watched: Path, request: pytest.FixtureRequest) -> None:
    in_a_hurry = request.config.getoption("--mutants") < MANY
    makers = {**traps(watched.as_uri()), **growing()}
    told = fates({name: make() for name, make in makers.items() if not (in_a_hurry and name in SLOW)})
    assert faults(told) == []
    assert [name for name, fate in told.items() if SENTINEL in fate.text] == []


def test_what_is_damaged_is_read_or_refused(watched: Path, request: pytest.FixtureRequest) -> None:
    count = request.config.getoption("--mutants")
    whole = {f"{seed}.{format_}": write(random_report(seed)) for format_, write in WRITERS.items() for seed in SEEDS}
    if soffice() is not None:
        whole |= _by_libreoffice(whole, [format_ for format_ in CONVERTED if format_ not in SLOW_FORMATS])
    files = dict(mutants(whole, count))
    if soffice() is not None:
        files |= dict(mutants(_by_libreoffice(whole, SLOW_FORMATS), count // OF_SLOW_FORMATS))
    told = fates(files)
    counted = {outcome: sum(fate.outcome == outcome for fate in told.values()) for outcome in EXPECTED}
    print(f"\n{len(told)} damaged files: {counted}, slowest {max(fate.seconds for fate in told.values()):.1f} s")
    assert faults(told) == []
    assert counted["read"]
    assert counted["CorruptFile"]
    assert watched.exists()


def _by_libreoffice(whole: dict[str, bytes], formats: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the formats that only LibreOffice writes."""
    made = {}
    for format_ in formats:
        origin = CONVERTED[format_]
        origins = {name.removesuffix(f".{origin}"): data for name, data in whole.items() if name.endswith(f".{origin}")}
        made |= {f"{name}.{format_}": data for name, data in converted(origins, origin, format_).items()}
    return made


def test_a_set_with_traps_is_read_and_each_trap_is_told(watched: Path, tmp_path: Path) -> None:
    made = traps(watched.as_uri())
    good = word(random_report(3))
    names = ("平铺炸弹.docx", "外部实体.xlsx", "四十亿字节.docx", "页树循环.pdf", "深套表.html")
    files = {name: made[name]() for name in names}
    files |= {
        "甲.docx": good,
        "越界.zip": package({"../../外面.docx": good, "/绝对.docx": good, "C:\\盘.docx": good}),
        "套.zip": package({"内.zip": package({"炸弹.docx": files["平铺炸弹.docx"], "乙.docx": good})}),
    }
    folder = tmp_path / "given"
    for name, data in files.items():
        (folder / name).write_bytes(data)
    result = extract_reports([folder])
    read = {paper.document.path for paper in result.papers}
    assert read == {
        "甲.docx",
        "套.zip/内.zip/乙.docx",
        *(f"越界.zip/{name}" for name in ("../../外面.docx", "/绝对.docx", "C:\\盘.docx")),
    }
    assert {problem.path: problem.reason for problem in result.problems} == {
        "四十亿字节.docx": "解压后超过上限",
        "外部实体.xlsx": "内部文件 xl/worksheets/sheet1.xml 含有不允许的声明",
        "套.zip/内.zip/炸弹.docx": "内部文件 word/document.xml 超过上限",
        "平铺炸弹.docx": "内部文件 word/document.xml 超过上限",
        "深套表.html": "网页的标签嵌套太深",
        "页树循环.pdf": "PDF 的各页都已损坏",
    }
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
