"""Cells in the wrong column that the rest of their table or the other papers show: shares under money or points, values crossed between rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kpi_nlp.checks.dates import is_date
from kpi_nlp.model import Budget, Dossier, Evidence, Indicator, Paper, Quantity, Remark, Value
from kpi_nlp.quantities import compatible, parse
from kpi_nlp.text import clip, fold, han_only, words_only

ASK = "请核对是否错行错列"
_OF_SHARES = re.compile(r"率|占|比|%|％|进度|幅")
_OTHERS = 2  # so many rows with other contents show what a column is for
_LARGE = 1000  # no rate of spending
_HUNDRED = Decimal(100)
_FINE = Decimal("0.02")
_LEAST_NAME = 4
_NO_SHARE = frozenset({"count", "money", "area", "length", "percent"})
_WHEN = re.compile(
    r"(?:完成|完工|竣工|交付|启动|开工|下达|发放|拨付|到位|上线|验收|办结|报送|印发|投用|兑付|支付)(?:时间|日期|时限|期限)$"
)


def shifted_shares(paper: Paper) -> Iterator[Remark]:
    """Yield the shares that stand under money in a budget table, and the money that stands under its rates."""
    amounts = Counter(
        (figure.location.table, figure.location.column)
        for budget in paper.budgets
        for figure in (budget.initial, budget.full, budget.execution)
        if figure
    )
    astray = Counter((cell.location.table, cell.location.column) for budget in paper.budgets for cell in budget.astray)
    for budget in paper.budgets:
        for cell in budget.astray:
            title = cell.location.column
            key = (cell.location.table, title)
            of_shares = astray[key] >= _OTHERS and astray[key] > amounts[key]
            if title and not _OF_SHARES.search(title) and not of_shares:
                yield _of_money(budget, cell, title)


def _of_money(budget: Budget, cell: Value, title: str) -> Remark:
    rate = budget.rate
    swapped = rate is not None and "%" not in fold(rate.text) and rate.amount >= _LARGE
    beside = f"，执行率栏填「{rate.text}」" if rate and swapped else ""
    fault = "金额与比率疑似互换" if swapped else "金额栏填的是比率"
    quotes = (Evidence.of("execution", cell), *([Evidence.of("rate", rate)] if rate and swapped else []))
    message = f"「{clip(budget.item)}」{clip(title)}栏填「{cell.text}」{beside}：{fault}，{ASK}。"
    return Remark(message, quotes, sentence=f"{budget.item} {title}")


def shifted_points(rows: Iterable[Indicator]) -> Iterator[Remark]:
    """Yield the rows whose points are a share where those of the table around are plain numbers."""
    tables: dict[tuple[str, str | None], list[Indicator]] = defaultdict(list)
    for row in rows:
        if row.weight is not None:
            tables[row.document, row.table].append(row)
    for own in tables.values():
        shares = [row for row in own if row.weight and "%" in fold(row.weight.text)]
        if len(own) - len(shares) < max(_OTHERS, len(shares) + 1):
            continue
        for row in shares:
            if row.weight is not None:
                beside = f"，完成率栏填「{row.rate.text}」" if row.rate else ""
                quotes = (Evidence.of("weight", row.weight), *([Evidence.of("rate", row.rate)] if row.rate else []))
                message = f"「{row.name}」分值栏填「{row.weight.text}」{beside}：同表其他指标的分值都不是比率，{ASK}。"
                yield Remark(message, quotes, (row,))


def crossed_rates(row: Indicator) -> Remark | None:
    """Return the remark on an actual and a rate that changed places: 「102.65%」 and 「96.5%」 beside 「≥94%」."""
    goal, done, rate = (_only(value, "percent") for value in (row.target, row.actual, row.rate))
    if goal is None or done is None or rate is None or row.lower_is_better or not row.answered or row.rate is None:
        return None
    if min(goal, done, rate) <= 0 or done == rate or abs(done / goal * _HUNDRED - rate) <= _FINE * 2:
        return None
    if done <= _HUNDRED or abs(rate / goal * _HUNDRED - done) > _FINE:
        return None
    message = (
        f"「{row.name}」目标 {clip(row.answered[0].stated)}，实际 {clip(row.answered[1].text)}，完成率 {row.rate.text}："
        f"实际与完成率疑似互换，{ASK}。"
    )
    return Remark(message, (*Evidence.of_row(*row.answered), Evidence.of("rate", row.rate)), (row,))


def _only(value: Value | None, kind: str) -> Decimal | None:
    if value is None or len(value.quantities) != 1 or value.quantities[0].kind != kind:
        return None
    return value.quantities[0].number


def crossed_names(row: Indicator) -> Remark | None:
    """Return the remark on a name that is an amount, where target or actual is in words that may be the name."""
    found = parse(row.name) if len(han_only(row.name)) < _LEAST_NAME else ()
    if len(found) != 1 or not (found[0].unit or found[0].exact is None) or not _is_whole(found[0], row.name):
        return None
    for role, title, cell in (("target", "目标值", row.target), ("actual", "实际完成值", row.actual)):
        if cell and not cell.quantities and len(han_only(cell.text)) >= _LEAST_NAME and not is_date(cell):
            message = f"指标名称栏填「{row.name}」，{title}栏填「{clip(cell.text)}」：两栏疑似互换，{ASK}。"
            return Remark(message, (Evidence("indicator", row.name, row.location), Evidence.of(role, cell)), (row,))
    return None


def _is_whole(quantity: Quantity, text: str) -> bool:
    return words_only(quantity.text) == words_only(text)


def crossed_rows(rows: Sequence[Indicator]) -> Iterator[Remark]:
    """Yield the neighbours each of whose actuals is of the unit of the other's target, and not of its own."""
    for one, other in pairwise(rows):
        if (one.document, one.table) != (other.document, other.table) or not (one.answered and other.answered):
            continue
        sides = [_unit(value) for row in (one, other) for value in (row.target, row.actual)]
        if None in sides or compatible(sides[0], sides[1]) or compatible(sides[2], sides[3]):
            continue
        if compatible(sides[0], sides[3]) and compatible(sides[2], sides[1]):
            message = f"「{one.name}」目标 {clip(one.answered[0].stated)}，实际 {clip(one.answered[1].stated)}；下一项「{other.name}」目标 {clip(other.answered[0].stated)}，实际 {clip(other.answered[1].stated)}：两行的实际完成值疑似互换，{ASK}。"
            yield Remark(message, (*Evidence.of_row(*one.answered), *Evidence.of_row(*other.answered)), (one, other))


