"""Estimated counts for spaces too large to count, with bounds that always hold.

Options are drawn independently from a mixture: even odds, and for each gate the exponential
tilt that makes its conditions hold on average (:mod:`detente.kernel.dual`). Every package drawn
serves every gate, weighted by one over its probability under the whole mixture. An estimate can
still miss packages that no tilt leads to; the bracket cannot: at least the distinct passing
packages seen, at most the bound that the tilt proves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.kernel.conditions import Tilt, clause_needs, conditions, spreads
from detente.kernel.literals import Literal, easiest, given_no_guard, necessary
from detente.kernel.reduction import Reduced, reduced
from detente.kernel.sampling import Component, Sample, draw
from detente.kernel.system import System

__all__ = ["CountEstimate", "estimate_counts", "estimate_reduced"]

ENOUGH = 20.0  # effective hits below which a mean of weights is no estimate
INWARD = 0.5  # between the sharpest bound (0) and the most hits (1)
LN10 = math.log(10)
ROUNDING = 1e-9  # far above the error of adding a few logarithms


@dataclass(frozen=True, kw_only=True)
class CountEstimate:
    """How many packages pass a gate, as far as is known.

    Attributes
    ----------
    exact : bool
        Whether the number was counted or proven; everything else then agrees with ``count``.
    count : int or None
        The number itself, only when exact.
    log10_estimate : float or None
        Minus infinity for an exact count of 0; None when too few draws passed to say.
    relative_standard_error : float or None
        Of the estimate; 0 when exact.
    hits, samples : int
        Packages drawn that passed, and packages drawn; 0 when exact.
    log10_lower : float or None
        Never above the truth; None when no passing package is known.
    log10_upper : float
        Never below the truth.
    """

    exact: bool
    count: int | None
    log10_estimate: float | None
    relative_standard_error: float | None
    hits: int
    samples: int
    log10_lower: float | None
    log10_upper: float

    @classmethod
    def counted(cls, count: int) -> CountEstimate:
        """Return what is known after an exact count."""
        size = math.log10(count) if count else -math.inf
        return cls(
            exact=True,
            count=count,
            log10_estimate=size,
            relative_standard_error=0.0,
            hits=0,
            samples=0,
            log10_lower=size if count else None,
            log10_upper=size,
        )


def estimate_counts(
    system: System, rng: np.random.Generator, *, samples: int = 2000
) -> tuple[CountEstimate, ...]:
    """Estimate how many packages pass each gate, without counting.

    Parameters
    ----------
    system : System
    rng : numpy.random.Generator
        The same state gives the same answer.
    samples : int
        Packages to draw for each gate that has its own tilt; a quarter as many more for each
        of the others (even odds, and the tilts that ignore rules with exceptions).

    Returns
    -------
    tuple of CountEstimate, length n_gates
        Estimates never increase from gate to gate. Some are exact without any draw: a gate
        without conditions, and one that is proven empty.
    """
    return estimate_reduced(reduced(system), rng, samples=samples)


def estimate_reduced(small: Reduced, rng: np.random.Generator, *, samples: int) -> tuple[CountEstimate, ...]:
    """Do what :func:`estimate_counts` does for a system reduced already."""
    core = small.core
    if not len(core.clause_gate):
        return tuple(CountEstimate.counted(n) for n in small.counts({}))
    upper, components = _bounds_and_components(core, samples)
    first_clause = int(core.clause_gate[0])
    empty = next((g for g, bound in enumerate(upper) if bound < 0.0), core.n_gates)
    empty = min(empty, small.first_empty_gate)
    found = [CountEstimate.counted(core.n_packages * small.factor)] * min(first_clause, empty)
    if first_clause < empty:
        sample = draw(core, components, rng)
        found += [_estimate(sample, g, upper[g], small.factor) for g in range(first_clause, empty)]
    return (*found, *[CountEstimate.counted(0)] * (core.n_gates - empty))


def _estimate(sample: Sample, gate: int, upper: float, factor: int) -> CountEstimate:
    """Put together what a sample and a bound (natural logarithm) say about one gate."""
    extra = math.log10(factor)
    seen = sample.distinct(gate)
    lower = math.log10(seen) if seen else None
    log_mean, error, effective = sample.mean(gate)
    highest = upper / LN10
    estimate = None
    if effective >= ENOUGH and lower is not None:
        estimate = min(max(log_mean / LN10, lower), highest) + extra
    return CountEstimate(
        exact=False,
        count=None,
        log10_estimate=estimate,
        relative_standard_error=None if estimate is None else error,
        hits=sample.hits(gate),
        samples=len(sample.passed),
        log10_lower=None if lower is None else lower + extra,
        log10_upper=highest + extra,
    )


def _bounds_and_components(core: System, samples: int) -> tuple[list[float], list[Component]]:
    """Return a bound on the logarithm of each gate's count, and what to draw from."""
    needs = list(zip(core.clause_gate.tolist(), clause_needs(core), strict=True))
    highs = np.maximum.reduceat(core.tables, core.offsets[:-1], axis=1)
    is_guard = (highs.sum(axis=1) == core.thresholds).tolist()
    given = [(gate, *given_no_guard(need, is_guard.__getitem__)) for gate, need in needs]
    strict = [(gate, x) for gate, need in needs for x in necessary(need)]
    loose = [(gate, x) for gate, literals, _ in given for x in literals]
    cost = _costs(core)
    aimed = [(gate, x) for gate, need in needs for x in easiest(need, cost)[1]]
    plain = {frozenset(pairs): conditions(core, pairs).tilts(core) for pairs in (strict, loose)}
    inner = {frozenset(x): conditions(core, x).tilts(core, INWARD) for x in (strict, loose, aimed)}
    guards = [(gate, p) for gate, literals, found in given if literals for p in found]
    upper = _upper_bounds(core, plain[frozenset(strict)], plain[frozenset(loose)], guards)
    return upper, _components(core, inner[frozenset(aimed)], list(inner.values()), samples)


