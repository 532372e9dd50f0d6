"""Packages drawn from a mixture of distributions with independent options, and weighted."""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.passing import first_miss
from detente.kernel.system import System

__all__ = ["Component", "Mixture", "Sample", "draw"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Words = NDArray[np.uint64]

#: Options of an issue up to which all are compared with a random number.
FEW = 8
#: Logarithm of a share of a probability that double precision does not show.
NOTHING = -45.0
#: One part in so many of the draws goes into the pilot.
PILOT = 4
#: Part of the draws that is spread evenly over the components, whatever the pilot says.
EVENLY = 0.2
#: Steps of the shares towards the likeliest ones; few, since a pilot is a small sample.
ROUNDS = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Component:
    """One distribution of the mixture.

    Attributes
    ----------
    probability : float64 array, shape (n_columns,)
        Of each option within its issue.
    draws : int
        Packages to draw from it.
    """

    probability: Float
    draws: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """What was drawn.

    Attributes
    ----------
    passed : int64 array, shape (n,)
        How many gates each package passes.
    log_weight : float64 array, shape (n,)
        Minus the logarithm of its probability under the mixture; 0 where it fails the first gate
        that anything is asked about.
    first_seen : int64 array
        Places of packages, no two alike, that pass this gate.
    """

    passed: Int
    log_weight: Float
    first_seen: Int

    def hits(self, gate: int) -> int:
        """Count the packages drawn that pass ``gate``."""
        return int((self.passed > gate).sum())

    def distinct(self, gate: int) -> int:
        """Count the different packages among them (never too many)."""
        return int((self.passed[self.first_seen] > gate).sum())

    def mean(self, gate: int) -> tuple[float, float, float]:
        """Return the estimate's natural logarithm, its relative standard error, and effective hits.

        Effective hits are how many equally weighted hits would be worth as much; 0 without any.
        """
        logs = self.log_weight[self.passed > gate]
        if not len(logs):
            return -np.inf, np.inf, 0.0
        peak = float(logs.max())
        weights = np.exp(logs - peak)
        n, total, squares = len(self.passed), float(weights.sum()), float((weights**2).sum())
        error = np.sqrt(max(squares / total**2 - 1.0 / n, 0.0))
        return peak + float(np.log(total / n)), float(error), total**2 / squares


class Mixture:
    """Components laid out for drawing, once for any number of draws.

    Parameters
    ----------
    core : System
        Reduced; with at least one issue.
    components : list of Component
    """

    def __init__(self, core: System, components: list[Component]) -> None:
        self.core = core
        self.components = components
        self.odds = np.stack([c.probability for c in components])
        with np.errstate(divide="ignore"):
            self.log_odds = np.log(np.ascontiguousarray(self.odds.T))
        self.running = _running(self.odds, core.offsets)
        self.columns = np.ascontiguousarray(core.tables.T)

    def draw(self, draws: Int, rng: np.random.Generator, first: int) -> Sample:
        """Draw from each component k, ``draws[k]`` times (at least 1); ``first`` as for :func:`draw`."""
        passed, log_weight, keys, _ = self._drawn(draws, rng, first, False)
        places = np.flatnonzero(passed > first)
        return Sample(passed=passed, log_weight=log_weight, first_seen=_first_seen(keys, places))

    def _drawn(
        self, draws: Int, rng: np.random.Generator, first: int, each: bool
    ) -> tuple[Int, Float, Words, NDArray[np.float64]]:
        core = self.core
        found: tuple[Int, Float, Words, NDArray[np.float64]] = _draw(
            rng.random((int(draws.sum()), core.n_issues)),
            draws,
            self.running,
            self.log_odds,
            np.log(draws / draws.sum()),
            core.offsets,
            self.columns,
            core.thresholds,
            core.code,
            core.clause_start,
            core.clause_gate,
            core.n_gates,
            first,
            each,
        )
        return found

    def allotted(self, rng: np.random.Generator, first: int, upto: int, total: int) -> Int:
        """Divide draws among the components so that they fall where packages pass.

        A pilot draws from each alike. For each gate from ``first`` to before ``upto`` the shares
        then move towards those under which the mixture is nearest to the uniform distribution on
        the packages that pass (Cappé, Douc, Guillin, Marin and Robert 2008, *Statistics and
        Computing* 18(4)); the gates count alike, and a part is kept evenly spread, so that what
        the pilot missed is still found. The pilot itself is thrown away: an estimate from draws
        that chose their own shares would be biased.

        Parameters
        ----------
        rng : numpy.random.Generator
        first, upto : int
            Gates asked about.
        total : int
            Draws to divide, about.

        Returns
        -------
        int64 array, shape (n_components,)
            Each at least 1.
        """
        n = len(self.components)
        pilot = np.full(n, max(total // (PILOT * n), 1), np.int64)
        passed, log_weight, _, each = self._drawn(pilot, rng, first, True)
        shares = np.full(n, EVENLY / n)
        for gate in range(first, upto):
            places = np.flatnonzero(passed > gate)
            shares += (1.0 - EVENLY) / (upto - first) * _shares(each, log_weight, places)
        return np.maximum((shares * total).astype(np.int64), 1)


def draw(core: System, components: list[Component], rng: np.random.Generator, first: int) -> Sample:
    """Draw from each component and weigh every package by the whole mixture.

    Parameters
    ----------
    core : System
        Reduced; with at least one issue.
    components : list of Component
    rng : numpy.random.Generator
    first : int
        First gate that anything is asked about.

    Returns
    -------
    Sample
    """
    draws = np.array([c.draws for c in components], np.int64)
    return Mixture(core, components).draw(draws, rng, first)


@nb.njit(cache=True, nogil=True)
def _shares(each: NDArray[np.float64], log_weight: Float, places: Int) -> Float:
    """Return shares of the components under which the passing packages are likeliest, about.

    ``each`` has the logarithm of the probability of each package under each component. Without
    any package the shares are even.
    """
    n = each.shape[1]
    shares = np.full(n, 1.0 / n)
    peak = -np.inf
    for s in places:
        peak = max(peak, log_weight[s])
    ratio = np.empty((len(places), n))
    weight = np.empty(len(places))
    for j in range(len(places)):
        s = places[j]
        weight[j] = np.exp(log_weight[s] - peak)
        for k in range(n):
            ratio[j, k] = np.exp(max(each[s, k] + log_weight[s], NOTHING))
    for _ in range(ROUNDS if len(places) else 0):
        moved = np.zeros(n)
        for j in range(len(places)):
            mixed = 0.0
            for k in range(n):
                mixed += shares[k] * ratio[j, k]
            for k in range(n):
                moved[k] += weight[j] * shares[k] * ratio[j, k] / mixed
        shares = moved / moved.sum()
    return shares


@nb.njit(cache=True, nogil=True)
def _mixed(column: int) -> np.uint64:
    """Return a fixed number of 64 well mixed bits for a column (the finaliser of splitmix64)."""
    x = np.uint64(column + np.int64(1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@nb.njit(cache=True, nogil=True)
def _first_seen(keys: Words, places: Int) -> Int:
    """Return those of ``places`` whose key no earlier one has, by a table of open addresses."""
    size = 16
    while size < 2 * len(places):
        size *= 2
    slots = np.full(size, -1, np.int64)
    first = np.empty(len(places), np.int64)
    n = 0
    for place in places:
        at = np.int64(keys[place] & np.uint64(size - 1))
        while slots[at] >= 0 and keys[slots[at]] != keys[place]:
            at = (at + 1) & (size - 1)
        if slots[at] < 0:
            slots[at] = place
            first[n] = place
            n += 1
    return first[:n]


@nb.njit(cache=True, nogil=True)
def _pick(uniforms: Float, running: Float, offsets: Int, chosen: Int) -> None:
    """Choose one column for each issue by its odds, given as running totals."""
    for i in range(len(chosen)):
        u, low, last = uniforms[i], offsets[i], offsets[i + 1] - 1
        if last - low < FEW:  # without a branch that chance decides
            column = low
            for c in range(low, last):
                column += np.int64(running[c] <= u)
            chosen[i] = column
            continue
        while low < last:
            middle = (low + last) // 2
            if running[middle] > u:
                last = middle
            else:
                low = middle + 1
        chosen[i] = low


@nb.njit(cache=True, nogil=True)
def _running(odds: NDArray[np.float64], offsets: Int) -> NDArray[np.float64]:
    """Add up odds within each issue; from the last option that has any it is 2, past all chance."""
    running = np.empty_like(odds)
    for k in range(len(odds)):
        for i in range(len(offsets) - 1):
            total = 0.0
            for c in range(offsets[i], offsets[i + 1]):
                total += odds[k, c]
                running[k, c] = total
            c = offsets[i + 1] - 1
            while c > offsets[i] and odds[k, c] <= 0.0:
                running[k, c] = 2.0
                c -= 1
            running[k, c] = 2.0
    return running


@nb.njit(cache=True, nogil=True)
def _log_mixture(chosen: Int, log_odds: NDArray[np.float64], log_share: Float, room: Float) -> float:
    """Return the logarithm of the probability of a package under the whole mixture."""
    for k in range(len(log_share)):
        room[k] = log_share[k]
    for c in chosen:
        for k in range(len(log_share)):
            room[k] += log_odds[c, k]
    peak = room[0]
    for k in range(1, len(log_share)):
        peak = max(peak, room[k])
    total = 0.0
    for k in range(len(log_share)):
        if room[k] - peak > NOTHING:
            total += np.exp(room[k] - peak)
    return float(peak + np.log(total))


@nb.njit(cache=True, nogil=True)
def _fill_slack(chosen: Int, columns: NDArray[np.int64], thresholds: Int, slack: Int) -> None:
    """Fill in the sum less threshold of every predicate for a package."""
    for p in range(len(slack)):
        slack[p] = -thresholds[p]
    for c in chosen:
        for p in range(len(slack)):
            slack[p] += columns[c, p]


@nb.njit(cache=True, nogil=True)
def _draw(
    uniforms: NDArray[np.float64],
    draws: Int,
    running: NDArray[np.float64],
    log_odds: NDArray[np.float64],
    log_share: Float,
    offsets: Int,
    columns: NDArray[np.int64],
    thresholds: Int,
    code: Int,
    clause_start: Int,
    clause_gate: Int,
    n_gates: int,
    first: int,
    each: bool,
) -> tuple[Int, Float, Words, NDArray[np.float64]]:
    """Return for each package the gates it passes, its log weight and a key that tells it apart.

    Last, if ``each``, the logarithm of its probability under each component.
    """
    n_draws, n_issues = uniforms.shape
    passed = np.empty(n_draws, np.int64)
    log_weight = np.zeros(n_draws)
    keys = np.zeros(n_draws, np.uint64)
    chosen = np.empty(n_issues, np.int64)
    slack = np.empty(len(thresholds), np.int64)
    states = np.empty(len(thresholds), np.int8)
    stack = np.empty(len(code) + 1, np.int8)
    room = np.empty(len(draws))
    by_component = np.zeros((n_draws if each else 0, len(draws)))
    mixed = np.empty(len(columns), np.uint64)
    for column in range(len(columns)):
        mixed[column] = _mixed(column)
    component = 0
    until = draws[0]
    for s in range(n_draws):
        while s >= until:
            component += 1
            until += draws[component]
        _pick(uniforms[s], running[component], offsets, chosen)
        _fill_slack(chosen, columns, thresholds, slack)
        miss = first_miss(code, clause_start, slack, states, stack)
        passed[s] = n_gates if miss < 0 else clause_gate[miss]
        if passed[s] > first:
            log_weight[s] = -_log_mixture(chosen, log_odds, log_share, room)
            for c in chosen:
                keys[s] += mixed[c]
            if each:
                for k in range(len(draws)):
                    by_component[s, k] = room[k] - log_share[k]
    return passed, log_weight, keys, by_component
