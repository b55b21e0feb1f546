"""Whole evaluations, counted by hand; two of them compared; what the candidate step loses."""

from dataclasses import replace

import pytest
from heard import MATCHER, heard
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_nlp.align import embedders
from kpi_nlp.align.matcher_file import known_features
from kpi_nlp.evaluate import PairSet, Terms, compare, evaluate
from kpi_nlp.evaluate.measuring import measure
from kpi_nlp.model import Counts, Label, LabelledPair, Named
from kpi_nlp.reports.evaluation.words import feature

ROWS: list[tuple[str, str, Label, float, str]] = [
    ("培训人次", "培训人次", "same", 0.9, "甲"), ("会议场次", "召开会议场次", "same", 0.8, "甲"), ("论文数", "发表论文数", "same", 0.3, "乙"),
    ("泵站座数", "新建、改造泵站座数", "part", 0.75, "乙"), ("线上培训人数", "线下培训人数", "different", 0.85, "甲"), ("公路里程", "公路数量", "different", 0.1, "乙"),
    ("满意度", "知晓率", "unsure", 0.95, "乙"),
]  # fmt: skip


def test_figures_are_those_counted_by_hand() -> None:
    found = measure(heard(ROWS, hits=(1, 2, 0, -1, -1, -1, -1)), MATCHER, Terms())
    assert found.counts == Counts(true_positive=3, false_positive=1, false_negative=1, true_negative=1)
    assert (found.doubtful, found.documents, found.threshold, found.bias) == (1, 2, 0.7, -2.0)
    hand = {
        "precision": 3 / 4, "recall": 3 / 4, "f1": 3 / 4, "candidate_recall": 1, "scorer_recall": 3 / 4, "hit_at_1": 1 / 3,
        "mrr": (1 + 1 / 2) / 3, "roc_auc": 5 / 8, "average_precision": (1 + 2 / 3 + 3 / 4 + 4 / 5) / 4,
    }  # fmt: skip
    assert {name: found.figures[name] for name in hand} == pytest.approx(hand)
    assert set(found.intervals) == set(found.figures) == set(found.clustered)
    assert all(low <= found.figures[name] <= high for name, (low, high) in found.intervals.items())


def test_strict_counts_a_part_as_no_link() -> None:
    found = measure(heard(ROWS), MATCHER, Terms(strict=True))
    assert found.counts == Counts(true_positive=2, false_positive=2, false_negative=1, true_negative=1)


def test_a_threshold_of_ones_own_decides() -> None:
    found = measure(heard(ROWS), MATCHER, Terms(threshold=0.82))
    assert (found.threshold, found.counts) == (0.82, Counts(1, 1, 3, 1))


def test_a_pair_that_the_candidate_step_loses_is_a_miss() -> None:
    found = measure(heard(ROWS, lost=(0,)), MATCHER, Terms())
    assert found.counts == Counts(2, 1, 2, 1)
    told = (found.figures["candidate_recall"], found.figures["scorer_recall"], found.figures["recall"])
    assert told == pytest.approx((3 / 4, 2 / 3, 2 / 4))
    assert [(judged.pair.left.text, judged.lost, judged.probability) for judged in found.judged if judged.lost] == [
        ("培训人次", True, 0.0)
    ]


def test_wrong_pairs_come_the_surest_first_with_what_each_feature_did() -> None:
    found = measure(heard(ROWS), MATCHER, Terms())
    assert [(judged.pair.left.text, judged.linked) for judged in found.errors] == [
        ("论文数", False),
        ("线上培训人数", True),
    ]
    assert found.errors[0].contributions == pytest.approx({"same_content": 4 * 0.3, "unit": -1.5 * 0.5})


def test_strata_are_counted_apart() -> None:
    found = measure(heard(ROWS, strata=("a", "a", "b", "b", "b", "", "b")), MATCHER, Terms())
    assert found.strata == {"a": Counts(2, 0, 0, 0), "b": Counts(1, 1, 1, 0)}