def _costs(core: System) -> Callable[[Literal], float]:
    """Return a price for literals: squared distance from what even odds give, in deviations."""
    sizes = np.diff(core.offsets)
    means = (np.add.reduceat(core.tables, core.offsets[:-1], axis=1) / sizes).sum(axis=1)
    distance = (core.thresholds - means) / spreads(core, core.tables)

    def cost(literal: Literal) -> float:
        z = distance[literal.predicate] if literal.holds else -distance[literal.predicate]
        return max(float(z), 0.0) ** 2

    return cost


def _upper_bounds(
    core: System, strict: list[Tilt], loose: list[Tilt], guards: list[tuple[int, int]]
) -> list[float]:
    """Return for each gate the logarithm of a number of packages that cannot be exceeded.

    A package that passes either is let off by some guard, and meets at least the strict
    conditions with what the guard leaves of the options, or it meets the loose ones too.
    """
    current = math.log(core.n_packages) + ROUNDING
    upper = []
    for gate in range(core.n_gates):
        parts = [loose[gate].log_bound]
        if loose is not strict:
            parts += [_guarded(core, strict[gate], p) for g, p in guards if g <= gate]
        either = float(np.logaddexp.reduce(parts)) + ROUNDING
        current = min(current, strict[gate].log_bound + ROUNDING, either)
        upper.append(current)
    return upper


def _guarded(core: System, tilt: Tilt, guard: int) -> float:
    """Return the bound of ``tilt`` on the packages that satisfy ``guard``."""
    row = core.tables[guard]
    highest = np.repeat(np.maximum.reduceat(row, core.offsets[:-1]), np.diff(core.offsets))
    return tilt.bound_within(core, row == highest)


def _components(core: System, aimed: list[Tilt], every: list[list[Tilt]], samples: int) -> list[Component]:
    """Return even odds and each distinct tilt, those aimed at the easiest way drawn most."""
    even = np.repeat(1.0 / np.diff(core.offsets), np.diff(core.offsets))
    side = max(samples // 4, 1)
    found = [Component(probability=even, draws=side)]
    for tilts in every:
        distinct = [t for g, t in enumerate(tilts) if len(t.weights) and (not g or t is not tilts[g - 1])]
        draws = samples if tilts is aimed else side
        found += [Component(probability=t.probability, draws=draws) for t in distinct]
    return found
