"""An office's own synonyms and opposites are added to ours, and told where they contradict each other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_nlp import lexicon
from kpi_nlp.lexicon import LexiconError, canonical, loading, opposed


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for left in tmp_path.glob("*.toml"):
        left.unlink()
    lexicon.use(tmp_path)  # without files: our own lexicons alone
    loading.own.clear()  # there is no verb to forget a folder, since a run has one


def test_own_words_join_our_groups(own: Path) -> None:
    (own / "synonyms.toml").write_text('groups = [["最低生活保障", "低收入保障"]]\n', encoding="utf-8")
    (own / "antonyms.toml").write_text('groups = [["甲片区", "乙片区", "丙片区"]]\n', encoding="utf-8")
    lexicon.use(own)
    assert canonical("低收入保障人数") == canonical("低保人数")
    assert opposed("丙片区面积", "甲片区面积") == ("丙片区", "甲片区")


def test_words_that_are_the_same_and_opposed_are_told(own: Path) -> None:
    (own / "antonyms.toml").write_text('pairs = [["低保", "最低生活保障"]]\n', encoding="utf-8")
    with pytest.raises(LexiconError) as told:
        lexicon.use(own)
    assert (
        str(told.value)
        == "词库中「低保」与「最低生活保障」既是同义词（synonyms.toml）又是相对的词（antonyms.toml），请删去一处"
    )


def test_own_padding_and_letters_are_added_too(own: Path) -> None:
    assert "惠民" not in lexicon.padding()[1]  # remembered before the folder is used
    (own / "padding.toml").write_text('words = ["惠民"]\n', encoding="utf-8")
    (own / "letters.toml").write_text('telling = ["金银"]\n', encoding="utf-8")
    lexicon.use(own)
    assert "惠民" in lexicon.padding()[1]
    assert frozenset("金银") in lexicon.telling_letters()


def test_letters_that_are_no_list_are_refused(own: Path) -> None:
    (own / "letters.toml").write_text("telling = [5]\n", encoding="utf-8")
    with pytest.raises(LexiconError):
        lexicon.use(own)


def test_a_kind_of_an_office_is_told_apart_too(own: Path) -> None:
    assert not lexicon.placement().is_elsewhere("质量指标", "驻村天数")  # remembered before the folder is used
    kind = '[[kinds]]\nout_of = ["质量指标"]\n[[kinds.forms]]\nends = ["驻村天数"]\n'
    (own / "placement.toml").write_text(kind, encoding="utf-8")
    lexicon.use(own)
    assert lexicon.placement().is_elsewhere("质量指标", "驻村天数")
    assert lexicon.placement().is_elsewhere("质量指标", "单位成本")


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        ("", "KeyError: 'forms'"),
        ('[[kinds.forms]]\nend = ["驻村天数"]\n', "TypeError: _form() got an unexpected keyword argument 'end'"),
    ],
)
def test_a_kind_that_cannot_be_used_is_told(own: Path, forms: str, told: str) -> None:
    (own / "placement.toml").write_text(f'[[kinds]]\nout_of = ["质量指标"]\n{forms}', encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(told)):
        lexicon.use(own)
