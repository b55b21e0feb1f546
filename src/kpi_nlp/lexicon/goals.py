"""How goals and targets of declarations are worded (goals.toml), as expressions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kpi_nlp.lexicon.loading import any_of, either, entries

_HAN = r"[\u3400-\u9fff]"


@dataclass(frozen=True, slots=True)
class Goals:
    """What finds the words of goals and targets.

    `nothing` and `deeds` do not tell what a goal is about; `delivered` is a clause with a thing to be delivered, `milestone`
    one that tells how far it gets, `paid` the verb of one with money for others, `upkeep` a task that keeps an office running.
    `past` is what was there already, `before` the opening of a sentence about an earlier year, `others` what others do.
    `endless` is a target that nobody can miss, from its first letter to its last, `some` a part of one; `numbered` are
    ends of names that ask for a number.
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
    some: re.Pattern[str]
    numbered: tuple[str, ...]


@cache
def goals() -> Goals:
    """Return how goals are worded."""
    table = entries("goals")
    delivered, endless, background = table["delivered"], table["endless"], table["background"]
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
        endless=_endless(endless),
        some=re.compile(rf"(?<!第){either(endless['some'])}"),
        numbered=tuple(table["numbered"]["endings"]),
    )


def _endless(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    word = {name: either(listed) for name, listed in words.items()}
    forms = (
        word["words"],
        rf"{word['adverbs']}(?:得到)?(?:有效)?{word['verbs']}",
        rf"{word['gets']}?{word['degrees']}的?{word['kinds']}?{word['nouns']}",
        rf"{word['kinds']}?{word['nouns']}{word['degrees']}",
        rf"(?:{word['on']}[^,，。、]{{0,8}}{word['states']})?{word['soon']}[^,，。、]{{0,6}}{word['done']}",
    )
    return re.compile(rf"(?:{'|'.join(forms)})。?")
