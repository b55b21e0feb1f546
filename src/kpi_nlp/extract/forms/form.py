"""One logical table of a document: an indicator form, a score sheet, a table of money."""

from dataclasses import dataclass, field

from kpi_nlp.extract.forms.parts import is_lone
from kpi_nlp.extract.forms.runs import Run
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.labels import closing_role_of
from kpi_nlp.extract.terms.roles import BUDGET, RANKED
from kpi_nlp.model import Location

_VALUES = frozenset({"target", "actual", "period_target"})


@dataclass(slots=True)
class Form:
    """One logical table: its runs of rows, the caption above it, its name, and where it stands.

    `project` is that of the label 项目名称 above it, else of the heading it stands under. `foreign` is where rows
    of another table follow, under a header of which no word is known, `realigned` where rows go on in other columns.
    `unit` is the unit of money of the whole form, `grid` is the width of its table, `columns` those of them that the form uses.
    """

    header: Header
    caption: str
    table: str
    sections: tuple[str, ...]
    project: str | None
    location: Location
    runs: list[Run] = field(default_factory=list)
    foreign: list[Location] = field(default_factory=list)
    realigned: list[Location] = field(default_factory=list)
    unit: str | None = None
    grid: int = 0
    columns: tuple[int, ...] = ()

    @property
    def is_closed(self) -> bool:
        """True below a total, with nothing but notes and signatures behind it: a header there begins another form."""
        for row in reversed(self.runs[-1].rows if self.runs else ()):
            role = closing_role_of(row)
            if role == "total":
                return True
            if role is None and not is_lone(row):
                return False
        return False

    @property
    def roles(self) -> frozenset[str]:
        """The roles of its columns."""
        return frozenset(self.header.roles.values())

    @property
    def has_rows_of_indicators(self) -> bool:
        """True where the rows have targets or actuals, as in a list of projects beside their money and goals."""
        return bool(self.roles & _VALUES) and (bool(self.roles & RANKED) or not self.roles & (BUDGET | {"goal"}))

    @property
    def is_of_budget(self) -> bool:
        """True for a table of money without rows of indicators."""
        return bool(self.roles & BUDGET) and not self.has_rows_of_indicators

    @property
    def is_of_points(self) -> bool:
        """True for a score sheet: points, but no values."""
        return bool(self.roles & {"score", "weight"}) and not self.roles & (_VALUES | BUDGET | {"goal"})

    @property
    def is_of_indicators(self) -> bool:
        """True for a form of indicators or a score sheet, false for budgets and goals."""
        return self.has_rows_of_indicators or (self.is_of_points and "score" in self.roles)
