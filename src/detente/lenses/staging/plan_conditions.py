r"""Whether a plan holds: every condition of every party at every stage, in every draw.

This is the certificate of a plan. It is written from the definitions, not from the programme that
finds plans, and takes floats for many draws or fractions where it has to be exact.

A plan gives for each item :math:`j` the level :math:`y_{jk}` reached with stage
:math:`k = 1, \dots, K`; :math:`y_{j0} = 0`, :math:`y_{jK} = 1`. The flow of party :math:`a` in
stage :math:`k`, when all comply, is :math:`s_{ak} = \sum_j w_{aj} y_{jk} - r_a`, and
:math:`s_a = s_{aK}` for ever after. Its worth from stage k on, as a flow, is

.. math:: w_{ak} = (1 - \delta) \sum_{l = k}^{K} \delta^{l - k} s_{al} + \delta^{K - k + 1} s_a.

*Cheating* in stage k saves :math:`T_{ak} = \sum_j c_{aj} (y_{jk} - f_{jk})`, where :math:`f_{jk}` is 0
for what can be taken back and :math:`y_{j,k-1}` for what stays done. With probability q it is noticed
before the next stage, and the deal ends: what is reversible returns to the status quo, what is not
stays (a's own at :math:`f_{jk}`, the others' at :math:`y_{jk}`), and leaves a the flow
:math:`D_{ak}`. There is no gain in it if

.. math:: (1 - \delta) T_{ak} \le \delta q (w_{a,k+1} - D_{ak}).

*Stopping* openly before stage k leaves what is irreversible by then:
:math:`w_{ak} \ge \sum_{j\,\mathrm{irreversible}} w_{aj} y_{j,k-1}`; for k = 1 that is acceptance of
the plan, delays counted. Both are asked for :math:`k = 1, \dots, K + 1`, the last standing for the
time after the plan, when all is done. The whole must be acceptable, too: :math:`s_a \ge 0`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.staging.staged_deal import StagedDeal

__all__ = ["TOLERANCE", "Conditions", "conditions_of", "fifth_gate_holds"]

Numbers = NDArray[Any]
Bool = NDArray[np.bool_]

#: A condition holds in floats when it is missed by no more than this share of a party's scale.
TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Conditions:
    """What each condition of a plan leaves over, in points per period.

    Attributes
    ----------
    cheating : array, shape (n_draws, m, K + 1)
        What not cheating is worth more in each stage and, last, after the plan.
    stopping : array, shape (n_draws, m, K + 1)
        What going on is worth more before each stage and, last, after the plan.
    whole : array, shape (n_draws, m)
        Surplus per period once all is done.
    saved : array, shape (n_draws, m, K + 1)
        What cheating would save in that stage.
    forgone : array, shape (n_draws, m, K + 1)
        What a party loses from the next stage on, per period, when the deal ends with a stage in
        which it cheated.
    tempted, leaving : bool array, shape (m, K + 1)
        Which of the conditions there are: for parties that have something to save and are watched,
        and for those that discount; one that does not discount must only find the plan and its end
        acceptable.
    scale : array, shape (n_draws, m)
        Each party's own yardstick.
    """

    cheating: Numbers
    stopping: Numbers
    whole: Numbers
    saved: Numbers
    forgone: Numbers
    tempted: Bool
    leaving: Bool
    scale: Numbers

    def slack(self) -> NDArray[np.float64]:
        """Smallest slack of each party and stage, shape (n_draws, m, K + 1); inf where none is asked.

        That of a stage is the smaller of stopping before it and cheating in it; that of the time
        after the plan counts the surplus of the whole as well.
        """
        cheating = np.where(self.tempted, self.cheating.astype(np.float64), np.inf)
        stopping = np.where(self.leaving, self.stopping.astype(np.float64), np.inf)
        smaller: NDArray[np.float64] = np.minimum(cheating, stopping)
        smaller[:, :, -1] = np.minimum(smaller[:, :, -1], self.whole.astype(np.float64))
        return smaller

    def relative(self) -> Numbers:
        """Smallest slack of each draw as a share of the party's own scale, shape (n_draws,)."""
        scale = self.scale[:, :, None]
        parts = [
            (self.cheating / scale)[:, self.tempted],
            (self.stopping / scale)[:, self.leaving],
            self.whole / self.scale,
        ]
        least: Numbers = np.concatenate(parts, axis=1).min(axis=1, initial=1)
        return least

    def holds(self) -> Bool:
        """Tell for each draw whether the plan holds.

        Exactly for fractions; in floats a billionth of a party's scale may be missing.
        """
        least = self.relative()
        tolerance = 0 if least.dtype == object else -TOLERANCE
        return np.asarray(least >= tolerance, np.bool_)


