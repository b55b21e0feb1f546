"""What verdicts on findings say of the checks: how often each was right."""

from collections import Counter
from collections.abc import Iterable

from kpi_nlp.evaluate.metrics import wilson
from kpi_nlp.model import RuleShare, RuleVerdict


def rule_shares(verdicts: Iterable[RuleVerdict]) -> tuple[RuleShare, ...]:
    """Return the figures of each check of which anything was decided, in order of the codes."""
    counted: dict[str, Counter[bool | None]] = {}
    titles: dict[str, str] = {}
    for said in verdicts:
        counted.setdefault(said.code, Counter())[said.right] += 1
        titles[said.code] = said.title
    return tuple(_share(code, titles[code], counted[code]) for code in sorted(counted))


def _share(code: str, title: str, counted: Counter[bool | None]) -> RuleShare:
    right, wrong = counted[True], counted[False]
    return RuleShare(code, title, right, wrong, counted[None], wilson(right, right + wrong))
