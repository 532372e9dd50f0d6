"""Where the advice turns round: numbers whose sign is in doubt, and what policies do on either side of it.

Whether firmness deters or provokes is what authors differ on, so that its range lies on both sides of
0. For each such number and each policy the effect on final hostility is told among the draws below 0
and among those above, and the value at which the policy stops helping.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.measure_trials import measured
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.sign_result import SignChange, SignedEffect
from detente.lenses.climate.simulating import simulate_paths

__all__ = ["ENTRIES", "SignChange", "doubtful_signs", "sign_changes"]

Float = NDArray[np.float64]
Effect = Callable[[float], float]

#: Entries of a climate, by principal, that may lie on both sides of 0.
ENTRIES = ("level", "drift", "reaction", "memory", "firmness", "publicity")
#: Values at which the effect is found before turns are looked for between them, at least from -1 to 1.
GRID = 9
#: How near a turn is found, and below what an effect counts as none.
NEAR, NOTHING = 1e-4, 1e-9
NORMAL_95 = 1.96


def doubtful_signs(draws: ClimateDraws) -> tuple[tuple[str, str], ...]:
    """Return the numbers that lie below 0 in some draws and above in others, as entry and principal."""
    return tuple(
        (entry, principal)
        for entry in ENTRIES
        for principal, values in zip(draws.principals, getattr(draws, entry), strict=True)
        if (values < 0).any() and (values > 0).any()
    )


def sign_changes(
    draws: ClimateDraws,
    policies: Mapping[str, Sequence[Policy]],
    steps: int,
    *,
    side: str | None = None,
) -> tuple[SignChange, ...]:
    """Say of every number whose sign is in doubt how each policy's effect hangs on it.

    Parameters
    ----------
    draws : ClimateDraws
    policies : mapping of str to sequence of Policy
        What is followed together, by the name under which it is told.
    steps : int
        Final hostility is that after so many; 1 or more.
    side : str or None
        Principal whose hostility is meant; None for the mean of both.

    Returns
    -------
    tuple of SignChange
        By number in the order of the format, then by policy as given; empty where no sign is in doubt.
        A turn is found to within 0.0001, by Brent's method (1973, *Algorithms for Minimization without
        Derivatives*, ch. 4).
        Turns are looked for between values an eighth of the range apart, so that two within such a
        stretch are missed.

    Raises
    ------
    RunError
        For no step, or more than there is chance for.
    UnknownNameError
        For a side that does not exist.
    """
    if steps < 1:
        raise RunError(f"final hostility is that after 1 step or more, not {steps}")
    if side is not None and side not in draws.principals:
        raise UnknownNameError("principal", side, draws.principals)
    final = _Finals(draws, steps, side)
    none = final.of(draws, ())
    effects = {name: final.of(draws, followed) - none for name, followed in policies.items()}
    return tuple(
        _change(final, entry, principal, name, policies[name], effects[name])
        for entry, principal in doubtful_signs(draws)
        for name in policies
    )


class _Finals:
    """Final hostility in every draw, as drawn or with one number set; what is found is kept."""

    def __init__(self, draws: ClimateDraws, steps: int, side: str | None) -> None:
        self.draws, self.side, self._steps = draws, side, steps
        self._at = None if side is None else draws.principals.index(side)
        self._without: dict[tuple[str, str, float], Float] = {}

    def of(self, draws: ClimateDraws, policies: Sequence[Policy]) -> Float:
        """Return final hostility, shape (n_draws,)."""
        return measured(simulate_paths(draws, policies, self._steps).hostility[:, -1], self._at)

    def effect(self, entry: str, principal: str, value: float, policies: Sequence[Policy]) -> Float:
        """Return the effect of policies in every draw with a number set to one value."""
        values = getattr(self.draws, entry).copy()
        values[self.draws.principals.index(principal)] = value
        changed = replace(self.draws, **{entry: values})
        key = (entry, principal, value)
        if key not in self._without:
            self._without[key] = self.of(changed, ())
        return self.of(changed, policies) - self._without[key]


def _change(
    final: _Finals, entry: str, principal: str, name: str, policies: Sequence[Policy], effect: Float
) -> SignChange:
    values = getattr(final.draws, entry)[final.draws.principals.index(principal)]
    ends = (min(-1.0, float(values.min())), max(1.0, float(values.max())))
    at = [final.effect(entry, principal, value, policies) for value in (ends[0], 0.0, ends[1])]
    hangs_on = any(not np.array_equal(at[0], other) for other in at[1:])
    turns: tuple[float, ...] = ()
    first = float(at[0].mean())
    if hangs_on:
        turns, first = _turns(
            lambda value: float(final.effect(entry, principal, value, policies).mean()), ends
        )
    return SignChange(
        policy=name,
        entry=entry,
        principal=principal,
        side=final.side,
        below=_signed(effect[values < 0]),
        above=_signed(effect[values > 0]),
        share_below=float((values < 0).mean()),
        turns=turns,
        helps_first=None if abs(first) <= NOTHING else first < 0,
        hangs_on=hangs_on,
        below_turn=float((values < turns[0]).mean()) if turns else math.nan,
        searched=ends,
    )


def _turns(effect: Effect, ends: tuple[float, float]) -> tuple[tuple[float, ...], float]:
    """Return the values at which an effect changes sign, and the first effect that is not 0 (else 0)."""
    from scipy.optimize import brentq

    kept = functools.cache(effect)
    seen = [(value, kept(value)) for value in np.linspace(*ends, GRID).tolist()]
    told = [(value, found) for value, found in seen if abs(found) > NOTHING]
    turns = tuple(
        float(brentq(kept, low, high, xtol=NEAR))
        for (low, before), (high, after) in itertools.pairwise(told)
        if (before < 0) != (after < 0)
    )
    return turns, told[0][1] if told else 0.0


def _signed(effect: Float) -> SignedEffect:
    n, mean = len(effect), float(effect.mean())
    error = NORMAL_95 * float(effect.std(ddof=1)) / math.sqrt(n) if n > 1 else math.nan
    return SignedEffect(
        n_draws=n, mean=mean, low=mean - error, high=mean + error, lowers=float((effect < -NOTHING).mean())
    )
