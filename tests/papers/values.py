"""Names and values such as departments print, made up at random: counts, shares, money, dates, words, several at once."""

from random import Random

_ACTIONS = ("举办", "开展", "组织", "新增", "改造", "建设", "维修", "指导", "发布", "检查")
_THINGS = (
    "科普讲座", "公益培训", "乡村文化活动", "消防演练", "志愿服务", "农村公路", "河道清淤", "古树名木保护", "应急物资储备点", "社区服务站", "数字档案整理", "食品抽检",
)  # fmt: skip
_QUALIFIERS = (
    "面向基层社区、农村和青少年的", "按照年度工作计划", "全市乡镇（街道）", "城乡居民基本公共服务", "重点区域及薄弱环节", "新时代文明实践", "部门预算安排的",
)  # fmt: skip
_MEASURES = (
    ("场次", "场"),
    ("期数", "期"),
    ("数量", "个"),
    ("人次", "人次"),
    ("里程", "公里"),
    ("面积", "亩"),
    ("篇数", "篇"),
)
_SHARES = ("验收合格率", "及时完成率", "覆盖率", "群众满意度", "问题整改率")
_COSTS = ("平均建设成本", "项目总成本控制数", "单位运行成本")
_EFFECTS = ("提升公众科学素质", "改善农村人居环境", "保障单位正常运转", "健全长效管理机制")
_WORDS = ("有效提升", "持续改善", "保障工作正常运转", "机制健全、落实到位", "长期")
_REASONS = (
    "受汛期影响，部分工程推迟实施；下一步将加快进度。", "年初目标设定偏低，今后将合理设定目标值。", "实际需求增加。", "采购程序时间较长，未能在年内完成支付，已列入下年度工作计划。",
)  # fmt: skip
_LONG_ACTUAL = "，覆盖6个乡镇和32个行政村，参加群众反响良好，相关做法在全市推广"


def name_and_values(chance: Random) -> tuple[str, str, str]:
    """Return a name with a target and an actual of its kind."""
    kinds = (_count, _count, _share, _share, _cost, _deadline, _effect, _composite)
    name, target, actual = chance.choice(kinds)(chance)
    if chance.random() < 0.25:
        name = "".join(chance.sample(_QUALIFIERS, chance.randint(1, 4))) + name
    if chance.random() < 0.08:
        actual = chance.choice(("", "未开展", "未完成", "/"))
    return name, target, actual


def reason(chance: Random) -> str:
    """Return why a target was missed, mostly nothing."""
    return chance.choice(_REASONS) if chance.random() < 0.3 else chance.choice(("", "", "无"))


def rate(chance: Random) -> str:
    """Return a completion rate as printed."""
    return chance.choice(
        ("100%", "100%", "100.00%", f"{chance.randint(60, 130)}%", f"{chance.uniform(60, 130):.2f}%", "")
    )


def points(chance: Random) -> tuple[str, str]:
    """Return a weight and a score that is no higher."""
    weight = chance.choice(("2", "2.5", "3", "5", "6", "8", "10", "12.5"))
    return weight, weight if chance.random() < 0.8 else f"{float(weight) * chance.uniform(0.5, 1):.2f}"


def _thing(chance: Random) -> str:
    return chance.choice(_ACTIONS) + chance.choice(_THINGS)


def _count(chance: Random) -> tuple[str, str, str]:
    measure, unit = chance.choice(_MEASURES)
    goal = chance.choice((chance.randint(1, 60), chance.randint(100, 9000), chance.randint(10_000, 90_000)))
    done = max(0, goal + chance.randint(-goal // 4, goal // 2))
    low = f"{goal:,}" if chance.random() < 0.2 else str(goal)
    target = chance.choice(
        (f"{low}{unit}", f"≥{low}{unit}", f"不少于{low}{unit}", f"{goal}-{goal * 2}{unit}", f"约{low}{unit}", low)
    )
    actual = chance.choice((f"{done}{unit}", str(done), f"全年共完成{done}{unit}", f"{done}{unit}{_LONG_ACTUAL}"))
    return _thing(chance) + measure, target, actual


def _share(chance: Random) -> tuple[str, str, str]:
    goal = chance.randint(80, 100)
    target = chance.choice((f"≥{goal}%", f"{goal}%", f"{goal}%以上", f"{goal - 5}%-{goal}%", f"不低于{goal}%"))
    return (
        chance.choice(_THINGS) + chance.choice(_SHARES),
        target,
        f"{chance.uniform(70, 100):.{chance.randint(0, 2)}f}%",
    )


def _cost(chance: Random) -> tuple[str, str, str]:
    goal = chance.uniform(1, 900)
    unit = chance.choice(("万元", "元/人", "万元/公里"))
    return (
        chance.choice(_THINGS) + chance.choice(_COSTS),
        f"≤{goal:.2f}{unit}",
        f"{goal * chance.uniform(0.8, 1.1):.2f}{unit}",
    )


def _deadline(chance: Random) -> tuple[str, str, str]:
    month, day = chance.randint(6, 12), chance.randint(1, 28)
    target = chance.choice((f"2024年{month}月{day}日前", "2024年12月底前", f"{month}月底", "及时"))
    return f"{chance.choice(_THINGS)}完成时间", target, f"2024年{chance.randint(1, 12)}月{day}日全部完成"


def _effect(chance: Random) -> tuple[str, str, str]:
    return chance.choice(_EFFECTS), chance.choice(_WORDS), chance.choice((*_WORDS, f"持续改善{_LONG_ACTUAL}"))


def _composite(chance: Random) -> tuple[str, str, str]:
    spots, people = chance.randint(2, 9), chance.randint(10, 90) * 10
    end = chance.choice(("", "；", "。"))
    target = f"打造{spots}个示范点，培训{people}人次{end}"
    return (
        f"{chance.choice(_THINGS)}示范点建设及培训",
        target,
        f"打造{spots + chance.randint(-1, 2)}个示范点，培训{people + 20}人次{end}",
    )
