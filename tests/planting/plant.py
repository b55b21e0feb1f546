"""Plants one fault of a code into a clean set, at a place drawn from a seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from planting.facts import Chosen, changed, equal_rows
from planting.faults import LISTS, Way, ways
from planting.figures import figures, of_row
from planting.filings import Filing, departments, filing, last_year, row, weighted
from planting.prose import texts
from planting.rows import Row, met, with_facts
from planting.sets import Printed, printed
from planting.templates import filled

VARIANTS = 4
FORMATS = ("docx", "xlsx", "txt")
_ROWS = ("row", "other", "equal")


@dataclass(frozen=True)
class Planted:
    """A set with a fault, the set without it, and the texts of which a finding must quote one, by document."""

    way: Way
    suffix: str
    besides: frozenset[str]
    clean: Printed
    faulty: Printed
    quotes: tuple[tuple[str, str], ...]
    shown: str


def planted(code: str, seed: int, lists: str = LISTS[0]) -> Planted:
    """Return the fault of a seed: ways and formats take turns, department, layout and row come by chance."""
    listed = ways(code, lists)
    return placed(listed[seed % len(listed)], FORMATS[seed // len(listed) % 3], f"{code} {seed}")


def placed(way: Way, suffix: str, seed: str, extras: Sequence[str] = ()) -> Planted:
    """Return what becomes of a clean set in one way, in one format; what stands beside it is in both sets."""
    chance = Random(seed)
    layouts = {name: text for name, text in way.facts.items() if name.startswith("layout.")}
    while True:
        base = filing(chance.randrange(len(departments(way.lists))), chance.randrange(VARIANTS), way.lists)
        rows = [row for row in base.rows if _fits(row, way)]
        if rows or not way.takes_row:
            break
    chosen = _chosen(chance, base, rows, way)
    both = {"": base, "last": last_year(base)}
    clean = printed(changed(both, layouts, chosen), way.papers, {}, extras)
    return _planted(way, suffix, both, chosen=chosen, clean=clean, extras=extras)


def _fits(row: Row, way: Way) -> bool:
    return row.kind in way.on and (way.swap is None or way.swap[0] in row.name)


def _chosen(chance: Random, base: Filing, rows: list[Row], way: Way) -> Chosen:
    row = chance.choice(rows) if rows else base.rows[0]
    alike = [other.key for other in base.rows if other.kind in {"count", "people", "share"} and other.key != row.key]
    return Chosen(row.key, tuple(chance.sample(alike, 2)), equal_rows(base, way.facts, chance))


def _planted(
    way: Way, suffix: str, both: Mapping[str, Filing], *, chosen: Chosen, clean: Printed, extras: Sequence[str]
) -> Planted:
    facts = {address: _swapped(text, way, both[""], chosen.row) for address, text in way.facts.items()}
    faulty = changed(both, facts, chosen)
    faulty = {prefix: _without(_with_added(made, way, chosen), way, chosen) for prefix, made in faulty.items()}
    says = dict(_says(way, faulty[""], chosen))
    paper = printed(faulty, way.papers, says, extras)
    quotes = tuple(
        (paper.documents[place], paper.texts[place]) for place in _places(way, chosen) if place in paper.texts
    )
    places = dict.fromkeys((*clean.texts, *paper.texts))
    changes = [
        f"{place}: {clean.texts.get(place)} -> {paper.texts.get(place)}"
        for place in places
        if clean.texts.get(place) != paper.texts.get(place)
    ]
    besides = way.besides | ({"R04"} if _falls_short(faulty) else set())
    return Planted(way, suffix, besides, clean, paper, quotes, "\n".join(changes))


def _swapped(text: str, way: Way, base: Filing, key: str) -> str:
    if way.swap is None:
        return text
    name = next(row.name for row in base.rows if row.key == key)
    return text.replace("{swapped}", name.replace(*way.swap))


def _with_added(made: Filing, way: Way, chosen: Chosen) -> Filing:
    """Return the filing with the row that the fault adds, in the papers that it names or in all."""
    if not way.adds:
        return made
    adds = dict(way.adds)
    like = next(row for row in made.rows if row.key == chosen.row)
    if adds.pop("like", None):
        levels = tuple(adds.get("levels", like.levels))
        extra = replace(like, key="added", name=filled(adds["name"], of_row(like, made)), levels=levels)
    else:
        line = (adds["kind"], adds["levels"][1], adds["name"], adds["goal"], adds["unit"], adds["aim"])
        extra = row(Random(0), "added", line)
        done = Decimal(adds["done"]) if "done" in adds else extra.done
        extra = with_facts(extra, done=done, mid=(done / 2).quantize(done))
    others = [paper for paper in ("declaration", "monitoring", "evaluation") if paper not in adds.get("in", (paper,))]
    made = replace(made, rows=(*made.rows, extra), gone=made.gone | {(paper, "added") for paper in others})
    return made if made.style else _reweighted(made)


def _without(made: Filing, way: Way, chosen: Chosen) -> Filing:
    """Return the filing without the row in the papers that leave it out."""
    if not way.drops or made.style:
        return made
    return _reweighted(replace(made, gone=made.gone | {(paper, chosen.row) for paper in way.drops}))


def _reweighted(made: Filing) -> Filing:
    """Give the rows of the self-evaluation weights that sum to those of their levels."""
    weights = {row.key: row for row in weighted(made.of("evaluation"))}
    return replace(made, rows=tuple(weights.get(row.key, row) for row in made.rows))


def _says(way: Way, made: Filing, chosen: Chosen) -> Iterator[tuple[str, str]]:
    whole = texts(made) | figures(made) | {"goal_text": _goal(made)}
    told = {row.key: row for row in made.rows}
    for address, text in way.says.items():
        for place, key in _places_of(address, chosen):
            known = whole | of_row(told[key], made)
            yield place, filled(_swapped(text, way, made, key), known)


def _falls_short(filings: Mapping[str, Filing]) -> bool:
    """A shortfall is told in a note of its own, whatever else is wrong with it."""
    return any(not met(row) for filing in filings.values() for row in filing.of("evaluation"))


def _goal(made: Filing) -> str:
    from planting.forms import goal

    return goal(made)


def _places(way: Way, chosen: Chosen) -> list[str]:
    return [place for address in way.quote for place, _ in _places_of(address, chosen)]


def _places_of(address: str, chosen: Chosen) -> list[tuple[str, str]]:
    """Return the places of an address and the row of each: 「evaluation.row.actual」 stands in the row that was chosen."""
    names = address.split(".")
    keys = {"row": (chosen.row,), "other": chosen.others[:1], "equal": chosen.equal}
    role = next((name for name in names if name in _ROWS), None)
    if role is None:
        return [(address, chosen.row)]
    return [(".".join(key if name == role else name for name in names), key) for key in keys[role]]
