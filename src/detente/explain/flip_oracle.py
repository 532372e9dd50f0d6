"""What a search for flips asks: whether the verdict stands for some values, and can turn inside a box."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.explain.entries import Entry
from detente.explain.flip_boxes import Boxes, BoxVerdicts, Effects
from detente.explain.flip_formula import operations_of, predicates_of, truth_of
from detente.explain.flip_reach import Reaches
from detente.explain.flip_touching import PackageCondition, Touching
from detente.explain.package_model import PackageModel
from detente.kernel.system import NOT
from detente.model.fixed_point import UNIT

__all__ = ["FlipOracle", "PackageOracle"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Margins that are held at once, about 64 MB.
ROOM = 8_000_000
#: Beyond every margin, with room to add.
ENDLESS = np.int64(1) << 62


class FlipOracle(Protocol):
    """Judges whatever values somebody asks about."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What every row of values says."""
        ...

    @property
    def medians(self) -> Float:
        """Every judgement at its median, shape (n_entries, 1)."""
        ...

    @property
    def reaches(self) -> Reaches:
        """How far every judgement moves."""
        ...

    @property
    def relevant(self) -> Int:
        """Rows that can make a difference, in order."""
        ...

    @property
    def multiplies(self) -> Bool:
        """Whether the effect of others depends on a judgement, shape (n_entries,)."""
        ...

    @property
    def cost(self) -> int:
        """Numbers that have to be looked at to judge one vector of values, at least 1."""
        ...

    def passes(self, values: Float) -> Bool:
        """Tell for each sample whether there is a deal; values of shape (n_entries, n_samples)."""
        ...

    def judge(self, boxes: Boxes) -> BoxVerdicts:
        """Judge boxes."""
        ...

    def may_turn(self, rows: Int, to_deal: bool) -> Bool:
        """Tell for sets of rows, shape (n_sets, size), whether they bear on what would have to change."""
        ...

    def effects(self, held: int | None, units: int, low: Int, high: Int) -> Effects:
        """Measure what each relevant row does by itself while another is held somewhere."""
        ...

    def slack(self, rows: Int, widths: Int) -> Int:
        """Bound by how much conditions inside boxes may pass their corners, shape (n_boxes, n_conditions)."""
        ...

    @property
    def rounding(self) -> Int:
        """Bound how far sums of effects may be out, shape (n_conditions,)."""
        ...

    def deal_within(self, top: Int, bottom: Int) -> tuple[Bool, Bool]:
        """Tell whether there can and must be a deal where margins lie between these."""
        ...


