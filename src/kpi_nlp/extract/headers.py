"""Header rows: one to five lines taken together give each column its role, by the lexicon and never by position."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

from kpi_nlp import lexicon
from kpi_nlp.model import Cell
from kpi_nlp.text import fold, han_only, join_lines, squeeze

_TALLEST = 5
FEWEST_ROLES = 3
_MOST_DEBRIS = 8  # characters of garbled print beside the words of a header
_LONGEST_CELL = 40
_LONGEST_GROUP = 14
_EXACT, _CONTAINED = 3, 1
_WEIGHT_OF_FIT = 100  # different roles, and units found, only break ties
BUDGET = frozenset({"budget_initial", "budget_full", "execution"})
NAME_LIKE = frozenset({"level2", "level3", "level4", "name", "item", "task"})
VALUE_LIKE = frozenset(
    {
        "target",
        "adjusted_target",
        "actual",
        "score",
        "weight",
        "budget_initial",
        "budget_full",
        "execution",
        "forecast",
        "goal",
    }
)
_DEBRIS = re.compile(
    r"[^\x20-\x7e\u2010-\u206f\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uf900-\uffef]+"
)  # letters of other scripts
_UNIT = re.compile(r"[(]\s*(?:单位[::])?\s*([^()]{1,6})\s*[)]")


@dataclass(frozen=True)  # without slots: two properties are worked out once
class Header:
    """The columns of a form: role, printed text, unit in brackets, and whose money a budget column holds.

    `unknown` are the printed texts of columns that the lexicon has no role for.
    """

    roles: Mapping[int, str]
    labels: Mapping[int, str]
    units: Mapping[int, str]
    scopes: Mapping[int, str]
    width: int
    unknown: Mapping[int, str] = field(default_factory=dict)

    def column(self, *roles: str) -> int | None:
        """Return the first column of the first of these roles that the form has."""
        return next((self._first[role] for role in roles if role in self._first), None)

    @cached_property
    def _first(self) -> Mapping[str, int]:
        return {role: column for column, role in reversed(tuple(self.roles.items()))}

    @cached_property
    def name_column(self) -> int | None:
        """The column of the deepest level, which names the indicator."""
        return self.column("level4", "name", "level3", "task", "item", "level2")

    def same_form(self, other: "Header") -> bool:
        """Return whether another header repeats this one, as after a page break."""
        return sorted(self.roles.values()) == sorted(other.roles.values())


def find_headers(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, Header]]:
    """Yield start, stop and columns of each header in a run of rows; of overlapping readings the best."""
    promising = [any(_role(join_lines(cell.text)) for cell in row) for row in rows]
    best_from = cache(partial(_best_from, rows, promising))
    start = 0
    while start < len(rows):
        best = best_from(start)
        if best is None:
            start += 1
            continue
        later = (best_from(at) for at in range(start + 1, best[1]))
        if any(other is not None and other[0] >= best[0] for other in later):
            start += 1
            continue
        stop = _past_subtitles(rows, best[1])
        yield start, stop, best[2]
        start = stop


def _past_subtitles(rows: Sequence[Sequence[Cell]], stop: int) -> int:
    """Return the first row below a header that is no further line of titles."""
    while stop < len(rows) and _is_subtitle(rows[stop]):
        stop += 1
    return stop


def _is_subtitle(row: Sequence[Cell]) -> bool:
    """「经费保障 | 制度保障 | …」 under 「偏差原因分析」; what is merged down from above says nothing of its own."""
    own = [squeeze(cell.text) for cell in row if cell.text.strip() and cell.covered not in ("down", "inner")]
    return bool(own) and lexicon.headers().subtitles.issuperset(own)


def _best_from(rows: Sequence[Sequence[Cell]], promising: Sequence[bool], start: int) -> tuple[int, int, Header] | None:
    """Return score, stop and header of the best reading of a header that begins at `start`."""
    best: tuple[int, int, Header] | None = None
    for stop in range(start + 1, min(start + _TALLEST, len(rows)) + 1):
        if not any(promising[start:stop]):
            continue
        score, header = _columns(rows[start:stop])
        better = best is None or score > best[0] or (score == best[0] and _ends_titles(rows[stop - 1], header))
        if _acceptable(header) and better:
            best = (score, stop, header)
    return best


def _ends_titles(row: Sequence[Cell], header: Header) -> bool:
    """「及改进措施」 below 「偏差原因分析」: titles that are whole without the row, and with it."""
    return any(column in header.roles and cell.text.strip() and not cell.covered for column, cell in enumerate(row))


def _acceptable(header: Header) -> bool:
    roles = set(header.roles.values())
    if {"goal", "goal_actual"} <= roles:
        return True
    return len(header.roles) >= FEWEST_ROLES and bool(roles & NAME_LIKE) and bool(roles & VALUE_LIKE)


def _columns(rows: Sequence[Sequence[Cell]]) -> tuple[int, Header]:
    """Read some rows as one header; the score tells how well they fit the lexicon."""
    width = max(len(row) for row in rows)
    columns = [_texts(rows, column) for column in range(width)]
    texts = [join_lines("".join(column)) for column in columns]
    fits = _fits(columns)
    units: dict[int, str] = {}
    scopes: dict[int, str] = {}
    for column, (role, *_) in fits.items():
        if unit := _UNIT.search(fold(texts[column])):
            units[column] = unit[1].strip()
        elif column - 1 in units and fits[column - 1][0] == role:
            units[column] = units[column - 1]
        if scope := next((word for word in lexicon.headers().scopes if squeeze(texts[column]).endswith(word)), None):
            scopes[column] = scope
    roles = {column: role for column, (role, *_) in fits.items()}
    labels = {column: label for column, (*_, label) in fits.items()}
    unknown = {column: text for column, text in enumerate(texts) if text and column not in roles}
    own = [fit for column, (_, fit, _) in fits.items() if not _is_spanned(rows, column)]
    score = (sum(own) * _WEIGHT_OF_FIT) + len(set(roles.values())) + len(units)
    return score, Header(roles, labels, units, scopes, width, unknown)


def _is_spanned(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """True for a column all of whose texts belong to a cell on the left that spans it."""
    return all(
        row[column].covered in ("right", "inner") for row in rows if column < len(row) and row[column].text.strip()
    )


def _fits(columns: Sequence[Sequence[str]]) -> dict[int, tuple[str, int, str]]:
    """Return role, fit and label of each column; a doubtful one gives way where another has its role beyond doubt."""
    fits: dict[int, tuple[str, int, str]] = {}
    for column, lines in enumerate(columns):
        found, text = _role_of(lines), join_lines("".join(lines))
        left = fits.get(column - 1)
        if found is None and left and left[0] in BUDGET and squeeze(text).endswith(lexicon.headers().scopes):
            found = (left[0], _EXACT, text)
        if found is not None:
            fits[column] = found
    certain = {role for role, fit, _ in fits.values() if fit == _EXACT}
    return {column: found for column, found in fits.items() if found[1] == _EXACT or found[0] not in certain}


def _texts(rows: Sequence[Sequence[Cell]], column: int) -> list[str]:
    """Return the texts of a column from the top, a merged cell once."""
    cells = [row[column] for row in rows if column < len(row)]
    return [text for cell in cells if cell.covered not in ("down", "inner") and (text := join_lines(cell.text))]


def _role_of(lines: Sequence[str]) -> tuple[str, int, str] | None:
    """Return the role of a column by its lines taken together, else by the last, under titles of groups of columns."""
    found = _role("".join(lines))
    if len(lines) > 1 and (found is None or found[1] != _EXACT) and all(map(_is_group, lines[:-1])):
        own = _role(lines[-1])
        if own is not None and own[1] == _EXACT:
            return own
    if (
        found is not None
        and found[1] != _EXACT
        and len(lines) > 1
        and found[2] in lexicon.header_key("".join(lines[:-1]))
    ):
        return None  # a word of the rows above, over a line that says something else
    return found


def _is_group(text: str) -> bool:
    """「绩效指标」 above 「一级指标」, 「评分」 above 「分值」: words, no figures."""
    return len(text) <= _LONGEST_GROUP and len(han_only(text)) > 1 and not any(letter.isdigit() for letter in text)


@cache
def _role(text: str) -> tuple[str, int, str] | None:
    """Return role, fit and legible label of a header text; None where it holds no word of the lexicon."""
    if not text or len(text) > _LONGEST_CELL:
        return None
    printed = re.sub(r"^[-—](?=\s*级)", "一", text.strip())
    key, known = lexicon.header_key(printed), lexicon.headers().roles
    if role := known.get(lexicon.header_key(printed, brackets=True)) or known.get(key):
        return role, _EXACT, _DEBRIS.sub("", text).strip(" -—")
    for scope in lexicon.headers().scopes:
        if key.endswith(scope) and key.removesuffix(scope).removesuffix("其中") in known:
            return known[key.removesuffix(scope).removesuffix("其中")], _EXACT, text
    inside = [word for word in known if len(word) > _EXACT and word in key and len(key) - len(word) <= _MOST_DEBRIS]
    if not inside:
        return None
    word = max(inside, key=len)
    return known[word], _CONTAINED, word
