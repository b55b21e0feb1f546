"""T03: an indicator that measures something else in the later paper: 培训人数 became 培训人次."""

from collections.abc import Iterator

from kpi_nlp.checks.counterparts import Counterparts
from kpi_nlp.checks.redefinitions import Redefinition, redefinitions
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Page, Remark, Row, Severity, check
from kpi_nlp.text import clip

_STAGES = {
    "declaration": "申报",
    "adjustment": "调整",
    "monitoring": "监控",
    "self_evaluation": "自评",
    "other": "文件",
}


@check(
    code="T03",
    name="indicator-redefined",
    title="指标改名或换口径",
    severity="question",
    over="matches",
    why="指标换了口径（人改人次、落地金额改交易金额），完成值就不再回答原来的目标。",
    basis="前后两份文件的指标名称基本相同，但计量对象、口径或单位不同（人数与人次、线上与线下、签约与到位、合格率与优良率、新增与累计、群众与工作人员），或同一指标的计量单位不可换算。同一年度、同一目标的指标一减一增而名称只有一处不同的，能看出对象、范围或环节不同为疑点，看不出为提示。名称相同而目标值前写明的范围不同（公办机构与公办及民办机构），偏差原因、备注、表下注释或正文自述统计口径有变的，完成情况写明部分对象未纳入统计的，前后印出的计算公式不同的，整体在后一份材料里只剩「其中」一部分的，也列出。简称、语序、增减套话不算；跨年度只是口径词不同的为提示。",
    cleared_by="口径调整已经财政部门同意，或文中已说明两种口径的换算关系。",
    suggestion="补充说明",
    flags=(
        (
            Page(rows=(Row(name="技能培训人数", target="200人"),), stage="declaration"),
            Page(rows=(Row(name="技能培训人次", target="200人次", actual="215人次"),)),
        ),
        (
            Page(rows=(Row(name="科技成果落地金额", target="5000万元"),), stage="declaration"),
            Page(rows=(Row(name="科技成果交易金额", target="5000万元", actual="5200万元"),)),
        ),
        (
            Page(rows=(Row(name="职业技能培训规模", target="≥500人"),), stage="declaration"),
            Page(rows=(Row(name="职业技能培训规模", target="≥500人次", actual="530人次"),)),
        ),
    ),
    passes=(
        (
            Page(rows=(Row(name="城乡最低生活保障人数", target="≥2000人"),), stage="declaration"),
            Page(rows=(Row(name="城乡低保保障人数", target="≥2000人", actual="2100人"),)),
        ),
        (
            Page(rows=(Row(name="举办学术会议场次", target="20场"),), stage="declaration"),
            Page(rows=(Row(name="学术会议举办场次", target="20次", actual="20次"),)),
        ),
    ),
)
def indicator_redefined(dossier: Dossier) -> Iterator[Answer]:
    """Report each pair of rows that say nearly the same and measure something else."""
    counterparts = Counterparts(dossier)
    found = list(redefinitions(counterparts))
    concerned = {(id(each.earlier), id(each.later)) for each in found}
    for match in dossier.matches:
        if match.why != "tables" and match.verdict == "match" and (id(match.left), id(match.right)) not in concerned:
            yield Clear()
    for each in found:
        yield _remark(dossier, each)


def _remark(dossier: Dossier, found: Redefinition) -> Remark:
    earlier, later = found.earlier, found.later
    severity: Severity = "note" if found.renamed or (found.why == "years" and not found.certain) else "question"
    return Remark(
        f"{_said(dossier, earlier, found)}，{_said(dossier, later, found)}：{found.what}，请说明是否同一指标。",
        (*_quoted(earlier), *_quoted(later), *found.quotes),
        (earlier, later),
        severity=severity,
    )


def _said(dossier: Dossier, row: Indicator, found: Redefinition) -> str:
    identity = dossier.identity(row)
    year = f"{identity.year}年" if found.why == "years" else ""
    target = f"，目标「{clip(row.target.stated)}」" if row.target else ""
    return f"{year}{_STAGES[identity.stage]}为「{row.name}」{target}"


def _quoted(row: Indicator) -> Iterator[Evidence]:
    yield Evidence("indicator", row.name, row.location)
    if row.target:
        yield Evidence.of("target", row.target)
