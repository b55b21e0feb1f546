"""What every embedder holds to, and what is said where one cannot be had."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import hub
import numpy as np
import pytest

from kpi_nlp import resources
from kpi_nlp.align import Linker
from kpi_nlp.align.embedders import DEFAULT, Embedder, EmbedderError, load
from kpi_nlp.align.embedders.once import Once
from kpi_nlp.align.embedders.static import StaticEmbedder
from kpi_nlp.align.embedders.vectors import Vectors, unit
from kpi_nlp.align.matcher import matcher_for
from kpi_nlp.pipeline import check_reports

NAMES = [
    "培训中小学教师人次", "举办教研活动场次", "服务对象满意度（%）", "新增公办学前教育学位数", "水土流失治理面积", "A类 Level-2 指标", "受益人口", "资金支付及时率",
]  # fmt: skip
ODD = ["", " ", "，。！", "😀👍🏽", "𠮷野家", "\ud83d半个字符", "项" * 5000, "\x00", "a\nb"]
SPECS = ("static", "st", "st cls", "onnx", "onnx cls")

Loader = Callable[[], Embedder]


@pytest.fixture(scope="module", params=SPECS)
def loader(request: pytest.FixtureRequest) -> Loader:
    kind, _, pooling = request.param.partition(" ")
    if kind == "static":
        return lambda: StaticEmbedder(resources.data("models/static"))
    folder = request.getfixturevalue("cls_model" if pooling else "model")
    return lambda: load(f"{kind}:{folder}")


@pytest.fixture(scope="module")
def embedder(loader: Loader) -> Embedder:
    return loader()


def test_a_row_of_length_one_for_each_text(embedder: Embedder) -> None:
    rows = embedder.encode(NAMES)
    assert (rows.shape, rows.dtype) == ((len(NAMES), embedder.dim), np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_have_a_row_too(embedder: Embedder, text: str) -> None:
    rows = embedder.encode([text])
    assert rows.shape == (1, embedder.dim)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_no_rows(embedder: Embedder) -> None:
    rows = embedder.encode([])
    assert (rows.shape, rows.dtype) == ((0, embedder.dim), np.float32)


def test_order_company_and_repetition_change_nothing(loader: Loader) -> None:
    many = [*NAMES, *ODD, *NAMES, *(f"{name}{number}" for name in NAMES for number in range(30))]
    together = loader().encode(many)
    backward = loader().encode(many[::-1])[::-1]
    one_by_one = loader()
    alone = np.concatenate([one_by_one.encode([name]) for name in NAMES])
    np.testing.assert_allclose(backward, together, atol=1e-5)
    np.testing.assert_allclose(together[: len(NAMES)], alone, atol=1e-5)
    np.testing.assert_allclose(together[len(NAMES) + len(ODD) :][: len(NAMES)], alone, atol=1e-5)


def test_the_same_text_has_the_same_row_in_every_run(loader: Loader) -> None:
    assert np.array_equal(loader().encode(NAMES), loader().encode(NAMES))


def test_different_names_have_different_rows(embedder: Embedder) -> None:
    rows = embedder.encode(NAMES)
    alike = rows @ rows.T - 2 * np.eye(len(NAMES))
    assert alike.max() < 0.9999


def test_the_id_names_the_kind_and_stays(loader: Loader) -> None:
    one, other = loader(), loader()
    kind, _, weights = one.id.partition("-")
    assert kind in {"static", "st", "onnx"}
    assert len(weights) == 12
    assert one.id == other.id


def _change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _settings(path: Path, prompt: str) -> None:
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {"prompts": {"query": prompt}, "default_prompt_name": "query"}
    path.write_text(json.dumps(settings), encoding="utf-8")


@pytest.mark.parametrize("kind", ["st", "onnx"])
def test_the_id_follows_weights_and_prompt_and_not_the_place(model: Path, tmp_path: Path, kind: str) -> None:
    before = load(f"{kind}:{model}").id
    copy = shutil.copytree(model, tmp_path / "改过名的文件夹")
    (copy / "README.md").write_text("说明", encoding="utf-8")
    assert load(f"{kind}:{copy}").id == before
    weights = {"st": "model.safetensors", "onnx": "model.onnx.data"}[kind]
    _change(copy / weights if (copy / weights).exists() else copy / "model.onnx")
    changed = load(f"{kind}:{copy}").id
    _settings(copy / "config_sentence_transformers.json", "指标：")
    assert len({before, changed, load(f"{kind}:{copy}").id}) == 3


def test_the_id_of_a_table_follows_its_weights(tmp_path: Path) -> None:
    folder = resources.data("models/static")
    copy = tmp_path / "static"
    copy.mkdir()
    shutil.copyfile(folder / "model.safetensors", copy / "model.safetensors")
    before = StaticEmbedder(copy).id
    _change(copy / "model.safetensors")
    assert before == StaticEmbedder(folder).id != StaticEmbedder(copy).id


@pytest.mark.parametrize("prompt", ["", "指标："])
@pytest.mark.parametrize("pooling", ["model", "cls_model"])
def test_an_exported_model_agrees_with_the_one_it_was_exported_from(
    request: pytest.FixtureRequest, tmp_path: Path, pooling: str, prompt: str
) -> None:
    folder = shutil.copytree(request.getfixturevalue(pooling), tmp_path / "model")
    _settings(folder / "config_sentence_transformers.json", prompt)
    texts = [*NAMES, *ODD]
    np.testing.assert_allclose(load(f"onnx:{folder}").encode(texts), load(f"st:{folder}").encode(texts), atol=1e-4)


def test_plain_sentence_transformers_reads_the_shipped_table() -> None:
    from sentence_transformers import SentenceTransformer

    from kpi_nlp.align.embedders.pieces import buckets

    folder = resources.data("models/static")
    texts = [*NAMES, *ODD]
    theirs = SentenceTransformer(str(folder), device="cpu").encode(
        [" ".join(map(str, buckets(text))) for text in texts]
    )
    np.testing.assert_allclose(StaticEmbedder(folder).encode(texts), theirs, atol=0.005)


class Counting:
    """Counts what it is asked for."""

    id, dim = "counting", 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return unit(np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2))


def test_each_text_is_encoded_once() -> None:
    counting = Counting()
    once = Once(counting)
    for texts in (["甲", "乙乙", "甲"], ["乙乙", "丙丙丙"], [], ["甲"]):
        np.testing.assert_array_equal(once.encode(texts), Counting().encode(texts))
    assert counting.asked == ["甲", "乙乙", "丙丙丙"]
    assert not any(isinstance(key, str) for key in once._known)  # noqa: SLF001 - the text is never kept


def test_each_name_of_a_report_set_is_encoded_once(reports: Path) -> None:
    counting = Counting()
    result = check_reports([reports / "clean"], embedder=Linker(Once(counting)))
    assert sorted(counting.asked) == sorted({row.name for row in result.indicators if row.has_values})


def test_an_embedder_without_a_matcher_only_ranks_candidates(reports: Path) -> None:
    with_vectors = check_reports([reports / "faulty"], embedder=Linker(Once(Counting())))
    plain = check_reports([reports / "faulty"], embedder="none")
    assert [match.probability for match in with_vectors.matches] == [match.probability for match in plain.matches]
    assert with_vectors.findings == plain.findings
    said = [note for note in with_vectors.notes if "counting" in note]
    assert len(said) == 1
    assert "只用它挑选候选" in said[0]
    assert plain.notes == tuple(note for note in with_vectors.notes if note not in said)


def test_the_default_embedder_has_a_matcher() -> None:
    assert Linker(load(DEFAULT)).caution is None
    assert matcher_for(load("none")).embedder == "none"


def test_vectors_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(EmbedderError, match="不是数"):
        unit(np.array([[1.0, np.nan]]))


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("bge", "没有名为「bge」的向量模型；可用：static"),
        ("sttic", "是否要写「static」"),
        ("nnoe", "是否要写「none」"),
        ("stt:模型", "是否要写「st:模型」"),
        ("onx:模型", "是否要写「onnx:模型」"),
        ("BAAI/bge-small-zh-v1.5", "是否要写「st:BAAI/bge-small-zh-v1.5」"),
        ("", "可用：static"),
        ("st", "可用：static"),
        ("st:", "可用：static"),
        ("onnx:", "可用：static"),
        ("static:x", "可用：static"),
        ("none:x", "可用：static"),
        ("st:./没有", "没有模型文件夹「./没有」；请检查路径"),
        ("st:D:\\模型\\bge", "没有模型文件夹"),
        ("st:a/b/c", "没有模型文件夹"),
        ("st:" + "长" * 300, "本机没有模型"),
        ("st:有\x00零", "本机没有模型"),
        ("st:没有/这样的", "本机没有模型「没有/这样的」，程序默认不联网"),
        ("st:BAAI/no-such-model", "请把模型文件夹拷到本机并写 --embedder st:文件夹，或加 --allow-download 允许下载"),
        ("onnx:没有", "缺少 modules.json、1_Pooling/config.json、tokenizer.json、model.onnx"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line(spec: str, said: str) -> None:
    with pytest.raises(EmbedderError, match="模型") as caught:
        load(spec)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _garbled(path: Path) -> None:
    path.write_text('{"a": 1}', encoding="utf-8")


def _pooled_by_maximum(path: Path) -> None:
    path.write_text('{"word_embedding_dimension": 32, "pooling_mode_max_tokens": true}', encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "damage", "said"),
    [
        ("st:modules.json", Path.unlink, "缺少 modules.json"),
        ("st:modules.json", _cut, "无法加载"),
        ("st:model.safetensors", Path.unlink, "无法加载"),
        ("st:model.safetensors", _cut, "无法加载"),
        ("st:config.json", _garbled, "无法加载"),
        ("onnx:model.onnx", _cut, "无法加载"),
        ("onnx:tokenizer.json", _garbled, "无法加载"),
        ("onnx:modules.json", _garbled, "配置读不了"),
        ("onnx:config.json", _cut, "配置读不了"),
        ("onnx:1_Pooling/config.json", Path.unlink, "缺少 1_Pooling/config.json"),
        ("onnx:1_Pooling/config.json", _pooled_by_maximum, "池化方式 onnx: 不会计算：pooling_mode_max_tokens"),
    ],
)
def test_a_broken_folder_is_said_in_one_line(
    model: Path, tmp_path: Path, place: str, damage: Callable[[Path], None], said: str
) -> None:
    (kind, _, name), folder = place.partition(":"), shutil.copytree(model, tmp_path / "model")
    damage(folder / name)
    with pytest.raises(EmbedderError, match="模型") as caught:
        load(f"{kind}:{folder}")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_layers_that_are_not_computed_are_refused(model: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(model, tmp_path / "model")
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    modules[-1]["type"] = "sentence_transformers.models.Dense"
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(EmbedderError, match="不会计算的层：Dense；请改用 st:"):
        load(f"onnx:{folder}")


_BLOCKED = """
import socket, sys
tried = []
def refuse(*arguments, **named):
    tried.append(arguments)
    raise OSError("no network here")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from kpi_nlp.__main__ import run
