"""What a run is to read: names that tell files apart, manifests obeyed or refused, nothing left out unsaid."""

import io
import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kpi_nlp.model import Result
from kpi_nlp.pipeline import align_reports, check_reports, extract_reports
from kpi_nlp.readers.archive import _Budget
from kpi_nlp.readers.report_set import collect
from kpi_nlp.reading import read_set
from kpi_nlp.reports import FILE_FORMATS, save_report
from kpi_nlp.workers import Done, Lost

REPORT = "澜川市示例局2024年度部门整体绩效自评报告\n全年举办培训班12期，完成率100%。\n"


def _folder(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(REPORT + name, encoding="utf-8")
    return path


def _names(*paths: Path) -> list[str]:
    return [file.name for file, _ in collect(paths).files]


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    first, second = _folder(tmp_path / "甲局", "自评.txt", "申报.txt"), _folder(tmp_path / "乙局", "自评.txt")
    assert _names(first, second) == ["申报.txt", "甲局/自评.txt", "乙局/自评.txt"]
    result = check_reports([first, second])
    assert [result.paper(document.path).document for document in result.documents] == list(result.documents)


def test_folders_of_one_name_are_told_apart_too(tmp_path: Path) -> None:
    first, second = _folder(tmp_path / "2023" / "报告", "自评.txt"), _folder(tmp_path / "2024" / "报告", "自评.txt")
    assert _names(first, second) == [(first / "自评.txt").as_posix(), (second / "自评.txt").as_posix()]


def test_a_file_that_two_paths_lead_to_is_read_once(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "甲局", "自评.txt")
    assert _names(folder, folder / "自评.txt", folder) == ["自评.txt"]


def test_a_broken_archive_takes_nothing_else_with_it(tmp_path: Path) -> None:
    _folder(tmp_path, "自评.txt", "内/申报.txt")
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "旧.rar").write_bytes(b"Rar!")
    with zipfile.ZipFile(tmp_path / "套.zip", "w") as archive:
        archive.writestr("内层.zip", b"PK")
        archive.writestr("__MACOSX/._自评.txt", b"x")
        archive.writestr("监控.txt", REPORT)
    listed = collect([tmp_path])
    assert sorted(file.name for file, _ in listed.files) == ["内/申报.txt", "套.zip/监控.txt", "自评.txt"]
    assert sorted((problem.path, problem.reason) for problem in listed.problems) == [
        ("坏.zip", "压缩包已损坏"),
        ("套.zip/内层.zip", "压缩包已损坏"),
        ("旧.rar", "不支持 .rar 压缩包"),
    ]