def test_a_threshold_is_chosen_on_the_pairs_that_are_given_for_it() -> None:
    dev = [("甲", "甲", "same", 0.6, "丙")] * 60 + [("甲", "乙", "different", 0.2, "丙")] * 5
    found = measure(heard(ROWS), MATCHER, Terms(), heard(dev)).choice
    assert (found.apart, found.dev_pairs, found.test_pairs) == (True, 65, 6)
    assert found.chosen is not None
    assert found.reported is not None
    assert (found.chosen.threshold, found.reported.counts) == (pytest.approx(0.4), Counts(3, 1, 1, 1))


def test_labels_of_one_kind_give_no_ranking() -> None:
    found = measure(heard(ROWS[:3]), MATCHER, Terms())
    assert "roc_auc" not in found.figures
    assert found.figures["precision"] == 1


def test_a_comparison_finds_the_pairs_that_are_decided_otherwise_and_no_others() -> None:
    first = measure(heard(ROWS), MATCHER, Terms())
    other = [
        (*row[:3], probability, row[4])
        for row, probability in zip(ROWS, (0.9, 0.2, 0.8, 0.75, 0.2, 0.1, 0.1), strict=True)
    ]
    found = compare(first, measure(heard(other), MATCHER, Terms()))
    flipped = [(one.pair.left.text, one.linked, two.linked) for one, two in found.flipped]
    assert flipped == [("会议场次", True, False), ("论文数", False, True), ("线上培训人数", True, False)]
    assert (found.won, found.lost, found.p_value) == (2, 1, 1.0)


def test_the_chance_of_a_difference_is_that_of_mcnemar() -> None:
    rows = [("甲", "甲", "same", 0.9, "")] * 6 + [("甲", "乙", "different", 0.1, "")]
    worse = [(*row[:3], 0.1, "") for row in rows]
    found = compare(measure(heard(rows), MATCHER, Terms()), measure(heard(worse), MATCHER, Terms()))
    assert (found.won, found.lost, found.p_value) == (0, 6, pytest.approx(2 / 2**6))
    assert compare(found.first, found.first).p_value == 1


def named(left: str, right: str, label: Label) -> LabelledPair:
    return LabelledPair(Named(left), Named(right), label)


BY_CONTENT = replace(MATCHER, coefficients={"same_content": 10.0}, bias=-5.0)


def test_the_matcher_is_asked_for_names_alone() -> None:
    pairs = (named("科普讲座", "科普讲座", "same"), named("蓝藻打捞", "校舍维修", "different"))
    found = evaluate(PairSet(pairs, notes=("提醒",)), embedders.load("none"), matcher=BY_CONTENT)
    assert (found.counts, found.title, found.notes) == (Counts(1, 0, 0, 1), "none", ("提醒",))
    assert found.figures["hit_at_1"] == 1


def test_a_large_set_shows_what_the_candidate_step_loses() -> None:
    letters = [chr(0x4E00 + 50 * at) + chr(0x4E01 + 61 * at) + chr(0x4E02 + 37 * at) for at in range(120)]
    pairs = (*(named(name, name, "same") for name in letters), named("蓝藻", "校舍维修", "same"))
    found = evaluate(PairSet(pairs), embedders.load("none"), matcher=BY_CONTENT)
    assert [judged.pair.left.text for judged in found.judged if judged.lost] == ["蓝藻"]
    assert found.figures["candidate_recall"] == pytest.approx(120 / 121)
    assert found.figures["hit_at_1"] == pytest.approx(120 / 121)


def test_every_feature_has_a_chinese_name() -> None:
    assert [name for name in sorted(known_features()) if feature(name) == name] == []


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_the_names_are_they_are_judged(given_names: list[tuple[str, str, bool]]) -> None:
    pairs = tuple(named(one, other, "same" if link else "different") for one, other, link in given_names)
    found = evaluate(PairSet(pairs), embedders.load("none"))
    assert len(found.judged) == found.counts.total == len(pairs)
    assert all(0 <= judged.probability <= 1 for judged in found.judged)
