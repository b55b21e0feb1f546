"""Labels of pairs: kept with how they came about, and never with the text of a report in the trail."""

from kpi_nlp.model import PairLabel
from kpi_nlp.review import Store, label_pair, labels_of, trail


def test_of_each_reviewer_and_pair_the_last_label_holds(store: Store) -> None:
    first = label_pair(store, PairLabel("a" * 64, "same", "random", "王审", "match"))
    second = label_pair(store, PairLabel("a" * 64, "part", "random", "王审", "match"))
    other = label_pair(store, PairLabel("a" * 64, "unsure", "chosen", "李核", "review", blind=False))
    assert first.at
    assert labels_of(store) == (second, other)


def test_the_trail_names_the_pair_by_its_hash(store: Store) -> None:
    label_pair(store, PairLabel("b" * 64, "different", "random", "王审", "match"))
    (entry,) = [entry for entry in trail(store) if entry.action == "label"]
    assert (entry.actor, entry.content, entry.sound) == (
        "王审",
        {"pair": "b" * 64, "label": "different", "source": "random", "blind": True},
        True,
    )