def _unit(value: Value | None) -> str | None:
    if value is None or len(value.quantities) != 1 or not _is_whole(value.quantities[0], value.text):
        return None
    return value.quantities[0].unit


def amounts_for_dates(dossier: Dossier) -> Iterator[Remark]:
    """Yield the targets that are amounts where the name asks for a day, or the same row of another paper names one."""
    dated: dict[int, Indicator] = {}
    for match in dossier.matches:
        if match.why == "stages" and match.left.name == match.right.name:
            for row, other in ((match.left, match.right), (match.right, match.left)):
                if is_date(other.target):
                    dated.setdefault(id(row), other)
    for row in dossier.indicators:
        beside = dated.get(id(row))
        if (
            row.target is None
            or not (beside or _WHEN.search(row.name))
            or not _is_amount(row.target, certain=bool(beside))
        ):
            continue
        told = f"，另一份材料为「{clip(beside.target.stated)}」" if beside and beside.target else ""
        quotes = (
            Evidence.of("target", row.target),
            *([Evidence.of("target", beside.target)] if beside and beside.target else []),
        )
        message = f"「{row.name}」目标填「{clip(row.target.stated)}」{told}：时效指标的目标填的是数量，{ASK}。"
        yield Remark(message, quotes, (row,))


def _is_amount(target: Value, *, certain: bool) -> bool:
    """A 「按时完成 100%」 may stand for a day."""
    if len(target.quantities) != 1 or not _is_whole(target.quantities[0], target.text):
        return False
    amount = target.quantities[0]
    return amount.kind in _NO_SHARE and (amount.number != _HUNDRED) and (certain or amount.kind == "percent")
