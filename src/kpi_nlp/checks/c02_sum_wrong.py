"""C02: a total that is not the sum of its items, an 「其中」 item that is more than its whole."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.model import Addition, Answer, Clear, Computation, Dossier, Evidence, Figure, Location, Page, Remark, check
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.slips import slip
from kpi_nlp.quantities.sums import adds_up, fineness, printed_number, scale, slack, sum_of
from kpi_nlp.text import clip

_LONGEST_NAME = 16


@check(
    code="C02",
    name="sum-wrong",
    title="合计不等于分项",
    severity="error",
    over="documents",
    why="表中的合计、小计应等于所列各项之和，「其中」项不应大于它所属的一项。",
    basis="按表中各项相加，与合计、小计、总计比较；允许每项末位相差 1（截位与四舍五入）；「其中」项不计入合计；哪些项计入合计不能确定的，不判。",
    cleared_by="合计中还含有表外项目，或某项不计入合计，并在表中注明。",
    suggestion="更正",
    flags=(
        Page(
            tables=((("支出项目", "金额（万元）"), ("基本支出", "120.50"), ("项目支出", "80.20"), ("合计", "210.70")),)
        ),
        Page(
            tables=(
                (
                    ("支出项目", "预算数", "决算数"),
                    ("基本支出", "120.50", "118.00"),
                    ("其中：人员经费", "100.00", "181.00"),
                    ("项目支出", "80.20", "79.00"),
                    ("合计", "200.70", "197.00"),
                ),
            )
        ),
    ),
    passes=(
        Page(
            tables=(
                (
                    ("支出项目", "预算数", "决算数"),
                    ("基本支出", "120.50", "118.00"),
                    ("其中：人员经费", "100.00", "98.00"),
                    ("项目支出", "80.20", "79.00"),
                    ("合计", "200.70", "197.00"),
                ),
            )
        ),
        Page(
            tables=((("类别", "金额（万元）"), ("甲", "33.33"), ("乙", "33.33"), ("丙", "33.33"), ("合计", "100.00")),)
        ),
    ),
)
def sum_wrong(dossier: Dossier) -> Iterator[Answer]:
    """Add up the items of every total; a total of zero beside items that are not is F01's."""
    for paper in dossier.papers:
        wrong, beyond = [], defaultdict(list)
        for addition in paper.additions:
            if addition.within and _is_beyond(addition):
                beyond[addition.label, addition.names, _rows(addition)].append(addition)
            elif addition.within or not addition.total.amount or adds_up(addition.total, addition.parts):
                yield Clear()
            else:
                wrong.append(addition)
        yield from _once(wrong)
        yield from (_more_than_whole(*columns) for columns in beyond.values())


def _once(wrong: Sequence[Addition]) -> Iterator[Remark]:
    """Yield a remark for each wrong sum; where one figure, set right, would mend several, it is told with the first."""
    mends: Counter[tuple[Location, Decimal]] = Counter(mend for addition in wrong for mend in _mends(addition))
    told: set[tuple[Location, Decimal]] = set()
    for addition in wrong:
        shared = next((mend for mend in _mends(addition) if mends[mend] > 1), None)
        if shared is None or shared not in told:
            yield _wrong_sum(addition)
        if shared is not None:
            told.add(shared)


def _mends(addition: Addition) -> Iterator[tuple[Location, Decimal]]:
    """Yield each figure of a wrong sum, by its place, with the amount that would make the sum right."""
    excess = sum_of(addition.parts) - addition.total.amount
    yield addition.total.location, addition.total.amount + excess
    yield from ((part.location, part.amount - excess) for part in addition.parts)


def _is_beyond(addition: Addition) -> bool:
    part, whole = addition.parts[0], addition.total
    return part.amount > whole.amount + slack(whole, (part,))


def _rows(addition: Addition) -> tuple[str | None, int | None, int | None]:
    places = addition.total.location, addition.parts[0].location
    return places[0].table, places[0].row, places[1].row


