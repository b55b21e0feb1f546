"""What two sentences may differ in and still say the same (restatements.toml)."""

import re
from collections.abc import Mapping
from functools import cache

from kpi_nlp.lexicon.loading import any_of, entries


@cache
def restatements() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what finds embellishments and words that others mean as well, and what stands for each."""
    table = entries("restatements")
    words = dict.fromkeys(table["embellishments"]["words"], "")
    words |= {word: group[0] for group in table["verbs"]["groups"] for word in group}
    return any_of(words), words


def plainly(text: str) -> str:
    """Return a text of letters (`text.words_only`) without embellishments, with one word for each meaning: 「得到明显提高」 is 「提升」."""
    pattern, words = restatements()
    return pattern.sub(lambda match: words[match[0]], text)
