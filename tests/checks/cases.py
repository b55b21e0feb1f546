"""The examples of a check: those of its card, and the cases of the long tail that stand in TOML."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from kpi_nlp.model import Check, Example, Indicator, Page, Paper, Row
from kpi_nlp.model.document import Stage
from kpi_nlp.testing import paper_of

CASES = Path(__file__).parent / "cases"


def cases_of(check: Check) -> list[dict[str, Any]]:
    """Return the cases of a check, none where it has no file."""
    path = CASES / f"{check.code.lower()}.toml"
    if not path.exists():
        return []
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return cases


def examples_of(check: Check) -> Iterator[tuple[str, Example]]:
    """Yield every example with where it comes from: the card, or the source of its case."""
    yield from (("card, flagged", example) for example in check.flags)
    yield from (("card, passed", example) for example in check.passes)
    yield from ((case["source"], example_of(case)) for case in cases_of(check))


def crowds_of(check: Check) -> Iterator[tuple[str, Example]]:
    """Yield one paper for each stage in which a check has examples: all their rows in one table, all their sentences and tables.

    The largest comes again in reverse order, and as a paper of every other stage. Examples of several papers of the same
    stages and years come together, too, in order and in reverse.
    """
    pages: dict[Stage, list[Page]] = {}
    sets: dict[tuple[tuple[Stage, int | None], ...], list[tuple[Page, ...]]] = {}
    for _, example in examples_of(check):
        if isinstance(example, tuple):
            sets.setdefault(tuple((page.stage, page.year) for page in example), []).append(example)
        else:
            page = Page(rows=(example,)) if isinstance(example, Row) else example
            pages.setdefault(page.stage, []).append(page)
    for stage, alike in pages.items():
        yield stage, _together(alike, stage)
    if pages:
        stage, alike = max(pages.items(), key=lambda item: len(item[1]))
        yield f"{stage}, in reverse", _together(alike[::-1], stage)
        yield from ((f"of {stage} as {other}", _together(alike, other)) for other in get_args(Stage) if other != stage)
    for kinds, several in sets.items():
        told = ", ".join(f"{stage} {year}" for stage, year in kinds)
        for order, examples in (("", several), (", in reverse", several[::-1])) if len(several) > 1 else ():
            merged = zip(kinds, zip(*examples, strict=True), strict=True)
            yield f"{told}{order}", tuple(_together(papers, stage, year) for (stage, year), papers in merged)


def _together(pages: Sequence[Page], stage: Stage, year: int | None = 2024) -> Page:
    return Page(
        rows=tuple(row for page in pages for row in page.rows),
        sentences=tuple(sentence for page in pages for sentence in page.sentences),
        tables=tuple(table for page in pages for table in page.tables),
        stage=stage,
        year=year,
    )


def example_of(case: dict[str, Any]) -> Example:
    """Return the row, the page or the pages of a case."""
    if "row" in case:
        return _row(case["row"])
    return _page(case["page"]) if "page" in case else tuple(_page(page) for page in case["pages"])


def _row(table: dict[str, Any]) -> Row:
    return Row(**{**table, **({"levels": tuple(table["levels"])} if "levels" in table else {})})


def _page(table: dict[str, Any]) -> Page:
    return Page(
        rows=tuple(_row(row) for row in table.get("rows", ())),
        sentences=tuple(table.get("sentences", ())),
        total=table.get("total"),
        tables=tuple(map(_grid, table.get("tables", ()))),
        stage=table.get("stage", "self_evaluation"),
        year=table.get("year", 2024) or None,
    )


def _grid(table: str | list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table, which may be written as lines with bars between the cells."""
    lines = [line.split("|") for line in table.strip().split("\n")] if isinstance(table, str) else table
    return tuple(tuple(line) for line in lines)


def indicator_of(
    *, name: str = "示例指标", levels: tuple[str, str] = ("产出指标", "数量指标"), **cells: str | None
) -> Indicator:
    """Return what is extracted from a row of an example."""
    values: dict[str, Any] = {"name": name, "levels": levels, **cells}
    return paper_of(Page(rows=(Row(**values),)), "示例.docx").indicators[0]


def paper_of_sentences(*sentences: str) -> Paper:
    """Return what is extracted from paragraphs alone."""
    return paper_of(Page(sentences=sentences), "示例.docx")
