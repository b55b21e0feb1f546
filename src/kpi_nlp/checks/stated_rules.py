"""Rules of scoring in the prose, and the rows that they are about: the execution of the budget, a row that is named, all rows."""

import re
from collections.abc import Iterator

from kpi_nlp import quantities
from kpi_nlp.checks.amounts import is_total
from kpi_nlp.checks.rubrics import rubric_of
from kpi_nlp.checks.rules import AGAINST_TARGET, OF_TARGET
from kpi_nlp.checks.scored_rows import own_points
from kpi_nlp.model import WHOLE, Budget, Figure, Indicator, Paper, StatedRule, Value
from kpi_nlp.text import fold, squeeze

_HEAD = re.compile(r"[按为是=:,]|\d")
_LEADS = re.compile(r"^[^:。]{0,24}:|^(?:按照?|根据|依据|对照)[^,。]{0,20},")
_EXECUTION = re.compile(r"(?:预算|资金|支出)(?:资金|支出)?执行率|^执行率")
_OF_A_PART = re.compile(r"采购|项目|三公|公用|季度|月")
_ALL_ROWS = re.compile(r"(?:三级|各项?|各个|每个|每项|所有|全部|绩效|定量|量化)(?:三级)?指标")
_SOME_ROWS = re.compile(r"定性|一级|二级|满意度|数量指标|质量指标|时效|成本|效益|酌情|综合")
_NAME = 4  # a shorter name stands in other words


def ruled_rows(paper: Paper) -> Iterator[tuple[Indicator, Value]]:
    """Yield each row that a sentence gives a rule for, with the rule; rows that print one of their own go by that."""
    for rule in paper.rules:
        if rule.scope == WHOLE and rule.period != "计划" and paper.of_its_year(rule.period):
            said = Value(rule.text, (), rule.location)
            yield from ((row, said) for row in _rows(paper, rule))


def _rows(paper: Paper, rule: StatedRule) -> Iterator[Indicator]:
    text = squeeze(fold(rule.text))
    head = _HEAD.split(_LEADS.sub("", text) if _LEADS.match(text) and not _EXECUTION.search(text) else text)[0]
    rows = [row for row in own_points(paper.indicators) if row.rubric is None and row.score is not None]
    named = [row for row in rows if len(row.name) >= _NAME and squeeze(fold(row.name)) in text]
    if _EXECUTION.search(head):
        yield from (
            ()
            if _OF_A_PART.search(head)
            else (
                _of_budget(budget, budget.rate, budget.score)
                for budget in paper.budgets
                if budget.rate and budget.score and budget.project == WHOLE and is_total(budget)
            )
        )
    elif len(named) == 1:
        yield from named
    elif not named and _ALL_ROWS.search(head) and not _SOME_ROWS.search(text) and _is_of_completion(text):
        yield from (row for row in rows if len(row.parts) == 1 and row.parts[0].sure)


def _is_of_completion(text: str) -> bool:
    """Return whether a rule speaks of how far a target was reached, whatever it counts; 按比例 is the usual one, of S03."""
    rubric = rubric_of(text)
    tiers = {tier.subject for tier in rubric.tiers} <= {OF_TARGET, AGAINST_TARGET} and len(rubric.tiers) > 1
    return rubric.in_words == "nothing" or (tiers and rubric.step is None and rubric.product is None)


def _of_budget(budget: Budget, rate: Figure, score: Figure) -> Indicator:
    printed = rate.text if "%" in fold(rate.text) else f"{rate.text}%"
    actual = Value(rate.text, quantities.parse(printed), rate.location)
    return Indicator(
        budget.item,
        budget.document,
        budget.location,
        scope=budget.project,
        actual=actual,
        weight=budget.weight,
        score=score,
    )
