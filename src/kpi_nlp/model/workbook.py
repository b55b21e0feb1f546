"""The workbook that reviewers fill in: its columns and words, known to who writes it and to who reads it back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from kpi_nlp.model.decision import PENDING_TITLE, RULING_TITLES
from kpi_nlp.model.pair import KnownRow

FINDINGS_SHEET, MAP_SHEET, CHOICES_SHEET, META_SHEET, ROWS_SHEET = "疑点清单", "指标对照", "选项", "_meta", "_rows"
REVOKE_TITLE = "撤销"
STATUS_TITLES: tuple[str, ...] = (PENDING_TITLE, *RULING_TITLES.values(), REVOKE_TITLE)
FORMAT = "1"

Use = Literal["shown", "entered", "kept"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of 疑点清单: shown to the reviewer, entered by the reviewer, or kept for the way back (hidden)."""

    title: str
    width: int
    use: Use = "shown"


COLUMNS: Mapping[str, Column] = {
    "id": Column("疑点编号", 14),
    "status": Column("处理状态*", 13, "entered"),
    "first_comment": Column("初审意见*", 26, "entered"),
    "first_reviewer": Column("初审人*", 9, "entered"),
    "first_date": Column("初审日期*", 11, "entered"),
    "second_comment": Column("复审意见*", 26, "entered"),
    "second_reviewer": Column("复审人*", 9, "entered"),
    "second_date": Column("复审日期*", 11, "entered"),
    "severity": Column("严重程度", 9),
    "code": Column("规则", 7),
    "title": Column("问题类型", 18),
    "message": Column("问题说明", 58),
    "department": Column("部门", 18),
    "year": Column("年度", 7),
    "scope": Column("项目或子表", 14),
    "level1": Column("一级指标", 12),
    "level2": Column("二级指标", 14),
    "name": Column("三级指标", 22),
    "declared": Column("申报目标值", 20),
    "monitored": Column("监控值", 20),
    "evaluated": Column("自评目标值", 20),
    "actual": Column("实际完成值", 22),
    "rate": Column("填报完成率", 11),
    "computed": Column("重算", 24),
    "quote1": Column("依据一", 34),
    "place1": Column("位置一", 30),
    "quote2": Column("依据二", 34),
    "place2": Column("位置二", 30),
    "suggestion": Column("整改建议", 10),
    "cleared_by": Column("可排除情形", 34),
    "confidence": Column("匹配置信度", 10),
    "standing": Column("与上次", 9),
    "fingerprint": Column("指纹", 10, "kept"),
    "evidence_hash": Column("依据指纹", 10, "kept"),
    "base": Column("基准", 10, "kept"),
}


LINK_TITLES = ("正确", "有误", "不确定")
CANDIDATE_TITLES: tuple[str, ...] = ("候选一", "候选二", "候选三")
MAP_COLUMNS: Mapping[str, str] = {"right": "匹配是否正确*", "counterpart": "正确对应项*", "key": "对应键"}


@dataclass(frozen=True, slots=True)
class MapKey:
    """What a row of 指标对照 is about, by the numbers of its rows in the hidden list of rows: the way back of the sheet.

    `links` are pairs of rows with the label that they have if the program is right, and its verdict. A row that stands
    alone has no links but `candidates`.
    """

    rows: tuple[int, ...]
    links: tuple[tuple[int, int, str, str], ...] = ()
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MapEntry:
    """What a reviewer entered in a row of 指标对照: whether the match is right, and which counterpart would be."""

    row: int
    key: MapKey
    right: str
    counterpart: str


EntriesOf = Callable[[Iterator[MapKey], Mapping[int, KnownRow]], Iterator[tuple[str, str]]]
"""What finds for each row of 指标对照, given all rows of reports by number, what was entered before: both fields."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reviewer entered for one finding; dates are as typed."""

    status: str = PENDING_TITLE
    first_comment: str = ""
    first_reviewer: str = ""
    first_date: str = ""
    second_comment: str = ""
    second_reviewer: str = ""
    second_date: str = ""


ENTERED: tuple[str, ...] = tuple(entered.name for entered in fields(Entry))


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a workbook that came back: where it stands, its keys, what was entered, and what had been there.

    `seen` are the numbers of the decisions that were shown, by round; `shown` what stands in the columns that are not the
    reviewer's, by name.
    """

    row: int
    fingerprint: str
    evidence_hash: str
    entry: Entry
    base: Entry
    seen: Mapping[str, int]
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of reading a workbook back: sentences for the user, and how many decisions and labels of pairs were kept."""

    kept: int
    unchanged: int
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: int = 0
