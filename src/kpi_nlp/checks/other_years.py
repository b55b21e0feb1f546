"""Where a paper puts itself into another year than its own: its sentences, goals, answers and signature."""

import re
from collections.abc import Iterator, Sequence

from kpi_nlp.checks.own_data import own_data, own_goal, signed_too_early, told_of_another_year
from kpi_nlp.checks.own_subjects import own_subjects
from kpi_nlp.checks.own_work import in_digits
from kpi_nlp.model import Dossier, Evidence, Heading, Paper, Paragraph
from kpi_nlp.text import squeeze

_STOP = re.compile("[。；\n]")
_DIGITS = "20"
_YEAR = re.compile(r"(?<![\d〔\[])(20[0-4]\d)(?=年)")


def of_another_year(paper: Paper, blocks: Sequence[Heading | Paragraph], year: int) -> Iterator[Evidence]:
    """Yield what puts a paper into an earlier year, place by place."""
    stage = paper.document.identity.stage
    if stage in ("self_evaluation", "monitoring"):
        yield from _in_prose(blocks, year, evaluated=stage == "self_evaluation")
        for row in paper.valued:
            if row.actual and told_of_another_year(row.actual, year):
                yield Evidence.of("actual", row.actual)
            if row.reason and own_data(in_digits(squeeze(row.reason.text)), year):
                yield Evidence.of("reason", row.reason)
    if stage != "other":
        for goal in paper.goals:
            if own_goal(in_digits(squeeze(goal.text)), year):
                yield Evidence("goal", goal.text, goal.location)


def _in_prose(blocks: Sequence[Heading | Paragraph], year: int, *, evaluated: bool) -> Iterator[Evidence]:
    told = [
        (text, sentence.strip(), block)
        for block in blocks
        if _DIGITS in in_digits(squeeze(block.text))
        for sentence in _STOP.split(block.text)
        if _DIGITS in (text := in_digits(squeeze(sentence)))
    ]
    on_subjects = set(own_subjects([text for text, *_ in told], year)) if evaluated else set()
    for place, (text, sentence, block) in enumerate(told):
        if place in on_subjects or own_data(text, year) or (evaluated and signed_too_early(text, year)):
            yield Evidence("sentence", sentence, block.location)


def years_beside(dossier: Dossier, paper: Paper) -> set[int]:
    """Return the year of the file's name, and that of all other papers of the set where they are of one."""
    others = {other.document.identity.year for other in dossier.papers if other is not paper}
    named = {int(found) for found in _YEAR.findall(paper.document.name)}
    return {year for years in (others, named) if len(years) == 1 for year in years if year}
