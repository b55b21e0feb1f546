"""What is shown of an evaluation: every line on a narrow screen, the JSON that others rely on, a page without a voice of its own."""

import base64
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from heard import MATCHER, Row, heard
from lxml import html

from kpi_nlp.evaluate import Terms, compare
from kpi_nlp.evaluate.measuring import measure
from kpi_nlp.model import Compared, Evaluation, Named
from kpi_nlp.readers import OwnOutput, load, read
from kpi_nlp.reports.evaluation import save_evaluation, save_scores
from kpi_nlp.reports.evaluation.contract import write_json
from kpi_nlp.reports.evaluation.text import lines
from kpi_nlp.reports.evaluation.words import FIGURES, context
from kpi_nlp.text import printed_width

EVIL = "<script>alert(1)</script>&培训"
ROWS: list[Row] = [
    ("培训人次", "培训人次", "same", 0.9, "甲"), ("会议场次", "召开会议场次", "same", 0.8, "甲"), ("论文数", EVIL, "same", 0.3, "乙"),
    ("线上培训人数", "线下培训人数", "different", 0.85, "甲"), ("公路里程", "公路数量", "different", 0.1, "乙"), ("满意度", "知晓率", "unsure", 0.95, "乙"),
]  # fmt: skip
TEXT = """\
匹配评测：none，阈值 0.7
样本 5 对：应对应 3，不对应 2；来自 2 个部门或文件；标注不确
  定或空白、未计入 1 对
注意 应对应的只有 3 对，不足 30 对：以下数字只能参考，不足以
  下结论
注意 不对应的只有 2 对，不足 30 对：以下数字只能参考，不足以
  下结论
注意 判为对应的只有 3 对，不足 30 对：以下数字只能参考，不足
  以下结论
"""
WRONG = """\
判错 2 对，最有把握却判错的在前
  1. 漏判（标注 同一指标，概率 0.30，近义）
     论文数
     <script>alert(1)</script>&培训
     主要依据：内容相同 0.30（+1.20），计量单位 0.50
       （-0.75）
  2. 误判为对应（标注 不对应，概率 0.85，反义）
     线上培训人数
     线下培训人数
     主要依据：内容相同 0.85（+3.40），计量单位 0.50
       （-0.75）
"""


@pytest.fixture
def evaluation() -> Evaluation:
    strata = ("identical", "suffix", "synonym", "antonym", "我的<类>", "")
    return measure(heard(ROWS, strata=strata), MATCHER, Terms())


@pytest.fixture
def compared(evaluation: Evaluation) -> Compared:
    other = [
        (*row[:3], probability, row[4]) for row, probability in zip(ROWS, (0.9, 0.2, 0.8, 0.85, 0.1, 0.1), strict=True)
    ]
    return compare(evaluation, replace(measure(heard(other), MATCHER, Terms()), title="另一个"))


def shown(evaluation: Evaluation, width: int, compared: Compared | None = None) -> str:
    return "".join(f"{text}\n" for text, _ in lines(evaluation, width, compared))


def test_the_screen_says_first_what_the_pairs_cannot_tell(evaluation: Evaluation) -> None:
    assert shown(evaluation, 60).startswith(TEXT)


def test_the_screen_ends_with_the_wrong_pairs(evaluation: Evaluation) -> None:
    assert shown(evaluation, 60).endswith("\n" + WRONG)


@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_than_the_screen(evaluation: Evaluation, compared: Compared, width: int) -> None:
    told = shown(evaluation, width, compared).splitlines()
    assert [line for line in told if printed_width(line) > width or line != line.rstrip()] == []
    assert [word for word in FIGURES.values() if word not in "".join(told)] == ["首位命中率", "平均倒数排名"]
    assert shown(evaluation, width, compared).encode("gbk")


def test_a_comparison_is_said_in_a_sentence(evaluation: Evaluation, compared: Compared) -> None:
    told = shown(evaluation, 200, compared)
    assert "判断不同的 2 对：B 改对 1 对，改错 1 对（McNemar 精确检验 p = 1，差别可能只是偶然）" in told
    assert f"  改对 论文数 | {EVIL}（同一指标，0.30 → 0.80）" in told
    assert "  改错 会议场次 | 召开会议场次（同一指标，0.80 → 0.20）" in told


def test_a_threshold_that_holds_is_told_with_where_it_was_chosen() -> None:
    dev = [("甲", "甲", "same", 0.6, "丙")] * 60
    told = shown(measure(heard(ROWS), MATCHER, Terms(), heard(dev)), 200)
    assert "精确率 0.95（单侧 95% 下限）：在 60 对上选，阈值 0.3000，判为对应 60 对、错 0 对，下限 0.951" in told
    assert "在另外 5 对上：精确率 0.750（下限 0.249），召回率 1.000；下限没有达到" in told


def test_a_threshold_that_is_missing_is_told_with_what_it_takes(evaluation: Evaluation) -> None:
    told = shown(evaluation, 200)
    assert "精确率 0.95（单侧 95% 下限）：在全部 5 对上选，没有阈值能保证" in told
    assert "判为对应 1 对、错 0 对，下限 0.050；还需再标注至少 58 对判为对应且全部正确的" in told


