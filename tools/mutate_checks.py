"""Mutation testing of the checks: how many small changes of their code the tests notice.

    python tools/mutate_checks.py [--share 0.1] [--seed 0] [--processes 2] [MODULE ...]

The changes are those of Cosmic Ray (its operators and its rewriting). What it lacks is speed: it starts a process for each
change; here a process that has everything loaded, and the dossier of every example, is forked; the fork makes one change,
loads the module and what imports it anew, and runs the tests until one fails. First the words that `tests/checks/said` holds
for each check that stands on the module (every example and case: what `test_cards` compares), those first that killed before;
what is left alive then meets the other tests of `tests/checks` and of `quantities/compare`.

Left out are changes inside cards (examples are tests themselves), changes that no longer load, as `int + None` in a signature,
and the kinds that can change nothing (`_changes_nothing` says why). MODULE is a path below `src/kpi_nlp`; without one, all of
`checks/` and `quantities/compare.py`. Each module's figures are printed as soon as it is done.
"""

import argparse
import ast
import contextlib
import gc
import importlib.abc
import importlib.util
import os
import random
import re
import resource
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn, TypeAlias

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator, operator_names
from parso.tree import search_ancestor

Node: TypeAlias = Any
"""A node or a leaf of parso, whose own types are partial."""

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kpi_nlp"
_SECONDS = 30
_BYTES = 8 << 30
_CARD = "check"
_CODE = re.compile(r"[a-z]\d\d(?=_)")
_DECLARES = re.compile(r"@(?:dataclass|cache|lru_cache)\b")
_SLOW = {"test_cards", "test_planted", "test_seed_findings"}
_OTHER_TESTS = [
    *(f"tests/checks/{path.name}" for path in sorted((ROOT / "tests" / "checks").glob("test_*.py")) if path.stem not in _SLOW),
    "tests/quantities/test_comparisons.py",
    "tests/quantities/test_compare.py",
]  # fmt: skip
_PLAINLY = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:cov"]
_DOSSIERS: dict[str, object] = {}
_SURVIVED, _UNLOADABLE, _SAME, _OTHERWISE, _BY_WORDS = 0, 1, 2, 3, 10


@dataclass(frozen=True)
class Mutant:
    """One change of a module: the operator, which of its places, and the lines where that stands."""

    operator: str
    occurrence: int
    line: int


@dataclass(frozen=True)
class Subject:
    """A module under test: its code and tree, its changes, and what has to be loaded anew when it changes."""

    name: str
    code: str
    tree: Node
    mutants: tuple[Mutant, ...]
    dependents: frozenset[str]


def subject_of(path: Path) -> Subject:
    """Return a module with every change that Cosmic Ray knows, but those left out."""
    code = path.read_text(encoding="utf-8")
    tree = get_ast(code)
    return Subject(_module(path), code, tree, tuple(_mutants(code, tree)), _dependents(_module(path)))


def _mutants(code: str, tree: Node) -> Iterator[Mutant]:
    silent = {line for span in _cards(code) for line in span}
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments():
            continue
        places = [place for node in ast_nodes(tree) for place in operator().mutation_positions(node)]
        for occurrence, (start, _) in enumerate(places):
            if start[0] not in silent and not _changes_nothing(tree.get_leaf_for_position(start)):
                yield Mutant(name, occurrence, start[0])


