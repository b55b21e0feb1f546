"""Forms drawn as text, and what a paper says as lines of text: a layout and its whole reading stand side by side.

A drawing holds a block a line: `# heading`, prose, or a row between pipes. `<` is merged with the cell on its left,
`^` with the cell above, `*` with both; `/` alone at the end of a piece of text breaks the line inside a cell (`产/ 出`).
A blank line ends a table, and so does `=== 2`, where the second page begins.
"""

from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp.model import (
    Block,
    Budget,
    Cell,
    Covered,
    Document,
    Figure,
    Grade,
    Heading,
    Identity,
    Indicator,
    Location,
    Paper,
    Paragraph,
    Quantity,
    Table,
    Value,
)
from kpi_nlp.quantities import shown

_COVERED: dict[str, Covered] = {"<": "right", "^": "down", "*": "inner"}
_VALUES = {
    "period_target": "时期目标", "target": "目标", "actual": "实际", "forecast": "预计", "rate": "完成率", "weight": "分值", "score": "得分", "reason": "原因",
}  # fmt: skip
_AMOUNTS = {"initial": "年初", "full": "全年", "execution": "执行", "rate": "执行率", "weight": "分值", "score": "得分"}

Rows = tuple[tuple[Cell, ...], ...]


def drawn(picture: str, *, path: str = "附件.docx", exact: bool = True) -> Document:
    """Return the document that a drawing shows; where it is not `exact`, merged cells are printed in their first place."""
    return Document(path, "0" * 64, "docx" if exact else "txt", tuple(_blocks(picture, path, exact=exact)))


def _blocks(picture: str, path: str, *, exact: bool) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    tables = 0
    page: int | None = 1 if "\n=== " in picture else None
    for number, line in enumerate([*picture.strip().splitlines(), ""], 1):
        place = Location(path, page, order=number) if exact else Location(path, line=number, order=number)
        if line.startswith("|"):
            table = f"第{tables + 1}个表" if exact else None
            here = Location(path, page, table=table, row=len(rows) + 1, order=number) if exact else place
            rows.append(tuple(_cells(line, here, rows[-1] if rows else (), exact=exact)))
            continue
        if rows:
            tables += 1
            yield Table(tuple(rows), rows[0][0].location, exact)
            rows = []
        if line.startswith("=== "):
            page = int(line[4:])
        elif line.startswith("# "):
            yield Heading(line[2:], 1, place)
        elif line.strip():
            yield Paragraph(line.strip(), place)


def _cells(line: str, place: Location, above: tuple[Cell, ...], *, exact: bool) -> Iterator[Cell]:
    left = ""
    for column, piece in enumerate(line.strip().strip("|").split("|")):
        text = piece.strip()
        covered = _COVERED.get(text, "")
        if covered:
            text = (left if covered == "right" else above[column].text) if exact else ""
        left = text
        yield Cell(text.replace("/ ", "\n"), place, covered=covered if exact else "")


def said(paper: Paper) -> list[str]:
    """Return everything that was read of a paper, a fact a line."""
    return [
        _identity(paper.document.identity),
        *map(_row, paper.indicators),
        *(f"空类别 {'/'.join(empty.levels)}" for empty in paper.categories),
        *map(_budget, paper.budgets),
        *(f"分值 {_of(level.scope)}{'/'.join(level.levels)}：{shown(level.figure.amount)}" for level in paper.points),
        *(f"合计 {_of(total.scope)}{total.label}：{total.figure.text}" for total in paper.totals),
        *map(_grade, paper.grades),
        *(
            f"叙述 {_of(claim.scope)}{claim.text}{f'（{claim.period}）' if claim.period else ''}"
            for claim in paper.claims
        ),
        *(f"提醒 {warning.kind}：{warning.message}" for warning in paper.document.warnings),
    ]


def _grade(grade: Grade) -> str:
    score = f"；得分 {shown(grade.score.amount)}" if grade.score else ""
    period = f"（{grade.period}）" if grade.period else ""
    return f"等级 {_of(grade.scope)}{grade.text}：{grade.letter}{score}{period}"


def _of(scope: str | None) -> str:
    return "" if scope == "整体" else f"[{scope}] "


def _identity(identity: Identity) -> str:
    parts = (identity.department, identity.year, identity.stage, identity.project)
    return "身份 " + "，".join(str(part) for part in parts if part)


def _row(row: Indicator) -> str:
    again = f" 第{row.occurrence + 1}次" if row.occurrence else ""
    head = f"指标 {_of(row.scope)}{'/'.join(row.levels)} > {row.name}{again}"
    values = [f"{title} {_value(getattr(row, name))}" for name, title in _VALUES.items() if getattr(row, name)]
    repairs = [f"修复 {'、'.join(row.repairs)}"] if row.repairs else []
    return "；".join([head, *values, *repairs])


def _value(value: Value | Figure) -> str:
    if isinstance(value, Figure):
        return value.text
    return value.stated + (f"{{{'，'.join(map(_interval, value.quantities))}}}" if value.quantities else "")


def _interval(amount: Quantity) -> str:
    about = "约" if amount.approximate else ""
    return f"{about}{_ends(amount.low, amount.high)}{amount.unit or ''}"


def _ends(low: Decimal | None, high: Decimal | None) -> str:
    ends = ["" if end is None else shown(end) for end in (low, high)]
    return ends[0] if low == high else "~".join(ends)


def _budget(budget: Budget) -> str:
    scope = f"（{budget.scope}）" if budget.scope else ""
    amounts = [
        f"{title} {shown(figure.amount)}{'元' if budget.in_yuan and name in {'initial', 'full', 'execution'} else ''}"
        for name, title in _AMOUNTS.items()
        if (figure := getattr(budget, name))
    ]
    return "；".join([f"预算 {_of(budget.project)}{budget.item}{scope}", *amounts])
