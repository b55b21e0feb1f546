"""Bands of grades that a paper states itself: 「优（得分≥90分）、良（80分≤得分＜90分）…」, 「90分（含）以上为优，80-90分为良」."""

import re
from collections.abc import Mapping
from decimal import Decimal

from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Heading, Paper, Paragraph
from kpi_nlp.text import fold

_PIECES = re.compile(r"[,、;。]|(?<=[)级])(?=[优良中差])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BELOW = re.compile(r"以下|<\s*\d+(?:\.\d+)?\s*分?\s*\)?$|低于|不足")
_WORD = re.compile(r"优秀|优|良好|良|中等|合格|中|较差|差")
_FEWEST, _HIGHEST = 3, 100


def bands_of(paper: Paper) -> Mapping[str, Decimal] | None:
    """Return the lowest score of each grade, best first, as the paper states them; None where it states no scale."""
    for block in paper.document.blocks:
        if isinstance(block, Paragraph | Heading) and "优" in block.text and "良" in block.text:
            bands = _read(fold(block.text))
            if bands is not None:
                return bands
    return None


def _read(text: str) -> Mapping[str, Decimal] | None:
    bands: dict[str, Decimal] = {}
    for piece in _PIECES.split(text):
        words = {judgements().grades[match[0]] for match in _WORD.finditer(piece)}
        numbers = [Decimal(match[0]) for match in _NUMBER.finditer(piece)]
        if len(words) != 1 or not numbers or max(numbers) > _HIGHEST:
            continue
        lowest = Decimal(0) if len(numbers) == 1 and _BELOW.search(piece) else min(numbers)
        bands.setdefault(words.pop(), lowest)
    falling = sorted(bands.items(), key=lambda band: -band[1])
    whole = len(bands) >= _FEWEST and falling[-1][1] == 0 and len(set(bands.values())) == len(bands)
    return dict(falling) if whole and falling[0][0] == "优" else None
