"""Sentences to claims: figures and judgements, with whom and which time they speak of."""

import re
from collections.abc import Iterable, Iterator

from kpi_nlp import quantities
from kpi_nlp.extract.narrative.allotments import weighs_in_per_cents
from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.judging import judged
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.model import Budget, Claim

_RUBRIC = re.compile(r"的[,，]?\s*(?:得|扣|计)\s*\d")


def claims_of(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[Claim]:
    """Yield the sentences that hold an amount or a judgement; rules of scoring claim nothing, nor do weights in per cents."""
    for sentence in sentences:
        if _RUBRIC.search(sentence.text) or weighs_in_per_cents(sentence.text):
            continue
        if claim := _claim(document, sentence, author):
            yield claim


def claims_of_notes(document: str, budgets: Iterable[Budget]) -> Iterator[Claim]:
    """Yield what the task tables say of each task's outcome."""
    for budget in budgets:
        if (note := budget.note) is not None:
            said = judged(note.text)
            yield Claim(
                text=note.text,
                document=document,
                location=note.location,
                quantities=note.quantities,
                judgement=said.judgement,
                assertions=said.assertions,
                exceptions=said.exceptions,
                excepted=said.excepted,
                scope=budget.item,
            )


def _claim(document: str, sentence: Sentence, author: Author) -> Claim | None:
    amounts, said = quantities.parse(sentence.text), judged(sentence.text)
    if not amounts and not said.assertions:
        return None
    return Claim(
        text=sentence.text,
        document=document,
        location=sentence.location,
        quantities=amounts,
        judgement=said.judgement,
        assertions=said.assertions,
        exceptions=said.exceptions,
        excepted=said.excepted,
        scope=scope_of(sentence, author),
        period=period_of(sentence, author.year, wished=said.wished),
        section=sentence.sections,
    )
