"""Additive conditions on packages, gate by gate, with the tilts and bounds they give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.dual import minimise_partition, partition
from detente.kernel.literals import Literal, Need, necessary, needs_of
from detente.kernel.system import System

__all__ = [
    "Conditions",
    "Tilt",
    "clause_needs",
    "conditions",
    "necessary_conditions",
    "spreads",
    "tilt_towards",
]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tilt:
    """Weights that about minimise the partition function of some conditions.

    Attributes
    ----------
    conditions : Conditions
    weights : float64 array
        One for each of the conditions used (the first ones), at least 0.
    log_bound : float
        No more than exp(log_bound) packages satisfy them all, rounding included.
    probability : float64 array, shape (n_columns,)
        Of each option within its issue.
    """

    conditions: Conditions
    weights: Float
    log_bound: float
    probability: Float

    def bound_within(self, core: System, allowed: NDArray[np.bool_]) -> float:
        """Return the logarithmic bound, at these weights, on packages made of ``allowed``."""
        value, error = partition(
            self.conditions.gains,
            self.conditions.scaled_theta,
            core.offsets,
            self.weights,
            allowed,
            np.empty(len(allowed)),
        )
        return value + error


@dataclass(frozen=True, kw_only=True, eq=False)
class Conditions:
    """Conditions ``sum_i rows[k, x_i] >= theta[k]``, ordered by gate.

    Attributes
    ----------
    rows : int64 array, shape (n_conditions, n_columns)
    theta : int64 array, shape (n_conditions,)
    upto : tuple of int
        Number of conditions of each gate and those before it.
    gains : float64 array, shape (n_columns, n_conditions)
        ``rows`` in standard deviations under even odds.
    scaled_theta, spread : float64 arrays, shape (n_conditions,)
        ``theta`` in, and the size of, these standard deviations.
    """

    rows: Int
    theta: Int
    upto: tuple[int, ...]
    gains: Float
    scaled_theta: Float
    spread: Float

    def tilts(self, core: System, inward: float = 0.0) -> list[Tilt]:
        """Return one tilt for each gate; gates that add no condition share theirs.

        ``inward`` above 0 aims beyond the thresholds, see
        :func:`~detente.kernel.dual.minimise_partition`.
        """
        found: list[Tilt] = []
        for g, n in enumerate(self.upto):
            if g and n == self.upto[g - 1]:
                found.append(found[-1])
                continue
            weights = np.full(n, float(inward > 0.0))
            if found:
                weights[: len(found[-1].weights)] = found[-1].weights
            odds = np.empty(self.rows.shape[1])
            value, error = minimise_partition(
                self.gains, self.scaled_theta, core.offsets, weights, odds, inward
            )
            tilt = Tilt(conditions=self, weights=weights, log_bound=value + error, probability=odds)
            found.append(tilt)
        return found


def clause_needs(core: System) -> list[Literal | Need]:
    """Read the clauses of a system."""
    ends = zip(core.clause_start[:-1], core.clause_start[1:], strict=True)
    return [needs_of(core.code[start:end].tobytes()) for start, end in ends]


def conditions(core: System, literals: Iterable[tuple[int, Literal]]) -> Conditions:
    """Turn pairs of gate and literal into conditions, each literal once, at its first gate."""
    first: dict[Literal, int] = {}
    for gate, literal in sorted(literals, key=lambda pair: pair[0]):
        first.setdefault(literal, gate)
    chosen = np.array([x.predicate for x in first], np.int64)
    sign = np.array([1 if x.holds else -1 for x in first], np.int64)
    rows = core.tables[chosen] * sign[:, None]
    theta = np.where(sign > 0, core.thresholds[chosen], 1 - core.thresholds[chosen])
    spread = spreads(core, rows)
    gates = np.array(list(first.values()), np.int64)
    return Conditions(
        rows=rows,
        theta=theta,
        upto=tuple(int(n) for n in np.searchsorted(gates, np.arange(core.n_gates), side="right")),
        gains=np.ascontiguousarray((rows / spread[:, None]).T),
        scaled_theta=theta / spread,
        spread=spread,
    )


def tilt_towards(core: System, literals: Iterable[Literal], start: Float, inward: float) -> Tilt:
    """Return the tilt that aims at some literals together.

    Parameters
    ----------
    core : System
    literals : iterable of Literal
        No two alike.
    start : float64 array
        Weights to start from, above 0, for the first literals.
    inward : float
        Above 0; see :func:`~detente.kernel.dual.minimise_partition`.
    """
    needed = conditions(core, [(0, x) for x in literals])
    weights = np.ones(len(needed.theta))
    weights[: len(start)] = start
    odds = np.empty(core.tables.shape[1])
    value, error = minimise_partition(needed.gains, needed.scaled_theta, core.offsets, weights, odds, inward)
    return Tilt(conditions=needed, weights=weights, log_bound=value + error, probability=odds)


def spreads(core: System, rows: Int) -> Float:
    """Return the standard deviation of each row's sum when every option is equally likely."""
    sizes = np.diff(core.offsets)
    start = core.offsets[:-1]
    mean = np.add.reduceat(rows.astype(np.float64), start, axis=1) / sizes
    centred = rows - np.repeat(mean, sizes, axis=1)
    variance = (np.add.reduceat(centred**2, start, axis=1) / sizes).sum(axis=1)
    found: Float = np.maximum(np.sqrt(variance), 1e-300)
    return found


def necessary_conditions(core: System) -> Conditions:
    """Return conditions that every package passing a gate must satisfy."""
    pairs = zip(core.clause_gate.tolist(), clause_needs(core), strict=True)
    return conditions(core, [(gate, x) for gate, need in pairs for x in necessary(need)])
