"""What a sentence says of the way to its goal of one of several amounts in a cell: 「其中制作科普短片只做了年度计划的七成」."""

from collections.abc import Iterator
from dataclasses import replace

from kpi_nlp.checks.composites import Composites
from kpi_nlp.checks.denial import in_scope, recovers
from kpi_nlp.checks.goal_distances import contradicts, difference, said_of_goal
from kpi_nlp.model import Claim, Evidence, Indicator, Part, Remark
from kpi_nlp.text import fold


def of_parts(claim: Claim, parts: Composites) -> Iterator[Remark]:
    """Yield the parts of cells that a sentence names, and of which it cannot be true."""
    for assertion in claim.assertions if parts.amounts else ():
        stretch = fold(claim.text)[assertion.start : assertion.end]
        named = [found for (_, words, _), found in parts.amounts.items() if words in stretch]
        if len(named) != 1 or not in_scope(claim, named[0][0]):
            continue
        row, part = named[0]
        alone = replace(row, parts=(part,), lower_is_better=part.lower_is_better)
        far = said_of_goal(replace(claim, text=claim.text.replace("其中", "□□")), assertion)
        if far and contradicts(far, alone) and not recovers(claim, assertion):
            said = claim.text[far.start : far.end]
            message = f"「{row.name}」中「{_counted(part)}」正文称「{said}」，表中为「{_printed(part)}」（目标「{part.target.text}」）。"
            quotes = (Evidence("sentence", claim.text, claim.location), *_values(row))
            yield Remark(message, quotes, (row,), difference(far, alone), sentence=claim.text)


def _counted(part: Part) -> str:
    return (part.actual.of if part.actual else None) or ""


def _printed(part: Part) -> str:
    return part.actual.text if part.actual else ""


def _values(row: Indicator) -> Iterator[Evidence]:
    return (Evidence.of(role, value) for role, value in (("target", row.target), ("actual", row.actual)) if value)
