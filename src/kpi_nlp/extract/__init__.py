"""Documents to facts: identity, indicators, totals, budgets, claims. Quantities are parsed here, once."""

from dataclasses import replace

from kpi_nlp.extract.claims import claims_of, claims_of_notes
from kpi_nlp.extract.dumps import solved
from kpi_nlp.extract.forms import forms
from kpi_nlp.extract.identity import department_key, identify
from kpi_nlp.extract.outline import walk
from kpi_nlp.extract.prose import sentences
from kpi_nlp.extract.scores import stated_scores
from kpi_nlp.extract.tables import table_facts
from kpi_nlp.model import WHOLE, Document, Identity, Paper

__all__ = ["department_key", "extract"]


def extract(document: Document, *, known: Identity | None = None) -> Paper:
    """Return everything that a document says; `known` is what the manifest says of it and wins over the document."""
    blocks, told = solved(document.blocks)
    document = replace(document, blocks=tuple(blocks), warnings=(*document.warnings, *told))
    placed = list(walk(document))
    found = list(forms(placed))
    facts = table_facts(document.path, found, None)
    identity = identify(document, found, facts.indicators)
    if known is not None:
        identity = _overridden(identity, known)
    whole = identity.project or WHOLE
    prose = list(sentences(placed))
    claims = [
        *claims_of(document.path, prose, year=identity.year),
        *claims_of_notes(document.path, facts.budgets),
    ]
    return Paper(
        document=replace(document, identity=identity, warnings=(*document.warnings, *facts.warnings)),
        indicators=tuple(replace(indicator, scope=indicator.scope or whole) for indicator in facts.indicators),
        categories=tuple(facts.categories),
        totals=tuple(facts.totals),
        budgets=tuple(replace(budget, project=budget.project or whole) for budget in facts.budgets),
        claims=tuple(sorted(claims, key=lambda claim: claim.location.order)),
        scores=tuple(stated_scores(document.path, prose, year=identity.year)),
    )


def _overridden(found: Identity, known: Identity) -> Identity:
    """Take each field that the manifest fills in."""
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
