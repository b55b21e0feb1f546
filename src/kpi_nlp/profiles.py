"""Which profile holds for the papers of a department: by its name, by its score sheet, by the finance bureau it cites."""

import re
from collections.abc import Iterator, Sequence

from kpi_nlp import lexicon
from kpi_nlp.lexicon.profiles import NATIONAL
from kpi_nlp.model import ChosenProfile, Heading, Paper, Paragraph, Profile

AUTO = "auto"
_OFFICES_ELSEWHERE = r"(?<![驻在])"  # 「四川省人民政府驻广州市办事处」 keeps the rules of its own region
_BUREAU = "财政[局厅]"

Sign = tuple[Profile, str]


def known_profile(name: str) -> str:
    """Return the name of a profile, or auto; raises LexiconError for another, with a suggestion."""
    if name != AUTO:
        lexicon.profile(name)
    return name


def choose_profile(department: str | None, papers: Sequence[Paper], name: str = AUTO) -> ChosenProfile:
    """Return the profile that is asked for by name, else the one that the papers show, else the national one, and why."""
    if name != AUTO:
        return ChosenProfile(department, lexicon.profile(name), "由 --profile 指定")
    regional = [lexicon.profile(known) for known in lexicon.profile_names() if known != NATIONAL]
    for signs in (_of_names(papers, regional), _of_sheets(papers, regional), _of_bureaus(papers, regional)):
        found = {profile.name: (profile, why) for profile, why in signs}
        if len(found) == 1:
            return ChosenProfile(department, *next(iter(found.values())))
        if found:
            titles = "、".join(profile.title for profile, _ in found.values())
            return ChosenProfile(department, lexicon.profile(), f"同时有{titles}的特征，无法确定")
    return ChosenProfile(department, lexicon.profile(), "未见某一地方口径的特征")


def _of_names(papers: Sequence[Paper], profiles: Sequence[Profile]) -> Iterator[Sign]:
    for name in dict.fromkeys(paper.document.identity.department for paper in papers):
        for profile in profiles:
            if name and any(re.search(f"{_OFFICES_ELSEWHERE}{word}", name) for word in profile.regions):
                yield profile, f"部门名称「{name}」"


def _of_sheets(papers: Sequence[Paper], profiles: Sequence[Profile]) -> Iterator[Sign]:
    for paper in papers:
        levels = {row.levels[0] for row in paper.indicators if row.levels}
        for profile in profiles:
            if profile.first_levels and levels.issuperset(profile.first_levels):
                yield profile, f"评分表的一级指标为{'、'.join(profile.first_levels)}"


def _of_bureaus(papers: Sequence[Paper], profiles: Sequence[Profile]) -> Iterator[Sign]:
    texts = [
        block.text for paper in papers for block in paper.document.blocks if isinstance(block, Paragraph | Heading)
    ]
    for profile in profiles:
        if not profile.regions:
            continue
        cited = re.compile(f"(?:{'|'.join(map(re.escape, profile.regions))}){_BUREAU}")
        for text in texts:
            if match := cited.search(text):
                yield profile, f"文中提到「{match[0]}」"
                break
