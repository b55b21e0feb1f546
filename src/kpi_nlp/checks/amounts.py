"""Amounts of money as one place states them, in a table or a sentence: for what, whose money, and at which point of the year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kpi_nlp.model import WHOLE, Budget, Claim, Evidence, Figure, Paper, Quantity
from kpi_nlp.quantities.precision import precision
from kpi_nlp.quantities.sums import fineness
from kpi_nlp.text import fold, squeeze

Kind = Literal["initial", "full", "execution", "income"]

KIND_TITLES: dict[Kind, str] = {
    "initial": "年初预算",
    "full": "全年预算",
    "execution": "执行数",
    "income": "收入",
}
_EDGE = re.compile(r"[,，。;；:：()（）]")
_NUMBERING = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|[一二三四五]是)")
_TAIL = re.compile(r"(?:分别|合计|共计|总计|总额|金额|安排|资金|数|额|共|计|约|为|是|达到?|完成|:)+$")
_NO_MONEY = re.compile(r"\d{1,2}月(?:\d{1,2}日)?|\d+(?:\.\d+)?%")
_WHO = re.compile(
    r"^(?:在)?(?:我|本|该)?(?:局|会|委|办|厅|院|馆|中心|单位|部门|机关|学校)+(?:本级)?(?:的)?|^[一-鿿]{1,14}?(?:局|协会|委员会|科协|办公室|厅|中心|委|联)(?:本级|机关)?(?=[一-鿿“])"
)
_YEAR = re.compile(r"20\d\d年?(?:度|[末底](?!.*预算))?|本年度?|当年|年度(?!预算)|(?<!\d)\d{4}年度?")
_NAMED_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)(?:年|(?=[^\d.]*$))|(?P<own>本年|当年|今年)|上一?年|去年|前一年")
_SEVERAL_YEARS = re.compile(
    r"20\d\d年?(?:[-—–~至到和、]|以来)(?:20)?\d\d|20\d\d年以来|[两二三五]年(?:来|间|共|合计|累计)"
)
_COMPARED = re.compile(r"[比较]|增|减|下降|提高|结转")
_BESIDE = re.compile(r"^(?:相?比|[与同较])(?=20\d\d|上一?年|去年|前一年)|^(?:上一|前一|[上去])年度?")
_TO_THE_END = re.compile(r"截[至止](?:20\d\d年?)?(?:12月(?:底|末|31日)?|年[底末])|(?:20\d\d年?|年)[底末]")
_CHANGE = re.compile(
    r"^(?:年中|期中|当年|全年)?(?:追加|调增|调减|核减|压减|收回|到位|下达|结转|结余)(?:预算|资金|金额|额度)*$|^资金到位$"
)
_TO_WHOM = re.compile(r"(?<=下达)(?:我|本)(?:局|委|会|办|厅|院|馆|中心|单位|部门|机关|校)")
_NEUTRAL = re.compile(
    r"下达|批复|核定|全年|部门|单位|本级|整体|收支|总|财政|资金|一共|共|取得|安排|累计|实际使用|用于|的|中"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "initial",
        re.compile(
            r"(?:为|经)?.?人大(?:常委会)?(?:审议|批准|审查)+(?:通过)?(?:的)?(?:本|部门|年初)*预算|年初(?:部门)?预算|年初批复(?:预算)?|年初安排"
        ),
    ),
    (
        "full",
        re.compile(
            r"全年(?:总|可用|可支配|部门|单位|资金|支出|收支)*预算|调整后?(?:的)?(?:全年)?预算|预算(?:数|总额)?(?:经)?(?:年中)?调整后|预算总?指标|追加后(?:的)?(?:全年)?预算|年度预算(?=总|资金|数|$)"
        ),
    ),
    (
        "execution",
        re.compile(
            r"(?:全年|实际)?(?:预算)?执行数?|决算|实际支出|全年支出|累计支出|实际使用|(?:实际)?列支|(?:全年|年度|预算资金|全部资金)(?:已|共|累计|实际|合计)*(?:支付|使用|支出)(?:资金|预算)?|实际完成支出"
        ),
    ),
)
_INCOME = re.compile(r"收入")
_SPENDING = re.compile(r"支出$|支出(?=数|总额|决算|全年|年初)")
_SCOPES = (
    ("一般公共预算", re.compile(r"一般公共预算(?:财政)?(?:拨款)?(?:财政资金)?")),
    ("财政拨款", re.compile(r"(?:本年|当年)?财政拨款")),
    ("全口径", re.compile(r"全口径|全额")),
    ("政府性基金", re.compile(r"政府性基金(?:预算)?(?:财政)?(?:拨款)?")),
)
_ITEMS = (
    ("三公经费", re.compile(r"[“\"]?三公[”\"]?经费")),
    ("政府采购", re.compile(r"政府采购")),
    ("人员经费", re.compile(r"人员经费")),
    ("公用经费", re.compile(r"公用经费")),
    ("基本支出", re.compile(r"基本支出")),
    ("项目支出", re.compile(r"项目支出")),
)
_TOTALS = re.compile(
    r"^(?:金额|支出|资金)?(?:合计|总计)$|^(?:年度|项目|预算|部门)*(?:资金|预算)?(?:总额|总计)$|^(?:年度|年初|全年|部门|批复)*预算(?:安排|批复)?(?:数|资金|金额|总额)?$|^部门预算资金$|^预算执行情况$"
)
_FUNDS = re.compile(r"^(?:其中[:：]?)?(?:本年|当年)?(?P<fund>财政拨款|一般公共预算)(?:拨款|资金)?$")
_INITIAL_ITEM = re.compile(r"^年初")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in 元: of which item (整体 for all), whose money (None where nothing is said), and its quote.

    `of` is the project or the whole that the paper speaks of, `fine` one unit of the last printed digit, `year` that
    of the money: a report may look back.
    """

    item: str
    kind: Kind
    scope: str | None
    of: str | None
    money: Decimal
    fine: Decimal
    quote: Evidence
    document: str
    year: int | None = None
    in_table: bool = False

    def agrees(self, other: "Amount") -> bool:
        """Return whether two amounts are one, printed with more or fewer digits."""
        return abs(self.money - other.money) <= max(self.fine, other.fine)


