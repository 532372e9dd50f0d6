"""Judging kinds of deal at many settings of a few numbers, on the same luck.

What a set number does to a draw is to overwrite one row of its values: the dossier is compiled once,
the other numbers are drawn once, and all settings of a draw are judged side by side. A kind of deal is
judged only at those settings that its packages can tell apart, and numbers that its cut-down dossier
does not have are none of these.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, Form, depths_of_values
from detente.ensemble.executors import Progress, map_blocks
from detente.ensemble.judging import FEW, class_plan
from detente.ensemble.sampling import Sampler
from detente.explain.crux_depths import Finder
from detente.explain.sweep_axes import SweepAxis
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["Task", "counted_depths", "task_of"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Entries of the tables that a thread holds at once, about 32 MB.
ROOM = 4_000_000
#: Draws drawn together, and settings of draws judged in one go where each is a search or a look-up.
BLOCK, SEARCHED, LOOKED_UP = 250, 1_000, 20_000
#: Blocks of one task, as long as they are not larger than that.
BLOCKS = 400


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """One kind of deal of one dossier, over the axes that can move it.

    Attributes
    ----------
    blueprint : Blueprint
        With this kind of deal alone.
    form : str
    axes : tuple of SweepAxis
        Of numbers, as asked.
    bearing : tuple of bool
        Which of them have a number that the blueprint has.
    """

    blueprint: Blueprint
    form: Form
    axes: tuple[SweepAxis, ...]
    bearing: tuple[bool, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Settings along each axis; 1 along an axis that cannot matter."""
        return tuple(
            len(axis.values) if bears else 1 for axis, bears in zip(self.axes, self.bearing, strict=True)
        )

    @cached_property
    def settings(self) -> tuple[list[int], Float]:
        """Rows that are set, and their values, shape (n_rows, n_settings + 1).

        The last setting leaves everything as drawn, which is told by nan.
        """
        row = {quantity.path: k for k, quantity in enumerate(self.blueprint.quantities)}
        used = [axis for axis, bears in zip(self.axes, self.bearing, strict=True) if bears]
        grids = np.meshgrid(*(axis.numbers for axis in used), indexing="ij")
        rows, values = [], []
        for axis, grid in zip(used, grids, strict=True):
            for path in axis.paths:
                if path in row:
                    rows.append(row[path])
                    values.append(np.append(grid.ravel(), np.nan))
        n = int(np.prod(self.shape))
        return rows, np.array(values, np.float64).reshape(len(rows), n + 1)

    @property
    def is_searched(self) -> bool:
        """Whether its packages are too many to be tried one by one."""
        return self.form != AS_DESCRIBED or class_plan(self.blueprint).n_exact[0] > FEW


def task_of(dossier: Dossier, deal: str, form: Form, axes: Sequence[SweepAxis]) -> Task:
    """Prepare one kind of deal.

    Parameters
    ----------
    dossier : Dossier
    deal : str
        A key that it has.
    form : str
        One that this kind of deal has.
    axes : sequence of SweepAxis
        Of numbers.
    """
    asked = replace(dossier, deals={deal: dossier.deals[deal]})
    if form == AS_DESCRIBED:
        asked = trimmed(asked, issues_of_deal(asked.deals[deal]))
    blueprint = Blueprint(asked)
    known = {quantity.path for quantity in blueprint.quantities}
    bearing = tuple(not known.isdisjoint(axis.paths) for axis in axes)
    return Task(blueprint=blueprint, form=form, axes=tuple(axes), bearing=bearing)


def counted_depths(
    tasks: Sequence[Task],
    *,
    draws: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Int, Int], ...]:
    """Count draws by gates passed, at every setting of every task.

    Parameters
    ----------
    tasks : sequence of Task
    draws, seed, workers
        As for :func:`detente.run`; the draws are the same.
    progress : callable, optional
        Called with (settings of draws judged, and in all).

    Returns
    -------
    tuple of (int64 array, int64 array)
        For each task, draws by gates passed at each point of the axes, shape (*n_values, 6), and with
        everything as drawn, shape (6,). What is held does not grow with the number of draws.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    judges = [_Judge(task, draws, seed) for task in tasks]
    work = [(judge, start) for judge in judges for start in range(0, draws, judge.together)]
    weights = [min(judge.together, draws - start) * judge.n for judge, start in work]
    at = np.cumsum([0, *weights])
    index = {int(first): k for k, first in enumerate(at[:-1])}

    def do(first: int, _: int) -> None:
        judge, start = work[index[first]]
        judge.judge(start, min(judge.together, draws - start))

    blocks = [(int(first), weight) for first, weight in zip(at, weights, strict=False)]
    map_blocks(do, blocks, workers=workers or os.cpu_count() or 1, progress=progress)
    return tuple(judge.result() for judge in judges)


class _Judge:
    """Judges one task block after block, and keeps the counts."""

    def __init__(self, task: Task, draws: int, seed: int) -> None:
        self.task = task
        b = task.blueprint
        self.sampler = Sampler(b.quantities, seed, b.correlations)
        self.rows, self.set_to = task.settings
        self.n = self.set_to.shape[1]
        self.counts = np.zeros((self.n, len(GATES) + 1), np.int64)
        self.lock = Lock()
        self.is_searched = task.is_searched
        entries = (len(b.predicates) + len(b.parties)) * b.space.n_columns + len(b.parties) * len(
            b.space.base
        )
        self.columns = max(1, ROOM // max(entries, 1))
        size = SEARCHED if self.is_searched else LOOKED_UP
        self.together = min(max(size // self.n, -(-draws // BLOCKS), 1), BLOCK)

    def judge(self, start: int, count: int) -> None:
        """Judge some draws at every setting."""
        drawn = self.sampler.values(start, count)
        finder = Finder(self.task.form)
        found = np.zeros_like(self.counts)
        # Settings of one draw stand next to each other, where searches help one another.
        for first in range(0, count * self.n, self.columns):
            draw, setting = np.divmod(np.arange(first, min(first + self.columns, count * self.n)), self.n)
            values = drawn[:, draw]
            wanted = self.set_to[:, setting]
            values[self.rows] = np.where(np.isnan(wanted), values[self.rows], wanted)
            np.add.at(found, (setting, self._depths(finder, values)), 1)
        with self.lock:
            self.counts += found

    def _depths(self, finder: Finder, values: Float) -> Int:
        if self.is_searched:
            return finder.depths(self.task.blueprint, values, workers=1)
        depths: Int = depths_of_values(self.task.blueprint, values, self.task.form)[:, 0]
        return depths

    def result(self) -> tuple[Int, Int]:
        """Return the counts at each point of all axes, and as drawn."""
        lengths = tuple(len(axis.values) for axis in self.task.axes)
        told = self.counts[:-1].reshape(*self.task.shape, -1)
        return np.broadcast_to(told, (*lengths, told.shape[-1])), self.counts[-1]
