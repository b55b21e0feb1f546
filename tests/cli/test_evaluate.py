"""`kpi-nlp evaluate` and `kpi-nlp train` as processes: what is printed, saved and refused, and with which exit code."""

import json
import subprocess
from pathlib import Path

import pytest
from test_cli import kpi

from kpi_nlp.text import printed_width

LABELLED = """指标A,指标B,是否匹配,类型,部门
科普讲座场次,科普讲座场次,是,同名,甲
举办教研活动场次,教研活动举办场次,1,语序,乙
蓝藻打捞量,校舍维修面积,否,其他,甲
线上培训人数,线下培训人数,0,反义,乙
校园安全,平安校园,不确定,近义,乙
"""


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "样本 对.csv"
    path.write_bytes(LABELLED.encode("gbk"))
    return path


@pytest.fixture
def strict_matcher(tmp_path: Path) -> Path:
    """A matcher that links nothing."""
    values = {
        "coefficients": {"same_content": 1.0},
        "bias": -9.0,
        "match": 0.9,
        "review": 0.8,
        "embedder": "none",
    }
    path = tmp_path / "严.json"
    path.write_text(json.dumps({"none": values}), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [60, 80])
def test_an_evaluation_is_readable_on_a_narrow_screen(pairs: Path, width: int) -> None:
    done = kpi("evaluate", pairs, COLUMNS=str(width))
    assert (done.returncode, done.stderr) == (0, "")
    assert "样本 4 对：应对应 2，不对应 2；来自 2 个部门或文件" in done.stdout
    assert "不足以" in done.stdout
    assert all(word in done.stdout for word in ("精确率", "召回率", "首位命中率", "校准误差", "判错 0 对"))
    assert [line for line in done.stdout.splitlines() if printed_width(line) > width] == []