class PackageOracle:
    """Judges whether one of a few packages passes all gates.

    Parameters
    ----------
    model : PackageModel
    """

    def __init__(self, model: PackageModel) -> None:
        self.model = model
        self.entries = model.entries
        self.medians = model.medians
        self.reaches = Reaches(model.entries)
        self._static = self._static_margins()
        live = sorted({p for program in self._programs for p in predicates_of(program)} - set(self._static))
        self._place = {p: k for k, p in enumerate(live)}
        self._live = np.array(live, np.int64)
        predicates = model.blueprint.predicates
        conditions = [PackageCondition(kind=predicates[p].kind, party=predicates[p].party) for p in live]
        self._controls = self._controlled()
        conditions += [PackageCondition(kind="control", issue=i, option=o) for i, o in self._controls]
        self.touching = Touching(model, conditions)

    # ------------------------------------------------------------------ what can be asked

    @cached_property
    def relevant(self) -> Int:
        """Rows that can make a difference to a condition that decides."""
        return np.flatnonzero(self.touching.touches.any(axis=1)).astype(np.int64)

    @property
    def multiplies(self) -> Bool:
        """Whether the effect of others depends on a judgement, shape (n_entries,)."""
        return self.touching.multiplies

    @property
    def cost(self) -> int:
        """Margins of one sample."""
        return max(1, len(self.model.packages) * len(self.touching.conditions))

    def passes(self, values: Float) -> Bool:
        """Tell for each sample whether one of the packages passes all gates, shape (n_samples,)."""
        return self.model.passes(values)

    def margins(self, values: Float) -> Int:
        """Return by how much each condition holds, shape (n_samples, n_packages, n_conditions).

        Conditions are those of ``touching``: predicates that depend on judgements and bear on a
        gate, then the control that options require.
        """
        found = self.model.margins(values)[:, :, self._live]
        control = np.zeros((values.shape[1], len(self._controls)), np.int64)
        for k, (issue, option) in enumerate(self._controls):
            held, required = self.model.control(values, issue, option)
            control[:, k] = np.rint((held - required) * UNIT)
        every = np.broadcast_to(control[:, None], (*found.shape[:2], len(self._controls)))
        return np.concatenate([found, every], axis=2)

    def judge(self, boxes: Boxes) -> BoxVerdicts:
        """Judge boxes: exactly at corners, within proven bounds inside.

        Parameters
        ----------
        boxes : Boxes

        Returns
        -------
        BoxVerdicts
        """
        size = max(1, ROOM // (self.cost << boxes.rows.shape[1]))
        starts = range(0, max(len(boxes), 1), size)
        parts = [self._judge(boxes.part(slice(at, at + size))) for at in starts]
        return BoxVerdicts(
            can=np.concatenate([part.can for part in parts]),
            must=np.concatenate([part.must for part in parts]),
            at_corners=np.concatenate([part.at_corners for part in parts]),
            leads=np.concatenate([part.leads for part in parts]),
        )

    def may_turn(self, rows: Int, to_deal: bool) -> Bool:
        """Tell which sets bear on every condition that would have to change, whatever their values.

        Parameters
        ----------
        rows : int64 array, shape (n_sets, size)
        to_deal : bool

        Returns
        -------
        bool array, shape (n_sets,)
            False where it is proved that no values of these rows turn the verdict.
        """
        base = self._base
        parts = []
        size = max(1, ROOM // self.cost)
        for at in range(0, len(rows), size):
            touched = np.asarray(self.touching.touches[rows[at : at + size]].any(axis=1))[:, None, :]
            can, must = self.deal_within(np.where(touched, ENDLESS, base), np.where(touched, -ENDLESS, base))
            parts.append(can if to_deal else ~must)
        return np.concatenate(parts) if parts else np.zeros(0, np.bool_)

    def effects(self, held: int | None, units: int, low: Int, high: Int) -> Effects:
        """Measure what each relevant judgement does by itself while another is held somewhere.

        Parameters
        ----------
        held : int or None
            Row that is held at ``units``; None for all at their medians.
        units : int
        low, high : int64 array, shape (n_relevant,)
            Ends of each relevant row, in units.

        Returns
        -------
        Effects
        """
        n = len(self.relevant)
        values = np.repeat(self.medians, 2 * n + 1, axis=1)
        if held is not None:
            values[held] = self.reaches.values(np.array(held), np.array(units))
        each = np.arange(n)
        values[self.relevant, 1 + each] = self.reaches.values(self.relevant, low)
        values[self.relevant, 1 + n + each] = self.reaches.values(self.relevant, high)
        margins = self._in_parts(values)
        effects = (margins[1:] - margins[0]).reshape(2, n, *margins.shape[1:])
        return Effects(margins[0], np.maximum(effects.max(axis=0), 0), np.minimum(effects.min(axis=0), 0))

    def slack(self, rows: Int, widths: Int) -> Int:
        """Bound by how much conditions inside boxes may pass their corners."""
        return self.touching.slack(rows, widths)

    @property
    def rounding(self) -> Int:
        """Bound how far sums of effects may be out, shape (n_conditions,)."""
        return self.touching.rounding

    def deal_within(self, top: Int, bottom: Int) -> tuple[Bool, Bool]:
        """Tell whether some package can pass, and whether one must, where margins lie between two bounds.

        Parameters
        ----------
        top, bottom : int64 array, shape (..., n_packages, n_conditions)

        Returns
        -------
        can, must : bool array, shape (...)
        """
        can, must = self._packages_pass(top >= 0, bottom >= 0)
        return np.asarray(can.any(axis=-1)), np.asarray(must.any(axis=-1))

    def needed(self) -> Bool:
        """Tell which conditions each package cannot do without, shape (n_packages, n_conditions)."""
        n = len(self.touching.conditions)
        without = np.broadcast_to(~np.eye(n, dtype=np.bool_)[:, None, :], (n, len(self.model.packages), n))
        can = self._packages_pass(without, np.zeros_like(without))[0]
        return np.asarray(~can.T)

    # ------------------------------------------------------------------ the gates of the packages

    @cached_property
    def _programs(self) -> list[tuple[int, ...]]:
        """Clauses that are not decided by the packages alone."""
        b = self.model.blueprint
        known = self._static_margins()
        shape = (len(self.model.packages),)
        can = [np.ones(shape, np.bool_) if p not in known else known[p] for p in range(len(b.predicates))]
        must = [np.zeros(shape, np.bool_) if p not in known else known[p] for p in range(len(b.predicates))]
        programs = [clause.program for clause in b.clauses[: b.n_common_clauses]]
        return [program for program in programs if not truth_of(program, can, must)[1].all()]

    def _static_margins(self) -> dict[int, Bool]:
        """Tell which packages meet the predicates that depend on no judgement, by predicate."""
        b = self.model.blueprint
        return {
            p: table[self.model.columns].sum(axis=1) >= b.static_thresholds[p]
            for p, table in b.static_tables.items()
        }

    def _controlled(self) -> list[tuple[str, str]]:
        """List the options of the packages that require control."""
        issues = self.model.blueprint.dossier.issues
        pairs = {pair for package in self.model.packages for pair in package.package.items()}
        return sorted((i, o) for i, o in pairs if issues[i].options[o].requires is not None)

    @cached_property
    def _needs_control(self) -> Bool:
        """Whether each package moves each of the controlled options, shape (n_packages, n_controls)."""
        return np.array(
            [[package.package.get(i) == o for i, o in self._controls] for package in self.model.packages],
            np.bool_,
        ).reshape(len(self.model.packages), len(self._controls))

    @cached_property
    def _base(self) -> Int:
        base: Int = self.margins(self.medians)[0]
        return base

    def _packages_pass(self, top: Bool, bottom: Bool) -> tuple[Bool, Bool]:
        n = len(self._live)
        each = range(len(self.model.blueprint.predicates))
        tops = [self._static[p] if p in self._static else self._of(top, p) for p in each]
        bottoms = [self._static[p] if p in self._static else self._of(bottom, p) for p in each]
        can, must = np.ones(top.shape[:-1], np.bool_), np.ones(top.shape[:-1], np.bool_)
        for program in self._programs:
            could, has_to = truth_of(program, tops, bottoms)
            can &= could
            must &= has_to
        can &= (top[..., n:] | ~self._needs_control).all(axis=-1)
        must &= (bottom[..., n:] | ~self._needs_control).all(axis=-1)
        return can, must

    def _of(self, holds: Bool, predicate: int) -> Bool:
        """Pick the column of a predicate; one that bears on nothing gets any."""
        return holds[..., self._place[predicate]] if predicate in self._place else self._unused

    @cached_property
    def _unused(self) -> Bool:
        return np.zeros(len(self.model.packages), np.bool_)

    def _judge(self, boxes: Boxes) -> BoxVerdicts:
        margins = self._corner_margins(boxes)
        slack = self.touching.slack(boxes.rows, boxes.loose)[:, None, :]
        can, must = self.deal_within(margins.max(axis=1) + slack, margins.min(axis=1) - slack)
        at_corners = self.deal_within(margins, margins)[0]
        return BoxVerdicts(can=can, must=must, at_corners=at_corners, leads=self._leads(boxes.rows, margins))

    def _corner_margins(self, boxes: Boxes) -> Int:
        """Return margins at every corner, shape (n_boxes, 2**size, n_packages, n_conditions)."""
        corners = boxes.corners()
        n, n_corners, size = corners.shape
        # Where a judgement has one value only, corners fall together and are looked at once.
        flat = ((boxes.low == boxes.high) << np.arange(size)[::-1]).sum(axis=1)
        first = np.arange(n_corners) & ~flat[:, None]
        box, corner = np.nonzero(first == np.arange(n_corners))
        place = np.zeros((n, n_corners), np.int64)
        place[box, corner] = np.arange(len(box))
        values = np.repeat(self.medians, len(box), axis=1)
        for k in range(size):
            rows = boxes.rows[box, k]
            values[rows, np.arange(len(box))] = self.reaches.values(rows, corners[box, corner, k])
        margins: Int = self.margins(values)[place[np.arange(n)[:, None], first]]
        return margins

    def _leads(self, rows: Int, margins: Int) -> Int:
        """Find the judgements that move every margin the same way at every corner.

        A margin is affine in each judgement, or bends once without turning back, so what holds at
        the corners of the others holds between them.
        """
        n, size = rows.shape
        leads = np.zeros((n, size), np.int64)
        if self._uses_not:
            return leads
        for k in range(size):
            halves = margins.reshape(n, 1 << k, 2, 1 << (size - 1 - k), *margins.shape[2:])
            effect = halves[:, :, 1] - halves[:, :, 0]
            rises, falls = ((effect * sign >= 0).all(axis=(1, 2, 3, 4)) for sign in (1, -1))
            leads[:, k] = rises.astype(np.int64) - falls
        leads[self.touching.bends[rows]] = 0
        if size == 1:
            leads[self.touching.noisy[rows]] = 0
        leads[self.touching.binds[rows]] = 1
        return leads

    @cached_property
    def _uses_not(self) -> bool:
        return any(word == NOT for program in self._programs for word in operations_of(program))

    def _in_parts(self, values: Float) -> Int:
        size = max(1, ROOM // self.cost)
        return np.concatenate(
            [self.margins(values[:, at : at + size]) for at in range(0, values.shape[1], size)]
        )
