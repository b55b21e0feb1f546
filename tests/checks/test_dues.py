"""What a printed rule of scoring gives for a row."""

from dataclasses import replace

import pytest
from cases import indicator_of

from kpi_nlp import lexicon
from kpi_nlp.checks.dues import Rates, due_of, rates_in
from kpi_nlp.checks.rubrics import rubric_of
from kpi_nlp.checks.worded_dues import Due
from kpi_nlp.model import Location, Profile

_WORDS = "达标得满分，否则不得分"
_SHARE = "按完成比例得分"
_TIERS = "≥95%得10分;90%≤x<95%得8分;<90%得0分"
_PRODUCT = "执行率×10分"
_COMPLETION = "完成率×10分"
_STEPS = "每低1个百分点扣0.5分"
_TIMES = "每少1次扣2分"
_DAYS = "每超1天扣1分"
_USUAL = lexicon.profile()
_INVERSE = replace(_USUAL, ceiling="inverse")
_PLACE = Location("示例.docx", paragraph=3)
_RATES = rates_in(
    [
        ("固定资产利用率为80%，执行率达到97.5%。", _PLACE),
        ("执行率97.5%", _PLACE),
        ("比率为70%，完成率92%，完成率93%", _PLACE),
    ]
)


def _told(due: Due | None) -> str | None:
    """Return the least and the most, the formula, its numbers, what is certain or rounded, and what was read."""
    if due is None:
        return None
    operands = "，".join(f"{name} {number}" for name, number in due.operands.items())
    read = "，".join(quote.quote for quote in due.read)
    flags = " ".join(name for name, said in (("certain", due.certain), ("rounded", due.rounded)) if said)
    return f"{due.least:.4g}-{due.most:.4g} {due.formula[:20]} ({operands}) {flags} {read}".strip()


