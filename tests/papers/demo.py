"""The faulty demo set as reports that can be written in every format, laid out as `tools/write_reports.py` lays it out."""

import tomllib
from collections.abc import Iterator
from typing import Any

from report_forms import STAGE_TITLES, form
from write_reports import REPORTS, with_faults

from papers.report import Block, Grid, Line, Report


def faulty_reports() -> Iterator[tuple[str, Report]]:
    """Yield name and report of each paper of the set with the planted faults."""
    source, faults = (_toml(name) for name in ("source.toml", "faulty/faults.toml"))
    for department in with_faults(source, faults)["department"]:
        for year in department["year"]:
            for stage in department["formats"]:
                blocks = tuple(_blocks(department, year, stage))
                yield f"{department['name']}{year['year']}年{STAGE_TITLES[stage]}", Report(blocks, ())


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((REPORTS / name).read_text(encoding="utf-8"))


def _blocks(department: dict[str, Any], year: dict[str, Any], stage: str) -> Iterator[Block]:
    if stage == "self_evaluation":
        yield Line(f"{department['name']}{year['year']}年部门整体绩效自评报告", heading=True)
        yield from (Line(text) for paragraph in year["prose"] for text in paragraph if text)
    laid_out = form(department, year, stage)
    yield Line(laid_out.title, heading=True)
    yield Line(laid_out.subtitle)
    yield Grid(laid_out.rows, laid_out.widths)
