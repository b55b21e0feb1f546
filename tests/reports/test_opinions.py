"""The 复核意见: only what was confirmed is told, with both quotes; a template of one's own; what is wrong with it."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from papers.office import converted, soffice
from write_opinion_template import main as write_template

from kpi_nlp import resources
from kpi_nlp.model import Decision, Reviewed, Round, Ruling, Run
from kpi_nlp.readers import OwnOutput, Source, read
from kpi_nlp.reports.opinions import (
    FaultyTemplate,
    Opinion,
    PurgedRun,
    fields_told,
    file_names,
    load_template,
    opinions,
)

RUN = Run(3, "2026-03-04T00:00:00.000+00:00", "2026-03-04T04:00:00.000+00:00", ("报告",), "1", "national", "none", 2)
DAY = date(2026, 3, 5)
DECLARED, EVALUATED = "2024/申报表.xlsx", "2024/自评报告.docx"


def paper(
    path: str, stage: str = "self_evaluation", department: str | None = "澜川市教育局", year: int | None = 2024
) -> dict[str, Any]:
    return {
        "document": path.rsplit("/", 1)[-1],
        "path": path,
        "department": department,
        "year": year,
        "stage": stage,
        "project": None,
    }


PAPERS = [paper(EVALUATED), paper(DECLARED, "declaration")]


def quote(role: str, text: str, path: str, place: str) -> dict[str, Any]:
    return {"role": role, "quote": text, "path": path, "location": f"{path} {place}"}


def row(name: str, target: str | None, actual: str | None, text: str, place: str) -> dict[str, Any]:
    return {
        "name": name, "target": target, "actual": actual, "quote": text, "path": EVALUATED, "location": f"{EVALUATED} {place}",
    }  # fmt: skip


def finding(number: int = 1, **changed: object) -> dict[str, Any]:
    return {
        "id": f"YD-{number:08}", "fingerprint": str(number), "evidence_hash": "同", "code": "T01", "title": "目标值变更", "severity": "error",
        "department": "澜川市教育局", "message": "「培训人次」的目标由「≥3000人次」改为「≥2800人次」。",
        "indicators": [{"name": "培训人次", "scope": "整体"}],
        "evidence": [quote("target", "≥3000人次", DECLARED, "E9"), quote("target", "≥2800人次", EVALUATED, "第1个表 第7行")],
        "computation": None, "rows": [], "basis": "目标应当一致。", "cleared_by": "目标调整经批复。", "suggestion": "补充说明",
    } | changed  # fmt: skip


def decision(verdict: Ruling | None, comment: str = "", reviewer: str = "王审", round_: Round = "first") -> Decision:
    return Decision("1", "同", verdict, comment, reviewer, round_)


def known(found: Mapping[str, Any], *said: Decision, outdated: tuple[Decision, ...] = ()) -> Reviewed:
    return Reviewed(found, "new", {one.round: one for one in said}, {one.round: one for one in outdated})


def written(*found: Reviewed, papers: list[dict[str, Any]] | None = None) -> list[Opinion]:
    return list(opinions(found, PAPERS if papers is None else papers, RUN, on=DAY))


def lines(data: bytes) -> list[str]:
    """Return what a reader sees, in order: a paragraph a line, a row of a table a line."""
    return list(_lines(docx.Document(io.BytesIO(data))))


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
            continue
        for row in block.rows:
            yield " | ".join(_cell(cell) for cell in dict.fromkeys(row.cells))


def _cell(cell: _Cell) -> str:
    return " / ".join(paragraph.text for paragraph in cell.paragraphs)


def filled(*found: Reviewed) -> list[str]:
    (opinion,) = written(*found)
    return [line for line in lines(load_template().filled(opinion)) if line]


def template(path: Path, *paragraphs: str, rows: tuple[str, ...] = ()) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table: Table = document.add_table(len(rows), 1)
        for row, text in zip(table.rows, rows, strict=True):
            row.cells[0].text = text
    document.save(str(path))
    return path


def test_the_whole_opinion_as_it_is_read() -> None:
    arithmetic = {"formula": "27.2/26*100", "result": "104.62", "printed": "108.61%", "operands": {}}
    rate = finding(
        2, code="R01", title="完成率复算不符", message="复算与填报不同，请核对。", indicators=[], computation=arithmetic, suggestion="更正",
        evidence=[quote("rate", "108.61%", EVALUATED, "第1个表 第8行 完成率")], cleared_by="按本地公式计算。",
    )  # fmt: skip
    listed = finding(
        3, code="A01", title="照抄目标", severity="question", message="有 2 项照抄目标。", indicators=[],
        evidence=[quote("sentence", "各项工作均已完成", EVALUATED, "第3段"), quote("actual", "已提高", EVALUATED, "第9行 实际完成值")],
        rows=[
            row("知晓度", "提高知晓度", "已提高", "照抄", "第9行"),
            row("覆盖面", None, None, "未写完成情况", "第10行"),
        ],
    )  # fmt: skip
    assert filled(
        known(finding(), decision("confirmed", "请附批复。"), decision("confirmed", round_="second", reviewer="李审")),
        known(rate, decision("confirmed")),
        known(listed, decision("confirmed")),
        known(finding(4), decision("needs_material", "请提供签到表。")),
        known(finding(5), decision("rectified")),
        known(finding(6, message="不要写出来")),
        known(finding(7, message="不要写出来"), decision("dismissed", "不是问题")),
        known(finding(8, message="不要写出来"), decision("mismatched")),
        known(finding(9, message="不要写出来"), outdated=(decision("confirmed", "旧意见"),)),
    ) == [
        "预算绩效材料复核意见",
        "（2024年度）",
        "澜川市教育局：",
        "对你单位报送的预算绩效材料（共 2 份，见下表）进行了复核，现将意见反馈如下。",
        "一、复核范围",
        "材料 | 年度 | 阶段 | 文件",
        "1 | 2024 | 申报 | 申报表.xlsx",
        "2 | 2024 | 自评 | 自评报告.docx",
        "二、复核结果",
        "经复核，需核实的问题 3 项（错误 2 项、疑点 1 项、提示 0 项）；需补充材料 1 项；已整改 1 项。",
        "另有 2 项尚未复核（其中 1 项材料有变化，需重新复核），本意见不涉及，也不作判断。",
        "三、需核实的问题",
        "（一）错误（2 项）：数据或算式前后不一致，请核实更正",
        "T01 目标值变更（1 项）",
        "属于以下情形的，请说明并附依据：目标调整经批复。",
        "1 | 培训人次 / 经核，「培训人次」的目标由「≥3000人次」改为「≥2800人次」，需核实。 / YD-00000001",
        "依据 | 目标：「≥3000人次」　材料1（2024年申报）E9 / 目标：「≥2800人次」　材料2（2024年自评）第1个表 第7行",
        "意见 | 请附批复。 / 请说明情况，并附依据。",
        "R01 完成率复算不符（1 项）",
        "属于以下情形的，请说明并附依据：按本地公式计算。",
        "2 | 经核，复算与填报不同，请核对。 / 复算：27.2/26×100 ＝ 104.62，填报 108.61% / YD-00000002",
        "依据 | 完成率：「108.61%」　材料2（2024年自评）第1个表 第8行 完成率",
        "意见 | 请核实后更正。",
        "（二）疑点（1 项）：请说明情况或更正",
        "A01 照抄目标（1 项）",
        "属于以下情形的，请说明并附依据：目标调整经批复。",
        "3 | 经核，有 2 项照抄目标，需核实。 / YD-00000003",
        "依据 | 正文：「各项工作均已完成」　材料2（2024年自评）第3段",
        "涉及 / 2 行 | 1. 知晓度　目标「提高知晓度」　实际「已提高」　材料2（2024年自评）第9行 / 2. 覆盖面　未写完成情况　材料2（2024年自评）第10行",
        "意见 | 请说明情况，并附依据。",
        "四、需补充材料的事项",
        "1 | 目标值变更：培训人次 / 经核，「培训人次」的目标由「≥3000人次」改为「≥2800人次」，需核实。 / YD-00000004",
        "依据 | 目标：「≥3000人次」　材料1（2024年申报）E9 / 目标：「≥2800人次」　材料2（2024年自评）第1个表 第7行",
        "需补充 | 请提供签到表。 / 请补充相关材料。",
        "五、已整改的事项",
        "序号 | 类型 | 原问题 | 整改情况",
        "1 | 目标值变更 | 培训人次 / 「培训人次」的目标由「≥3000人次」改为「≥2800人次」。 / YD-00000005 | 已整改",
        "六、办理要求",
        "请对上述事项逐项核实：属实的，予以更正或说明原因；另有依据的，书面说明并附证明材料。",
        "初审：王审　　复审：李审",
        "（复核单位盖章）",
        "2026年3月5日",
    ]


def test_where_nothing_was_reviewed_nothing_is_said_of_it() -> None:
    assert filled(known(finding(message="不要写出来")))[8:] == [
        "二、复核结果",
        "经复核，没有列出需核实的问题；需补充材料 0 项；已整改 0 项。",
        "另有 1 项尚未复核，本意见不涉及，也不作判断。",
        "三、需核实的问题",
        "无。",
        "四、需补充材料的事项",
        "无。",
        "五、已整改的事项",
        "无。",
        "六、办理要求",
        "请对上述事项逐项核实：属实的，予以更正或说明原因；另有依据的，书面说明并附证明材料。",
        "（复核单位盖章）",
        "2026年3月5日",
    ]


@pytest.mark.parametrize(
    ("message", "stated"),
    [
        ("填报完成率 100%。", "经核，填报完成率 100%，需核实。"),
        ("另一处写 13，需核实。", "经核，另一处写 13，需核实。"),
        ("两年都是 43 场，请重点核对是否实际发生。", "经核，两年都是 43 场，请重点核对是否实际发生。"),
        ("成果约2000项,需求约600项", "经核，成果约2000项,需求约600项，需核实。"),
        ("请专利数低于目标。", "经核，请专利数低于目标，需核实。"),
        ("请核对得分。如：甲实际 43 场", "经核，请核对得分。如：甲实际 43 场，需核实。"),
    ],
)
def test_every_statement_asks_once_and_concludes_nothing(message: str, stated: str) -> None:
    (opinion,) = written(known(finding(message=message), decision("confirmed")))
    assert [item.stated for item in opinion.confirmed] == [stated]


@pytest.mark.parametrize(
    ("first", "second", "verdicts", "comment"),
    [
        (("confirmed", "初审看法"), ("dismissed", "复审看法"), (0, 0, 0, 0), ""),
        (("dismissed", "初审看法"), ("confirmed", ""), (1, 0, 0, 0), ""),
        (("confirmed", "初审看法"), ("confirmed", ""), (1, 0, 0, 0), "初审看法"),
        (("confirmed", "初审看法"), ("needs_material", "请补充"), (0, 1, 0, 0), "请补充"),
        (("confirmed", "初审看法"), (None, "再看看"), (0, 0, 0, 1), ""),
        (("mismatched", "不是一个指标"), None, (0, 0, 0, 0), ""),
        ((None, "只写了意见"), None, (0, 0, 0, 1), ""),
    ],
)
def test_the_second_round_holds_over_the_first(
    first: tuple[Ruling | None, str],
    second: tuple[Ruling | None, str] | None,
    verdicts: tuple[int, int, int, int],
    comment: str,
) -> None:
    said = [decision(*first), *([decision(*second, round_="second")] if second else [])]
    (opinion,) = written(known(finding(), *said))
    counts = opinion.counts
    assert (counts.confirmed, counts.needs_material, counts.rectified, counts.pending) == verdicts
    assert [item.comment for item in (*opinion.confirmed, *opinion.needs_material)] == (
        [comment] if sum(verdicts[:3]) else []
    )


def test_each_department_gets_its_own_and_one_that_is_not_known_is_not_lost() -> None:
    other = finding(2, department="澜川市水务局", evidence=[quote("target", "1", "水务.docx", "第1段")])
    nobody = finding(3, department=None, evidence=[quote("target", "1", "无名.docx", "第1段")])
    papers = [
        paper("乙.docx", department="澜川市水务局（本级）", year=None),
        *PAPERS,
        paper("水务.docx", department="水务局"),
        paper("无名.docx", "other", department=None),
        paper("文旅.docx", department="澜川市文旅局"),
    ]
    found = [known(one, decision("confirmed")) for one in (finding(), other, nobody)]
    assert [
        (opinion.department, opinion.years, [(one.number, one.year, one.name) for one in opinion.materials], opinion.counts.confirmed)
        for opinion in written(*found, papers=papers)
    ] == [
        ("澜川市水务局", "2024", [(1, "2024", "水务.docx"), (2, "年度未识别", "乙.docx")], 1),
        ("澜川市教育局", "2024", [(1, "2024", "申报表.xlsx"), (2, "2024", "自评报告.docx")], 1),
        ("部门未识别", "2024", [(1, "2024", "无名.docx")], 1),
        ("澜川市文化广电旅游局", "2024", [(1, "2024", "文旅.docx")], 0),
    ]  # fmt: skip


def test_a_run_without_its_texts_is_refused() -> None:
    bare = {name: value for name, value in finding().items() if name in ("id", "fingerprint", "code", "severity")}
    with pytest.raises(PurgedRun, match="第 3 次核对的报告原文已清除"):
        written(known(bare, decision("confirmed")))
    with pytest.raises(PurgedRun):
        written(papers=[{}])


HOSTILE = "<w:p><script>alert(1)</script> & ]]> {{ 部门 }} {% for %} \x00\x07\x0b\x0c\x1b\ud800\ufffe\u202e倒 第一行\r\n第二行"
SHOWN = "<w:p><script>alert(1)</script> & ]]> {{ 部门 }} {% for %} \n\n倒 第一行\n第二行"


def test_markup_and_control_characters_of_a_report_appear_as_text(tmp_path: Path) -> None:
    hostile = finding(
        message=HOSTILE,
        department=HOSTILE,
        indicators=[{"name": HOSTILE, "scope": None}],
        evidence=[quote("target", HOSTILE, EVALUATED, "E9")],
    )
    (opinion,) = written(known(hostile, decision("confirmed", HOSTILE, HOSTILE)), papers=[])
    own = template(
        tmp_path / "模板.docx", "{{ 部门 }}", "{%p for x in 确认问题 %}", "{{ x.意见 }}{{ x.指标 }}", "{%p endfor %}"
    )
    assert lines(load_template(own).filled(opinion)) == [SHOWN, SHOWN + SHOWN]
    data = load_template().filled(opinion)
    assert f"依据 | 目标：「{SHOWN}」　{EVALUATED} E9" in lines(data)
    assert f"意见 | {SHOWN} / 请说明情况，并附依据。" in lines(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<script" not in package.read("word/document.xml")


def test_a_template_of_ones_own_is_filled_in_with_header_and_table(tmp_path: Path) -> None:
    path = template(
        tmp_path / "本局.docx",
        "{% if 数量.确认 % 2 %}单{% else %}双{% endif %}{{ 部门 }}（{{ 年度 }}）共 {{ 数量.确认 }} 项，见‘{{ 确认问题|map(attribute=“编号”)|join(“、”) }}’",
        rows=("问题", "{%tr for x in 确认问题 %}", "{{ x.序号 }} {{ x.指标 }} {{ x.依据[0].引文 }}", "{%tr endfor %}"),
    )
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = "{{ 日期 }} 第{{ 核对编号 }}次"
    document.save(str(path))
    (opinion,) = written(known(finding(), decision("confirmed")), known(finding(2), decision("confirmed")))
    data = load_template(path).filled(opinion)
    assert lines(data) == [
        "双澜川市教育局（2024）共 2 项，见‘YD-00000001、YD-00000002’",
        "问题",
        "1 培训人次 ≥3000人次",
        "2 培训人次 ≥3000人次",
    ]
    header = docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text
    assert header == "2026年3月5日 第3次"


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (
            ["致 {{ 部们 }}"],
            "没有「部们」这一项，是否要写 部门，在「致 {{ 部们 }}」处。可用的项见 kpi-nlp opinion --fields",
        ),
        (
            ["{{ 部门 }}", "{%p for x in 确认问题 %}", "甲 {{ x.指标名 }}", "{%p endfor %}"],
            "没有「指标名」这一项，是否要写 指标，在「甲 {{ x.指标名 }}」处",
        ),
        (
            ["{{ 部门 }}", "{%p if 数量.整改 > 5 %}", "{{ 不存在 }}", "{%p endif %}"],
            "没有「不存在」这一项，在「{{ 不存在 }}」处",
        ),
        (["{{ 部门 }}", "{%p if not 确认问题 %}", "{{ 数量.不存在 }}", "{%p endif %}"], "没有「不存在」这一项"),
        (["{{ 部门 }", "{{ 年度 }}"], "标记的括号没有配对，在「{{ 部门 }」处。每个 {{ 要有 }}"),
        (["{{ 部门 }}", "{{ 部门，年度 }}"], "标记写法不对，在「{{ 部门，年度 }}」处"),
        (["{{ 部门 }}", "{{ 部门|大写 }}"], "没有过滤器「大写」，在「{{ 部门|大写 }}」处"),
        (["{{ 部门|safe }}"], "没有过滤器「safe」"),
        (["{{ 部门 }}", "{%p 循环 x %}"], "没有标记「循环」"),
        (
            ["{{ 部门 }}", "{%p for x in 材料 %}", "{{ x.名称 }}"],
            "「for」没有配对，在「{%p for x in 材料 %}」处。每个 for 要有 endfor",
        ),
        (["{{ 部门 }}", "{%p endif %}"], "「endif」没有配对，在「{%p endif %}」处"),
        (["{{ 部门 + 数量.确认 }}"], "标记算不出结果，在「{{ 部门 + 数量.确认 }}」处"),
        (["{{ 部门.__class__.__mro__ }}"], "不允许使用「__class__」"),
        (["｛{ 部门 }｝"], "标记的括号或百分号是全角的，在「｛{ 部门 }｝」处。请改用半角"),
        (["{{ 部门 }}", "｛％ for x in 材料 ％｝"], "标记的括号或百分号是全角的"),
        (["{{r 部门 }}"], "{{ 后面多了 p、r、tr 或 tc"),
        (["{% autoescape false %}{{ 部门 }}{% endautoescape %}"], "用了不支持的标记"),
        (["{{ 部门 }}", "{% include '别的.docx' %}"], "用了不支持的标记"),
        (
            ["没有标记的文件"],
            "里面没有 {{ }} 标记，填不进任何内容。请从 kpi-nlp opinion --copy-template 复制的模板改起",
        ),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_file_place_and_remedy(
    tmp_path: Path, paragraphs: list[str], told: str
) -> None:
    path = template(tmp_path / "本局模板.docx", *paragraphs)
    with pytest.raises(FaultyTemplate) as raised:
        load_template(path)
    assert str(raised.value).startswith("模板「本局模板.docx」不能用：")
    assert told in str(raised.value)


def test_what_is_no_word_document_is_told_so(tmp_path: Path) -> None:
    whole = resources.data("templates/opinion.docx").read_bytes()
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("word/document.xml", "<w:document xmlns:w='a'>")
    files = {
        "文本.docx": "{{ 部门 }}".encode(), "空.docx": b"", "半份.docx": whole[:9000], "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "残.docx": package.getvalue(),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FaultyTemplate, match=f"模板「{name}」不能用：.+。请"):
            load_template(tmp_path / name)
    with pytest.raises(FaultyTemplate, match=r"模板「没有\.docx」不能用：找不到这个文件"):
        load_template(tmp_path / "没有.docx")


def test_cells_and_tables_that_a_template_leaves_empty_do_not_damage_the_document(tmp_path: Path) -> None:
    path = template(
        tmp_path / "空表.docx", "{{ 部门 }}", rows=("{%tr for x in 已整改 %}", "{{ x.编号 }}", "{%tr endfor %}")
    )
    document = docx.Document(str(path))
    cell = document.add_table(1, 1).rows[0].cells[0]
    for text in ("{%p for x in 已整改 %}", "{{ x.编号 }}", "{%p endfor %}"):
        cell.add_paragraph(text)
    cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001 - as Word writes it
    document.save(str(path))
    (opinion,) = written(known(finding(), decision("confirmed")))
    data = load_template(path).filled(opinion)
    assert lines(data) == ["澜川市教育局", ""]


def test_every_field_is_told_and_can_be_used(tmp_path: Path) -> None:
    told = "\n".join(fields_told())
    top = [line.split("：")[0].strip() for line in told.split("整份意见\n")[1].split("\n\n")[0].splitlines()]
    assert top == [
        "部门", "年度", "日期", "核对编号", "核对日期", "材料", "数量", "分级问题", "确认问题", "需补充材料", "已整改", "初审人", "复审人",
    ]  # fmt: skip
    load_template(template(tmp_path / "全部.docx", *(f"{{{{ {name} }}}}" for name in top)))
    sections = {part.split("\n")[0]: part.split("\n")[1:] for part in told.split("\n\n")[1:]}
    item = next(names for title, names in sections.items() if title.startswith("「确认问题」"))
    of = [f"{{{{ x.{line.split('：')[0].strip()} }}}}" for line in item]
    assert len(of) == 22
    load_template(template(tmp_path / "每项.docx", "{%p for x in 确认问题 %}", *of, "{%p endfor %}"))


def test_names_of_files_are_safe_on_windows() -> None:
    given = [
        "澜川市教育局",
        "澜川市教育局",
        'a<b>:"/\\|?*c',
        "CON",
        "con.",
        "..",
        "局" * 200,
        "甲\x00乙\n丙 ",
        "LPT1",
        "",
    ]
    assert list(file_names(given)) == [
        "澜川市教育局复核意见.docx",
        "澜川市教育局复核意见（2）.docx",
        "a_b_c复核意见.docx",
        "_CON复核意见.docx",
        "_con复核意见（2）.docx",
        "部门复核意见.docx",
        f"{'局' * 60}复核意见.docx",
        "甲乙_丙复核意见.docx",
        "_LPT1复核意见.docx",
        "部门复核意见（2）.docx",
    ]


def test_an_opinion_that_lies_among_the_reports_is_no_report(tmp_path: Path) -> None:
    (opinion,) = written(known(finding(), decision("confirmed")))
    own = load_template(template(tmp_path / "本局.docx", "{{ 部门 }}自评报告")).filled(opinion)
    for data in (load_template().filled(opinion), own):
        with pytest.raises(OwnOutput):
            read(Source("复核意见.docx", data))


def test_the_shipped_template_is_what_its_tool_writes(tmp_path: Path) -> None:
    write_template(tmp_path / "opinion.docx")
    assert (tmp_path / "opinion.docx").read_bytes() == resources.data("templates/opinion.docx").read_bytes()


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_a_template_that_another_program_saved_tells_the_same(tmp_path: Path) -> None:
    shipped = load_template()
    path = tmp_path / "另存.docx"
    path.write_bytes(converted({"模板": shipped.data}, "docx", "docx:MS Word 2007 XML")["模板"])
    (opinion,) = written(
        known(finding(), decision("confirmed", "请附批复。")), known(finding(2), decision("rectified"))
    )
    assert lines(load_template(path).filled(opinion)) == lines(shipped.filled(opinion))


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_an_opinion_and_prints_it_on_a4() -> None:
    import pypdfium2

    long = finding(
        2,
        evidence=[
            quote("sentence", "很长的原文，" * 80, EVALUATED, "第9段"),
            quote("target", "LongWord" * 40, EVALUATED, "第10段"),
        ],
    )
    found = [finding(), long, *(finding(number) for number in range(3, 60))]
    (opinion,) = written(*(known(one, decision("confirmed")) for one in found))
    printed = pypdfium2.PdfDocument(converted({"意见": load_template().filled(opinion)}, "docx", "pdf")["意见"])
    sizes = {tuple(map(round, page.get_size())) for page in printed}
    text = "".join(page.get_textpage().get_text_range() for page in printed)
    assert sizes == {(595, 842)}
    assert all(one["id"] in text for one in found)
    assert f"— {len(printed)} —" in text
