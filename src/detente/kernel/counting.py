"""Exact counts of the packages that pass each gate, by meeting in the middle."""

from __future__ import annotations

import math

import numpy as np

from detente.errors import TooLargeError
from detente.kernel.depth_first import count_last_gates
from detente.kernel.estimates import CountEstimate, agreeing
from detente.kernel.meeting import Progress, count_reduced
from detente.kernel.merging import Merged, merged
from detente.kernel.reduction import Reduced, reduced
from detente.kernel.splitting import split
from detente.kernel.sums import count_by_sums
from detente.kernel.system import System
from detente.kernel.tilting import estimate_reduced

__all__ = ["count_gates", "count_or_estimate"]

FIRST, MORE = 2, 3  # times as many draws for a gate: at first, and once clauses are settled
WORST = 1.0  # relative standard error above which splitting says nothing


def count_gates(
    system: System,
    *,
    limit: int = 10**10,
    workers: int | None = 1,
    progress: Progress | None = None,
) -> tuple[int, ...]:
    """Count the packages that satisfy all clauses up to and including each gate.

    Time grows with the number of packages after reduction (see
    :mod:`detente.kernel.reduction`), memory with its square root: at most about
    ``30 * n_predicates * sqrt(n_packages)`` bytes when the issues split evenly, and
    ``1 MB * n_predicates`` for each worker at any size.

    Parameters
    ----------
    system : System
    limit : int
        Most packages (after reduction) that will be counted; 10**9 take about a tenth of a
        second, and time is at most proportional.
    workers : int, optional
        Threads that share the work, each on a core of its own if there are enough; None for as
        many as there are cores. The counts are the same whatever their number.
    progress : callable, optional
        Called, in the thread of the caller, with (packages done, packages in all) after each
        piece of work; the last call has both equal. Packages are those after reduction; there is
        no call where none needs to be looked at.

    Returns
    -------
    tuple of int, length n_gates
        Exact, never increasing. A package exactly on a threshold passes. Without any issue
        there is one package; with an issue that has no allowed option there is none.

    Raises
    ------
    TooLargeError
        When more than ``limit`` packages would have to be counted.
    RunError
        For less than one worker.

    Notes
    -----
    An interrupt, or an error raised by ``progress``, ends the count and its threads once the
    pieces of work in hand are done, at most about a second each.
    """
    small = reduced(system)
    _check_size(small, limit)
    return count_reduced(small, workers=workers, progress=progress)


def count_or_estimate(
    system: System,
    rng: np.random.Generator,
    *,
    exact_limit: int = 2 * 10**9,
    samples: int = 2000,
    nodes: int = 20_000,
    particles: int = 200,
) -> tuple[CountEstimate, ...]:
    """Count exactly where that is quick, and estimate otherwise; ``exact`` and ``method`` tell.

    A gate goes from one route to the next until one succeeds: counting one and all; counting
    by sums where it rests on few of them (:mod:`detente.kernel.sums`); tilted
    draws (:mod:`detente.kernel.tilting`); depth-first search; counting or tilted draws once more
    after clauses on few issues have been settled (:mod:`detente.kernel.merging`); splitting
    (:mod:`detente.kernel.splitting`). Where all fail a bracket is left.

    Parameters
    ----------
    system : System
    rng : numpy.random.Generator
        Used only when estimating.
    exact_limit : int
        Most packages (after reduction) to count one and all.
    samples : int
        The measure of draws: twice as many packages for each gate that tilts lead to, and three
        times as many for each that they lead to only once clauses are settled. A quarter more,
        not used in the estimate, finds out where to draw, and where that fails three times as
        many of both are drawn anew.
    nodes : int
        A gate whose estimate fails is searched depth first; this bounds the nodes visited for
        each such gate. 0 leaves it out.
    particles : int
        Packages of each population when splitting. 0 leaves it out.

    Returns
    -------
    tuple of CountEstimate, length n_gates
        Never increasing, and within their brackets: see
        :func:`~detente.kernel.estimates.agreeing`.
    """
    small = reduced(system)
    if small.core.n_packages <= exact_limit:
        return tuple(CountEstimate.counted(n) for n in count_reduced(small))
    known = _counted_by_sums(small)
    found = list(estimate_reduced(small, rng, samples=FIRST * samples, known=known, final=False))
    for gate, count in count_last_gates(small, _unknown(found), nodes).items():
        found[gate] = CountEstimate.counted(count, "depth first")
    if _unknown(found):
        start = merged(small.core, _unknown(found)[0])
        _tilt_merged(small, start, found, rng, exact_limit, MORE * samples)
        if particles:
            _split_unknown(small, start, found, rng, particles)
    return agreeing(found)


def _counted_by_sums(small: Reduced) -> list[int]:
    """Count packages of the core by sums, gate after gate, until these are too many."""
    counts: list[int] = []
    for gate in range(small.first_empty_gate):
        total = count_by_sums(small.core, gate)
        if total is None:
            break
        counts.append(total)
    return counts


def _unknown(found: list[CountEstimate]) -> list[int]:
    """Return the gates that have no estimate."""
    return [g for g, estimate in enumerate(found) if estimate.log10_estimate is None]


def _tilt_merged(
    small: Reduced,
    start: Merged,
    found: list[CountEstimate],
    rng: np.random.Generator,
    exact_limit: int,
    samples: int,
) -> None:
    """Count or estimate what is unknown once small clauses are settled; enter it in ``found``."""
    first = _unknown(found)[0]
    joint = reduced(start.system(small.core, first))
    if joint.core.n_packages <= exact_limit:
        again = tuple(CountEstimate.counted(n) for n in count_reduced(joint))
    else:
        again = estimate_reduced(joint, rng, samples=samples)
    for gate in range(first, len(found)):
        found[gate] = found[gate].or_else(again[gate].times(small.factor))


def _split_unknown(
    small: Reduced, start: Merged, found: list[CountEstimate], rng: np.random.Generator, particles: int
) -> None:
    """Estimate what is still unknown by splitting; enter it in ``found``."""
    unknown = _unknown(found)
    if not unknown:
        return
    for gate, part in split(
        small.core, start, unknown[0], rng, last=unknown[-1], particles=particles
    ).items():
        trusted = part.relative_standard_error <= WORST
        estimate = CountEstimate(
            exact=False,
            count=None,
            log10_estimate=part.log_estimate / math.log(10) if trusted else None,
            relative_standard_error=part.relative_standard_error if trusted else None,
            hits=part.drawn,
            samples=part.drawn,
            log10_lower=math.log10(part.seen),
            log10_upper=math.log10(start.n_packages),
            method="splitting" if trusted else "bracket",
        )
        found[gate] = found[gate].or_else(estimate.times(small.factor))


def _check_size(small: Reduced, limit: int) -> None:
    n = small.core.n_packages
    if n > limit:
        raise TooLargeError(
            f"{n:.3g} packages are too many to count one and all: the limit is {limit:.3g}. "
            "Up to about 1e12 a higher limit would do (half a minute on one core); beyond that estimate the "
            "counts, or fix some issues to fewer options"
        )
