"""Synonyms and opposed words: every entry loads, none contradicts another, and names come out as a reviewer reads them."""

import tomllib
from collections import Counter

import pytest

from kpi_nlp import lexicon, resources
from kpi_nlp.align.names import analyse
from kpi_nlp.lexicon import canonical, dictionary, names, opposed, vocabulary
from kpi_nlp.lexicon.wording import canonical_of, holds_only, in_time
from kpi_nlp.segment import words
from kpi_nlp.text import words_only


def entries(name: str, key: str) -> list[list[str]]:
    found: list[list[str]] = tomllib.loads(resources.data(f"lexicons/{name}.toml").read_text(encoding="utf-8"))[key]
    return found


def test_a_word_stands_in_one_group_of_synonyms_and_once() -> None:
    counted = Counter(word for group in entries("synonyms", "groups") for word in group)
    assert [word for word, times in counted.items() if times > 1] == []


def test_canonical_words_are_fixed_points_and_variants_lead_to_them() -> None:
    synonyms = names().synonyms
    assert {word: canonical(word) for word in synonyms} == synonyms
    assert all(canonical(word) == word for word in synonyms.values())


def test_synonyms_are_written_as_names_are_compared() -> None:
    assert [word for word in names().synonyms if words_only(word) != word] == []


def test_no_word_is_opposed_to_itself_or_to_a_synonym() -> None:
    pairs = [*entries("antonyms", "pairs"), *entries("antonyms", "groups")]
    assert [group for group in pairs if len({canonical(word) for word in group}) < len(group)] == []
    assert [word for pair in names().antonyms for word in pair if opposed(word, word)] == []


def test_opposed_words_tell_themselves_apart() -> None:
    assert [pair for pair in names().antonyms if opposed(*pair) is None] == []


def test_a_close_word_stands_in_one_group_and_once() -> None:
    counted = Counter(word for group in lexicon.near() for word in group)
    assert [word for word, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("督导检查次数", "巡查次数", True), ("危桥改造座数", "危桥整治座数", True), ("案件受理数", "案件办结数", False), ("发明专利数量", "专利数量", False)],
)  # fmt: skip
def test_names_in_close_words_are_alike(one: str, other: str, *, alike: bool) -> None:
    assert (analyse(one).loose == analyse(other).loose) is alike


@pytest.mark.parametrize(
    ("slot", "name", "said"),
    [("who", "低保家庭老年人慰问人数", {"低保户", "老年人"}), ("scope", "市级公益性岗位数量", {"市级"}), ("step", "课题结题数", {"结题"})],
)  # fmt: skip
def test_words_for_people_places_and_steps_are_told(slot: str, name: str, said: set[str]) -> None:
    assert lexicon.said_in(slot, lexicon.loosely(analyse(name).text)) == said


def test_what_has_a_name_of_its_own_is_told() -> None:
    assert analyse("石门水库除险加固进度").places == {("石门", "水库")}
    assert analyse("小型水库除险加固进度").places == frozenset()


def test_words_that_change_places_mean_one_thing_in_a_family() -> None:
    families = [*entries("swaps", "measures"), *entries("swaps", "people")]
    counted = [Counter(word for words in family for word in words) for family in families]
    assert [word for family in counted for word, times in family.items() if times > 1] == []
    assert [dict(swap.meanings) for swap in lexicon.swaps()] == [
        {word: at for at, words in enumerate(family) for word in words} for family in families
    ]


def test_synonyms_do_not_change_places() -> None:
    taken = [
        (one, other)
        for swap in lexicon.swaps()
        for one, meaning in swap.meanings.items()
        for other, another in swap.meanings.items()
        if meaning < another and canonical(one) == canonical(other)
    ]
    assert taken == []


@pytest.mark.parametrize(
    ("wording", "persons", "sum_of_a_year"),
    [
        ("新增养老床位数", False, True), ("养老床位数", False, False), ("治理水土流失面积", False, True), ("人均培训成本", False, False),
        ("设备配备数量", False, True), ("辅警配备人数", True, None), ("公路里程", False, None),
    ],
)  # fmt: skip
def test_words_tell_what_adds_up(wording: str, persons: bool, sum_of_a_year: bool | None) -> None:  # noqa: FBT001 - a row of the table
    assert lexicon.sums().adds_up(wording, persons=persons) is sum_of_a_year


def test_words_of_the_dictionary_segment_whole() -> None:
    assert [word for word in dictionary() if words(word) != (word,)] == []


def test_no_word_of_the_dictionary_hides_a_synonym() -> None:
    variants = {word for word, canon in names().synonyms.items() if word != canon}
    known = {*names().synonyms}
    assert [(word, variant) for word in {*dictionary()} - known for variant in variants if variant in word] == []


def test_every_measure_ends_a_class_once() -> None:
    counted = Counter(ending for ending, _ in lexicon.measures().classes)
    assert [ending for ending, times in counted.items() if times > 1] == []


