"""What comes of measures kept up for a while, and a bound on what any choice of them can do.

Measures make a side less hostile, hostility is answered by hostility, and belief grows with the
other's good conduct. So in a draw whose answers (``reaction``, ``memory``) are not below 0, one more
measure, or a step more of it, leaves no later hostility higher and no belief lower. By induction over
the steps: what is seen rises with the other's hostility and falls with belief; memory, the next act and
the chance of an accident rise with hostility, an accident happens where one number drawn beforehand lies
below that chance, and it adds to hostility; belief after a step rises with belief and falls with the
other's hostility, whether or not it may rise, and a new administration sets it to a number that does not
depend on the path; cutting off at the ends of the scale keeps the order. Campaigns only switch acts off
at steps known beforehand. Where a side answers hostility by friendliness the order may break, so that
nothing better than the end of the scale is taken for granted there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.simulating import LIMIT, simulate_paths

__all__ = ["MOST_WORK", "Goal", "Trials", "keep_order", "measured"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Draws times steps that are simulated before a search is given up, some minutes; a step costs as much as
#: so many draws more.
MOST_WORK, STEP_COST = 500_000_000, 700
#: A bound this close to the level rules nothing out: sums may differ in their last digits.
CLOSE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is asked of expected hostility, the mean over draws.

    Attributes
    ----------
    below : float
        It must fall below this, not just to it.
    steps : int
        Horizon, 1 or more.
    side : int or None
        Whose hostility; None for the mean of both sides.
    hold : bool
        It must stay below until the horizon; else it is enough to get there once.
    """

    below: float
    steps: int
    side: int | None = None
    hold: bool = True

    def reached(self, path: Float) -> float:
        """Return the figure that must lie below the level: the last of a path, or the least."""
        return float(path[-1] if self.hold else path.min())

    def is_met(self, path: Float) -> bool:
        """Tell whether a path of expected hostility, shape (steps + 1,), does what is asked."""
        return self.reached(path) < self.below

    def met_from(self, path: Float) -> int | None:
        """Return the first step at which it is below (and stays so, where it must); None if never."""
        under = path < self.below
        if not self.hold:
            return int(under.argmax()) if under.any() else None
        above = np.flatnonzero(~under)
        first = 0 if not len(above) else int(above[-1]) + 1
        return first if first < len(path) else None


def measured(hostility: Float, side: int | None) -> Float:
    """Return one side's hostility, or the mean of both: shape (2, ...) becomes (...)."""
    chosen: Float = hostility.mean(axis=0) if side is None else hostility[side]
    return chosen


def keep_order(draws: ClimateDraws) -> Bool:
    """Tell in which draws more measures never make anything worse.

    Returns
    -------
    bool array, shape (n_draws,)
        True where the proof at the head of this module holds: answers not below 0, and everything
        else inside the range that the format of dossiers has for it.
    """
    never_below = (draws.reaction, draws.memory, draws.persistence, draws.bias, draws.learning, draws.belief)
    shares = (draws.learning, draws.belief, np.nan_to_num(draws.hope))
    sides = [entry >= 0 for entry in (*never_below, np.nan_to_num(draws.hope))] + [s <= 1 for s in shares]
    fine: Bool = np.logical_and.reduce(sides).all(axis=0)
    fine &= (draws.per_point >= 0) & (draws.severity >= 0) & (draws.deconfliction >= 0)
    fine &= (draws.acts >= 0).all(axis=(0, 1))
    return fine


class Trials:
    """Tries measures on the same draws and the same chance, and counts what that costs.

    Parameters
    ----------
    draws : ClimateDraws
        With chance for at least ``goal.steps`` steps.
    goal : Goal
    by : tuple of str
        Principals that keep measures up.

    Attributes
    ----------
    keeps_order : bool array, shape (n_draws,)
        See :func:`keep_order`.
    tried : int
        Paths simulated so far.
    """

    def __init__(self, draws: ClimateDraws, goal: Goal, by: tuple[str, ...]) -> None:
        self.draws, self.goal, self.by = draws, goal, by
        self.keeps_order = keep_order(draws)
        self.tried = 0
        self._known: dict[tuple[frozenset[str], int], Float] = {}
        self._at = {name: k for k, name in enumerate(draws.measures)}

    def path(self, measures: Sequence[str], lasts: int) -> Float:
        """Return expected hostility, shape (steps + 1,), with measures kept up from step 1 on.

        Parameters
        ----------
        measures : sequence of str
        lasts : int
            Steps; 0 for not at all.
        """
        key = (frozenset(measures), lasts if measures else 0)
        if key not in self._known:
            self._known[key] = self._simulated(self.draws, measures, lasts).mean(axis=1)
        return self._known[key]

    def works(self, measures: Sequence[str], lasts: int) -> bool:
        """Tell whether measures do what is asked."""
        return self.goal.is_met(self.path(measures, lasts))

    def least(self, chosen: Sequence[str], free: Sequence[str], take: int, lasts: int) -> float:
        """Return what no choice of ``take`` more measures gets below.

        In every draw and for each side the strongest ``take`` of the free measures are added to those
        chosen, though they may be others in another draw, and forces are kept apart if any measure
        does that.

        Parameters
        ----------
        chosen, free : sequence of str
        take : int
            0 or more.
        lasts : int
            Steps that all are kept up.

        Returns
        -------
        float
            At most what is reached by ``chosen`` and any ``take`` of ``free``.
        """
        draws = self.draws
        total = self._acts(chosen).sum(axis=0) + np.sort(self._acts(free), axis=0)[::-1][:take].sum(axis=0)
        considered = (*chosen, *(free if take else ()))
        apart = any(draws.keeps_apart[self._at[name]] for name in considered)
        relaxed = replace(
            draws,
            measures=("acts", "apart"),
            acts=np.stack([total, np.zeros_like(total)]),
            keeps_apart=np.array([False, True]),
        )
        hostility = self._simulated(relaxed, ("acts", "apart") if apart else ("acts",), lasts)
        hostility[:, ~self.keeps_order] = -LIMIT
        return self.goal.reached(hostility.mean(axis=1))

    def rules_out(self, chosen: Sequence[str], free: Sequence[str], take: int, lasts: int) -> bool:
        """Tell whether no choice of ``take`` more measures can do what is asked."""
        return self.least(chosen, free, take, lasts) >= self.goal.below + CLOSE

    def _acts(self, names: Sequence[str]) -> Float:
        """Return the acts of measures, shape (n, 2, n_draws); those that keep apart have none."""
        rows = [self._at[name] for name in names]
        return np.where(self.draws.keeps_apart[rows, None, None], 0.0, self.draws.acts[rows])

    def _simulated(self, draws: ClimateDraws, measures: Sequence[str], lasts: int) -> Float:
        """Return the hostility asked about, shape (steps + 1, n_draws)."""
        self.tried += 1
        if self.tried * (draws.n_draws + STEP_COST) * self.goal.steps > MOST_WORK:
            raise TooLargeError(
                f"after {self.tried - 1} trials of measures with {draws.n_draws} draws over "
                f"{self.goal.steps} steps the smallest set is not yet sure; name the measures to choose "
                "from, or take fewer draws"
            )
        policies = [
            Policy(kind="cbm", by=self.by, size=1.0, first=1, lasts=lasts, measures=tuple(measures)),
        ]
        paths = simulate_paths(draws, policies if lasts and measures else (), self.goal.steps)
        return measured(paths.hostility, self.goal.side)
