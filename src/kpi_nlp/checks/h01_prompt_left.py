"""H01: words of the template that were left where an answer should stand, and forms handed in blank."""

from collections.abc import Iterator, Sequence

from kpi_nlp.checks.blank_forms import Row, blank_forms
from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Indicator,
    Member,
    Page,
    Paper,
    Prompt,
    Remark,
    check,
)
from kpi_nlp.model import Row as Shown
from kpi_nlp.text import clip

_HANDED_OUT = ("模板", "模版", "样表", "提纲", "参考格式", "填报说明", "填表说明", "空表")
_HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分")
_BLANK = (_HEADER, ("产出指标", "数量指标", "指标1：", "", "", ""), ("产出指标", "质量指标", "指标1：", "", "", ""), ("满意度指标", "服务对象满意度指标", "指标1：", "", "", ""))  # fmt: skip


@check(
    code="H01",
    name="prompt-left",
    title="模板提示语未替换",
    severity="error",
    over="documents",
    why="该填内容的地方还留着模板的提示语或占位符，说明该处没有填写，或填写后没有清稿。",
    basis="只看应填内容的单元格和正文段落：字数提示、「请填写」「此处填写」、XXX、***、「……」、「对照年度目标，说明…」一类提示语原样留下的，逐处列出；"
    "表头、栏目名称和填表说明中的提示不算，评分标准只看整格是提示的。整张表没有填写的只报一次。",
    cleared_by="该处文字是实际内容，如以 XX 隐去的名称、要求写明的格式。",
    suggestion="更正",
    flags=(
        Shown(name="培训人次", target="200人次", actual="请填写实际完成情况"),
        Page(rows=(Shown(name="培训人次", target="200人次", actual="210人次"),), sentences=("（简要说明部门职能）",)),
        Page(tables=(_BLANK,)),
    ),
    passes=(
        Shown(name="修复道路数量", target="2条", actual="修复XX路等2条"),
        Shown(name="培训人次", target="200人次", actual="210人次"),
        Page(rows=(Shown(name="培训人次", target="200人次"),), sentences=("填表说明：请填写年初批复的指标值。",)),
    ),
    collapse=3,
    summary="{count} 处模板提示语未替换",
)
def prompt_left(dossier: Dossier) -> Iterator[Answer]:
    """Flag what is left of the template, and each form that is blank as a whole."""
    for paper in dossier.papers:
        if not _is_filed(paper):
            continue
        blank = blank_forms(paper)
        left = [prompt for prompt in paper.prompts if prompt.location.table not in blank or not prompt.location.table]
        yield from (_blank_form(paper, rows) for rows in blank.values())
        yield from (_remark(prompt) for prompt in left)
        if not blank and not left:
            yield Clear()


def _is_filed(paper: Paper) -> bool:
    """Outlines and samples that were handed out are no filings: there the prompts belong."""
    handed_out = any(word in paper.document.name for word in _HANDED_OUT)
    return not handed_out and (paper.document.identity.stage != "other" or bool(paper.indicators))


def _remark(prompt: Prompt) -> Remark:
    column = f"「{prompt.location.column}」栏" if prompt.location.column else "此处"
    return Remark(
        f"{column}仍是模板提示语「{clip(prompt.text)}」，没有填写内容或没有清稿。",
        (Evidence("prompt", prompt.text, prompt.location),),
        sentence=prompt.text,
    )


def _blank_form(paper: Paper, rows: Sequence[Row]) -> Remark:
    first = rows[0]
    quote = first.name if isinstance(first, Indicator) else first.levels[-1].removesuffix("指标")
    return Remark(
        f"{paper.document.name} {first.location.table or ''}有 {len(rows)} 行指标，指标值、完成值和得分全部空白，整张表没有填写。",
        (Evidence("name", quote, first.location.row_alone),),
        rows=tuple(
            Member.of(row) if isinstance(row, Indicator) else Member(row.location, "、".join(row.levels))
            for row in rows
        ),
        sentence=f"{first.location.table or ''}空白表",
    )
