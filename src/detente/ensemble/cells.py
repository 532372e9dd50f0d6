"""The independent pieces of a run, and the one pure function that computes any of them.

A *job* is a dossier, under one reading or variant, with the scheme by which its draws are made.
A *cell* is one stage of a job over one block of draws. What a cell comes to depends on the job
and the cell alone: not on the other cells, the order, the process or the machine.

A job carries its content as bytes, so that it is packed once however often it is sent. They are
unpacked only by those they were sent to, never read from a file.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity
from detente.ensemble.climate_shift import ClimateShift, Moment
from detente.ensemble.executors import blocks_of
from detente.ensemble.judging import ClassPlan, class_plan, judge_values
from detente.ensemble.point_sketch import point_sketch
from detente.ensemble.sampling import Sampler
from detente.ensemble.schemes import Scheme
from detente.ensemble.summary import Judgements, summarise
from detente.ensemble.tracking import passed, points
from detente.model.blueprint import Blueprint
from detente.model.tables import Tables, fill_tables

__all__ = [
    "BINS",
    "BLOCK",
    "JUDGE",
    "METHOD",
    "POINTS",
    "TRACK",
    "WITNESSED",
    "Cell",
    "Context",
    "Job",
    "cells_of",
    "compute",
    "prepared",
    "watched",
]

Array = NDArray[Any]
Int = NDArray[np.int64]

#: Raised whenever the numbers of a cell change, so that kept cells of an older method are not mixed in.
METHOD = 1
#: Draws of a block: enough to share the filling of tables, few enough for progress and retries.
BLOCK = 64
#: Packages found are kept from this many of the draws, the first ones.
WITNESSED = 1_000
#: Equally likely parts into which the range of a watched judgement is cut.
BINS = 32
#: Stages: every question of a draw; how often chosen packages pass; what they are worth.
JUDGE, TRACK, POINTS = "judge", "track", "points"
#: Judgements that conditioning on the status quo is reported for.
WATCHED = ("dealing_costs.", "relative_gains.", "trust.")
#: Jobs kept ready in a process.
READY = 8


@dataclass(frozen=True, kw_only=True)
class Job:
    """A dossier to be judged, packed for sending.

    Attributes
    ----------
    name : str
        ``"base"``, a reading, or a variant; unique within a run.
    key : str
        Hash of the content; workers keep under it what they have built.
    payload : bytes
        The dossier, its scheme, the number of counted draws, the tracked packages, and the moment.
    """

    name: str
    key: str = field(repr=False)
    payload: bytes = field(repr=False)

    @classmethod
    def of(
        cls,
        name: str,
        dossier: Dossier,
        scheme: Scheme,
        *,
        counted: int = 0,
        packages: Int | None = None,
        moment: Moment | None = None,
    ) -> Job:
        """Pack a job.

        Parameters
        ----------
        name : str
        dossier : Dossier
        scheme : Scheme
        counted : int
            Packages are counted in draws whose number is below this.
        packages : int64 array, shape (n_packages, n_groups), optional
            For the stages that follow chosen packages.
        moment : Moment, optional
            When the dossier is judged along the path of its climate; as it stands if not given.
        """
        payload = pickle.dumps((dossier, scheme, counted, packages, moment), protocol=5)
        return cls(name=name, key=hashlib.sha256(payload).hexdigest(), payload=payload)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One stage of a job over one block of draws.

    Attributes
    ----------
    job, stage : str
    start, count : int
        Draws ``start`` to ``start + count``.
    """

    job: str
    stage: str
    start: int
    count: int

    @property
    def name(self) -> str:
        """A name that sorts in draw order and may be a file's."""
        return f"{self.job}.{self.stage}.{self.start:08d}-{self.count:04d}"


def cells_of(job: str, stage: str, draws: int, first: int = 0) -> tuple[Cell, ...]:
    """Cut draws ``first`` to ``draws`` of a stage into cells; ``first`` is a multiple of ``BLOCK``."""
    return tuple(
        Cell(job=job, stage=stage, start=first + start, count=count)
        for start, count in blocks_of(draws - first, BLOCK)
    )