def _cards(code: str) -> Iterator[range]:
    """Yield the lines of each card: the decorator of a check."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if (
                    isinstance(decorator, ast.Call)
                    and isinstance(decorator.func, ast.Name)
                    and decorator.func.id == _CARD
                ):
                    yield range(decorator.lineno, (decorator.end_lineno or decorator.lineno) + 1)


def _changes_nothing(leaf: Node) -> bool:
    """Say whether a change at this place can alter no result.

    The `*` before keywords of a signature: a `/` in its place lets no more and no less be called, as we call it, and mypy holds
    the calls. Annotations: not read at run time. What `dataclass` is told (frozen, slots): it guards against code that mypy
    refuses. `cache` and its size: pure functions, remembered or not. `strict=True`: an assertion of equal lengths.
    """
    if leaf.value == "*" and leaf.parent.type in {"parameters", "param", "operator"}:
        return True
    decorator: Node = search_ancestor(leaf, "decorator")
    argument: Node = search_ancestor(leaf, "argument")
    if decorator:
        return _DECLARES.search(decorator.get_code()) is not None
    if argument and argument.get_code().strip() == "strict=True":
        return True
    return _is_annotation(leaf)


def _is_annotation(leaf: Node) -> bool:
    node: Node = leaf
    while node.parent is not None and node.parent.type not in {"suite", "file_input"}:
        parent, before = node.parent, node.get_previous_sibling()
        if before is not None and (
            (parent.type == "funcdef" and before == "->") or (parent.type in {"tfpdef", "annassign"} and before == ":")
        ):
            return True
        node = parent
    return False


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def _dependents(module: str) -> frozenset[str]:
    """Return the modules of ours that import a module, or import one that does, and itself."""
    found = {module}
    while grown := {name for name, imports in _imports().items() if name not in found and imports & found}:
        found |= grown
    return frozenset(found)


@cache
def _imports() -> dict[str, frozenset[str]]:
    """Return what every module of ours imports: modules, and names that may be modules."""
    return {_module(path): frozenset(_imported(path)) for path in SOURCE.rglob("*.py")}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def outcome_of(subject: Subject, mutant: Mutant, codes: Sequence[str]) -> int:
    """Return how a change fares: survived, unloadable, the same code, or killed, and by which check's words."""
    changed = _changed(subject, mutant)
    if changed in {None, subject.code}:
        return _SAME
    for name in {*subject.dependents, *_tests_loaded()}:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, _Changed(subject.name, str(changed)))
    try:
        importlib.import_module(subject.name)
    except Exception:  # noqa: BLE001 - whatever a changed module raises when it is loaded
        return _UNLOADABLE
    for at, code in enumerate(codes):
        if not _says_as_before(code):
            return _BY_WORDS + at
    others = _other_tests(subject)
    return _OTHERWISE if others and pytest.main([*_PLAINLY, *others]) != pytest.ExitCode.OK else _SURVIVED


def _other_tests(subject: Subject) -> list[str]:
    """Return the tests that name a check, or the module; what stands on no single check meets all of them."""
    name = subject.name.rsplit(".", 1)[-1]
    code = _CODE.match(name)
    if not code:
        return sorted(_OTHER_TESTS, key=lambda path: name[:5] not in path)
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in _OTHER_TESTS}
    return [path for path, text in texts.items() if name in text or code[0].upper() in text]


def _changed(subject: Subject, mutant: Mutant) -> str | None:
    visitor = MutationVisitor(mutant.occurrence, get_operator(mutant.operator)())
    tree = visitor.walk(subject.tree)
    return tree.get_code() if visitor.mutation_applied else None


def _says_as_before(code: str) -> bool:
    """Say whether `test_what_is_said_was_read_by_eye` passes for a check."""
    try:
        said = importlib.import_module("said")
        vars(said).update(_DOSSIERS)
        check = {check.code: check for check in importlib.import_module("kpi_nlp.checks").ALL}[code]
        return bool(said.said(check) == said.said_file(check).read_text(encoding="utf-8"))
    except Exception:  # noqa: BLE001 - a check that raises fails its test
        return False


