"""The patience that a package takes of a principal against the patience it has, over draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.spread import Spread
from detente.lenses.trust.incentive import Incentive
from detente.lenses.trust.punishment import shortest_punishment, value_of_agreement

__all__ = ["Patience", "patience_of"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Whether one principal keeps a package because it cares for the future.

    Attributes
    ----------
    temptation : Spread
        Points per period that it would save by not performing.
    critical : Spread
        Smallest discount factor from which on it keeps the package; infinite where none below 1 is
        enough.
    never : float
        Share of draws in which none is.
    discount : Spread or None
        The discount factor it has; None where the dossier gives none.
    slack : Spread or None
        That less the critical one.
    holds : float or None
        Share of draws in which it keeps the package. That is gate 5, but with false alarms and the
        length of the punishment counted.
    middle : float or None
        Critical discount factor with every judgement at its median; None where there is none.
    shortest : float or None
        Fewest periods of punishment that deter, at the medians; infinite where only punishment for
        good does, None where none does or no discount factor is given.
    left_by_alarms : Spread or None
        Share of the deal's worth over time that false alarms leave; None where there are none, and
        for draws in which nothing is discounted.
    """

    temptation: Spread
    critical: Spread
    never: float
    discount: Spread | None
    slack: Spread | None
    holds: float | None
    middle: float | None
    shortest: float | None
    left_by_alarms: Spread | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; infinite ends of a spread are null."""
        spreads = {
            "temptation": self.temptation,
            "critical_discount_factor": self.critical,
            "discount_factor": self.discount,
            "slack": self.slack,
            "worth_left_by_false_alarms": self.left_by_alarms,
        }
        shortest = self.shortest
        return {
            **{key: None if one is None else one.to_dict() for key, one in spreads.items()},
            "never": self.never,
            "holds": self.holds,
            "critical_at_medians": self.middle,
            "shortest_punishment_at_medians": "for good" if shortest == np.inf else shortest,
        }


def patience_of(incentive: Incentive, *, has_discount: bool) -> Patience:
    """Sum up critical discount factors over draws.

    Parameters
    ----------
    incentive : Incentive
        Float arrays, shape (1 + n_draws,); the first entry at the medians of all judgements.
    has_discount : bool
        Whether the dossier says how patient the principal is.
    """
    critical = incentive.patience()
    over = np.where(np.isnan(critical), np.inf, critical)[1:]
    temptation, needed = Spread.of(incentive.temptation[1:]), Spread.of(over)
    assert temptation is not None
    assert needed is not None
    return Patience(
        temptation=temptation,
        critical=needed,
        never=float(np.isinf(over).mean()),
        discount=Spread.of(incentive.discount[1:]) if has_discount else None,
        slack=Spread.of(incentive.discount[1:] - over) if has_discount else None,
        holds=float(incentive.holds()[1:].mean()) if has_discount else None,
        middle=None if np.isnan(critical[0]) else round(float(critical[0]), 6),
        shortest=_shortest(incentive) if has_discount else None,
        left_by_alarms=_left(incentive) if has_discount else None,
    )


def _alarm(incentive: Incentive) -> Float:
    alarm: Float = 1.0 - (1.0 - incentive.false_alarm) * incentive.calm
    return alarm


def _shortest(incentive: Incentive) -> float | None:
    if not incentive.discount[0] < 1:
        return None
    found = shortest_punishment(
        incentive.surplus[0],
        incentive.surplus[0] + incentive.temptation[0],
        0.0,
        incentive.discount[0],
        false_alarm=_alarm(incentive)[0],
        notice=1.0 - (1.0 - incentive.notice[0]) * incentive.calm[0],
    )
    return None if np.isnan(found) else float(found)


def _left(incentive: Incentive) -> Spread | None:
    alarm = _alarm(incentive)[1:]
    if not alarm.any():
        return None
    discount = np.where(incentive.discount[1:] < 1, incentive.discount[1:], np.nan)
    _, share = value_of_agreement(1.0, discount, false_alarm=alarm, periods=incentive.periods)
    return Spread.of(share)