def amounts_of(paper: Paper) -> Iterator[Amount]:
    """Yield the amounts of a paper's budget tables, where their unit is known, and of its sentences on whole years."""
    identity = paper.document.identity
    for budget in paper.budgets:
        if budget.in_yuan:
            yield from _of_budget(budget, identity.year)
    for claim in paper.claims:
        if _is_of_years(claim) and claim.scope in (WHOLE, None, identity.project):
            yield from _told_once(said_in(claim, identity.year), identity.year)


def _told_once(said: Iterable[Amount], year: int | None) -> Iterator[Amount]:
    """Leave out what a sentence seems to tell twice of another year: 「上年执行数9034万元，执行数9450万元」 has come back to its own."""
    told: dict[tuple[str, Kind, str | None, int | None], Amount] = {}
    for amount in said:
        key = (amount.item, amount.kind, amount.scope, amount.year)
        if amount.year == year or told.setdefault(key, amount).agrees(amount):
            yield amount


def _is_of_years(claim: Claim) -> bool:
    """Return whether a sentence speaks of whole years; what was spent 「截至12月底」 is that of the year."""
    to_the_end = claim.period == "累计" and bool(_TO_THE_END.match(fold(claim.text)))
    return to_the_end or claim.period is None or claim.period.isdigit()


def _of_budget(budget: Budget, year: int | None) -> Iterator[Amount]:
    item, scope = item_of(budget)
    figures: tuple[tuple[Kind, Figure | None], ...] = (
        ("initial", budget.initial),
        ("initial" if _INITIAL_ITEM.match(budget.item) else "full", budget.full),
        ("execution", budget.execution),
    )
    for kind, figure in figures:
        if figure is not None:
            quote = Evidence.of(kind, figure)
            fine = fineness(figure)
            of, document = budget.project, budget.document
            yield Amount(item, kind, scope, of, figure.amount, fine, quote, document, year, in_table=True)


