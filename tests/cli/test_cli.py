"""The commands as processes: exit codes, messages, and what they write."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from kpi_nlp.checks import ALL
from kpi_nlp.cli.running import progress_bar

REPORT = """澜川市示例局2024年部门整体绩效自评报告

各项绩效指标均完成年度目标。

一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t完成率
产出指标\t数量指标\t培训人次\t200人次\t{actual}人次\t{rate}
\t\t讲座场次\t10场\t12场\t120%
"""
GOOD, BAD = REPORT.format(actual=210, rate="105%"), REPORT.format(actual=150, rate="100%")


def kpi(
    *arguments: str | Path, cwd: Path | None = None, encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kpi_nlp", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding=encoding,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, **environment},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "报告 文件夹"
    reports.mkdir()
    return reports


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (GOOD, (), 0), (BAD, (), 1), (BAD, ("--fail-on", "never"), 0), (BAD, ("--fail-on", "error"), 1), (GOOD, ("--fail-on", "note"), 0),
    ],
)  # fmt: skip
def test_exit_codes_of_a_check(folder: Path, text: str, options: tuple[str, ...], code: int) -> None:
    (folder / "自评.txt").write_text(text, encoding="utf-8")
    assert kpi("check", folder, *options).returncode == code


def test_an_unreadable_file_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "自评.txt").write_text(BAD, encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    done = kpi("check", folder)
    assert done.returncode == 3
    assert (
        "未能读取 坏.docx：文件已损坏或不完整。请用 Word、Excel、WPS 或 OFD 阅读器打开并另存一份，或重新下载"
        in done.stdout
    )
    assert "R01 完成率复算不符" in done.stdout
    assert done.stderr == ""


def _blank_form(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(0, 5)
    for row in (
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
        ["产出指标", "数量指标", "指标1：", "", ""],
        ["", "", "指标2：", "", ""],
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)


def _workbook_without_table(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["通讯录"])
    book.save(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.txt", b"", "文件是空的"),
        ("半.docx", b"PK\x03\x04\x14\x00", "损坏"),
        ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (
            "旧.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
            "另存为 .docx",
        ),
        ("图.docx", b"\x89PNG\r\n\x1a\n", "图片"),
        ("报告.pdf", b"%PDF-1.4", "PDF"),
        ("白.docx", _blank_form, "表格未填写"),
        ("无表.xlsx", _workbook_without_table, "没有识别到绩效指标表"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "extract", "align", "manifest"])
def test_bad_input_is_one_clear_line(folder: Path, name: str, content: object, said: str, verb: str) -> None:
    path = folder / name
    if callable(content):
        content(path)
    else:
        path.write_bytes(content)  # type: ignore[arg-type]
    done = kpi(verb, folder)
    told = [line for line in (done.stdout + done.stderr).splitlines() if name in line and "未能读取" in line]
    assert done.returncode == 3
    assert len(told) == 1
    assert said in told[0]
    assert "请" in told[0]
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("verb", ["check", "extract", "align"])
def test_nothing_to_read_is_a_usage_error(folder: Path, verb: str) -> None:
    assert (kpi(verb, folder).returncode, kpi(verb, folder / "没有").returncode) == (2, 2)
    assert "文件夹里没有可读取的报告" in kpi(verb, folder).stdout
    assert "路径不存在" in kpi(verb, folder / "没有").stdout


def test_a_missing_path_beside_a_good_one(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    done = kpi("check", folder, folder / "没有")
    assert done.returncode == 3
    assert "文件清单（1 份）" in done.stdout


def test_a_gb18030_file_and_a_wrong_suffix_are_read(folder: Path) -> None:
    (folder / "自评.docx").write_bytes(BAD.encode("gb18030"))
    done = kpi("check", folder)
    assert done.returncode == 1
    assert "扩展名是 .docx，内容是文本" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "没有命令 chek，是否要写 check"),
        (["check"], "没有写要处理的文件或文件夹"),
        (["check", "x", "--frmat", "json"], "没有选项 --frmat，是否要写 --format"),
        (["check", "x", "-f"], "选项 -f 后面要写一个值"),
        (["explain", "R01", "R02"], "多了参数 R02"),
        (["check", "x", "-f", "xml"], "--format 不支持「xml」，可用：text、json、jsonl、csv"),
        (["check", "x", "-f", "xlsx"], "xlsx 请用 -o xlsx=文件名.xlsx"),
        (["check", "x", "-o", "结果.xlsx"], "应为 格式=文件名"),
        (
            ["check", "x", "-o", "xslx=结果.xlsx"],
            "-o 不支持格式「xslx」，可用：text、json、jsonl、csv、xlsx、html、sarif",
        ),
        (["align", "x", "-o", "html=对照.html"], "-o 不支持格式「html」，可用：text、json、jsonl、csv、xlsx。"),
        (["users", "foo"], "不支持「foo」，可用：'list', 'add', 'password', 'remove'。"),
        (["check", "x", "--profile", "natonal"], "口径「natonal」不存在，是否要写「national」"),
        (["check", "x", "--embedder", "bge"], "没有名为「bge」的向量模型"),
        (["check", "x", "--fail-on", "all"], "--fail-on 不支持「all」"),
        (["check", "x", "--lexicons", "没有"], "词库文件夹「没有」不存在"),
        (["explain", "Z99"], "没有规则「Z99」"),
    ],
)
def test_usage_errors_say_what_to_do(arguments: list[str], said: str) -> None:
    done = kpi(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "--help" in done.stderr
    assert done.stdout == ""


def test_machine_formats_print_data_alone(folder: Path) -> None:
    (folder / "自评.txt").write_text(BAD, encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    done = kpi("check", folder, "-f", "json")
    assert [finding["code"] for finding in json.loads(done.stdout)["findings"]] == ["R01", "N02", "R04", "D01"]
    assert done.stderr.strip() == "未能读取 空.txt：文件是空的。请确认导出或下载是否完成，重新取得文件后再试"
    kinds = [json.loads(line)["kind"] for line in kpi("check", folder, "-f", "jsonl").stdout.splitlines()]
    assert kinds == ["finding", "finding", "finding", "finding", "problem"]


def test_several_files_at_once(folder: Path, tmp_path: Path) -> None:
    (folder / "自评.txt").write_text(BAD, encoding="utf-8")
    done = kpi(
        "check",
        folder,
        "-o",
        f"xlsx={tmp_path / '疑点.xlsx'}",
        "-o",
        f"csv={tmp_path / '疑点.csv'}",
        "-o",
        f"json={tmp_path / '结果.json'}",
    )
    assert done.returncode == 1
    assert (tmp_path / "疑点.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["profile"] == "national"
    assert openpyxl.load_workbook(tmp_path / "疑点.xlsx").sheetnames[:2] == ["使用说明", "疑点清单"]


def test_an_output_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    done = kpi("check", folder, "-o", f"json={tmp_path / '文件' / '结果.json'}")
    assert done.returncode == 2
    assert "无法写入" in done.stderr
    assert "文件清单" in done.stdout


def test_a_report_is_never_overwritten(folder: Path) -> None:
    report = folder / "自评.txt"
    report.write_text(BAD, encoding="utf-8")
    for given in (folder, report):
        done = kpi("check", given, "-o", f"text={report}")
        assert done.returncode == 2
        assert "它是要核对的报告，请换一个文件名" in done.stderr
        assert report.read_text(encoding="utf-8") == BAD
    assert kpi("manifest", folder, "-o", report).returncode == 2
    assert report.read_text(encoding="utf-8") == BAD


def test_a_manifest_that_was_corrected_is_never_overwritten(folder: Path) -> None:
    (folder / "自评.txt").write_text(BAD, encoding="utf-8")
    assert kpi("manifest", folder, "-o", folder / "manifest.csv").returncode == 0
    again = kpi("manifest", folder, "-o", folder / "manifest.csv")
    assert again.returncode == 2
    assert (
        f"没有写入「{folder / 'manifest.csv'}」：这份清单已在使用，可能有人改过；要重新生成，请换一个文件名"
        in again.stderr
    )


def test_results_beside_the_reports_are_replaced_and_never_read(folder: Path) -> None:
    (folder / "自评.txt").write_text(BAD, encoding="utf-8")
    save = ("-o", f"text={folder / '结果.txt'}", "-o", f"xlsx={folder / '疑点清单.xlsx'}")
    first, second = kpi("check", folder, *save), kpi("check", folder, *save)
    assert first.returncode == second.returncode == 1
    assert "文件清单（1 份）" in second.stdout
    assert "疑点清单.xlsx：这是本程序输出的结果，未作为报告读取" in second.stdout
    assert second.stderr.count("已保存") == 2


def test_a_page_that_explains_lies_beside_the_reports_and_is_never_read(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    page = folder / "提取说明.html"
    for _ in range(2):
        done = kpi("extract", folder, "--explain", page)
        assert (done.returncode, done.stderr) == (0, f"已保存 {page}\n")
        assert done.stdout.startswith("文件清单（1 份）")
    assert "培训人次" in page.read_text(encoding="utf-8")


def test_a_page_never_replaces_a_report(folder: Path) -> None:
    report = folder / "自评.txt"
    report.write_text(GOOD, encoding="utf-8")
    done = kpi("extract", folder, "--explain", report)
    assert (done.returncode, "它是要核对的报告" in done.stderr) == (2, True)
    assert report.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("verb", ["check", "manifest"])
def test_a_folder_as_output_is_told(folder: Path, tmp_path: Path, verb: str) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    output = tmp_path if verb == "manifest" else f"json={tmp_path}"
    before = sorted(tmp_path.iterdir())
    done = kpi(verb, folder, "-o", output)
    assert done.returncode == 2
    assert "是文件夹或设备，不是文件" in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_demo_onto_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    done = kpi("demo", "--to", tmp_path / "文件")
    assert done.returncode == 2
    assert "无法写入" in done.stderr


@pytest.mark.parametrize("name", ["长" * 300, "坏\udcff名", "没有"])
@pytest.mark.parametrize("verb", ["check", "manifest"])
def test_impossible_paths_are_missing_paths(verb: str, name: str) -> None:
    done = kpi(verb, name)
    assert done.returncode == 2
    assert "路径不存在" in done.stdout + done.stderr


def test_nothing_to_check_is_not_a_clean_result(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    (folder / "manifest.csv").write_text("path,skip\n自评.txt,是\n", encoding="utf-8")
    done = kpi("check", folder)
    assert done.returncode == 2
    assert "按 manifest.csv 跳过 1 份：自评.txt" in done.stdout
    assert done.stdout.splitlines()[-1] == "没有可核对的报告。"


def test_a_draft_keeps_what_is_left_out(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    (folder / "旧.txt").write_text(GOOD, encoding="utf-8")
    (folder / "manifest.csv").write_text("path,skip\n旧.txt,是\n", encoding="utf-8")
    lines = kpi("manifest", folder, encoding="utf-8-sig").stdout.splitlines()
    assert lines[1:] == ["自评.txt,澜川市示例局,2024,自评,,,", "旧.txt,,,,,,是"]


def test_a_reader_who_leaves_early_is_no_error(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "kpi_nlp", "check", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


@pytest.mark.parametrize("verb", ["", "check", "extract", "align", "explain", "manifest", "evaluate", "train", "demo"])
def test_help_is_chinese(verb: str) -> None:
    shown = kpi(*filter(None, (verb,)), "--help").stdout
    assert "用法：kpi-nlp" in shown
    assert "显示本说明" in shown
    assert not re.search(r"[A-Z][a-z]+:|Show|default:|required", shown)


def test_redirected_under_cp936(folder: Path) -> None:
    (folder / "自评.txt").write_text(BAD + "备注：完成率 ✓ 𠮷\n", encoding="utf-8")
    done = kpi("check", folder, encoding="gbk")
    assert done.returncode == 1
    assert "完成率复算不符" in done.stdout


def test_manifest_is_drafted_corrected_and_obeyed(folder: Path) -> None:
    (folder / "甲.txt").write_text(BAD.replace("2024年", ""), encoding="utf-8")
    (folder / "乙.txt").write_text(GOOD, encoding="utf-8")
    manifest = folder / "manifest.csv"
    assert kpi("manifest", folder, "-o", manifest).returncode == 0
    rows = list(csv.DictReader(manifest.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["path"], row["department"], row["year"], row["stage"]) for row in rows] == [
        ("乙.txt", "澜川市示例局", "2024", "自评"),
        ("甲.txt", "澜川市示例局", "", "自评"),
    ]
    manifest.write_bytes(
        "path,department,year,stage,project,revision,skip\n甲.txt,澜川市示例局,2023,监控,,,\n乙.txt,,,,,,是\n".encode(
            "gbk"
        )
    )
    (document,) = json.loads(kpi("check", folder, "-f", "json").stdout)["documents"]
    assert (document["path"], document["year"], document["stage"], document["sources"]["year"]) == (
        "甲.txt",
        2023,
        "monitoring",
        "manifest.csv",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("path,yaer\nx,1\n", "不认识的列「yaer」，是否要写「year」"),
        ("path,year\nx,今年\n", "第2行的年度「今年」"),
        ("path,stage\nx,终评\n", "第2行的阶段「终评」"),
    ],
)
def test_a_wrong_manifest_is_told(folder: Path, content: str, said: str) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    (folder / "manifest.csv").write_text(content, encoding="utf-8")
    done = kpi("check", folder)
    assert done.returncode == 3
    assert said in done.stdout


def test_explain_shows_the_card() -> None:
    shown = kpi("explain", "r02").stdout
    assert shown.startswith("R02 分项未完成却填报完成率100%")
    assert all(part in shown for part in ("为什么：", "依据：", "会报：", "不报："))
    assert [line[:3] for line in kpi("explain").stdout.splitlines()] == [check.code for check in ALL]


def test_demo_runs_anywhere(tmp_path: Path) -> None:
    done = kpi("demo", cwd=tmp_path)
    assert done.returncode == 0
    assert "示例报告：" in done.stdout
    assert sorted(path.name for path in (tmp_path / "kpi-nlp-demo").iterdir()) == ["报告", "疑点清单.xlsx", "结果.json"]
    assert len(list((tmp_path / "kpi-nlp-demo" / "报告").iterdir())) == 12


def test_own_lexicons_are_added(folder: Path, tmp_path: Path) -> None:
    (folder / "自评.txt").write_text(BAD.replace("年度指标值", "考核口径值"), encoding="utf-8")
    own = tmp_path / "词库"
    own.mkdir()
    (own / "headers.toml").write_text('[roles]\ntarget = ["考核口径值"]\n', encoding="utf-8")
    assert "R01" not in kpi("check", folder).stdout
    assert "R01" in kpi("check", folder, "--lexicons", own).stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("header.toml", "", "词库文件「header.toml」不认识，是否要写「headers.toml」"),
        ("headers.toml", "[rols]\n", "键「rols」不认识，是否要写「roles」"),
        ("headers.toml", "[[", "无法解析"),
    ],
)
def test_wrong_lexicons_are_told(folder: Path, tmp_path: Path, name: str, content: str, said: str) -> None:
    (folder / "自评.txt").write_text(BAD, encoding="utf-8")
    own = tmp_path / "词库"
    own.mkdir()
    (own / name).write_text(content, encoding="utf-8")
    done = kpi("check", folder, "--lexicons", own)
    assert done.returncode == 2
    assert said in done.stderr


def test_an_internal_error_is_one_line(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    script = (
        "import sys, kpi_nlp.pipeline as pipeline\n"
        "def broken(*a, **k): raise RuntimeError('坏了')\n"
        "pipeline.check_reports = broken\n"
        "from kpi_nlp.__main__ import run\n"
        "sys.exit(run(['check', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 4
    assert "程序内部错误：RuntimeError: 坏了" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupt_is_told(folder: Path) -> None:
    (folder / "自评.txt").write_text(GOOD, encoding="utf-8")
    script = (
        "import sys, kpi_nlp.pipeline as pipeline\n"
        "def interrupted(*a, **k): raise KeyboardInterrupt\n"
        "pipeline.check_reports = interrupted\n"
        "from kpi_nlp.__main__ import run\n"
        "sys.exit(run(['check', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr.strip()) == (130, "已中断。")


def test_a_long_run_that_nobody_watches_tells_now_and_then_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter((0.0, 3.0, 11.0, 11.0, 12.0, 22.0, 22.0))
    monkeypatch.setattr("kpi_nlp.cli.running.time.monotonic", lambda: next(moments))
    with progress_bar() as progress:
        for done in (1, 2, 3, 4):
            progress(f"自评{done}.docx", done, 4)
    assert capsys.readouterr().err == "读取 2/4 自评2.docx\n读取 4/4 自评4.docx\n"
