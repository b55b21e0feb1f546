"""What does not agree between papers and years is proved against the files, like all else."""

from collections.abc import Sequence
from pathlib import Path

from kpi_nlp.pipeline import check_reports
from kpi_nlp.reports import save_report
from kpi_nlp.verify import verify

_PROSE = "全年组织科普进校园活动，邀请专家走进二十六所中小学，师生反响热烈。针对活动报名集中在下半年的问题，将提前发布计划，分季度安排，并在农村学校增设流动站点，扩大覆盖范围，让更多孩子受益于科普教育，形成长效机制。"
_KEPT = ("讲座场次", "40场"), ("发放资料份数", "5000份"), ("服务企业家数", "80家"), ("巡查河道次数", "120次")
Rows = Sequence[Sequence[str]]


def written(folder: Path, title: str, header: Sequence[str], rows: Rows, *sentences: str) -> None:
    lines = (("二级指标", *header), *(("数量指标", *row) for row in rows))
    table = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in lines)
    prose = "".join(f"<p>{text}</p>" for text in (title, *sentences))
    page = f"<html><head><meta charset='utf-8'></head><body>{prose}<table>{table}</table></body></html>"
    (folder / f"{title}.html").write_text(page, encoding="utf-8")


def filed(folder: Path) -> None:
    """Write the papers of two years, with a fault of each kind between them."""
    goals = ("三级指标", "年度指标值")
    results = (*goals, "实际完成值", "完成率")
    done = [(name, target, actual, "108%") for (name, target), actual in zip(_KEPT, ("43场", "5210份", "87家", "131次"), strict=True)]  # fmt: skip
    tracked = ("展览举办场次", "<del>9场</del><ins>8场</ins>", "8场", "100%")
    written(folder, "澜川市示例局2023年部门整体绩效自评报告", results, [*done, tracked], "一、绩效目标完成情况", _PROSE)
    added = [("路灯更换盏数", "300盏"), ("技能培训人数", "200人"), ("惠民演出场次", "20场")]
    written(folder, "澜川市示例局2024年部门整体绩效目标申报表", goals, [*_KEPT, *added])
    half = [(name, target, "61场" if name == "讲座场次" else "12") for name, target in _KEPT]
    written(folder, "澜川市示例局2024年部门整体绩效运行监控表", (*goals, "1-7月执行情况"), half)
    changed = [
        ("技能培训人次", "200人次", "210人次", "105%"),
        ("惠民演出场次", "<del>20场</del><ins>16场</ins>", "16场", "100%"),
    ]
    conclusion = "2023年部门整体支出绩效自评得分为97分。"
    prose = ("一、绩效目标完成情况", _PROSE, conclusion)
    written(folder, "澜川市示例局2024年部门整体绩效自评报告", results, [*done, *changed], *prose)


def test_what_differs_between_papers_holds(tmp_path: Path) -> None:
    reports = tmp_path / "报告"
    reports.mkdir()
    filed(reports)
    result = check_reports([reports], isolated=False)
    assert {finding.code for finding in result.findings} >= {"T01", "T02", "T03", "X01", "M01", "Y01"}
    assert "before" in {quote.role for finding in result.findings for quote in finding.evidence}
    path = tmp_path / "结果.json"
    assert result.problems == ()
    save_report(result, path, view="check", format_="json")
    assert verify(path, [reports]).refused == ()
