"""Sentences that can only speak of a paper's own year: they open the list of its work, or say what it was evaluated by or when."""

import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from kpi_nlp.model import Budget, Claim, Mention, Paper, Quantity

_NUMBER = r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?"
_WORK = r"工作|任务|履职|职责|职能|目标|指标|绩效|成效|成绩|项目"
_OPENING = re.compile(
    rf"{_NUMBER}(20[0-4]\d)年度?(?=[^。]*(?:{_WORK}))[^。]{{0,50}}?(?:以下|下列|如下)[^,。]{{0,14}}[:]?$"
)
_TARGETS = r"绩效目标|绩效指标|年度目标|目标申报|指标体系"
_EVALUATED = r"自评|评价|评分|打分|核对|对照检查"
_MEASURED_BY = re.compile(
    rf"(?:按照|对照|根据|依据|依照)(20[0-4]\d)年度?[^,。《》〔\d]{{0,20}}(?:{_TARGETS})[^,。《》〔\d]{{0,14}},[^。]*(?:{_EVALUATED})"
)
_AS_OF = re.compile(
    rf"(?:截[至止]|至)(20[0-4]\d)年(?:度|12月(?:31日|底|末)?|年?[底末])?(?:止|,)*[^。]*?(?:{_EVALUATED}|{_TARGETS}|各项指标|预算执行率|全年预算)"
)
_PERIOD = re.compile(
    r"(?:评价|自评)(?:期间?|时段|时间段|时间范围|时间|基准日|对象|范围)(?:为|是|:|确定为|涵盖)*(20[0-4]\d)年"
)
_UNDER_LEADERS = re.compile(
    r"^(20[0-4]\d)年度?,(?:在[^。]{2,30}领导下,)?(?:我|本)?[^。,]{0,12}完成了?(?:年度|全年)?(?:各项|全部)(?:工作)?(?:目标)?任务$"
)
_REPORTED = re.compile(
    r"^现(?:将|就)[^。《]{0,20}?(20[0-4]\d)年度?[^。《]{0,24}(?:自评|评价)[^。《]{0,10}(?:如下|报告)"
)
_STAFF = re.compile(r"^截[至止](20[0-4]\d)年(?:年?[底末]|12月(?:31日|底|末)?),?(?=[^。]*(?:在职|编制|内设|下属单位))")
_COUNTED = re.compile(
    r"^(20[0-4]\d)年度?,?(?:我|本)?(?:单位|部门|局)?(?:共|整体)?(?:绩效|三级)+(?:指标|目标)[^。]{0,6}(?:设置|设定|设立|制定)"
)
_OUTCOME = re.compile(r"(?:实现|完成)了?(20[0-4]\d)年度?(?:各项|全部)?(?:绩效|年度)?(?:目标|指标)")
_FORM = re.compile(
    rf"(?:按照|对照|根据|依据|依照)《[^》]{{0,24}}?(20[0-4]\d)年?度?[^》]{{0,16}}(?:目标申报表|绩效目标表|自评表)》,[^。]*(?:{_EVALUATED})"
)
# Rules and letters have years of their own, plans run over several, and what was found is mended later.
_NOT_OWN = re.compile(
    r"办法|通知|规定|细则|文件|要求|管理制度|印发|发布|修订|出台|批复意见|三年|五年|周期|中期|规划|整改|反馈|上年|去年|同期|相比|增长|下降|结转|计划|下一步|累计|以来|历年|近[年几两三]|第三方|财政局|重点评价|[比较]20|[-—~]20"
)
_KINDS = (_OPENING, _MEASURED_BY, _AS_OF, _PERIOD, _UNDER_LEADERS, _REPORTED, _STAFF, _COUNTED, _OUTCOME, _FORM)
_MONTH_OR_END = re.compile(r"20[0-4]\d年(?:\d|[底末])")
_TELLING_OF_A_ROW = 3
_TELLING = 5  # digits of an amount that no other year has by chance
_HAN_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def in_digits(text: str) -> str:
    """Return a text with the years that are written in Chinese numerals in digits, letter for letter."""
    return _HAN_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)


def own_work(sentence: str) -> re.Match[str] | None:
    """Return what a sentence (squeezed) says of the paper's own work or evaluation; its first group is the year."""
    found = next(filter(None, (kind.search(sentence) for kind in _KINDS)), None)
    return None if found is None or _NOT_OWN.search(sentence) else found


def own_money(claims: Iterable[Claim], budgets: Iterable[Budget], year: int) -> Iterator[tuple[Claim, Quantity]]:
    """Yield the claims that give the money of the paper's own forms to one earlier year, each with such an amount."""
    budgets = list(budgets)
    own = set(_amounts(budgets))
    rates = {budget.rate.amount for budget in budgets if budget.rate is not None and budget.rate.amount % 1}
    for claim in claims:
        of_another = claim.period is not None and claim.period.isdigit() and int(claim.period) < year
        if not of_another or _NOT_OWN.search(claim.text) or _MONTH_OR_END.search(claim.text):
            continue
        told = next((amount for amount in claim.quantities if _is_own(amount, claim, own, rates)), None)
        if told is not None and str(year) not in claim.text:
            yield claim, told


def _is_own(amount: Quantity, claim: Claim, own: Container[Decimal], rates: Container[Decimal]) -> bool:
    """Return whether an amount is one of the forms: a sum of money, or an execution rate with decimals."""
    if amount.exact is None:
        return False
    rate = amount.unit == "%" and "执行率" in claim.text and amount.exact in rates
    return rate or (amount.kind == "money" and amount.exact in own)


def own_results(mentions: Iterable[Mention], year: int) -> Iterator[Mention]:
    """Yield what sentences of a paper on an earlier year say of a row of it in exactly the number that the row has for its own."""
    for mention in mentions:
        claim, said, row = mention.claim, mention.quantity, mention.indicator
        if said is None or mention.verdict != "match":
            continue
        earlier = claim.period is not None and claim.period.isdigit() and int(claim.period) < year
        if not earlier or str(year) in claim.text or _NOT_OWN.search(claim.text) or len(row.parts) != 1:
            continue
        actual = row.parts[0].actual
        telling = said.exact is not None and len(said.exact.normalize().as_tuple().digits) >= _TELLING_OF_A_ROW
        if row.document == claim.document and telling and actual is not None and actual.exact == said.exact:
            yield mention


def _amounts(budgets: Iterable[Budget]) -> Iterator[Decimal]:
    """Yield the sums of money of the forms whose unit is printed."""
    for budget in budgets:
        for figure in (budget.initial, budget.full, budget.execution):
            if budget.in_yuan and figure is not None and len(figure.amount.normalize().as_tuple().digits) >= _TELLING:
                yield figure.amount


def looks_back(paper: Paper, other: str, own: str) -> bool:
    """A paper that states its own year's total beside another of the other year looks back; it was not copied."""
    of_year = {
        year: {score.score for score in paper.scores if score.total and score.period == year} for year in (other, own)
    }
    printed = {total.figure.amount for total in paper.totals}
    return bool(of_year[other] and of_year[own]) and not of_year[other] & (of_year[own] | printed)