def _zip(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def test_archives_in_archives_are_read(tmp_path: Path) -> None:
    inner = _zip(("自评.txt", REPORT.encode()), ("说明.exe", b"x"))
    (tmp_path / "全市.zip").write_bytes(_zip(("甲局.zip", inner), ("乙局.zip", inner), ("~$甲局.zip", b"x")))
    result = extract_reports([tmp_path])
    assert [document.path for document in result.documents] == [
        "全市.zip/甲局.zip/自评.txt",
        "全市.zip/乙局.zip/自评.txt",
    ]
    assert result.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", ["澜川市教育局2024年绩效自评报告.txt", "模板/自评.txt", "a.txt"])
def test_names_in_an_archive_are_read_though_it_does_not_say_how_they_are_written(
    tmp_path: Path, name: str, encoding: str
) -> None:
    stand_in = "x" * len(name.encode(encoding))
    data = _zip((stand_in, REPORT.encode())).replace(stand_in.encode(), name.encode(encoding))
    (tmp_path / "全市.zip").write_bytes(data)
    assert [file.name for file, _ in collect([tmp_path]).files] == [f"全市.zip/{name}"]


def test_archives_nested_without_end_are_refused(tmp_path: Path) -> None:
    data = _zip(("自评.txt", REPORT.encode()))
    for _ in range(6):
        data = _zip(("内.zip", data))
    (tmp_path / "套.zip").write_bytes(data)
    (problem,) = collect([tmp_path]).problems
    assert (problem.path, problem.reason) == ("套.zip" + "/内.zip" * 4, "压缩包套得太深或太大")


def test_a_bomb_of_bombs_is_one_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_nlp.readers.archive._Budget", partial(_Budget, left=3000))
    inner = _zip(("自评.txt", REPORT.encode()), ("填充.bin", random.Random(1).randbytes(1000)))
    (tmp_path / "套.zip").write_bytes(_zip(*((f"{number}.zip", inner) for number in range(5))))
    listed = collect([tmp_path])
    assert [file.name for file, _ in listed.files] == ["套.zip/0.zip/自评.txt", "套.zip/1.zip/自评.txt"]
    assert {problem.reason for problem in listed.problems} == {"压缩包套得太深或太大"}
    assert len(listed.problems) == 3


def test_many_files_in_many_archives_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_nlp.readers.archive._Budget", partial(_Budget, members=25))
    inner = _zip(*((f"{number}.txt", REPORT.encode()) for number in range(10)))
    (tmp_path / "套.zip").write_bytes(_zip(*((f"{number}.zip", inner) for number in range(4))))
    listed = collect([tmp_path])
    assert len(listed.files) == 20
    assert [(problem.path, problem.reason) for problem in listed.problems] == [
        ("套.zip/2.zip", "压缩包里的文件太多"),
        ("套.zip/3.zip", "压缩包里的文件太多"),
    ]


def test_a_manifest_in_an_archive_counts(tmp_path: Path) -> None:
    manifest = f"{MANIFEST}自评.txt,,2021,,,,\n没有.txt,,2021,,,,\n".encode()
    path = tmp_path / "报送.zip"
    path.write_bytes(_zip(("自评.txt", REPORT.encode()), ("manifest.csv", manifest)))
    for given in (path, tmp_path):
        result = extract_reports([given])
        assert [document.identity.year for document in result.documents] == [2021]
        assert [note.partition("：")[0] for note in result.notes] == ["manifest.csv 有 1 行没有对应的文件，未起作用"]


def test_a_folder_of_nothing_but_a_manifest_holds_no_report(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    (problem,) = extract_reports([tmp_path]).problems
    assert (problem.reason, problem.absent) == ("文件夹里没有可读取的报告", True)


def test_an_interrupt_keeps_what_was_read(tmp_path: Path) -> None:
    _folder(tmp_path, *(f"自评{number}.txt" for number in range(9)))

    def impatient(_: str, done: int, __: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    result = check_reports([tmp_path], progress=impatient)
    assert result.interrupted
    assert len(result.documents) == 3
    assert result.notes[0] == "读取被中断：9 份文件读了 3 份，只核对了这些"


def test_an_interrupt_before_anything_was_read_is_one(tmp_path: Path) -> None:
    def impatient(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_reports([_folder(tmp_path, "自评.txt")], progress=impatient)


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        (Lost(0, overdue=True), "读取超过 150 秒没有进展，已停止"),
        (Lost(0, overdue=False), "读取时程序中断，文件可能已损坏"),
    ],
)
def test_a_file_that_its_reader_does_not_survive_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: Lost, reason: str
) -> None:
    _folder(tmp_path, "坏.txt", "自评.txt")

    def losing(*_: object, **__: object) -> Iterator[Lost | Done]:
        yield lost
        yield Done(1, "读过")

    monkeypatch.setattr("kpi_nlp.reading.call_apart", losing)
    result = extract_reports([tmp_path])
    assert [(problem.path, problem.reason) for problem in result.problems] == [("坏.txt", reason)]
    assert result.notes == ("读过",)


@pytest.mark.parametrize("kind", ["zlib", "method", "directory"])
def test_a_damaged_file_never_stops_the_set(tmp_path: Path, kind: str) -> None:
    _folder(tmp_path, "自评.txt")
    path = tmp_path / "坏.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("申报.txt", REPORT * 20)
    data = bytearray(path.read_bytes())
    at = {"zlib": data.index("申报.txt".encode()) + 20, "method": 8, "directory": len(data) - 40}[kind]
    data[at] ^= 0x55
    path.write_bytes(data)
    result = extract_reports([tmp_path])
    assert [document.path for document in result.documents if document.path == "自评.txt"] == ["自评.txt"]


def test_a_stumble_of_the_program_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kpi_nlp import readers

    whole = readers.read
    _folder(tmp_path, "坏.txt", "自评.txt")

    def stumbling(source: readers.Source, **_: object) -> object:
        if source.name == "坏.txt":
            raise ZeroDivisionError
        return whole(source)

    monkeypatch.setattr(readers, "read", stumbling)
    result = read_set([tmp_path], isolated=False)
    assert [document.path for document in result.documents] == ["自评.txt"]
    assert [problem.path for problem in result.problems] == ["坏.txt"]
    assert "ZeroDivisionError" in result.problems[0].reason


@pytest.mark.parametrize("view", ["check", "extract", "align"])
def test_what_the_program_wrote_is_not_read_as_a_report(reports: Path, tmp_path: Path, view: str) -> None:
    run = align_reports if view == "align" else check_reports
    result = run([reports / "faulty"])
    for format_ in FILE_FORMATS:
        save_report(result, tmp_path / f"结果{format_}.{'txt' if format_ == 'text' else format_}", view, format_)  # type: ignore[arg-type]
    again = check_reports([tmp_path])
    assert again.documents == again.problems == ()
    assert sorted(again.notes) == [
        f"结果{name}：这是本程序输出的结果，未作为报告读取"
        for name in ("csv.csv", "html.html", "text.txt", "xlsx.xlsx")
    ]


MANIFEST = "path,department,year,stage,project,revision,skip\n"


def _with_manifest(folder: Path, text: str, encoding: str = "utf-8") -> Result:
    (folder / "manifest.csv").write_text(text, encoding=encoding)
    return extract_reports([folder])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (MANIFEST + "自评.txt,澜川市水利局,2022,监控,,,\n", "utf-8"),
        (MANIFEST + "自评.txt,澜川市水利局,2022,监控,,,\n", "gbk"),
        ((MANIFEST + "自评.txt,澜川市水利局,2022年,监控,,,\n").replace(",", "\t"), "utf-16"),
        ((MANIFEST + "自评.txt,澜川市水利局,2022.0,monitoring,,,\n").replace(",", ";"), "utf-8-sig"),
        ("\n文件,部门,年度,阶段,备注\n.\\自评.txt,澜川市水利局,２０２２,监控,重看\n", "utf-8"),
        ('Path,Department,Year,Stage\n自评.txt,"澜川市水利局",2022,监控\n', "utf-8"),
    ],
)
def test_a_manifest_is_obeyed_however_a_spreadsheet_saved_it(tmp_path: Path, text: str, encoding: str) -> None:
    (document,) = _with_manifest(_folder(tmp_path, "自评.txt"), text, encoding).documents
    identity = document.identity
    assert (identity.department, identity.year, identity.stage) == ("澜川市水利局", 2022, "monitoring")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("自评.txt,,24,,,,\n", "第2行的年度「24」不是四位数字的年份"),
        ("自评.txt,,9999,,,,\n", "第2行的年度「9999」不是四位数字的年份"),
        ("自评.txt,,²,,,,\n", "第2行的年度「²」不是四位数字的年份"),
        ("自评.txt,,,,,,x\n", "第2行的 skip「x」不认识"),
        ("自评.txt,,2024,,,,\n自评.txt,,2023,,,,\n", "第3行的「自评.txt」前面已经写过"),
    ],
)
def test_a_line_that_makes_no_sense_is_told(tmp_path: Path, line: str, reason: str) -> None:
    result = _with_manifest(_folder(tmp_path, "自评.txt"), MANIFEST + line)
    assert [(problem.path, problem.reason) for problem in result.problems] == [("manifest.csv", reason)]


