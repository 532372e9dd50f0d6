"""Estimated counts for spaces too large to count, with bounds that always hold.

Options are drawn independently from a mixture: even odds, and for each gate and each way of
satisfying its clauses (:mod:`detente.kernel.ways`) the exponential tilt that makes the conditions
hold on average (:mod:`detente.kernel.dual`). A pilot sample tells how much to draw from each, and
every package drawn then serves every gate, weighted by one over its probability under the whole
mixture. A gate with more ways than can be listed has packages that no tilt leads to, so it gets
no estimate, only a bracket: at least the distinct passing packages seen, at most the bound that
the tilts prove.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from detente.kernel.conditions import Measured, Tilt, clause_needs, conditions, measured, tilt_towards
from detente.kernel.estimates import CountEstimate
from detente.kernel.literals import Literal, easiest, given_no_guard, necessary
from detente.kernel.reduction import Reduced, reduced
from detente.kernel.sampling import Component, Mixture, Sample
from detente.kernel.system import System
from detente.kernel.ways import Way, ways_through

__all__ = ["CountEstimate", "estimate_counts", "estimate_reduced"]

ENOUGH = 20.0  # effective hits below which a mean of weights is no estimate
MOST_WAYS = 32
AGAIN = 3  # times as many draws in a second attempt
MOST_SHARES = 8  # draws are shared among ways, but each has at least this part
INWARD = 0.5  # between the sharpest bound (0) and the most hits (1)
LN10 = math.log(10)
ROUNDING = 1e-9  # far above the error of adding a few logarithms


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
        Packages to draw for each gate all of whose ways can be listed. A quarter more, not used
        in the estimate, finds out where to draw, and where that fails three times as many of
        both are drawn anew. Without any such gate, a quarter as many from even odds and each of
        the tilts that ignore rules with exceptions.

    Returns
    -------
    tuple of CountEstimate, length n_gates
        Estimates never increase from gate to gate. Some are exact without any draw: a gate
        without conditions, and one that is proven empty.
    """
    return estimate_reduced(reduced(system), rng, samples=samples)


def estimate_reduced(
    small: Reduced,
    rng: np.random.Generator,
    *,
    samples: int,
    known: Sequence[int] = (),
    final: bool = True,
) -> tuple[CountEstimate, ...]:
    """Do what :func:`estimate_counts` does for a system reduced already.

    ``known`` are counts of the first gates, exact, for which nothing is estimated. Unless this
    is the ``final`` route, no effort goes into gates with too many ways: neither to rule some of
    them out, nor to find packages for a bracket.
    """
    core = small.core
    if not len(core.clause_gate):
        return tuple(CountEstimate.counted(n) for n in small.counts({}))
    upper, components, covered = _bounds_and_components(core, samples, final)
    first_clause = int(core.clause_gate[0])
    empty = next((g for g, bound in enumerate(upper) if bound < 0.0), core.n_gates)
    empty = min(empty, small.first_empty_gate)
    found = [CountEstimate.counted(core.n_packages * small.factor)] * min(first_clause, empty)
    found += [CountEstimate.counted(n * small.factor) for n in known[len(found) : empty]]
    if len(found) < empty:
        first = len(found)
        sample = _sample(core, components, rng, first, min(covered, empty), samples)
        found += [_estimate(sample, g, upper[g], small.factor, g < covered) for g in range(first, empty)]
    return (*found, *[CountEstimate.counted(0)] * (core.n_gates - empty))


def _sample(
    core: System, components: list[Component], rng: np.random.Generator, first: int, upto: int, samples: int
) -> Sample:
    """Draw ``samples`` for each gate from ``first`` to before ``upto``, and once more if that fails.

    Without any such gate as many are drawn from each component as it says.
    """
    mixture = Mixture(core, components)
    if upto <= first:
        return mixture.draw(np.array([c.draws for c in components], np.int64), rng, first)
    total = samples * (upto - first)
    sample = mixture.draw(mixture.allotted(rng, first, upto, total), rng, first)
    if any(0.0 < sample.mean(g)[2] < ENOUGH for g in range(first, upto)):
        total *= AGAIN  # the pilot missed where some of the packages are
        sample = mixture.draw(mixture.allotted(rng, first, upto, total), rng, first)
    return sample


def _estimate(sample: Sample, gate: int, upper: float, factor: int, covered: bool) -> CountEstimate:
    """Put together what a sample and a bound (natural logarithm) say about one gate."""
    extra = math.log10(factor)
    seen = sample.distinct(gate)
    lower = math.log10(seen) if seen else None
    log_mean, error, effective = sample.mean(gate)
    highest = upper / LN10
    estimate = None
    if covered and effective >= ENOUGH and lower is not None:
        estimate = min(max(log_mean / LN10, lower), highest) + extra
        if seen < ENOUGH:  # few packages drawn again and again: others may be hard to draw
            error = max(error, 1.0 / math.sqrt(seen))
    return CountEstimate(
        exact=False,
        count=None,
        log10_estimate=estimate,
        relative_standard_error=None if estimate is None else error,
        hits=sample.hits(gate),
        samples=len(sample.passed),
        log10_lower=None if lower is None else lower + extra,
        log10_upper=highest + extra,
        method="bracket" if estimate is None else "tilting",
    )


