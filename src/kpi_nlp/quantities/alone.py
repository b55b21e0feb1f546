"""A number alone with its unit and its bound, 「≥95%」, 「不少于20人次」, 「1.2万元」: what most cells hold, read at sight.

Nothing around it can change what it says, so that none of the rest of the scanner is needed. Whatever might be a
date, a telephone number or a name is left to that.
"""

import re
from decimal import Decimal
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.quantities import units
from kpi_nlp.quantities.amounts import Amount

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{5,8}|\d{1,3})(?:\.\d+)?|\d{4}"  # no 2024.10
_NOT_ALONE = frozenset("年月日号季届级强点时上")


@cache
def _alone() -> re.Pattern[str]:
    words, idioms = lexicon.bounds(), lexicon.bounds().idioms
    bound = lexicon.either(word for word, effect in words.before.items() if effect != "vague")
    names = (unit for unit in lexicon.units().kind_of if unit[0] not in _NOT_ALONE and not unit.isascii())
    unit = lexicon.either(["%", *(name for name in names if not any(idiom in name for idiom in idioms))])
    saying = lexicon.either(idiom[1:] for idiom in idioms if idiom[0] in "万亿")  # 万村: no village is counted
    return re.compile(rf"(?P<bound>{bound})?(?P<number>{_NUMBER})(?P<scale>[万亿](?!{saying}))?(?P<unit>{unit})?")


def alone(folded: str) -> Amount | None:
    """Return the amount that a folded text is, None where it is anything more or anything else."""
    match = _alone().fullmatch(folded)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    if match["scale"]:
        number *= units.times(match["scale"])
    effects = frozenset([lexicon.bounds().before[match["bound"]]] if match["bound"] else [])
    return Amount(number, number, match["unit"], 0, len(folded), effects)
