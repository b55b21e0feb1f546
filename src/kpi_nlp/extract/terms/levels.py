"""Levels of indicators: recognised by a closed lexicon, filled down the rows that they span."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz, process

from kpi_nlp import lexicon
from kpi_nlp.text import fold, han_only, join_lines, squeeze, without_brackets

_MARKS = re.compile(r"^[★☆*#\d.、\s]+|^[一二三四五六七八九十]{1,2}、|[\d.]+分$|[(][\d.]+分?$")
_KIND = re.compile(r"(?:类?指标|值)$")
_GROUP = 0.3  # what a group of rows costs, so that a label printed twice is not taken for two
PARENT = {
    "数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标", "经济效益指标": "效益指标", "社会效益指标": "效益指标",
    "生态效益指标": "效益指标", "可持续影响指标": "效益指标", "服务对象满意度指标": "满意度指标", "经济成本指标": "成本指标",
    "社会成本指标": "成本指标", "生态环境成本指标": "成本指标",
}  # fmt: skip
_RAISED = 0.2  # of two rows, the label in their middle is printed beside the upper
_LONGEST_PIECE, _MOST_PIECES = 3, 30
_POINTS = re.compile(r"^[(（]\d+(?:\.\d+)?分?[)）]$")
_PRINTED_POINTS = re.compile(
    r"(?:[(](?P<word>共计?|计|满分|权重|分值|总分|占)?(?:为|:)?\s*|(?<=\D)(?=\d+(?:\.\d+)?\s*分$))(?P<points>\d+(?:\.\d+)?)\s*(?P<sign>[分%])?[)]?$"
)
_SCORED_POINTS = re.compile(
    r"[(](?:满分|权重|分值|总分|共|计)?(?:为|是|:)?\s*(?P<points>\d+(?:\.\d+)?)\s*分?\s*[,;、/]\s*(?:自评|评价|实际|实)?(?:得分?|自评|评)?(?:为|是|:)?\s*(?P<score>\d+(?:\.\d+)?)\s*分[)]$"
    r"|[(](?:自评|评价|实际|实)?(?:得分?|自评|评)(?:为|是|:)?\s*(?P<got>\d+(?:\.\d+)?)\s*分?\s*[,;、/]\s*(?:满分|权重|分值|总分|共)(?:为|是|:)?\s*(?P<full>\d+(?:\.\d+)?)\s*分[)]$"
)
_LEAST_BARE = 10
_COUNT = re.compile(
    r"[,、;]?\s*(?:共有?|共计|合计|计|含|有)?(?P<number>\d{1,3})\s*[个项条](?:三级|具体|绩效)*(?:指标)?"
)
_GARBLED = 70  # likeness from which garbled print in a column of levels is read as a level


@lru_cache(maxsize=4096)
def canonical(text: str) -> tuple[str, int] | None:
    """Return canonical name and level (1 or 2) of a level word, 0 where only its column tells; else None.

    Vertical letters are joined, points and ★ are dropped: 「产 出 指 标(50分)」 is 产出指标.
    """
    key = plain_level(text)
    words = lexicon.levels()
    # 社会效益值 and 社会效益类指标 are 社会效益; a page break may cut off the last of vertical letters
    for word in (key, _KIND.sub("", key), _KIND.sub("", key) + "指标", key + "标"):
        if word in words.first:
            return words.first[word], 1
        if word in words.second:
            return words.second[word], 2
        if word in words.either:
            return words.either[word], 0
    return None


def is_level(text: str) -> bool:
    """Return whether a cell holds nothing but a level word."""
    return canonical(text) is not None


def joined_letters(texts: Sequence[str], *, centred: bool = False) -> list[str]:
    """Join a level that is printed letter by letter, or word by word, in lines of its own: 产 over 出 over 指 over 标.

    Return one text per line, the level in the first of its lines, or in the middle of them; letters that make no level
    are left where they are, but dropped beside others that do where the level stands in the middle.
    """
    joined = list(texts)
    spans = list(_letters(texts))
    for start, stop, level in spans:
        joined[start:stop] = [""] * (stop - start)
        joined[(start + stop - 1) // 2 if centred else start] = level
    if centred and spans:
        joined = ["" if len(text) < _LONGEST_PIECE and not is_level(text) else text for text in joined]
    return joined


def _letters(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where a level in pieces begins and ends, and the level."""
    at = 0
    while at < len(texts):
        level, end = "", at + 1
        if texts[at] and len(texts[at]) <= _LONGEST_PIECE:
            whole = texts[at]
            for below in range(at + 1, min(at + _MOST_PIECES, len(texts))):
                piece = texts[below]
                if not _is_piece(piece) or (is_level(piece) and is_level(whole)):
                    break
                whole += piece
                if piece and is_level(whole):
                    level, end = whole, below + 1
        if level:
            yield at, end, level
        at = end


