"""What must be found on the five real reports, and what must not."""

import tomllib
from pathlib import Path

import pytest

from kpi_nlp.model import Finding, Result

VERDICTS = [
    (path, verdict)
    for path in sorted((Path(__file__).parents[1] / "golden" / "verdicts").glob("*.toml"))
    for verdict in tomllib.loads(path.read_text(encoding="utf-8"))["finding"]
]


def _of(result: Result, code: str, number: str) -> list[Finding]:
    return [
        finding
        for finding in result.findings
        if finding.code == code and any(quote.location.document.startswith(number) for quote in finding.evidence)
    ]


def _told(finding: Finding) -> str:
    rows = [f"{row.name} {row.target} {row.actual}" for row in finding.rows]
    return " ".join([finding.message, *(quote.quote for quote in finding.evidence), *rows]).replace(" ", "")


@pytest.mark.parametrize(
    ("code", "number", "severity", "words"),
    [
        ("S01", "000", "error", ("95.64", "97.79")),
        ("R02", "000", "question", ("需求数量", "约2000项", "约600项", "100.00%")),
        ("R02", "000", "error", ("2万人次", "1.4531万人次", "156.92%")),
        ("A02", "000", "question", ("技术攻关", "不少于10个")),
        ("A01", "000", "question", ("有效推动科技成果转化落地",)),
        ("R04", "003", "note", ("工作会议次数20",)),
        ("N01", "003", "question", ("99%以上", "90%")),
        ("C01", "003", "error", ("33/41×6=4.98", "4.83")),
        ("C01", "003", "error", ("33个", "7个", "41-7=34")),
        ("S02", "003", "error", ("项目完成及时性", "得分正文为6分", "4.98")),
        ("S02", "003", "error", ("扣1.05", "1.02")),
        ("N02", "000", "question", ("除一个指标外", "会议数量", "开展科普活动数量")),
        ("A05", "000", "question", ("学会提升能力活动次数", "承接政府职能3次")),
        ("N03", "000", "question", ("设10个绩效指标", "列有指标36个", "「效益指标」恰为10项")),
        ("Q04", "002", "note", ("没有时效指标、成本指标",)),
        ("Q07", "002", "note", ("25项的实施周期值与年度值相同",)),
        ("Q08", "002", "note", ("负责开展科普宣传活动",)),
        ("U01", "000", "question", ("≥10人次", "10次")),
        ("U01", "003", "question", ("2000", "282.68万")),
        ("R03", "000", "question", ("200名", "516名", "100.00%", "112.50%")),
        ("H03", "003", "question", ("正常运行", "2020年12月31日前")),
        ("D02", "003", "question", ("支持院士（专家）工作站数量1055",)),
        ("D01", "003", "question", ("工作会议次数20", "因疫情延期")),
        ("A07", "003", "note", ("当年完成", "2020年12月31日前")),
        ("C03", "003", "question", ("编制14人", "=13/13=100%")),
        ("F03", "003", "question", ("预算12000000.00", "执行0.00", "55家", "不少于10家")),
        ("F03", "004", "question", ("76.37%", "「优」")),
    ],
)
def test_what_must_be_found(seed_result: Result, code: str, number: str, severity: str, words: tuple[str, ...]) -> None:
    assert [
        finding
        for finding in _of(seed_result, code, number)
        if finding.severity == severity and all(word in _told(finding) for word in words)
    ]


@pytest.mark.parametrize(
    "word",
    [
        "99.74", "84.01", "116.67", "13名", "院士流出率", "补贴对象错误率", "会议一般时长", "239", "30场讲座", "约30场", "48场", "合规", "2-3", "93.99",
    ],
)  # fmt: skip
def test_what_must_stay_silent(seed_result: Result, word: str) -> None:
    loud = [finding for finding in seed_result.findings if finding.severity != "note"]
    assert [finding.message for finding in loud if word in finding.message.replace(" ", "")] == []


def test_the_share_of_findings_stays_readable(seed_result: Result) -> None:
    for document in seed_result.documents:
        loud = [
            finding
            for finding in seed_result.findings
            if finding.severity != "note" and any(quote.location.file == document.path for quote in finding.evidence)
        ]
        assert len(loud) <= 25


def test_all_errors_and_questions_were_read_by_eye(seed_result: Result) -> None:
    """Whoever changes a check reads the new findings against the reports before the verdicts change."""
    loud = {
        (finding.code, finding.id, finding.severity) for finding in seed_result.findings if finding.severity != "note"
    }
    assert loud == {(path.stem, verdict["id"], verdict["severity"]) for path, verdict in VERDICTS}


def test_no_finding_is_one_that_a_careful_reviewer_would_call_wrong() -> None:
    """「debatable」 is a question that one reviewer would ask and another would not; 「wrong」 must not be left."""
    assert {verdict["verdict"] for _, verdict in VERDICTS} <= {"right", "debatable"}
    assert all(verdict["reason"] for _, verdict in VERDICTS)
