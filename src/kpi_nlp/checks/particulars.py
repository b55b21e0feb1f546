"""Facts that a report states once of the unit itself or of its survey: posts, staff, offices, units below it, questionnaires."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpi_nlp import lexicon
from kpi_nlp.model import WHOLE, Claim, Heading, Identity, Paper, Paragraph, Quantity
from kpi_nlp.text import fold, squeeze, without_brackets

_EDGES = ",，。;；:：()（）、=/"
_EDGE = re.compile(f"[{_EDGES}]")
_FRONT = re.compile(
    r"^(?:20\d\d年?度?|本年度?|当年|12月(?:31日|底|末)|年末|年底|全年|年内|(?<=[年度内])共|截[至止]|根据|现有|目前|其中|的|末|底|到)+"
)
_LINK = re.compile(r"(?:分别|现|共|总|合)?(?:计|为|是|有|达到?|:)*$")
_TOGETHER = re.compile(r"^(?:汇总|共计|合计|一共|总共|共|现|(?:部门|单位|机关|本级)(?=.)|有(?!效))+")
_QUESTIONNAIRE = re.compile(r"问卷[^,。;]{0,6}[,:]")
_AMOUNT = re.compile(r"(?:数量|总数|总量)$")
_TURNED = re.compile(r"(?P<what>[一-鿿]{2,})(?P<how>实有?|核定)$")  # 「在职人员实有」
_SURVEY = re.compile(r"^(?:此次|本次|该次|这次)?(?:(?:满意度)?(?:问卷)?(?:调查|测评)(?:工作)?中?(?!问卷))?(?:实际)?")
_ITSELF = re.compile(r"^(?:单位|部门)(?=现|共|有|年末|实有|编制|在职|核定|内设)")
_AFTER = re.compile(r"$|和|及|以及|与|均|都|全部")
_OF_ALL = re.compile(
    r"(?:均|都|全部)[^,]*$|(?:显示|表明|反映|统计|发放后).*$"
)  # says something of all that was counted
_OF_ALL_OF_THEM = re.compile(
    r"^(?:组织|安排|动员|要求|发动|召集|覆盖|由|将|为|对)*(?:全体|全部|所有)的?$|[现共]有$|^(?:本表|本报告)?(?:已|共|均)*(?:包含|汇总|包括)了?$|(?:本级|机关)(?:及|和|与|以及)其?$"
)  # behind these the number is that of all, whatever is said of them
_INSIDE = re.compile(r"(?<=[一-鿿]{2})(?:一共|总共|共计|合计|先后|实际|累计|共)(?=[一-鿿]{2})")
_ANOTHER = re.compile(
    r"(?<![我本该])(?:馆|院|所|站|中心|校|中学|小学|队|公司|协会|局|处)(?:\([^()]*\))?(?:为|是|系|属|核定|编制|现有|实有|共有|在职|内设)"
)
_TITLE_OF_ANOTHER = re.compile(r"(?:馆|院|所|站|中心|学校|中学|小学|队|公司|协会)[:：]?$")
_LONGEST_TITLE = 24
_LONGEST_NOUN = 10
_OTHER_TIME = re.compile(
    r"上年|去年|年初|期初|此前|原(?:有|核定|先|编制)|调整|划转|由(?:原|[^,]{0,3}(?:\d|$))|从|改革|增加|减少|计划|拟|平均|其中|分别|上半年|季度|(?<!1)\d月|1[01]月"
)
_UNITS_BELOW = re.compile(r"(?:下属|所属|直属|下设|二级)(?:事业|预算|二级)*(?:单位|机构)|\d[个家](?:事业)?单位|系统")
_UNIT_BELOW = re.compile(r"(?:下属|所属|直属|下设|二级)(?!(?:事业|预算|二级)*(?:单位|机构)数?(?:\d|\W|为|有|共|$)|\d)")
_ASKED = re.compile(r"(?:面向|针对|向|(?<!服务)(?<!受益)对(?!象))[一-鿿]{2}")
_SCOPED = re.compile(r"[(（][^()（）]{0,4}(?:含|包括)")
_YEAR = re.compile(r"20\d\d(?=年)")
_OWNED = re.compile(r"[我本该](?:局|会|委|办|厅|院|馆|中心|单位|部门|机关)(?:本级|机关)?的?")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a number: the text up to it, its clause and the bare words of that, the text behind it."""

    claim: Claim
    quantity: Quantity
    own: str
    before: str
    clause: str
    words: str
    after: str


def setting(claim: Claim, quantity: Quantity, own: str) -> Setting:
    """Return what stands around a number of a claim; `own` are the Chinese characters of the department's name."""
    folded = fold(claim.text)
    before = folded[: quantity.start]
    clause = before[max(map(before.rfind, _EDGES)) + 1 :]
    return Setting(claim, quantity, own, before, clause, bare(clause, own), folded[quantity.end :])


