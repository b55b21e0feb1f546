"""S03: a score that does not follow from what was done, by the rule of the profile."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from kpi_nlp.checks.earned import Earned, accounted_for, earned, exceeds, share_done
from kpi_nlp.checks.execution import BY_SPENDING
from kpi_nlp.checks.scored_rows import amount, kept, own_points, printed, quotes, told
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Indicator,
    Paper,
    Profile,
    Remark,
    Row,
    Suggestion,
    Undecided,
    check,
)
from kpi_nlp.quantities import in_one_unit, rounded, shown
from kpi_nlp.text import words_only

_FULL = Decimal(100)
_APART = Decimal("0.05")  # shares of completion or of points that are nearer are alike
_NOT_BEGUN = re.compile(r"^[暂尚]?未(?:开展|召开|举行|举办|组织|启动|实施|开工)|取消")
_MOST = Decimal("0.75")
_OF_POINTS = re.compile(r"扣|得分|评分|打分|从严|酌情|档")
_TELLS_WHY = re.compile(r"扣|因|由于|不足|不够|尚未|有待")  # in a column of notes, which mostly say what is measured
_NOTHING = frozenset({"", "无", "/", "-", "—", "——", "不适用"})


@check(
    code="S03",
    name="score-against-completion",
    title="得分与完成情况不符",
    severity="question",
    over="indicators",
    why="没有完成的指标应按完成程度扣分，已完成的无故不应扣分；否则得分不反映绩效。",
    basis="完成的得满分；未完成的按 分值×实际÷目标 计分，成本、投诉等反向指标按口径规定的公式，定性指标按「部分达成」「未达成」的分档；未开展的不得分。得分高于此数的、完成大半而得分不足此数一半的、完成却扣分而未说明的、同表中完成少的得分率反而高的列出。允许末位相差 1。行内印有评分标准的由 S05 复算。",
    cleared_by="按本地评分办法分档或酌情计分，并注明依据；扣分已在正文说明。",
    suggestion="调减分值",
    flags=(
        Row(name="培训人次", target="200人次", actual="150人次", weight="10", score="10"),
        Row(name="培训人次", target="200人次", actual="150人次", weight="10", score="9"),
        Row(name="论坛举办情况", target="举办1次", actual="未开展", weight="5", score="3"),
        Row(name="培训人次", target="200人次", actual="210人次", weight="10", score="8"),
    ),
    passes=(
        Row(name="培训人次", target="200人次", actual="150人次", weight="10", score="7.5"),
        Row(name="投诉次数", target="≤10次", actual="12次", weight="10", score="8"),
        Row(name="培训人次", target="200人次", actual="520人次", weight="10", score="9"),
        Row(name="培训人次", target="200人次", actual="150人次", weight="10", score="10", rubric="≥150人次得满分"),
    ),
    summary="有 {count} 项得分与完成情况不符：{names}",
)
def score_against_completion(dossier: Dossier) -> Iterator[Answer]:
    """Compare each score with what the row earned, then the rows of a table with each other."""
    tables: dict[tuple[str, str | None, str | None], list[Indicator]] = defaultdict(list)
    for row in own_points(dossier.evaluated):
        if not _is_scored(row):
            continue
        answer = _answer(row, dossier)
        if isinstance(answer, Clear) and row.missed and len(row.parts) == 1:
            tables[row.document, row.table, row.scope].append(row)
        if answer is not None:
            yield answer
    for rows in tables.values():
        yield from _reversed_order(rows)


def _is_scored(row: Indicator) -> bool:
    """Rows with values and points; those with a rubric, or with more points than there are, are S05's."""
    if row.answered is None or row.weight is None or row.score is None or row.rubric is not None:
        return False
    return 0 <= row.score.amount <= row.weight.amount and row.weight.amount > 0


def _answer(row: Indicator, dossier: Dossier) -> Answer | None:
    if row.state == "unmet":
        return _put_off(row)
    if (limit := _limit_in_words(row, dossier.profile)) is not None:
        return _graded_in_words(row, *limit)
    if row.missed:
        return _missed(row, dossier.profile)
    if row.parts and all(part.met for part in row.parts):
        return _met(row, dossier)
    if row.state == "met":
        return Clear()
    return Undecided(f"「{row.name}」的目标与实际无法比较，得分不能复算", row.location) if row.parts else None


def _put_off(row: Indicator) -> Answer:
    """「未开展」 earns nothing, 「不及时」 not everything."""
    weight, score, actual = amount(row.weight), amount(row.score), row.actual.text if row.actual else ""
    if _NOT_BEGUN.search(actual) and score > 0:
        return _remark(row, "，不应得分")
    return _remark(row, "，不应得满分") if score >= weight else Clear()


def _limit_in_words(row: Indicator, profile: Profile) -> tuple[str, Decimal] | None:
    """Return what an actual says of a goal in words, and the share of the points that it may not reach; None for the best."""
    ways = list(profile.qualitative.items())
    text = row.actual.text if row.actual else ""
    said = [at for at, (way, _) in enumerate(ways) if way.removesuffix("预期指标") in text]
    worst = max(said, default=0)
    return (ways[worst][0], ways[worst - 1][1]) if worst and not row.parts else None


def _graded_in_words(row: Indicator, way: str, share: Decimal) -> Answer:
    most = amount(row.weight) * share
    if not exceeds(row, most):
        return Clear()
    formula = Computation(
        f"{shown(amount(row.weight))}*{shown(share)}", rounded(most), {"档次": way}, printed(row.score)
    )
    return _remark(row, f"，「{way}」一档最高 {rounded(most)} 分", formula)


