"""Every number of a climate in every draw, and the chance that each step brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["ClimateDraws", "Shocks"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Shocks:
    """Chance, found before anything is simulated, so that policies are compared on the same luck.

    Attributes
    ----------
    acts, seen : float array, shape (2, n_steps, n_draws)
        Standard normal: what each side does unplanned, and what it reads into the other's acts.
    accidents : float array, shape (n_steps, n_draws)
        Uniform; an accident happens where this lies below its chance.
    """

    acts: Float
    seen: Float
    accidents: Float

    @classmethod
    def none(cls, steps: int, n_draws: int) -> Shocks:
        """Return shocks by which nothing happens by chance."""
        still = np.zeros((2, steps, n_draws))
        return cls(acts=still, seen=still, accidents=np.ones((steps, n_draws)))


@dataclass(frozen=True, kw_only=True, eq=False)
class ClimateDraws:
    """The numbers of a climate, and its calendar in steps.

    Arrays of shape (2, n_draws) are by principal, in the order of the dossier; what they mean is
    said in :class:`~detente.dossier.climate.Climate`.

    Attributes
    ----------
    principals : tuple of str
    belief : float array, shape (2, n_draws)
        Chance, as drawn, that the *other* keeps its word: each side's belief at step 0.
    hope : float array, shape (2, n_draws)
        nan where a new administration brings no new hope.
    forgets : float array, shape (2,)
        What is kept of a memory from one step to the next, 0 to 1.
    rate, per_point, severity, deconfliction : float array, shape (n_draws,)
        Of accidents.
    measures : tuple of str
        ``issue=option``, in file order.
    acts : float array, shape (n_measures, 2, n_draws)
        By how much a side that keeps a measure up is less hostile.
    keeps_apart : bool array, shape (n_measures,)
    turnovers : tuple of tuple of int
        For each side the steps at which a new administration takes office.
    busy : bool array, shape (2, n_steps + 1)
        Steps at which a side is on campaign, so that its measures rest.
    acknowledged : bool
    effects : mapping of str to mapping of str to float array, shape (n_draws,)
        ``no_deal``, ``keeps_word`` and ``stakes``, by party.
    shocks : Shocks
    """

    principals: tuple[str, ...]
    level: Float
    drift: Float
    persistence: Float
    reaction: Float
    memory: Float
    bias: Float
    misperception: Float
    noise: Float
    firmness: Float
    publicity: Float
    learning: Float
    belief: Float
    hope: Float
    forgets: Float
    rate: Float
    per_point: Float
    severity: Float
    deconfliction: Float
    measures: tuple[str, ...]
    acts: Float
    keeps_apart: Bool
    turnovers: tuple[tuple[int, ...], ...]
    busy: Bool
    acknowledged: bool
    effects: Mapping[str, Mapping[str, Float]]
    shocks: Shocks

    @property
    def n_draws(self) -> int:
        """Number of draws."""
        return int(self.level.shape[1])

    @property
    def n_steps(self) -> int:
        """Steps for which there is chance."""
        return int(self.shocks.accidents.shape[0])