def _tests_loaded() -> Iterator[str]:
    for name, module in sys.modules.items():
        if (getattr(module, "__file__", None) or "").startswith(str(ROOT / "tests")):
            yield name


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the changed code in place of the file."""

    def __init__(self, module: str, code: str) -> None:
        self.module = module
        self.code = code

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002 - the protocol
        if fullname != self.module:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=fullname == "kpi_nlp.checks")

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ and module.__spec__.submodule_search_locations is not None:
            module.__path__ = [str(SOURCE / "checks")]
        exec(compile(self.code, self.module, "exec"), module.__dict__)  # noqa: S102 - our own code, changed


def _load_what_stays() -> None:
    """Load what the tests need, run them once, and keep the dossiers of all examples, so that each fork has them."""
    said = importlib.import_module("said")
    _DOSSIERS.update({name: vars(said)[name] for name in ("dossier_sent", "dossiers_of_set")})
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        passed = pytest.main([*_PLAINLY, *_OTHER_TESTS]) == pytest.ExitCode.OK
    failing = [check.code for check in importlib.import_module("kpi_nlp.checks").ALL if not _says_as_before(check.code)]
    if failing or not passed:
        sys.exit(f"the tests fail without any change: {failing or _OTHER_TESTS}")


def _codes(subject: Subject) -> Iterator[str]:
    """Yield the codes of the checks whose words a module may change."""
    for check in importlib.import_module("kpi_nlp.checks").ALL:
        if check.question.__module__ in subject.dependents:
            yield check.code


class Trial:
    """Tries the changes of one module in forks, a few at a time, and counts."""

    def __init__(self, subject: Subject, processes: int) -> None:
        self.subject = subject
        self.processes = processes
        self.codes = list(_codes(subject))
        self.running: dict[int, tuple[Mutant, tuple[str, ...]]] = {}
        self.counts: Counter[str] = Counter()

    def run(self, mutants: Sequence[Mutant]) -> Counter[str]:
        """Return how many were killed, survived, and could not be loaded; print what survives."""
        waiting = deque(mutants)
        while waiting or self.running:
            if waiting and len(self.running) < self.processes:
                self._start(waiting.popleft())
            else:
                self._finish(*os.wait())
        return self.counts

    def _start(self, mutant: Mutant) -> None:
        child = os.fork()
        if not child:
            _try(self.subject, mutant, self.codes)
        self.running[child] = mutant, tuple(self.codes)

    def _finish(self, child: int, status: int) -> None:
        mutant, codes = self.running.pop(child)
        result = os.waitstatus_to_exitcode(status)
        if result >= _BY_WORDS:
            killer = codes[result - _BY_WORDS]
            self.codes.remove(killer)
            self.codes.insert(0, killer)
        outcome = {_SURVIVED: "survived", _UNLOADABLE: "unloadable", _SAME: "same"}.get(result, "killed")
        self.counts[outcome] += 1
        if outcome == "survived":
            print(
                f"survived {self.subject.name}:{mutant.line} {mutant.operator} {_difference(self.subject, mutant)}",
                flush=True,
            )


def _try(subject: Subject, mutant: Mutant, codes: Sequence[str]) -> NoReturn:
    """Run one change in a fork; one that runs for ever, or takes all memory, is ended and counts as killed."""
    gc.disable()
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    result = _OTHERWISE
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
        contextlib.suppress(BaseException),
    ):
        result = outcome_of(subject, mutant, codes)
    os._exit(result)


def _difference(subject: Subject, mutant: Mutant) -> str:
    changed = MutationVisitor(mutant.occurrence, get_operator(mutant.operator)()).walk(get_ast(subject.code)).get_code()
    before, after = subject.code.split("\n"), changed.split("\n")
    return next((f"{old.strip()} -> {new.strip()}" for old, new in zip(before, after, strict=False) if old != new), "")


def main() -> None:
    """Print what survived, and the share that was killed, module by module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="share of the changes that is tried, drawn by chance")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    paths = [SOURCE / path for path in chosen.modules] or [
        *sorted((SOURCE / "checks").glob("*.py")), SOURCE / "quantities" / "compare.py",
    ]  # fmt: skip
    os.chdir(ROOT)
    sys.path[:0] = ["tests", "tests/checks", "tests/readers", "tools"]
    _load_what_stays()
    gc.freeze()
    total: Counter[str] = Counter()
    for path in paths:
        subject = subject_of(path)
        draw = random.Random(f"{chosen.seed} {subject.name}")  # noqa: S311 - a sample
        tried = [mutant for mutant in subject.mutants if draw.random() < chosen.share]
        counts = Trial(subject, chosen.processes).run(tried)
        total += counts
        print(f"{subject.name:60} {_share(counts)}", flush=True)
    print(f"{'all':60} {_share(total)}")


def _share(counts: Counter[str]) -> str:
    tried = counts["killed"] + counts["survived"]
    return f"{counts['killed']:5} of {tried:5} killed ({counts['killed'] / max(1, tried):6.1%}), {counts['unloadable']} not loadable"


if __name__ == "__main__":
    main()