def _bounds_and_components(
    core: System, samples: int, final: bool
) -> tuple[list[float], list[Component], int]:
    """Return bounds on the logarithm of each gate's count, what to draw from, and the gates covered."""
    needs = list(zip(core.clause_gate.tolist(), clause_needs(core), strict=True))
    highs = np.maximum.reduceat(core.tables, core.offsets[:-1], axis=1)
    is_guard = (highs.sum(axis=1) == core.thresholds).tolist()
    given = [(gate, *given_no_guard(need, is_guard.__getitem__)) for gate, need in needs]
    strict = [(gate, x) for gate, need in needs for x in necessary(need)]
    loose = [(gate, x) for gate, literals, _ in given for x in literals]
    system = measured(core)
    plain = {frozenset(pairs): conditions(system, pairs).tilts(core) for pairs in (strict, loose)}
    guards = [(gate, p) for gate, literals, found in given if literals for p in found]
    upper = _upper_bounds(core, plain[frozenset(strict)], plain[frozenset(loose)], guards)
    aiming = _Aiming(system)
    ways = ways_through(needs, core.n_gates, aiming.is_open if final else lambda _: True, MOST_WAYS)
    tilts = _tilts(aiming, ways)
    for gate, (_, bound) in enumerate(tilts):
        upper[gate] = min(upper[gate], bound + ROUNDING)
    components = _components(core, [found for found, _ in tilts], samples)
    if final and len(ways) < core.n_gates:
        cost = _costs(system)
        aimed = [(gate, x) for gate, need in needs for x in easiest(need, cost)[1]]
        inner = (conditions(system, x).tilts(core, INWARD) for x in (strict, loose, aimed))
        side = max(samples // 4, 1)
        components += [Component(probability=t.probability, draws=side) for t in _distinct(inner)]
    return np.minimum.accumulate(upper).tolist(), components, len(ways)


class _Aiming:
    """Tilts towards ways, each worked out once.

    The search for weights starts from those of the longest way that this one goes on from, and
    for the other literals from what they had in the way before.
    """

    def __init__(self, system: Measured) -> None:
        self.system = system
        self.known: dict[Way, Tilt] = {}
        self.latest: dict[Literal, float] = {}

    def tilt(self, way: Way) -> Tilt:
        """Return the tilt towards a way of at least one literal."""
        found = self.known.get(way)
        if found is None:
            parents = (self.known.get(way[:n]) for n in range(len(way) - 1, 0, -1))
            parent = next((t for t in parents if t is not None), None)
            start = np.array([self.latest.get(literal, 1.0) for literal in way])
            if parent is not None:
                start[: len(parent.weights)] = parent.weights
            found = self.known[way] = tilt_towards(self.system, way, start, INWARD)
            if found.log_bound >= 0.0:  # else the weights grow without end
                self.latest.update(zip(way, found.weights.tolist(), strict=True))
        return found

    def is_open(self, way: Way) -> bool:
        """Tell whether the bound leaves a package that satisfies the conditions of a way."""
        return self.tilt(way).log_bound >= 0.0


def _tilts(aiming: _Aiming, ways: list[list[Way]]) -> list[tuple[list[Tilt], float]]:
    """Return for each gate the tilts of its open ways, and the logarithmic bound of all its ways."""
    whole = math.log(aiming.system.core.n_packages)
    closed: set[Way] = set()
    found = []
    for gate_ways in ways:
        tilts = []
        bounds = [-math.inf]
        for way in gate_ways:
            if not way:
                bounds.append(whole)
            elif any(way[:n] in closed for n in range(1, len(way))) or not aiming.is_open(way):
                closed.add(way)
            else:
                tilts.append(aiming.tilt(way))
                bounds.append(tilts[-1].log_bound)
        found.append((tilts, float(np.logaddexp.reduce(bounds))))
    return found


def _costs(system: Measured) -> Callable[[Literal], float]:
    """Return a price for literals: squared distance from what even odds give, in deviations."""
    core = system.core
    sizes = np.diff(core.offsets)
    means = (np.add.reduceat(core.tables, core.offsets[:-1], axis=1) / sizes).sum(axis=1)
    distance = (core.thresholds - means) / system.spread

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


def _components(core: System, by_gate: list[list[Tilt]], samples: int) -> list[Component]:
    """Return even odds and the tilts of every gate's ways; each gate's ways share its draws."""
    even = np.repeat(1.0 / np.diff(core.offsets), np.diff(core.offsets))
    found = {even.tobytes(): Component(probability=even, draws=max(samples // 4, 1))}
    for tilts in by_gate:
        draws = max(samples // max(len(tilts), 1), samples // MOST_SHARES, 1)
        for t in tilts:
            found.setdefault(t.probability.tobytes(), Component(probability=t.probability, draws=draws))
    return list(found.values())


def _distinct(every: Iterable[list[Tilt]]) -> list[Tilt]:
    """Return tilts that have weights, no two with the same odds."""
    tilts = [tilt for tilts in every for tilt in tilts if len(tilt.weights)]
    return list({tilt.probability.tobytes(): tilt for tilt in tilts}.values())
