"""Where the claims of a paper stand in its text, line by line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kpi_nlp.model import Claim, ExplainedText, Heading, Paragraph, Said
from kpi_nlp.text import join_lines


class Told:
    """Claims as they are met in the text; one that a page break cut goes on in the next line."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims: dict[tuple[str | None, int], list[Claim]] = defaultdict(list)
        for claim in claims:
            self._claims[claim.location.sheet, claim.location.order].append(claim)
        self._rest: tuple[Claim, int] | None = None

    def explained(self, block: Heading | Paragraph) -> ExplainedText:
        """Return a text with its claims."""
        text = join_lines(block.text)
        return ExplainedText(
            text,
            block.location,
            block.level if isinstance(block, Heading) else 0,
            block.before if isinstance(block, Paragraph) else None,
            tuple(self._said(text, self._claims.get((block.location.sheet, block.location.order), ()))),
        )

    def _said(self, text: str, claims: Iterable[Claim]) -> Iterator[Said]:
        at = 0
        if self._rest is not None:
            claim, begun = self._rest
            at = _common(text, claim.text[begun:])
            self._rest = (claim, begun + at) if at and begun + at < len(claim.text) else None
            if at:
                yield Said(0, at, claim, begun)
        for claim in claims:
            start = text.find(claim.text, at)
            if start >= 0:
                at = start + len(claim.text)
                yield Said(start, at, claim)
                continue
            start = next((start for start in range(at, len(text)) if claim.text.startswith(text[start:])), len(text))
            if start < len(text):
                self._rest, at = (claim, len(text) - start), len(text)
                yield Said(start, at, claim)


def _common(text: str, rest: str) -> int:
    """Return how many characters of a line go on with a claim: all of it, or up to the end of the claim."""
    if text.startswith(rest):
        return len(rest)
    return len(text) if rest.startswith(text) else 0
