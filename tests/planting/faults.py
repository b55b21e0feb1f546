"""The faults of the catalogue as listed, one file a code: ways in which a clean set is changed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from planting.sets import THIS_YEAR

CATALOGUE = tuple(
    f"{letter}{number:02}"
    for letter, count in zip("TARNSFDCUXMYHQ", (4, 7, 4, 3, 6, 3, 2, 3, 1, 1, 1, 1, 3, 8), strict=True)
    for number in range(1, count + 1)
)
FIRST = frozenset(code for code in CATALOGUE if code[0] in "TARNSFD") - {"A06", "A07"}
"""The codes for which the tool exists; the others follow."""

LISTS = ("faults", "unseen", "drafts", "second", "third", "fourth")
"""The folders of faults: those that the checks were measured against all along, those that were kept from them, and
four rounds of further wordings, each in other structures than those before (drafts/README.md)."""

_HERE = Path(__file__).parent
_WHOLE = {"drops", "adds", "quote", "mentions", "swap"}


@dataclass(frozen=True)
class Way:
    """One way to make a fault; see faults/README.md for the fields."""

    code: str
    number: int
    on: tuple[str, ...]
    swap: tuple[str, str] | None
    facts: Mapping[str, str]
    says: Mapping[str, str]
    drops: tuple[str, ...]
    adds: Mapping[str, Any]
    quote: tuple[str, ...]
    mentions: str
    besides: frozenset[str]
    papers: tuple[str, ...]
    lists: str = LISTS[0]

    @property
    def takes_row(self) -> bool:
        """True where the fault is made in a row that is to be chosen."""
        return bool(self.on)


@cache
def ways(code: str, lists: str = LISTS[0]) -> tuple[Way, ...]:
    """Return the ways of a code in one of the folders, which need not have any."""
    if not (_HERE / lists / f"{code}.toml").exists():
        return ()
    listed = tomllib.loads((_HERE / lists / f"{code}.toml").read_text(encoding="utf-8"))
    return tuple(replace(way_of(listed, way, number), lists=lists) for number, way in enumerate(listed["way"], 1))


def way_of(listed: Mapping[str, Any], way: Mapping[str, Any], number: int) -> Way:
    """Return a way with what its file says of all."""
    on = way.get("on", listed.get("on", ()))
    own = {name: way.get(name) for name in _WHOLE}
    return Way(
        listed["code"],
        number,
        _listed(on),
        tuple(own["swap"]) if own["swap"] else None,
        {**listed.get("facts", {}), **way.get("facts", {})},
        {_address(place): text for place, text in {**listed.get("says", {}), **way.get("says", {})}.items()},
        tuple(own["drops"] or ()),
        own["adds"] or {},
        _listed(listed["quote"] if own["quote"] is None else own["quote"]),
        own["mentions"] or "",
        frozenset((*listed.get("besides", ()), *way.get("besides", ()))),
        tuple(way.get("papers", listed.get("papers", THIS_YEAR))),
    )


def _listed(said: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _address(place: str) -> str:
    return place if "." in place else f"evaluation.row.{place}"
