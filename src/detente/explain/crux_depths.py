"""How far the best of very many packages gets, for one mixture of two dossiers after another.

The mixtures hardly differ, so that a package which got far in one mostly gets as far in the next:
packages found are tried first, and what is left to ask is whether any gets further. Answers do not
depend on what was found before; only how soon they come does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.ensemble.executors import blocks_of, map_blocks
from detente.ensemble.judging import NODE_LIMIT
from detente.kernel.exhausting import package_depths
from detente.kernel.searching import FOUND, UNDECIDED, find_package
from detente.kernel.solving import solve_package
from detente.kernel.system import System
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES
from detente.model.tables import fill_tables

__all__ = ["Finder"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]
#: Packages that are tried before anything is searched for, and draws judged together at most.
POOL, BLOCK = 16, 300


class Finder:
    """Judges the one class of a blueprint, and remembers what it found.

    Parameters
    ----------
    form : str
        Whether packages may contain more than the class describes.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self._found: list[dict[str, str]] = []

    def depths(self, blueprint: Blueprint, values: Float, *, workers: int) -> Int:
        """Count the gates that the best package passes.

        Parameters
        ----------
        blueprint : Blueprint
            With one class, which has this form.
        values : float array, shape (n_quantities, n_draws)
        workers : int

        Returns
        -------
        int64 array, shape (n_draws,)
            As :func:`detente.ensemble.depths.depths_of_values` has it.
        """
        mask = blueprint.classes[0]
        pool = self._pool(blueprint, mask)

        def work(start: int, count: int) -> tuple[Int, Int]:
            block = _Block(blueprint, mask, self._allowed(mask), pool)
            return block.judge(values[:, start : start + count])

        n = values.shape[1]
        # All threads have something to do, however few the draws.
        size = max(1, min(BLOCK, math.ceil(n / max(workers, 1))))
        parts = map_blocks(work, blocks_of(n, size), workers=workers)
        for _, packages in parts:
            self._remember(blueprint, packages)
        return np.concatenate([depths for depths, _ in parts])

    def _allowed(self, mask: ClassMask) -> Bool:
        if self.form == AS_DESCRIBED:
            assert mask.exact is not None
            return mask.exact
        return mask.sweetened

    def _pool(self, blueprint: Blueprint, mask: ClassMask) -> Int:
        """Return the columns of those packages found before that are of the class here as well."""
        known = set(blueprint.space.base)
        columns = [
            blueprint.space.columns(package) for package in self._found if known.issuperset(package.items())
        ]
        packages = np.array(columns, np.int64).reshape(-1, len(blueprint.space.groups))
        inside = self._allowed(mask)[packages].all(axis=1)
        if mask.clause is not None:
            p = blueprint.clauses[mask.clause].program[1]
            moved = blueprint.static_tables[p][packages].sum(axis=1)
            inside &= moved >= blueprint.static_thresholds[p]
        chosen: Int = packages[inside]
        return chosen

    def _remember(self, blueprint: Blueprint, packages: Int) -> None:
        """Keep the packages found last."""
        for columns in packages:
            package = blueprint.space.package(columns)
            if package in self._found:
                self._found.remove(package)
            self._found.insert(0, package)
        del self._found[POOL:]


class _Block:
    """Judges some draws together."""

    def __init__(self, blueprint: Blueprint, mask: ClassMask, allowed: Bool, pool: Int) -> None:
        self.b = blueprint
        self.allowed = allowed
        self.pool = list(pool)
        self.fresh: list[Int] = []
        # A search starts from the bounds of the one before: the next draw is much like it.
        self.weights = np.zeros((len(GATES), len(blueprint.predicates)))
        self.common = np.arange(len(blueprint.clauses)) < blueprint.n_common_clauses
        self.on = [self.common & (blueprint.clause_gate <= gate) for gate in range(len(GATES))]
        for on in self.on:
            if mask.clause is not None:
                on[mask.clause] = True

    def judge(self, values: Float) -> tuple[Int, Int]:
        """Return the depths and the packages newly found."""
        tables = fill_tables(self.b, values)
        depths = np.array([self._draw(tables.system(k)) for k in range(len(tables))], np.int64)
        return depths, np.array(self.fresh, np.int64).reshape(-1, len(self.b.space.groups))

    def _draw(self, system: System) -> int:
        depth = self._known(system, self.pool)
        allowed = system.allowed & self.allowed
        while depth < len(GATES):
            columns = self._deeper(system, allowed, depth)
            if columns is None:
                break
            depth = self._known(system, [columns])
            self.pool.insert(0, columns)
            self.fresh.append(columns)
        return depth

    def _known(self, system: System, packages: Sequence[Int]) -> int:
        """Count the gates that the best of some packages passes."""
        if not packages:
            return 0
        found = package_depths(system, np.array(packages), clause_on=self.common)
        return max(0, int(found.max()))

    def _deeper(self, system: System, allowed: Bool, depth: int) -> Int | None:
        """Find a package that passes one gate more."""
        on = self.on[depth]
        found = find_package(
            system, clause_on=on, allowed=allowed, weights=self.weights[depth], node_limit=NODE_LIMIT
        )
        status, columns = found.status, found.columns
        if status == UNDECIDED:
            status, columns = solve_package(system, clause_on=on, allowed=allowed)
        return columns if status == FOUND else None
