"""A01: an actual that repeats the sentence of its target and adds nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Remark, Row, Value, check
from kpi_nlp.text import clip, fold, han_only, words_only

_OF_TARGET = r"(?:年初|年度|全年|预期|既定|预定|绩效|上级|工作|目标|指标|任务|计划|要求|部署|安排|方案|效果|值|的)"
_SAYS_DONE = re.compile(
    rf"完成率(?:为|达到?)?100%|100%(?:完成|实现|达成)[:：]?|截[至止](?:20\d\d年)?(?:12月(?:底|末|31日)|年[底末])|(?:实际)?完成(?:值|情况)[:：]|(?:按照?|根据|对照|与|同){_OF_TARGET}+(?:一致|相符|相同)?"
    rf"|(?:经过|通过)(?:一年|全年|本年度?|本项目|该项目|项目|各方|全体|多方|共同|不懈|持续|的|实施|开展|推进|建设|努力|工作)+[,，]"
    rf"|{_OF_TARGET}*(?:目标|任务)值?(?:已|均|全部)*(?:完成|实现|达成|达到|落实)(?:到位)?"
    rf"|(?:完成|实现|达到|达成|落实)(?:到位)?了?{_OF_TARGET}*|(?:取得|收到)了?(?:良好|较好|明显|显著|一定|的)*(?:成效|效果|成绩)"
    r"|(?:详|具体)?见(?:附件|附表|佐证材料)|20\d\d年度?|(?:本|全|当)年度?|年内|^\s*[(（]?\d{1,2}[)）.、．](?!\d)"
)
_REFERS = re.compile(
    rf"(?:实际)?(?:完成)?(?:情况|值)?(?:同|与|按|和){_OF_TARGET}*(?:目标|指标|计划|任务){_OF_TARGET}*(?:一致|相同|相符)?|同(?:上|左|前)"
)
_OTHERWISE = re.compile(r"未|没有|不|无法|尚|部分|个别|有所|略|初步|仍|但")
_NAMED = re.compile(r"[“《「]([^”》」]+)[”》」]")
_SENTENCE_END = re.compile(r"[。；;!！\n]")


@check(
    code="A01",
    name="restated-actual",
    title="实际值照抄目标",
    severity="question",
    over="indicators",
    why="定性指标的实际完成值照抄目标原句，没有任何完成情况，无法判断是否完成。",
    basis="8 个汉字以上的句子与目标相似度不低于 0.9（「已完成」「达到预期目标」「进一步」一类套话和语序不计），或只写「同目标值」，且没有新的数字、日期或名称。「合规」「及时」「100%」一类状态不计；目标本身是数量的由 A02、A03 核对。",
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
    alike, characters = dossier.profile.restated_similarity, dossier.profile.restated_characters
    for indicator in dossier.evaluated:
        if (said := indicator.answered) is None or len(han_only(said[0].text)) < characters:
            continue
        target, actual = said
        if _repeats(target, actual, alike, characters):
            message = f"「{indicator.name}」的实际完成值「{clip(actual.stated)}」照抄目标「{clip(target.stated)}」，未写完成情况。"
            yield Remark(message, Evidence.of_row(target, actual), (indicator,))
        else:
            yield Clear()


def _repeats(target: Value, actual: Value, alike: Decimal, characters: int) -> bool:
    """Return whether an actual says nothing of its own: it refers to a target in words, or repeats it."""
    if target.quantities or not actual.text:
        return False
    if _REFERS.fullmatch(words_only(actual.text)):
        return len(han_only(target.text)) >= characters
    return not _is_news(target, actual) and _restates(target.text, actual.text, alike, characters)


def _is_news(target: Value, actual: Value) -> bool:
    """Return whether an actual has an amount, a name, or a denial that its target has not."""
    told = _SAYS_DONE.sub("", fold(actual.text))
    if any(fold(amount.text) in told for amount in actual.quantities):
        return True
    known = words_only(target.text)
    named = any(words_only(name) not in known for name in _NAMED.findall(actual.text))
    return named or bool(set(_OTHERWISE.findall(actual.text)) - set(_OTHERWISE.findall(target.text)))


def _restates(target: str, actual: str, alike: Decimal, characters: int) -> bool:
    """Compare the whole, then sentence by sentence; the order of words is nothing of its own."""
    if _alike(_bare(target), _bare(actual), alike):
        return _long(actual, characters)
    known = [_bare(sentence) for sentence in _SENTENCE_END.split(target)]
    said = [sentence for sentence in _SENTENCE_END.split(actual) if _bare(sentence)]
    repeated = all(any(_alike(other, _bare(sentence), alike) for other in known) for sentence in said)
    return bool(said) and repeated and any(_long(sentence, characters) for sentence in said)


def _long(text: str, characters: int) -> bool:
    return len(han_only(_SAYS_DONE.sub("", fold(text)))) >= characters


def _bare(text: str) -> str:
    """Return a text without what says that it was done, and how much so, with one word for each meaning."""
    plain = words_only(_SAYS_DONE.sub("", fold(text)))
    return lexicon.plainly(plain)


def _alike(one: str, other: str, alike: Decimal) -> bool:
    """Return whether two texts share so many of their characters, in whatever order."""
    both = len(one) + len(other)
    return both > 0 and 2 * (Counter(one) & Counter(other)).total() >= alike * both