def test_the_json_holds_every_field_of_the_contract(evaluation: Evaluation, compared: Compared) -> None:
    stream = io.StringIO()
    write_json(evaluation, stream, compared)
    whole = json.loads(stream.getvalue())
    assert list(whole) == [
        "version", "title", "embedder", "threshold", "bias", "pairs", "links", "doubtful", "documents", "notes", "counts", *FIGURES,
        "intervals", "clustered", "strata", "asides", "rules", "thresholds", "calibration", "curve", "choice", "errors", "comparison",
    ]  # fmt: skip
    assert (whole["pairs"], whole["links"], whole["doubtful"], whole["hit_at_1"]) == (5, 3, 1, None)
    assert whole["counts"] == {"true_positive": 2, "false_positive": 1, "false_negative": 1, "true_negative": 1}
    assert whole["strata"]["antonym"] == {
        "pairs": 1, "links": 0, "linked": 1, "precision": 0.0, "recall": None, "f1": 0.0,
    }  # fmt: skip
    assert whole["errors"][0] == {
        "left": "论文数", "right": EVIL, "label": "same",
        "left_context": {"levels": [], "target": "", "unit": "", "stage": "", "year": None},
        "right_context": {"levels": [], "target": "", "unit": "", "stage": "", "year": None},
        "stratum": "synonym", "document": "乙", "probability": 0.3, "features": {"same_content": 0.3, "unit": 0.5, "cosine": 0.0},
        "contributions": {"same_content": 1.2, "unit": -0.75}, "vetoed": False, "vetoes": [], "lost": False,
    }  # fmt: skip
    flips = [(flip["left"], flip["linked"], flip["right"]) for flip in whole["comparison"]["flipped"]]
    assert flips == [("会议场次", [True, False], "first"), ("论文数", [False, True], "second")]


def test_scores_are_a_line_for_every_pair_of_the_input(evaluation: Evaluation, tmp_path: Path) -> None:
    save_scores(evaluation, tmp_path / "分数.jsonl")
    told = [json.loads(line) for line in (tmp_path / "分数.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["left"], line["right"], line["probability"]) for line in told] == [
        (row[0], row[1], row[3]) for row in ROWS
    ]
    assert [line["verdict"] for line in told] == ["match", "match", "different", "match", "different", "match"]


@pytest.fixture
def page(evaluation: Evaluation, compared: Compared, tmp_path: Path) -> Path:
    save_evaluation(evaluation, tmp_path / "评测.html", "html", compared)
    return tmp_path / "评测.html"


def text_of(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def test_no_name_can_speak_on_the_page(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    tree = html.document_fromstring(page.read_bytes())
    assert tree.findall(".//script") == []
    assert "<script" not in source
    assert [
        name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"
    ] == []
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    style = tree.find(".//style").text
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert EVIL in text_of(tree.find_class("names")[0])


def test_the_page_shows_figures_plots_kinds_flips_and_wrong_pairs(page: Path) -> None:
    tree = html.document_fromstring(page.read_bytes())
    assert [text_of(title) for title in tree.iter("h2")] == [
        "总体",
        "达到要求的阈值",
        "与另一配置比较",
        "判错的样本（2）",
    ]
    assert [text_of(caption) for caption in tree.iter("figcaption")] == ["精确率与召回率", "概率分布", "校准"]
    assert [text_of(row.find("th")) for row in tree.findall(".//section/table/tbody/tr")][-5:] == [
        "反义",
        "同名",
        "后缀",
        "近义",
        "我的<类>",
    ]
    assert [text_of(tag) for tag in tree.find_class("tag")] == ["改对", "改错", "漏判", "误判为对应"]
    (missed, _) = tree.find_class("pair")
    assert [text_of(feature) for feature in missed.findall(".//li")] == ["内容相同0.30+1.20", "计量单位0.50-0.75"]


def test_what_differs_between_two_names_is_marked(page: Path) -> None:
    tree = html.document_fromstring(page.read_bytes())
    assert [text_of(mark) for mark in tree.find_class("pair")[1].iter("mark")] == ["上", "下"]


def test_a_page_of_pairs_of_one_label_has_no_curve_to_draw(tmp_path: Path) -> None:
    only = measure(heard([row for row in ROWS if row[2] == "different"]), MATCHER, Terms())
    save_evaluation(only, tmp_path / "评测.html", "html")
    tree = html.document_fromstring((tmp_path / "评测.html").read_bytes())
    assert [text_of(caption) for caption in tree.iter("figcaption")] == ["概率分布", "校准"]


def test_the_page_is_never_read_as_a_report(page: Path) -> None:
    with pytest.raises(OwnOutput):
        read(load(page, page.name))


def test_context_is_told_in_one_line() -> None:
    assert (
        context(Named("培训人次", ("产出指标", "数量指标"), "≥200", "人次", "declaration", 2023))
        == "产出指标/数量指标 · 目标 ≥200 · 单位 人次 · 2023 年 申报"
    )
    assert context(Named("培训人次")) == ""
