"""Every total of the tables of a document that hold amounts, with what it is printed to be the sum of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.forms.keyed import Loose
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.sums.across import columns_within, totals_across
from kpi_nlp.extract.sums.down import groups_in, items_within, totals_in
from kpi_nlp.extract.sums.sheet import Sheet, sheets_of
from kpi_nlp.extract.sums.stacks import stacks_of
from kpi_nlp.model import Addition


def additions_of(
    document: str, rows: Sequence[tuple[Form, Sequence[FormRow]]], loose: Sequence[Loose]
) -> Iterator[Addition]:
    """Yield the totals of a document, table by table; where it is not certain what is added, there is none."""
    for sheet in sheets_of(rows, loose):
        yield from (replace(addition, unit=sheet.unit) for addition in _of_sheet(document, sheet))


def _of_sheet(document: str, sheet: Sheet) -> Iterator[Addition]:
    for stack in stacks_of(sheet):
        yield from totals_in(document, stack)
        yield from groups_in(document, stack)
        yield from items_within(document, stack)
    yield from totals_across(document, sheet)
    yield from columns_within(document, sheet)
