"""What policies have the sides do in a step, given what has happened so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.policies import Policy

__all__ = ["Answered", "Orders", "orders_of"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Answered = dict[tuple[int, int], Bool]
"""By number of the policy and side, the draws in which GRIT last answered exploitation, (n_draws,)."""

#: Steps that restraint waits for the other side to become less hostile.
PATIENCE = 3
#: Of GRIT: steps made whatever the answer, how much larger answered steps are, and how large the
#: answer to exploitation is, against the size of a step.
OPENING, ENLARGED, LIMITED = 6, 1.5, 0.5


@dataclass(kw_only=True, eq=False)
class Orders:
    """What is done in one step beside the usual answers.

    Attributes
    ----------
    acts : float array, shape (2, n_draws)
        Chosen acts, conciliatory below 0.
    answers : float array, shape (2, n_draws)
        Share of the usual answer to hostile acts that is given; 0 under restraint.
    tone : float array, shape (2,)
        -1 quiet to 1 loud.
    noise : float array, shape (2,)
        By which what is done unplanned is multiplied.
    hope : bool array, shape (2,)
        Sides whose belief returns to their hope.
    keeps_apart : bool
        Forces are kept apart.
    acknowledged : bool
        Disputes have been named.
    """

    acts: Float
    answers: Float
    tone: Float
    noise: Float
    hope: Bool
    keeps_apart: bool
    acknowledged: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class _Moment:
    """What a policy may look at: everything up to the step before."""

    draws: ClimateDraws
    hostility: Float
    step: int
    number: int
    answered: Answered


def orders_of(
    policies: Sequence[Policy], draws: ClimateDraws, hostility: Float, step: int, answered: Answered
) -> Orders:
    """Put together what all policies have the sides do in a step.

    Parameters
    ----------
    policies : sequence of Policy
        Acts and tones add up; of answers the least is given.
    draws : ClimateDraws
    hostility : float array, shape (2, at least step, n_draws)
        Of steps 0 to ``step - 1``.
    step : int
        1 or more; asked for one after the other.
    answered : Answered
        Empty before the first step, and kept up to date here.

    Returns
    -------
    Orders
    """
    turned = [step in steps for steps in draws.turnovers]
    orders = Orders(
        acts=np.zeros((2, draws.n_draws)),
        answers=np.ones((2, draws.n_draws)),
        tone=np.zeros(2),
        noise=np.ones(2),
        hope=np.array(turned, np.bool_),
        keeps_apart=False,
        acknowledged=draws.acknowledged,
    )
    for number, policy in enumerate(policies):
        moment = _Moment(draws=draws, hostility=hostility, step=step, number=number, answered=answered)
        if policy.kind in _FOLLOW and policy.is_on(step):
            for party in policy.by:
                _FOLLOW[policy.kind](policy, draws.principals.index(party), moment, orders)
    return orders


def _gesture(policy: Policy, side: int, _moment: _Moment, orders: Orders) -> None:
    orders.acts[side] -= policy.size


def _ramp_up(policy: Policy, side: int, _moment: _Moment, orders: Orders) -> None:
    orders.acts[side] += policy.size


def _restraint(policy: Policy, side: int, moment: _Moment, orders: Orders) -> None:
    """Hold back, as long as that is seen to help."""
    holds = np.ones(moment.draws.n_draws, np.bool_)
    waited = policy.first + PATIENCE
    if moment.step > waited:
        # Judged once, when patience runs out: before is the step before restraint began.
        other = moment.hostility[1 - side]
        holds = other[waited] < other[policy.first - 1]
    orders.answers[side] = np.where(holds, 0.0, orders.answers[side])


def _cbm(policy: Policy, side: int, moment: _Moment, orders: Orders) -> None:
    draws = moment.draws
    if draws.busy[side, moment.step]:
        return
    for name in policy.measures:
        k = draws.measures.index(name)
        if draws.keeps_apart[k]:
            # No cooperation; and a side that is busy elsewhere is in the way whoever keeps it up.
            orders.keeps_apart = orders.keeps_apart or not draws.busy[:, moment.step].any()
        else:
            orders.acts[side] -= policy.size * draws.acts[k, side]


def _reset(policy: Policy, side: int, moment: _Moment, orders: Orders) -> None:
    """Begin anew at each turnover, and at the policy's first step if that was typed or there is none."""
    turnovers = moment.draws.turnovers[side]
    begins = moment.step == policy.first and (policy.dated or not turnovers)
    if begins or moment.step in turnovers:
        orders.acts[side] -= policy.size
        orders.hope[side] = True


def _grit(policy: Policy, side: int, moment: _Moment, orders: Orders) -> None:
    """Take small steps; after the opening let their size follow the answer (Osgood 1962)."""
    opened = policy.first + OPENING
    if moment.step < opened:
        orders.acts[side] -= policy.size
        return
    other, before = moment.hostility[1 - side], moment.hostility[1 - side, policy.first - 1]
    worse, better = other[moment.step - 1] > before, other[moment.step - 1] < before
    # One answer to exploitation, then the next step is conciliatory again.
    retaliates = worse & ~moment.answered.get((moment.number, side), np.zeros_like(worse))
    moment.answered[moment.number, side] = retaliates
    size = np.where(better, ENLARGED, 1.0) * policy.size
    orders.acts[side] += np.where(retaliates, LIMITED * policy.size, -size)


def _loudspeaker(_policy: Policy, side: int, _moment: _Moment, orders: Orders) -> None:
    orders.tone[side] = min(orders.tone[side] + 1.0, 1.0)


def _quiet(_policy: Policy, side: int, _moment: _Moment, orders: Orders) -> None:
    orders.tone[side] = max(orders.tone[side] - 1.0, -1.0)


def _acknowledge(_policy: Policy, _side: int, _moment: _Moment, orders: Orders) -> None:
    orders.acknowledged = True


def _inconsistent(policy: Policy, side: int, _moment: _Moment, orders: Orders) -> None:
    orders.noise[side] *= policy.size


_FOLLOW: Mapping[str, Callable[[Policy, int, _Moment, Orders], None]] = {
    "gesture": _gesture,
    "restraint": _restraint,
    "cbm": _cbm,
    "ramp-up": _ramp_up,
    "reset": _reset,
    "grit": _grit,
    "loudspeaker": _loudspeaker,
    "quiet": _quiet,
    "acknowledge": _acknowledge,
    "inconsistent": _inconsistent,
}
