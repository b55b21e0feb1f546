"""Figures on sets that are counted by hand, what they must never do, and the thresholds that precision for certain takes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from kpi_nlp.evaluate.metrics import calibration, clusters, counts, curve, ranking, resamples, spread, wilson
from kpi_nlp.evaluate.thresholds import choice, half_by_document, lower_bound, lowest_for, needed, shortage
from kpi_nlp.model import Bin, Counts

TRUTH = np.array([True, True, False, True, False, False])
SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.3, 0.2])

judged = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0])), min_size=1, max_size=60
)


def columns(pairs: list[tuple[bool, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([link for link, _ in pairs]), np.array([score for _, score in pairs])


def test_decisions_are_counted() -> None:
    decided = counts(TRUTH, SCORES, 0.65)
    assert decided == Counts(true_positive=2, false_positive=1, false_negative=1, true_negative=2)
    assert (decided.total, decided.links, decided.linked) == (6, 3, 3)
    assert (decided.precision, decided.recall, decided.f1) == (2 / 3, 2 / 3, 2 / 3)


def test_a_share_of_nothing_is_no_figure() -> None:
    assert (Counts(0, 0, 2, 1).precision, Counts(0, 0, 2, 1).recall, Counts(0, 0, 2, 1).f1) == (None, 0, 0)
    assert (Counts(0, 1, 0, 1).precision, Counts(0, 1, 0, 1).recall) == (0, None)
    assert Counts(0, 0, 0, 4).f1 is None


def test_ranking_figures_are_those_of_the_definitions() -> None:
    # links at places 1, 2 and 4: precision 1, 1 and 3/4 at them; of 9 pairs of link and other 8 are in order
    found = ranking(TRUTH, SCORES)
    squares = 0.1**2 + 0.2**2 + 0.7**2 + 0.4**2 + 0.3**2 + 0.2**2
    errors = 0.1 + 0.2 + 0.7 + 0.4 + 0.3 + 0.2  # each in a bin of its own
    assert found == pytest.approx(
        {"average_precision": 11 / 12, "roc_auc": 8 / 9, "brier": squares / 6, "calibration_error": errors / 6}
    )
    assert ranking(np.array([True, True]), np.array([0.1, 0.9])) == {}


def test_bins_hold_mean_and_share() -> None:
    found = calibration(np.array([True, False, True, True]), np.array([0.85, 0.81, 1.0, 0.96]))
    assert found == (Bin(pytest.approx(0.83), 0.5, 2, 0.5), Bin(pytest.approx(0.98), 1.0, 2, 0.5))


def test_an_interval_of_wilson() -> None:
    assert wilson(0, 0) == (0, 1)
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)


def test_pairs_are_drawn_by_document_and_always_alike() -> None:
    groups = clusters(["甲", "乙", "甲", "", "乙", ""])
    assert [list(group) for group in groups] == [[1, 4], [0, 2], [3], [5]]
    assert [list(group) for group in clusters(["甲", "甲", ""])] == [[0], [1], [2]]
    first, second = list(resamples(groups)), list(resamples(groups))
    assert all((one == other).all() for one, other in zip(first, second, strict=True))
    assert all(list(drawn).count(1) == list(drawn).count(4) for drawn in first)
    assert list(resamples(clusters(["甲"]))) == []
    assert len(list(resamples(clusters(["甲", "甲"])))) == len(first)


def test_a_spread_leaves_out_what_a_draw_does_not_define() -> None:
    draws = [np.array([0]), np.array([1])]
    found = spread(draws, lambda chosen: {"place": float(chosen[0]), **({"first": 1.0} if chosen[0] == 0 else {})})
    assert found == {"place": pytest.approx((0.025, 0.975)), "first": (1.0, 1.0)}


def test_the_curve_holds_the_precision_at_each_recall() -> None:
    line = {round(point.recall, 2): point.precision for point in curve(TRUTH, SCORES, [])}
    assert (line[0.33], line[0.66], line[0.67], line[1.0]) == (1.0, 1.0, 0.75, 0.75)
    assert curve(np.array([False]), np.array([0.5]), []) == ()


@given(judged)
def test_a_higher_threshold_never_finds_more(pairs: list[tuple[bool, float]]) -> None:
    truth, scores = columns(pairs)
    steps = [counts(truth, scores, step) for step in np.linspace(0, 1.1, 23)]
    for low, high in pairwise(steps):
        assert high.linked <= low.linked
        assert high.true_positive <= low.true_positive
        assert high.total == low.total == len(pairs)
        assert (high.recall or 0) <= (low.recall or 0)


@given(judged)
def test_ranking_figures_are_those_of_scikit_learn(pairs: list[tuple[bool, float]]) -> None:
    truth, scores = columns(pairs)
    found = ranking(truth, scores)
    if found:
        theirs = average_precision_score(truth, scores), roc_auc_score(truth, scores), brier_score_loss(truth, scores)
        assert (found["average_precision"], found["roc_auc"], found["brier"]) == pytest.approx(theirs)
        bins = sum(bin_.share * abs(bin_.said - bin_.found) for bin_ in calibration(truth, scores))
        assert found["calibration_error"] == pytest.approx(bins)


@given(judged)
def test_figures_are_shares(pairs: list[tuple[bool, float]]) -> None:
    truth, scores = columns(pairs)
    assert all(0 <= figure <= 1 for figure in ranking(truth, scores).values())
    assert sum(bin_.pairs for bin_ in calibration(truth, scores)) == len(pairs)
    assert sum(bin_.share for bin_ in calibration(truth, scores)) == pytest.approx(1)


@pytest.mark.parametrize(("errors", "least"), [(0, 59), (1, 93), (2, 124), (3, 153)])
def test_how_many_links_precision_for_certain_takes(errors: int, least: int) -> None:
    assert needed(0.95, errors) == least
    assert lower_bound(least - errors, least) >= 0.95 > lower_bound(least - 1 - errors, least - 1)


def test_the_lowest_threshold_that_reaches_a_precision() -> None:
    truth = np.array([True] * 60 + [False] * 40)
    scores = np.array([0.9] * 60 + [0.5] * 40)
    found = lowest_for(truth, scores, 0.95)
    assert found is not None
    assert (found.threshold, found.counts) == (pytest.approx(0.7), Counts(60, 0, 0, 40))
    assert found.bound == pytest.approx(0.05 ** (1 / 60))


def test_what_is_lacking_where_no_threshold_reaches_it() -> None:
    truth = np.array([True] * 50 + [False] + [True] * 20)
    scores = np.array([0.9] * 50 + [0.8] + [0.7] * 20)
    assert lowest_for(truth, scores, 0.95) is None
    found = shortage(truth, scores, 0.95)
    assert found is not None
    assert (found.at.threshold, found.at.counts.linked, found.more) == (0.9, 50, 9)
    assert shortage(np.array([False]), np.array([0.9]), 0.95) is None


@given(judged)
def test_a_chosen_threshold_links_nothing_that_scores_nothing(pairs: list[tuple[bool, float]]) -> None:
    truth, scores = columns(pairs)
    found = lowest_for(truth, scores, 0.5)
    assert found is None or (found.bound >= 0.5 and found.threshold > 0)


def test_a_threshold_is_chosen_on_one_part_and_reported_on_the_other() -> None:
    truth = np.array([True] * 60 + [True, False])
    scores = np.array([0.9] * 60 + [0.9, 0.95])
    dev = np.arange(62) < 60
    found = choice(truth, scores, dev, 0.95)
    assert (found.apart, found.dev_pairs, found.test_pairs) == (True, 60, 2)
    assert found.reported is not None
    assert found.reported.counts == Counts(1, 1, 0, 0)
    same = choice(truth, scores, np.zeros(62, dtype=bool), 0.95)
    assert (same.apart, same.dev_pairs, same.test_pairs, same.chosen) == (False, 62, 62, None)
    assert same.shortage is not None
    assert same.shortage.more == needed(0.95, 1) - 62


def test_documents_are_dealt_whole_and_only_where_there_are_enough() -> None:
    documents = [name for name in "甲乙丙丁" for _ in range(60)]
    truth = np.ones(240, dtype=bool)
    half = half_by_document(documents, truth, 0.95)
    assert {name for name, chosen in zip(documents, half, strict=True) if chosen} == {"丁", "乙"}
    assert not half_by_document(documents[:180], truth[:180], 0.95).any()
    assert not half_by_document(documents, truth, 0.99).any()
