"""The clean variants as listed, printed as sets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from planting.faults import Way, way_of
from planting.plant import placed
from planting.sets import Printed

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Variant:
    """A clean set: its name, the format of its files, how it differs, and what stands below the self-evaluation."""

    name: str
    suffix: str
    way: Way
    beside: tuple[str, ...]
    near: str  # the code whose fault it looks like, if any

    def printed(self) -> Printed:
        """Return the set, its department and row drawn from its name."""
        return placed(self.way, self.suffix, self.name, self.beside).faulty


@cache
def variants() -> tuple[Variant, ...]:
    """Return all variants: the layouts and sentences of `variants.toml` and, code by code, what only looks like a fault (`near`)."""
    lists = [
        (_FOLDER / "variants.toml", ""),
        *((path, path.stem.partition(".")[0]) for path in sorted((_FOLDER / "near").glob("*.toml"))),
    ]
    return tuple(
        _variant(table, near)
        for path, near in lists
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["variant"]
    )


def _variant(table: Mapping[str, Any], near: str) -> Variant:
    way = way_of({"code": "", "quote": ""}, table, 0)
    return Variant(table["name"], table["format"], way, tuple(table.get("beside", ())), near)
