"""F01: one amount of money, of one item, scope, year and point of the year, that is stated in two ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, starmap

from kpi_nlp.checks.amounts import KIND_TITLES, Amount, amounts_of
from kpi_nlp.checks.task_sums import overspent
from kpi_nlp.model import (
    WHOLE,
    Addition,
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Page,
    Paper,
    Remark,
    Undecided,
    check,
)
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.slips import slip
from kpi_nlp.quantities.sums import sum_of

_TABLE = ("预算执行情况（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率")
_TEN_THOUSAND = 10_000

Key = tuple[int | None, str, str, str]
Place = tuple[str, str | None]
Twins = AbstractSet[frozenset[Place]]


@check(
    code="F01",
    name="amounts-differ",
    title="预算或执行数不一致",
    severity="question",
    over="documents",
    why="同一年度、同一口径的预算数或执行数，在正文、表格和同年的各份材料中应是同一个数。",
    basis="按项目、资金口径、年度、年初预算／全年预算／执行数分别比较；口径不同、一方未写明口径而与另一口径相符的，不判；同一文件的两张表，须另有一项金额相同、可知为同一笔资金的才比较；写明上年的数与上年材料比较；申报表任务金额合计超过年初预算，或包括运转经费而与之不等的，也提出；列有非零分项而合计为零的，为错误。",
    cleared_by="两处口径不同（如全口径与财政拨款、是否含冻结资金或结转），并在文中写明；或两处之间有批复的调整。",
    suggestion="更正",
    flags=(
        Page(
            sentences=("2024年全年预算数为42600.00万元，全年执行数为40023.60万元。",),
            tables=((_TABLE, ("年度资金总额", "41800.00", "42600.00", "42003.60", "98.60%")),),
        ),
        (
            Page(
                stage="declaration",
                tables=((("项目", "预算金额（万元）"), ("年初预算", "41800.00")),),
            ),
            Page(tables=((_TABLE, ("年度资金总额", "41300.00", "42600.00", "42003.60", "98.60%")),)),
        ),
    ),
    passes=(
        Page(
            sentences=("2024年全年预算数为42600.00万元，全年执行数为4.2亿元，其中财政拨款支出40834.20万元。",),
            tables=((_TABLE, ("年度资金总额", "41800.00", "42600.00", "42003.60", "98.60%")),),
        ),
        Page(
            sentences=(
                "2024年收支总预算中，全年预算数为58548.98万元。",
                "2024年财政拨款支出全年预算数为44280.35万元，当年实际支出数为43791.86万元。",
            ),
            tables=((_TABLE, ("合计", "45346.36", "44280.35", "43791.86", "98.90%")),),
        ),
    ),
)
def amounts_differ(dossier: Dossier) -> Iterator[Answer]:
    """Compare what the papers of a year state of each amount, first within one scope, then where no scope is said."""
    stated: dict[Key, list[Amount]] = defaultdict(list)
    for paper in dossier.papers:
        yield from (_zero(addition) for addition in paper.additions if _is_zero(addition))
        if paper.document.identity.stage == "declaration":
            yield from starmap(_remark, overspent(paper))
        for amount in amounts_of(paper):
            if _comparable(amount, paper):
                of, item = (amount.item, WHOLE) if amount.of == WHOLE else (amount.of or WHOLE, amount.item)
                stated[amount.year, of, item, amount.kind].append(amount)
    twins = _twins(amount for amounts in stated.values() for amount in amounts)
    for amounts in stated.values():
        yield from _compared(amounts, twins)


def _comparable(amount: Amount, paper: Paper) -> bool:
    """Return whether an amount is one of the whole year: by mid-year budgets change, and money goes on being spent."""
    return amount.kind == "initial" or (
        amount.kind in ("full", "execution") and paper.document.identity.stage in ("self_evaluation", "other")
    )


def _twins(amounts: Iterable[Amount]) -> set[frozenset[Place]]:
    """Return the tables of a document that state one amount alike: what else they state is of the same money."""
    alike: dict[tuple[object, ...], set[Place]] = defaultdict(set)
    for amount in amounts:
        if amount.in_table and amount.money and amount.item == WHOLE:
            alike[amount.document, amount.of, amount.scope, amount.kind, amount.money].add(_table(amount))
    return {frozenset(pair) for places in alike.values() for pair in combinations(places, 2)}


def _table(amount: Amount) -> Place:
    return amount.document, amount.quote.location.table


def _compared(amounts: Sequence[Amount], twins: Twins) -> Iterator[Answer]:
    if any(_contradicts_itself(alike) for alike in _tables(amounts)):
        yield Undecided(f"一张表中有几个「{KIND_TITLES[amounts[0].kind]}」，不知是否同一项", amounts[0].quote.location)
        return
    scopes: dict[str | None, list[Amount]] = defaultdict(list)
    for amount in amounts:
        scopes[amount.scope].append(amount)
    scoped = [amount for scope, own in scopes.items() if scope for amount in own]
    bare = [amount for amount in scopes.pop(None, []) if not any(map(amount.agrees, scoped))]
    for own in (*scopes.values(), bare):
        yield from _differing(own, twins)


def _tables(amounts: Sequence[Amount]) -> list[list[Amount]]:
    tables: dict[tuple[str, str | None, str | None], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.in_table:
            tables[*_table(amount), amount.scope].append(amount)
    return list(tables.values())


def _contradicts_itself(amounts: Sequence[Amount]) -> bool:
    return any(not amounts[0].agrees(other) for other in amounts[1:])


def _differing(amounts: Sequence[Amount], twins: Twins) -> Iterator[Answer]:
    """Hold each amount against the first of a table, else of all; one that was already named is not named again."""
    if len(amounts) < 2:  # noqa: PLR2004 - there are two sides to a difference
        return
    first = next((amount for amount in amounts if amount.in_table), amounts[0])
    others = [amount for amount in amounts if not first.agrees(amount)]
    if not others:
        yield Clear()
    elif any(_is_of_another(amounts, other, twins) for other in others):
        yield Undecided(f"几张表的「{KIND_TITLES[first.kind]}」不同，不知是否同一口径", first.quote.location)
    else:
        yield _remark(first, next((other for other in others if other.in_table), others[0]))


def _is_of_another(amounts: Sequence[Amount], other: Amount, twins: Twins) -> bool:
    """Return whether a table differs from the first one of its document and nothing tells that both are of the same money."""
    if not other.in_table:
        return False
    first = next(amount for amount in amounts if amount.in_table and amount.document == other.document)
    return not first.agrees(other) and frozenset((_table(first), _table(other))) not in twins


def _remark(first: Amount, other: Amount) -> Remark:
    title = f"{KIND_TITLES[first.kind]}{'' if first.item == WHOLE else f'（{first.item}）'}"
    whose = f"（{first.scope}）" if first.scope else ""
    apart = abs(first.money - other.money)
    why = slip(other.money, first.money, within=max(first.fine, other.fine))
    one, two = first.money / _TEN_THOUSAND, other.money / _TEN_THOUSAND
    return Remark(
        f"{title}{whose}：{_place(first)}为 {shown(one)} 万元，{_place(other, first)}为 {shown(two)} 万元，相差 {shown(apart / _TEN_THOUSAND)} 万元{f'（{why}）' if why else ''}。",
        (first.quote, other.quote),
        computation=Computation(
            f"{shown(max(one, two))}-{shown(min(one, two))}",
            shown(apart / _TEN_THOUSAND),
            {"一处": first.quote.quote, "另一处": shown(two)},
        ),
        sentence=f"{title}{whose}",
        severity="error" if first.scope and first.document == other.document else "question",
    )


def _place(amount: Amount, beside: Amount | None = None) -> str:
    if beside is not None and beside.in_table and amount.in_table and beside.document == amount.document:
        return "另一张表"
    name = "" if beside is None or beside.document == amount.document else f"{amount.quote.location.document} "
    return f"{name}{'表中' if amount.in_table else '正文'}"


def _is_zero(addition: Addition) -> bool:
    return not addition.within and not addition.total.amount and any(part.amount for part in addition.parts)


def _zero(addition: Addition) -> Remark:
    """A total of zero over items that are not."""
    filled = [(name, part) for name, part in zip(addition.names, addition.parts, strict=True) if part.amount]
    total = sum_of(addition.parts)
    return Remark(
        f"「{addition.label}」写 {addition.total.text}，而所列各项中「{filled[0][0]}」为 {filled[0][1].text}，各项相加为 {shown(total)}。",
        (Evidence.of("total", addition.total), *(Evidence.of("part", part) for _, part in filled)),
        computation=Computation(
            "+".join(shown(part.amount) for part in addition.parts),
            shown(total),
            {name: part.text for name, part in filled},
            addition.total.text,
        ),
        sentence=f"{addition.label} {addition.total.location.column or ''}",
        severity="error",
    )
