"""The checks of scores: how often they say that they could not tell, and that a second program comes to their results."""

from decimal import Decimal

import pytest

from kpi_nlp.checks.s03_score_against_completion import score_against_completion
from kpi_nlp.checks.s04_grade_wrong import grade_wrong
from kpi_nlp.checks.s05_rubric_misapplied import rubric_misapplied
from kpi_nlp.checks.s06_weights_wrong import weights_wrong
from kpi_nlp.model import Check, Example, Outcome, Page, Row
from kpi_nlp.testing import ask

GRADED = "部门整体绩效自评得分{}分，评价等级为{}。"
TIERS = "≥95%得6分;90%≤x<95%得4分;<90%得0分"
OUTPUT, RESULTS = ("产出指标（60分）", "数量指标"), ("效益指标（40分）", "社会效益指标")
CASES: list[tuple[Check, Example, Outcome]] = [
    (score_against_completion, Row(target="10次", actual="8次", weight="10", score="8"), Outcome(clear=1)),
    (score_against_completion, Row(target="10次", actual="8次", weight="10", score="10"), Outcome(hit=1)),
    (score_against_completion, Row(target="10次", actual="8次", weight="10"), Outcome(not_applicable=1)),
    (score_against_completion, Row(target="2-3小时", actual="1小时", weight="10", score="5"), Outcome(undecided=1)),
    (score_against_completion, Row(target="讲座5场，展览5场", actual="讲座5场，展览4场", weight="10", score="9"), Outcome(undecided=1)),
    (grade_wrong, Page(sentences=(GRADED.format(95, "优"),)), Outcome(clear=1)),
    (grade_wrong, Page(sentences=(GRADED.format(55, "优"),)), Outcome(hit=1)),
    (grade_wrong, Page(sentences=(GRADED.format(90, "良"),)), Outcome(undecided=1)),
    (grade_wrong, Page(sentences=("全年开展活动3场。",)), Outcome(not_applicable=1)),
    (rubric_misapplied, Row(target="≥95%", actual="96%", weight="6", score="6", rubric=TIERS), Outcome(clear=1)),
    (rubric_misapplied, Row(target="≥95%", actual="92%", weight="6", score="6", rubric=TIERS), Outcome(hit=1)),
    (rubric_misapplied, Row(target="≥95%", actual="较高", weight="6", score="6", rubric=TIERS), Outcome(undecided=1)),
    (rubric_misapplied, Row(target="≥95%", actual="96%", weight="6", score="6", rubric="酌情评分"), Outcome(undecided=1)),
    (rubric_misapplied, Row(target="≥95%", actual="96%"), Outcome(not_applicable=1)),
    (weights_wrong, Page(rows=(Row(weight="60", levels=OUTPUT), Row(weight="40", levels=RESULTS))), Outcome(clear=1)),
    (weights_wrong, Page(rows=(Row(weight="55", levels=OUTPUT), Row(weight="40", levels=RESULTS))), Outcome(hit=1)),
    (weights_wrong, Page(rows=(Row(target="3次", weight="60", levels=OUTPUT), Row(target="3次", weight="", levels=RESULTS))), Outcome(undecided=1)),
    (weights_wrong, Page(rows=(Row(target="3次", actual="3次"),)), Outcome(not_applicable=1)),
]  # fmt: skip
CHECKS = (score_against_completion, grade_wrong, rubric_misapplied, weights_wrong)


@pytest.mark.parametrize(("check", "example", "outcome"), CASES)
def test_outcomes_are_counted(check: Check, example: Example, outcome: Outcome) -> None:
    assert ask(check, example).outcomes == {check.code: outcome}


@pytest.mark.parametrize(
    ("row", "formula", "result"),
    [
        (Row(target="≥300次", actual="280次", weight="10", score="10"), "10*280/300", "9.33"),
        (Row(target="≤10次", actual="13次", weight="10", score="10"), "10*(1-(13-10)/10)", "7"),
        (Row(target="≤10次", actual="25次", weight="10", score="10"), "10*0", "0"),
        (Row(target="5万人", actual="40000人", weight="10", score="10"), "10*40000/50000", "8"),
    ],
)
def test_what_a_missed_target_earns(row: Row, formula: str, result: str) -> None:
    (finding,) = ask(score_against_completion, row).findings
    assert finding.computation is not None
    assert (finding.computation.formula, finding.computation.result) == (formula, result)


@pytest.mark.parametrize(
    ("check", "example"), [pytest.param(check, flag, id=check.code) for check in CHECKS for flag in check.flags]
)
def test_a_second_program_comes_to_the_result(check: Check, example: Example) -> None:
    (finding,) = ask(check, example).findings
    computation = finding.computation
    if computation is not None:  # 「未开展」 needs no arithmetic
        value = eval(computation.formula, {"__builtins__": {}})  # noqa: S307 - our own formulas, digits and signs only
        assert Decimal(str(value)) == pytest.approx(Decimal(computation.result), abs=Decimal("0.0051"))