def item_of(budget: Budget) -> tuple[str, str | None]:
    """Return the item of a row and whose money it is; 「其中：财政拨款」 is the whole of another scope."""
    item = _NUMBERED.sub("", squeeze(budget.item))
    scope = budget.scope if budget.scope in ("财政拨款", "一般公共预算") else None
    if fund := _FUNDS.match(item):
        return WHOLE, fund["fund"]
    return (WHOLE if is_total(budget) else item), scope or ("全口径" if budget.scope == "全额" else None)


def is_total(budget: Budget) -> bool:
    """Return whether a row is that of all the money of its form."""
    return bool(_TOTALS.match(squeeze(budget.item)))


def said_in(claim: Claim, year: int | None = None) -> Iterator[Amount]:
    """Yield the amounts of a sentence of which every word is understood; a clause goes on with what the one before spoke of."""
    folded = fold(claim.text)
    item: str | None = None
    scope: str | None = None
    for quantity in claim.quantities:
        several = _SEVERAL_YEARS.search(folded, 0, quantity.start)
        if quantity.kind != "money" or quantity.exact is None or quantity.partial or several:
            continue
        read = phrase_of(folded, quantity)
        if read is None:
            item = None
            continue
        kind, own_item, own_scope, fresh = read
        item = own_item or (WHOLE if fresh else item)
        scope = own_scope or (None if fresh else scope)
        if kind is not None and item is not None:
            quote = Evidence("sentence", claim.text, claim.location)
            own = _year_of(folded[: quantity.start], year)
            yield Amount(
                item, kind, scope, claim.scope, quantity.exact, precision(quantity), quote, claim.document, own
            )


def _year_of(before: str, year: int | None) -> int | None:
    """Return the year that is named last in front of an amount, but none that the year itself is compared with."""
    *earlier, own = _EDGE.split(before)
    for clause in (own, *reversed(earlier)) if year else ():
        named = list(_NAMED_YEAR.finditer(clause))
        if named and year and (clause == own or not _COMPARED.search(clause)):
            last = named[-1]
            return int(last["year"]) if last["year"] else year if last["own"] else year - 1
    return year


def phrase_of(folded: str, quantity: Quantity) -> tuple[Kind | None, str | None, str | None, bool] | None:
    """Return kind, item and scope of an amount by the words in front of it, and whether the sentence begins with them.

    None where some word is not understood: then nobody knows what the amount is of.
    """
    start = max((edge.end() for edge in _EDGE.finditer(folded, 0, quantity.start)), default=0)
    fresh = not any(letter.isdigit() for letter in _NO_MONEY.sub("", _YEAR.sub("", folded[:start])))
    if (
        folded[start : quantity.start].strip() == "" and folded[start - 1 : start] == "("
    ):  # 「全年执行数（7112.98万元）」
        start = max((edge.end() for edge in _EDGE.finditer(folded, 0, start - 1)), default=0)
    words = _BESIDE.sub("", squeeze(folded[start : quantity.start]).rstrip("("))
    words = _TAIL.sub("", _WHO.sub("", _YEAR.sub("", _NUMBERING.sub("", words)), count=1))
    if _CHANGE.match(words):
        return None, None, None, fresh
    words = _TO_WHOM.sub("", words)
    kind = next((name for name, pattern in _KINDS if pattern.search(words)), None)
    if kind is None:
        kind = "income" if _INCOME.search(words) else "execution" if _SPENDING.search(words) else None
    elif _INCOME.search(words):
        return "income", None, None, fresh
    for _, pattern in _KINDS:
        words = pattern.sub("", words)
    item, words = _taken(words, _ITEMS)
    scope, words = _taken(words, _SCOPES)
    rest = _NEUTRAL.sub("", words.replace("支出", "").replace("收入", "").replace("预算", ""))
    return None if rest.strip('“”"数额') else (kind, item, scope, fresh)


def _taken(words: str, names: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[str | None, str]:
    """Return the first of some names that the words hold, and the words without it."""
    for name, pattern in names:
        if pattern.search(words):
            return name, pattern.sub("", words, count=1)
    return None, words