def conditions_of(deal: StagedDeal, levels: Numbers) -> Conditions:
    """Evaluate a plan.

    Parameters
    ----------
    deal : StagedDeal
        Floats, or fractions.
    levels : array, shape (n, K)
        Level, 0 to 1, that each item has reached with each stage, never falling and 1 in the last.
        Fractions where the result is to be exact.

    Returns
    -------
    Conditions
        Of stopping and cheating only; whether a plan respects preconditions and what cannot be
        divided is asked by :func:`detente.lenses.staging.plan_levels.can_be_carried_out`.
    """
    zero = levels[:, :1] * 0
    ends = np.concatenate([levels, zero + 1], axis=1)
    before = np.concatenate([zero, levels], axis=1)
    costly = deal.saved > 0
    kept = _after_cheating(deal, ends, before, costly)
    flows = _points(deal, ends[None, None]) - deal.threshold[:, :, None]
    delta, monitoring = _without_gaps(deal.discount), _without_gaps(deal.monitoring)
    ahead = _worth_from(flows, delta)
    saved = _saved(deal, ends, before)
    forgone = ahead[:, :, 1:] - _points(deal, kept)
    remaining = _points(deal, (before * ~deal.reversible[:, None])[None, None])
    return Conditions(
        cheating=(delta * monitoring)[:, :, None] * forgone - (1 - delta)[:, :, None] * saved,
        stopping=ahead[:, :, :-1] - remaining,
        whole=flows[:, :, -1],
        saved=saved,
        forgone=forgone,
        tempted=_repeated(deal.bound & costly.any(axis=(0, 2)), ends),
        leaving=_leaving(deal, ends),
        scale=deal.scale,
    )


def fifth_gate_holds(deal: StagedDeal) -> Bool:
    """Tell for each draw whether all at once passes the fifth gate and is acceptable.

    As the gates of a dossier see it, where everything is reversible: d q s >= (1 - d) T and s >= 0.
    """
    full = np.ones((len(deal.items), 1))
    back = replace(deal, reversible=np.ones(len(deal.items), np.bool_))
    return conditions_of(back, full).holds()


def _points(deal: StagedDeal, levels: Numbers) -> Numbers:
    """Points of each party at levels of shape (.., .., n, stages); shape (n_draws, m, stages)."""
    points = (deal.worth[:, :, None, :] @ levels)[:, :, 0, :]
    for k, link in enumerate(deal.links):
        done = (levels[:, :, list(link.done), :] == 1).all(axis=2)
        not_begun = (levels[:, :, list(link.not_begun), :] == 0).all(axis=2)
        points = points + deal.link_worth[:, :, k, None] * (done & not_begun)
    return points


def _after_cheating(deal: StagedDeal, ends: Numbers, before: Numbers, costly: Bool) -> Numbers:
    """Levels that remain when a party cheated in a stage: shape (n_draws, m, n, K + 1)."""
    stays = ~deal.reversible[:, None]
    return np.where(costly[:, :, :, None], before * stays, ends * stays)


def _saved(deal: StagedDeal, ends: Numbers, before: Numbers) -> Numbers:
    floor = before * ~deal.reversible[:, None]
    saved: Numbers = deal.saved @ (ends - floor)
    return saved


def _worth_from(flows: Numbers, delta: Numbers) -> Numbers:
    """Worth from each stage on as a flow per period, and after the plan: shape (n_draws, m, K + 2)."""
    ahead = [flows[:, :, -1]]
    for k in reversed(range(flows.shape[2])):
        ahead.append((1 - delta) * flows[:, :, k] + delta * ahead[-1])
    return np.stack(ahead[::-1], axis=2)


def _without_gaps(shares: Numbers) -> Numbers:
    """Put 1 where there is no discounting or monitoring; what rests on it is not asked."""
    missing = np.array([[x is None or x != x for x in row] for row in shares], np.bool_)
    return np.where(missing.reshape(shares.shape), 1, shares)


def _repeated(parties: Bool, ends: Numbers) -> Bool:
    return np.repeat(parties[:, None], ends.shape[1], axis=1)


def _leaving(deal: StagedDeal, ends: Numbers) -> Bool:
    leaving = _repeated(deal.patient, ends)
    leaving[:, [0, -1]] = True
    return leaving
