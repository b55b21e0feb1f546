"""Rules of scoring that the prose prints: 「预算执行率评分标准为：95%以上得10分，85%至95%得8分」; examples of how one counts are none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.model import StatedRule
from kpi_nlp.text import fold

_RULE = re.compile(
    r"(?:评分|计分|打分|得分|扣分|赋分)(?:标准|办法|规则|细则|方法|口径)|得分[=按以]|按[^,。;]{1,30}(?:计分|计算|赋分)"
)
_GIVES = re.compile(r"满分|不[得计]分|[得扣计]\d+(?:\.\d+)?分|[得计]?零分|[×*]\d+(?:\.\d+)?分?|比例")
_EXAMPLE = re.compile(r"例如|比如|举例|譬如|假设|拟|原办法|修订前")
_GOES_ON = (";", "；")


def rules_of(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[StatedRule]:
    """Yield the sentences that print a rule, with the items behind a semicolon."""
    for sentence in _whole(sentences):
        text = fold(sentence.text)
        if "分" in text and _RULE.search(text) and _GIVES.search(text) and not _EXAMPLE.search(text):
            scope, period = scope_of(sentence, author), period_of(sentence, author.year)
            yield StatedRule(sentence.text, document, sentence.location, scope, period)


def _whole(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Join the items of a list that begins with a rule; nothing else is asked for here."""
    held: Sentence | None = None
    for sentence in sentences:
        if held is not None and held.text.endswith(_GOES_ON):
            held = replace(held, text=held.text + sentence.text)
            continue
        if held is not None:
            yield held
        held = sentence if "分" in sentence.text else None
    if held is not None:
        yield held
