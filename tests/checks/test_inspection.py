"""How remarks are ordered, counted and told apart."""

from collections.abc import Iterator

import pytest

from kpi_nlp.checks import ALL
from kpi_nlp.checks.inspection import inspect, merged
from kpi_nlp.model import Answer, Check, Clear, Dossier, Evidence, Outcome, Page, Remark, Row, Undecided, check
from kpi_nlp.model.check import Over
from kpi_nlp.testing import dossier_of

_ROWS = tuple(Row(name=name, target="3次", actual="3次") for name in ("讲座场次", "展览数量", "培训期数"))
_TWO_YEARS = tuple(
    Page(year=year, rows=_ROWS, sentences=("全年讲座场次3次。", "全年展览数量3次。")) for year in (2023, 2024)
)


def _asking(*answers: Answer, over: Over = "indicators", code: str = "Z01") -> Check:
    @check(
        code=code, name="a-check", title="示例", severity="question", over=over, why="。", basis="。",
        cleared_by="。", suggestion="更正", flags=(), passes=(), collapse=9,
    )  # fmt: skip
    def question(dossier: Dossier) -> Iterator[Answer]:  # noqa: ARG001 - a question may need nothing
        yield from answers

    return question


@pytest.mark.parametrize(("over", "population"), [("documents", 2), ("indicators", 6), ("matches", 3), ("claims", 4)])
def test_what_was_not_answered_for_does_not_apply(over: Over, population: int) -> None:
    dossier = dossier_of(_TWO_YEARS)
    (left, right) = next((match.left, match.right) for match in dossier.matches)
    assert left.target is not None
    assert right.target is not None
    answers = (Clear(), Undecided("不明", right.location), Remark("有误。", (Evidence.of("target", left.target),)))
    for count in range(4):
        told = inspect(dossier, (_asking(*answers[:count], over=over),)).outcomes["Z01"]
        rest = max(0, population - count)
        assert told == Outcome(hit=count > 2, clear=count > 0, not_applicable=rest, undecided=count > 1)


def test_findings_are_sorted_by_severity_then_paper_then_place() -> None:
    dossier = dossier_of(_TWO_YEARS)
    earlier, later = dossier.papers
    targets = [row.target for paper in (later, earlier) for row in reversed(paper.indicators)]
    remarks = [Remark(f"{at}。", (Evidence.of("target", target),)) for at, target in enumerate(targets) if target]
    remarks += [
        Remark("错。", remarks[0].evidence, severity="error"),
        Remark("微。", remarks[-1].evidence, severity="note"),
    ]
    both = Remark("两份。", (*remarks[1].evidence, *remarks[4].evidence))
    findings = inspect(dossier, (_asking(*remarks, both),)).findings
    assert [finding.message for finding in findings] == [
        "错。",
        "5。",
        "4。",
        "3。",
        "2。",
        "1。",
        "两份。",
        "0。",
        "微。",
    ]


def test_equal_sentences_are_told_apart_by_their_number() -> None:
    dossier = dossier_of(_TWO_YEARS)
    claim = dossier.papers[1].claims[0]
    remark = Remark("有误。", (Evidence("sentence", claim.text, claim.location),), sentence=claim.text)
    once, twice, thrice = (
        [finding.fingerprint for finding in inspect(dossier, (_asking(*[remark] * times),)).findings]
        for times in (1, 2, 3)
    )
    assert once == twice[:1] == thrice[:1]
    assert twice == thrice[:2]
    assert len(set(thrice)) == 3
    (other,) = inspect(dossier, (_asking(Remark("有误。", remark.evidence, sentence=f"{claim.text} 第2处")),)).findings
    assert other.fingerprint == thrice[1]


def test_outcomes_of_several_dossiers_are_added_up() -> None:
    one, other = {"A01": Outcome(1, 2, 3, 4)}, {"A01": Outcome(10, 20, 30, 40), "S01": Outcome(hit=1)}
    total = merged([one, other])
    assert (total["A01"], total["S01"], total["T01"]) == (Outcome(11, 22, 33, 44), Outcome(hit=1), Outcome())
    assert list(total) == [each.code for each in ALL]
