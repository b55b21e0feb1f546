"""What the goals of a declaration undertake: clauses with an amount of something, or a thing to be delivered or built."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.checks.declared import is_of_things
from kpi_nlp.model import Evidence, Paper
from kpi_nlp.quantities import parse
from kpi_nlp.text import han_only, words_only

_CLAUSE = re.compile(r"[^，,。；;]+")
_ANNOUNCED = re.compile(
    r"^[^:：]*[:：](?=\s*(?:一是|首先|第一|其一|①|[(（]?[1一][)）.、]))"
)  # 「办好四件实事：一是…」 counts what follows
_OPENING_YEAR = re.compile(r"(?:截[至止])?(20\d\d)年")
_ONWARD = re.compile(r"度?(?:起|以来|[-—~至到])")
_BREAK = re.compile(r"[\s\d]+")


def undertakings(paper: Paper) -> Iterator[Evidence]:
    """Yield the clauses of goals that can be looked for at the end of the year."""
    for goal in paper.goals:
        if _is_background(goal.text, paper.document.identity.year):
            continue
        start = 0  # of the clause before
        for clause in _CLAUSE.finditer(goal.text):
            said = _ANNOUNCED.sub("", clause[0]).strip()
            if lexicon.goals().past.search(said) is None and _is_held_to(said):
                yield Evidence("sentence", said, goal.location)
            elif lexicon.goals().milestone.search(said):
                yield Evidence("sentence", goal.text[start : clause.end()].strip(), goal.location)
            start = clause.start()


def _is_background(sentence: str, year: int | None) -> bool:
    """Return whether a sentence tells of an earlier year, or of what others do."""
    words, opening = lexicon.goals(), _OPENING_YEAR.match(sentence)
    if opening and year is not None and int(opening[1]) < year and not _ONWARD.match(sentence, opening.end()):
        return True
    return bool(words.before.match(sentence) or words.others.search(sentence))


def _is_held_to(clause: str) -> bool:
    """Return whether a clause states what can be looked for at the end of the year."""
    paid = lexicon.goals().paid.search(clause)
    stated = any(is_of_things(amount) or (paid and amount.kind == "money") for amount in parse(clause))
    return stated or bool(lexicon.goals().delivered.search(clause))


def counted_in(clause: str) -> set[tuple[Decimal | None, str | None]]:
    """Return the numbers of things that a clause states, with their units."""
    return {(one.number, one.unit) for one in parse(clause) if is_of_things(one)}


def thing_of(clause: str) -> str:
    """Return what a clause says without its deed and its amounts, whose units are no words in common."""
    for amount in parse(clause):
        clause = clause.replace(amount.text, " ")
    return lexicon.goals().deeds.sub(" ", clause)


def canonical(text: str) -> str:
    """Return a text in canonical words."""
    return lexicon.canonical(words_only(text))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters in the words that say something."""
    words = (han_only(word) for word in _BREAK.split(lexicon.goals().nothing.sub(" ", text)))
    return frozenset(word[at : at + 2] for word in words for at in range(len(word) - 1))
