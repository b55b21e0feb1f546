"""Which rules of scoring the departments were held to, and why: a line each, one for all that share them."""

from collections import defaultdict
from collections.abc import Iterator

from kpi_nlp.model import ChosenProfile, Result
from kpi_nlp.reports.sheet import Sheet

_NAMED = 3


def rules_told(result: Result) -> Iterator[str]:
    """Yield a line for each profile and reason; of several, which departments are held to it."""
    groups: dict[tuple[str, str], list[ChosenProfile]] = defaultdict(list)
    for chosen in result.profiles:
        groups[chosen.profile.name, chosen.why].append(chosen)
    for (name, why), alike in groups.items():
        profile = alike[0].profile
        whose = f"{_departments(alike)}：" if len(groups) > 1 else ""
        yield f"{whose}{profile.title}（{name}），{why}；依据：{profile.source}"
    if len({chosen.profile.name for chosen in result.profiles}) > 1:
        yield "各部门适用的口径不同，得分、等级等规则不可横向比较"


def rules_sheet(result: Result) -> Sheet:
    """Return the table of the departments with their rules."""
    columns = ("部门", "口径", "名称", "选择理由", "规则来源")
    rows = tuple(
        (chosen.department or "未识别", chosen.profile.name, chosen.profile.title, chosen.why, chosen.profile.source)
        for chosen in result.profiles
    )
    return Sheet("评分口径", columns, rows, (24, 10, 14, 40, 60))


def _departments(alike: list[ChosenProfile]) -> str:
    names = [chosen.department or "部门未识别" for chosen in alike]
    more = f"等 {len(names)} 个部门" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
