"""The confidence-building designer: the fewest measures that bring hostility down, or why none do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from detente.dossier.climate import Measure
from detente.dossier.dossier import Dossier
from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.measure_design import Design, KeptUp
from detente.lenses.climate.measure_obstacles import obstacles
from detente.lenses.climate.measure_search import SmallestSet, farthest_set, smallest_set
from detente.lenses.climate.measure_trials import Goal, Trials, measured
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.simulating import simulate_paths
from detente.lenses.climate.step_calendar import required_climate

__all__ = ["design_measures"]

#: Standard errors to either side of a mean that hold its true value in 95 of 100 samples.
NORMAL_95 = 1.96


def design_measures(
    dossier: Dossier,
    draws: ClimateDraws,
    *,
    below: float,
    steps: int,
    side: str | None = None,
    hold: bool = True,
    by: Sequence[str] | None = None,
    measures: Sequence[str] | None = None,
) -> Design:
    """Find the smallest sustained set of measures that brings expected hostility below a level.

    Smallest means fewest measures, then the shortest time kept up, then the least cost to both
    principals, then the order of the dossier. All are tried on the same draws and the same chance.
    The set is exact for these draws: branches are left out only where a bound proves that they hold
    nothing better (:mod:`detente.lenses.climate.measure_trials`).

    Parameters
    ----------
    dossier : Dossier
        With ``climate.measures``.
    draws : ClimateDraws
        Of that dossier, at least one, with chance for ``steps`` steps; for twice as many, so that
        where no set does it can be said whether more time would help.
    below : float
        -10 to 10; hostility must fall below it.
    steps : int
        Horizon, 1 or more.
    side : str or None
        Principal whose hostility is meant; None for the mean of both.
    hold : bool
        It must stay below until the horizon; else getting there once is enough.
    by : sequence of str or None
        Principals that keep measures up; both if None.
    measures : sequence of str or None
        To choose from, as ``issue=option``; all of the dossier if None.

    Returns
    -------
    Design

    Raises
    ------
    RunError
        Without a climate, measures or draws, for a level off the scale, or more steps than there is
        chance for.
    UnknownNameError
        For a principal or measure that does not exist.
    TooLargeError
        Where too many sets would have to be tried.
    """
    _check(draws, below, steps)
    keepers = _known(by, draws.principals, "principal")
    where = None if side is None else draws.principals.index(_known([side], draws.principals, "principal")[0])
    goal = Goal(below=float(below), steps=steps, side=where, hold=hold)
    choice = _choice(dossier, keepers, measures)
    trials = Trials(draws, goal, keepers)
    costs = {measure.name: _cost(dossier, measure) for measure in choice}
    least = trials.least((), tuple(costs), len(costs), steps)
    found = smallest_set(trials, costs)
    farthest = farthest_set(trials, tuple(costs))
    told = found or SmallestSet(measures=farthest, lasts=steps)
    with_error = _ends(draws, goal, told, keepers)
    return Design(
        status="none" if found is None else "found" if found.measures else "not needed",
        every=required_climate(dossier).step,
        side=side,
        goal=goal,
        measures=tuple(
            _kept_up(dossier, measure, keepers, costs[measure.name])
            for measure in choice
            if measure.name in told.measures
        ),
        lasts=told.lasts,
        reached_from=goal.met_from(trials.path(told.measures, told.lasts)),
        path=tuple(trials.path(told.measures, told.lasts).tolist()),
        without=tuple(trials.path((), 0).tolist()),
        error=with_error[0],
        share_below=with_error[1],
        least=least,
        obstacles=() if found else obstacles(draws, goal, farthest, keepers),
        choice=tuple(costs),
        tried=trials.tried,
        n_draws=draws.n_draws,
        keeps_order=float(trials.keeps_order.mean()),
    )


def _check(draws: ClimateDraws, below: float, steps: int) -> None:
    if not draws.n_draws:
        raise RunError("expected hostility needs at least one draw")
    if not -10 <= below <= 10:
        raise RunError(
            f"hostility lies from -10 to 10, and nothing comes below {below:g}; give a level there"
        )
    if not 1 <= steps <= draws.n_steps:
        raise RunError(f"the horizon must be 1 to {draws.n_steps} steps, not {steps}")


def _known(names: Sequence[str] | None, valid: tuple[str, ...], kind: str) -> tuple[str, ...]:
    for name in names or ():
        if name not in valid:
            raise UnknownNameError(kind, name, valid)
    return tuple(name for name in valid if names is None or name in names)


def _choice(dossier: Dossier, keepers: tuple[str, ...], names: Sequence[str] | None) -> list[Measure]:
    """Return the measures that someone who may keep measures up has a part in, in file order."""
    every = required_climate(dossier).measures
    if not every:
        raise RunError(f"{dossier.key} has no measures to keep up; they stand under climate.measures")
    chosen = _known(names, tuple(measure.name for measure in every), "measure")
    return [
        measure
        for measure in every
        if measure.name in chosen and (measure.keeps_apart or any(party in measure.acts for party in keepers))
    ]


def _cost(dossier: Dossier, measure: Measure) -> float:
    """Return what a measure takes from both principals together, in points at the medians of their stakes."""
    return -math.fsum(_worth(dossier, party, measure) for party in dossier.principals)


def _worth(dossier: Dossier, party: str, measure: Measure) -> float:
    stake = dossier.stakes.get(party, {}).get(measure.issue, {}).get(measure.option)
    return 0.0 if stake is None else stake.middle


def _kept_up(dossier: Dossier, measure: Measure, keepers: tuple[str, ...], cost: float) -> KeptUp:
    option = dossier.issues[measure.issue].options[measure.option]
    acts: Mapping[str, float] = {} if measure.keeps_apart else {p: q.middle for p, q in measure.acts.items()}
    return KeptUp(
        measure=measure.name,
        title=option.name,
        by=tuple(p for p in keepers if measure.keeps_apart or p in measure.acts),
        acts={party: acts[party] for party in keepers if party in acts},
        keeps_apart=measure.keeps_apart,
        cost=cost,
        after=tuple(f"{issue}={key}" for issue, keys in option.after.items() for key in keys),
    )


def _ends(draws: ClimateDraws, goal: Goal, told: SmallestSet, by: tuple[str, ...]) -> tuple[float, float]:
    """Return how unsure the mean that counts is, and the share of draws that lie below the level there."""
    policy = Policy(kind="cbm", by=by, size=1.0, first=1, lasts=told.lasts, measures=told.measures)
    paths = simulate_paths(draws, [policy] if told.measures else [], goal.steps)
    hostility = measured(paths.hostility, goal.side)
    at = hostility[-1 if goal.hold else int(hostility.mean(axis=1).argmin())]
    error = NORMAL_95 * at.std(ddof=1) / math.sqrt(len(at)) if len(at) > 1 else math.nan
    return float(error), float(np.mean(at < goal.below))
