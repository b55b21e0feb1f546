"""Clean reports of many kinds: no error, no question."""

from pathlib import Path

import pytest

from kpi_nlp.pipeline import check_reports
from planting.clean.variants import Variant, variants
from planting.sets import write

_LEAST = 60


def test_there_are_enough_variants_of_all_formats() -> None:
    assert len({variant.name for variant in variants()}) == len(variants()) >= _LEAST
    assert {variant.suffix for variant in variants()} >= {"docx", "xlsx", "txt", "csv", "html"}


@pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.name)
def test_a_clean_set_is_not_accused(variant: Variant, tmp_path: Path) -> None:
    write(variant.printed().reports, variant.suffix, tmp_path)
    result = check_reports([tmp_path], isolated=False)
    assert result.problems == ()
    assert [finding.message for finding in result.findings if finding.severity != "note"] == []