def _is_piece(text: str) -> bool:
    return len(text) <= _LONGEST_PIECE or bool(_POINTS.match(text))


def plain_level(text: str) -> str:
    """Return a level's name without points, marks and spaces: 「★产出指标(50分)」 is 「产出指标」."""
    return _MARKS.sub("", squeeze(without_brackets(fold(join_lines(text)))))


def points_in(text: str) -> Decimal | None:
    """Return the points behind a level's name: 50 for 「产出指标(50分)」, 「产出指标 50分」 and 「产出指标（权重50%）」.

    A bare number in brackets is one from 10 on: 「数量指标(2)」 is the second of several.
    """
    if both := scored_points_in(text):
        return both[0]
    match = _PRINTED_POINTS.search(_COUNT.sub("", fold(join_lines(text))).replace("(,", "("))
    if match is None or not (match["sign"] or match["word"] or Decimal(match["points"]) >= _LEAST_BARE):
        return None
    return Decimal(match["points"])


def count_in(text: str) -> int | None:
    """Return how many indicators are printed behind a level's name: 11 for 「产出指标（50分，共11项）」 and 「产出指标 11个」."""
    found = _COUNT.findall(fold(join_lines(text)))
    return int(found[0]) if len(found) == 1 else None


def scored_points_in(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the points there are and those that were given, where a level's cell prints both: 「产出指标（50分，自评48分）」."""
    match = _SCORED_POINTS.search(fold(join_lines(text))) if "分" in text else None
    return (Decimal(match["points"] or match["full"]), Decimal(match["score"] or match["got"])) if match else None


def mended(text: str) -> tuple[str, int] | None:
    """Return the level that garbled print in a column of levels stands for: 「数里19 标 数量指」."""
    if (found := canonical(text)) is not None:
        return found
    letters = han_only(text)
    if not letters:
        return None
    if (found := canonical(letters)) is not None:
        return found
    words = lexicon.levels()
    known = [*words.first, *words.second]
    best = process.extractOne(letters, known, scorer=fuzz.ratio, score_cutoff=_GARBLED)
    return canonical(best[0]) if best else None


def fill_centred(labels: Sequence[str]) -> list[str]:
    """Spread labels that are printed in the middle of the rows they span, as a PDF shows merged cells.

    Return one label per row. Neighbouring labelled rows may be one label printed twice by character recognition:
    the groups are chosen so that each label stands as close to the middle of its rows as possible.
    """
    at = [row for row, label in enumerate(labels) if label]
    if not at:
        return list(labels)
    groups = _best_groups(at, labels)
    filled: list[str] = []
    for (_, marks), end in zip(groups, [start for start, _ in groups[1:]] + [len(labels)], strict=True):
        filled += [labels[marks[0]]] * (end - len(filled))
    return filled


def _best_groups(at: list[int], labels: Sequence[str]) -> list[tuple[int, list[int]]]:
    """Return start row and labelled rows of each group; a group holds one label, or two in neighbouring rows."""
    best: dict[tuple[int, int], tuple[float, list[tuple[int, list[int]]]]] = {(0, 0): (0.0, [])}
    for used in range(len(at)):
        for (start, done), (cost, groups) in list(best.items()):
            if done != used:
                continue
            for marks in (at[used : used + 1], at[used : used + 2]):
                behind = used + len(marks)
                if marks[-1] - marks[0] != len(marks) - 1 or behind > len(at) or _differ(labels, marks):
                    continue
                ends = [len(labels)] if behind == len(at) else range(marks[-1] + 1, at[behind] + 1)
                for end in ends:
                    total = cost + _off_centre(marks, start, end) + _group_cost(labels[marks[0]])
                    if (end, behind) not in best or total < best[end, behind][0]:
                        best[end, behind] = (total, [*groups, (start, marks)])
    return best[len(labels), len(at)][1]


def _differ(labels: Sequence[str], marks: Sequence[int]) -> bool:
    """Two known levels that differ are two, whatever stands between them."""
    known = {canonical(labels[mark]) for mark in marks}
    return len(known) > 1 and None not in known


def _off_centre(marks: Sequence[int], start: int, end: int) -> float:
    return abs(sum(marks) / len(marks) - (start + end - 1 - _RAISED) / 2)


def _group_cost(label: str) -> float:
    """Each group costs a little; one headed by garbled print, which repeats the label above, costs more."""
    return _GROUP if han_only(label) == squeeze(label) else 2 * _GROUP
