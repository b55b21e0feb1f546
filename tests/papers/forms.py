"""Forms of indicators laid out at random: levels merged or repeated, columns in any order, budgets above, totals below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from boxes import Box

from papers.report import Grid, Printed
from papers.values import name_and_values, points, rate, reason

_LEVELS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("成本指标", "经济成本指标"), ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"), ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标"),
)  # fmt: skip
_HEADS = {
    "name": ("三级指标", "指标名称", "三级\n指标"),
    "target": ("年度指标值", "年度指标值（A）", "预期指标值", "目标值", "年度\n指标值", "全年目标值"),
    "actual": ("实际完成值", "实际完成值（B）", "全年完成值", "实际完成情况", "实际\n完成值", "全年实际值"),
    "rate": ("完成率", "指标完成率", "完成比例"),
    "weight": ("分值", "权重", "满分"),
    "score": ("得分", "自评得分", "自评分"),
    "reason": ("偏差原因分析及改进措施", "偏差原因分析", "未完成原因分析"),
}  # fmt: skip
_WIDTHS = {
    "level": 12,
    "name": 26,
    "target": 22,
    "actual": 26,
    "rate": 9,
    "weight": 7,
    "score": 7,
    "reason": 24,
    "side": 5,
    "sequence": 6,
}
_ORDERS = (
    ("target", "actual", "rate", "weight", "score", "reason"),
    ("weight", "target", "actual", "rate", "score", "reason"),
    ("target", "actual", "weight", "score"),
    ("weight", "target", "actual", "score", "reason"),
    ("target", "actual", "rate", "reason"),
    ("target", "actual", "rate"),
    ("target", "actual"),
)  # fmt: skip
_GROUPED = ("target", "actual", "rate")
_GROUP = "年度指标完成情况"
_SIDE = "绩\n效\n指\n标"
_SIGNATURE = "填表人：王晓明    联系电话：8800123    填报日期：2025年3月6日"
_FEWEST, _MOST = 3, 40
_ROWS_OF_A_PAGE = 12


@dataclass(frozen=True)
class Layout:
    """How a form is printed: the columns from the left by kind, how levels repeat, what stands around the rows."""

    levels: int
    columns: tuple[str, ...]
    merged: bool = True
    upright: bool = False  # levels letter by letter
    grouped: bool = False  # a title over the titles of the values
    front: tuple[str, ...] = ()  # side, sequence
    total: bool = False
    blank: bool = False
    signed: bool = False
    budget: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all columns from the left."""
        return (*self.front, *(["level"] * self.levels), "name", *self.columns)


def layout(chance: Random) -> Layout:
    """Return a layout by chance."""
    columns = chance.choice(_ORDERS)
    return Layout(
        levels=chance.choice((0, 1, 2, 2, 2)),
        columns=columns,
        merged=chance.random() < 0.7,
        upright=chance.random() < 0.1,
        grouped=chance.random() < 0.2,
        front=tuple(kind for kind in ("side", "sequence") if chance.random() < 0.2),
        total="score" in columns and chance.random() < 0.5,
        blank=chance.random() < 0.15,
        signed=chance.random() < 0.2,
        budget=chance.random() < 0.4,
    )


def form(
    chance: Random, look: Layout, scope: str, head: Sequence[tuple[str, str]]
) -> tuple[Grid, list[Printed], str | None]:
    """Return a form, the rows that stand in it and its printed total; `head` are labels with values above it."""
    rows = list(_rows(chance, look, scope))
    width = len(look.kinds)
    above = [[Box(label), Box(value, columns=width - 1)] for label, value in head]
    if look.budget and width >= len(_BUDGET_HEAD):
        above += _budget(chance, width)
    titles = _titles(chance, look, len(rows))
    body = list(_body(chance, look, rows))
    total = _total(chance, look, width) if look.total else None
    below = [[Box("")] * width] if look.blank else []
    below += [total[0]] if total else []
    below += [[Box(_SIGNATURE, columns=width)]] if look.signed else []
    first = len(above) + len(titles)
    starts = range(first + _ROWS_OF_A_PAGE, first + len(body), _ROWS_OF_A_PAGE) if chance.random() < 0.4 else ()
    grid = Grid(
        tuple(tuple(line) for line in (*above, *titles, *body, *below)),
        tuple(_WIDTHS[kind] for kind in look.kinds),
        head=range(len(above), first),
        breaks=tuple(starts),
    )
    return grid, rows, total[1] if total else None


