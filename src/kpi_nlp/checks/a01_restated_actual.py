"""A01: an actual that repeats the sentence of its target and adds nothing."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Remark, Row, Value, check
from kpi_nlp.text import clip, han_only, words_only

_DONE = re.compile(r"^(?:已经|已|均已|均)?(?:完成|实现|达到)?了?")
_SAID_DONE = re.compile(r"[,，;；:：、\s](?:均|已|现|都|全部)*(?:完成|实现|达到|达成|落实)(?:到位)?[。.;；]?$")
_NEGATION = re.compile(r"未|没有|不|无法|尚")
_SENTENCE_END = re.compile(r"[。；;!！\n]")


@check(
    code="A01",
    name="restated-actual",
    title="实际值照抄目标",
    severity="question",
    over="indicators",
    why="定性指标的实际完成值照抄目标原句，没有任何完成情况，无法判断是否完成。",
    basis="8 个汉字以上的句子与目标相似度不低于 0.9，且没有新的数字、日期或名称。「合规」「及时」「100%」一类状态不计；目标本身是数量的由 A02、A03 核对。",
    cleared_by="定性工作本无进展可写且他处已有完成情况；或目标本身就是合规、及时一类状态。",
    suggestion="补充说明",
    flags=(
        Row(
            name="引进成果",
            target="有效推动科技成果转化落地乃至产业化。",
            actual="有效推动科技成果转化落地乃至产业化。",
        ),
        Row(name="人才培养", target="促进创新创业人才的培养", actual="已促进创新创业人才的培养。"),
    ),
    passes=(
        Row(name="经费使用合规性", target="合规", actual="合规"),
        Row(name="人才培养", target="促进创新创业人才的培养", actual="依托工作站引进院士10人，促进创新创业人才的培养"),
        Row(name="培训期数", target="举办业务骨干培训班12期", actual="举办业务骨干培训班12期"),
    ),
)
def restated_actual(dossier: Dossier) -> Iterator[Answer]:
    """Flag an actual all of whose sentences stand in a target without numbers."""
    alike, characters = float(dossier.profile.restated_similarity) * 100, dossier.profile.restated_characters
    for indicator in dossier.evaluated:
        if (said := indicator.answered) is None or len(han_only(_bare(said[0].text))) < characters:
            continue
        target, actual = said
        if _restates(target, actual, alike, characters):
            message = f"「{indicator.name}」的实际完成值「{clip(actual.stated)}」照抄目标「{clip(target.stated)}」，未写完成情况。"
            yield Remark(message, Evidence.of_row(target, actual), (indicator,))
        else:
            yield Clear()


def _bare(text: str) -> str:
    return _DONE.sub("", words_only(_SAID_DONE.sub("", text.strip())))


def _restates(target: Value, actual: Value, alike: float, characters: int) -> bool:
    """True where nothing in the actual goes beyond the target; amounts make it an answer, not a restatement."""
    if (
        target.quantities
        or actual.quantities
        or set(_NEGATION.findall(actual.text)) - set(_NEGATION.findall(target.text))
    ):
        return False
    goal, done = _bare(target.text), _bare(actual.text)
    if fuzz.ratio(goal, done) >= alike:
        return len(han_only(done)) >= characters
    known = [_bare(sentence) for sentence in _SENTENCE_END.split(target.text)]
    said = [bare for sentence in _SENTENCE_END.split(actual.text) if (bare := _bare(sentence))]
    repeated = [any(fuzz.ratio(sentence, other) >= alike for other in known) for sentence in said]
    return bool(said) and all(repeated) and any(len(han_only(sentence)) >= characters for sentence in said)