@pytest.mark.parametrize(
    ("rule", "cells", "profile", "rates", "told"),
    [
        (_WORDS, {"target": "10次", "actual": "10次"}, _USUAL, _RATES, "10-10 10 (分值 10)"),
        (_WORDS, {"target": "10次", "actual": "8次"}, _USUAL, _RATES, "0-0 10*0 (分值 10)"),
        (_WORDS, {"target": "10次", "actual": "约8次"}, _USUAL, _RATES, "0-0 10*0 (分值 10)"),
        (_WORDS, {"target": "讲座5场，展览5场", "actual": "讲座5场，展览4场"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "10次", "actual": "良好"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "1739公里", "actual": "1806米"}, _USUAL, _RATES, None),
        (_SHARE, {"target": "10次", "actual": "8次"}, _USUAL, _RATES, "8-8 10*8/10 (分值 10，实际 8，目标 10) rounded"),
        (_SHARE, {"target": "10次", "actual": "8次", "score": "8"}, _USUAL, _RATES, "8-8 8 (分值 10，实际 8，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "13次"}, _USUAL, _RATES, "7.0-7.0 10*(1-(13-10)/10) (分值 10，实际 13，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "13次", "score": "7.69"}, _USUAL, _RATES, "7.692-7.692 7.692307692307692307 (分值 10，实际 13，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "13次", "score": "7.7"}, _USUAL, _RATES, "7.692-7.692 7.692307692307692307 (分值 10，实际 13，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "13次", "score": "7.68"}, _USUAL, _RATES, "7.0-7.0 10*(1-(13-10)/10) (分值 10，实际 13，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "13次"}, _INVERSE, _RATES, "7.692-7.692 10*10/13 (分值 10，实际 13，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "20次"}, _USUAL, _RATES, "0-0 10*0 (分值 10，实际 20，目标 10) rounded"),
        (_SHARE, {"target": "≤10次", "actual": "19次"}, _USUAL, _RATES, "1.0-1.0 10*(1-(19-10)/10) (分值 10，实际 19，目标 10) rounded"),
        (_SHARE, {"target": "2-3小时", "actual": "1小时"}, _USUAL, _RATES, None),
        (_TIERS, {"target": "≥95%", "actual": "95%"}, _USUAL, _RATES, "10-10 10 (实际 95，档次得分 10) certain"),
        (_TIERS, {"target": "≥95%", "actual": "94.9%"}, _USUAL, _RATES, "8-8 8 (实际 94.9，档次得分 8) certain"),
        (_TIERS, {"target": "≥95%", "actual": "90%"}, _USUAL, _RATES, "8-8 8 (实际 90，档次得分 8) certain"),
        (_TIERS, {"target": "≥95%", "actual": "89%"}, _USUAL, _RATES, "0-0 0 (实际 89，档次得分 0) certain"),
        (_TIERS, {"target": "≥95%", "actual": "较高"}, _USUAL, _RATES, None),
        (_TIERS, {"target": "≥95%", "actual": "9次"}, _USUAL, _RATES, None),
        (_TIERS, {"target": "≥95%"}, _USUAL, _RATES, None),
        (_TIERS, {"target": "≥95%", "actual": "96%，97%"}, _USUAL, _RATES, None),
        ("利用率≥75%得满分;利用率<75%得0分", {"target": "≥75%"}, _USUAL, _RATES, "10-10 10 (实际 80，档次得分 10)  固定资产利用率为80%，执行率达到97.5%。"),
        ("固定资产利用率≥75%得满分;固定资产利用率<75%得0分", {"target": "≥75%"}, _USUAL, _RATES, "10-10 10 (实际 80，档次得分 10)  固定资产利用率为80%，执行率达到97.5%。"),
        ("固定资产利用率≥75%得满分;固定资产利用率<75%得0分", {"target": "≥75%"}, _USUAL, {}, None),
        ("固定资产利用率≥75%得满分;固定资产利用率<75%得0分", {"target": "≥75%", "reason": "固定资产利用率为70%"}, _USUAL, {}, "0-0 0 (实际 70，档次得分 0)  固定资产利用率为70%"),
        ("固定资产利用率≥75%得满分;固定资产利用率<75%得0分", {"target": "≥75%", "reason": "固定资产利用率为70%"}, _USUAL, _RATES, None),
        ("率≥75%得满分;率<75%得0分", {"target": "≥75%", "name": "固定资产利用率"}, _USUAL, _RATES, "10-10 10 (实际 80，档次得分 10)  固定资产利用率为80%，执行率达到97.5%。"),
        ("≥95%得10分", {"target": "≥95%", "actual": "96%"}, _USUAL, _RATES, None),
        ("三公经费≥95%得6分;公用经费<90%得0分", {"target": "≥95%", "actual": "96%"}, _USUAL, _RATES, None),
        ("≥10次得10分;5次≤x<10次得8分;<5次得0分", {"target": "10次", "actual": "7次"}, _USUAL, _RATES, "8-8 8 (实际 7，档次得分 8) certain"),
        (_PRODUCT, {"target": "100%", "actual": "97%"}, _USUAL, _RATES, "9.7-9.7 10*97/100 (分值 10，执行率 97%) certain rounded"),
        (_PRODUCT, {"target": "100%", "actual": "100%"}, _USUAL, _RATES, "10-10 10*100/100 (分值 10，执行率 100%) certain rounded"),
        (_PRODUCT, {"target": "100%", "actual": "120%"}, _USUAL, _RATES, "10-10 10 (分值 10，执行率 120%) certain rounded"),
        (_PRODUCT, {"target": "100%"}, _USUAL, _RATES, "9.75-9.75 10*97.5/100 (分值 10，执行率 97.5%) rounded 固定资产利用率为80%，执行率达到97.5%。"),
        (_PRODUCT, {"target": "100%", "actual": "97次"}, _USUAL, _RATES, None),
        (_COMPLETION, {"target": "10次", "actual": "8次"}, _USUAL, _RATES, "8-8 10*8/10 (分值 10，实际 8，目标 10) rounded"),
        (_COMPLETION, {"target": "10次", "actual": "8次", "score": "8"}, _USUAL, _RATES, "8-8 10*8/10 (分值 10，实际 8，目标 10) rounded"),
        (_COMPLETION, {"target": "10次", "actual": "10次"}, _USUAL, _RATES, "10-10 10 (分值 10) rounded"),
        (_COMPLETION, {"target": "90%", "actual": "81%", "score": "8.1"}, _USUAL, _RATES, "8.1-8.1 10*81/100 (分值 10，完成率 81%) certain rounded"),
        (_COMPLETION, {"target": "90%", "actual": "81%", "score": "9"}, _USUAL, _RATES, "8.1-8.1 10*81/100 (分值 10，完成率 81%) certain rounded"),
        (_COMPLETION, {"target": "90%", "actual": "81%", "score": "5"}, _USUAL, _RATES, "9-9 10*81/90 (分值 10，实际 81，目标 90) rounded"),
        (_COMPLETION, {"target": "10次", "actual": "8次", "weight": "8"}, _USUAL, _RATES, None),
        (_COMPLETION, {"target": "≤10次", "actual": "12次"}, _USUAL, _RATES, None),
        (_COMPLETION, {"target": "10次"}, _USUAL, _RATES, None),
        (_STEPS, {"target": "95%", "actual": "93%", "weight": "10", "score": "9"}, _USUAL, _RATES, "9.0-9.0 10-0.5*2 (分值 10，每档扣分 0.5，相差 2) certain"),
        (_STEPS, {"target": "95%", "actual": "92.5%"}, _USUAL, _RATES, "8.5-9.0 10-0.5*2 (分值 10，每档扣分 0.5，相差 2.5) certain"),
        (_STEPS, {"target": "95%", "actual": "95%"}, _USUAL, _RATES, "10-10 10 (分值 10)"),
        (_STEPS, {"target": "95%", "actual": "96%"}, _USUAL, _RATES, "10-10 10 (分值 10)"),
        (_STEPS, {"target": "95%", "actual": "60%"}, _USUAL, _RATES, "0-0 10*0 (分值 10，每档扣分 0.5，相差 35) certain"),
        (_STEPS, {"target": "95%", "actual": "9次"}, _USUAL, _RATES, None),
        (_STEPS, {"target": "95次", "actual": "93次"}, _USUAL, _RATES, None),
        (_TIMES, {"target": "10次", "actual": "8次"}, _USUAL, _RATES, "6-6 10-2*2 (分值 10，每档扣分 2，相差 2) certain"),
        (_TIMES, {"target": "10次", "actual": "7.5次"}, _USUAL, _RATES, "4-6 10-2*2 (分值 10，每档扣分 2，相差 2.5) certain"),
        (_TIMES, {"target": "10场", "actual": "8场"}, _USUAL, _RATES, None),
        (_TIMES, {"target": "10次", "actual": "5次"}, _USUAL, _RATES, "0-0 10*0 (分值 10，每档扣分 2，相差 5) certain"),
        (_TIMES, {"target": "10次", "actual": "4次"}, _USUAL, _RATES, "0-0 10*0 (分值 10，每档扣分 2，相差 6) certain"),
        (_DAYS, {"target": "≤30天", "actual": "32天"}, _USUAL, _RATES, "8-8 10-1*2 (分值 10，每档扣分 1，相差 2) certain"),
        (_DAYS, {"target": "≤30天", "actual": "28天"}, _USUAL, _RATES, "10-10 10 (分值 10)"),
        (_DAYS, {"target": "30天", "actual": "28天"}, _USUAL, _RATES, None),
        ("每少1扣2分", {"target": "10次", "actual": "8次"}, _USUAL, _RATES, "6-6 10-2*2 (分值 10，每档扣分 2，相差 2) certain"),
        ("达到95%得满分，每降低1个百分点扣1分", {"target": "95%", "actual": "93%"}, _USUAL, _RATES, "8-8 10-1*2 (分值 10，每档扣分 1，相差 2) certain"),
        ("达到95%得满分，每降低1个百分点扣1分", {"target": "95%", "actual": "96%"}, _USUAL, _RATES, "10-10 10 (分值 10)"),
        ("≥95%得10分;<95%得5分;每降低1个百分点扣1分", {"target": "95%", "actual": "93%"}, _USUAL, _RATES, None),
        ("执行率×10分;每降低1个百分点扣1分", {"target": "95%", "actual": "93%"}, _USUAL, _RATES, None),
        ("达到95%得满分，每降低1个百分点扣1分", {"target": "讲座95%，展览95%", "actual": "讲座93%，展览95%"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "93%", "actual": "96‰"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "93‰", "actual": "96%"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "93‰", "actual": "96‰"}, _USUAL, _RATES, "10-10 10 (分值 10)"),
        (_WORDS, {"target": "93%", "actual": "20‰"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "93%", "actual": "18‰"}, _USUAL, _RATES, "0-0 10*0 (分值 10)"),
        (_WORDS, {"target": "10万元", "actual": "9元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "10万元", "actual": "2元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "10万元", "actual": "50元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "10万元", "actual": "51000元"}, _USUAL, _RATES, "0-0 10*0 (分值 10)"),
        (_WORDS, {"target": "5万元", "actual": "1元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "5万元", "actual": "1.1元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "5万元", "actual": "24元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "5万元", "actual": "25元"}, _USUAL, _RATES, None),
        (_WORDS, {"target": "5万元", "actual": "26元"}, _USUAL, _RATES, None),
        (_STEPS, {"target": "1739公里", "actual": "1806米"}, _USUAL, _RATES, None),
        (_COMPLETION, {"target": "1739公里", "actual": "1806米"}, _USUAL, _RATES, None),
    ],
)  # fmt: skip
def test_what_a_rule_gives(rule: str, cells: dict[str, str], profile: Profile, rates: Rates, told: str | None) -> None:
    indicator = indicator_of(**{"weight": "10", "score": "10", **cells})
    assert _told(due_of(indicator, rubric_of(rule), rates, profile)) == told


def test_a_share_of_a_text_is_known_by_every_ending_of_the_words_before_it() -> None:
    assert {words: [(str(number), quote.quote[:3]) for number, quote in found] for words, found in _RATES.items()} == {
        **{"固定资产利用率"[at:]: [("80", "固定资")] for at in range(5)},
        "执行率": [("97.5", "固定资"), ("97.5", "执行率")],
        "完成率": [("92", "比率为"), ("93", "比率为")],
    }
    long = "一二三四五六七八九十" * 3
    assert sorted(map(len, rates_in([(f"{long}80%", _PLACE)]))) == list(range(3, 25))
