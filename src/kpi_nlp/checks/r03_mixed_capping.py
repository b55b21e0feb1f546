"""R03: one table caps some over-fulfilled rows at 100 % and prints others above."""

from collections import defaultdict
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
    Quantity,
    Remark,
    Row,
    Undecided,
    check,
)
from kpi_nlp.quantities import completion, in_one_unit, rounded, shown
from kpi_nlp.text import clip

_FULL = Decimal(100)
_CLEARLY = Decimal("1.01")  # what rounds to 100 % is printed so without being capped


@check(
    code="R03",
    name="mixed-capping",
    title="完成率封顶口径不一致",
    severity="question",
    over="documents",
    why="同一张表中，有的超额指标按实际完成率填报，有的封顶填 100%，完成率之间不可比，平均完成率也不可信。",
    basis="同一张表内实际明显超过目标的指标，既有完成率填 100% 的，也有填 100% 以上的；每张表只报一次，列出各行；「不少于」填 100% 而确数照算的、比率填 100% 而数量照算的、约数填 100% 的，不算封顶。",
    cleared_by="填报说明规定了哪些指标封顶。",
    suggestion="更正",
    flags=(
        Page(
            rows=(
                Row(name="培育技术经纪人数量", target="200名", actual="516名", rate="100.00%"),
                Row(name="参加学术会议场次", target="40场", actual="45场", rate="112.50%"),
            )
        ),
    ),
    passes=(
        Page(
            rows=(
                Row(name="培育技术经纪人数量", target="200名", actual="516名", rate="100.00%"),
                Row(name="参加学术会议场次", target="40场", actual="45场", rate="100.00%"),
            )
        ),
        Page(
            rows=(
                Row(name="培育技术经纪人数量", target="200名", actual="200名", rate="100.00%"),
                Row(name="参加学术会议场次", target="40场", actual="45场", rate="112.50%"),
            )
        ),
    ),
)
def mixed_capping(dossier: Dossier) -> Iterator[Answer]:
    """Sort the over-fulfilled rows of each table by whether their rate is capped."""
    tables: dict[tuple[str, str | None], list[Indicator]] = defaultdict(list)
    for indicator in dossier.evaluated:
        if indicator.printed_rate is not None and _exceeds(indicator):
            tables[indicator.document, indicator.table].append(indicator)
    for rows in tables.values():
        capped = [row for row in rows if row.printed_rate == _FULL and not row.parts[0].target.approximate]
        above = [row for row in rows if (row.printed_rate or _FULL) > _FULL]
        alike = [row for row in capped if any(not _may_differ(row, other) for other in above)]
        if alike:
            yield _remark(alike, [row for row in above if any(not _may_differ(other, row) for other in alike)])
        elif capped and above:
            yield Undecided(
                "封顶的与未封顶的不是一类目标（不少于与确数、约数、比率与数量），不能断定口径不一", capped[0].location
            )
        else:
            yield Clear()


def _may_differ(capped: Indicator, above: Indicator) -> bool:
    """「≥90%」 may be printed as just met where a plain number is divided, and a share where a count is; neither the other way round."""
    target, other = capped.parts[0].target, above.parts[0].target
    return (target.high is None and other.high is not None) or (target.kind == "percent" != other.kind)


def _exceeds(indicator: Indicator) -> bool:
    """Return whether a row of one amount certainly went beyond its target; a ceiling that was kept is just met."""
    if len(indicator.parts) != 1 or not indicator.parts[0].sure:
        return False
    return indicator.parts[0].met is True and _share(indicator) > _CLEARLY


def _share(indicator: Indicator) -> Decimal:
    part = indicator.parts[0]
    share = completion(*_amounts(indicator), lower_is_better=part.lower_is_better)
    return share.low if share else Decimal(0)


def _remark(capped: Sequence[Indicator], above: Sequence[Indicator]) -> Remark:
    first, other = max(capped, key=_exactly), above[0]
    goal, done = map(shown, in_one_unit(*_amounts(first)))
    result = rounded(Decimal(done) / Decimal(goal) * _FULL)
    return Remark(
        f"同一张表中，{_told(first)}，复算 {result}%（封顶）；{_told(other)}（未封顶）。封顶的超额指标共 {len(capped)} 项，未封顶的 {len(above)} 项。",
        tuple(quote for row in (first, other) for quote in _quotes(row)),
        computation=Computation(
            f"{done}/{goal}*100", result, {"实际完成值": done, "目标值": goal}, first.rate.text if first.rate else None
        ),
        rows=tuple(Member.of(row, row.rate.text if row.rate else None) for row in (*capped, *above)),
        sentence=f"{first.table or ''}完成率封顶",
    )


def _exactly(indicator: Indicator) -> tuple[bool, Decimal]:
    """Say how well a row shows its capping: by exact amounts, then by how far it went beyond."""
    return all(side.exact is not None for side in _amounts(indicator)), _share(indicator)


def _amounts(indicator: Indicator) -> tuple[Quantity, Quantity]:
    part = indicator.parts[0]
    return part.target, part.actual or part.target


def _told(indicator: Indicator) -> str:
    goal, done = (clip(side.stated) for side in _amounts(indicator))
    return f"「{indicator.name}」目标 {goal}，实际 {done}，完成率填 {indicator.rate.text if indicator.rate else ''}"


def _quotes(indicator: Indicator) -> tuple[Evidence, ...]:
    quotes = Evidence.of_row(*indicator.answered) if indicator.answered else ()
    return (*quotes, Evidence.of("rate", indicator.rate)) if indicator.rate else quotes
