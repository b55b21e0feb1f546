"""H01 asks what was filed, never what was handed out to be filled in."""

import pytest

from kpi_nlp import lexicon
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.model import Dossier, Page, Row
from kpi_nlp.testing import DEPARTMENT, paper_of

PAGE = Page(rows=(Row(name="培训人次", target="200人次", actual="请填写"),))


@pytest.mark.parametrize(
    ("name", "codes"),
    [("自评表.docx", ["H01"]), ("自评表模板.docx", []), ("自评报告参考提纲.docx", []), ("绩效目标申报样表.xlsx", [])],
)
def test_a_sample_may_hold_prompts(name: str, codes: list[str]) -> None:
    dossier = Dossier((paper_of(PAGE, name),), lexicon.profile(), DEPARTMENT)
    assert [finding.code for finding in inspect(dossier).findings] == codes
