"""Acts answer acts, step by step, in every draw.

For a side i and the other side j, with hostility x from -10 (friendliest) over 0 to 10 (war), what
i sees of j, what it remembers, what it does next and what it believes are

* ``seen_i = m x_j + misperception_i * chance``, with ``m = bias_i`` where ``x_j > 0`` and ``m`` the
  belief of i that j keeps its word where ``x_j < 0``: gestures count as far as they are believed
  (Jervis 1976, *Perception and Misperception*, ch. 3; Kydd 2005, *Trust and Mistrust*);
* ``R_i = phi R_i + (1 - phi) max(seen_i, 0)``, with ``phi`` a half to the power 1 over the steps
  that a memory lasts;
* ``x_i = drift_i + persistence_i x_i + reaction_i seen_i + memory_i R_i + firmness_i max(u_j, 0)
  + publicity_i tone_j + u_i + noise_i * chance + accidents``, kept from -10 to 10, with ``u`` the
  acts chosen as a policy;
* ``b_i = b_i + learning_i ((10 - x_j) / 20 - b_i)``, upward only once disputes are acknowledged;
  a new administration returns to its hope.

Firmness and tone are answered in the step in which they show; what is done as a policy is seen, like
all that is done, a step later. Beliefs are kept from 0 to 1. In a step there is an accident with
chance ``(rate + per_point max(mean x, 0)) (1 - deconfliction [forces are kept apart])``, which adds
``severity`` to the hostility of both. Without perception, memory, policies and chance this is the arms race
of Richardson (1960, *Arms and Insecurity*) in steps: ``drift`` his grievances, 1 less
``persistence`` his fatigue, ``reaction`` his defence. Noise that sets off answers is studied by
Axelrod and Dion (1988, *Science* 242).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.following import Answered, Orders, orders_of
from detente.lenses.climate.policies import Policy

__all__ = ["LIMIT", "Paths", "simulate_paths"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Hostility ends here at either side.
LIMIT = 10.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Paths:
    """What comes of policies in every draw.

    Attributes
    ----------
    hostility : float array, shape (2, n_steps + 1, n_draws)
        Of each side's acts, -10 to 10; step 0 is today.
    belief : float array, shape (2, n_steps + 1, n_draws)
        Of each side that the other keeps its word, 0 to 1.
    accidents : bool array, shape (n_steps + 1, n_draws)
        Steps in which forces collided; none at step 0.
    """

    hostility: Float
    belief: Float
    accidents: Bool

    @property
    def mean_hostility(self) -> Float:
        """Mean over both sides, shape (n_steps + 1, n_draws)."""
        mean: Float = self.hostility.mean(axis=0)
        return mean

    @property
    def at_limit(self) -> float:
        """Share of draws in which some side ever reaches an end of the scale."""
        if not self.hostility.size:
            return 0.0
        return float((np.abs(self.hostility) >= LIMIT).any(axis=(0, 1)).mean())


def simulate_paths(draws: ClimateDraws, policies: Sequence[Policy], steps: int) -> Paths:
    """Let acts answer acts.

    Parameters
    ----------
    draws : ClimateDraws
    policies : sequence of Policy
        Followed at the same time; none for the usual answers alone.
    steps : int
        0 to ``draws.n_steps``.

    Returns
    -------
    Paths
        A draw's path depends on that draw alone, and its first steps not on how many follow.

    Raises
    ------
    RunError
        For more steps than there is chance for.
    """
    if not 0 <= steps <= draws.n_steps:
        raise RunError(f"{steps} steps cannot be simulated with chance for {draws.n_steps}")
    n = draws.n_draws
    hostility, belief = np.empty((2, steps + 1, n)), np.empty((2, steps + 1, n))
    accidents = np.zeros((steps + 1, n), np.bool_)
    hostility[:, 0] = np.clip(draws.level, -LIMIT, LIMIT)
    belief[:, 0] = np.clip(draws.belief, 0.0, 1.0)
    memory = draws.bias * np.maximum(hostility[::-1, 0], 0.0)
    answered: Answered = {}
    for t in range(steps):
        orders = orders_of(policies, draws, hostility, t + 1, answered)
        x = hostility[:, t]
        accidents[t + 1] = draws.shocks.accidents[t] < _chance(draws, x, orders)
        seen = _seen(draws, x, belief[:, t], draws.shocks.seen[:, t])
        planned = _planned(draws, x, seen, memory, orders)
        unplanned = draws.noise * orders.noise[:, None] * draws.shocks.acts[:, t]
        struck = draws.severity * accidents[t + 1]
        hostility[:, t + 1] = np.clip(planned + unplanned + struck, -LIMIT, LIMIT)
        memory = _remembered(draws, memory, seen)
        belief[:, t + 1] = _believed(draws, belief[:, t], x, orders)
    return Paths(hostility=hostility, belief=belief, accidents=accidents)


def _seen(draws: ClimateDraws, x: Float, belief: Float, chance: Float) -> Float:
    """What each side takes the other's acts for."""
    other = x[::-1]
    return np.where(other > 0, draws.bias, belief) * other + draws.misperception * chance


def _planned(draws: ClimateDraws, x: Float, seen: Float, memory: Float, orders: Orders) -> Float:
    """What each side means to do next."""
    to_hostile = draws.reaction * np.maximum(seen, 0.0)
    to_friendly = draws.reaction * np.minimum(seen, 0.0)
    firm = draws.firmness * np.maximum(orders.acts[::-1], 0.0)
    # Restraint holds back what would make hostile acts worse, and nothing else.
    answered = sum(_held(act, orders.answers) for act in (to_hostile, draws.memory * memory, firm))
    loud = draws.publicity * orders.tone[::-1, None]
    kept: Float = draws.drift + draws.persistence * x
    return kept + answered + to_friendly + loud + orders.acts


def _held(act: Float, share: Float) -> Float:
    """Give a share of a hostile answer; one that is not hostile is given in full."""
    return np.where(act > 0, share, 1.0) * act


def _remembered(draws: ClimateDraws, memory: Float, seen: Float) -> Float:
    kept = draws.forgets[:, None]
    remembered: Float = kept * memory + (1.0 - kept) * np.maximum(seen, 0.0)
    return remembered


def _chance(draws: ClimateDraws, x: Float, orders: Orders) -> Float:
    """How likely an accident is, in every draw."""
    chance = draws.rate + draws.per_point * np.maximum(x.mean(axis=0), 0.0)
    if orders.keeps_apart:
        chance = chance * (1.0 - draws.deconfliction)
    clipped: Float = np.clip(chance, 0.0, 1.0)
    return clipped


def _believed(draws: ClimateDraws, belief: Float, x: Float, orders: Orders) -> Float:
    """What each side believes of the other's word after what it has seen."""
    shown = (LIMIT - x[::-1]) / (2.0 * LIMIT)
    step = draws.learning * (shown - belief)
    if not orders.acknowledged:
        step = np.minimum(step, 0.0)
    learnt = belief + step
    hoped = orders.hope[:, None] & ~np.isnan(draws.hope)
    believed: Float = np.clip(np.where(hoped, draws.hope, learnt), 0.0, 1.0)
    return believed
