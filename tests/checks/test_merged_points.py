"""Points in a cell that is merged over several rows are printed once, and count once."""

import pickle

from drawing import drawn

from kpi_nlp import lexicon
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.extract import extract
from kpi_nlp.model import Dossier, Paper

MERGED = """
澜川市示例局2023年度部门整体支出绩效自评表
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标（50分） | 数量指标 | 培训期数 | 12期 | 12期 | 50 | 45 |
| ^ | ^ | 培训人数 | 100人 | 90人 | ^ | ^ |
| 效益指标（50分） | 社会效益指标 | 覆盖面 | 100% | 100% | 50 | 50 |
| 合计 | < | < | < | < | 100 | {total} |
"""


def found(paper: Paper) -> list[tuple[str, str]]:
    dossier = Dossier((paper,), lexicon.profile())
    return [(finding.code, finding.message) for finding in inspect(dossier).findings if finding.code.startswith("S")]


def test_they_are_added_up_once_and_accuse_neither_row() -> None:
    assert found(extract(drawn(MERGED.format(total="95")))) == []


def test_they_are_one_also_after_a_worker_has_handed_them_over() -> None:
    paper: Paper = pickle.loads(pickle.dumps(extract(drawn(MERGED.format(total="95")))))  # noqa: S301 - our own
    assert found(paper) == []


def test_a_wrong_total_beside_them_is_wrong() -> None:
    assert found(extract(drawn(MERGED.format(total="97")))) == [
        ("S01", "第1个表逐项得分相加为 95 分；表内合计写 97 分，相差 2 分。")
    ]
