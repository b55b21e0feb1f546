"""Who is named on a form (persons.toml), as expressions: labels, what a name looks like, and what is none."""

import re
from dataclasses import dataclass
from functools import cache

from kpi_nlp.lexicon.loading import either, entries
from kpi_nlp.lexicon.trade import known_words

_HAN = r"\u3400-\u9fff"


@dataclass(frozen=True, slots=True)
class Persons:
    """`person` and `telephone` find a label and what parts it from what follows; `label` is a cell with nothing else.

    `name` is a name of two or three letters, wide-spaced or of another people's form, with its end; `another` is what
    stands between two names.
    """

    person: re.Pattern[str]
    telephone: re.Pattern[str]
    person_label: re.Pattern[str]
    telephone_label: re.Pattern[str]
    name: re.Pattern[str]
    another: re.Pattern[str]
    endings: tuple[str, ...]
    words: frozenset[str]

    def may_be(self, name: str) -> bool:
        """Return whether what looks like a name is no office, duty or thing, and no word of the trade."""
        letters = re.sub(r"\s", "", name)
        return not letters.endswith(self.endings) and letters[:2] not in self.words and letters not in known_words()


@cache
def persons() -> Persons:
    """Return how people are named on forms."""
    table = entries("persons")
    labels, surnames = table["labels"], table["surnames"]
    person, telephone = either(labels["persons"]), either(labels["telephones"])
    signed = rf"(?:\s*[(（]\s*{either(labels['after'])}\s*[)）])?"
    parted = r"(?:\s*[:：]\s*|\s+)"
    family = rf"(?:{either(surnames['double'])}|[{re.escape(surnames['single'])}])"
    ended = rf"(?=$|[^{_HAN}·]|{person}|{telephone}|{either(labels['titles'])})"
    name = rf"(?:[{_HAN}]{{2,8}}(?:·[{_HAN}]{{2,8}})+|{family}[{_HAN}]{{1,2}}|{family}[ \u3000]{{1,4}}[{_HAN}]){ended}"
    return Persons(
        person=re.compile(rf"{person}{signed}{parted}"),
        telephone=re.compile(rf"{telephone}{signed}{parted}"),
        person_label=re.compile(rf"[{_HAN}]{{0,6}}?{person}{signed}\s*[:：]?"),
        telephone_label=re.compile(rf"[{_HAN}]{{0,6}}?{telephone}\s*[:：]?"),
        name=re.compile(name),
        another=re.compile(r"\s*[、,，/／;；]\s*|\s+"),
        endings=tuple(table["others"]["endings"]),
        words=frozenset(table["others"]["words"]),
    )
