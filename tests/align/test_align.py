"""Links between rows: what must be linked, what must not, and how a link explains itself."""

import numpy as np
import pytest

from kpi_nlp.align import align, comparable_pairs
from kpi_nlp.align.embedders import EmbedderError, load
from kpi_nlp.align.features import SENSES, VETOES, features, vetoed, vetoes
from kpi_nlp.align.names import analyse
from kpi_nlp.align.sides import sides
from kpi_nlp.align.slots import Feature
from kpi_nlp.lexicon import opposed
from kpi_nlp.model import Indicator, Location, Match, Page, Result, Row
from kpi_nlp.segment import words
from kpi_nlp.testing import dossier_of, paper_of


def links(*names: tuple[str, str | None], left: tuple[tuple[str, str | None], ...]) -> list[Match]:
    """Link rows of a declaration (left) with rows of a self-evaluation, each a name and a target."""
    pages = (
        Page(rows=tuple(Row(name=name, target=target) for name, target in left), stage="declaration"),
        Page(rows=tuple(Row(name=name, target=target, actual="完成") for name, target in names)),
    )
    return list(dossier_of(pages).matches)


def told(matches: list[Match]) -> list[tuple[str, str, str]]:
    return [(match.left.name, match.right.name, match.verdict) for match in matches]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("会议数量", "支持会议数量"), ("发表高水平论文", "发表高水平论文数"), ("参与建站院士专家数量", "建站院士专家数量"), ("促进技术成果交易落地金额", "促进技术成果转化交易金额"),
        ("举办教研活动场次", "教研活动举办场次"), ("新增公办学前教育学位数", "新增公办幼儿园学位数"), ("义务教育巩固率", "九年义务教育巩固率"), ("水土流失治理面积", "治理水土流失面积"),
        ("年度举办科普活动数（次）", "年度举办科普活动数(次)"), ("群众满意度", "社会公众满意度"),
    ],
)  # fmt: skip
def test_renamed_indicators_are_linked(left: str, right: str) -> None:
    assert told(links((right, "10个"), left=((left, "10个"),))) == [(left, right, "match")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("会议人数", "支持会议数量"), ("线上培训人数", "线下培训人数"), ("申请专利数", "授权专利数"), ("经费使用合规性", "经费使用及时性"), ("培训人数", "培训人次"),
        ("国际会议数量", "国内会议数量"), ("参赛人数", "获奖人数"), ("新建公路里程", "新建公路数量"),
    ],
)  # fmt: skip
def test_look_alikes_are_not_linked(left: str, right: str) -> None:
    assert [match for match in links((right, None), left=((left, None),)) if match.verdict == "match"] == []


def test_the_optimal_assignment_wins_over_the_greedy_one() -> None:
    matches = links(
        ("科普活动场次", "20场"),
        ("科普展览活动场次", "5场"),
        left=(("科普展览活动场次", "5场"), ("开展科普活动场次", "20场")),
    )
    assert told(matches) == [
        ("科普展览活动场次", "科普展览活动场次", "match"),
        ("开展科普活动场次", "科普活动场次", "match"),
    ]


def test_rows_of_one_name_are_told_apart_by_target_and_place() -> None:
    left = (("受众人数", "2000人"), ("受众人数", "200人"), ("受众人数", "5000人"))
    matches = links(*left, left=left)
    assert [(match.left.occurrence, match.right.occurrence) for match in matches] == [(0, 0), (1, 1), (2, 2)]


def test_a_row_without_a_counterpart_stays_alone() -> None:
    matches = links(("培训人数", "100人"), left=(("培训人数", "100人"), ("发放救助金金额", "30万元")))
    assert told(matches) == [("培训人数", "培训人数", "match")]


def test_a_split_row_is_linked_as_its_parts() -> None:
    matches = links(
        ("特色村数量", "50个"), ("特色小镇数量", "3个"), left=(("乡村振兴任务", "打造50个特色村，打造3个特色小镇"),)
    )
    assert sorted((match.right.name, match.relation, match.verdict) for match in matches) == [
        ("特色小镇数量", "part", "review"),
        ("特色村数量", "part", "review"),
    ]


