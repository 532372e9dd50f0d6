"""Exact counts of the packages that pass each gate, by meeting in the middle."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.bitsets import BLOCK, count_chunk
from detente.kernel.depth_first import count_last_gates
from detente.kernel.estimates import CountEstimate, agreeing
from detente.kernel.merging import Merged, merged
from detente.kernel.reduction import Reduced, predicate_places, reduced
from detente.kernel.splitting import split
from detente.kernel.sums import count_by_sums
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA, System
from detente.kernel.tilting import estimate_reduced

__all__ = ["count_gates", "count_or_estimate"]

CHUNK = 16384
MORE = 4  # times as many draws, since the estimate after settling clauses is the last but one
WORST = 1.0  # relative standard error above which splitting says nothing
NO_MEMBER = np.iinfo(np.int64).max

Int = NDArray[np.int64]
Short = NDArray[np.uint16]


def count_gates(system: System, *, limit: int = 10**10) -> tuple[int, ...]:
    """Count the packages that satisfy all clauses up to and including each gate.

    Time grows with the number of packages after reduction (see
    :mod:`detente.kernel.reduction`), memory with its square root: at most about
    ``40 * n_predicates * sqrt(n_packages)`` bytes and ``2 MB * n_predicates`` at any size
    when the issues split evenly.

    Parameters
    ----------
    system : System
    limit : int
        Most packages (after reduction) that will be counted; 10**9 take about a tenth of a
        second, and time is proportional.

    Returns
    -------
    tuple of int, length n_gates
        Exact, never increasing. A package exactly on a threshold passes. Without any issue
        there is one package; with an issue that has no allowed option there is none.

    Raises
    ------
    TooLargeError
        When more than ``limit`` packages would have to be counted.
    """
    small = reduced(system)
    _check_size(small, limit)
    return _count_reduced(small)


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
        See :func:`~detente.kernel.tilting.estimate_counts`.
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
        return tuple(CountEstimate.counted(n) for n in _count_reduced(small))
    found = list(estimate_reduced(small, rng, samples=samples))
    for gate, estimate in enumerate(found):
        total = None if estimate.exact else count_by_sums(small.core, gate)
        if total is not None:
            found[gate] = CountEstimate.counted(total * small.factor)
        elif not estimate.exact:
            break
    for gate, count in count_last_gates(small, _unknown(found), nodes).items():
        found[gate] = CountEstimate.counted(count, "depth first")
    if _unknown(found):
        start = merged(small.core, _unknown(found)[0])
        _tilt_merged(small, start, found, rng, exact_limit, MORE * samples)
        if particles:
            _split_unknown(small, start, found, rng, particles)
    return agreeing(found)


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
    if not start.settled.any():
        return
    joint = reduced(start.system(small.core, first))
    if joint.core.n_packages <= exact_limit:
        again = tuple(CountEstimate.counted(n) for n in _count_reduced(joint))
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
            "Up to about 1e12 a higher limit would do (a minute or two); beyond that estimate the "
            "counts, or fix some issues to fewer options"
        )


def _count_reduced(small: Reduced) -> tuple[int, ...]:
    """Count a reduced system of any size."""
    core = small.core
    if not len(core.clause_gate):
        return small.counts({})
    half_a, half_b = _split(np.diff(core.offsets).tolist())
    blocks, order, n_members = _sorted_blocks(_half_sums(core, half_a))
    slack = _half_sums(core, half_b) - core.thresholds[:, None]
    depth, n_planes = _room(core.code, core.clause_start)
    predicate_at = np.full(len(core.code), -1, np.int64)
    places = predicate_places(core.code)
    predicate_at[places] = core.code[places + 1]
    counts = np.zeros(core.n_gates, np.int64)
    for start in range(0, slack.shape[1], CHUNK):
        part = slack[:, start : start + CHUNK]
        part_order = np.argsort(part, axis=1)
        count_chunk(
            blocks,
            order,
            n_members,
            np.take_along_axis(part, part_order, axis=1),
            part_order.astype(np.uint16),
            core.code,
            predicate_at,
            core.clause_start,
            core.clause_gate,
            depth,
            n_planes,
            counts,
        )
    return small.counts({int(g): int(counts[g]) for g in core.clause_gate})


def _split(sizes: list[int]) -> tuple[list[int], list[int]]:
    """Split issues in two halves so that blocks of A times members of B, and sorting, cost least."""
    masks = {1: 0}
    for i, size in enumerate(sizes):
        masks |= {n * size: mask | 1 << i for n, mask in masks.items() if n * size not in masks}
    total = math.prod(sizes)

    def cost(a: int) -> int:
        b = total // a
        return -(-a // BLOCK) * (b + 400 * -(-b // CHUNK)) + 10 * (a + b)

    mask = masks[min(masks, key=cost)]
    chosen = [bool(mask >> i & 1) for i in range(len(sizes))]
    return [i for i, c in enumerate(chosen) if c], [i for i, c in enumerate(chosen) if not c]


def _half_sums(core: System, issues: list[int]) -> Int:
    """Return the sums of every choice on ``issues``, shape (n_predicates, n_choices)."""
    n_predicates = len(core.thresholds)
    sums = np.zeros((n_predicates, 1), np.int64)
    for i in issues:
        options = core.tables[:, None, core.offsets[i] : core.offsets[i + 1]]
        sums = (sums[:, :, None] + options).reshape(n_predicates, -1)
    return sums


def _sorted_blocks(sums: Int) -> tuple[Int, Short, int]:
    """Cut half A into blocks and sort each by minus the sum of each predicate."""
    n_predicates, n_members = sums.shape
    n_blocks = -(-n_members // BLOCK)
    minus = np.full((n_predicates, n_blocks * BLOCK), NO_MEMBER)
    np.negative(sums, out=minus[:, :n_members])
    minus = minus.reshape(n_predicates, n_blocks, BLOCK)
    order = np.argsort(minus, axis=2)
    return np.take_along_axis(minus, order, axis=2), order.astype(np.uint16), n_members


def _room(code: Int, clause_start: Int) -> tuple[int, int]:
    """Return the deepest stack and the most bits of a quota that the programs need."""
    program = code.tolist()
    deepest, bits = 1, 1
    for start, end in zip(clause_start[:-1].tolist(), clause_start[1:].tolist(), strict=True):
        at, top = start, 0
        while at < end:
            op = program[at]
            if op == PRED:
                at, top = at + 2, top + 1
            elif op == NOT:
                at += 1
            elif op in (AND, OR):
                at, top = at + 2, top + 1 - program[at + 1]
            elif op == QUOTA:
                n = program[at + 1]
                bits = max(bits, sum(map(abs, program[at + 3 : at + 3 + n])).bit_length())
                at, top = at + 3 + n, top + 1 - n
            deepest = max(deepest, top)
    return deepest, bits
