"""N02: 「均完成」, 「除一个指标外」, over rows that fell short."""

from collections.abc import Iterator

from kpi_nlp.checks.blanket import Blanket, blankets
from kpi_nlp.model import (
    WHOLE,
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Member,
    Page,
    Remark,
    Row,
    Undecided,
    check,
)

_ROWS = (
    Row(name="培训人次", target="200人次", actual="150人次"),
    Row(name="讲座场次", target="10场", actual="12场"),
    Row(name="课题数量", target="10项", actual="7项"),
)


@check(
    code="N02",
    name="blanket-claim-false",
    title="概括性结论不实",
    severity="question",
    over="claims",
    why="「各项指标均完成」「除一个指标外全部完成」一类结论，应与指标表逐行相符。",
    basis="把结论与同一文件、同一范围的指标表比较：实际低于目标、或写明未开展的指标多于结论承认的个数。",
    cleared_by="结论针对的是另一张表或另一层级的指标。",
    suggestion="更正",
    flags=(
        Page(sentences=("各项绩效指标均完成年度目标。",), rows=_ROWS),
        Page(sentences=("除一个指标外，各项指标均完成全年目标。",), rows=_ROWS),
        Page(sentences=("共设定3个指标，完成2个，未完成1个。",), rows=_ROWS),
    ),
    passes=(
        Page(sentences=("除两个指标外，各项指标均完成全年目标。",), rows=_ROWS),
        Page(sentences=("除培训人次、课题数量外，其他指标均完成年度目标。",), rows=_ROWS),
        Page(sentences=("全年培训工作均完成。",), rows=_ROWS),
        Page(sentences=("共设定3个指标，完成1个，未完成2个。",), rows=_ROWS),
    ),
)
def blanket_claim_false(dossier: Dossier) -> Iterator[Answer]:
    """Count the missed rows that a blanket claim passes over."""
    for paper in dossier.papers:
        for blanket in blankets(paper):
            if blanket.too_humble:
                yield _too_humble(blanket)
                continue
            match blanket.denied:
                case True:
                    yield _remark(blanket)
                case False:
                    yield Clear()
                case None:
                    yield Undecided("结论未写明有几项指标未完成，不能与表核对", blanket.claim.location)


def _remark(blanket: Blanket) -> Remark:
    claim, missed = blanket.claim, blanket.missed
    named = "、".join(f"「{row.name}」" for row in missed[:3])
    more = f"等 {len(missed)} 项" if len(missed) > len(missed[:3]) else f"共 {len(missed)} 项"
    admitted = f"只承认{_admitted(blanket)}未完成" if claim.excepted or blanket.admitted else "称全部完成"
    quotes = tuple(quote for row in missed[:3] if row.answered for quote in Evidence.of_row(*row.answered))
    return Remark(
        f"正文{admitted}，{'整体' if claim.scope == WHOLE else claim.scope or ''}指标表中{named}{more}未达目标。",
        (Evidence("sentence", claim.text, claim.location), *quotes),
        computation=_difference(len(missed), blanket.admitted or 0),
        rows=tuple(Member.of(row) for row in missed),
        sentence=claim.text,
    )


def _admitted(blanket: Blanket) -> str:
    return f" {blanket.admitted} 项" if blanket.admitted else f"「{blanket.claim.excepted}」"


def _too_humble(blanket: Blanket) -> Remark:
    claim, met = blanket.claim, blanket.met
    quotes = tuple(quote for row in met[:3] if row.answered for quote in Evidence.of_row(*row.answered))
    return Remark(
        f"正文称 {blanket.admitted} 项指标未完成，指标表中 {len(met)} 项按填报数均已达到，最多 {blanket.open} 项未达目标。",
        (Evidence("sentence", claim.text, claim.location), *quotes),
        computation=_difference(blanket.admitted or 0, blanket.open),
        rows=tuple(Member.of(row) for row in met),
        sentence=claim.text,
    )


def _difference(more: int, less: int) -> Computation:
    return Computation(f"{more}-{less}", str(more - less), {"多": str(more), "少": str(less)})