def _missed(row: Indicator, profile: Profile) -> Answer | None:
    """Compare with what the row earned; full marks of several parts are R02's, a rate of 100 % is R01's."""
    full = amount(row.score) >= amount(row.weight)
    if len(row.parts) > 1:
        return None if full else _of_several(row)
    if full and (row.printed_rate or 0) >= _FULL:
        return None
    due = earned(row, row.parts[0], profile)
    if due is None:
        return Undecided(f"「{row.name}」的目标是区间，得分不能复算", row.location)
    if not exceeds(row, max(due.points, due.most)):
        return (
            _remark(row, f"，按完成程度应为 {rounded(due.points)} 分", _computed(row, due), "补充说明")
            if _starved(row, due)
            else Clear()
        )
    words = (
        f"，未完成却得满分，按完成程度应为 {rounded(due.points)} 分"
        if full
        else f"，按完成程度应为 {rounded(due.points)} 分"
    )
    return _remark(row, words, _computed(row, due))


def _of_several(row: Indicator) -> Answer:
    """Whatever the parts weigh, all of them together earn no more than the one that went furthest, and no less than the last."""
    shares = [(share, part) for part in row.parts if part.sure and (share := share_done(part)) is not None]
    most = max(shares, key=itemgetter(0), default=None)
    doubt = Undecided(f"「{row.name}」含多个分项，得分不能复算", row.location)
    if most is None or len(shares) < len(row.parts) or not all(part.missed for part in row.parts):
        return doubt
    share, part = most
    points = amount(row.weight) * share
    if not exceeds(row, points) or kept(row) - share <= _APART or part.actual is None or not part.target.number:
        return doubt
    goal, done = map(shown, in_one_unit(part.target, part.actual))
    ceiling = part.lower_is_better or part.target.low is None
    formula = f"{shown(amount(row.weight))}*{f'(2-{done}/{goal})' if ceiling else f'{done}/{goal}'}"
    operands = {"分值": shown(amount(row.weight)), "实际": done, "目标": goal}
    told = f"，各分项均未完成，完成最多的一项也只应得 {rounded(points)} 分"
    return _remark(row, told, Computation(formula, rounded(points), operands, printed(row.score)))


def _starved(row: Indicator, due: Earned) -> bool:
    """Most was done, and not half of what that earns was given; nothing at all is a rule of its own, as is what a reason says of points."""
    score, told = amount(row.score), row.reason.text if row.reason else ""
    return 0 < score < due.points / 2 and due.points >= amount(row.weight) * _MOST and not _OF_POINTS.search(told)


def _computed(row: Indicator, due: Earned) -> Computation:
    return Computation(due.formula, rounded(due.points), due.operands, printed(row.score))


def _met(row: Indicator, dossier: Dossier) -> Answer:
    """Points lost although all was met: explained, far above the target, or taken from the actual as a share, they may be."""
    weight, score = amount(row.weight), amount(row.score)
    if score >= weight or BY_SPENDING.search(row.name) or _is_explained(row, dossier.paper(row.document)):
        return Clear()
    if accounted_for(row, dossier.profile):
        return Clear()
    formula = Computation(
        f"{shown(weight)}-{shown(score)}", shown(weight - score), {"分值": shown(weight), "得分": shown(score)}
    )
    return _remark(row, "，已完成却扣分，且未说明原因", formula, "补充说明")


def _is_explained(row: Indicator, paper: Paper) -> bool:
    if row.reason is not None and row.reason.text.strip(" 。") not in _NOTHING:
        return True
    if row.note is not None and _TELLS_WHY.search(row.note.text):
        return True
    name = words_only(row.name)
    return any(said.deducted is not None and name in words_only(said.text) for said in paper.scores)


def _reversed_order(rows: Sequence[Indicator]) -> Iterator[Remark]:
    """Yield the one pair of a table in which the row that did less kept the larger share of its points by most."""
    done = sorted(
        ((share, kept(row), row) for row in rows if (share := share_done(row.parts[0])) is not None),
        key=lambda entry: entry[0],
    )
    worst: tuple[Decimal, Indicator, Indicator] | None = None
    behind, best = 0, done[0] if done else None
    for share, points, row in done:
        while done[behind][0] < share - _APART:
            best = max(best or done[behind], done[behind], key=lambda entry: entry[1])
            behind += 1
        gap = best[1] - points if best and behind else Decimal(0)
        if best and gap > max(_APART, worst[0] if worst else _APART):
            worst = (gap, best[2], row)
    if worst:
        yield _unfair(*worst[1:])


def _unfair(less: Indicator, more: Indicator) -> Remark:
    shares = [f"{shown(amount(row.score))}/{shown(amount(row.weight))}" for row in (less, more)]
    return Remark(
        f"{told(less)}；{told(more)}：完成少的得分率反而高。",
        (*quotes(more), *quotes(less)),
        (more, less),
        Computation(
            "-".join(shares),
            rounded(kept(less) - kept(more)),
            dict(zip((less.name, more.name), shares, strict=False)),
        ),
    )


def _remark(
    row: Indicator, words: str, computation: Computation | None = None, suggestion: Suggestion | None = None
) -> Remark:
    return Remark(f"{told(row)}{words}。", quotes(row), (row,), computation, suggestion=suggestion)
