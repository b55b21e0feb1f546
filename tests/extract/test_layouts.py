"""Forms as published, each drawn with the whole of what must be read of it; the drawings stand in layouts/*.toml.

A form is read as cells, as Word and PDF have them, and as the text of a converter, which prints a merged cell once.
`exact = false` stands where only the text shows what is meant, `text = false` where the text has lost it.
"""

import random
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn, said

from kpi_nlp import lexicon
from kpi_nlp.align import align
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.extract import extract
from kpi_nlp.model import Block, Cell, Dossier, ExplainedTable, Table

_LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.toml"))
_CASES = [
    pytest.param(case, exact, id=f"{path.stem}: {case['layout']} ({'cells' if exact else 'text'})")
    for path in _LAYOUTS
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    for exact in (True, False)
    if case.get("exact" if exact else "text", True)
]


@pytest.mark.parametrize(("case", "exact"), _CASES)
def test_a_layout_is_read_as_a_whole(case: dict[str, Any], exact: bool) -> None:  # noqa: FBT001 - a parameter
    assert said(extract(drawn(case["form"], exact=exact))) == case["said"].strip().splitlines()


@pytest.mark.parametrize(("case", "exact"), _CASES)
def test_a_form_without_faults_is_accused_of_nothing(case: dict[str, Any], exact: bool) -> None:  # noqa: FBT001 - a parameter
    papers = (extract(drawn(case["form"], exact=exact)),)
    links = align(papers)
    dossier = Dossier(papers, lexicon.profile(), None, links.matches, links.mentions, links.comparisons)
    assert [finding.message for finding in inspect(dossier).findings if finding.severity != "note"] == []


@pytest.mark.parametrize(("case", "exact"), _CASES)
def test_an_explanation_shows_each_fact_once_and_changes_none(case: dict[str, Any], exact: bool) -> None:  # noqa: FBT001 - a parameter
    document = drawn(case["form"], exact=exact)
    paper = extract(document, explain=True)
    assert replace(paper, explanation=None) == extract(document)
    assert paper.explanation is not None
    rows = [row for block in paper.explanation.blocks if isinstance(block, ExplainedTable) for row in block.rows]
    facts = (*paper.indicators, *paper.categories, *paper.totals, *paper.budgets)
    assert Counter(type(fact) for row in rows for fact in row.facts) == Counter(map(type, facts))


def damaged(table: Table, chance: random.Random) -> Table:
    """Return a table that has lost cells and rows, repeats some, and claims merges that are none."""
    rows = [list(row) for row in table.rows]
    texts = [cell.text for row in rows for cell in row]
    for _ in range(chance.randint(1, 6)):
        at, row = chance.randrange(len(rows)), chance.choice(rows)
        match chance.choice(("row", "cell", "merge", "text", "again", "shuffle", "empty")):
            case "row" if len(rows) > 1:
                del rows[at]
            case "cell" if row:
                del row[chance.randrange(len(row))]
            case "merge" if row:
                _change(row, chance, covered=chance.choice(("", "right", "down", "inner")))
            case "text" if row:
                _change(row, chance, text=chance.choice([*texts, "", "1", "。", "项目名称", "合计", "年度总体目标"]))
            case "again":
                rows.insert(at, list(row))
            case "shuffle":
                chance.shuffle(rows)
            case "empty":
                rows[at] = []
    return replace(table, rows=tuple(map(tuple, rows)), exact=chance.random() < 0.5)


def _change(row: list[Cell], chance: random.Random, **changes: Any) -> None:  # noqa: ANN401 - any field of a cell
    at = chance.randrange(len(row))
    row[at] = replace(row[at], **changes)


@pytest.mark.parametrize("seed", range(200))
def test_a_damaged_form_breaks_nothing(seed: int) -> None:
    chance = random.Random(seed)
    document = drawn(chance.choice(_CASES).values[0]["form"])  # type: ignore[index]
    blocks: list[Block] = [damaged(block, chance) if isinstance(block, Table) else block for block in document.blocks]
    document = replace(document, blocks=tuple(blocks))
    assert replace(extract(document, explain=True), explanation=None) == extract(document)
