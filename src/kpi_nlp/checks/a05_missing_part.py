"""A05: a part of the target that the actual passes over, in a row that claims completion."""

import re
from collections.abc import Iterator, Sequence

from kpi_nlp.model import (
    Answer,
    Claim,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Paper,
    Part,
    Quantity,
    Remark,
    Row,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import compatible
from kpi_nlp.text import words_only

_COMPOSITE = 2
_EXAMPLES = re.compile(r"等(?=[^,，。；]{0,6}\d)|如[^,，。；]{0,10}\d")
_TELLING = 4  # so many characters of what is counted, found elsewhere, count as an answer


@check(
    code="A05",
    name="missing-part",
    title="子目标漏报",
    severity="question",
    over="indicators",
    why="目标含几个分项，实际完成值只答了其中几项，却填报完成或满分：没有答的分项可能没有完成。",
    basis="目标的某一分项在实际完成值中找不到对应的数量，也没有文字交代，而完成率不低于 100% 或得满分。正文另有交代的降为提示。",
    cleared_by="未答的分项在报告其他部分已有交代，或目标中的数量只是举例。",
    suggestion="补充说明",
    flags=(
        Row(
            name="学会能力提升",
            target="能力培训1场，学术交流11场，承接政府职能3次，参与人数超过500人次",
            actual="开展1场能力培训，学术交流11场",
            rate="100%",
        ),
    ),
    passes=(
        Row(name="培训与讲座", target="培训5场，讲座3场", actual="培训5场，讲座4场", rate="100%"),
        Row(name="培训与讲座", target="培训5场，讲座3场", actual="培训5场", rate="50%"),
        Row(name="产业学院", target="培训5场，建设产业学院1个", actual="培训5场，建成科学城产业学院", rate="100%"),
    ),
)
def missing_part(dossier: Dossier) -> Iterator[Answer]:
    """Flag parts without any answer, where at least one part was answered for certain."""
    for indicator in dossier.evaluated:
        composite = len(indicator.parts) >= _COMPOSITE and any(part.sure for part in indicator.parts)
        if not composite or not indicator.claims_completion or (said := indicator.answered) is None:
            continue
        target, actual = said
        silent = [
            part.target for part in indicator.parts if part.actual is None and not _told_in_words(part.target, actual)
        ]
        if not silent:
            yield Clear()
        elif _EXAMPLES.search(target.text) or _left_over(silent, indicator.parts, actual):
            yield Undecided(f"「{indicator.name}」的实际完成值有未能对应的数量，无法判断是否漏报", indicator.location)
        else:
            yield _remark(indicator, target, actual, silent, _told_elsewhere(silent, dossier.paper(indicator.document)))


def _told_in_words(part: Quantity, actual: Value) -> bool:
    """「建设1个以上的产业学院」 answered by 「建设科学城光宝产业学院」: named, though not counted."""
    return part.of is None or words_only(part.of)[-_TELLING:] in words_only(actual.text)


def _left_over(silent: Sequence[Quantity], parts: Sequence[Part], actual: Value) -> bool:
    """True where the actual holds an amount that answers no part and might answer a silent one."""
    used = [part.actual for part in parts if part.actual is not None]
    free = [quantity for quantity in actual.quantities if quantity not in used and quantity.unit is not None]
    return any(compatible(quantity.unit, part.unit) for quantity in free for part in silent)


def _told_elsewhere(silent: Sequence[Quantity], paper: Paper) -> Claim | None:
    """Return a sentence of the same paper that tells of every silent part."""
    wanted = [words_only(part.of)[-_TELLING:] for part in silent if part.of]
    told = (claim for claim in paper.claims if claim.period != "计划" and claim.quantities)
    return next((claim for claim in told if wanted and all(word in words_only(claim.text) for word in wanted)), None)


def _remark(
    indicator: Indicator, target: Value, actual: Value, silent: Sequence[Quantity], elsewhere: Claim | None
) -> Remark:
    missing = "、".join(f"{part.of or ''}{part.stated}" for part in silent)
    told = (Evidence("sentence", elsewhere.text, elsewhere.location),) if elsewhere else ()
    return Remark(
        f"「{indicator.name}」的目标分项「{missing}」在实际完成值中没有交代，却填报完成{'；正文另有相关叙述' if elsewhere else ''}。",
        (*Evidence.of_row(target, actual), *told),
        (indicator,),
        severity="note" if elsewhere else None,
    )
