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
    "Measured",
    "Tilt",
    "clause_needs",
    "conditions",
    "measured",
    "necessary_conditions",
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
class Measured:
    """A system with its predicates in standard deviations, worked out once for all conditions.

    Attributes
    ----------
    core : System
    spread : float64 array, shape (n_predicates,)
        Standard deviation of each predicate's sum when every option is equally likely.
    gains : float64 array, shape (n_predicates, n_columns)
        The tables in these.
    """

    core: System
    spread: Float
    gains: Float


@dataclass(frozen=True, kw_only=True, eq=False)
class Conditions:
    """Conditions ``sum_i rows[k, x_i] >= theta[k]``, ordered by gate.

    Attributes
    ----------
    tables : int64 array, shape (n_predicates, n_columns)
        Of the system.
    predicates, signs : int64 arrays, shape (n_conditions,)
        The predicate of each condition, and -1 where it must fail.
    theta : int64 array, shape (n_conditions,)
    upto : tuple of int
        Number of conditions of each gate and those before it.
    gains : float64 array, shape (n_conditions, n_columns)
        ``rows`` in standard deviations under even odds.
    scaled_theta, spread : float64 arrays, shape (n_conditions,)
        ``theta`` in, and the size of, these standard deviations.
    """

    tables: Int
    predicates: Int
    signs: Int
    theta: Int
    upto: tuple[int, ...]
    gains: Float
    scaled_theta: Float
    spread: Float

    @property
    def rows(self) -> Int:
        """The conditions as they stand, int64, shape (n_conditions, n_columns)."""
        rows: Int = self.tables[self.predicates] * self.signs[:, None]
        return rows

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
            found.append(self.tilt(core, weights, inward))
        return found

    def tilt(self, core: System, weights: Float, inward: float) -> Tilt:
        """Return the tilt of the first ``len(weights)`` conditions; the weights start as given."""
        odds = np.empty(self.gains.shape[1])
        value, error = minimise_partition(self.gains, self.scaled_theta, core.offsets, weights, odds, inward)
        return Tilt(conditions=self, weights=weights, log_bound=value + error, probability=odds)


def clause_needs(core: System) -> list[Literal | Need]:
    """Read the clauses of a system."""
    ends = zip(core.clause_start[:-1], core.clause_start[1:], strict=True)
    return [needs_of(core.code[start:end].tobytes()) for start, end in ends]


def measured(core: System) -> Measured:
    """Measure the predicates of a reduced system in standard deviations."""
    spread = _spreads(core)
    return Measured(core=core, spread=spread, gains=core.tables / spread[:, None])


def conditions(system: Measured, literals: Iterable[tuple[int, Literal]]) -> Conditions:
    """Turn pairs of gate and literal into conditions, each literal once, at its first gate."""
    first: dict[Literal, int] = {}
    for gate, literal in sorted(literals, key=lambda pair: pair[0]):
        first.setdefault(literal, gate)
    gates = np.array(list(first.values()), np.int64)
    upto = np.searchsorted(gates, np.arange(system.core.n_gates), side="right")
    return _posed(system, list(first), tuple(upto.tolist()))


def _posed(system: Measured, literals: list[Literal], upto: tuple[int, ...]) -> Conditions:
    """Lay out conditions, one for each literal."""
    core = system.core
    chosen = np.array([x.predicate for x in literals], np.int64)
    sign = np.array([1 if x.holds else -1 for x in literals], np.int64)
    theta = np.where(sign > 0, core.thresholds[chosen], 1 - core.thresholds[chosen])
    gains = system.gains[chosen]
    gains[sign < 0] *= -1.0
    spread = system.spread[chosen]
    return Conditions(
        tables=core.tables,
        predicates=chosen,
        signs=sign,
        theta=theta,
        upto=upto,
        gains=gains,
        scaled_theta=theta / spread,
        spread=spread,
    )


def tilt_towards(system: Measured, literals: Iterable[Literal], start: Float, inward: float) -> Tilt:
    """Return the tilt that aims at some literals together.

    Parameters
    ----------
    system : Measured
    literals : iterable of Literal
        No two alike.
    start : float64 array
        Weights to start from, above 0, for the first literals.
    inward : float
        Above 0; see :func:`~detente.kernel.dual.minimise_partition`.
    """
    chosen = list(literals)
    weights = np.ones(len(chosen))
    weights[: len(start)] = start
    return _posed(system, chosen, (len(chosen),)).tilt(system.core, weights, inward)


def _spreads(core: System) -> Float:
    """Return the standard deviation of each predicate's sum when every option is equally likely."""
    sizes = np.diff(core.offsets)
    start = core.offsets[:-1]
    mean = np.add.reduceat(core.tables.astype(np.float64), start, axis=1) / sizes
    centred = core.tables - np.repeat(mean, sizes, axis=1)
    variance = (np.add.reduceat(centred**2, start, axis=1) / sizes).sum(axis=1)
    found: Float = np.maximum(np.sqrt(variance), 1e-300)
    return found


def necessary_conditions(core: System) -> Conditions:
    """Return conditions that every package passing a gate must satisfy."""
    pairs = zip(core.clause_gate.tolist(), clause_needs(core), strict=True)
    return conditions(measured(core), [(gate, x) for gate, need in pairs for x in necessary(need)])
