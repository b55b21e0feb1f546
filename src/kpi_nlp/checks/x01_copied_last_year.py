"""X01: a paper that repeats last year's: its prose, or its actuals."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.checks.prose import grams, longest_shared, own_passages
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Match,
    Member,
    Page,
    Paper,
    Remark,
    Row,
    check,
)
from kpi_nlp.quantities import rounded
from kpi_nlp.text import clip, han_only, squeeze

_LEAST_TEXT = 120  # runs of letters; less prose says nothing
_LEAST_ROWS = 4
_FULL = 100
_FIGURES = (
    ("举办讲座场次", "40场", "43场"),
    ("培训人次", "300人次", "326人次"),
    ("发放资料份数", "5000份", "5210份"),
    ("服务企业家数", "80家", "87家"),
)
_REPORT = "全年组织科普进校园活动，邀请专家走进二十六所中小学，师生反响热烈，活动被市级媒体多次报道。"
_MORE = "针对部分活动报名集中在下半年的问题，协会将提前发布年度计划，分季度安排活动，并在农村学校增设流动科普站点，扩大覆盖范围。"


@check(
    code="X01",
    name="copied-last-year",
    title="照搬上年",
    severity="note",
    over="documents",
    why="自评照搬上年材料，说明没有按本年情况评价；连实际值都与上年相同的，数据可能没有更新。",
    basis="职责、机构、依据以外的正文，连续 8 字片段有 60% 以上与上年同类文件相同的为提示；与上年对应的指标中，实际值与上年完全相同的占 50% 以上（至少 4 项）的为疑点。实际等于目标的行、100% 一类状态不计。",
    cleared_by="工作逐年重复、结果本来相同，且有本年台账可查。",
    suggestion="更正",
    flags=(
        (
            Page(
                rows=tuple(Row(name=name, target=target, actual=actual) for name, target, actual in _FIGURES), year=2023
            ),
            Page(
                rows=tuple(Row(name=name, target=target, actual=actual) for name, target, actual in _FIGURES), year=2024
            ),
        ),
        (
            Page(sentences=("一、绩效目标完成情况", _REPORT, "二、存在问题", _MORE, f"2023年{_REPORT}"), year=2023),
            Page(sentences=("一、绩效目标完成情况", _REPORT, "二、存在问题", _MORE, f"2024年{_REPORT}"), year=2024),
        ),
    ),
    passes=(
        (
            Page(
                rows=tuple(Row(name=name, target=target, actual=actual) for name, target, actual in _FIGURES), year=2023
            ),
            Page(
                rows=tuple(Row(name=name, target=target, actual=f"9{actual}") for name, target, actual in _FIGURES),
                year=2024,
            ),
        ),
        (
            Page(sentences=("一、主要职责", _REPORT, _MORE), year=2023),
            Page(sentences=("一、主要职责", _REPORT, _MORE), year=2024),
        ),
    ),
)
def copied_last_year(dossier: Dossier) -> Iterator[Answer]:
    """Lay each paper beside that of the same kind of the year before."""
    rows: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in dossier.matches:
        if match.why == "years" and match.verdict == "match" and match.relation == "same":
            rows[match.left.document, match.right.document].append(match)
    for comparison in dossier.comparisons:
        earlier, later = dossier.paper(comparison.left), dossier.paper(comparison.right)
        if comparison.why == "years" and _of_one_kind(earlier, later):
            yield _copied_text(dossier, earlier, later) or Clear()
            if later.document.identity.stage == "self_evaluation":
                yield _copied_actuals(dossier, later, rows[comparison.left, comparison.right]) or Clear()


def _of_one_kind(earlier: Paper, later: Paper) -> bool:
    one, other = earlier.document.identity, later.document.identity
    known = one.year is not None and other.year is not None and one.stage != "other"
    return known and one.stage == other.stage and squeeze(one.project or "") == squeeze(other.project or "")


def _copied_text(dossier: Dossier, earlier: Paper, later: Paper) -> Remark | None:
    old, new = (list(own_passages(paper.document)) for paper in (earlier, later))
    known, said = set(grams(old)), grams(new)
    copied = sum(run in known for run in said)
    if len(said) < _LEAST_TEXT or Decimal(copied) / len(said) < dossier.profile.copied_text:
        return None
    if (shared := longest_shared(new, old)) is None:
        return None
    phrase, here, there = shared
    share = rounded(Decimal(copied * 100) / len(said))
    return Remark(
        f"{later.document.name} 的正文有 {share}% 与上年 {earlier.document.name} 相同，如「{clip(phrase)}」。",
        (Evidence("last_year", phrase, there.location), Evidence("sentence", phrase, here.location)),
        computation=Computation(
            f"{copied}/{len(said)}*100", share, {"相同片段": str(copied), "正文片段": str(len(said))}
        ),
        sentence="正文与上年相同",
    )


def _copied_actuals(dossier: Dossier, later: Paper, matches: Sequence[Match]) -> Remark | None:
    letters = dossier.profile.restated_characters
    telling = [match for match in matches if _telling(match.left, letters) or _telling(match.right, letters)]
    copied = [match for match in telling if _same_actual(match.left, match.right)]
    if len(telling) < _LEAST_ROWS or Decimal(len(copied)) / len(telling) < dossier.profile.copied_actuals:
        return None
    first = copied[0]
    old, new = first.left.actual, first.right.actual
    if old is None or new is None:
        return None
    share = rounded(Decimal(len(copied) * 100) / len(telling))
    return Remark(
        f"{later.document.name} 与上年对应的 {len(telling)} 项指标中，{len(copied)} 项的实际值与上年完全相同（{share}%），如「{first.right.name}」两年都是「{clip(new.stated)}」。",
        (Evidence.of("last_year", old), Evidence.of("actual", new)),
        computation=Computation(
            f"{len(copied)}/{len(telling)}*100", share, {"相同": str(len(copied)), "对应": str(len(telling))}
        ),
        rows=tuple(Member.of(match.right) for match in copied),
        severity="question",
        sentence="实际值与上年相同",
    )


def _telling(row: Indicator, characters: int) -> bool:
    """Return whether an actual could have come out otherwise: an amount, or a sentence, that is not the target again."""
    if row.actual is None or row.target is None:
        return False
    done, goal = ([amount.number for amount in value.quantities] for value in (row.actual, row.target))
    if not done:
        return len(han_only(row.actual.text)) >= characters and squeeze(row.actual.text) != squeeze(row.target.text)
    full = [amount.unit for amount in row.actual.quantities] == ["%"] and done == [_FULL]
    return done not in (goal, [0]) and not full


def _same_actual(one: Indicator, other: Indicator) -> bool:
    if one.actual is None or other.actual is None:
        return False
    return squeeze(one.actual.stated) == squeeze(other.actual.stated)
