"""An evaluation on a terminal: figures with intervals, the threshold to use, kinds of pairs, the wrong ones."""

import shutil
from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from kpi_nlp.model import Compared, Counts, Evaluation, Interval, Judged
from kpi_nlp.reports.evaluation.layout import Line, columns, wrapped
from kpi_nlp.reports.evaluation.verdicts import ASIDE, ASIDE_HEADER, RULE_HEADER, RULES, aside_rows, rule_rows
from kpi_nlp.reports.evaluation.words import (
    FIGURES,
    LABELS,
    cautions,
    chosen,
    context,
    extent,
    fault,
    feature,
    number,
    outcome,
    reason,
    signed,
    stratum,
)

WIDEST = 100
_ON_THE_PAGE = "见 -o html=评测.html"
_MOST_PAIRS, _MOST_FEATURES = 10, 4


def write_text(evaluation: Evaluation, stream: TextIO, compared: Compared | None = None) -> None:
    """Write the evaluation; colours only where the stream is a terminal."""
    width = min(WIDEST, shutil.get_terminal_size((80, 24)).columns)
    write_lines(lines(evaluation, width, compared), stream)


def write_lines(said: Iterator[Line], stream: TextIO) -> None:
    """Write lines with their styles where the stream shows any."""
    if not stream.isatty():
        stream.writelines(f"{text}\n" for text, _ in said)
        return
    console = Console(file=stream, highlight=False, soft_wrap=True, markup=False, emoji=False)
    for text, style in said:
        console.print(Text(text, style=style))


def lines(evaluation: Evaluation, width: int, compared: Compared | None = None) -> Iterator[Line]:
    """Yield the lines of an evaluation for a terminal of a width."""
    yield from wrapped(f"匹配评测：{evaluation.title}，阈值 {evaluation.threshold:g}", width, style="bold")
    yield from wrapped(extent(evaluation), width)
    for caution in cautions(evaluation):
        yield from wrapped(f"注意 {caution}", width, style="yellow")
    if evaluation.judged:
        yield from _headline(evaluation, width)
    if compared:
        yield from comparison(compared, width)
    if evaluation.judged:
        yield from _errors(evaluation.errors, width)
    yield from _review(evaluation, width)


def _headline(evaluation: Evaluation, width: int) -> Iterator[Line]:
    yield from _heading("总体")
    yield from _figures(evaluation)
    yield from _heading("达到要求的阈值")
    for sentence in chosen(evaluation.choice):
        yield from wrapped(sentence, width, 2)
    yield from _thresholds(evaluation)
    if evaluation.strata:
        yield from _heading("分类型")
        yield from _strata(evaluation)


def _review(evaluation: Evaluation, width: int) -> Iterator[Line]:
    """Yield what counts for no figure above: pairs that were not drawn by chance, and verdicts on findings."""
    if evaluation.asides:
        yield from _heading("其他来源的标注")
        yield from columns(ASIDE_HEADER, aside_rows(evaluation))
        yield from wrapped(ASIDE, width, 2, "dim")
    if evaluation.rules:
        yield from _heading("各规则的疑点是否成立")
        yield from columns(RULE_HEADER, rule_rows(evaluation))
        yield from wrapped(RULES, width, 2, "dim")


def _heading(text: str) -> Iterator[Line]:
    yield "", ""
    yield text, "bold"


def _figures(evaluation: Evaluation) -> Iterator[Line]:
    header = ["指标", "数值", "95% 区间", *(["按部门重抽"] if evaluation.clustered else [])]
    rows = [
        [
            FIGURES[name],
            number(evaluation.figures[name]),
            _interval(evaluation.intervals.get(name)),
            *([_interval(evaluation.clustered.get(name))] if evaluation.clustered else []),
        ]
        for name in FIGURES
        if name in evaluation.figures
    ]
    yield from columns(header, rows)


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}"


def _thresholds(evaluation: Evaluation) -> Iterator[Line]:
    rows = [
        [f"{row.threshold:.2f}", str(row.counts.linked), *_decided(row.counts), f"{row.bound:.3f}"]
        for row in evaluation.thresholds[1::2]
    ]
    yield from columns(["阈值", "对应", "误判", "漏判", "精确率", "召回率", "F1", "下限"], rows)


def _strata(evaluation: Evaluation) -> Iterator[Line]:
    rows = [
        [stratum(name), str(counts.total), str(counts.links), *_decided(counts)]
        for name, counts in evaluation.strata.items()
    ]
    yield from columns(["类型", "对数", "应对应", "误判", "漏判", "精确率", "召回率", "F1"], rows)


def _decided(counts: Counts) -> list[str]:
    wrong = (counts.false_positive, counts.false_negative)
    return [*map(str, wrong), *map(number, (counts.precision, counts.recall, counts.f1))]


def comparison(compared: Compared, width: int, rest: str = _ON_THE_PAGE) -> Iterator[Line]:
    """Yield what the second configuration does otherwise; `rest` says where the pairs are that are not shown."""
    first, second = compared.first, compared.second
    yield from _heading("与另一配置比较")
    yield from wrapped(f"A {first.title}，阈值 {first.threshold:g}", width, 2)
    yield from wrapped(f"B {second.title}，阈值 {second.threshold:g}", width, 2)
    names = [name for name in FIGURES if name in first.figures and name in second.figures]
    both = [(first.figures[name], second.figures[name]) for name in names]
    rows = [[FIGURES[name], number(a), number(b), f"{b - a:+.3f}"] for name, (a, b) in zip(names, both, strict=True)]
    yield from columns(["指标", "A", "B", "B-A"], rows)
    yield from wrapped(outcome(compared), width, 2)
    for one, two in compared.flipped[:_MOST_PAIRS]:
        turned = "改对" if one.wrong else "改错"
        pair = f"{one.pair.left.text} | {one.pair.right.text}"
        said = f"{LABELS[one.pair.label]}，{one.probability:.2f} → {two.probability:.2f}"
        yield from wrapped(f"{turned} {pair}（{said}）", width, 2)
    yield from _rest(len(compared.flipped), "判断不同的", rest)


def _errors(errors: Sequence[Judged], width: int) -> Iterator[Line]:
    yield from _heading(f"判错 {len(errors)} 对" + ("，最有把握却判错的在前" if errors else ""))
    for place, judged in enumerate(errors[:_MOST_PAIRS], 1):
        kind = f"，{stratum(judged.pair.stratum)}" if judged.pair.stratum else ""
        label = LABELS[judged.pair.label]
        yield from wrapped(f"{place}. {fault(judged)}（标注 {label}，概率 {judged.probability:.2f}{kind}）", width, 2)
        for named in (judged.pair.left, judged.pair.right):
            beside = context(named)
            yield from wrapped(named.text + (f"  [{beside}]" if beside else ""), width, 5)
        yield from wrapped(reason(judged) or f"主要依据：{_features(judged)}", width, 5, "dim")
    yield from _rest(len(errors), "判错的", _ON_THE_PAGE)


def _features(judged: Judged) -> str:
    heaviest = sorted(judged.contributions.items(), key=lambda entry: -abs(entry[1]))[:_MOST_FEATURES]
    return "，".join(f"{feature(name)} {judged.features[name]:.2f}（{signed(weight)}）" for name, weight in heaviest)


def _rest(found: int, what: str, where: str) -> Iterator[Line]:
    if found > _MOST_PAIRS:
        yield f"  {what}另有 {found - _MOST_PAIRS} 对，{where}", "dim"
