"""What a template prints where the answer should stand (prompts.toml), as expressions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kpi_nlp.lexicon.loading import entries

_OPENS, _CLOSES = r"[(（【\[<＜《「『“]", r"[)）】\]>＞》」』”]"
_ANSWERS = (
    r"如下|了|的|会|见|详见|以下|材料|要求|(?:单位|人|日期|部门|时间)\s*(?:$|[:：(（])"  # 「具体说明如下」, 「说明会」
)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Expressions of what a template prints where the answer should stand.

    `whole` is a text that is nothing but a prompt, `inside` a prompt beside an answer, `letters` a run of X with what it
    stands for. `persons` are labels beside which a run of letters hides somebody, `notes` open what explains a form.
    """

    whole: re.Pattern[str]
    inside: re.Pattern[str]
    letters: re.Pattern[str]
    persons: re.Pattern[str]
    notes: re.Pattern[str]


@cache
def prompts() -> Prompts:
    """Return what a template prints where the answer should stand."""
    table = entries("prompts")
    fill, letters = _any(table["fill"]["words"]), re.escape(table["letters"]["letters"])
    stars = re.escape(table["letters"]["stars"])
    run = rf"(?:[{letters}]{{2,}}|[{stars}]{{3,}})"
    limit = r"(?:字数)?(?:(?:不超过|不多于|限|控制在|约)?\s*\d{2,4}\s*个?字(?:以内|之内|内|左右)|(?:不超过|限|控制在)\s*\d{2,4}\s*个?字)"
    instruction = _instruction(table["instruction"], fill)
    aside = rf"{_any(table['instruction']['bracketed'])}[^()（）\d]{{0,80}}"
    units, no_name = table["letters"]["units"], rf"(?!{_any(table['letters']['names'])})"
    known = rf"{run}{no_name}{_any([*units, *table['letters']['bodies']])}"
    starred = rf"(?<![A-Za-z0-9{stars}\u3400-\u9fff])[{stars}]{{2}}{no_name}{_any(units)}"
    return Prompts(
        whole=re.compile(
            rf"{instruction}|{_OPENS}\s*(?:{instruction}|{aside})(?:[,，、；;：:]?\s*{limit})?{_CLOSES}。?|{_OPENS}?{limit}{_CLOSES}?。?|{_OPENS}?{run}{_CLOSES}?"
        ),
        inside=re.compile(rf"{_OPENS}\s*{fill}[^()（）【】]*{_CLOSES}|(?:^|(?<=[。；;]))[(（]{limit}[)）]"),
        letters=re.compile(
            rf"(?<![A-Za-z0-9{letters}{stars}]){known}|{starred}|20[{letters}{stars}]{{2}}\s*年|(?<![{letters}])[{letters}]月[{letters}]日"
        ),
        persons=re.compile(_any(table["persons"]["words"])),
        notes=re.compile(rf"[(（]?{_any(table['notes']['words'])}"),
    )


def _instruction(words: Mapping[str, Any], fill: str) -> str:
    """Return the expression of 「简要说明…情况」, 「对照年度目标，说明…原因」, 「请填写…」; it is short and holds no figure."""
    adverbs, things = _any(words["adverbs"]), _any(words["things"])
    told = rf"{_any(words['tell'])}(?!{_ANSWERS})[^\d]{{0,50}}{things}[^\d]{{0,30}}"
    against = rf"{_any(words['against'])}[^，,。\d]{{2,30}}[，,]\s*(?:请|应)?{adverbs}?{told}"
    opened = rf"{_any(words['open'])}(?!{_ANSWERS})[^\d]{{0,50}}{things}[^\d]{{0,30}}"
    return rf"(?:(?:请|应|需)?{adverbs}{told}|{opened}|{against}|{fill}.{{0,80}})"


def _any(words: Iterable[str]) -> str:
    """Return an expression of some words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
