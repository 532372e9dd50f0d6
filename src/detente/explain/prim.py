r"""The patient rule induction method: the box of inputs in which an outcome is most frequent.

Friedman and Fisher (1999, *Statistics and Computing* 9), for an outcome that is true or false. A box
limits some inputs from below or above. *Peeling* starts from all draws and takes off, again and again,
the slice at a lower or upper end of one input without which the outcome is most frequent in what is left;
*pasting* puts slices back where that does not make it less frequent. The boxes on the way are the
*trajectory*: from all draws to few in which the outcome is frequent. Only the order of the values of an
input counts, so that stretching a scale changes nothing but the limits.

Of a box one tells its *density* (the share of its draws with the outcome), its *coverage* (the share of
all draws with the outcome that it holds) and its *support* (the share of all draws); the words are those
of Bryant and Lempert (2010, *Technological Forecasting & Social Change* 77).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.kernel.peeling import peel

__all__ = ["ALPHA", "ENDS", "Box", "Counted", "End", "counted", "pasted", "peeled", "unlimited"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
End = Literal["low", "high"]
ENDS: tuple[End, End] = ("low", "high")

#: Share of the draws of a box that is taken off or put back at a time.
ALPHA = 0.05


@dataclass(frozen=True, kw_only=True, eq=False)
class Box:
    """Limits on inputs.

    Attributes
    ----------
    low, high : float array, shape (n_inputs,)
        Least and largest value inside; infinite where there is no limit.
    """

    low: Float
    high: Float

    @property
    def limited(self) -> tuple[int, ...]:
        """Inputs with a limit, ascending."""
        return tuple(int(k) for k in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high)))

    def holds(self, inputs: Float) -> Bool:
        """Tell which draws lie inside; ``inputs`` has shape (n_inputs, n_draws)."""
        inside = (inputs >= self.low[:, None]) & (inputs <= self.high[:, None])
        return np.asarray(inside.all(axis=0))

    @property
    def ends(self) -> tuple[tuple[int, End], ...]:
        """Every single limit, as input and end, by input."""
        return tuple((k, end) for k in self.limited for end in ENDS if np.isfinite(getattr(self, end)[k]))

    def freed(self, k: int, ends: Sequence[End] = ENDS) -> Box:
        """Return the box without limits on one input, or without that at one end."""
        return self.limiting(
            k, low=-np.inf if "low" in ends else None, high=np.inf if "high" in ends else None
        )

    def limiting(self, k: int, *, low: float | None = None, high: float | None = None) -> Box:
        """Return the box with another limit on one input."""
        lows, highs = self.low.copy(), self.high.copy()
        if low is not None:
            lows[k] = low
        if high is not None:
            highs[k] = high
        return Box(low=lows, high=highs)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Draws in a box.

    Attributes
    ----------
    draws, hits : int
        In the box, and those of them with the outcome.
    all_draws, all_hits : int
        Altogether.
    """

    draws: int
    hits: int
    all_draws: int
    all_hits: int

    @property
    def density(self) -> float:
        """Share of the draws in the box that have the outcome; 0 for an empty box."""
        return self.hits / self.draws if self.draws else 0.0

    @property
    def coverage(self) -> float:
        """Share of the draws with the outcome that lie in the box; 0 where there are none."""
        return self.hits / self.all_hits if self.all_hits else 0.0

    @property
    def support(self) -> float:
        """Share of all draws that lie in the box; 0 without draws."""
        return self.draws / self.all_draws if self.all_draws else 0.0


def unlimited(n_inputs: int) -> Box:
    """Return the box of all draws."""
    return Box(low=np.full(n_inputs, -np.inf), high=np.full(n_inputs, np.inf))


def counted(box: Box, inputs: Float, outcome: Bool) -> Counted:
    """Count the draws in a box.

    Parameters
    ----------
    box : Box
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    """
    inside = box.holds(inputs)
    return Counted(
        draws=int(inside.sum()),
        hits=int(outcome[inside].sum()),
        all_draws=len(outcome),
        all_hits=int(outcome.sum()),
    )


def peeled(
    inputs: Float,
    outcome: Bool,
    *,
    alpha: float = ALPHA,
    least: int = 1,
) -> tuple[Box, ...]:
    """Peel slice after slice off the box of all draws.

    Parameters
    ----------
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    alpha : float
        Share of the draws in the box that a slice should have; at least one draw, and all draws that
        share the last value taken off.
    least : int
        Draws that must be left in a box.

    Returns
    -------
    tuple of Box
        The trajectory: the box of all draws, then one for each slice taken off. Of the slices at the
        two ends of every input the one is taken without which the density is largest; at ties the one
        with fewest draws, then the first input, its lower end first. It ends when all draws in the box
        have the outcome, or no slice leaves enough.
    """
    found = [unlimited(len(inputs))]
    for k, at_low, limit in zip(*peel(inputs, outcome, alpha, least), strict=True):
        limits = {"low": float(limit)} if at_low else {"high": float(limit)}
        found.append(found[-1].limiting(int(k), **limits))
    return tuple(found)


def pasted(box: Box, inputs: Float, outcome: Bool, *, alpha: float = ALPHA) -> Box:
    """Put slices back onto a box as long as its density does not fall.

    Parameters
    ----------
    box : Box
        With at least one draw.
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    alpha : float
        Size of a slice, as a share of the draws in the box; at least one draw, and all that share its
        last value.

    Returns
    -------
    Box
        Of the slices beyond the limits the one with which the density is largest is put back, at ties
        the largest. A limit beyond which no draw is left is dropped.
    """
    while True:
        now = counted(box, inputs, outcome)
        moves = [
            (hits / draws, draws, moved)
            for moved, draws, hits in _slices_back(box, inputs, outcome, now, alpha)
            if hits * now.draws >= now.hits * draws
        ]
        if not moves:
            return box
        box = max(moves, key=lambda move: move[:2])[2]


def _slices_back(
    box: Box, inputs: Float, outcome: Bool, now: Counted, alpha: float
) -> Iterator[tuple[Box, int, int]]:
    """Yield each box with a slice put back, its draws and its hits."""
    size = max(1, int(alpha * now.draws))
    for k, end in box.ends:
        # Seen from the limit outwards, so that both ends are alike.
        sign = 1.0 if end == "low" else -1.0
        values, limit = sign * inputs[k], sign * float(getattr(box, end)[k])
        beyond = box.freed(k).holds(inputs) & (values < limit)
        outward = np.sort(values[beyond])[::-1]
        reach = float(outward[size - 1]) if len(outward) > size else -np.inf
        added = beyond & (values >= reach)
        if added.sum() == len(outward):
            reach = -np.inf
        moved = box.limiting(k, low=reach) if end == "low" else box.limiting(k, high=-reach)
        yield moved, now.draws + int(added.sum()), now.hits + int(outcome[added].sum())