def _more_than_whole(addition: Addition, *others: Addition) -> Remark:
    """Say by how much an item is more than the whole that it is of; `others` are further columns of the same two rows."""
    part, whole = addition.parts[0], addition.total
    excess, unit = part.amount - whole.amount, _unit(addition)
    why = slip(part.amount, whole.amount, within=fineness(part))
    columns = "、".join(
        f"「{clip(other.total.location.column, _LONGEST_NAME)}」" for other in others if other.total.location.column
    )
    return Remark(
        f"「其中：{clip(addition.names[0].removeprefix('其中：'), _LONGEST_NAME)}」{part.text}，大于它所属的「{clip(addition.label)}」{whole.text}，多 {shown(excess / unit)}{_yuan(addition)}{_because(why)}"
        f"{f'；{columns}栏也是如此' if columns else ''}。",
        tuple(
            quote
            for each in (addition, *others)
            for quote in (Evidence.of("part", each.parts[0]), Evidence.of("total", each.total))
        ),
        computation=Computation(
            f"{_number(part, unit)}-{_number(whole, unit)}",
            shown(excess / unit),
            {"其中项": part.text, "所属项": whole.text},
        ),
        sentence=f"其中 {addition.names[0]} {addition.label} {whole.location.column or ''}",
    )


def _wrong_sum(addition: Addition) -> Remark:
    """Give both figures, and the item or the unit that explains the difference where one does."""
    total, parts = addition.total, addition.parts
    amount, unit = sum_of(parts), _unit(addition)
    column = total.location.column
    titled = f"（{clip(column, _LONGEST_NAME)}）" if column and column not in addition.label else ""
    return Remark(
        f"「{clip(addition.label, _LONGEST_NAME)}」{titled}写 {total.text}，所列 {len(parts)} 项相加为 {shown(amount / unit)}{_yuan(addition)}，相差 {shown(abs(amount - total.amount) / unit)}{_yuan(addition)}{_because(_explained(addition))}。",
        (Evidence.of("total", total), *(Evidence.of("part", part) for part in parts)),
        computation=Computation(
            "+".join(_number(part, unit) for part in parts),
            shown(amount / unit),
            {name: part.text for name, part in zip(addition.names, parts, strict=True)},
            total.text,
        ),
        sentence=f"{addition.label} {column or ''}",
    )


def _explained(addition: Addition) -> str | None:
    """Say what the difference may come from: the total itself, an item left out or counted twice, a slip in one item."""
    total, parts = addition.total, addition.parts
    amount, allowed = sum_of(parts), slack(addition.total, addition.parts)
    if why := slip(total.amount, amount, within=allowed):
        return f"合计与各项之和{why}" if why.startswith("相差") else f"合计{why}"
    excess, unit = amount - total.amount, _unit(addition)
    for name, part in zip(addition.names, parts, strict=True):
        told = clip(name, _LONGEST_NAME)
        if part.amount and abs(part.amount - abs(excess)) <= allowed:
            return f"差额等于「{told}」一项，疑为{'漏加' if excess > 0 else '重复相加'}"
        if why := slip(part.amount, part.amount - excess, within=fineness(part)):
            return f"若「{told}」为 {shown((part.amount - excess) / unit)} 则相符，{why}"
    return None


def _because(why: str | None) -> str:
    return f"（{why}）" if why else ""


def _unit(addition: Addition) -> Decimal:
    """Return the scale that all figures of an addition are printed in, 1 where they differ."""
    scales = {scale(figure) for figure in (addition.total, *addition.parts) if figure.amount}
    return scales.pop() if len(scales) == 1 else Decimal(1)


def _yuan(addition: Addition) -> str:
    """Return the unit in which figures printed in several are told: money is compared in yuan."""
    figures = (addition.total, *addition.parts)
    mixed = len({scale(figure) for figure in figures if figure.amount}) > 1
    return "元" if mixed and any("元" in figure.text for figure in figures) else ""


def _number(figure: Figure, unit: Decimal) -> str:
    """Return the number of a figure for a formula, as printed where all are printed in one unit."""
    number = printed_number(figure) if unit != 1 else figure.amount
    return shown(number) if number >= 0 else f"({shown(number)})"
