"""Mutation testing of the checks: how many small changes of their code the tests notice.

    python tools/mutate_checks.py [--share 0.25] [--first-seed 0] [MODULE ...]

The changes are those of Cosmic Ray (its operators and its rewriting). What it lacks is speed: it starts a process for each
change; here a process that has everything loaded is forked, reads the one changed module, and runs the tests of that module
alone. Changes inside cards are left out (examples are tests themselves), and those that no longer load, as `int + None` in a
signature. MODULE is a path below `src/kpi_nlp`; without one, all of `checks/` and `quantities/compare.py`.
"""

import argparse
import ast
import contextlib
import importlib.abc
import importlib.util
import multiprocessing
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kpi_nlp"
_SECONDS = 60
_CARD = "check"
_TESTS = {
    "compare": ["tests/quantities/test_compare.py"],
    "aggregation": ["tests/checks/test_aggregation.py"],
    "inspection": ["tests/checks/test_aggregation.py", "tests/checks/test_cards.py"],
    "doubt": ["tests/checks/test_doubt.py"],
    "bands": ["tests/checks/test_bands.py"],
    "rubrics": ["tests/checks/test_rubrics.py"],
    "dues": ["tests/checks/test_cards.py", "-k", "S05- or s05-"],
    "earned": ["tests/checks/test_cards.py", "-k", "S03- or s03-"],
    "score_sheets": ["tests/checks/test_cards.py", "tests/checks/test_merged_points.py", "-k", "S06- or s06- or once"],
}


@dataclass(frozen=True)
class Mutant:
    """A module with one change: what was changed, in which line, and the code that comes of it."""

    module: str
    operator: str
    line: int
    code: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every change of a module that Cosmic Ray knows, but those within a card."""
    code = path.read_text(encoding="utf-8")
    cards = list(_cards(code))
    tree = get_ast(code)
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments():
            continue
        places = [place for node in ast_nodes(tree) for place in operator().mutation_positions(node)]
        for occurrence, ((line, _), _) in enumerate(places):
            if any(line in card for card in cards):
                continue
            changed = mutate_code(code, operator(), occurrence)
            if changed is not None and changed != code:
                yield Mutant(_module(path), name, line, changed)


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


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


def survives(mutant: Mutant) -> str:
    """Return killed, survived or unloadable; runs in a process of its own, which is not used again."""
    signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
    signal.alarm(_SECONDS)
    sys.meta_path.insert(0, _Changed(mutant))
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        try:
            importlib.import_module(mutant.module)
        except Exception:  # noqa: BLE001 - whatever a changed module raises when it is loaded
            return "unloadable"
        outcome = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:cov", *_tests(mutant.module)])
    return "survived" if outcome == pytest.ExitCode.OK else "killed"


def _tests(module: str) -> Sequence[str]:
    """Return the tests of a module: the examples and cases of a check by its code; all of them for what checks share."""
    name = module.rsplit(".", 1)[-1]
    if name in _TESTS:
        return _TESTS[name]
    code = name.split("_")[0]
    cards = ["tests/checks/test_cards.py"]
    return [*cards, "-k", f"{code.upper()}- or {code}-"] if code[-1].isdigit() else cards


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the changed code in place of the file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002 - the protocol
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.code, self.mutant.module, "exec"), module.__dict__)  # noqa: S102 - our own code, changed


def _load_what_stays() -> None:
    """Load what no mutant changes, so that each fork has it: everything that the checks stand on."""
    for module in (
        "kpi_nlp.extract",
        "kpi_nlp.align",
        "kpi_nlp.segment",
        "rapidfuzz",
        "rich.console",
        "_pytest.skipping",
    ):
        importlib.import_module(module)


def main() -> None:
    """Print what survived, and the share that was killed, module by module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="share of the changes that is tried, drawn by chance")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    paths = [SOURCE / path for path in chosen.modules] or [
        *sorted((SOURCE / "checks").glob("*.py")), SOURCE / "quantities" / "compare.py",
    ]  # fmt: skip
    draw = random.Random(chosen.seed)  # noqa: S311 - a sample
    tried = [mutant for path in paths for mutant in mutants(path) if draw.random() < chosen.share]
    os.chdir(ROOT)
    sys.path[:0] = ["tests", "tests/readers", "tools"]
    _load_what_stays()
    outcomes: dict[str, Counter[str]] = {_module(path): Counter() for path in paths}
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        for mutant, outcome in zip(tried, pool.imap(survives, tried, chunksize=1), strict=True):
            outcomes[mutant.module][outcome] += 1
            if outcome == "survived":
                print(f"survived {mutant.module}:{mutant.line} {mutant.operator}", flush=True)
    _tell(outcomes)


def _tell(outcomes: dict[str, Counter[str]]) -> None:
    for module, counts in outcomes.items():
        print(f"{module:60} {_share(counts)}")
    print(f"{'all':60} {_share(sum(outcomes.values(), Counter()))}")


def _share(counts: Counter[str]) -> str:
    tried = counts["killed"] + counts["survived"]
    return f"{counts['killed']:5} of {tried:5} killed ({counts['killed'] / max(1, tried):6.1%}), {counts['unloadable']} not loadable"


if __name__ == "__main__":
    main()
