"""What a review teaches: verdicts and labels become pairs and figures of checks, each with how it came about."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_nlp.align import embedders
from kpi_nlp.align.matcher import matcher_for
from kpi_nlp.evaluate import PairSet, evaluate, pairs_from, read_pairs
from kpi_nlp.evaluate.measuring import hear
from kpi_nlp.model import (
    Decision,
    FindingPair,
    KnownPair,
    Label,
    LabelledPair,
    Named,
    PairLabel,
    Result,
    RuleShare,
    RuleVerdict,
    Ruling,
)
from kpi_nlp.pipeline import align_reports
from kpi_nlp.reports import replace_file
from kpi_nlp.reports.contract import whole
from kpi_nlp.reports.labels import write_labels
from kpi_nlp.review import (
    Store,
    begin_run,
    decide,
    finish_run,
    keep_finding_pair,
    label_pair,
    labels_from,
    latest,
    open_store,
    pairs_of,
    purge,
    trail,
)

TITLE = "申报、监控、自评之间目标值变化"
CHOSEN = KnownPair("c" * 64, Named("培训人次", unit="人次"), Named("线上培训人次", unit="人次"), "水务局")
PLACE = "2024/自评.docx 表1 第4行"


@pytest.fixture
def taught(store: Store, faulty: Result) -> Store:
    """A store with one run on the demo set and the pairs on which its findings rest."""
    finish_run(
        store,
        begin_run(store, ("报告",), version="1", actor="测试"),
        whole(faulty, "check", "1"),
        actor="测试",
        pairs=pairs_of(faulty),
    )
    return store


@pytest.fixture
def base(faulty: Result) -> FindingPair:
    """The first pair on which a finding rests."""
    return next(pairs_of(faulty))


def ruled(
    store: Store, base: FindingPair, verdict: Ruling | None, reviewer: str = "王审", counterpart: str | None = None, *, second: bool = False
) -> None:  # fmt: skip
    round_ = "second" if second else "first"
    standing = latest(store, [base.fingerprint]).get((base.fingerprint, round_))
    decision = Decision(base.fingerprint, base.evidence_hash, verdict, "", reviewer, round_, counterpart=counterpart)
    decide(store, decision, seen=standing.number if standing else None)


def pairs_in(store: Store) -> Sequence[tuple[str, Label, str, bool, bool]]:
    return [(pair.left.text, pair.label, pair.drawn, pair.blind, pair.disputed) for pair in labels_from(store).pairs]


@pytest.mark.parametrize(
    ("verdict", "label", "right"),
    [
        ("confirmed", "same", True), ("rectified", "same", True), ("dismissed", "same", False), ("mismatched", "different", None),
    ],
)  # fmt: skip
def test_a_verdict_on_a_finding_labels_its_pair_and_its_check(
    taught: Store, base: FindingPair, verdict: Ruling, label: Label, right: object
) -> None:
    ruled(taught, base, verdict)
    left, right_side = base.pair.left, base.pair.right
    found = labels_from(taught)
    assert found.pairs == (
        LabelledPair(left, right_side, label, document=base.pair.document, drawn="finding", blind=False),
    )
    assert [said.right for said in found.rules] == [right]


def test_a_verdict_that_is_open_or_taken_back_teaches_nothing_of_the_pair(taught: Store, base: FindingPair) -> None:
    ruled(taught, base, "needs_material")
    assert (pairs_in(taught), [said.right for said in labels_from(taught).rules]) == ([], [None])
    ruled(taught, base, None)
    assert (labels_from(taught).pairs, labels_from(taught).rules) == ((), ())


def test_the_row_that_was_chosen_instead_is_the_right_one(taught: Store, base: FindingPair) -> None:
    keep_finding_pair(taught, replace(base, pair=CHOSEN, counterpart=PLACE))
    ruled(taught, base, "mismatched", counterpart=PLACE)
    assert pairs_in(taught) == [
        (base.pair.left.text, "different", "finding", False, False),
        ("培训人次", "same", "finding", False, False),
    ]
    ruled(taught, base, "confirmed")
    assert [entry[:2] for entry in pairs_in(taught)] == [(base.pair.left.text, "same")]


def test_where_two_reviewers_differ_nothing_is_sure(taught: Store, base: FindingPair) -> None:
    ruled(taught, base, "confirmed")
    ruled(taught, base, "mismatched", "李核")
    assert [entry[1:] for entry in pairs_in(taught)] == [("unsure", "finding", False, True)]
    assert [said.right for said in labels_from(taught).rules] == [None]
    assert pairs_from(labels_from(taught)).notes == ("有 1 对各人标注不一，训练时不用",)


def test_the_second_round_decides_between_reviewers(taught: Store, base: FindingPair) -> None:
    ruled(taught, base, "confirmed")
    ruled(taught, base, "mismatched", "李核")
    ruled(taught, base, "dismissed", "赵复", second=True)
    assert [entry[1:] for entry in pairs_in(taught)] == [("same", "finding", False, False)]
    assert [said.right for said in labels_from(taught).rules] == [False]


def test_a_blind_label_counts_before_a_verdict_and_a_contradiction_is_told(taught: Store, base: FindingPair) -> None:
    label_pair(taught, PairLabel(base.pair.key, "part", "random", "李核", "match"), base.pair)
    ruled(taught, base, "confirmed")
    assert [entry[1:] for entry in pairs_in(taught)] == [("part", "random", True, False)]
    ruled(taught, base, "mismatched")
    assert [entry[1:] for entry in pairs_in(taught)] == [("part", "random", True, True)]


def test_purged_text_is_told_and_verdicts_on_checks_stay(taught: Store, base: FindingPair) -> None:
    ruled(taught, base, "confirmed")
    purge(taught, actor="王审")
    found = labels_from(taught)
    assert (found.pairs, found.purged, [said.right for said in found.rules]) == ((), 1, [True])
    assert pairs_from(found).notes == ("1 对标注没有留存名称（已用 purge 清除），无法使用",)


def test_no_text_of_a_pair_is_in_the_trail(taught: Store, base: FindingPair) -> None:
    keep_finding_pair(taught, replace(base, pair=CHOSEN, counterpart=PLACE))
    label_pair(taught, PairLabel(base.pair.key, "same", "random", "王审", "match"), base.pair)
    told = json.dumps([entry.content for entry in trail(taught)], ensure_ascii=False)
    assert [text for text in (base.pair.left.text, base.pair.document, "培训人次") if text in told] == []


def test_a_store_of_before_is_taken_up(place: str) -> None:
    from sqlalchemy import select, update

    from kpi_nlp.review.schema import about, finding_pairs, pairs

    old = open_store(place)
    with old.writing() as connection:
        for table in (finding_pairs, pairs):
            table.drop(connection)
        connection.execute(update(about).where(about.c.name == "schema").values(value="1"))
    old.close()
    now = open_store(place)
    assert labels_from(now).pairs == ()
    with now.reading() as connection:
        assert connection.execute(select(about.c.value).where(about.c.name == "schema")).scalar() == "2"
    now.close()


def test_a_file_says_what_the_store_says(taught: Store, faulty: Result, tmp_path: Path) -> None:
    bases = list(pairs_of(faulty))
    for base, verdict in zip(
        bases, ("confirmed", "dismissed", "mismatched", "needs_material", "rectified"), strict=False
    ):
        ruled(taught, base, verdict)  # type: ignore[arg-type]
    label_pair(taught, PairLabel(CHOSEN.key, "part", "random", "王审", "review"), CHOSEN)
    labels = labels_from(taught)
    path = tmp_path / "标注.jsonl"
    replace_file(path, lambda stream: write_labels(labels, stream))
    assert read_pairs(path) == replace(pairs_from(labels), files=(path,))
    assert "王审" not in path.read_text(encoding="utf-8")


def test_a_pair_is_seen_with_the_features_that_its_rows_had(reports: Path) -> None:
    embedder = embedders.load("static")
    result = align_reports([reports / "renamed"], embedder="static")
    identities = {paper.document.path: paper.document.identity for paper in result.papers}
    links = [match for match in result.matches if match.relation == "same"]
    known = [KnownPair.of(match.left, match.right, identities) for match in links]
    told = hear([LabelledPair(pair.left, pair.right, "same") for pair in known], embedder, matcher_for(embedder)).told
    for at, match in enumerate(links):
        assert told.scored.of(at) == pytest.approx(
            {name: value for name, value in match.features.items() if name in told.scored.of(at)}
            | {"position": told.scored.of(at)["position"]}
        )


def labelled(label: Label, drawn: str = "", *, blind: bool = True, disputed: bool = False) -> LabelledPair:
    return LabelledPair(Named("培训人次"), Named("培训人次"), label, drawn=drawn, blind=blind, disputed=disputed)


def test_the_headline_counts_random_and_blind_labels_alone() -> None:
    pairs = (
        labelled("same", "random"),
        labelled("same"),
        labelled("different", "finding", blind=False),
        labelled("different", "map", blind=False),
        labelled("unsure", "map", blind=False),
        labelled("same", "map", blind=False),
    )
    found = evaluate(PairSet(pairs), embedders.load("none"))
    assert (found.counts.true_positive, found.counts.total) == (2, 2)
    assert {name: (counts.true_positive, counts.false_positive) for name, counts in found.asides.items()} == {
        "finding": (0, 1),
        "map": (1, 1),
    }


def test_verdicts_give_the_precision_of_each_check() -> None:
    given_ = [*[True] * 8, *[False] * 2, *[None] * 3]
    found = evaluate(
        PairSet((), rules=tuple(RuleVerdict("T01", TITLE, right) for right in given_)), embedders.load("none")
    )
    (share,) = found.rules
    assert share == RuleShare("T01", TITLE, 8, 2, 3, (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4)))  # type: ignore[arg-type]
    assert (share.precision, found.counts.total, found.judged) == (0.8, 0, ())


RULINGS = st.sampled_from(["confirmed", "dismissed", "mismatched", "needs_material", "rectified", None])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.sampled_from(["王审", "李核"]), RULINGS, st.booleans()), max_size=6))
def test_whatever_was_decided_a_file_says_it_once_and_the_last_words_hold(
    faulty: Result, tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, Ruling | None, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = open_store(folder / "review.sqlite")
    base = next(pairs_of(faulty))
    finish_run(
        store,
        begin_run(store, ("报告",), version="1", actor="测试"),
        whole(faulty, "check", "1"),
        actor="测试",
        pairs=[base],
    )
    for reviewer, ruling, second in said:
        ruled(store, base, ruling, reviewer, second=second)
    found = labels_from(store)
    store.close()
    words: dict[bool, dict[str, Ruling]] = {False: {}, True: {}}
    for reviewer, ruling, second in said:
        if ruling is None:
            words[second].clear()
        else:
            words[second][reviewer] = ruling
    last = set((words[True] or words[False]).values())
    links, others = bool(last & {"confirmed", "dismissed", "rectified"}), "mismatched" in last
    expected = ["unsure" if links and others else "same" if links else "different"] if links or others else []
    assert [pair.label for pair in found.pairs] == expected
    assert [pair.disputed for pair in found.pairs] == [links and others] * len(expected)
    assert len(found.rules) == bool(last)
