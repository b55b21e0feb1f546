"""How many tasks or kinds of costs a sentence says that a table lists, beside the rows that its total is the sum of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.model import Addition, Claim, Paper
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_N = r"(?P<{}>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})"
_NOUN = r"(?P<{}>任务|工作任务|项目|支出|经费|费用)"
_TABLE = re.compile(r"[上本下附该]表|表[中内]|以上表格|列表|表格")
_COUNTED = re.compile(
    rf"{_N.format('n')}[个项类](?:主要|重点|部门|年度|工作|预算|资金){{0,3}}{_NOUN.format('noun')}(?!指标|单位|个|资金|类|库)"
    rf"|{_NOUN.format('of')}(?:数量?|个数|类别)?(?:共计|共有|共|合计|总计|计|为|有|分为?){_N.format('m')}[个项类](?![一-鿿]*(?:指标|单位))"
)
_PARTIAL = re.compile(r"其中|前|未|第|除|另|部分|新增|完成|已|剩|余|等|上年|初稿|调整|中的")
_SOME = re.compile(r"仅|只列|其中|节选|摘")
_COSTS = re.compile(r"(?:支出|经费|费|资金)$")
_NEAR = 6


@dataclass(frozen=True, slots=True)
class ListedRows:
    """A sentence that says how many rows a table of money has, and the sums of such tables, all of other lengths or one of it."""

    claim: Claim
    quote: str
    number: int
    sums: tuple[Addition, ...]

    @property
    def agrees(self) -> bool:
        """Whether one of the tables has as many rows."""
        return any(len(addition.names) == self.number for addition in self.sums)


def listed_rows(paper: Paper) -> Iterator[ListedRows]:
    """Yield what is said of the rows of a table of tasks or costs that has a total."""
    sums = [addition for addition in paper.additions if not addition.within and addition.names]
    for claim in paper.claims if sums else ():
        if "表" not in claim.text or not paper.of_its_year(claim.period):
            continue
        text = fold(claim.text)
        for match in _COUNTED.finditer(text) if _TABLE.search(text) and not _SOME.search(text) else ():
            noun, number = match["noun"] or match["of"], int(number_of(match["n"] or match["m"]))
            tables = tuple(addition for addition in sums if _is_of(addition, noun))
            if tables and not _PARTIAL.search(text, max(0, match.start() - _NEAR), match.end()):
                yield ListedRows(claim, claim.text[match.start() : match.end()], number, tables)


def _is_of(addition: Addition, noun: str) -> bool:
    """Return whether the rows of a sum are costs, for 支出 and 经费, or tasks, for the other nouns."""
    costs = sum(1 for name in addition.names if _COSTS.search(name)) * 2 > len(addition.names)
    return costs == (noun in ("支出", "经费", "费用"))
