"""Changes what is true in a filing, as a fault lists it; everything that follows from facts follows of itself."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from planting.figures import figures, of_row
from planting.filings import Filing, weighted
from planting.rows import NUMERIC, Row, levels_of, with_facts
from planting.templates import computed, filled

_PAPERS = ("declaration", "adjustment", "monitoring", "evaluation")
_FIELDS = {"first": "goal", "first_done": "done"}
_NUMBERS = {"goal", "done", "mid", "forecast", "period", "second", "second_done", "second_mid", "weight", "score"}
_ALL = re.compile(r"all\.([\d.]+)\.(\w+)$")
_SECOND = {"goal": "second", "done": "second_done"}
_LESS = {"few": Decimal(1), "share": Decimal(3), "satisfaction": Decimal(2)}  # others fall short by a fifth
_EQUAL = ("count", "people", "few", "share", "cost", "reverse", "satisfaction", "about", "composite")


@dataclass(frozen=True)
class Chosen:
    """The rows that a fault is made in: one, another two of its kind, and those of a share of all."""

    row: str
    others: tuple[str, ...]
    equal: tuple[str, ...]


def changed(filings: Mapping[str, Filing], facts: Mapping[str, str], chosen: Chosen) -> dict[str, Filing]:
    """Return the filings with other facts; what an expression speaks of is as it was before."""
    before, made = filings[""], dict(filings)
    for address, text in facts.items():
        prefix = "last" if address.startswith("last.") else ""
        made[prefix] = _changed(made[prefix], address.removeprefix("last."), text, chosen, before)
    return made


def equal_rows(filing: Filing, facts: Mapping[str, str], chance: Random) -> tuple[str, ...]:
    """Return the keys of the rows which 「all」 facts are about, by chance."""
    shares = [Decimal(found[1]) for address in facts if (found := _ALL.search(address))]
    rows = [row.key for row in filing.rows if row.kind in _EQUAL]
    count = math.ceil(max(shares) * len(rows)) if shares else 0
    return tuple(chance.sample(rows, count))


def _changed(filing: Filing, address: str, text: str, chosen: Chosen, before: Filing) -> Filing:
    if found := _ALL.search(address):
        everyone = max(Decimal(found[1]), Decimal(0)) == 1 and found[2] in {"score", "reason"}
        keys = [row.key for row in filing.rows if row.kind in NUMERIC] if everyone else chosen.equal
        return _in_rows(filing, keys, found[2], text, before)
    owner, _, name = address.rpartition(".")
    match owner:
        case "layout":
            return replace(filing, layout=replace(filing.layout, **{name: bool(int(text))}))
        case "money":
            return _money(filing, name, text)
        case "other" | "third":
            return _in_rows(filing, [chosen.others[owner == "third"]], name, text, before)
        case paper if paper in _PAPERS:
            return _own(filing, paper, chosen.row, name, text, before=before)
    return _whole(filing, name, text) or _in_rows(filing, [chosen.row], name, text, before)


def _whole(filing: Filing, name: str, text: str) -> Filing | None:
    """Change what is no fact of a row: grade, style, duties, rows of a level."""
    match name:
        case "grade":
            return replace(filing, grade=text)
        case "style":
            return replace(filing, style=0)
        case "duties":
            return replace(filing, duties="承担市委、市政府交办的其他工作，负责机关党建、信访维稳和后勤保障")
        case "without":
            gone = text.split("、")
            kept = tuple(row for row in filing.rows if not set(row.levels) & set(gone))
            return replace(filing, rows=weighted(kept))
    return None


def _money(filing: Filing, name: str, text: str) -> Filing:
    budget = filing.money
    if name in {"rate", "score"}:
        known = figures(filing) | {"rate": budget.rate, "score": budget.score}
        return replace(filing, money=budget.printed(**{name: computed(text, known)}))
    if name == "same":
        return replace(filing, money=budget.kept())
    return replace(filing, money=budget.spent(Decimal(text)) if name == "share" else budget.begun(Decimal(text)))


def _in_rows(filing: Filing, keys: Sequence[str], name: str, text: str, before: Filing) -> Filing:
    told = {row.key: row for row in before.rows}
    rows = tuple(_row(row, name, text, told[row.key], before) if row.key in keys else row for row in filing.rows)
    return replace(filing, rows=rows)


def _own(filing: Filing, paper: str, key: str, name: str, text: str, *, before: Filing) -> Filing:
    row = next(row for row in before.rows if row.key == key)
    now = filing.own.get((paper, key)) or next(row for row in filing.rows if row.key == key)
    return replace(filing, own={**filing.own, (paper, key): _row(now, name, text, row, before)})


def _row(row: Row, name: str, text: str, told: Row, before: Filing) -> Row:
    """Return the row with another fact, computed of how it was told before."""
    field = _FIELDS.get(name, name)
    known = figures(before) | of_row(told, before)
    if field == "levels":
        return with_facts(row, levels=levels_of(text.partition("/")[2]))
    if field in {"dated", "undone"}:
        return with_facts(row, **{field: int(text)})
    if field not in _NUMBERS:
        return with_facts(row, **{field: filled(text, known)})
    if text == "less":
        return with_facts(row, done=row.goal - _LESS.get(row.kind, (row.goal / 5).quantize(row.goal)))
    if row.kind == "composite" and field in {"done", "goal"} and text in {"goal", "done"}:
        return with_facts(row, **{field: getattr(told, text), _SECOND[field]: getattr(told, _SECOND[text])})
    return with_facts(row, **{field: computed(text, known)})
