"""Q06: tasks and goals that no indicator speaks of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp import lexicon
from kpi_nlp.checks.declared import declarations
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Member, Page, Paper, Remark, Row, check
from kpi_nlp.quantities import parse
from kpi_nlp.text import clip, han_only, words_only

Stated = tuple[Evidence, Sequence[str]]
"""A task or a goal, and the texts that say what it is about."""

_TASK = "："
_SHORTEST = 6  # pairs of letters below which a task says too little to be compared
_MEASURE = frozenset("人次数量率个名场台座家户件项")
_SMALLEST, _HALF = 2, 2  # letters of a thing; half of them in one name are enough
_ANNOUNCED = re.compile(
    r"^[^:：]*[:：](?=\s*(?:一是|首先|第一|其一|①|[(（]?[1一][)）.、]))"
)  # 「办好四件实事：一是…」 counts what follows
_CLAUSE = re.compile(r"[，,。；;]")
_BREAK = re.compile(r"[\s\d]+")
_COUNTED = frozenset({"count", "length", "area"})
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
    basis="「相应匹配」：列有资金的重点任务，其内容、预期目标与全部指标的名称、目标值没有一个共同的实词；总体目标中写明的数量、发放的金额、要交付的规划或平台、要承办的活动，全部指标都未涉及（举办、新建、改造一类动词不算；目标值相同、名称有一半字相同的，视为涉及）。"
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
        loose = [*_uncovered(paper, list(_tasks(paper))), *_loose_goals(paper)]
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


def _uncovered(paper: Paper, stated: Sequence[Stated]) -> Iterator[Evidence]:
    """Yield what shares no pair of letters with any indicator, as printed or in canonical words."""
    for worded in (str, _canonical):
        if stated:
            known = {pair for row in paper.valued for text in _texts_of(row) for pair in _pairs(worded(text))}
            stated = [(quote, texts) for quote, texts in stated if _is_new({*map(worded, texts)}, known)]
    return (quote for quote, _ in stated)


def _is_new(texts: Iterable[str], known: set[str]) -> bool:
    said = {pair for text in texts for pair in _pairs(text)}
    return bool(said) and not said & known


def _texts_of(row: Indicator) -> tuple[str, ...]:
    return (row.name,) if row.target is None else (row.name, row.target.text)


def _tasks(paper: Paper) -> Iterator[Stated]:
    """Yield the tasks with money, each with what is said of it."""
    goals: dict[str | None, list[str]] = defaultdict(list)
    for goal in paper.goals:
        goals[goal.scope].append(goal.text)
    for budget in paper.budgets:
        amount = budget.full or budget.initial
        task = budget.item.partition(_TASK)[2]
        if not task or amount is None or amount.amount <= 0:
            continue
        texts = [task, *goals[budget.item]]
        if sum(len(_pairs(text)) for text in texts) >= _SHORTEST:
            yield Evidence("task", task, budget.location.row_alone), texts


def _loose_goals(paper: Paper) -> Iterator[Evidence]:
    """Yield the clauses of goals whose things no indicator names, nor any target counts alike."""
    goals = list(_goals(paper))
    if not goals:
        return
    amounts = {(one.number, one.unit) for row in paper.valued for one in (row.target.quantities if row.target else ())}
    things = [(quote, [_thing(quote.quote)]) for quote in goals]
    for quote in _uncovered(paper, things):
        counted = {(one.number, one.unit) for one in parse(quote.quote) if one.kind in _COUNTED}
        letters = {letter for pair in _pairs(_thing(quote.quote)) for letter in pair} - _MEASURE
        if not counted & amounts and not any(_alike(letters, row.name) for row in paper.valued):
            yield quote


def _thing(clause: str) -> str:
    """Return what a clause says without its deed and its amounts, whose units are no words in common."""
    for amount in parse(clause):
        clause = clause.replace(amount.text, " ")
    return lexicon.goals().deeds.sub(" ", clause)


def _alike(letters: set[str], name: str) -> bool:
    return len(letters) < _SMALLEST or len(letters.intersection(name)) * _HALF >= len(letters)


def _goals(paper: Paper) -> Iterator[Evidence]:
    """Yield the clauses of goals that state an amount of something, or a thing to be delivered."""
    for goal in paper.goals:
        for clause in (_ANNOUNCED.sub("", part).strip() for part in _CLAUSE.split(goal.text)):
            if _is_held_to(clause):
                yield Evidence("sentence", clause, goal.location)


def _is_held_to(clause: str) -> bool:
    """Return whether a clause states what can be looked for at the end of the year."""
    counted = _COUNTED | ({"money"} if lexicon.goals().paid.search(clause) else set())
    return any(amount.kind in counted for amount in parse(clause)) or bool(lexicon.goals().delivered.search(clause))


def _canonical(text: str) -> str:
    return lexicon.canonical(words_only(text))


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters in the words that say something."""
    words = (han_only(word) for word in _BREAK.split(lexicon.goals().nothing.sub(" ", text)))
    return frozenset(word[at : at + 2] for word in words for at in range(len(word) - 1))
