"""Simulate the climate of a dossier under policies, over all draws of its judgements."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.climate_draws import ClimateSampler
from detente.ensemble.schemes import Scheme
from detente.errors import TooLargeError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.designing import design_measures
from detente.lenses.climate.fading import fading
from detente.lenses.climate.policies import POLICIES, Policy, parse_policies
from detente.lenses.climate.settling import settling
from detente.lenses.climate.sign_change import sign_changes
from detente.lenses.climate.sign_result import SignChange
from detente.lenses.climate.simulating import Paths, simulate_paths
from detente.lenses.climate.step_calendar import label_of, last_step, required_climate, step_of
from detente.lenses.climate.trade_offs import trade_offs
from detente.verdict.draw_limits import check_draws
from detente.verdict.intervals import Z_95, wilson
from detente.verdict.simulation_result import (
    QUANTILES,
    Change,
    SettlingShares,
    SimulatedPolicy,
    Simulation,
)

__all__ = ["DRAWS", "NONE", "simulate"]

Float = NDArray[np.float64]
DRAWS = 1000
NONE = "none"
#: Steps times draws that are held at once; about eight numbers each.
MOST_CELLS = 20_000_000
#: Points by which hostility must be lower for a policy to count as a help: less, no analyst could tell.
MATTERS = 0.05


def simulate(
    dossier: Dossier,
    *,
    policies: Sequence[str] = (),
    until: str | None = None,
    below: float | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Simulation:
    """Let acts answer acts from today on, under each policy on the same draws and the same chance.

    Parameters
    ----------
    dossier : Dossier
        With a ``climate``.
    policies : sequence of str
        Such as ``"cbm"`` or ``"ramp-up:by=us,size=2"``, or several at the same time, ``"grit+quiet"``.
        Doing nothing beside the usual answers, ``"none"``, always comes first.
    until : str, optional
        Last date; the dossier's horizon if not given, else 24 steps on.
    below : float, optional
        Also look for the fewest measures that bring the mean of expected hostility below this.
    draws : int
        Joint draws of all judgements and of chance, 1 to 100,000.
    seed : int
        0 or more.

    Returns
    -------
    Simulation

    Raises
    ------
    RunError
        Without a climate, for dates, policies, draws or a seed that cannot be.
    UnknownNameError
        For a policy, principal or measure that does not exist.
    TooLargeError
        When draws times steps would take too much memory.

    Examples
    --------
    >>> import detente
    >>> from detente.verdict.simulating import simulate
    >>> found = simulate(detente.load("us-russia"), policies=["cbm"], until="2019-10", draws=50)
    >>> [policy.text for policy in found.policies], found.dates[-1]
    (['none', 'cbm'], '2019-10')
    """
    check_draws(draws, seed)
    climate = required_climate(dossier)
    asked = {text: parse_policies(text, dossier) for text in (NONE, *policies)}
    steps = max(last_step(dossier) if until is None else step_of(dossier, until), 1)
    if steps * draws > MOST_CELLS:
        raise TooLargeError(
            f"{draws} draws of {steps} steps are too many to hold; take at most {MOST_CELLS // steps} draws"
        )
    drawn = ClimateSampler(dossier, Scheme(kind="monte carlo", seed=seed), steps).draws(0, draws)
    idle = simulate_paths(drawn, asked[NONE], steps)
    return Simulation(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        principals=dossier.principals,
        labels={party: dossier.parties[party].name for party in dossier.principals},
        step=climate.step,
        dates=tuple(label_of(dossier, step) for step in range(steps + 1)),
        policies=tuple(
            _simulated(text, one, idle if text == NONE else simulate_paths(drawn, one, steps), idle, drawn)
            for text, one in asked.items()
        ),
        settling=_settling(dossier, drawn, idle, steps),
        signs=_signs(drawn, asked, steps),
        assurance=trade_offs(dossier, drawn, steps),
        design=None if below is None else design_measures(dossier, drawn, below=below, steps=steps),
        draws=draws,
        seed=seed,
    )


def _signs(
    drawn: ClimateDraws, asked: Mapping[str, tuple[Policy, ...]], steps: int
) -> tuple[SignChange, ...]:
    """Look for changes of sign in what policies do to the other side, or to both where both follow them.

    Those about one side are asked together, because all of them are set against the same idle paths.
    """
    about: dict[str | None, dict[str, tuple[Policy, ...]]] = {}
    for text, policies in asked.items():
        if text != NONE:
            followers = {party for policy in policies for party in policy.by}
            others = [party for party in drawn.principals if party not in followers]
            about.setdefault(others[0] if others else None, {})[text] = policies
    found = [one for side, some in about.items() for one in sign_changes(drawn, some, steps, side=side)]
    order = list(asked)
    return tuple(sorted(found, key=lambda sign: order.index(sign.policy)))


def _simulated(
    text: str, policies: tuple[Policy, ...], paths: Paths, idle: Paths, drawn: ClimateDraws
) -> SimulatedPolicy:
    """Describe the paths of a policy beside those of doing nothing."""
    sides = list(enumerate(drawn.principals))
    change = paths.hostility - idle.hostility
    at_end = {party: _change(change[k, -1]) for k, party in sides}
    return SimulatedPolicy(
        text=text,
        title=" and ".join(_titles(policies)),
        fans={party: np.quantile(paths.hostility[k], QUANTILES, axis=1).T for k, party in sides},
        means={party: paths.hostility[k].mean(axis=1) for k, party in sides},
        beliefs={party: paths.belief[k].mean(axis=1) for k, party in sides},
        at_end={**at_end, "both": _change(change[:, -1].mean(axis=0))},
        on_average=_change(change[:, 1:].mean(axis=(0, 1))),
        accident=wilson(int(paths.accidents.any(axis=0).sum()), drawn.n_draws),
        at_limit=paths.at_limit,
    )


def _titles(policies: tuple[Policy, ...]) -> Iterator[str]:
    for policy in policies:
        title = POLICIES[policy.kind].title
        yield title if len(policy.by) > 1 else f"{title} ({policy.by[0]})"


def _change(values: Float) -> Change:
    """Describe the change in every draw."""
    mean, n = float(values.mean()), len(values)
    reach = Z_95 * float(values.std()) / math.sqrt(n)
    helps = wilson(int((values < -MATTERS).sum()), n)
    return Change(mean=mean, low=mean - reach, high=mean + reach, helps=helps)


def _settling(dossier: Dossier, drawn: ClimateDraws, idle: Paths, steps: int) -> SettlingShares:
    found = settling(drawn)
    rest = {}
    for party, points in zip(drawn.principals, found.rest, strict=True):
        known = points[np.isfinite(points)]
        if len(known):
            low, median, high = (float(q) for q in np.quantile(known, (0.05, 0.5, 0.95)))
            rest[party] = (low, median, high)
    return SettlingShares(
        hostile=wilson(int(found.hostile.sum()), drawn.n_draws),
        friendly=wilson(int(found.friendly.sum()), drawn.n_draws),
        half_life=_finite(float(np.median(found.half_life))),
        act={party: _act_lasts(dossier, party, drawn, idle, steps) for party in dossier.principals},
        rest=rest,
    )


def _act_lasts(dossier: Dossier, party: str, drawn: ClimateDraws, idle: Paths, steps: int) -> float | None:
    """Return the median of the steps in which half of what one act does to both is gone."""
    paths = simulate_paths(drawn, parse_policies(f"gesture:by={party},size=1", dossier), steps)
    lasts = fading(paths.mean_hostility, idle.mean_hostility).half_life
    told = lasts[~np.isnan(lasts)]
    return _finite(float(np.median(told))) if len(told) else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
