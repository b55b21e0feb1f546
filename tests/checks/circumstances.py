"""The papers of an example under other circumstances: links in doubt, rows of a project, sentences on another year."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias, get_args

from kpi_nlp.model import WHOLE, Document, Dossier, Indicator, Location, Paper, Quantity, ReadWarning, Value
from kpi_nlp.model.claim import Judgement
from kpi_nlp.model.match import Why
from kpi_nlp.model.quantity import Kind

Told: TypeAlias = tuple[str, Dossier]

_OTHER = "某项目"
_LINKS: tuple[dict[str, Any], ...] = (
    {"verdict": "review"}, {"verdict": "different"}, {"relation": "part"}, {"tied": True}, *({"why": why} for why in get_args(Why)),
)  # fmt: skip
_MENTIONS: tuple[dict[str, Any], ...] = (
    *_LINKS[:2], {"assertion": None}, {"features": {}}, {"features": {"named": 1, "counted": 1}}, {"features": {"named": 0, "counted": 1}},
    {"probability": 0.0},
)  # fmt: skip
_GAPS: tuple[dict[str, Any], ...] = (
    {"added": True}, {"added": False}, {"nearest": None}, {"probability": 0.0}, *({"why": why} for why in get_args(Why)),
)  # fmt: skip
_ROWS: tuple[dict[str, Any], ...] = (
    {"scope": None}, {"scope": WHOLE}, {"levels": ()}, {"levels_guessed": True}, {"repairs": ("拼合",)},
    {"lower_is_better": True}, {"state": "met"}, {"state": "unmet"}, {"blank": ()}, {"blank": ("score", "weight", "reason")},
    {"parts": ()}, {"target": None, "parts": ()}, {"actual": None, "parts": ()}, {"rate": None}, {"weight": None}, {"score": None},
)  # fmt: skip
_AMOUNTS: tuple[dict[str, Any], ...] = (
    *({"kind": kind} for kind in get_args(Kind)), {"partial": True}, {"approximate": True}, {"unit": None}, {"of": None},
)  # fmt: skip
_SAID: tuple[dict[str, Any], ...] = (
    *({"scope": scope} for scope in (None, WHOLE, "全市", _OTHER)),
    *({"period": period} for period in (None, "2022", "2023", "2024", "2025", "累计", "计划", "部分")),
)
_CLAIMS: tuple[dict[str, Any], ...] = (
    *_SAID, *({"judgement": judgement} for judgement in get_args(Judgement)), {"judgement": None, "assertions": ()},
    {"exceptions": None}, {"exceptions": 1}, {"excepted": "个别指标"},
)  # fmt: skip
_BUDGETS: tuple[dict[str, Any], ...] = (
    {"project": _OTHER}, {"project": WHOLE}, {"in_yuan": True}, {"in_yuan": False}, {"scope": "财政拨款"}, {"weight": None}, {"score": None},
)  # fmt: skip
_TOTALS: tuple[dict[str, Any], ...] = (
    {"scope": _OTHER},
    {"scope": WHOLE},
    {"table": "第9个表"},
    {"label": "小计"},
    {"weight": None},
)
_YEARS = (None, 2023, 2025)
_WARNINGS = ("LevelAmbiguous", "OcrUsed", "RowNotRecognised", "TableNotRead", "TableRepaired")


def circumstances(dossier: Dossier) -> Iterator[Told]:
    """Yield a dossier with one fact of all its links, rows, sentences or forms put otherwise, and what was put otherwise."""
    yield from _of_links(dossier)
    for change in _ROWS:
        yield f"rows with {_told(change)}", _with_rows(dossier, partial(_put, change))
    yield "every other row of a project", _with_rows(dossier, _of_a_project)
    for change in _AMOUNTS:
        yield f"amounts with {_told(change)}", _with_rows(dossier, partial(_measured, change))
    if any(paper.claims or paper.scores or paper.grades for paper in dossier.papers):
        for change in _CLAIMS:
            yield f"sentences with {_told(change)}", _with_sentences(dossier, change)
        for change in _AMOUNTS:
            yield f"amounts in sentences with {_told(change)}", _with_amounts(dossier, change)
    for field, changes in (("budgets", _BUDGETS), ("totals", _TOTALS), ("points", _TOTALS[:3])):
        for change in changes if any(getattr(paper, field) for paper in dossier.papers) else ():
            yield f"{field} with {_told(change)}", _with_facts(dossier, field, change)
    yield from _of_documents(dossier)


def _told(change: dict[str, Any]) -> str:
    return ", ".join(f"{field} {value}" for field, value in change.items())


def _of_links(dossier: Dossier) -> Iterator[Told]:
    for change in _LINKS if dossier.matches else ():
        yield (
            f"links with {_told(change)}",
            replace(dossier, matches=tuple(replace(link, **change) for link in dossier.matches)),
        )
    for change in _MENTIONS if dossier.mentions else ():
        yield (
            f"mentions with {_told(change)}",
            replace(dossier, mentions=tuple(replace(link, **change) for link in dossier.mentions)),
        )
    for change in _GAPS if dossier.gaps else ():
        yield f"gaps with {_told(change)}", replace(dossier, gaps=tuple(replace(gap, **change) for gap in dossier.gaps))


def _of_a_project(at: int, row: Indicator) -> Indicator:
    return replace(row, scope=_OTHER if at % 2 else WHOLE)


def _put(change: dict[str, Any], _: int, row: Indicator) -> Indicator:
    return replace(row, **change)


def _measured(change: dict[str, Any], _: int, row: Indicator) -> Indicator:
    """Return a row whose amounts are all of a kind."""

    def measured(value: Value | None) -> Value | None:
        return value and replace(value, quantities=tuple(replace(one, **change) for one in value.quantities))

    def answered(amount: Quantity | None) -> Quantity | None:
        return amount and replace(amount, **change)

    parts = tuple(replace(part, target=replace(part.target, **change), actual=answered(part.actual)) for part in row.parts)  # fmt: skip
    return replace(row, target=measured(row.target), actual=measured(row.actual), rate=measured(row.rate), parts=parts)


def _with_rows(dossier: Dossier, change: Callable[[int, Indicator], Indicator]) -> Dossier:
    """Return a dossier with other rows, whose links stay."""
    other = {id(row): change(at, row) for at, row in enumerate(dossier.indicators)}
    return replace(
        dossier,
        papers=tuple(
            replace(paper, indicators=tuple(other[id(row)] for row in paper.indicators)) for paper in dossier.papers
        ),
        matches=tuple(
            replace(link, left=other[id(link.left)], right=other[id(link.right)]) for link in dossier.matches
        ),
        mentions=tuple(replace(link, indicator=other[id(link.indicator)]) for link in dossier.mentions),
        gaps=tuple(
            replace(
                gap,
                row=other[id(gap.row)],
                nearest=gap.nearest and other[id(gap.nearest)],
                barred=gap.barred and other[id(gap.barred)],
            )
            for gap in dossier.gaps
        ),
    )


def _with_sentences(dossier: Dossier, change: dict[str, Any]) -> Dossier:
    """Return a dossier whose claims, stated scores and grades are otherwise, as far as they have such a fact."""
    asserted: dict[str, Any] = {field: value for field, value in change.items() if field == "judgement" and value}
    other = {
        id(claim): replace(
            claim, **{"assertions": tuple(replace(one, **asserted) for one in claim.assertions), **change}
        )
        for claim in dossier.claims
    }
    return replace(
        dossier,
        papers=tuple(_spoken(paper, other, change) for paper in dossier.papers),
        mentions=tuple(replace(link, claim=other[id(link.claim)]) for link in dossier.mentions),
    )


def _with_amounts(dossier: Dossier, change: dict[str, Any]) -> Dossier:
    """Return a dossier in whose sentences all amounts are of a kind."""
    other = {id(one): replace(one, **change) for claim in dossier.claims for one in claim.quantities}
    claims = {
        id(claim): replace(claim, quantities=tuple(other[id(one)] for one in claim.quantities))
        for claim in dossier.claims
    }
    mentions = (
        replace(link, claim=claims[id(link.claim)], quantity=other.get(id(link.quantity), link.quantity))
        for link in dossier.mentions
    )
    papers = (replace(paper, claims=tuple(claims[id(claim)] for claim in paper.claims)) for paper in dossier.papers)
    return replace(dossier, papers=tuple(papers), mentions=tuple(mentions))


def _spoken(paper: Paper, other: dict[int, Any], change: dict[str, Any]) -> Paper:
    said = replace(paper, claims=tuple(other[id(claim)] for claim in paper.claims))
    if change.keys() <= {"scope", "period"}:
        return replace(
            said,
            scores=tuple(replace(score, **change) for score in paper.scores),
            grades=tuple(replace(grade, **change) for grade in paper.grades),
        )
    return said


def _with_facts(dossier: Dossier, field: str, change: dict[str, Any]) -> Dossier:
    papers = (
        replace(paper, **_facts(field, (replace(fact, **change) for fact in getattr(paper, field))))
        for paper in dossier.papers
    )
    return replace(dossier, papers=tuple(papers))


def _facts(field: str, facts: Iterable[Any]) -> dict[str, Any]:
    return {field: tuple(facts)}


def _of_documents(dossier: Dossier) -> Iterator[Told]:
    """Yield papers of other years, and papers of which something was not read: here, elsewhere, or nobody knows where."""
    for year in _YEARS if len(dossier.papers) == 1 else ():
        yield f"papers of {year}", _documented(dossier, partial(_of_year, year))
    for kind in _WARNINGS:
        for table in ("", "第0个表", "第1个表", "第9个表"):
            yield f"{kind}{f' in {table}' if table else ''}", _documented(dossier, partial(_warned, kind, table))


def _of_year(year: int | None, document: Document) -> Document:
    return replace(document, identity=replace(document.identity, year=year))


def _warned(kind: str, table: str, document: Document) -> Document:
    place = Location(document.path, table=table) if table else None
    return replace(document, warnings=(ReadWarning(kind, "示例", place),))


def _documented(dossier: Dossier, change: Callable[[Document], Document]) -> Dossier:
    papers = (replace(paper, document=change(paper.document)) for paper in dossier.papers)
    return replace(dossier, papers=tuple(papers))