def stands_alone(paper: Paper) -> bool:
    """Return whether a paper tells of no other organisation, whose posts and staff it may state, too."""
    return not any(_UNITS_BELOW.search(claim.text) for claim in paper.claims) or not _describes_another(paper)


def _describes_another(paper: Paper) -> bool:
    """Return whether a paper tells, or has a title, of an organisation other than its own, whose posts and staff may follow."""
    own = paper.document.identity.department or ""
    for block in paper.document.blocks:
        if isinstance(block, Heading | Paragraph):
            text = squeeze(block.text)
            text = text.replace(own, "") if own else text
            if _ANOTHER.search(text) or (len(text) <= _LONGEST_TITLE and _TITLE_OF_ANOTHER.search(text)):
                return True
    return False


def particular(told: Setting, identity: Identity, *, alone: bool) -> str | None:
    """Return the name of the fact of the unit, or its survey, that a number is of; None where a word is not understood.

    Where the unit is not `alone` in its paper, the sentence must say that it speaks of it.
    """
    if told.quantity.kind not in ("count", "other"):
        return None
    known = lexicon.particulars()
    words = _INSIDE.sub("", _TOGETHER.sub("", told.words).removesuffix("的").removeprefix("全体"))
    tail = _OF_ALL.sub("", squeeze(_EDGE.split(told.after, maxsplit=1)[0]))
    name = _among(known.unit, words, tail) or _of_all_of_them(known.unit, told, tail)
    asked_for = _TOGETHER.sub("", _SURVEY.sub("", words)).removeprefix("的")
    of_survey = None if name else _among(known.survey, asked_for, tail)
    if not (name or of_survey) and _QUESTIONNAIRE.search(told.before):
        of_survey = _among(known.survey, f"问卷{asked_for}", tail)
    if name and _of_the_unit(told, identity, alone=alone or name.endswith("单位")):
        return name if _of_this_year(told, identity) else None
    asked = of_survey and told.claim.scope in (WHOLE, identity.project) and not _ASKED.search(told.before)
    return of_survey if asked and _of_this_year(told, identity) else None


def _of_all_of_them(known: Mapping[str, str], told: Setting, tail: str) -> str | None:
    """「组织全体113名在职人员学习文件」 tells how many there are: the noun behind the number is enough."""
    if not any(map(_OF_ALL_OF_THEM.search, (told.words, squeeze(told.clause)))):
        return None
    ends = range(min(len(tail), _LONGEST_NOUN), 1, -1)
    return next((known[lexicon.GAP + tail[:end]] for end in ends if lexicon.GAP + tail[:end] in known), None)


def _of_this_year(told: Setting, identity: Identity) -> bool:
    """Return whether the words around a number tell no other time, and nothing that it holds besides."""
    others = set(_YEAR.findall(told.before)) - {str(identity.year)}
    return not others and not _OTHER_TIME.search(told.before) and not _SCOPED.match(told.after)


def bare(clause: str, own: str) -> str:
    """Return the words in front of a number, without time, link and the name of the unit itself."""
    words = _FRONT.sub("", _LINK.sub("", squeeze(without_brackets(clause))))
    return _FRONT.sub("", _without_owner(words, own))


def _without_owner(words: str, own: str) -> str:
    """Take off 「我局」, and what abbreviates the name of the department: 「市科协本级」."""
    if match := _OWNED.match(words):
        return words[match.end() :]
    letters, at = iter(own), 0
    while at < len(words) and words[at] in letters:  # the rest of `letters` is searched: a subsequence of the name
        at += 1
    return words[at:] if at > 1 and words[at - 1] in "局会委办厅院协级心校馆所" else words


def _among(known: Mapping[str, str], before: str, after: str) -> str | None:
    alone = known.get(before + lexicon.GAP) if _AFTER.match(after) else None
    if alone or (alone := known.get(before + lexicon.GAP + after)):
        return alone
    if (turned := _TURNED.match(before)) and _AFTER.match(after):
        return known.get(
            f"{turned['how'].removesuffix('有')}{'有' * turned['how'].startswith('实')}{turned['what']}{lexicon.GAP}"
        )
    shorter = _AMOUNT.sub("", before)
    return _among(known, shorter, after) if shorter != before else None


def _of_the_unit(told: Setting, identity: Identity, *, alone: bool) -> bool:
    """Return whether a sentence speaks of the unit itself, and of no unit below it up to the number."""
    if told.claim.scope not in (WHOLE, identity.project, "所属单位") or _UNIT_BELOW.search(told.before):
        return False
    return alone or speaks_of_itself(told.before, told.own)


def speaks_of_itself(text: str, own: str, *, before: bool = False) -> bool:
    """Return whether a clause of a text names the unit itself, or one `before` did, and none speaks of one below it."""
    folded = fold(text)
    clauses = (_FRONT.sub("", squeeze(clause)) for clause in _EDGE.split(folded))
    told = before or any(_without_owner(clause, own) != clause or _ITSELF.match(clause) for clause in clauses)
    return told and not _UNIT_BELOW.search(folded)
