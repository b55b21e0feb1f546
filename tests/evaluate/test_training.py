"""A matcher of one's own: what it takes, what is refused, and that it is read as it was written."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from heard import MATCHER

from kpi_nlp.align import embedders
from kpi_nlp.align.matcher import Matcher
from kpi_nlp.align.matcher_file import MatcherError, load_matcher, write_matcher
from kpi_nlp.evaluate import PairSet, evaluate
from kpi_nlp.model import Label, LabelledPair, Named
from kpi_nlp.reports.evaluation.training import refusal, write_training
from kpi_nlp.training.course import TooFewPairs, Trained, train

NONE = embedders.load("none")


def pairs(label: Label, count: int) -> list[LabelledPair]:
    """Names of one wording where they are the same, of none in common where they are different."""
    letters = [chr(0x4E00 + 50 * at) + chr(0x4E01 + 61 * at) + chr(0x4E02 + 37 * at) for at in range(2 * count)]
    others = letters[:count] if label == "same" else letters[count:]
    both = zip(letters[:count], others, strict=True)
    return [
        LabelledPair(Named(one), Named(other), label, document="甲乙丙丁"[at % 4])
        for at, (one, other) in enumerate(both)
    ]


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train(PairSet((*pairs("same", 80), *pairs("different", 80))), NONE)


def test_what_is_easily_told_apart_is_learned(trained: Trained) -> None:
    matcher, new = trained.matcher, trained.compared.second
    assert 0 <= matcher.review <= matcher.match <= 1
    assert (new.counts.true_positive, new.counts.false_positive) == (80, 0)
    assert (trained.compared.first.title, new.title, new.documents) == ("内置的匹配器", "新训练的匹配器", 4)
    assert matcher.coefficients
    assert "hit_at_1" not in new.figures


@pytest.mark.parametrize(("same", "different", "least"), [(59, 80, 60), (80, 59, 60), (0, 80, 60)])
def test_too_few_pairs_are_refused(same: int, different: int, least: int) -> None:
    with pytest.raises(TooFewPairs) as told:
        train(PairSet((*pairs("same", same), *pairs("different", different))), NONE)
    assert (told.value.links, told.value.others, told.value.least, told.value.shortage) == (
        same,
        different,
        least,
        None,
    )


def test_thresholds_are_chosen_on_what_the_matcher_will_say() -> None:
    alike = [replace(pair, label="same" if at % 3 else "different") for at, pair in enumerate(pairs("same", 120))]
    target = {"target": "≥20场"}
    given = [
        replace(pair, left=replace(pair.left, **target), right=replace(pair.right, **target))
        for pair in (*alike, *pairs("different", 40))
    ]
    trained = train(PairSet(tuple(given)), NONE, precision=0.5)
    said = [judged.probability for judged in evaluate(PairSet(tuple(given)), NONE, matcher=trained.matcher).judged]
    folds = [judged.probability for judged in trained.compared.second.judged]
    assert said == pytest.approx(folds, abs=0.05)


def test_a_higher_precision_takes_more_pairs() -> None:
    with pytest.raises(TooFewPairs) as told:
        train(PairSet((*pairs("same", 80), *pairs("different", 80))), NONE, precision=0.99)
    assert told.value.least == 299


def test_doubtful_pairs_do_not_count() -> None:
    doubtful = [replace(pair, label="unsure") for pair in pairs("same", 60)]
    with pytest.raises(TooFewPairs):
        train(PairSet((*doubtful, *pairs("different", 80))), NONE)


@pytest.mark.parametrize(
    "given",
    [
        (*pairs("same", 80), *(replace(pair, label="different") for pair in pairs("same", 80))),
        (*(replace(pair, label="different") for pair in pairs("same", 80)), *(replace(pair, label="same") for pair in pairs("different", 80))),
    ],
    ids=["names that are alike whatever the label", "labels the other way round"],
)  # fmt: skip
def test_pairs_that_teach_nothing_are_refused(given: tuple[LabelledPair, ...]) -> None:
    with pytest.raises(TooFewPairs) as told:
        train(PairSet(given), NONE)
    said = refusal(told.value.links, told.value.others, told.value.least, told.value.shortage, 0.95)
    assert said.startswith("没有训练：标注分不出对应与不对应")


def test_a_refusal_names_each_label_and_how_many_more() -> None:
    assert refusal(59, 80, 60, None, 0.95) == (
        "样本太少，没有训练：要保证精确率 0.95，两类标注各至少 60 对；对应（1、是、same、part）有 59 对，还差 1 对。请补充标注后重试"
    )


def test_what_changed_is_told_in_columns(trained: Trained) -> None:
    stream = io.StringIO()
    write_training(trained.matcher, trained.shipped, trained.compared, stream)
    told = stream.getvalue()
    assert told.startswith("训练匹配器：向量模型 none\n样本 160 对：应对应 80，不对应 80；来自 4 个部门或文件\n")
    assert "交叉验证" in told
    assert f"{trained.matcher.match:.4f}" in told


def test_a_matcher_is_read_as_it_was_written(tmp_path: Path) -> None:
    with (tmp_path / "匹配器.json").open("w", encoding="utf-8") as stream:
        write_matcher(MATCHER, stream)
    assert load_matcher(tmp_path / "匹配器.json", NONE) == MATCHER


def entry(**changed: object) -> str:
    stream = io.StringIO()
    write_matcher(MATCHER, stream)
    (values,) = json.loads(stream.getvalue()).values()
    return json.dumps({"none": values | changed})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "不是 JSON"), ("[]", "没有匹配器"), ("{}", "没有匹配器"), ('{"none": 1}', "缺少系数、阈值或向量模型"), (entry(match="高"), "数值不对"),
        (entry(match=0.3, review=0.6), "数值不对"), (entry(coefficients={"same_content": float("nan")}), "数值不对"), (entry(bias=None), "数值不对"),
        (entry(coefficients={"没有的": 1}), "特征「没有的」本版没有"), (entry(embedder="static-1"), "用向量模型 static-1 训练的，现在用的是 none"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_matcher_is_told(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "匹配器.json").write_text(content, encoding="utf-8")
    with pytest.raises(MatcherError, match=said):
        load_matcher(tmp_path / "匹配器.json", NONE)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MatcherError, match="无法打开"):
        load_matcher(tmp_path / "没有.json", NONE)


def test_the_numbers_of_a_matcher_are_all_checked() -> None:
    assert {name for name, kind in Matcher.__annotations__.items() if kind is float} >= {"bias", "match", "review"}
