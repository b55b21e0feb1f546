"""How goals and targets of declarations are worded (goals.toml), as expressions."""

import re
from dataclasses import dataclass
from functools import cache

from kpi_nlp.lexicon.loading import any_of, either, entries

_HAN = r"[\u3400-\u9fff]"


@dataclass(frozen=True, slots=True)
class Goals:
    """`nothing` and `deeds` find words that do not tell what a goal is about, `delivered` a clause with a thing to be delivered,
    `milestone` one that tells how far it gets, `paid` the verb of one with money for others, `upkeep` a task that keeps an office running.

    `past` finds what was there already, `before` the opening of a sentence about an earlier year, `others` what others do.

    `endless` is a target that nobody can miss, from its first letter to its last; `numbered` are ends of names that ask for a number.
    """

    nothing: re.Pattern[str]
    deeds: re.Pattern[str]
    delivered: re.Pattern[str]
    milestone: re.Pattern[str]
    past: re.Pattern[str]
    before: re.Pattern[str]
    others: re.Pattern[str]
    upkeep: re.Pattern[str]
    paid: re.Pattern[str]
    endless: re.Pattern[str]
    numbered: tuple[str, ...]


@cache
def goals() -> Goals:
    """Return how goals are worded."""
    table = entries("goals")
    delivered, endless, background = table["delivered"], table["endless"], table["background"]
    better = rf"{either(endless['adverbs'])}(?:得到)?(?:有效)?{either(endless['verbs'])}"
    return Goals(
        nothing=any_of(table["nothing"]["words"]),
        deeds=any_of(table["deeds"]["words"]),
        delivered=re.compile(
            rf"{either(delivered['verbs'])}(?:完成|并\w{{1,4}})?{_HAN}{{2,20}}{either(delivered['things'])}(?:建设)?$"
        ),
        milestone=any_of(delivered["milestones"]),
        past=any_of(background["past"]),
        before=any_of(background["before"]),
        others=re.compile(rf"{either(background['others'])}|由[^，,。；;]{{2,20}}?{either(background['led'])}"),
        upkeep=any_of(table["upkeep"]["words"]),
        paid=any_of(table["paid"]["verbs"]),
        endless=re.compile(rf"(?:{either(endless['words'])}|{better})。?"),
        numbered=tuple(table["numbered"]["endings"]),
    )
