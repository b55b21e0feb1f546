"""T04: a target clearly below last year's target, or below what last year achieved."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from kpi_nlp.checks.wordings import alike_but_for_padding
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Figure,
    Indicator,
    Match,
    Page,
    Paper,
    Paragraph,
    Quantity,
    Remark,
    Row,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import compatible, pair_up, rounded, shown
from kpi_nlp.text import clip

_ENDED = re.compile(
    r"[^。；\n]*(?:结束|收尾|到期|终止|一次性|不再(?:开展|安排|实施)|基本完成|全部完工|已完工)[^。；\n]*"
)
_SPOKEN_OF = 70
_TEN_THOUSAND = Decimal(10000)
_TOTALS = ("合计", "总计", "年度资金总额", "金额合计", "资金总额", "本年支出合计")


@check(
    code="T04",
    name="target-lowered",
    title="目标逐年调低",
    severity="question",
    over="matches",
    why="同一项工作的目标逐年调低，或明显低于上年实际，会使完成变得没有难度。",
    basis="本年目标低于上年目标的 90%，或低于上年实际的 80%（反向指标相应放宽）。一次性任务、政策到期、预算削减可以解释，预算变化列在旁边。",
    cleared_by="一次性任务结束、政策到期、预算相应削减，或上年目标含跨年任务。",
    suggestion="补充说明",
    flags=(
        (
            Page(rows=(Row(target="200人次", actual="210人次"),), year=2023),
            Page(rows=(Row(target="150人次"),), stage="declaration", year=2024),
        ),
        (
            Page(rows=(Row(target="100人次", actual="300人次"),), year=2023),
            Page(rows=(Row(target="100人次"),), stage="declaration", year=2024),
        ),
    ),
    passes=(
        (
            Page(rows=(Row(target="200人次", actual="210人次"),), year=2023),
            Page(rows=(Row(target="195人次"),), stage="declaration", year=2024),
        ),
        (
            Page(rows=(Row(name="办结时限", target="≤5天", actual="5天"),), year=2023),
            Page(rows=(Row(name="办结时限", target="≤4天"),), stage="declaration", year=2024),
        ),
    ),
)
def target_lowered(dossier: Dossier) -> Iterator[Answer]:
    """Compare each row with its counterparts of the year before."""
    sure = [(later, [link.left for link in links]) for later, links in dossier.earlier_statements("years")]
    for later, counterparts in (*sure, *_shortened(dossier, sure)):
        if None in {dossier.identity(row).year for row in (later, *counterparts)}:
            yield Undecided("年度未识别，请在 manifest.csv 填写", later.location)
        elif _first_statement(dossier, later):
            answer = _compare(dossier, counterparts, later)
            ended = _ended(dossier, later) if isinstance(answer, Remark) else None
            yield (
                Undecided(f"「{later.name}」本年目标较低，文中称「{clip(ended)}」", later.location) if ended else answer
            )


def _shortened(
    dossier: Dossier, sure: Iterable[tuple[Indicator, Sequence[Indicator]]]
) -> Iterator[tuple[Indicator, Sequence[Indicator]]]:
    """Yield rows that the matcher leaves open and whose names are alike but for words that change nothing."""
    linked = {id(row) for later, earlier in sure for row in (later, *earlier)}
    open_: dict[int, list[Match]] = defaultdict(list)
    for match in dossier.matches:
        is_open = match.why == "years" and match.verdict == "review" and match.relation == "same" and not match.tied
        if (
            is_open
            and not {id(match.left), id(match.right)} & linked
            and alike_but_for_padding(match.left.name, match.right.name)
        ):
            open_[id(match.right)].append(match)
    for matches in open_.values():
        yield matches[0].right, [match.left for match in matches]


def _ended(dossier: Dossier, indicator: Indicator) -> str | None:
    """Return the sentence of the paper that says of a task that it ended or runs out."""
    blocks = dossier.paper(indicator.document).document.blocks
    said = [match[0] for block in blocks if isinstance(block, Paragraph) for match in _ENDED.finditer(block.text)]
    return next((text for text in said if fuzz.partial_ratio(indicator.name, text) >= _SPOKEN_OF), None)


def _first_statement(dossier: Dossier, indicator: Indicator) -> bool:
    """A year's target is judged where it is declared; a self-evaluation only where no declaration is in the set."""
    own = dossier.identity(indicator)
    declared = any(
        paper.document.identity.stage == "declaration" and paper.document.identity.year == own.year
        for paper in dossier.papers
    )
    return own.stage == "declaration" or not declared