code = run(sys.argv[1:])
print("TRIED", len(tried), file=sys.stderr)
sys.exit(code)
"""


def _without_network(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _BLOCKED, *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, timeout=300, env={**os.environ, "HF_HOME": str(home)},
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["st", "onnx"])
def test_a_model_in_a_folder_needs_no_network_and_says_nothing(
    model: Path, reports: Path, tmp_path: Path, kind: str
) -> None:
    done = _without_network("align", reports / "clean", "-f", "json", "--embedder", f"{kind}:{model}", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "TRIED 0\n")
    told = json.loads(done.stdout)
    assert told["embedder"].startswith(f"{kind}-")
    assert any("只用它挑选候选" in note for note in told["notes"])


def test_a_model_that_is_not_here_is_refused_without_asking_the_network(reports: Path, tmp_path: Path) -> None:
    done = _without_network("check", reports / "clean", "--embedder", "st:BAAI/bge-small-zh-v1.5", home=tmp_path)
    assert done.returncode == 2
    told, tried = done.stderr.splitlines()
    assert "本机没有模型「BAAI/bge-small-zh-v1.5」" in told
    assert "--allow-download" in told
    assert tried == "TRIED 0"
    assert done.stdout == ""


def test_a_download_that_fails_is_said_in_one_line(reports: Path, tmp_path: Path) -> None:
    done = _without_network(
        "check", reports / "clean", "--embedder", "st:BAAI/bge-small-zh-v1.5", "--allow-download", home=tmp_path
    )
    assert done.returncode == 2
    told, tried = done.stderr.splitlines()
    assert "下载模型「BAAI/bge-small-zh-v1.5」没有成功" in told
    assert tried != "TRIED 0"


@pytest.mark.parametrize("broken_off", ["", hub.BROKEN_OFF])
def test_a_model_is_downloaded_when_asked_for_and_found_again_without_a_network(
    model: Path, reports: Path, tmp_path: Path, broken_off: str
) -> None:
    folder = shutil.copytree(model, tmp_path / "model", ignore=shutil.ignore_patterns("*.onnx*"))
    home = tmp_path / "home"
    if broken_off:
        hub.begin(folder, home / broken_off)
    arguments = ("align", reports / "clean", "-f", "json", "--embedder", f"st:{hub.NAME}")
    with hub.serving(folder) as address:
        done = subprocess.run(
            [sys.executable, "-m", "kpi_nlp", *map(str, arguments), "--allow-download"],
            capture_output=True, encoding="utf-8", check=False, timeout=300,
            env={**os.environ, "HF_HOME": str(home), "HF_ENDPOINT": address},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    again = _without_network(*arguments, home=home)
    assert again.stderr == "TRIED 0\n"
    assert json.loads(again.stdout)["embedder"] == json.loads(done.stdout)["embedder"] == load(f"st:{folder}").id
