"""Imports point one way: from the command line down to the dossier, never back."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "detente"

#: A module may import its own layer and those before it.
LAYERS = [
    ("errors", "version"),
    ("dossier", "cases", "loading"),
    ("evidence",),
    ("kernel", "model"),
    ("exchange",),
    ("events",),
    ("lenses",),
    ("ensemble",),
    ("bundles",),
    ("verdict",),
    ("explain",),
    ("report",),
    (
        "commands",
        "cli",
        "cli_bargain",
        "cli_climate",
        "cli_compare",
        "cli_events",
        "cli_exchange",
        "cli_explain",
        "cli_lens",
        "cli_options",
        "cli_run",
        "cli_runs",
        "cli_spiral",
        "cli_sweep",
    ),
    ("__init__", "__main__"),
]
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
#: What the layer rule alone would let through.
ONLY = {"kernel": {"kernel", "errors"}, "model": {"model", "kernel", "dossier", "errors"}}
#: Libraries that cost start-up time, or are optional, and may be imported inside a function.
HEAVY = {
    "altair",
    "distributed",
    "duckdb",
    "moocore",
    "openpyxl",
    "pandas",
    "ruptures",
    "scipy",
    "statsmodels",
    "vl_convert",
}

FILES = sorted(SOURCE.rglob("*.py"))
Import = ast.Import | ast.ImportFrom


def part_of(module: str) -> str:
    """Return the part of the package that a dotted module belongs to."""
    return [*module.split("."), "__init__"][1]


def module_of(file: Path) -> str:
    """Return the dotted name of a file."""
    parts = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


MODULES = {module_of(file) for file in FILES}


def names(node: Import) -> list[str]:
    """Return the modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    assert node.level == 0, "imports are absolute"
    module = node.module or ""
    # "from package import module" needs the module, not what else the package offers.
    return [full if (full := f"{module}.{alias.name}") in MODULES else module for alias in node.names]


def imports(file: Path) -> Iterator[tuple[str, bool]]:
    """Yield every module a file imports, and whether that happens inside a function."""
    tree = ast.parse(file.read_text("utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(n) for function in functions for n in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, Import):
            yield from ((name, id(node) in inside) for name in names(node))


def own(file: Path) -> list[str]:
    """List the modules of the package that a file imports."""
    return [name for name, _ in imports(file) if name.split(".")[0] == "detente"]


def test_every_part_has_a_layer() -> None:
    """A new part of the package is given its place before anything imports it."""
    assert {part_of(module_of(file)) for file in FILES} <= RANK.keys()


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_point_down(file: Path) -> None:
    """No module imports a later layer, and the kernel nothing but itself and the errors."""
    part = part_of(module_of(file))
    wanted = {part_of(name) for name in own(file)}
    assert {other for other in wanted if RANK[other] > RANK[part]} == set()
    assert wanted <= ONLY.get(part, wanted)


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_stand_at_the_top(file: Path) -> None:
    """Only heavy libraries are imported inside functions, and commands by the command line."""
    late = {name for name, is_inside in imports(file) if is_inside}
    lazy = {name for name in late if name.split(".")[0] in HEAVY}
    if module_of(file).startswith("detente.cli"):
        lazy |= {name for name in late if name.startswith("detente.commands.")}
    assert late - lazy == set()


def test_no_circles() -> None:
    """Modules do not import each other in a circle, late imports of commands aside."""
    graph = {}
    for file in FILES:
        known = {name for name, is_inside in imports(file) if not is_inside and name.startswith("detente.")}
        graph[module_of(file)] = known
    graphlib.TopologicalSorter(graph).prepare()
