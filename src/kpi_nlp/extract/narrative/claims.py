"""Sentences to claims: figures and judgements, with whom and which time they speak of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kpi_nlp import quantities
from kpi_nlp.extract.narrative.allotments import weighs_in_per_cents
from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.givens import Piece, pieces
from kpi_nlp.extract.narrative.judging import judged
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.model import Budget, Claim
from kpi_nlp.text import fold

_RUBRIC = re.compile(
    r"的[,，]?\s*(?:得|扣|计)\s*\d|(?:的|者)[,，]\s*(?:则|均|一律|应|每|可|按|按照|根据|依)?[^,，。;；]{0,16}(?:扣分|扣减|扣除|不得分|不计分|得满分|计满分|得0分|得零分|酌情|计分|赋分|给分|[扣得计]\d)"
    r"|(?:评分(?:规则|标准|办法|细则)|计分(?:规则|标准|办法))[^,，。;；]{0,12}[,，:：][^。;；]{0,40}(?:扣|得\d|不得分|计分)"
)


def claims_of(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[Claim]:
    """Yield the sentences that hold an amount or a judgement; rules of scoring claim nothing, nor do weights in per cents."""
    for sentence in sentences:
        if not _RUBRIC.search(fold(sentence.text)) and not weighs_in_per_cents(sentence.text):
            told = (_claim(document, sentence, piece, author) for piece in pieces(sentence.text, author.year))
            yield from filter(None, told)


def claims_of_notes(document: str, budgets: Iterable[Budget]) -> Iterator[Claim]:
    """Yield what the task tables say of each task's outcome."""
    for budget in budgets:
        if (note := budget.note) is not None:
            said = judged(note.text, note.quantities)
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


def _claim(document: str, sentence: Sentence, piece: Piece, author: Author) -> Claim | None:
    amounts = quantities.parse(piece.text)
    said = judged(piece.text[: piece.told], amounts)
    if not amounts and not said.assertions:
        return None
    own = replace(sentence, text=piece.given or piece.text, sections=() if piece.given else sentence.sections)
    return Claim(
        text=piece.text,
        document=document,
        location=sentence.location,
        quantities=amounts,
        judgement=said.judgement,
        assertions=said.assertions,
        exceptions=said.exceptions,
        excepted=said.excepted,
        scope=scope_of(sentence, author),
        period=period_of(own, author.year, wished=said.wished),
        section=sentence.sections,
    )