def test_heads_of_one_class_are_never_opposed() -> None:
    heads = vocabulary().heads.values()
    assert [
        (one, other) for group in heads for one in group for other in group if opposed(canonical(one), canonical(other))
    ] == []


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("最低生活保障家庭户数", "低保户户数"), ("残障人士辅助器具适配率", "辅具适配率"), ("养老人员满意率", "养老人员满意度"), ("受益人次数", "受益人次"),
        ("补贴按时发放率", "补贴发放及时性"), ("乳腺癌、宫颈癌筛查人数", "两癌筛查人数"), ("提高中小学校满意率", "提高中小学满意度"), ("PM2.5平均浓度", "细颗粒物平均浓度"),
        ("办公卫生检查个数", "办公卫生检查数量"), ("良种覆盖面积", "良种覆盖面积"), ("国家医疗检查次数", "国家医疗检查场次"), ("市监测站数目", "市监测站数量"),
        ("供水保障批次数量", "供水保障批次"), ("特设岗位教师人数", "特设岗位教师人数"), ("蓝天保卫战宣传场数", "蓝天保卫战宣传场次"), ("特设检验率", "特种设备检验率"),
    ],
)  # fmt: skip
def test_names_are_put_in_canonical_words(printed: str, meant: str) -> None:
    assert analyse(printed).text == meant


def test_every_entry_of_an_action_done_in_time_loads() -> None:
    groups = list(in_time(["发放"]))
    assert groups == [
        ("发放及时性", "及时发放率", "按时发放率", "按期发放率", "如期发放率", "按时限发放率", "限时发放率")
    ]


def test_groups_that_share_a_word_are_one() -> None:
    groups = (["低保", "最低生活保障"], ["城乡低保", "城乡最低生活保障"], ["最低生活保障", "城乡低保"])
    assert canonical_of(groups) == dict.fromkeys(("低保", "最低生活保障", "城乡低保", "城乡最低生活保障"), "低保")


@pytest.mark.parametrize(
    ("text", "word", "opposite", "held"),
    [("贫困户", "贫困", "非贫困", True), ("非贫困户", "非贫困", "贫困", True), ("非贫困户", "贫困", "非贫困", False), ("新建改造", "新建", "改造", False)],
)  # fmt: skip
def test_a_word_within_its_opposite_is_not_held(text: str, word: str, opposite: str, *, held: bool) -> None:
    assert holds_only(text, word, opposite) is held


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("非贫困户走访数量", "非贫困户走访数量", None), ("贫困户走访数量", "非贫困户走访数量", ("贫困", "非贫困")), ("小学校舍面积", "高中校舍面积", ("小学", "高中")),
        ("新建改造厕所数量", "新建厕所数量", None), ("中小学校舍新建面积", "中小学校舍维修面积", ("新建", "维修")), ("案件受理数", "案件办结数", ("受理", "办结")),
    ],
)  # fmt: skip
def test_opposed_words_are_named(one: str, other: str, pair: tuple[str, str] | None) -> None:
    assert opposed(canonical(one), canonical(other)) == pair


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("受益人次数", "人次"), ("农村低保户数", "户数"), ("粮食总产量", "产量"), ("培训教师数量", "人数"), ("补贴按期发放率", "及时性"), ("讲座场数", "次数"), ("管网长度", "里程"),
        ("设备购置台套数", "数量"), ("群众满意率", "满意度"), ("政策知晓程度", "知晓率"),
    ],
)  # fmt: skip
def test_the_head_tells_the_measure(name: str, measure: str) -> None:
    assert analyse(name).measure == measure


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("农村公路列养率", "农村公路 列养率"), ("家庭医生签约服务覆盖率", "家庭医生 签约 服务 覆盖率"), ("水库除险加固座数", "水库 除险加固 座数"), ("农作物秸秆综合利用率", "农作物 秸秆 综合利用率"),
        ("居家养老服务人次", "居家养老服务 人次"), ("残疾人辅助器具适配率", "残疾人 辅助器具 适配率"), ("送戏下乡演出场次", "送戏下乡 演出 场次"), ("刑事案件破案率", "刑事案件 破案率"),
        ("老旧小区改造户数", "老旧小区 改造 户数"), ("食品安全监督抽检批次", "食品安全 监督抽检 批次"), ("林业有害生物成灾率", "林业有害生物 成灾率"), ("公租房租赁补贴发放户数", "公租房 租赁 补贴 发放 户数"),
        ("创业担保贷款发放金额", "创业担保贷款 发放 金额"), ("应急演练次数", "应急 演练 次数"), ("空气质量优良天数比例", "空气质量 优良天数 比例"), ("不动产登记按时办结率", "不动产登记 按时 办结率"),
        ("学前三年毛入园率", "学前 三年 毛入园率"), ("高血压患者规范管理率", "高血压 患者 规范管理率"), ("水土流失治理面积", "水土流失 治理 面积"), ("取水许可证核发数量", "取水许可 证 核发 数量"),
        ("特困人员集中供养率", "特困人员 集中供养率"), ("养老机构护理床位数", "养老机构 护理 床位 数"), ("公共图书馆免费开放天数", "公共 图书馆 免费开放 天数"), ("职业技能培训人次", "职业技能 培训 人次"),
    ],
)  # fmt: skip
def test_names_segment_into_what_they_say(name: str, pieces: str) -> None:
    assert " ".join(words(name)) == pieces
