r"""Which box of a trajectory to tell, and which of its limits matter.

The box with the largest *worth* is chosen: coverage times the part of the way from the overall density
:math:`p` to certainty that its density :math:`d` goes, :math:`c\,(d - p) / (1 - p)`. It is 0 for the box
of all draws, at most 1, and asks for neither coverage nor density alone.

Limits that chance explains are dropped by the quasi-p-value of Bryant and Lempert (2010, *Technological
Forecasting & Social Change* 77): the probability that as many draws of the box would have the outcome
if the limits on an input made no difference, as a binomial tail. It is "quasi" because the limits were
sought for, so that a small value proves little, but a large one tells that a limit may go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.prim import ENDS, Box, Counted, End, counted, pasted, peeled

__all__ = ["MOST_LIMITED", "FoundBox", "best_of", "discovered", "quasi_p", "simplified", "worth"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Limits with a larger quasi-p-value are dropped.
LARGEST_P = 0.05
#: Inputs that a box may limit: people do not follow more.
MOST_LIMITED = 4
#: Share of all draws that a box must hold.
LEAST_SHARE = 0.05
#: Sizes of slices that are tried.
ALPHAS = (0.05, 0.1, 0.2)


@dataclass(frozen=True, kw_only=True, eq=False)
class FoundBox:
    """A box and how it was come by.

    Attributes
    ----------
    box : Box
    quasi_p : dict of int to float
        By input with a limit.
    trajectory : tuple of Box
        Of the second pass, from all draws on.
    chosen : int
        Which box of the trajectory was chosen, before pasting and dropping of limits.
    """

    box: Box
    quasi_p: dict[int, float]
    trajectory: tuple[Box, ...]
    chosen: int


def worth(found: Counted) -> float:
    """Return coverage times the part of the way from the overall density to certainty."""
    if found.all_hits in (0, found.all_draws):
        return 0.0
    overall = found.all_hits / found.all_draws
    return found.coverage * (found.density - overall) / (1.0 - overall)


def best_of(trajectory: tuple[Box, ...], inputs: Float, outcome: Bool) -> int:
    """Return which box of a trajectory is worth most, the first at ties."""
    inside = _inside(trajectory, inputs)
    draws, hits = inside.sum(axis=1), (inside & outcome).sum(axis=1)
    of = {"all_draws": len(outcome), "all_hits": int(outcome.sum())}
    found = [Counted(draws=int(n), hits=int(h), **of) for n, h in zip(draws, hits, strict=True)]
    return int(np.argmax([worth(one) for one in found]))


def _inside(boxes: Sequence[Box], inputs: Float) -> Bool:
    """Tell which draws lie in each of many boxes, shape (n_boxes, n_draws)."""
    low, high = (np.stack([getattr(box, end) for box in boxes]) for end in ENDS)
    inside = np.ones((len(boxes), inputs.shape[1]), np.bool_)
    for k in np.flatnonzero((np.isfinite(low) | np.isfinite(high)).any(axis=0)):
        inside &= (inputs[k] >= low[:, k, None]) & (inputs[k] <= high[:, k, None])
    return inside


def quasi_p(box: Box, k: int, inputs: Float, outcome: Bool, ends: Sequence[End] = ENDS) -> float:
    """Return the quasi-p-value of the limits on one input.

    Parameters
    ----------
    box : Box
    k : int
        The input.
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    ends : sequence of str
        Which of its limits are asked about: ``"low"``, ``"high"``, or both.

    Returns
    -------
    float
        Probability of at least as many hits among the draws of the box, each as probable as in the box
        without these limits. 1 for a box without hits.
    """
    # Imported here because scipy.special costs a tenth of a second at start-up.
    from scipy import special

    inside, without = counted(box, inputs, outcome), counted(box.freed(k, ends), inputs, outcome)
    if inside.hits == 0:
        return 1.0
    # The upper tail of a binomial distribution as an incomplete beta function.
    return float(special.betainc(inside.hits, inside.draws - inside.hits + 1, without.density))


def simplified(box: Box, inputs: Float, outcome: Bool, most: int = MOST_LIMITED) -> Box:
    """Drop limits that chance explains, then those that matter least until few are left.

    Parameters
    ----------
    box : Box
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    most : int
        Inputs that may stay limited.

    Returns
    -------
    Box
        In each round the single limit (one end of one input) with the largest quasi-p-value above 0.05 is
        dropped; where there is none and too many inputs are limited, the input is freed without which
        the box is worth most.
    """
    while box.limited:
        values = [quasi_p(box, k, inputs, outcome, (end,)) for k, end in box.ends]
        largest = int(np.argmax(values))
        if values[largest] > LARGEST_P:
            k, end = box.ends[largest]
            box = box.freed(k, (end,))
        elif len(box.limited) > most:
            freed = [box.freed(k) for k in box.limited]
            box = max(freed, key=lambda one: worth(counted(one, inputs, outcome)))
        else:
            break
    return box


def discovered(
    inputs: Float, outcome: Bool, *, alphas: Sequence[float] = ALPHAS, most: int = MOST_LIMITED
) -> FoundBox | None:
    """Find the box in which an outcome is frequent.

    A first pass peels all inputs, and the box worth most, simplified, tells which inputs matter. A second
    pass peels these alone; the box worth most is pasted and simplified. Both are done with slices of
    several sizes, thin ones that follow a limit closely and thick ones that a few draws do not lead astray
    (Friedman and Fisher leave the size to the analyst), and the box worth most is kept.

    Parameters
    ----------
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    alphas : sequence of float
        Sizes of slices, as shares of the draws in a box.
    most : int
        Inputs that may be limited.

    Returns
    -------
    FoundBox or None
        None where no limit matters, or the outcome never or always occurs.
    """
    least = max(1, int(LEAST_SHARE * len(outcome)))
    sought: dict[tuple[int, ...], None] = {}
    for alpha in alphas:
        first = peeled(inputs, outcome, alpha=alpha, least=least)
        box = simplified(first[best_of(first, inputs, outcome)], inputs, outcome, most)
        sought[box.limited] = None
    found = [
        _second_pass(list(rows), inputs, outcome, alpha, most) for rows in sought if rows for alpha in alphas
    ]
    known = [one for one in found if one.box.limited]
    return max(known, key=lambda one: worth(counted(one.box, inputs, outcome)), default=None)


def _second_pass(rows: list[int], inputs: Float, outcome: Bool, alpha: float, most: int) -> FoundBox:
    """Peel the inputs that matter, and no others."""
    few = inputs[rows]
    trajectory = peeled(few, outcome, alpha=alpha, least=max(1, int(LEAST_SHARE * len(outcome))))
    chosen = best_of(trajectory, few, outcome)
    box = simplified(pasted(trajectory[chosen], few, outcome, alpha=alpha), few, outcome, most)
    return FoundBox(
        box=_spread(box, rows, len(inputs)),
        quasi_p={rows[k]: quasi_p(box, k, few, outcome) for k in box.limited},
        trajectory=tuple(_spread(one, rows, len(inputs)) for one in trajectory),
        chosen=chosen,
    )


def _spread(box: Box, rows: list[int], n_inputs: int) -> Box:
    """Give a box of some inputs its place among all."""
    low, high = np.full(n_inputs, -np.inf), np.full(n_inputs, np.inf)
    low[rows], high[rows] = box.low, box.high
    return Box(low=low, high=high)