class Context:
    """What a process builds once from a job."""

    def __init__(self, payload: bytes) -> None:
        dossier, self.scheme, self.counted, self.packages, moment = pickle.loads(payload)
        self.shift = None if moment is None else ClimateShift(dossier, self.scheme, moment)
        self.blueprint = Blueprint(dossier if self.shift is None else self.shift.dossier)
        self.sampler = Sampler(self.blueprint.quantities, self.scheme, dossier.correlations)
        self._making = threading.Lock()
        self._plan: ClassPlan | None = None

    @property
    def plan(self) -> ClassPlan:
        """What is the same in every draw, made by the first thread that asks."""
        with self._making:
            if self._plan is None:
                self._plan = class_plan(self.blueprint)
                self._plan.anchors  # noqa: B018  found now, while the others wait, and kept
            return self._plan

    @cached_property
    def watched(self) -> tuple[tuple[int, Array], ...]:
        """Rows of the watched judgements, and the inner edges of their bins."""
        steps = np.arange(1, BINS) / BINS
        return tuple((row, quantity.draw(steps)) for row, quantity in watched(self.blueprint.quantities))

    def values(self, cell: Cell) -> NDArray[np.float64]:
        """Draw every judgement for the draws of a cell, shape (n_quantities, n_draws)."""
        values = self.sampler.values(cell.start, cell.count)
        if self.shift is not None:
            paths = self.shift.paths(cell.start, cell.count)
            self.shift.move(self.blueprint, values, paths, self.shift.steps)
        return values

    def tables(self, cell: Cell) -> Tables:
        """Return the integer tables of a cell's draws."""
        return fill_tables(self.blueprint, self.values(cell))


def watched(quantities: Sequence[Quantity]) -> tuple[tuple[int, Quantity], ...]:
    """List the judgements that conditioning on the status quo is reported for, with their rows."""
    return tuple(
        (row, quantity)
        for row, quantity in enumerate(quantities)
        if quantity.path.startswith(WATCHED) and not quantity.is_certain
    )


_ready: OrderedDict[str, Context] = OrderedDict()
_lock = threading.Lock()


def prepared(job: Job) -> Context:
    """Return what this process has built from a job; the last few jobs are kept ready."""
    with _lock:
        if job.key not in _ready:
            _ready[job.key] = Context(job.payload)
        _ready.move_to_end(job.key)
        while len(_ready) > READY:
            _ready.popitem(last=False)
        return _ready[job.key]


def compute(job: Job, cell: Cell) -> dict[str, Array]:
    """Compute one cell.

    Parameters
    ----------
    job : Job
    cell : Cell
        Of one of the stages ``JUDGE``, ``TRACK`` and ``POINTS``; the latter two need a job with
        packages.

    Returns
    -------
    dict of str to array
        ``JUDGE``: :meth:`Summary.arrays`. ``TRACK``: ``passed``, int64 of shape (n_packages,
        n_gates), the draws in which each package passes a gate and all before it. ``POINTS``:
        :func:`~detente.ensemble.point_sketch.point_sketch`. The same arguments give the same
        bytes anywhere.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    context = prepared(job)
    return {JUDGE: _judge, TRACK: _track, POINTS: _points}[cell.stage](context, cell)


def _judge(context: Context, cell: Cell) -> dict[str, Array]:
    values = context.values(cell)
    outcomes = judge_values(
        context.blueprint,
        context.plan,
        values,
        seed=context.scheme.seed,
        start=cell.start,
        counted=context.counted,
    )
    bins = [np.searchsorted(edges, values[row], side="right") for row, edges in context.watched]
    judgements = Judgements(bins=np.array(bins, np.int64).reshape(len(bins), cell.count), n_bins=BINS)
    return summarise(outcomes, context.blueprint.parties, judgements, witnessed=WITNESSED).arrays()


def _track(context: Context, cell: Cell) -> dict[str, Array]:
    return {"passed": passed(context.tables(cell), context.packages)}


def _points(context: Context, cell: Cell) -> dict[str, Array]:
    return point_sketch(points(context.tables(cell), context.packages))
