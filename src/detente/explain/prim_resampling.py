"""Whether a box is found again when only half of the draws are looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.prim_choice import discovered

__all__ = ["Reproduced", "reproduced"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Halves after which no more are asked, where each of them limits every input in question.
ENOUGH = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Reproduced:
    """How often each input is limited again.

    Attributes
    ----------
    halves : int
        Random halves of the draws in which the box was sought again.
    limited : float array, shape (n_inputs,)
        Share of them in which the box found limits this input.
    """

    halves: int
    limited: Float


def reproduced(
    inputs: Float, outcome: Bool, halves: int, rng: np.random.Generator, limited: Collection[int] = ()
) -> Reproduced:
    """Seek the box again in random halves of the draws.

    The resampling test of Bryant and Lempert (2010, *Technological Forecasting & Social Change* 77); halves
    are drawn without replacement, since repeated draws would make chance look like a pattern.

    Parameters
    ----------
    inputs : float array, shape (n_inputs, n_draws)
    outcome : bool array, shape (n_draws,)
    halves : int
        At most so many, at least 1.
    rng : numpy.random.Generator
    limited : collection of int
        Inputs in question. After ten halves in each of which all of these were limited again there are no
        more: nothing is left in doubt.
    """
    times = np.zeros(len(inputs))
    size = (len(outcome) + 1) // 2
    done = 0
    while done < halves and not (limited and done == ENOUGH and (times[list(limited)] == done).all()):
        half = np.sort(rng.permutation(len(outcome))[:size])
        found = discovered(inputs[:, half], outcome[half])
        if found is not None:
            times[list(found.box.limited)] += 1
        done += 1
    return Reproduced(halves=done, limited=times / done)
