"""S04: a grade that the stated score does not earn."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.bands import bands_of
from kpi_nlp.checks.score_sheets import sheets
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Grade,
    Page,
    Paper,
    Remark,
    Row,
    Severity,
    Undecided,
    check,
)
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.sums import sum_of

_FULL = Decimal(100)
_NOT_OWN = re.compile(r"项目|财政[部厅局]|第三方|重点评价|抽查|复核|上级")  # graded by others, or another thing
_NEARLY_ALL = 90  # a sheet of fewer points has a scale of its own, or shows only a part
_SHEET = (Row(name="甲", weight="60", score="55"), Row(name="乙", weight="40", score="33"))


@dataclass(frozen=True, slots=True)
class Score:
    """A score of the whole, and where it is stated."""

    amount: Decimal
    quote: Evidence


@check(
    code="S04",
    name="grade-wrong",
    title="等级与得分不符",
    severity="error",
    over="documents",
    why="评价等级由得分按分档确定，等级高于得分所在的档次，结果应用就没有依据。",
    basis="90 分（含）以上为优，80－90 分为良，60－80 分为中，60 分以下为差（口径另有规定或文中写明分档的从其规定）；等级与同一行、同一句或同一表的总分比较。符合另一种通行分档（80/70/60）的列为疑点。",
    cleared_by="按本地规定的分档评定，并注明依据。",
    suggestion="更正",
    flags=(
        Page(sentences=("本部门2024年度绩效自评得分为88分，评价等级为“优”。",)),
        Page(rows=_SHEET, tables=((("自评得分", "78", "自评等级", "良"),),)),
    ),
    passes=(
        Page(sentences=("本部门2024年度绩效自评得分为90分，评价等级为“优”。",)),
        Page(sentences=("绩效评价等级分为：优（得分≥85分）、良（75分≤得分＜85分）、中（60分≤得分＜75分）、差（得分＜60分）。", "自评得分为88分，评价等级为“优”。")),
        Page(sentences=("2023年度绩效自评得分为78分，评价等级为“优”。",), rows=_SHEET, total="88"),
    ),
)  # fmt: skip
def grade_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Compare every grade with the score it goes with, once per letter and scope of a paper."""
    for paper in dossier.papers:
        groups: dict[tuple[str, str | None], list[Grade]] = defaultdict(list)
        for grade in paper.grades:
            if paper.of_its_year(grade.period) and grade.period != "计划":
                groups[grade.letter, grade.scope].append(grade)
        for alike in groups.values():
            yield from _judged(dossier, paper, alike)


def _judged(dossier: Dossier, paper: Paper, grades: Sequence[Grade]) -> Iterator[Answer]:
    scores = list({score.amount: score for grade in grades for score in _scores(paper, grade)}.values())
    own = bands_of(paper)
    bands = own or dossier.profile.grades
    letter = grades[0].letter
    if not scores or letter not in bands or any(not 0 <= score.amount <= _FULL for score in scores):
        return
    verdicts = {_earns(bands, letter, score.amount) for score in scores}
    if verdicts == {False}:
        elsewhere = own is None and all(_earns(dossier.profile.other_grades, letter, score.amount) for score in scores)
        yield _remark(grades, scores[0], bands, "question" if elsewhere else "error")
    elif verdicts == {True}:
        yield Clear()
    else:
        told = "、".join(shown(score.amount) for score in scores)
        yield Undecided(f"等级「{letter}」与几处总分（{told}）有的相符，有的不符或在分档线上", grades[0].location)


def _scores(paper: Paper, grade: Grade) -> Iterator[Score]:
    """Yield the scores that a grade goes with: its own, those of its table, else those of the whole paper."""
    if grade.score is not None:
        yield Score(grade.score.amount, _quoted(grade))
        return
    if grade.scope == WHOLE and _NOT_OWN.search(grade.text):
        return
    totals = [
        total
        for sheet in sheets(paper)
        if sheet.scope == grade.scope and sum_of(sheet.weights) >= _NEARLY_ALL
        for total in sheet.totals
    ]
    here = [total for total in totals if grade.location.table and total.table == grade.location.table]
    for total in here or totals:
        yield Score(total.figure.amount, Evidence.of("total", total.figure))
    if here:
        return
    for said in paper.scores:
        if said.total and said.score is not None and said.scope == grade.scope and paper.of_its_year(said.period):
            yield Score(said.score, Evidence("sentence", said.text, said.location))


def _quoted(grade: Grade) -> Evidence:
    """Quote the score of a row; that of a sentence stands in the sentence itself."""
    if grade.score is None or grade.score.text in grade.text:
        return Evidence("grade", grade.text, grade.location)
    return Evidence.of("score", grade.score)


def _earns(bands: Mapping[str, Decimal], letter: str, score: Decimal) -> bool | None:
    """Return whether a score earns a grade; None on the very line where the band above begins."""
    earned = next((name for name, lowest in bands.items() if score >= lowest), None)
    letters = list(bands)
    on_line = earned is not None and score == bands[earned] and letters.index(letter) == letters.index(earned) + 1
    return None if on_line else earned == letter


def _remark(grades: Sequence[Grade], score: Score, bands: Mapping[str, Decimal], severity: Severity) -> Remark:
    letter, lowest = grades[0].letter, bands[grades[0].letter]
    earned = next(name for name, least in bands.items() if score.amount >= least)
    limit = lowest if score.amount < lowest else bands[list(bands)[list(bands).index(letter) - 1]]
    beside = "；按 80/70/60 分档则相符，请核对适用的分档" if severity == "question" else ""
    told = f"不足「{letter}」的最低分 {shown(limit)} 分" if limit == lowest else f"已到上一档的最低分 {shown(limit)} 分"
    return Remark(
        f"得分 {shown(score.amount)} 分，评为「{letter}」，{told}，应为「{earned}」{beside}。",
        tuple(dict.fromkeys([*(Evidence("grade", grade.text, grade.location) for grade in grades), score.quote])),
        computation=Computation(
            f"{shown(score.amount)}-{shown(limit)}",
            shown(score.amount - limit),
            {"得分": shown(score.amount), "分档线": shown(limit)},
            letter,
        ),
        severity=severity,
        sentence=f"等级 {grades[0].scope or ''}",
    )
