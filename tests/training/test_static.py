"""The default embedder is made of the lexicons and a seed, and of nothing else."""

from pathlib import Path

import pytest

from kpi_nlp import resources
from kpi_nlp.align.embedders.static import StaticEmbedder
from kpi_nlp.lexicon import canonical
from kpi_nlp.text import words_only
from kpi_nlp.training.triplets import Triplet, triplets


def trained(folder: Path, seed: int) -> dict[str, bytes]:
    pytest.importorskip("sentence_transformers")
    from kpi_nlp.training.static import store, train

    store(train(count=300, epochs=1, seed=seed), folder, card="一张卡片\n")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    once, again, other = (trained(tmp_path / name, seed) for name, seed in (("a", 20), ("b", 20), ("c", 21)))
    assert once == again
    assert once["model.safetensors"] != other["model.safetensors"]
    assert once["README.md"].decode() == "一张卡片\n"
    vectors = StaticEmbedder(tmp_path / "a").encode(["培训人数", "", "没有见过的名称"])
    assert vectors.shape == (3, 128)


def test_the_same_seed_gives_the_same_triplets() -> None:
    once, again, other = (list(triplets(30, seed)) for seed in (20, 20, 21))
    assert once == again
    assert once != other


def test_a_triplet_is_of_names_that_differ() -> None:
    made = list(triplets(200, 20))
    assert {len(triplet.others) for triplet in made} == {6}
    assert [triplet for triplet in made if not all(_names(triplet))] == []
    assert [triplet for triplet in made if _said(triplet.anchor) in map(_said, triplet.others)] == []


def _said(name: str) -> str:
    return canonical(words_only(name))


def _names(triplet: Triplet) -> tuple[str, ...]:
    return triplet.anchor, triplet.positive, *triplet.others


@pytest.mark.parametrize(
    ("anchor", "reworded", "look_alike"),
    [
        ("最低生活保障家庭户数", "低保户数量", "最低生活保障家庭满意率"), ("线上培训人次", "线上开展培训人次数", "线下培训人次"), ("辅助器具适配率", "残疾人辅具适配比例", "辅助器具发放金额"),
        ("农村公路养护里程", "养护农村公路公里数", "农村公路新建里程"), ("专利申请数量", "申请专利数", "专利授权数量"), ("教师培训人数", "培训教师数", "学生培训人数"),
        ("非物质文化遗产展览场次", "举办非遗展览次数", "非物质文化遗产传承人数"), ("食品抽检批次", "食品抽样检验批次数", "食品抽检合格率"),
    ],
)  # fmt: skip
def test_the_shipped_table_ranks_another_wording_above_a_look_alike(
    anchor: str, reworded: str, look_alike: str
) -> None:
    name, same, other = StaticEmbedder(resources.data("models/static")).encode([anchor, reworded, look_alike])
    assert name @ same > name @ other
