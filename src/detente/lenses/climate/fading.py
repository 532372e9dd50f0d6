"""How fast the effect of a policy fades, such as that of a one-off gesture, in every draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fading", "fading"]

Float = NDArray[np.float64]
Int = NDArray[np.int64]
#: Changes smaller than this are rounding.
NOTHING = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Fading:
    """The greatest effect of a policy, and how long half of it lasts.

    Attributes
    ----------
    peak : float array, shape (n_draws,)
        Greatest change of hostility, in points with its sign, below 0 where hostility is lower; 0 where
        nothing changes.
    at : int64 array, shape (n_draws,)
        The first step at which it is as great; 0 where nothing changes.
    half_life : float array, shape (n_draws,)
        Steps from there to the first from which on at most half of it is left until the end; infinite
        where more than half is left at the end, nan where nothing changes.
    """

    peak: Float
    at: Int
    half_life: Float


def fading(with_policy: Float, without: Float) -> Fading:
    """Follow the effect of a policy from its peak on.

    Parameters
    ----------
    with_policy, without : float array, shape (n_steps + 1, n_draws)
        Hostility, of one side or the mean of both, on the same draws and the same chance.

    Returns
    -------
    Fading
        Without draws, empty arrays. With chance an effect also changes where an accident or an end of
        the scale comes between, so that half-lives differ from those of
        :func:`~detente.lenses.climate.settling.settling`.
    """
    change = with_policy - without
    size = np.abs(change)
    size[size <= NOTHING] = 0.0
    at = size.argmax(axis=0)
    peak = np.take_along_axis(change, at[None], axis=0)[0]
    left = size > np.abs(peak) / 2
    # The last step with more than half of it; from the next on it is at most half.
    last = len(size) - 1 - left[::-1].argmax(axis=0)
    half_life = np.where(last < len(size) - 1, last + 1.0 - at, np.inf)
    none = ~left.any(axis=0)
    return Fading(
        peak=np.where(none, 0.0, peak),
        at=np.where(none, 0, at),
        half_life=np.where(none, np.nan, half_life),
    )
