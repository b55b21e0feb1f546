"""A03: a document most of whose numeric rows print exactly the target as the actual."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Remark,
    Row,
    check,
)
from kpi_nlp.quantities import equals, rounded
from kpi_nlp.text import clip

_FULL = Decimal(100)


@check(
    code="A03",
    name="mass-restatement",
    title="全表实际值等于目标值",
    severity="note",
    over="documents",
    why="大多数指标的实际值与目标值分毫不差，往往是照目标倒填，或目标定得过低。",
    basis="有数量目标的指标不少于 10 项，其中实际与目标数字相同的占 60% 以上为疑点，除目标为 100% 或零的以外占 40% 以上为提示；每份文件只报一次，列出各行。",
    cleared_by="目标属规定动作（合规、全覆盖），实际必然等于目标；或有台账可查。",
    suggestion="补充说明",
    flags=(
        Page(
            rows=tuple(
                Row(name=f"任务{number}数量", target=f"{number}项", actual=f"{number}项") for number in range(1, 13)
            )
        ),
    ),
    passes=(
        Page(
            rows=tuple(
                Row(name=f"任务{number}数量", target=f"{number}项", actual=f"{number + 1}项") for number in range(1, 13)
            )
        ),
        Page(
            rows=tuple(
                Row(name=f"任务{number}数量", target=f"{number}项", actual=f"{number}项") for number in range(1, 8)
            )
        ),
    ),
)
def mass_restatement(dossier: Dossier) -> Iterator[Answer]:
    """Count, per document, the rows with amounts whose actual equals the target in every part."""
    for paper in dossier.papers:
        if paper.document.identity.stage == "monitoring":
            continue
        numeric = [indicator for indicator in paper.indicators if any(part.actual for part in indicator.parts)]
        if len(numeric) < dossier.profile.mass_restatement_rows:
            continue
        restated = [indicator for indicator in numeric if _restated(indicator)]
        share = Decimal(len(restated)) / len(numeric)
        question = share >= dossier.profile.mass_restatement_question
        free = Decimal(sum(not _at_its_limit(indicator) for indicator in restated)) / len(numeric)
        if not question and free < dossier.profile.mass_restatement_note:
            yield Clear()
        else:
            yield _remark(paper, numeric, restated, question=question)


def _restated(indicator: Indicator) -> bool:
    return all(part.actual is not None and equals(part.target, part.actual) for part in indicator.parts)


def _at_its_limit(indicator: Indicator) -> bool:
    """Of 100 % and of none there is no more to be had: such rows equal their targets wherever all went well."""
    limits = {("percent", _FULL), *((kind, Decimal(0)) for kind in ("count", "percent", "other"))}
    return all((part.target.kind, part.target.number) in limits for part in indicator.parts)


def _remark(paper: Paper, numeric: Sequence[Indicator], restated: Sequence[Indicator], *, question: bool) -> Remark:
    share = rounded(Decimal(len(restated) * 100) / len(numeric))
    first, said = next((indicator, indicator.answered) for indicator in restated if indicator.answered)
    return Remark(
        f"{paper.document.name} 有数量目标的 {len(numeric)} 项指标中，{len(restated)} 项的实际值与目标值数字相同（{share}%），"
        f"如「{first.name}」{clip(said[0].stated)}→{clip(said[1].stated)}。",
        Evidence.of_row(*said),
        computation=Computation(
            f"{len(restated)}/{len(numeric)}*100", share, {"相同": str(len(restated)), "有数量目标": str(len(numeric))}
        ),
        rows=tuple(Member.of(indicator) for indicator in restated),
        severity="question" if question else "note",
        sentence="实际值等于目标值",
    )
