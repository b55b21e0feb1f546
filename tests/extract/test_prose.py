"""Prose that no full stop ends: cut at commas, nothing lost."""

import pytest

from kpi_nlp.extract import extract
from kpi_nlp.readers import Source, read


@pytest.mark.parametrize("clause", ["全年完成培训100人次，", "95%、", "1,", "1+", "12/34×"])
def test_a_sentence_without_an_end_is_cut(clause: str) -> None:
    text = clause * 2000
    claims = extract(read(Source("自评.txt", text.encode()))).claims
    assert all(len(claim.text) <= 2000 for claim in claims)
    if "完成" in clause:
        assert "".join(claim.text for claim in claims) == text
