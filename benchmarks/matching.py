"""How fast rows are matched, beside rapidfuzz on the same names in the same run, on one core.

    python benchmarks/matching.py [EMBEDDER]

The names are made of the lexicons by `training.triplets` from a seed; levels and targets are drawn. 2,000 rows a side are
timed, 20,000 rows a side are matched once in a process of its own whose peak of memory is told.
"""

import random
import sys
from collections.abc import Sequence
from functools import cached_property, partial

from rapidfuzz import fuzz, process
from timing import ROUNDS, paired, peak, tell

from kpi_nlp import quantities
from kpi_nlp.align import embedders
from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.matcher import Scored, matcher_for
from kpi_nlp.align.names import analyse
from kpi_nlp.align.sides import Sides, sides
from kpi_nlp.model import Indicator, Location, Value
from kpi_nlp.segment import words
from kpi_nlp.training.triplets import triplets

MANY, THOUSANDS = 2_000, 20_000
SEED = 20
_LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))
_NOWHERE = Location("benchmark")


def rows(count: int) -> tuple[list[Indicator], list[Indicator]]:
    """Return rows for both sides, each of the left with another wording of it on the right, elsewhere in the form."""
    chance = random.Random(SEED)  # noqa: S311 - names by chance, from a seed
    made = [
        (one.anchor, one.positive, chance.choice(_LEVELS), f"{chance.randint(1, 900)}个")
        for one in triplets(count, SEED)
    ]
    left = [_row(name, levels, target) for name, _, levels, target in made]
    right = [_row(name, levels, target) for _, name, levels, target in made]
    chance.shuffle(right)
    return left, right


def _row(name: str, levels: tuple[str, ...], target: str) -> Indicator:
    return Indicator(
        name, "benchmark", _NOWHERE, levels=levels, target=Value(target, quantities.parse(target), _NOWHERE)
    )


def _encode(indicators: Sequence[Indicator], embedder: embedders.Embedder) -> Sides:
    """Analyse and encode all names anew."""
    analyse.cache_clear()
    words.cache_clear()
    side = sides(indicators, embedder)
    for name, column in vars(Sides).items():
        if isinstance(column, cached_property):  # columns are made when asked for: made before the clock runs
            getattr(side, name)
    return side


def _verdicts(lefts: Sides, rights: Sides, embedder: embedders.Embedder) -> Scored:
    return matcher_for(embedder).score(lefts, rights, *candidates(lefts, rights))


def _from_names(lefts: Sequence[Indicator], rights: Sequence[Indicator], embedder: embedders.Embedder) -> Scored:
    return _verdicts(_encode(lefts, embedder), _encode(rights, embedder), embedder)


def main(spec: str) -> None:
    """Print the ratios and the peak of memory."""
    embedder = embedders.load(spec)
    left, right = rows(MANY)
    names = [row.name for row in left], [row.name for row in right]
    sides_ = _encode(left, embedder), _encode(right, embedder)
    ratio = partial(process.cdist, *names, scorer=fuzz.ratio, workers=1)
    weighted = partial(process.cdist, *names, scorer=fuzz.WRatio, workers=1)
    print(f"{MANY} x {MANY} names, embedder {spec}, {len(candidates(*sides_)[0])} candidates")
    tell("encoded rows to verdicts / cdist(ratio)", *paired(partial(_verdicts, *sides_, embedder), ratio), 3)
    tell(
        "names to verdicts / cdist(WRatio)",
        *paired(partial(_from_names, left, right, embedder), weighted, ROUNDS // 3),
        1,
    )
    for count in (MANY, THOUSANDS):
        print(f"{count} x {count}: peak {peak([sys.executable, __file__, spec, str(count)])} MB")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [spec, count]:  # one run, for its peak of memory
            _from_names(*rows(int(count)), embedders.load(spec))
        case given:
            main(*given or ["static"])
