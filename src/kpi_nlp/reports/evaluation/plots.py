"""The plots of an evaluation as marks with coordinates, which a template draws as SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_nlp.model import Bin, CurvePoint, Evaluation, Label

_WIDTH, _HEIGHT = 420, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 14, 40
_BINS = 20
_FIFTHS = (0, 0.2, 0.4, 0.6, 0.8, 1)
_COUNTS = (1, 2, 5)  # steps of a scale that people read easily
_TICKS = 4
_SMALLEST, _LARGEST = 3, 11  # of a dot


@dataclass(frozen=True, slots=True)
class Mark:
    """An element of SVG with its class and attributes; `text` stands in it, `hint` is shown on pointing at it."""

    tag: str
    class_: str
    attributes: Mapping[str, str | float]
    text: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: its title, what it says to whoever cannot see it, its marks from the back, and its legend (class, words)."""

    title: str
    description: str
    marks: tuple[Mark, ...]
    legend: tuple[tuple[str, str], ...] = ()
    width: int = _WIDTH
    height: int = _HEIGHT


@dataclass(frozen=True, slots=True)
class _Frame:
    """The inner rectangle; y runs from `low` to `high`, x from 0 to 1."""

    low: float = 0
    high: float = 1

    def x(self, value: float) -> float:
        return round(_LEFT + value * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        inside = _HEIGHT - _TOP - _BOTTOM
        return round(_TOP + (self.high - value) / (self.high - self.low) * inside, 1)

    def points(self, places: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in places)

    def axes(self, x_title: str, y_title: str, ticks: Sequence[float], words: Sequence[str]) -> Iterator[Mark]:
        for tick, word in zip(ticks, words, strict=True):
            yield Mark("line", "grid", {"x1": self.x(0), "x2": self.x(1), "y1": self.y(tick), "y2": self.y(tick)})
            yield Mark("text", "tick end", {"x": self.x(0) - 6, "y": self.y(tick) + 4}, word)
        for tick in _FIFTHS:
            yield Mark("text", "tick middle", {"x": self.x(tick), "y": self.y(self.low) + 16}, f"{tick:g}")
        middle = (self.y(self.low) + self.y(self.high)) / 2
        yield Mark("text", "axis middle", {"x": self.x(0.5), "y": _HEIGHT - 6}, x_title)
        turned = f"rotate(-90 12 {middle:g})"
        yield Mark("text", "axis middle", {"x": 12, "y": middle, "transform": turned}, y_title)

    def unit_axes(self, x_title: str, y_title: str) -> Iterator[Mark]:
        yield from self.axes(x_title, y_title, _FIFTHS, [f"{tick:g}" for tick in _FIFTHS])


def plots(evaluation: Evaluation) -> tuple[Plot, ...]:
    """Return precision over recall, the histogram of probabilities, and calibration, as far as the pairs allow."""
    found = [_curve(evaluation)] if evaluation.curve else []
    return (*found, _histogram(evaluation), _calibration(evaluation.calibration))


def _curve(evaluation: Evaluation) -> Plot:
    frame, points = _Frame(), evaluation.curve
    counts = evaluation.counts
    marks = [*frame.unit_axes("召回率", "精确率"), _band(frame, points)]
    marks.append(
        Mark("polyline", "curve", {"points": frame.points([(point.recall, point.precision) for point in points])})
    )
    if counts.precision is not None and counts.recall is not None:
        at = f"阈值 {evaluation.threshold:g}：精确率 {counts.precision:.3f}，召回率 {counts.recall:.3f}"
        place = {"cx": frame.x(counts.recall), "cy": frame.y(counts.precision), "r": 5}
        marks.append(Mark("circle", "now", place, hint=at))
    legend = (("curve", "精确率"), ("band", "95% 区间"), ("now", "当前阈值"))
    return Plot("精确率与召回率", "各召回率下的精确率及其 95% 区间", tuple(marks), legend)


def _band(frame: _Frame, points: Sequence[CurvePoint]) -> Mark:
    edge = [(point.recall, point.high) for point in points] + [(point.recall, point.low) for point in reversed(points)]
    return Mark("polygon", "band", {"points": frame.points(edge)})


def _histogram(evaluation: Evaluation) -> Plot:
    """Draw links upward and others downward, so that both are seen wherever they overlap."""
    bins = {label: _binned(evaluation, label) for label in ("same", "part", "different")}
    up = max(map(sum, zip(bins["same"], bins["part"], strict=True)))
    step = _step(max(up, *bins["different"], 1))
    frame = _Frame(-step * -(-max(bins["different"]) // step) or -step, step * -(-up // step) or step)
    ticks = [step * at for at in range(int(frame.low // step), int(frame.high // step) + 1)]
    marks = list(frame.axes("概率", "对数", ticks, [str(abs(tick)) for tick in ticks]))
    for at in range(_BINS):
        same, part, different = (bins[label][at] for label in ("same", "part", "different"))
        stack = (("same", 0, same), ("part", same, same + part), ("different", -different, 0))
        marks += [_bar(frame, at, *bar) for bar in stack if bar[1] != bar[2]]
    marks.append(Mark("line", "zero", {"x1": frame.x(0), "x2": frame.x(1), "y1": frame.y(0), "y2": frame.y(0)}))
    x = frame.x(evaluation.threshold)
    ends = {"x1": x, "x2": x, "y1": frame.y(frame.high), "y2": frame.y(frame.low)}
    marks.append(Mark("line", "limit", ends, hint=f"当前阈值 {evaluation.threshold:g}"))
    legend = (("same", "同一指标"), ("part", "部分对应"), ("different", "不对应（向下）"), ("limit", "当前阈值"))
    return Plot("概率分布", "各概率段内的对数，对应的向上，不对应的向下", tuple(marks), legend)


def _binned(evaluation: Evaluation, label: Label) -> list[int]:
    found = [0] * _BINS
    for judged in evaluation.judged:
        if judged.pair.label == label:
            found[min(int(judged.probability * _BINS), _BINS - 1)] += 1
    return found


def _step(most: int) -> int:
    """Return a step that gives about four marks on the scale of a count."""
    power = 1
    while True:
        for lead in _COUNTS:
            if lead * power * _TICKS >= most:
                return lead * power
        power *= 10


def _bar(frame: _Frame, at: int, label: str, low: int, high: int) -> Mark:
    left, right = frame.x(at / _BINS) + 0.5, frame.x((at + 1) / _BINS) - 0.5
    box = {
        "x": left,
        "y": frame.y(high),
        "width": round(right - left, 1),
        "height": round(frame.y(low) - frame.y(high), 1),
    }
    return Mark("rect", label, box, hint=f"{at / _BINS:.2f}-{(at + 1) / _BINS:.2f}：{high - low} 对")


def _calibration(bins: Sequence[Bin]) -> Plot:
    frame = _Frame()
    ends = {"x1": frame.x(0), "y1": frame.y(0), "x2": frame.x(1), "y2": frame.y(1)}
    marks = [*frame.unit_axes("给出的概率（段内平均）", "实际对应的比例"), Mark("line", "ideal", ends)]
    marks.append(Mark("polyline", "curve", {"points": frame.points([(bin_.said, bin_.found) for bin_ in bins])}))
    for bin_ in bins:
        radius = round(_SMALLEST + (_LARGEST - _SMALLEST) * bin_.share**0.5, 1)
        place = {"cx": frame.x(bin_.said), "cy": frame.y(bin_.found), "r": radius}
        marks.append(Mark("circle", "dot", place, hint=f"{bin_.pairs} 对：概率 {bin_.said:.2f}，实际 {bin_.found:.2f}"))
    legend = (("dot", "各概率段，越大对数越多"), ("ideal", "完全校准"))
    return Plot("校准", "给出的概率与实际对应比例", tuple(marks), legend)
