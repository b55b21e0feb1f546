"""Budget tables to rows: amounts in 元 where the unit is printed, with the columns they came from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.extract.rows import FormRow
from kpi_nlp.extract.values import cell_figure, cell_value
from kpi_nlp.model import Budget, Figure
from kpi_nlp.quantities import units

_AMOUNTS = (("budget_initial", "initial"), ("budget_full", "full"), ("execution", "execution"))


def budget_rows(path: str, rows: Sequence[FormRow], project: str | None, unit: str | None = None) -> Iterator[Budget]:
    """Yield the rows of a budget table that hold an amount; a task without its own item takes the item above.

    `unit` is that of the whole form, for columns whose title names none.
    """
    above = ""
    for row in rows:
        item = _item(row)
        task = row.text(row.column("task"))
        amounts = {name: figure for role, name in _AMOUNTS if (figure := _amount(row, role, unit))}
        if not amounts:
            continue
        above = item or above
        column = row.column("budget_full", "execution", "budget_initial")
        yield Budget(
            item=f"{above}：{task}" if task else above,
            document=path,
            location=row.location,
            scope=row.header.scopes.get(column) if column is not None else None,
            project=project,
            rate=cell_figure(row, row.column("execution_rate")),
            weight=cell_figure(row, row.column("weight")),
            score=cell_figure(row, row.column("score")),
            note=cell_value(row, "actual"),
            in_yuan=any(_unit(row, role, unit) for role, _ in _AMOUNTS),
            **amounts,
        )


def _item(row: FormRow) -> str:
    """Return what the money is for; where the header itself spans the rows (项目资金), it stands in the next column."""
    column = row.column("item", "project")
    columns = () if column is None else row.header.columns(column)
    texts = [text for own in columns if (text := row.text_in(own)) and text != row.header.labels.get(columns[0])]
    bare = (text for own in sorted(row.cells) if not row.header.roles.get(own) and (text := row.text_in(own)))
    return ("".join(texts) or next(bare, "")).rstrip(" :：")


def _amount(row: FormRow, role: str, unit: str | None) -> Figure | None:
    figure, own = cell_figure(row, row.column(role)), _unit(row, role, unit)
    return replace(figure, amount=figure.amount * units.from_header(own)[0]) if figure and own else figure


def _unit(row: FormRow, role: str, unit: str | None) -> str | None:
    column = row.column(role)
    return None if column is None else row.header.units.get(column, unit)
