"""Prints the texts of papers place by place: each place has an address, where a fault may say something else."""

from collections.abc import Mapping


class Press:
    """Prints what is said at an address, and remembers it: the text of the facts unless `says` has another."""

    def __init__(self, says: Mapping[str, str], paper: str) -> None:
        self._says, self._paper = says, paper
        self.printed: dict[str, str] = {}

    def __call__(self, address: str, text: str) -> str:
        place = f"{self._paper}.{address}"
        self.printed[place] = said = self._says.get(place, text)
        return said
