"""What a review says besides the headline: pairs that were not drawn by chance, and how often each check was right."""

from kpi_nlp.model import DRAWN_TITLES, Evaluation
from kpi_nlp.reports.evaluation.words import number

ASIDE = "不是随机抽取、或标注时看得到分数，不计入上面的数字。"
ASIDE_HEADER = ["来源", "对数", "应对应", "误判", "漏判", "精确率", "召回率"]
RULES = "由疑点的复核意见统计：确认问题、已整改算成立，不是问题算不成立；未定是匹配有误、需补充材料或各人意见不一，不计入精确率。复核时看得到程序的说明，只供参考。"
RULE_HEADER = ["规则", "确认", "不是问题", "未定", "精确率", "95% 区间"]


def aside_rows(evaluation: Evaluation) -> list[list[str]]:
    """Return a row for each way in which pairs were drawn."""
    return [
        [
            DRAWN_TITLES.get(drawn, drawn),
            *map(str, (counts.total, counts.links, counts.false_positive, counts.false_negative)),
            *map(number, (counts.precision, counts.recall)),
        ]
        for drawn, counts in evaluation.asides.items()
    ]


def rule_rows(evaluation: Evaluation) -> list[list[str]]:
    """Return a row for each check of which a finding was decided."""
    return [
        [
            f"{rule.code} {rule.title}",
            *map(str, (rule.right, rule.wrong, rule.open)),
            number(rule.precision),
            f"{rule.interval[0]:.3f}-{rule.interval[1]:.3f}" if rule.right + rule.wrong else "",
        ]
        for rule in evaluation.rules
    ]
