"""Q06: tasks and goals that no indicator speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp import lexicon
from kpi_nlp.checks.declared import declarations
from kpi_nlp.checks.undertakings import canonical, counted_in, pairs_of, thing_of, undertakings
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Member, Page, Paper, Remark, Row, check
from kpi_nlp.text import clip

Stated = tuple[Evidence, Sequence[str]]
"""A task or a goal, and the texts that say what it is about."""

_TASK = "："
_SHORTEST, _SHORTEST_TITLE = 6, 4  # pairs of letters below which a task says too little to be compared
_MEASURE = frozenset("人次数量率个名场台座家户件项")
_SMALLEST, _HALF = 2, 2  # letters of a thing; half of them in one name are enough
_LONG, _LEAST_OF_LONG = 8, 2  # pairs of letters of a long thing, of which one in common may be chance
_TABLE = (
    ("任务名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标"),
    ("培训工作", "举办财务人员业务培训班", "50", "提升财务人员业务水平"),
    ("水利设施", "修缮山塘水库坝体", "300", "消除山塘水库险情"),
)


@check(
    code="Q06",
    name="goal-uncovered",
    title="目标与任务脱节",
    severity="note",
    over="documents",
    why="安排了资金的任务、写明了数量的目标没有对应的指标，年底无法考核，资金与绩效目标对不上。",
    basis="「相应匹配」：列有资金的重点任务，其内容、预期目标与全部指标的名称、目标值没有一个共同的实词；总体目标中写明的数量、发放的金额、要交付的规划或平台、要承办的活动、要建成的工程，全部指标都未涉及（上年成果和由其他单位实施的不算；任务只有名称的，还须总体目标也没有提到；写得较长的，至少要有两处相同；举办、新建、改造一类动词不算；目标值相同、名称有一半字相同的，视为涉及）。"
    "只要有一处相关即不提示。每份申报表只提示一次。",
    cleared_by="该任务由所属项目的绩效目标表另行考核，或指标用了不同的说法。",
    suggestion="补充说明",
    flags=(
        Page(
            stage="declaration",
            tables=(_TABLE,),
            rows=(
                Row(name="财务人员培训人次", target="200人次"),
                Row(name="培训合格率", target="≥95%", levels=("产出指标", "质量指标")),
                Row(name="学员满意度", target="≥90%", levels=("满意度指标", "服务对象满意度指标")),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            tables=(_TABLE,),
            rows=(
                Row(name="财务人员培训人次", target="200人次"),
                Row(name="修缮水库数量", target="5座"),
                Row(name="学员满意度", target="≥90%", levels=("满意度指标", "服务对象满意度指标")),
            ),
        ),
    ),
)
def goal_uncovered(dossier: Dossier) -> Iterator[Answer]:
    """List the tasks with money, and the goals with amounts, that share no word with any indicator."""
    for paper in declarations(dossier, whole=True):
        loose = [*_uncovered(paper, list(_tasks(paper))), *_loose(paper)]
        if not loose:
            yield Clear()
            continue
        shown = "、".join(f"「{clip(quote.quote, 24)}」" for quote in loose[:3])
        yield Remark(
            f"{len(loose)} 项任务或目标没有对应的指标：{shown}。",
            tuple(loose[:3]),
            rows=tuple(Member(quote.location, clip(quote.quote), quote=quote.quote) for quote in loose),
            sentence="目标与任务脱节",
        )


def _uncovered(paper: Paper, stated: Sequence[Stated], least_of_long: int = 1) -> Iterator[Evidence]:
    """Yield what shares too few pairs of letters with any indicator, as printed or in canonical words."""
    for worded in (str, canonical):
        if stated:
            known = [frozenset().union(*(pairs_of(worded(text)) for text in _texts_of(row))) for row in paper.valued]
            anywhere = frozenset().union(*known)
            stated = [
                (quote, texts)
                for quote, texts in stated
                if _is_new({*map(worded, texts)}, known, anywhere, least_of_long)
            ]
    return (quote for quote, _ in stated)


def _is_new(
    texts: Iterable[str], known: Sequence[frozenset[str]], anywhere: frozenset[str], least_of_long: int
) -> bool:
    said = frozenset().union(*map(pairs_of, texts))
    common = said & anywhere
    if not common or len(said) < _LONG:
        return bool(said) and not common
    return all(len(said & row) < least_of_long for row in known)


def _texts_of(row: Indicator) -> tuple[str, ...]:
    return (row.name,) if row.target is None else (row.name, row.target.text)


def _tasks(paper: Paper) -> Iterator[Stated]:
    """Yield the tasks with money of which a form says what they are about, each with what is said."""
    goals: dict[str | None, list[str]] = defaultdict(list)
    for goal in paper.goals:
        goals[goal.scope].append(goal.text)
    for budget in paper.budgets:
        amount = budget.full or budget.initial
        task = budget.item.partition(_TASK)[2]
        if not task or amount is None or amount.amount <= 0:
            continue
        texts = [task, *goals[budget.item]]
        if sum(len(pairs_of(text)) for text in texts) >= _SHORTEST:
            yield Evidence("task", task, budget.location.row_alone), texts


def _titles(paper: Paper) -> Iterator[Stated]:
    """Yield the tasks with money of which a form says nothing but the title, and which no goal names."""
    said = frozenset().union(*(pairs_of(goal.text) for goal in paper.goals))
    for budget in paper.budgets:
        amount, thing = budget.full or budget.initial, thing_of(budget.item)
        pairs = pairs_of(thing)
        asked = budget.of_task and _TASK not in budget.item and not lexicon.goals().upkeep.search(budget.item)
        named = len(pairs & said) * _HALF >= len(pairs)
        if asked and not named and amount is not None and amount.amount > 0 and len(pairs) >= _SHORTEST_TITLE:
            yield Evidence("task", budget.item, budget.location.row_alone), (thing,)


def _loose(paper: Paper) -> Iterator[Evidence]:
    """Yield the tasks, and the clauses of goals, whose things no indicator names, nor any target counts alike."""
    titles = list(_titles(paper))
    clauses = [(quote, (thing_of(quote.quote),)) for quote in undertakings(paper)]
    amounts = {(one.number, one.unit) for row in paper.valued for one in (row.target.quantities if row.target else ())}
    for quote in _uncovered(paper, [*titles, *clauses], _LEAST_OF_LONG):
        letters = {letter for pair in pairs_of(thing_of(quote.quote)) for letter in pair} - _MEASURE
        if not counted_in(quote.quote) & amounts and not any(_alike(letters, row.name) for row in paper.valued):
            yield quote


def _alike(letters: set[str], name: str) -> bool:
    return len(letters) < _SMALLEST or len(letters.intersection(name)) * _HALF >= len(letters)
