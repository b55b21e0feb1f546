"""Q02: one indicator that is declared twice."""

from collections import defaultdict
from collections.abc import Iterator

from kpi_nlp.checks.counted_twice import bare, counted_twice
from kpi_nlp.checks.declared import declarations, named, note
from kpi_nlp.lexicon import canonical
from kpi_nlp.model import Answer, Clear, Dossier, Indicator, Page, Paper, Row, check
from kpi_nlp.text import squeeze

Key = tuple[str | None, str | None, str]

_MANY = 1000  # rows of a paper from which names are compared letter by letter: synonyms take time


@check(
    code="Q02",
    name="duplicate-indicator",
    title="重复指标",
    severity="note",
    over="documents",
    why="同一指标列两次，等于同一件事计两次分，也挤占了其他应设的指标。",
    basis="同一张表、同一范围内，两行指标名称相同（或为同义词，或只多出「全年」、括号内的计量单位）且目标值相同的，列为重复；名称相同而目标值不同的不算；去掉「开展」「数量」一类的词后用字相同、目标数也相同的，或一行的某个分项另设一行的，也提示。每份申报表只提示一次。",
    cleared_by="两行针对不同的项目、对象或批次，名称未写明。",
    suggestion="更正",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(name="培训人次", target="≥200人次"),
                Row(name="讲座场次", target="10场"),
                Row(name="培训人次", target="≥200人次", levels=("效益指标", "社会效益指标")),
            ),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(name="受众人数", target="200人"),
                Row(name="受众人数", target="1000人"),
                Row(name="讲座场次", target="10场"),
            ),
        ),
    ),
)
def duplicate_indicator(dossier: Dossier) -> Iterator[Answer]:
    """List the rows of a form that are equal in name and target."""
    for paper in declarations(dossier):
        again = [row for rows in _alike(paper) for row in rows]
        known = set(map(id, again))
        few = len(paper.indicators) <= _MANY
        reworded = (
            [row for rows in counted_twice(paper) if not known & set(map(id, rows)) for row in rows] if few else []
        )
        if again:
            yield note(f"同一指标重复设置：{named(again)}，名称与目标值都相同。", again, of="重复指标")
        if reworded:
            yield note(
                f"所计内容与目标值相同的指标：{named(reworded)}，疑为重复设置。", reworded, of="换说法的重复指标"
            )
        if not again and not reworded:
            yield Clear()


def _alike(paper: Paper) -> Iterator[list[Indicator]]:
    """Yield rows of equal targets whose names are equal in canonical words."""
    groups: dict[Key, list[Indicator]] = defaultdict(list)
    for row in paper.valued:
        if row.target is not None:
            groups[row.scope, row.table, squeeze(row.target.stated)].append(row)
    synonyms = len(paper.indicators) <= _MANY
    for rows in groups.values():
        names: dict[str, list[Indicator]] = defaultdict(list)
        for row in rows if len(rows) > 1 else ():
            name = bare(row.name)
            names[canonical(name) if synonyms else name].append(row)
        yield from (alike for alike in names.values() if len(alike) > 1)
