"""Documents to facts: identity, indicators, totals, budgets, claims. Quantities are parsed here, once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from kpi_nlp.extract.dumps import solved
from kpi_nlp.extract.explained.explanation import explained
from kpi_nlp.extract.facts.prompts import prompts_of
from kpi_nlp.extract.facts.tables import readings_of, table_facts
from kpi_nlp.extract.forms.keyed import budgets_of, goals_of, grades_in_loose, prose_of
from kpi_nlp.extract.forms.layout import laid_out
from kpi_nlp.extract.identity import department_key, identify
from kpi_nlp.extract.narrative.allotments import allotments_of
from kpi_nlp.extract.narrative.claims import claims_of, claims_of_notes
from kpi_nlp.extract.narrative.context import Author
from kpi_nlp.extract.narrative.grades import stated_grades
from kpi_nlp.extract.narrative.outline import walk
from kpi_nlp.extract.narrative.prose import Sentence, sentences
from kpi_nlp.extract.narrative.row_scores import scores_in_rows
from kpi_nlp.extract.narrative.rules import rules_of
from kpi_nlp.extract.narrative.scores import stated_scores
from kpi_nlp.extract.rows.form_rows import rows_of
from kpi_nlp.extract.sums.additions import additions_of
from kpi_nlp.model import (
    WHOLE,
    Budget,
    Claim,
    Document,
    Goal,
    Grade,
    Identity,
    Indicator,
    LevelCount,
    Paper,
    Passage,
    Points,
    Prompt,
    Total,
)

S = TypeVar("S", Grade, Indicator, LevelCount, Points, Total)
T = TypeVar("T", Budget, Claim, Goal, Grade, Prompt, Sentence)

__all__ = ["department_key", "extract"]


def extract(document: Document, *, known: Identity | None = None, explain: bool = False) -> Paper:
    """Return everything that a document says; `known` is what the manifest says of it and wins over the document.

    With `explain` the paper holds what was understood of each block as well.
    """
    blocks, told = solved(document.blocks)
    document = replace(document, blocks=tuple(blocks), warnings=(*document.warnings, *told))
    placed = list(walk(document))
    layout = laid_out(placed)
    rows = [(form, rows_of(form)) for form in layout.forms]
    readings = [reading for form, own in rows for reading in readings_of(document.path, form, own)]
    facts = table_facts(layout.forms, readings)
    budgets = [*facts.budgets, *(budget for loose in layout.loose for budget in budgets_of(document.path, loose))]
    identity = _overridden(identify(document, layout.forms, facts.indicators), known)
    whole = identity.project or WHOLE
    in_cells = [*facts.prose, *(said for loose in layout.loose for said in prose_of(loose))]
    prose = _in_order([*sentences(placed), *in_cells])
    author = Author(identity.year, whole, identity.department or "")
    claims = [*claims_of(document.path, prose, author), *claims_of_notes(document.path, budgets)]
    in_loose = (grade for loose in layout.loose for grade in grades_in_loose(document.path, loose))
    grades = [*facts.grades, *in_loose, *stated_grades(document.path, prose, author)]
    indicators = _scoped(facts.indicators, whole)
    paper = Paper(
        document=replace(document, identity=identity, warnings=(*document.warnings, *facts.warnings)),
        indicators=indicators,
        categories=tuple(facts.categories),
        totals=_scoped(facts.totals, whole),
        points=_scoped(facts.points, whole),
        grades=_scoped(_in_order(grades), whole),
        budgets=tuple(replace(budget, project=budget.project or whole) for budget in _in_order(budgets)),
        claims=tuple(_in_order(claims)),
        allotments=tuple(allotments_of(document.path, prose, author)),
        scores=(*stated_scores(document.path, prose, author), *scores_in_rows(indicators)),
        prompts=tuple(_in_order(prompts_of(document.path, readings, layout.loose, placed))),
        rules=tuple(rules_of(document.path, prose, author)),
        goals=tuple(_in_order(goals_of(document.path, in_cells))),
        passages=tuple(_passages(document.path, _in_order(in_cells))),
        level_counts=_scoped(facts.level_counts, whole),
        additions=tuple(additions_of(document.path, rows, layout.loose)),
    )
    return replace(paper, explanation=explained(paper, layout, readings)) if explain else paper


def _passages(path: str, sentences: Iterable[Sentence]) -> Iterator[Passage]:
    """Join the sentences of each cell again: a list runs over several."""
    for location, said in groupby(sentences, key=lambda sentence: sentence.location):
        yield Passage("".join(sentence.text for sentence in said), path, location)


def _in_order(facts: Iterable[T]) -> list[T]:
    """Return facts in reading order; those of one row stay as they are."""
    return sorted(facts, key=lambda fact: fact.location.order)


def _scoped(facts: Iterable[S], whole: str) -> tuple[S, ...]:
    """Return facts each of which is of a project, or of the whole that the paper is about."""
    return tuple(fact if fact.scope else replace(fact, scope=whole) for fact in facts)


def _overridden(found: Identity, known: Identity | None) -> Identity:
    """Take each field that the manifest fills in."""
    if known is None:
        return found
    department = known.department or found.department
    return Identity(
        department=department,
        department_key=department_key(department) if department else None,
        year=known.year or found.year,
        stage=known.stage if known.stage != "other" else found.stage,
        project=known.project or found.project,
        revision=known.revision or found.revision,
        sources=tuple(dict([*found.sources, *known.sources]).items()),
    )
