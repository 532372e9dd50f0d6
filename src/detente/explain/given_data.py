r"""How much an outcome hangs on each of many inputs, told from draws already made.

The draws are cut into slices of equal size by the rank of an input. Where the outcome looks the same
in every slice, the input does not matter. Two measures of how much it differs:

* PAWN (Pianosi and Wagener 2018, *Environmental Modelling & Software* 108): the Kolmogorov-Smirnov
  distance between the outcome within a slice and over all draws, its mean and its maximum over slices.
* Borgonovo's delta, estimated from given data (Plischke, Borgonovo and Smith 2013, *European Journal
  of Operational Research* 226(3)): half the mean absolute difference of densities. Delta does not change
  under monotone transformations of input and outcome, so that both are taken by rank (Plischke and
  Borgonovo 2019, *European Journal of Operational Research* 277(3)): no kernel and no bandwidth is
  needed. For an outcome of few values it is the sum over slices :math:`s` and values :math:`v`

  .. math:: \delta = \tfrac12 \sum_s w_s \sum_v |p_{v|s} - p_v|,

  with :math:`w_s` the share of draws in a slice; an outcome of many values is cut into as many classes
  as there are slices. For an outcome of two values delta equals the mean of PAWN.

Both are above 0 even for an input without influence, since slices are small. What such an input would
get is measured with inputs made up for the purpose (:func:`noise_floor`), and the excess is taken off
by the bootstrap (:func:`bootstrapped`), as Plischke et al. do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

__all__ = ["Indices", "Sliced", "bootstrapped", "indices", "noise_floor", "slice_count", "sliced"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Most slices, whatever the number of draws.
MOST_SLICES = 48
#: Cells of counts that are held at once.
ROOM = 4_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Indices:
    """Measures of influence, all between 0 and 1.

    Attributes
    ----------
    pawn, pawn_max, delta : float array, shape (n_inputs,) or (n_resamples, n_inputs)
    """

    pawn: Float
    pawn_max: Float
    delta: Float


@dataclass(frozen=True, kw_only=True, eq=False)
class Sliced:
    """Inputs and an outcome, by rank.

    Attributes
    ----------
    slices : int64 array, shape (n_inputs, n_draws)
        The slice in which each draw lies.
    n_slices : int
    values : int64 array, shape (n_draws,)
        The outcome as a number of its distinct value, ascending.
    classes : int64 array, shape (n_draws,)
        The same where it has few values, else the class of its rank.
    """

    slices: Int
    n_slices: int
    values: Int
    classes: Int


def slice_count(draws: int) -> int:
    r"""Choose the number of slices, :math:`n^{2 / (7 + \tanh((1500 - n) / 500))}` up to 48.

    The rule of Plischke et al. (2013): 6 for 1,000 draws, 22 for 10,000.

    Examples
    --------
    >>> slice_count(1000), slice_count(10_000), slice_count(1)
    (6, 22, 1)
    """
    power = 2 / (7 + math.tanh((1500 - draws) / 500))
    return int(min(math.ceil(draws**power), MOST_SLICES))


def sliced(inputs: Float, outcome: NDArray[np.generic], n_slices: int | None = None) -> Sliced:
    """Cut draws into slices by the rank of each input.

    Parameters
    ----------
    inputs : float array, shape (n_inputs, n_draws)
    outcome : array, shape (n_draws,)
        Of numbers or truth values.
    n_slices : int, optional
        That of :func:`slice_count` if not given.

    Returns
    -------
    Sliced
        Equal values share a slice, the one of the first of them, so that slices may differ in size
        and some may be empty.
    """
    n = slice_count(inputs.shape[1]) if n_slices is None else n_slices
    found, values = np.unique(outcome, return_inverse=True)
    classes = values if len(found) <= n else _slices(values[None, :].astype(np.float64), n)[0]
    return Sliced(
        slices=_slices(inputs, n),
        n_slices=n,
        values=values.astype(np.int64),
        classes=classes.astype(np.int64),
    )


def _slices(inputs: Float, n_slices: int) -> Int:
    # Imported here because scipy.stats costs half a second at start-up.
    from scipy import stats

    slices = np.zeros(inputs.shape, np.int64)
    # Row by row, since ranking needs several times the room of what is ranked.
    for row, values in enumerate(inputs):
        first = stats.rankdata(values, method="min").astype(np.int64) - 1
        slices[row] = first * n_slices // len(values)
    return slices


def indices(data: Sliced, weights: Float | None = None) -> Indices:
    """Measure the influence of every input.

    Parameters
    ----------
    data : Sliced
    weights : float array, shape (n_draws,), optional
        How often each draw counts; once if not given.

    Returns
    -------
    Indices
        0 for every input where the outcome never varies.
    """
    n_inputs = len(data.slices)
    parts = [np.empty((3, 0))]
    cells = data.n_slices * int(data.values.max(initial=0) + 1)
    size = max(1, ROOM // max(cells, len(data.values)))
    for start in range(0, n_inputs, size):
        block = data.slices[start : start + size]
        distances, shares = _distances(_counts(block, data.n_slices, data.values, weights))
        pawn = (distances * shares).sum(axis=1)
        delta = _delta(_counts(block, data.n_slices, data.classes, weights))
        parts.append(np.stack([pawn, distances.max(axis=1, initial=0.0), delta]))
    pawn, largest, delta = np.concatenate(parts, axis=1)
    return Indices(pawn=pawn, pawn_max=largest, delta=delta)


def _counts(slices: Int, n_slices: int, values: Int, weights: Float | None) -> Float:
    """Count draws by input, slice and value of the outcome."""
    n_values = int(values.max(initial=0)) + 1
    inputs = np.arange(len(slices))[:, None]
    cells = (inputs * n_slices + slices) * n_values + values
    repeated = None if weights is None else np.broadcast_to(weights, cells.shape).ravel()
    counts = np.bincount(cells.ravel(), repeated, minlength=len(slices) * n_slices * n_values)
    return counts.reshape(len(slices), n_slices, n_values).astype(np.float64)


def _distances(counts: Float) -> tuple[Float, Float]:
    """Return the Kolmogorov-Smirnov distance of each slice to all draws, and its share of the draws."""
    inside = counts.sum(axis=2)
    total = np.maximum(inside.sum(axis=1, keepdims=True), 1.0)
    within = np.cumsum(counts, axis=2) / np.maximum(inside, 1.0)[:, :, None]
    overall = np.cumsum(counts.sum(axis=1), axis=1) / total
    distances = np.abs(within - overall[:, None, :]).max(axis=2, initial=0.0)
    return np.where(inside > 0, distances, 0.0), inside / total


def _delta(counts: Float) -> Float:
    total = np.maximum(counts.sum(axis=(1, 2), keepdims=True), 1.0)
    share = counts / total
    expected = share.sum(axis=2, keepdims=True) * share.sum(axis=1, keepdims=True)
    halved: Float = np.abs(share - expected).sum(axis=(1, 2)) / 2
    return halved


def noise_floor(data: Sliced, n_dummies: int, rng: np.random.Generator) -> float:
    """Return the largest mean PAWN of inputs that have nothing to do with the outcome.

    Parameters
    ----------
    data : Sliced
    n_dummies : int
        How many to make up; with as many as there are inputs, about one input without influence in
        two questions comes out above them all.
    rng : numpy.random.Generator
    """
    n_draws = len(data.values)
    even = np.arange(n_draws) * data.n_slices // max(n_draws, 1)
    largest, size = 0.0, max(1, ROOM // max(n_draws, 1))
    for start in range(0, n_dummies, size):
        dummies = rng.permuted(np.tile(even, (min(size, n_dummies - start), 1)), axis=1)
        made_up = replace(data, slices=dummies)
        largest = max(largest, float(indices(made_up).pawn.max(initial=0.0)))
    return largest


def bootstrapped(data: Sliced, resamples: int, rng: np.random.Generator) -> Indices:
    """Measure the influence of every input in resamples of the draws.

    Parameters
    ----------
    data : Sliced
        Draws keep their slices.
    resamples : int
    rng : numpy.random.Generator

    Returns
    -------
    Indices
        Arrays of shape (resamples, n_inputs).
    """
    n_draws = len(data.values)
    even = np.full(n_draws, 1 / max(n_draws, 1))
    found = [indices(data, rng.multinomial(n_draws, even).astype(np.float64)) for _ in range(resamples)]
    return Indices(
        pawn=np.array([one.pawn for one in found]),
        pawn_max=np.array([one.pawn_max for one in found]),
        delta=np.array([one.delta for one in found]),
    )