def test_a_manifest_without_paths_is_told(tmp_path: Path) -> None:
    result = _with_manifest(_folder(tmp_path, "自评.txt"), "department,year\n某局,2024\n")
    assert [problem.reason for problem in result.problems] == ["没有 path 列（文件的路径）"]


def test_lines_for_no_file_are_told(tmp_path: Path) -> None:
    result = _with_manifest(_folder(tmp_path, "自评.txt"), MANIFEST + "自评.docx,某局,,,,,\n")
    assert [note.partition("：")[0] for note in result.notes] == ["manifest.csv 有 1 行没有对应的文件，未起作用"]


@pytest.mark.parametrize("mark", ["是", "1", "Y", "TRUE", "√", "跳过"])
def test_what_is_left_out_is_remembered(tmp_path: Path, mark: str) -> None:
    result = _with_manifest(_folder(tmp_path, "自评.txt", "旧.txt"), f"{MANIFEST}旧.txt,,,,,,{mark}\n")
    assert [document.path for document in result.documents] == ["自评.txt"]
    assert [entry.path for entry in result.skipped] == ["旧.txt"]


def test_a_manifest_counts_for_its_own_folder_and_for_a_single_file(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "甲局", "自评.txt")
    (folder / "manifest.csv").write_text(f"{MANIFEST}自评.txt,,2021,,,,\n", encoding="utf-8")
    for path in (tmp_path, folder, folder / "自评.txt"):
        assert [document.identity.year for document in extract_reports([path]).documents] == [2021]
    (tmp_path / "manifest.csv").write_text(f"{MANIFEST}甲局/自评.txt,,2020,,,,\n", encoding="utf-8")
    assert [document.identity.year for document in extract_reports([tmp_path]).documents] == [2020]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_told_where_what_they_lead_to_is_not_read(tmp_path: Path) -> None:
    given, elsewhere = tmp_path / "报告", tmp_path / "别处"
    for folder in (given / "内", elsewhere):
        folder.mkdir(parents=True)
    (given / "内" / "甲.txt").write_text("全年举办培训12期。", encoding="utf-8")
    (elsewhere / "乙.txt").write_text("共投入资金300万元。", encoding="utf-8")
    for name, target in {
        "别处": elsewhere,
        "断.docx": given / "没有",
        "环.docx": given / "环.docx",
        "内/回": given,
    }.items():
        (given / name).symlink_to(target)
    listed = collect([given])
    assert [file.name for file, _ in listed.files] == ["内/甲.txt"]
    assert {problem.path: problem.reason for problem in listed.problems} == {
        "别处": "是指向别处的文件夹的链接，未读取",
        "断.docx": "不是文件，或是失效的链接",
        "环.docx": "不是文件，或是失效的链接",
    }