def test_every_match_keeps_its_named_features() -> None:
    (match,) = links(("支持会议数量", "≥4场"), left=(("会议数量", "18场"),))
    assert set(match.features) == {*SENSES, *VETOES, "position", "equal_amount"}
    assert all(0 <= value <= 1 for value in match.features.values())
    assert match.verdict == "match"


def test_projects_are_compared_with_projects_however_renamed() -> None:
    rows = (Row(name="服务对象满意度", target="85%", actual="97%"),)
    one = paper_of(Page(rows=rows, stage="declaration"), "甲.docx")
    assert {indicator.scope for indicator in one.indicators} == {"整体"}


@pytest.mark.parametrize(
    ("papers", "pairs"),
    [
        ((("declaration", 2024), ("self_evaluation", 2024)), [("declaration", "self_evaluation", "stages")]),
        ((("self_evaluation", 2023), ("declaration", 2024)), [("self_evaluation", "declaration", "years")]),
        ((("self_evaluation", 2023), ("self_evaluation", 2024)), [("self_evaluation", "self_evaluation", "years")]),
        ((("declaration", 2023), ("self_evaluation", 2024)), [("declaration", "self_evaluation", "years")]),
        (
            (("declaration", 2023), ("declaration", 2024), ("self_evaluation", 2024)),
            [("declaration", "declaration", "years"), ("declaration", "self_evaluation", "stages")],
        ),
        ((("self_evaluation", 2022), ("self_evaluation", 2024)), []),
        ((("declaration", 2024), ("declaration", 2024)), []),
        ((("declaration", None), ("self_evaluation", 2022)), [("self_evaluation", "declaration", "years")]),
    ],
)
def test_which_papers_are_compared(
    papers: tuple[tuple[str, int | None], ...], pairs: list[tuple[str, str, str]]
) -> None:
    made = [
        paper_of(Page(rows=(Row(target="1个"),), stage=stage, year=year), f"{number}.docx")
        for number, (stage, year) in enumerate(papers)
    ]  # type: ignore[arg-type]
    found = [
        (left.document.identity.stage, right.document.identity.stage, why)
        for left, right, why in comparable_pairs(made)
    ]
    assert found == pairs


def test_the_cross_year_links_of_the_seeds(seed_result: Result) -> None:
    found = {
        (match.left.name, match.right.name)
        for match in seed_result.matches
        if match.why == "years" and match.verdict == "match"
    }
    assert found == {
        ("申请专利数", "申请专利数"), ("发表高水平论文", "发表高水平论文数"), ("会议数量", "支持会议数量"), ("科技工作者宣传", "科技工作者宣传"),
        ("交易中心征集线上平台成果库和需求库数量", "交易中心征集线上平台成果库和需求库数量"), ("参与建站院士专家数量", "建站院士专家数量"),
        ("促进技术成果交易落地金额", "促进技术成果转化交易金额"),
    }  # fmt: skip


def test_what_the_seeds_must_not_link(seed_result: Result) -> None:
    pairs = {(match.left.name, match.right.name) for match in seed_result.matches}
    assert not pairs & {
        ("会议人数", "支持会议数量"),
        ("服务对象满意度", "群众满意度"),
        ("科普重点人群满意度", "群众满意度"),
    }


def test_mentions_find_the_row_a_sentence_speaks_of(faulty: Result) -> None:
    spoken = {
        (mention.indicator.name, mention.quantity.text)
        for mention in faulty.mentions
        if mention.quantity and mention.verdict == "match"
    }
    assert {
        ("举办教研活动场次", "46场"),
        ("教师流失率", "1.2%"),
        ("新增公办学前教育学位数", "1260个"),
        ("工程受益人口", "32.1万人"),
    } <= spoken


