"""Titles of a table whose cells are printed one after another: words of the lexicon, each on a line or run together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kpi_nlp import lexicon
from kpi_nlp.extract.dumps.words import Word
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.extract.terms.roles import NAME_LIKE, VALUE_LIKE

_FEWEST = 4
_MOST_PIECES = 6  # lines of a title in a narrow column
_MOST_LINES = 6  # lines of titles that are run together
_LONGEST_UNKNOWN = 12
_PROSE = frozenset("，。；、！？：“”‘’,;!?=")


@dataclass(frozen=True, slots=True)
class Title:
    """A column: its role, None where the lexicon has none, and its printed title."""

    role: str | None
    word: Word


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a table: from which word up to which they stand; `joined` where nothing parts them."""

    columns: tuple[Title, ...]
    start: int
    stop: int
    joined: bool

    @property
    def roles(self) -> tuple[str | None, ...]:
        """The roles of the columns in order."""
        return tuple(title.role for title in self.columns)


def find_titles(words: Sequence[Word]) -> Iterator[Titles]:
    """Yield the titles of tables that stand among these words, in order."""
    at = 0
    while at < len(words):
        found = _titles_at(words, at) if words[at].opens_line and _may_open(words[at].text) else None
        if found is not None:
            yield found
        at = found.stop if found is not None else at + 1


@lru_cache(maxsize=4096)
def _may_open(text: str) -> bool:
    """Return whether a title may begin with this text, or the text with a title."""
    key = lexicon.header_key(text)
    if not key or not _PROSE.isdisjoint(text):
        return False
    return any(title.startswith(key) or key.startswith(title) for title in lexicon.headers().roles)


def _titles_at(words: Sequence[Word], start: int) -> Titles | None:
    found = list(_one_by_one(words, start))
    if _is_acceptable([title for title, _ in found]):
        return Titles(tuple(title for title, _ in found), start, found[-1][1], joined=False)
    titles, stop = _run_together(words, start)
    return Titles(tuple(titles), start, stop, joined=True) if _is_acceptable(titles) else None


def _is_acceptable(titles: Sequence[Title]) -> bool:
    roles = [title.role for title in titles if title.role is not None]
    return (
        len(roles) >= _FEWEST
        and len({*roles}) == len(roles)
        and bool(NAME_LIKE & {*roles})
        and bool(VALUE_LIKE & {*roles})
    )


def _one_by_one(words: Sequence[Word], start: int) -> Iterator[tuple[Title, int]]:
    """Yield the titles that stand on words of their own, each with the word behind it; one of several lines is joined.

    A role that comes again is the last: no table has it twice, however long the words go on like that.
    """
    at = start
    roles: set[str | None] = set()
    while at < len(words):
        found = _title(words, at)
        if found is None and at > start and _is_unknown(words, at):
            found = (Title(None, words[at]), at + 1)
        if found is None:
            return
        title, at = found
        while at < len(words) and not lexicon.header_key(words[at].text) and words[at].text[0] in "([":
            at += 1  # 「(A)」 on a line of its own
        yield title, at
        if title.role is not None and title.role in roles:
            return
        roles.add(title.role)


def _title(words: Sequence[Word], at: int) -> tuple[Title, int] | None:
    roles = lexicon.headers().roles
    best = None
    text = ""
    for stop in range(at + 1, min(at + _MOST_PIECES, len(words)) + 1):
        text += words[stop - 1].text
        if not _PROSE.isdisjoint(text):
            break
        if role := roles.get(lexicon.header_key(text)):
            best = Title(role, replace(words[at], text=text)), stop
    return best


def _is_unknown(words: Sequence[Word], at: int) -> bool:
    """Return whether a word that is no title stands between titles."""
    text = words[at].text
    short = len(text) <= _LONGEST_UNKNOWN and _PROSE.isdisjoint(text) and not any(map(str.isdigit, text))
    return short and not is_level(text) and at + 1 < len(words) and _title(words, at + 1) is not None


def _run_together(words: Sequence[Word], start: int) -> tuple[list[Title], int]:
    """Return the titles that one or several whole lines are made of, and the word behind; none where they are not."""
    best: tuple[list[Title], int] = ([], start)
    text, stop = "", start
    for _ in range(_MOST_LINES):
        opened = stop
        while stop < len(words) and (stop == opened or not words[stop].opens_line):
            text += lexicon.header_key(words[stop].text)
            stop += 1
        if stop == opened or any(not _PROSE.isdisjoint(word.text) for word in words[opened:stop]):
            break
        if titles := _cover(text):
            roles = lexicon.headers().roles
            best = ([Title(roles[title], replace(words[start], text=title)) for title in titles], stop)
    return best


def _cover(text: str) -> tuple[str, ...]:
    """Return the fewest titles that make up a text, none where there are none."""
    roles = lexicon.headers().roles
    longest = max(map(len, roles))
    best: dict[int, tuple[str, ...]] = {0: ()}
    for at in range(len(text)):
        for stop in range(at + 1, min(at + longest, len(text)) + 1) if at in best else ():
            title = text[at:stop]
            if title in roles and (stop not in best or len(best[at]) + 1 < len(best[stop])):
                best[stop] = (*best[at], title)
    return best.get(len(text), ())
