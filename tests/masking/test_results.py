"""`check --anonymize`: nobody is named in any output or in the store, and everything else is as without it."""

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from kpi_nlp.__main__ import run
from kpi_nlp.model import Result
from kpi_nlp.pipeline import align_reports, check_reports
from kpi_nlp.reports.contract import whole
from kpi_nlp.reports.proofs import lines
from kpi_nlp.review import findings_of, open_store, run_of
from kpi_nlp.verify import verify

SECRETS = ("张三丰", "李四", "周建国", "13812345678", "82345678", "11010519491231002X", "zhang@example.cn")
FORM = (
    ("项目支出绩效自评表",),
    ("（2023年度）",),
    ("项目名称", "安全饮水提升", "主管部门", "澜川市水务局"),
    ("联系人", "张三丰", "联系电话", "82345678"),
    ("负责人", "李四", "", ""),
)
ROWS = (
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("产出指标", "数量指标", "负责人安全培训人次", "≥100人次", "60人次", "10", "10", ""),
    ("产出指标", "数量指标", "维修管网长度", "≥20公里", "12公里，详询联系人：张三丰13812345678", "10", "10", "经办人：李四，电话：13812345678"),
    ("产出指标", "质量指标", "验收合格率（责任人：周建国）", "≥95%", "90%", "10", "10", ""),
)  # fmt: skip
PROSE = "维修管网长度完成25公里，超额完成年度目标，填报人：张三丰，身份证11010519491231002X，zhang@example.cn。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("报告")
    document = Document()
    document.add_heading("澜川市水务局2023年度项目支出绩效自评报告", 1)
    for rows in (FORM, ROWS):
        table = document.add_table(0, max(map(len, rows)))
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
    document.add_paragraph(PROSE)
    document.save(str(place / "水务局2023年自评报告.docx"))
    return place


@pytest.fixture(scope="module")
def plain(folder: Path) -> Result:
    return check_reports([folder], isolated=False)


@pytest.fixture(scope="module")
def hidden(folder: Path) -> Result:
    return check_reports([folder], isolated=False, anonymize=True)


def test_findings_and_fingerprints_are_those_of_the_papers_as_they_are(plain: Result, hidden: Result) -> None:
    def names(result: Result) -> list[tuple[object, ...]]:
        return [
            (found.id, found.fingerprint, found.evidence_hash, found.department, found.computation,
             [(row.name.replace("周建国", "某某"), row.levels) for row in found.indicators], [quote.location for quote in found.evidence])
            for found in result.findings
        ]  # fmt: skip

    assert names(hidden) == names(plain)
    told = json.dumps(whole(plain, "check", "1"), ensure_ascii=False)
    assert any(secret in told for secret in SECRETS)
    assert "负责人安全培训人次" in json.dumps(whole(hidden, "check", "1"), ensure_ascii=False)
    assert not any(paper.document.blocks and "张三丰" in repr(paper) for paper in hidden.papers)


def test_nobody_is_named_in_any_output_or_in_the_store(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formats = ("text", "json", "jsonl", "csv", "xlsx", "html", "sarif")
    outputs = [part for kind in formats for part in ("-o", f"{kind}={tmp_path / f'out.{kind}'}")]
    store = tmp_path / "store.sqlite"
    told = ["check", str(folder), "--anonymize", "--fail-on", "never", "--store", str(store), *outputs]
    assert run(told) == 0
    said = capsys.readouterr()
    texts = {"screen": said.out + said.err, "store": store.read_bytes().decode("utf-8", "replace")}
    texts |= {kind: "".join(_texts(tmp_path / f"out.{kind}")) for kind in formats}
    assert [(kind, secret) for kind, text in texts.items() for secret in SECRETS if secret in text] == []
    for kind in ("screen", "json", "html", "xlsx"):
        assert "某某" in texts[kind]
    opened = open_store(store)
    assert run_of(opened).settings.anonymize is True
    kept = json.dumps(findings_of(opened, run_of(opened)), ensure_ascii=False)
    opened.close()
    assert not any(secret in kept for secret in SECRETS)


def _texts(path: Path) -> Iterator[str]:
    if path.suffix != ".xlsx":
        yield path.read_text(encoding="utf-8")
        return
    with ZipFile(BytesIO(path.read_bytes())) as package:
        yield from (package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml"))


def test_verify_says_that_masked_quotes_cannot_be_looked_up_and_refutes_none(
    folder: Path, hidden: Result, tmp_path: Path
) -> None:
    path = tmp_path / "结果.json"
    result = json.loads(json.dumps(whole(hidden, "check", "1")))
    path.write_text(json.dumps(result), encoding="utf-8")
    proved = verify(path, [folder])
    assert (proved.refused, proved.problems) == ((), ())
    assert proved.masked > 0
    assert f"另有 {proved.masked} 处原文隐去了姓名、电话等" in list(lines(proved))[-1]
    result["anonymized"] = False
    path.write_text(json.dumps(result), encoding="utf-8")
    assert verify(path, [folder]).refused
    result["anonymized"] = True
    for found in result["findings"]:
        for quote in found["evidence"]:
            quote["quote"] = quote["quote"].replace("某某", "王五")
    path.write_text(json.dumps(result), encoding="utf-8")
    assert verify(path, [folder]).refused


def test_the_page_shows_nobody_beside_a_masked_run(folder: Path) -> None:
    read = align_reports([folder], tables=True, anonymize=True, isolated=False)
    shown = repr(read)
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "安全饮水提升" in shown
    assert "澜川市水务局" in shown


@pytest.mark.parametrize("name", ["clean", "renamed", "faulty"])
def test_reports_that_name_nobody_are_told_alike(reports: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(reports / name, tmp_path / name)
    plain, hidden = (
        whole(check_reports([tmp_path / name], anonymize=masking), "check", "1") for masking in (False, True)
    )
    hidden["notes"] = hidden["notes"][:-1]
    hidden["anonymized"] = False
    assert hidden == plain


def test_in_the_seed_reports_no_indicator_department_or_figure_is_masked(seeds: Path, seed_result: Result) -> None:
    plain = whole(seed_result, "check", "1")
    hidden = whole(check_reports([seeds], anonymize=True), "check", "1")
    changed = [
        (old["message"], new["message"]) for old, new in zip(plain["findings"], hidden["findings"], strict=True)
        if {**old, "evidence": 0, "rows": 0} != {**new, "evidence": 0, "rows": 0}
    ]  # fmt: skip
    assert changed == []
