"""Many remarks that are alike become one with its rows: by the card of the check, and where a paper holds too much to read."""

from collections import Counter
from collections.abc import Iterator

from kpi_nlp.checks.inspection import inspect
from kpi_nlp.model import Answer, Check, Dossier, Evidence, Page, Remark, Row, Severity, check
from kpi_nlp.testing import dossier_of

ROWS = tuple(Row(name=f"任务{number}数量", target=f"{number}项", actual=f"{number}项") for number in range(1, 21))


def flagging(code: str, severity: Severity, count: int, *, collapse: int = 6) -> Check:
    """Return a check that flags the first `count` rows."""

    @check(
        code=code, name="a-check", title="示例", severity=severity, over="indicators", why="。", basis="。",
        cleared_by="。", suggestion="更正", flags=(), passes=(), collapse=collapse,
    )  # fmt: skip
    def question(dossier: Dossier) -> Iterator[Answer]:
        for row in list(dossier.indicators)[:count]:
            assert row.target
            yield Remark(f"「{row.name}」有误。", (Evidence.of("target", row.target),), (row,))

    return question


def told(*checks: Check) -> dict[str, list[int]]:
    """Return how many rows each finding of a check lists; a single one lists none."""
    found: dict[str, list[int]] = {}
    for finding in inspect(dossier_of(Page(rows=ROWS)), checks).findings:
        found.setdefault(finding.code, []).append(len(finding.rows))
    return found


def test_few_remarks_stay_apart() -> None:
    assert told(flagging("Z01", "error", 6)) == {"Z01": [0] * 6}


def test_more_than_the_card_allows_become_one() -> None:
    assert told(flagging("Z01", "error", 7), flagging("Z02", "note", 1, collapse=0)) == {"Z01": [7], "Z02": [1]}


def test_a_paper_with_more_than_25_items_loses_notes_first_then_large_groups() -> None:
    checks = [flagging(f"Z0{number}", "question", 6) for number in range(1, 5)]
    assert sum(map(len, told(*checks).values())) == 24
    fuller = told(*checks, flagging("Z05", "note", 3), flagging("Z06", "error", 6))
    assert fuller["Z05"] == [3]
    assert fuller["Z06"] == [0] * 6
    assert Counter(len(rows) for rows in fuller.values()) == {6: 3, 1: 3}
    assert fuller["Z01"] == fuller["Z02"] == [6]


def test_what_is_taken_together_lists_every_row_with_what_was_said_of_it() -> None:
    (finding,) = inspect(dossier_of(Page(rows=ROWS)), (flagging("Z01", "error", 8),)).findings
    assert finding.message.startswith("示例1.docx 8处：示例。如：「任务1数量」有误")
    assert [row.quote for row in finding.rows] == [f"「任务{number}数量」有误。" for number in range(1, 9)]
