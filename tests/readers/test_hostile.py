"""Files made to harm and files damaged by chance: each is read or refused with its reason, in time, within the memory,
and nothing is written or given away."""

import base64
import io
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
from PIL import Image

from kpi_nlp.model import Paragraph
from kpi_nlp.pipeline import extract_reports
from kpi_nlp.readers import Source, read
from kpi_nlp.workers import Done, Limits, Lost, call_apart

SECONDS, MEMORY = 60.0, 1_500_000_000
MANY = 2000  # damaged files, when there is time
SEEDS = (3, 5, 8)
RTF = rb"{\rtf1\ansi\ansicpg936 \u22521?\u35757?12\par}"
SLOW_FORMATS, OF_SLOW_FORMATS = ("doc",), 100  # LibreOffice reads one file in so many
OF_RARE_FORMATS = 20
OUTCOMES = {
    "LimitExceeded": (
        "平铺炸弹.docx", "多件炸弹.docx", "炸弹.ofd", "五万成员.docx", "四十亿字节.docx", "百万页.pdf", "十万页.ofd", "对象自引.pdf",
        "对象倍增.pdf", "深套对象.pdf", "千次重画.pdf", "内容重复.pdf", "页页相同.pdf", "批注倍增.pdf", "补丁.pdf", "图元倍增.ofd", "资源自引.ofd",
        "长线重画.ofd", "长文重画.ofd", "深套表.html", "极深.html", "属性很多.html", "宽格.docx", "竖并长表.docx", "共享长串.xlsx", "百兆.md",
    ),
    "CorruptFile": (
        "套娃炸弹.docx", "炸弹.xlsx", "少报大小.docx", "大笑.docx", "大笑.xlsx", "大笑.ofd", "二次展开.docx", "二次展开.xlsx", "二次展开.ofd",
        "外部实体.docx", "外部实体.xlsx", "外部实体.ofd", "参数实体.docx", "参数实体.xlsx", "参数实体.ofd", "页树循环.pdf", "页数谎报.pdf", "包内越界.ofd", "一表多名.xlsx",
    ),
    "read": ("两角.xlsx", "虚假范围.xlsx", "包内越界.docx", "包含.docx", "大笑.html", "外部实体.html", "大跨度.html", "巨行号.xlsx"),
}  # fmt: skip
"""What must become of some files that are made to harm; of others, that nothing bad does is enough."""
EXPECTED = {"read", "CorruptFile", "EncryptedFile", "LimitExceeded", "UnsupportedFormat", "ToolMissing", "ReadTimeout"}


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty folder, with others for temporary files and as home, and nothing is left there; yield the sentinel."""
    folders = here, temporary, secret, home, _ = [
        tmp_path / name for name in ("here", "temporary", "secret", "home", "given")
    ]
    for folder in folders:
        folder.mkdir()
    sentinel = secret / "哨兵.txt"
    sentinel.write_text(SENTINEL, encoding="utf-8")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("HOME", str(home))
    yield sentinel
    assert sorted(tmp_path.iterdir()) == sorted(folders)
    assert [*here.iterdir(), *temporary.iterdir(), *home.iterdir(), *secret.iterdir()] == [sentinel]
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
    assert {
        outcome: tuple(n for n in names if told[n].outcome == outcome) for outcome, names in OUTCOMES.items()
    } == OUTCOMES


def test_of_a_sparse_sheet_both_cells_are_read(watched: Path) -> None:
    corners = traps(watched.as_uri())["两角.xlsx"]()
    blocks = read(Source("两角.xlsx", corners)).blocks
    assert [(block.text, block.location.cell) for block in blocks if isinstance(block, Paragraph)] == [
        ("1", "A1"),
        ("2", "XFD1048576"),
    ]


def test_what_is_damaged_is_read_or_refused(watched: Path, request: pytest.FixtureRequest) -> None:
    count = request.config.getoption("--mutants")
    whole = {f"{seed}.{format_}": write(random_report(seed)) for format_, write in WRITERS.items() for seed in SEEDS}
    if soffice() is not None:
        whole |= _by_libreoffice(whole, [format_ for format_ in CONVERTED if format_ not in SLOW_FORMATS])
    files = dict(mutants(whole, count))
    if soffice() is not None:
        slow = _by_libreoffice(whole, SLOW_FORMATS) | {"文.rtf": RTF}
        files |= dict(mutants(slow, count // OF_SLOW_FORMATS))
    files |= dict(mutants(_rarer(whole), count // OF_RARE_FORMATS))
    told = fates(files)
    counted = {outcome: sum(fate.outcome == outcome for fate in told.values()) for outcome in EXPECTED}
    print(f"\n{len(told)} damaged files: {counted}, slowest {max(fate.seconds for fate in told.values()):.1f} s")
    assert faults(told) == []
    assert counted["read"]
    assert counted["CorruptFile"]
    assert watched.exists()


def _rarer(whole: dict[str, bytes]) -> dict[str, bytes]:
    """Return files of the formats that programs wrap others in, and pictures."""
    page = whole[f"{SEEDS[0]}.html"]
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    return {
        "页.mht": head + b"8bit\r\n\r\n" + page + b"\r\n--x--\r\n",
        "编码.mht": head + b"base64\r\n\r\n" + base64.encodebytes(page) + b"\r\n--x--\r\n",
        "图.png": picture.getvalue(),
    }


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


def test_of_a_set_of_damaged_files_each_is_accounted_for_and_the_whole_ones_are_read(
    watched: Path, tmp_path: Path
) -> None:
    whole = {f"{format_}.{format_}": write(random_report(SEEDS[0])) for format_, write in WRITERS.items()}
    whole["zip.zip"] = package({"甲.docx": whole["docx.docx"], "乙.txt": whole["txt.txt"]})
    damaged = dict(mutants(whole, 60, seed=4))
    for name, data in {**damaged, **whole}.items():
        (tmp_path / "given" / name).write_bytes(data)
    result = extract_reports([tmp_path / "given"])
    read_, refused = ({paper.document.path for paper in result.papers}, {problem.path for problem in result.problems})
    assert {*whole, "zip.zip/甲.docx", "zip.zip/乙.txt"} - {"zip.zip"} <= read_
    assert {path.split("/")[0] for path in read_ | refused} == {*whole, *damaged}
    assert refused
    assert [problem for problem in result.problems if "程序" in problem.reason or not problem.hint] == []
    assert watched.exists()
