"""How many indicators a sentence says lost points, or got all of theirs, beside how many of the form did."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.lexicon import levels
from kpi_nlp.model import WHOLE, Budget, Claim, Indicator, Paper
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*[个项条]"
_KIND = r"(?:(?:三级|绩效|年度|具体|产出|效益|满意度|数量|质量|时效)*指标)"
_LOST = r"(?:(?:被|有|存在|出现|发生|产生|均|予以)*(?:扣分|失分|丢分|扣减分值|被扣)|(?:未|没有?|未能)(?:得到|获得|拿到|得|获)?满分|得分(?:低于|未达到?|不足)(?:满分|分值))(?!值|较|超|最|明显|比|幅度|\d)"
_FULL = r"(?<![未没能])(?<!没有)(?:均|全部|都|已)*(?:得|获得?|拿到|取得)了?满分"
_PATTERNS = tuple(
    (state, re.compile(form))
    for state, words in (("扣分", _LOST), ("满分", _FULL))
    for form in (
        rf"{_KIND}(?:当?中|里|内)?[,，]?(?:共有|共|仅有|只有|仅|有|其中)*{_N}{_KIND}?{words}",
        rf"{_N}{_KIND}{words}",
        rf"{words}的?{_KIND}(?:共有|共计|共|仅有|仅|有|为|[:：])*{_N}",
    )
)
_OTHERS = re.compile(
    r"主要|其中|较多|严重|另有|个别|复[评核]|初评|评价组|第三方|上年|去年|抽查|项目自评|下属|所属|各区|财政局|约|近|不足|超过|以上"
)


@dataclass(frozen=True, slots=True)
class DockedClaim:
    """A sentence that says how many indicators lost points (扣分) or lost none (满分), and the rows that it counts among.

    `money` is how many budgets were scored alike: the rate of execution may be counted as an indicator.
    """

    claim: Claim
    quote: str
    state: str
    number: int
    rows: tuple[Indicator, ...]
    money: int = 0

    @property
    def counted(self) -> tuple[Indicator, ...]:
        """The rows of which it is so."""
        return tuple(row for row in self.rows if is_docked(row) == (self.state == "扣分"))

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that are right: of all rows or those of one table, with the money or without."""
        tables = Counter(row.table for row in self.counted)
        counts = {len(self.counted), *tables.values()}
        return frozenset(count + more for count in counts for more in range(self.money + 1))


def docked_claims(paper: Paper) -> Iterator[DockedClaim]:
    """Yield what a self-evaluation says of how many of its indicators lost points, where each has its points and its score."""
    if paper.document.identity.stage not in ("self_evaluation", "other"):
        return
    rows = [
        row for row in paper.indicators if row.scope in (None, WHOLE) or row.scope == paper.document.identity.project
    ]
    if not rows or any(row.weight is None or row.score is None for row in rows):
        return
    for claim in paper.claims:
        text = fold(claim.text)
        if "分" not in text or "指标" not in text or not paper.of_its_year(claim.period) or _OTHERS.search(text):
            continue
        if claim.period != "计划" and claim.scope == rows[0].scope:
            yield from _told(claim, text, rows, paper.budgets)


def _told(claim: Claim, text: str, rows: Sequence[Indicator], budgets: Sequence[Budget]) -> Iterator[DockedClaim]:
    for state, pattern in _PATTERNS:
        if (match := pattern.search(text)) is None:
            continue
        named = {level for word, level in levels().first.items() if word in match[0]}
        among = tuple(row for row in rows if not named or named & set(row.levels))
        if among and not re.search(r"数量指标|质量指标|时效指标", match[0]):
            quote, number = claim.text[match.start() : match.end()], int(number_of(match["n"]))
            money = 0 if named else sum(is_docked(budget) == (state == "扣分") for budget in budgets if budget.score)
            yield DockedClaim(claim, quote, state, number, among, money)
        return


def is_docked(row: Indicator | Budget) -> bool:
    """Return whether a row, or the money, got fewer points than it could."""
    return row.weight is not None and row.score is not None and row.score.amount < row.weight.amount
