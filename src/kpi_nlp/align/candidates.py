"""Which pairs are worth scoring: equal names, alike wording, common words. Small groups are compared whole."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from kpi_nlp.align.features import Side

_WHOLE_TABLE = 10_000  # pairs; a table up to this size costs less than looking for candidates
_PER_ROW = 10
_WORTH_SCORING = 30


def candidates(lefts: Sequence[Side], rights: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions, each once; memory grows with the rows, never with their product."""
    if len(lefts) * len(rights) <= _WHOLE_TABLE:
        yield from ((row, column) for row in range(len(lefts)) for column in range(len(rights)))
        return
    cores = [right.name.core for right in rights]
    by_text, by_word = defaultdict(list), defaultdict(list)
    for column, right in enumerate(rights):
        by_text[right.name.text].append(column)
        for word in right.name.words:
            by_word[word].append(column)
    for row, left in enumerate(lefts):
        found = set(by_text[left.name.text][:_PER_ROW])
        alike = process.extract(left.name.core, cores, scorer=fuzz.ratio, limit=_PER_ROW, score_cutoff=_WORTH_SCORING)
        found.update(column for _, _, column in alike)
        shared = Counter(dict.fromkeys(found, 0))
        for word in left.name.words:
            shared.update({column: len(word) for column in by_word[word]})
        found.update(column for column, _ in shared.most_common(_PER_ROW))
        yield from ((row, column) for column in sorted(found))