def test_an_evaluation_is_saved_in_every_format(pairs: Path, tmp_path: Path) -> None:
    saves = (
        "-o",
        f"html={tmp_path / '评测.html'}",
        "-o",
        f"json={tmp_path / '评测.json'}",
        "--scores",
        tmp_path / "分数.jsonl",
    )
    done = kpi("evaluate", pairs, "-f", "json", *saves)
    assert (done.returncode, done.stderr.count("已保存")) == (0, 3)
    assert json.loads(done.stdout) == json.loads((tmp_path / "评测.json").read_text(encoding="utf-8"))
    assert (json.loads(done.stdout)["pairs"], json.loads(done.stdout)["f1"]) == (4, 1.0)
    scores = [json.loads(line) for line in (tmp_path / "分数.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["left"] for line in scores] == [
        "科普讲座场次",
        "举办教研活动场次",
        "蓝藻打捞量",
        "线上培训人数",
        "校园安全",
    ]
    assert "科普讲座" not in (tmp_path / "评测.html").read_text(encoding="utf-8")  # no pair is wrong


def test_two_configurations_are_compared(pairs: Path, strict_matcher: Path) -> None:
    done = kpi("evaluate", pairs, "--compare", f"严={strict_matcher}", "-f", "json")
    told = json.loads(done.stdout)["comparison"]
    assert (done.returncode, told["title"], told["won"], told["lost"], told["p_value"]) == (0, "严", 0, 2, 0.5)
    assert [flip["left"] for flip in told["flipped"]] == ["科普讲座场次", "举办教研活动场次"]


def test_a_matcher_of_ones_own_is_used(pairs: Path, strict_matcher: Path) -> None:
    told = json.loads(kpi("evaluate", pairs, "--matcher", strict_matcher, "-f", "json").stdout)
    assert (told["title"], told["recall"], told["precision"], told["bias"]) == ("none+严.json", 0, None, -9)


@pytest.mark.parametrize("verb", ["check", "align"])
def test_reports_are_linked_by_a_matcher_of_ones_own(reports: Path, strict_matcher: Path, verb: str) -> None:
    done = kpi(verb, reports / "clean", "--matcher", strict_matcher, "-f", "json")
    told = json.loads(done.stdout)
    assert done.returncode in (0, 1)
    assert {pair["matches"] for pair in told["comparisons"]} == {0}


def test_a_threshold_is_chosen_on_other_pairs(pairs: Path, tmp_path: Path) -> None:
    dev = tmp_path / "选.tsv"
    dev.write_text("left\tright\tlabel\n" + "讲座场次\t讲座场次\t1\n" * 60, encoding="utf-8")
    told = json.loads(kpi("evaluate", pairs, "--dev", dev, "-f", "json").stdout)["choice"]
    assert (told["apart"], told["dev_pairs"], told["test_pairs"], told["chosen"]["linked"]) == (True, 60, 4, 60)


def test_a_threshold_is_never_chosen_where_it_is_reported(pairs: Path) -> None:
    done = kpi("evaluate", pairs, "--dev", pairs)
    assert (done.returncode, "--dev 与要评测的是同一批样本" in done.stderr) == (2, True)


@pytest.mark.parametrize("verb", ["evaluate", "train"])
def test_pairs_that_make_no_sense_are_one_clear_line(tmp_path: Path, verb: str) -> None:
    path = tmp_path / "对.csv"
    path.write_text(LABELLED + "甲,乙,大概,,\n", encoding="utf-8")
    done = kpi(verb, path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines() == [
        "对.csv：第7行的标注「大概」不认识。label 写 1 或 0、是 或 否、匹配 或 不匹配、same、part 或 different；拿不准写 不确定"
    ]
    assert kpi(verb, tmp_path / "没有.csv").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate"], "没有写要处理的文件或文件夹"), (["evaluate", "x.csv", "--precision", "2"], "--precision 应不大于 0.999"),
        (["evaluate", "x.csv", "--threshold", "-1"], "--threshold 应不小于 0"), (["evaluate", "x.csv", "--threshold", "高"], "--threshold 应是一个数"),
        (["evaluate", "x.csv", "-f", "html"], "html 请用 -o html=文件名.html"), (["evaluate", "x.csv", "-o", "评测.html"], "如 -o html=评测.html"),
        (["evaluate", "x.csv", "--compare", "bge"], "没有名为「bge」的向量模型"), (["evaluate", "x.csv", "--matcher", "没有.json"], "匹配器文件「没有.json」无法打开"),
        (["check", "x", "--matcher", "没有.json"], "匹配器文件「没有.json」无法打开"), (["align", "x", "--matcher", "没有.json"], "匹配器文件「没有.json」无法打开"),
        (["train", "x.csv", "--embedder", "bge"], "没有名为「bge」的向量模型"),
    ],
)  # fmt: skip
def test_usage_errors_say_what_to_do(arguments: list[str], said: str) -> None:
    done = kpi(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "--help" in done.stderr


@pytest.mark.parametrize("option", ["-o", "--scores"])
def test_pairs_are_never_overwritten(tmp_path: Path, option: str) -> None:
    path = tmp_path / "对.jsonl"
    path.write_text('{"left": "场次", "right": "场次", "label": 1}\n', encoding="utf-8")
    before = path.read_bytes()
    for given in (path, tmp_path):
        done = kpi("evaluate", given, option, f"json={path}" if option == "-o" else path)
        assert (done.returncode, path.read_bytes()) == (2, before)
        assert "请换一个文件名" in done.stderr


def test_too_few_pairs_train_nothing(pairs: Path, tmp_path: Path) -> None:
    done = kpi("train", pairs, "-o", tmp_path / "新.json")
    assert (done.returncode, done.stdout, (tmp_path / "新.json").exists()) == (2, "", False)
    assert (
        "样本太少，没有训练：要保证精确率 0.95，两类标注各至少 60 对；对应（1、是、same、part）有 2 对，还差 58 对"
        in done.stderr
    )


def test_a_long_training_is_announced(tmp_path: Path) -> None:
    path = tmp_path / "多.csv"
    path.write_text("指标A,指标B,是否匹配\n" + "讲座场次,讲座场次,1\n" * 500, encoding="utf-8")
    done = kpi("train", path, "-o", tmp_path / "匹配器")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "正在用 500 对样本训练并交叉验证，可能需要一两分钟……",
    )


def trained(tmp_path: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    names = [chr(0x4E00 + 50 * at) + chr(0x4E01 + 61 * at) + chr(0x4E02 + 37 * at) for at in range(160)]
    rows = [f"{one},{one},1,{at % 3}" for at, one in enumerate(names[:80])]
    rows += [f"{one},{other},0,{at % 3}" for at, (one, other) in enumerate(zip(names[:80], names[80:], strict=True))]
    path = tmp_path / "易.csv"
    path.write_text("\n".join(["left_text,right_text,label,document", *rows]), encoding="utf-8")
    return path, kpi("train", path, "-o", tmp_path / "匹配器")


def test_what_was_trained_is_used_by_evaluate(tmp_path: Path) -> None:
    path, done = trained(tmp_path)
    matcher = tmp_path / "匹配器" / "matcher.json"
    assert (done.returncode, done.stderr) == (0, f"已保存 {matcher}\n")
    assert "与另一配置比较" in done.stdout
    told = json.loads(kpi("evaluate", path, "--matcher", matcher, "-f", "json").stdout)
    assert (told["precision"], told["recall"]) == (1, 1)
