"""A02: an actual that still says 「不少于」 or 「以上」 with the target's own number."""

from collections.abc import Iterator

from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Quantity, Remark, Row, check
from kpi_nlp.quantities import equals

_BOUNDED = ("以上", "以下", "以内", "之内", "左右")


@check(
    code="A02",
    name="bound-as-actual",
    title="实际值仍写不少于/以上",
    severity="question",
    over="indicators",
    why="实际完成值应是已经发生的确数。沿用目标的「不少于」「以上」「约」和同一个数字，等于没有填报实际数。",
    basis="实际值的某一分项带有与目标相同的界限词或概数词，数字也相同；目标写的是确数、实际值反而加上界限词的，也计（「5日内」办结一类除外）。「超过」「余」表示确有超出，「达到」只是陈述（「达到…以上」不是），均不计。",
    cleared_by="实际确为「超过」而无法取得确数，并说明了统计口径。",
    suggestion="更正",
    flags=(
        Row(name="技术攻关", target="攻关技术难题不少于10个", actual="联合攻关技术难题不少于10个。"),
        Row(name="联系科技工作者", target="10000人以上", actual="10000人以上"),
        Row(name="办结时限", target="≤5个工作日", actual="≤5个工作日"),
        Row(name="清淤河道", target="清淤河道46条", actual="清淤河道46条以上"),
    ),
    passes=(
        Row(name="受众人次", target="不少于1000人次", actual="超过1000人次"),
        Row(name="满意度", target="不低于98%", actual="达到98%"),
        Row(name="技术攻关", target="不少于10个", actual="12个"),
        Row(name="技术攻关", target="不少于10个", actual="不少于15个"),
    ),
)
def bound_as_actual(dossier: Dossier) -> Iterator[Answer]:
    """Flag parts whose answer keeps the bound, or the vagueness, and the number of the target."""
    for indicator in dossier.evaluated:
        if (said := indicator.answered) is None or not any(part.actual for part in indicator.parts):
            continue
        kept = [
            (part.target, part.actual)
            for part in indicator.parts
            if part.actual and _keeps_bound(part.target, part.actual)
        ]
        if kept:
            goals, done = (
                "、".join(dict.fromkeys(quantity.stated for quantity in side)) for side in zip(*kept, strict=True)
            )
            message = f"「{indicator.name}」目标「{goals}」，实际完成值仍写「{done}」，没有填报确数。"
            yield Remark(message, Evidence.of_row(*said), (indicator,))
        else:
            yield Clear()


def _keeps_bound(target: Quantity, actual: Quantity) -> bool:
    stated = actual.text.startswith(("达", "=", "＝")) and not actual.text.endswith(_BOUNDED)
    if not equals(target, actual) or stated:
        return False
    same_side = (actual.low is None) == (target.low is None) and (actual.high is None) == (target.high is None)
    bounded = (actual.low is None) != (actual.high is None) and not (actual.low_open or actual.high_open)
    if target.exact is not None:
        return bounded and (actual.kind != "duration" or actual.high is None)
    return same_side and (bounded or (actual.approximate and target.approximate))
