"""Q08: words of a declaration or a self-evaluation that stand twice."""

from collections.abc import Iterator

from kpi_nlp.checks.declared import declarations, note
from kpi_nlp.checks.repetition import Said, in_cells, in_figures, in_place, in_prose, in_tasks
from kpi_nlp.checks.shared_cells import Shared, cell, in_rows, in_targets
from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Location,
    Member,
    Page,
    Paper,
    Remark,
    Row,
    check,
)
from kpi_nlp.text import clip, han_only

_COLUMNS = {"reason": "偏差原因", "note": "备注", "actual": "完成情况所附说明"}


@check(
    code="Q08",
    name="sentence-repeated",
    title="文字重复",
    severity="note",
    over="documents",
    why="同一句话在一个单元格里出现两次，或几项任务、几个指标写同一句目标，多为复制后未修改。",
    basis="申报表中不少于 12 个汉字的同一句话：在同一单元格或段落内重复，在不同任务的同一栏重复，或作为两个不同指标的定性目标值的，列出；"
    "总体目标与指标用语一致不算。自评报告中，不少于 20 个汉字、不含数字的同一句话（个别字不同也算）重复出现，表中一个单元格（目标、完成情况、偏差原因、备注）里不少于 12 个汉字的同一句话出现两次，带数字的两句话连着出现两次，或三个以上指标（监控表亦然）写同一句偏差原因、备注或完成情况说明的，也列出；"
    "「资金使用符合规定」一类说明不算。每份材料只提示一次。",
    cleared_by="几项任务确实以同一效果为目标，几项指标确为同一原因，或各项目分别陈述同样的情况。",
    suggestion="更正",
    flags=(
        Page(
            stage="declaration",
            rows=(
                Row(
                    name="培训效果", target="持续提升全县财务人员的业务能力和水平", levels=("效益指标", "社会效益指标")
                ),
                Row(
                    name="讲座效果", target="持续提升全县财务人员的业务能力和水平", levels=("效益指标", "社会效益指标")
                ),
                Row(name="讲座场次", target="10场"),
            ),
        ),
        Page(
            sentences=(
                "部分业务科室对指标值的测算依据不足，跨部门数据共享还不顺畅。",
                "此外，部分业务科室对指标值的测算依据不足，跨部门数据共享还不顺畅。",
            ),
            rows=(Row(name="讲座场次", target="10场", actual="12场"),),
        ),
    ),
    passes=(
        Page(
            stage="declaration",
            rows=(
                Row(
                    name="培训效果", target="持续提升全县财务人员的业务能力和水平", levels=("效益指标", "社会效益指标")
                ),
                Row(name="培训人次", target="200人次"),
                Row(name="讲座人次", target="200人次"),
            ),
        ),
    ),
)
def sentence_repeated(dossier: Dossier) -> Iterator[Answer]:
    """List the sentences that a paper repeats where it should say something else."""
    for paper in declarations(dossier):
        again = [*dict.fromkeys((*in_place(paper), *in_tasks(paper)))]
        rows = list(in_targets(paper))
        if again:
            yield _remark(again, rows)
        elif rows:
            yield note(f"{len(rows)} 项指标的目标值是同一句话：「{clip(_said(rows[0]))}」。", rows, of="文字重复")
        else:
            yield Clear()
    for paper in dossier.papers:
        if paper.document.identity.stage in ("monitoring", "self_evaluation"):
            yield from _of_report(paper)


def _of_report(paper: Paper) -> Iterator[Answer]:
    """A report may come back to a matter, but not in the same words; one reason seldom fits many indicators."""
    prose = paper.document.identity.stage == "self_evaluation"
    again = [*in_prose(paper), *in_figures(paper)] if prose else []
    rows, cells = list(in_rows(paper)), list(in_cells(paper))
    if again:
        yield _said_again(again)
    if cells:
        yield _remark(cells, [])
    yield from map(_shared, rows)
    if not (again or rows or cells):
        yield Clear()


def _said_again(again: list[tuple[Said, Said]]) -> Remark:
    printed = dict.fromkeys((one.said, one.place) for pair in again[:3] for one in pair)
    return Remark(
        f"{len(again)} 句话重复出现：「{clip(again[0][1].said)}」{'等' if len(again) > 1 else ''}。",
        tuple(Evidence("sentence", said, place) for said, place in printed),
        rows=tuple(Member(last.place, clip(last.said), quote=last.said) for _, last in again),
        sentence="文字重复",
    )


def _shared(shared: Shared) -> Remark:
    """Quote the first rows, a sentence behind figures with where the prose has it, too."""
    cells = [value for row in shared.rows[:3] if (value := cell(row, shared.role))]
    column = _COLUMNS[shared.role]
    whole = all(han_only(value.text) == han_only(shared.said) for value in cells)
    return Remark(
        f"{len(shared.rows)} 项指标的{column}{'是' if whole else '中有'}同一句话：「{clip(shared.said)}」。",
        (
            *(Evidence.of(shared.role, value) for value in cells),
            *(Evidence("sentence", one.said, one.place) for one in shared.prose),
        ),
        rows=tuple(Member.of(row) for row in shared.rows),
        sentence=f"{column}重复",
    )


def _said(row: Indicator) -> str:
    return row.target.text if row.target else ""


def _remark(again: list[tuple[str, Location]], rows: list[Indicator]) -> Remark:
    return Remark(
        f"{len(again)} 句话重复出现：「{clip(again[0][0])}」{'等' if len(again) > 1 else ''}。",
        tuple(Evidence("sentence", said, location) for said, location in again[:3]),
        rows=(
            *(Member(location, clip(said), quote=said) for said, location in again),
            *(Member.of(row) for row in rows),
        ),
        sentence="文字重复",
    )
