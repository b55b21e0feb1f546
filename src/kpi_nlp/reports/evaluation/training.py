"""What a training run says: the new matcher beside the one that ships, or what is lacking."""

import shutil
from collections.abc import Iterator
from typing import TextIO

from kpi_nlp.align.matcher import Matcher
from kpi_nlp.model import Compared, Shortage
from kpi_nlp.reports.evaluation.layout import Line, columns, wrapped
from kpi_nlp.reports.evaluation.text import WIDEST, comparison, write_lines
from kpi_nlp.reports.evaluation.words import cautions, extent, feature, signed


def write_training(matcher: Matcher, shipped: Matcher, compared: Compared, stream: TextIO) -> None:
    """Write what changed; colours only where the stream is a terminal."""
    width = min(WIDEST, shutil.get_terminal_size((80, 24)).columns)
    write_lines(lines(matcher, shipped, compared, width), stream)


def lines(matcher: Matcher, shipped: Matcher, compared: Compared, width: int) -> Iterator[Line]:
    """Yield the lines for a terminal of a width."""
    yield from wrapped(f"训练匹配器：向量模型 {matcher.embedder}", width, style="bold")
    yield from wrapped(extent(compared.second), width)
    for caution in cautions(compared.second):
        yield from wrapped(f"注意 {caution}", width, style="yellow")
    yield "", ""
    yield "系数与阈值", "bold"
    names = sorted(
        {*matcher.coefficients, *shipped.coefficients}, key=lambda name: -abs(matcher.coefficients.get(name, 0))
    )
    rows = [[feature(name), *(_weight(each, name) for each in (shipped, matcher))] for name in names]
    rows += [
        ["常数", signed(shipped.bias), signed(matcher.bias)],
        ["判为对应", f"{shipped.match:.4f}", f"{matcher.match:.4f}"],
        ["提请复核", f"{shipped.review:.4f}", f"{matcher.review:.4f}"],
    ]
    yield from columns(["特征", "内置", "新"], rows)
    yield from comparison(compared, width, "可用 kpi-nlp evaluate --compare 查看")
    told = "新匹配器的数字都是交叉验证的：每一对由没有见过其部门（或文件）的模型打分；阈值也在这批样本上选定，请另用一批样本以 kpi-nlp evaluate --matcher 复核"
    yield from wrapped(told, width, 2, "dim")


def _weight(matcher: Matcher, name: str) -> str:
    return signed(matcher.coefficients[name]) if name in matcher.coefficients else "—"


def refusal(links: int, others: int, least: int, lacking: Shortage | None, precision: float) -> str:
    """Return why no matcher was written, and what it takes."""
    if lacking is None and min(links, others) < least:
        kinds = (("对应（1、是、same、part）", links), ("不对应（0、否、different）", others))
        parts = [f"{kind}有 {found} 对，还差 {least - found} 对" for kind, found in kinds if found < least]
        return f"样本太少，没有训练：要保证精确率 {precision:g}，两类标注各至少 {least} 对；{'；'.join(parts)}。请补充标注后重试"
    if lacking is None:
        return "没有训练：标注分不出对应与不对应（名称和上下文看不出差别）。请核对标注，或补充样本后重试"
    at = lacking.at
    return (
        f"没有训练：交叉验证时没有阈值能保证精确率 {precision:g}（单侧 95% 下限）。最接近的阈值 {at.threshold:.4f} "
        f"判为对应 {at.counts.linked} 对、错 {at.counts.false_positive} 对，下限 {at.bound:.3f}；"
        f"还需至少 {lacking.more} 对判为对应且全部正确的样本。请补充标注，或用 --precision 降低要求"
    )
