"""Budget tables to rows: amounts in 元 where the unit is printed, with the columns they came from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpi_nlp.extract.facts.values import cell_figure, cell_value, value_of
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.terms.figures import in_yuan
from kpi_nlp.extract.terms.roles import BUDGET
from kpi_nlp.model import Budget, Figure, Value
from kpi_nlp.text import fold

_UNIT = re.compile(r"[(（][^()（）]*元[)）]$")
_FIELDS = {"budget_initial": "initial", "budget_full": "full", "execution": "execution"}


@dataclass(slots=True)
class _Amounts:
    """The amounts of a row that are of one scope."""

    figures: dict[str, Figure]
    in_yuan: bool = False


def budget_rows(
    path: str, rows: Iterable[FormRow], project: str | None, unit: str | None = None
) -> Iterator[tuple[FormRow, Budget]]:
    """Yield the budgets of each row that holds an amount, one for each scope (总额, 财政拨款) that has columns of its own.

    `unit` is that of the whole form, for columns whose title names none.
    """
    rows = list(rows)
    if not any(row.header.of_money for row in rows):
        return
    for row, item in items_of(rows):
        for number, (scope, amounts) in enumerate(_groups(row, unit).items()):
            first = number == 0
            yield (
                row,
                Budget(
                    item=item,
                    document=path,
                    location=row.location,
                    scope=scope,
                    project=project,
                    rate=cell_figure(row, row.column("execution_rate")) if first else None,
                    weight=cell_figure(row, row.column("weight")) if first else None,
                    score=cell_figure(row, row.column("score")) if first else None,
                    note=cell_value(row, "actual") if first else None,
                    in_yuan=amounts.in_yuan,
                    astray=tuple(_astray(row)) if first else (),
                    of_task=row.header.of_tasks,
                    **amounts.figures,
                ),
            )


def items_of(rows: Iterable[FormRow]) -> Iterator[tuple[FormRow, str]]:
    """Yield each row with what its money is for: the item, or that of a row above, and the task below it."""
    above = ""
    for row in rows:
        above = _item(row) or above
        task = row.text(row.column("task"))
        yield row, f"{above}：{task}" if task else above


def _groups(row: FormRow, unit: str | None) -> dict[str | None, _Amounts]:
    """Return the amounts of a row by scope; those of columns without one belong to the first."""
    header = row.header
    groups: dict[str | None, _Amounts] = {}
    columns = [(column, role) for column, role in header.roles.items() if role in BUDGET]
    scopes = [header.scopes[column] for column, _ in columns if column in header.scopes]
    for column, role in columns:
        text = row.text(column)
        money = in_yuan(text, header.units.get(column, unit))
        if money is None or _is_share(text):
            continue
        scope = header.scopes.get(column) or (scopes[0] if scopes else None)
        amounts = groups.setdefault(scope, _Amounts({}))
        amounts.figures.setdefault(_FIELDS[role], Figure(money[0], text, row.place(column)))
        amounts.in_yuan = amounts.in_yuan or money[1]
    return groups


def _astray(row: FormRow) -> Iterator[Value]:
    """Yield the cells of money that hold a share: 「99.44%」 under 全年执行数."""
    for column, role in row.header.roles.items():
        if role in BUDGET and _is_share(text := row.text(column)) and in_yuan(text, None) is not None:
            yield value_of(text, row.place(column))


def _is_share(text: str) -> bool:
    return fold(text).rstrip().endswith("%")


def _item(row: FormRow) -> str:
    """Return what the money is for; where the header itself spans the rows (项目资金), it stands in the next column."""
    header, column = row.header, row.column("item", "project")
    titled = [] if column is None else [own for own, role in header.roles.items() if role == header.roles[column]]
    columns = [own for place in titled for own in header.columns(place)]
    labels = {header.labels[place] for place in titled}
    texts = [text for own in columns if (text := row.texts.get(own)) and text not in labels]
    bare = (text for own, text in row.texts.items() if not header.roles.get(own))
    titles = header.unknown.values() if column is None else ()
    return _UNIT.sub("", "".join(texts) or next(bare, "") or next(iter(titles), "")).rstrip(" :：")
