"""Critical discount factors as the literature prints or implies them.

Friedman 1971 (grim trigger), Axelrod 1984 (tit for tat), Green and Porter 1984 (finite punishment),
Mailath and Samuelson 2006, ch. 7 (imperfect public monitoring), inspections.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.lenses.trust.discount_factor import (
    critical_discount_factor,
    critical_discount_factor_after_lag,
    critical_discount_factor_tit_for_tat,
)
from detente.lenses.trust.punishment import shortest_punishment, value_of_agreement


@pytest.mark.parametrize(
    ("temptation", "reward", "punishment", "expected"),
    [
        (5, 3, 1, Fraction(1, 2)),
        (4, 3, 1, Fraction(1, 3)),
        (10, 6, 1, Fraction(4, 9)),
        (20, 11, 10, Fraction(9, 10)),
    ],
)
def test_grim_trigger(temptation: int, reward: int, punishment: int, expected: Fraction) -> None:
    """(T - R) / (T - P), exactly (Friedman 1971)."""
    assert critical_discount_factor(reward, temptation, punishment) == expected


def test_axelrod_tournament_payoffs() -> None:
    """T, R, P, S = 5, 3, 1, 0: tit for tat is stable from 2/3 on (Axelrod 1984)."""
    assert float(critical_discount_factor_tit_for_tat(3, 5, 1, 0)) == pytest.approx(2 / 3)


@pytest.mark.parametrize("chance", [Fraction(1), Fraction(1, 2), Fraction(1, 5), Fraction(1, 20)])
def test_inspection_probability(chance: Fraction) -> None:
    """With inspections at chance c and no false alarms: g / (g + c R^), g being what cheating gains."""
    gain, worth = 2, 3
    found = critical_discount_factor(worth, worth + gain, 0, notice=chance)
    assert found == Fraction(gain) / (gain + chance * worth)


@pytest.mark.parametrize(
    ("p", "q"),
    [(Fraction(9, 10), Fraction(1, 2)), (Fraction(1), Fraction(1, 4)), (Fraction(3, 5), Fraction(1, 10))],
)
def test_imperfect_public_monitoring(p: Fraction, q: Fraction) -> None:
    """Payoffs 2, 3, 0 and a good signal with chances p and q: grim from 1 / (3p - 2q) on.

    Mailath and Samuelson 2006, ch. 7: effort of both is worth 2, shirking against effort 3.
    """
    found = critical_discount_factor(2, 3, 0, false_alarm=1 - p, notice=1 - q)
    assert found == 1 / (3 * p - 2 * q)


def test_imperfect_public_monitoring_that_tells_too_little() -> None:
    """Where 3p - 2q is at most 1, no patience is enough (same source)."""
    p, q = Fraction(3, 5), Fraction(2, 5)
    assert 3 * p - 2 * q == 1
    assert critical_discount_factor(2, 3, 0, false_alarm=1 - p, notice=1 - q) is None


def test_finite_punishment_by_its_own_polynomial() -> None:
    """For 1 to 5 periods the factor is the root that numpy finds of R^ (d + ... + d^L) = T - R."""
    reward, temptation = 4.0, 7.0
    for periods in range(1, 6):
        roots = np.roots([reward] * periods + [-(temptation - reward)])
        (expected,) = [x.real for x in roots if abs(x.imag) < 1e-9 and x.real > 0]
        found = float(critical_discount_factor(reward, temptation, 0.0, periods=periods))
        assert found == pytest.approx(expected, rel=1e-9)


def test_price_wars_of_green_and_porter() -> None:
    """The shortest that deters is worth more than a longer one, and one period less does not deter."""
    payoffs, kinds, d = (2.0, 3.0, 0.0), {"false_alarm": 0.1, "notice": 0.7}, 0.8
    periods = int(shortest_punishment(*payoffs, d, **kinds))
    assert float(critical_discount_factor(*payoffs, **kinds, periods=periods)) <= d
    shorter = critical_discount_factor(*payoffs, **kinds, periods=periods - 1)
    assert not float(shorter) <= d
    share = [float(value_of_agreement(2.0, d, false_alarm=0.1, periods=n)[1]) for n in (periods, periods + 5)]
    assert share[0] > share[1]


def test_slow_detection() -> None:
    """Found out after three periods: the cube root."""
    found = float(critical_discount_factor_after_lag(3, 5, 1, 3))
    assert found == pytest.approx(0.5 ** (1 / 3))
