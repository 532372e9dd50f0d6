r"""What keeps one party from cheating, and how much of each remedy it takes.

A party whose deal is worth s per period, and who would save :math:`\tau` by not performing, complies if
cheating once does not pay (:mod:`detente.lenses.trust.discount_factor`):

.. math:: \delta (p - q) (1 - g)\, s \ge \tau D, \qquad D = 1 - \delta (p + (1 - p) g).

An alarm about anybody ends the deal for all. With n the chance that its own cheating is noticed, f that
it is taken to cheat though it complies, and :math:`\kappa` the chance that there is no false alarm about
any of the others, :math:`p = (1 - f) \kappa` and :math:`q = (1 - n) \kappa`. Solved for one term at a time:

* monitoring: :math:`n^* = f + \tau D / (\delta (1 - g) \kappa s)`; without false alarms and with
  punishment for good :math:`(1 - \delta) \tau / (\delta s)`;
* a smaller first step, with only a share :math:`\varphi` of what must be performed at stake at a time:
  :math:`\varphi^* = \delta (p - q) (1 - g) s / (\tau D)`;
* a guarantor who pays B out of a deposit of the party's when there is an alarm about it: complying is
  worth :math:`V = (s - \delta f B) / D`, and cheating once does not pay if
  :math:`\tau \le \delta (p - q) (1 - g) V + \delta (n - f) B`, so that

  .. math:: B^* = \frac{\tau D - \delta (p - q) (1 - g) s}{\delta (n - f) (D - \delta f \kappa (1 - g))};

  without false alarms and with punishment for good :math:`\tau / (\delta n) - s / (1 - \delta)`.

Patience is the critical discount factor. See Axelrod and Keohane 1985, *World Politics* 38(1), on
inspections and smaller steps, Williamson 1983, *American Economic Review* 73(4), on hostages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.trust.discount_factor import critical_discount_factor

__all__ = ["Incentive"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
#: Share of its terms by which the condition may be missed through rounding.
TOLERANCE = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Incentive:
    """The terms of the condition: float arrays of one shape, or exact numbers.

    Attributes
    ----------
    surplus, temptation : array of float, or Fraction
        Points per period; the temptation is at least 0.
    discount, notice, false_alarm : array of float, or Fraction
        Shares, 0 to 1: worth of the next period, chance that cheating is noticed, chance of a false
        alarm about the party.
    calm : array of float, or Fraction
        Chance that there is no false alarm about any other party.
    periods : int or None
        Length of the punishment; None for good.
    """

    surplus: Any
    temptation: Any
    discount: Any
    notice: Any
    false_alarm: Any = 0
    calm: Any = 1
    periods: int | None = None

    @property
    def _returning(self) -> Any:
        """What is left, at the end of a punishment, of a point at its beginning: g."""
        return 0 if self.periods is None else self.discount**self.periods

    @property
    def _kept(self) -> Any:
        """Chance that there is no alarm though all comply: p."""
        return (1 - self.false_alarm) * self.calm

    @property
    def _lasting(self) -> Any:
        """One over the number of periods that a kept deal counts for: D."""
        return 1 - self.discount * (self._kept + (1 - self._kept) * self._returning)

    @property
    def _deterrent(self) -> Any:
        """What cheating loses of the deal, times D."""
        told = (self.notice - self.false_alarm) * self.calm
        return self.discount * told * (1 - self._returning) * self.surplus

    def slack(self) -> Any:
        """What not cheating is worth more than cheating once, times D: no gain where at least 0."""
        return self._deterrent - self.temptation * self._lasting

    def holds(self) -> Bool:
        """Tell where the party keeps the deal: cheating does not pay, and the deal is worth having."""
        margin = TOLERANCE * (np.abs(self._deterrent) + np.abs(self.temptation * self._lasting))
        tempted = self.temptation > 0
        return np.asarray((self.surplus >= 0) & (~tempted | (self.slack() >= -margin)))

    def patience(self) -> Float:
        """Critical discount factor; NaN where there is none below 1."""
        return critical_discount_factor(
            np.asarray(self.surplus, np.float64),
            np.asarray(self.surplus, np.float64) + self.temptation,
            0.0,
            false_alarm=1 - self._kept,
            notice=1 - (1 - self.notice) * self.calm,
            periods=self.periods,
        )

    def monitoring(self) -> Any:
        """Chance of being noticed at which cheating just does not pay; above 1 where none is enough."""
        lost = self.discount * (1 - self._returning) * self.calm * self.surplus
        return self.false_alarm + self.temptation * self._lasting / lost

    def step(self) -> Any:
        """Share of what the party must perform that may be at stake at a time."""
        return self._deterrent / (self.temptation * self._lasting)

    def bond(self) -> Any:
        """What a guarantor must hold, in points of the party, and pay when there is an alarm about it."""
        told = self.notice - self.false_alarm
        safe = self._lasting - self.discount * self.false_alarm * self.calm * (1 - self._returning)
        return -self.slack() / (self.discount * told * safe)

    def slack_with_bond(self, bond: Any) -> Any:
        """Slack of the condition with a bond."""
        told = self.notice - self.false_alarm
        lost = self.discount * told * self.calm * (1 - self._returning)
        worth = self.surplus - self.discount * self.false_alarm * bond
        return lost * worth + self.discount * told * bond * self._lasting - self.temptation * self._lasting

    def worth_with_bond(self, bond: Any) -> Any:
        """What complying is worth with a bond at risk to false alarms, times D."""
        return self.surplus - self.discount * self.false_alarm * bond
