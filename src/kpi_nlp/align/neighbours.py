"""Papers of one project each, many of one year and stage: only those that are alike are laid side by side.

Each would else be compared with all others, and rows such as 「群众满意度」 of one project be linked with another's. Projects are
told by their names; where the papers name none, by the names of their rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_nlp.align.scopes import alike
from kpi_nlp.model import WHOLE, Paper, Why
from kpi_nlp.text import words_only

_CROWD = 3  # papers in one year and stage that name no project; two may be halves, or versions, of one
_NEAR, _NEAR_NAME = 0.8, 0.95  # shares of the likeness of the best neighbour, by rows and by the project's name

Pair = tuple[Paper, Paper, Why]
Slot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Project:
    """The project of a paper, None where it names none; the pairs of letters of its rows; its year and stage."""

    name: str | None
    signs: frozenset[str]
    slot: Slot

    def likeness(self, other: "_Project") -> float:
        """Return 0 to 1."""
        if self.name is not None and other.name is not None:
            return alike(self.name, other.name)
        return len(self.signs & other.signs) / max(1, min(len(self.signs), len(other.signs)))


def neighbours(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pairs but those of two projects of which either has a paper of that year and stage that is much nearer."""
    projects = _projects(pairs)
    likeness: dict[tuple[str, str], float] = {}
    best: dict[tuple[str, Slot], float] = defaultdict(float)
    for left, right, _ in pairs:
        one, other = projects.get(left.document.path), projects.get(right.document.path)
        if one and other and (one.name is None) == (other.name is None):
            near = one.likeness(other)
            likeness[left.document.path, right.document.path] = near
            for key in ((left.document.path, other.slot), (right.document.path, one.slot)):
                best[key] = max(best[key], near)
    for pair in pairs:
        left_path, right_path = (paper.document.path for paper in pair[:2])
        if (left_path, right_path) in likeness:
            one, other = projects[left_path], projects[right_path]
            most = max(best[left_path, other.slot], best[right_path, one.slot])
            if likeness[left_path, right_path] < most * (_NEAR if one.name is None else _NEAR_NAME):
                continue
        yield pair


def _projects(pairs: Sequence[Pair]) -> Mapping[str, _Project]:
    """Return the papers of one project each by their paths; those without its name only where there is a crowd of them."""
    papers = {paper.document.path: paper for left, right, _ in pairs for paper in (left, right)}
    found = {path: project for path, paper in papers.items() if (project := _project(paper)) is not None}
    nameless = Counter(project.slot for project in found.values() if project.name is None)
    crowded = max(nameless.values(), default=0) >= _CROWD
    return {path: project for path, project in found.items() if project.name is not None or crowded}


def _project(paper: Paper) -> _Project | None:
    """Return the project of a paper, None for one of several, or of a department and its projects."""
    scopes = {row.scope or WHOLE for row in paper.valued}
    if len(scopes) != 1:
        return None
    scope = scopes.pop()
    identity = paper.document.identity
    names = [words_only(row.name) for row in paper.valued]
    signs = frozenset(name[at : at + 2] for name in names for at in range(len(name) - 1))
    return _Project(None if scope == WHOLE else scope, signs, (identity.year, identity.stage))
