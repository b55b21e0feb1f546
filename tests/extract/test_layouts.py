"""Forms as published, each drawn with the whole of what must be read of it; the drawings stand in layouts/*.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn, said

from kpi_nlp.extract import extract

_LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.toml"))
_CASES = [
    pytest.param(case, id=f"{path.stem}: {case['layout']}")
    for path in _LAYOUTS
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("case", _CASES)
def test_a_layout_is_read_as_a_whole(case: dict[str, Any]) -> None:
    paper = extract(drawn(case["form"], exact=case.get("exact", True)))
    assert said(paper) == case["said"].strip().splitlines()