def _compare(dossier: Dossier, counterparts: Sequence[Indicator], later: Indicator) -> Answer:
    profile, done = dossier.profile, [row for row in counterparts if dossier.identity(row).stage == "self_evaluation"]
    said = [("上年目标", row.target, profile.lowered_against_target, row) for row in counterparts if row.target]
    if not later.lower_is_better:  # a ceiling stands as a rule from year to year, however well it was kept
        said += [
            ("上年实际", row.actual, profile.lowered_against_actual, row)
            for row in counterparts
            if row.actual and row in done
        ]
    target = later.target
    for label, value, share, row in said:
        if target is not None and (found := _lowered(value, target, share, reverse=later.lower_is_better)):
            return _remark(dossier, (row, later), label, (value, target), found)
    return Clear()


def _lowered(before: Value, after: Value, share: Decimal, *, reverse: bool) -> tuple[Quantity, Quantity] | None:
    """Return the first part that was lowered below `share` of what stood before, a ceiling raised likewise."""
    for part in pair_up(before.quantities, after.quantities):
        if not part.sure or part.actual is None or not compatible(part.target.unit, part.actual.unit):
            continue
        downward = reverse or part.actual.low is None
        ends = zip(_ends(part.target), _ends(part.actual), strict=True)
        if all((old < share * new) if downward else (new < share * old) for old, new in ends):
            return part.target, part.actual
    return None


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return both ends of a range; a single number, or the only bound, is both of its own."""
    low = quantity.high if quantity.low is None else quantity.low
    high = quantity.low if quantity.high is None else quantity.high
    return low or Decimal(0), high or Decimal(0)


def _remark(
    dossier: Dossier,
    rows: tuple[Indicator, Indicator],
    label: str,
    values: tuple[Value, Value],
    found: tuple[Quantity, Quantity],
) -> Remark:
    earlier, later = rows
    old, new = (_ends(quantity)[0] for quantity in found)
    of_range = "下限" if any(quantity.number is None for quantity in found) else ""
    ratio = rounded(new / old * 100) if old else None
    papers = [dossier.paper(row.document) for row in rows]
    budgets = [figure for paper in papers if (figure := _budget(paper)) is not None]
    told = len(budgets) == len(papers)
    amounts = [shown(figure.amount / _TEN_THOUSAND) for figure in budgets]
    beside = f"；预算由 {amounts[0]} 万元变为 {amounts[1]} 万元" if told else ""
    return Remark(
        f"「{later.name}」本年目标「{clip(values[1].stated)}」，{label}「{clip(values[0].stated)}」{f'，{of_range}为其 {ratio}%' if ratio else ''}{beside}。",
        (
            *(Evidence.of("budget", figure) for figure in budgets if told),
            Evidence.of("target" if label == "上年目标" else "actual", values[0]),
            Evidence.of("target", values[1]),
        ),
        (earlier, later),
        Computation(
            f"{shown(new)}/{shown(old)}*100" if ratio else f"{shown(new)}-{shown(old)}",
            ratio or shown(new),
            {f"本年目标{of_range}": shown(new), f"{label}{of_range}": shown(old)},
        ),
    )


def _budget(paper: Paper) -> Figure | None:
    """Return the total of a paper's budget table in 元, None where its unit is not printed."""
    totals = (
        budget.full or budget.initial for budget in paper.budgets if budget.in_yuan and budget.item.startswith(_TOTALS)
    )
    return next((figure for figure in totals if figure is not None), None)
