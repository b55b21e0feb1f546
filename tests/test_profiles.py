"""Profiles: regional files stand on the national one, an office's own on either; the papers show which of them holds."""

from pathlib import Path

import pytest

from kpi_nlp import lexicon
from kpi_nlp.extract import extract
from kpi_nlp.lexicon import LexiconError
from kpi_nlp.model import Paper
from kpi_nlp.pipeline import check_reports
from kpi_nlp.profiles import choose_profile
from kpi_nlp.readers import Source, read

SHEET = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n|---|---|---|---|---|\n"
SHEETS = {
    "gd-gz": SHEET
    + "| 履职效能 | 整体效能 | 目标完成情况 | 50 | 49 |\n| 管理效率 | 预算编制 | 编制规范性 | 50 | 48 |\n",
    "gd-sz": SHEET
    + "| 部门决策 | 预算编制 | 编制合理性 | 20 | 20 |\n| 部门管理 | 资金管理 | 财务合规性 | 20 | 19 |\n| 部门绩效 | 效率性 | 预算执行率 | 60 | 59 |\n",
}


def paper(department: str, text: str = "全年举办培训班12期。") -> Paper:
    return extract(read(Source("自评.md", f"{department}2023年度部门整体绩效自评报告\n\n{text}\n".encode())))


def chosen(*papers: Paper, name: str = "auto") -> tuple[str, str]:
    found = choose_profile("某局", papers, name)
    return found.profile.name, found.why


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "profiles").mkdir()
    return tmp_path / "profiles"


@pytest.fixture(autouse=True)
def _ours_again(tmp_path_factory: pytest.TempPathFactory) -> object:
    yield
    lexicon.use(tmp_path_factory.mktemp("none"))


def test_a_regional_file_states_only_what_differs() -> None:
    national, jiangxi = lexicon.profile(), lexicon.profile("jx")
    differing = {name for name in jiangxi.__slots__ if getattr(jiangxi, name) != getattr(national, name)}
    assert differing == {"name", "title", "source", "ceiling", "qualitative", "regions"}
    assert [str(share) for share in jiangxi.qualitative.values()] == ["0.8", "0.5", "0.0"]


def test_every_profile_names_its_source() -> None:
    assert lexicon.profile_names() == ("national", "gd-gz", "gd-sz", "jx", "sc")
    assert [name for name in lexicon.profile_names() if len(lexicon.profile(name).source) < 10] == []


@pytest.mark.parametrize(
    ("department", "found"),
    [
        ("广州市天河区教育局", ("gd-gz", "部门名称「广州市天河区教育局」")),
        ("深圳市水务局", ("gd-sz", "部门名称「深圳市水务局」")),
        ("四川省民政厅", ("sc", "部门名称「四川省民政厅」")),
        ("南昌市教育局", ("jx", "部门名称「南昌市教育局」")),
        ("澜川市教育局", ("national", "未见某一地方口径的特征")),
    ],
)
def test_the_name_of_the_department_shows_its_region(department: str, found: tuple[str, str]) -> None:
    assert chosen(paper(department)) == found


@pytest.mark.parametrize(("name", "sheet"), SHEETS.items())
def test_a_score_sheet_shows_its_region(name: str, sheet: str) -> None:
    levels = "、".join(lexicon.profile(name).first_levels)
    assert chosen(paper("澜川市教育局", sheet)) == (name, f"评分表的一级指标为{levels}")


def test_a_finance_bureau_that_is_cited_shows_its_region() -> None:
    cited = paper("澜川市教育局", "根据江西省财政厅有关规定，开展绩效自评。")
    assert chosen(cited) == ("jx", "文中提到「江西省财政厅」")


def test_a_city_that_is_only_visited_shows_nothing() -> None:
    assert chosen(paper("澜川市教育局", "组织12人赴深圳市考察学习。"))[0] == "national"


def test_signs_of_several_regions_decide_nothing() -> None:
    papers = (paper("广州市教育局"), paper("深圳市教育局"))
    assert chosen(*papers) == ("national", "同时有广州市、深圳市的特征，无法确定")


def test_the_name_goes_before_the_sheet_and_what_is_asked_for_before_both() -> None:
    both = paper("深圳市教育局", SHEETS["gd-gz"])
    assert chosen(both)[0] == "gd-sz"
    assert chosen(both, name="sc") == ("sc", "由 --profile 指定")


def test_an_office_may_change_a_profile_and_add_its_own(own: Path) -> None:
    (own / "national.toml").write_text(
        'title = "本局"\nsource = "内部规定"\nexecution_points = 20.0\n', encoding="utf-8"
    )
    (own / "lanchuan.toml").write_text('title = "澜川"\nsource = "内部规定"\nregions = ["澜川市"]\n', encoding="utf-8")
    lexicon.use(own.parent)
    assert (lexicon.profile().title, str(lexicon.profile().execution_points)) == ("本局", "20.0")
    assert str(lexicon.profile("lanchuan").execution_points) == "20.0"
    assert chosen(paper("澜川市教育局")) == ("lanchuan", "部门名称「澜川市教育局」")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('title = "本局"\n', "须写明「source」"),
        ('title = "本局"\nsource = "规定"\nceilng = "inverse"\n', "「ceilng」不认识，是否要写「ceiling」"),
        ('title = "本局"\nsource = "规定"\nexecution_points = "20"\n', "「execution_points」写法不对"),
        ("title = \n", "无法解析"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told(own: Path, text: str, told: str) -> None:
    (own / "lanchuan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        lexicon.use(own.parent)


def test_an_unknown_profile_is_told_before_anything_is_read() -> None:
    with pytest.raises(LexiconError, match="是否要写「national」"):
        check_reports(["nowhere"], profile="natonal")


def test_each_department_of_a_set_is_held_to_its_own_rules(tmp_path: Path) -> None:
    for department in ("深圳市水务局", "澜川市教育局"):
        text = f"{department}2023年度部门整体绩效自评报告\n\n全年举办培训班12期。\n"
        (tmp_path / f"{department}.md").write_text(text, encoding="utf-8")
    result = check_reports([tmp_path], isolated=False)
    assert sorted((chosen.department, chosen.profile.name) for chosen in result.profiles) == [
        ("深圳市水务局", "gd-sz"),
        ("澜川市教育局", "national"),
    ]
    assert set(result.profile.split("、")) == {"national", "gd-sz"}