@pytest.mark.parametrize(
    "name",
    ["汇报.pptx", "自评报告", "自评报告.docx.bak", "1.自评报告（定稿）", "自评.docx - 快捷方式.lnk", "申报.dpsx"],
)
def test_files_that_may_be_reports_and_are_not_read_are_told(tmp_path: Path, name: str) -> None:
    for other in ("自评.txt", "~$自评.docx", "Thumbs.db", "录音.mp3", "结果.json", "匹配器.json", name):
        (tmp_path / other).write_text("全年举办培训12期。", encoding="utf-8")
    told = (
        f"有 1 个文件的扩展名不是可读取的格式，未读取：{name}；如是报告，请提供 Word、Excel 或 PDF 版本，或改正扩展名"
    )
    assert collect([tmp_path]).notes == (told,)


def test_files_in_archives_that_may_be_reports_and_are_not_read_are_told(tmp_path: Path) -> None:
    inner = _zip(("汇报.pptx", b"x"), ("自评.txt", REPORT.encode()), ("录音.mp3", b"x"))
    (tmp_path / "全市.zip").write_bytes(_zip(("甲局.zip", inner), ("申报.dpsx", b"x")))
    told = "有 2 个文件的扩展名不是可读取的格式，未读取：全市.zip/甲局.zip/汇报.pptx、全市.zip/申报.dpsx；如是报告，请提供 Word、Excel 或 PDF 版本，或改正扩展名"
    assert collect([tmp_path]).notes == collect([tmp_path / "全市.zip"]).notes == (told,)


def test_the_files_of_an_archive_in_an_archive_are_not_unpacked_again_for_each(tmp_path: Path) -> None:
    names = [f"{number:03}.txt" for number in range(300)]
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("空.bin", bytes(60_000_000))
        for name in names:
            archive.writestr(name, "全年举办培训12期。")
    with zipfile.ZipFile(tmp_path / "外.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("内.zip", inner.getvalue())
    inflated = []
    with pytest.MonkeyPatch.context() as patch:
        read = zipfile.ZipExtFile.read
        patch.setattr(zipfile.ZipExtFile, "read", lambda *given: inflated.append(len(data := read(*given))) or data)
        texts = [found.open().data.decode() for found, _ in collect([tmp_path]).files]
    assert texts == ["全年举办培训12期。"] * len(names)
    assert sum(inflated) < 2 * len(inner.getvalue())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_among_many_files_keeps_what_was_read_and_leaves_no_process(tmp_path: Path) -> None:
    _folder(tmp_path, *(f"自评{number}.txt" for number in range(300)))
    script = (
        "import signal, sys; from kpi_nlp.pipeline import check_reports\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # shells have jobs in the background ignore it\n"
        "result = check_reports(sys.argv[1:], progress=lambda name, done, total: print(done, flush=True))\n"
        "print(len(result.documents), result.notes[0])\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, encoding="utf-8") as run:
        assert run.stdout is not None
        while run.stdout.readline().strip() != "5":
            assert run.poll() is None
        workers = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        started = workers.read_text().split() if workers.exists() else []
        run.send_signal(signal.SIGINT)
        count, _, note = run.stdout.read().splitlines()[-1].partition(" ")
    assert run.returncode == 0
    assert 4 <= int(count) < 300
    assert note == f"读取被中断：300 份文件读了 {count} 份，只核对了这些"
    assert [pid for pid in started if Path("/proc", pid).exists()] == []