def test_alignment_is_the_same_whatever_the_order_of_the_papers(clean: Result) -> None:
    education = [paper for paper in clean.papers if paper.document.identity.department == "澜川市教育局"]
    forward, backward = align(education), align(education[::-1])

    def keys(matches: tuple[Match, ...]) -> set[tuple[str, str, str, str]]:
        return {(match.left.document, match.left.name, match.right.document, match.right.name) for match in matches}

    assert keys(forward.matches) == keys(backward.matches)


def test_names_are_analysed() -> None:
    name = analyse("举办“科创下午茶”活动场次（次）")
    assert (name.text, name.core, name.measure) == ("举办科创下午茶活动场次", "科创下午茶活动", "次数")
    assert opposed("线上培训人数", "线下培训人数") == ("线上", "线下")
    assert opposed("线上线下对接项目", "线上对接项目") is None


@pytest.mark.parametrize("span", ["0-6", "0~6", "0～6", "0—6", "0至6", "0到6"])
def test_a_span_leaves_nothing_in_the_content_of_a_name(span: str) -> None:
    name = analyse(f"{span}岁儿童体检人数")
    assert (name.content, name.symbols) == ("岁儿童体检", {"0-6"})


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("新（改）建公厕数量", "新建改建公厕数量"), ("新（改、扩）建泵站座数", "新改扩建泵站座数"), ("改（扩）建校舍面积", "改扩建校舍面积"), ("制（修）订规程数量", "制修订规程数量"),
        ("救护车（负压）购置数", "救护车采购数"),
    ],
)  # fmt: skip
def test_a_bracket_within_a_word_belongs_to_the_word(printed: str, meant: str) -> None:
    assert analyse(printed).text == meant


@pytest.mark.parametrize(
    ("one", "other"), [("新建、改造泵站座数", "改造泵站座数"), ("改造泵站座数", "新建、改造泵站座数")]
)
def test_one_of_many_is_told_whichever_side_lists(one: str, other: str) -> None:
    assert _between(one, other)["one_of_many"].tolist() == [1]


@pytest.mark.parametrize(
    ("one", "other"), [("左、右岸堤防加固长度", "右岸堤防加固长度"), ("县、乡道养护里程", "县道养护里程")]
)
def test_one_of_many_is_the_same_from_either_side(one: str, other: str) -> None:
    assert _between(one, other)["one_of_many"].tolist() == _between(other, one)["one_of_many"].tolist()


def _between(one: str, other: str) -> dict[str, Feature]:
    left, right = (sides([Indicator(name, "甲.docx", Location("甲.docx"))], load("none")) for name in (one, other))
    first = np.zeros(1, dtype=np.intp)
    return features(left, right, first, first)


def test_segmentation_by_our_own_dictionary() -> None:
    assert words("参与建站院士专家数量") == ("参与", "建站", "院士", "专家", "数量")
    assert words("举办教研活动") == ("举办", "教研", "活动")


def test_embedders_are_a_seam() -> None:
    embedder = load("none")
    assert (embedder.id, embedder.dim, embedder.encode(["甲", "乙"]).shape) == ("none", 0, (2, 0))
    with pytest.raises(EmbedderError, match="可用：static"):
        load("bge")


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("线上培训人数", "线下培训人数", "对象不同：线上与线下"), ("左岸堤防长度", "右岸堤防长度", "对象不同：右与左"), ("教师对学生满意度", "学生对教师满意度", "对象不同：主客互换"),
        ("G105线修复里程", "G205线修复里程", "编号不同：G105与G205"), ("培训人数", "培训人次", "口径不同：人数与人次"),
    ],
)  # fmt: skip
def test_every_veto_says_why(left: str, right: str, reason: str) -> None:
    one, other = (sides([Indicator(name, "甲.docx", Location("甲.docx"))], load("none")) for name in (left, right))
    first = np.zeros(1, dtype=np.intp)
    assert vetoed(features(one, other, first, first)).all()
    assert reason in vetoes(one, other, 0, 0)