def _titles(chance: Random, look: Layout, count: int) -> list[list[Box]]:
    """Return the header of a form of so many rows: one row, or two where the values stand under a title of their own."""
    levels = ("一级指标", "二级指标")[2 - look.levels :]
    texts = [*levels, *(chance.choice(_HEADS[kind]) for kind in ("name", *look.columns))]
    kinds = (*(["level"] * look.levels), "name", *look.columns)
    grouped = [kind for kind in kinds if kind in _GROUPED]
    tall = 2 if look.grouped else 1
    front = [Box(_SIDE, rows=tall + count) if kind == "side" else Box("序号", rows=tall) for kind in look.front]
    if not look.grouped:
        return [[*front, *map(Box, texts)]]
    upper = [
        Box(_GROUP, columns=len(grouped)) if kind == grouped[0] else Box(text, rows=2)
        for kind, text in zip(kinds, texts, strict=True)
        if kind == grouped[0] or kind not in grouped
    ]
    return [[*front, *upper], [Box(text) for kind, text in zip(kinds, texts, strict=True) if kind in grouped]]


def _rows(chance: Random, look: Layout, scope: str) -> Iterator[Printed]:
    count = min(chance.randint(_FEWEST, _MOST), chance.randint(_FEWEST, _MOST))
    places = sorted(chance.choices(range(len(_LEVELS)), k=count))
    for place in places:
        name, target, actual = name_and_values(chance)
        weight, score = points(chance)
        said = {
            "target": target,
            "actual": actual,
            "rate": rate(chance),
            "weight": weight,
            "score": score,
            "reason": reason(chance),
        }
        yield Printed(
            scope,
            _LEVELS[place][2 - look.levels :] if look.levels else (),
            name,
            **{kind: said[kind] for kind in look.columns},
        )


def _body(chance: Random, look: Layout, rows: Sequence[Printed]) -> Iterator[list[Box]]:
    """Yield the boxes of each row: level cells span their rows, or are printed again in each."""
    opening: dict[int, list[Box]] = {number: [] for number in range(len(rows))}
    for depth in range(1, look.levels + 1):
        for levels, group in groupby(enumerate(rows), key=lambda pair: pair[1].levels[:depth]):
            members = [number for number, _ in group]
            text = "\n".join(levels[-1]) if look.upright and look.merged and len(members) > 1 else levels[-1]
            for number in members[:1] if look.merged else members:
                opening[number].append(Box(text, rows=len(members) if look.merged else 1))
    for number, row in enumerate(rows):
        front = [Box(str(number + 1))] if "sequence" in look.front else []
        said = [row.name, *(str(getattr(row, kind)) for kind in look.columns)]
        yield [*front, *opening[number], *(Box(_broken(chance, text)) for text in said)]


def _broken(chance: Random, text: str) -> str:
    """Break a long text by hand somewhere between two Chinese characters, as people do to make it fit."""
    places = [
        at for at in range(4, len(text) - 3) if all("\u4e00" <= letter <= "\u9fff" for letter in text[at - 1 : at + 1])
    ]
    if not places or chance.random() > 0.1:
        return text
    at = chance.choice(places)
    return f"{text[:at]}\n{text[at:]}"


def _total(chance: Random, look: Layout, width: int) -> tuple[list[Box], str]:
    """Return the row 「合计」 and the score that it prints."""
    score = f"{chance.uniform(60, 100):.2f}"
    columns = width - len(look.columns)
    said = {"weight": "100", "score": score}
    return [
        Box(chance.choice(("合计", "总分")), columns=columns),
        *(Box(said.get(kind, "")) for kind in look.columns),
    ], score


_BUDGET_HEAD = ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率")


def _budget(chance: Random, width: int) -> Iterator[list[Box]]:
    """Yield the two rows of a budget, as wide as the form."""
    full = chance.uniform(10, 5000)
    spent = full * chance.uniform(0.7, 1)
    amounts = ("年度资金总额", f"{full:.2f}", f"{full:.2f}", f"{spent:.2f}", f"{spent / full:.2%}")
    rest = width - len(_BUDGET_HEAD) + 1
    for texts in (_BUDGET_HEAD, amounts):
        yield [*(Box(text) for text in texts[:-1]), Box(texts[-1], columns=rest)]
