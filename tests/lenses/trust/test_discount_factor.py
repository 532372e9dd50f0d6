"""Critical discount factors: closed forms, and two streams of payoffs compared by linear equations."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.errors import DetenteError
from detente.lenses.trust.discount_factor import (
    critical_discount_factor,
    critical_discount_factor_after_lag,
    critical_discount_factor_tit_for_tat,
)

SHARES = st.floats(0, 1)


def streams(
    reward: float, temptation: float, discount: float, alarm: float, notice: float, periods: int | None
) -> tuple[float, float]:
    """Solve for the value of complying always, and of cheating now and complying ever after; P = 0.

    State 0 is cooperation, states 1 to L are the rest of a punishment; one of them lasts for ever
    where the punishment does.
    """
    n = 1 if periods is None else periods
    moves = np.zeros((n + 1, n + 1))
    moves[0, 0], moves[0, n] = 1 - alarm, alarm
    for k in range(1, n + 1):
        moves[k, k - 1 if periods is not None else k] = 1.0
    values = np.linalg.solve(np.eye(n + 1) - discount * moves, [reward, *[0.0] * n])
    after = (1 - notice) * values[0] + notice * values[n]
    return values[0], temptation + discount * after


def test_prisoners_dilemma() -> None:
    """T = 5, R = 3, P = 1: one half, exactly."""
    assert critical_discount_factor(3, 5, 1) == Fraction(1, 2)
    assert float(critical_discount_factor(3.0, 5.0, 1.0)) == 0.5


def test_imperfect_monitoring_exactly() -> None:
    """(T - R) / (p T^ - q R^) with p = 9/10 and q = 1/5."""
    found = critical_discount_factor(3, 5, 1, false_alarm=Fraction(1, 10), notice=Fraction(4, 5))
    assert found == Fraction(2) / (Fraction(9, 10) * 4 - Fraction(1, 5) * 2) == Fraction(5, 8)


def test_limits_of_exactness() -> None:
    """None just where alarms tell too little: (1 - q) / (1 - p) must be above T^ / R^."""
    assert critical_discount_factor(3, 5, 1, false_alarm=Fraction(4, 10), notice=Fraction(8, 10)) is None
    assert critical_discount_factor(
        3, 5, 1, false_alarm=Fraction(39, 100), notice=Fraction(8, 10)
    ) == Fraction(2) / (Fraction(61, 100) * 4 - Fraction(1, 5) * 2)
    assert critical_discount_factor(3, 4, 1, periods=1) == Fraction(1, 2)
    assert critical_discount_factor(3, 5, 1, periods=1) is None


@pytest.mark.parametrize(
    ("payoffs", "expected"),
    [
        ((3, 3, 1), Fraction(0)),
        ((3, 2, 1), Fraction(0)),
        ((1, 1, 1), Fraction(0)),
        ((1, 2, 1), None),
        ((0, 2, 1), None),
    ],
)
def test_no_temptation_and_no_worth(payoffs: tuple[int, int, int], expected: Fraction | None) -> None:
    """Who gains nothing by cheating needs no patience; a deal worth no more than none is never kept."""
    assert critical_discount_factor(*payoffs) == expected
    for periods in (None, 1, 3):
        found = critical_discount_factor(*(float(x) for x in payoffs), periods=periods)
        assert np.isnan(found) if expected is None else found == 0


def test_worse_than_no_deal_is_never_kept() -> None:
    """Nothing is gained by cheating, but still less by the deal."""
    assert critical_discount_factor(0, -1, 1) is None
    assert np.isnan(critical_discount_factor(0.0, -1.0, 1.0))


def test_arrays_broadcast() -> None:
    """One reward against several temptations; shape and order are kept."""
    found = critical_discount_factor(1.0, [2.0, 3.0, 1.0], [[0.0], [0.5]])
    assert found.shape == (2, 3)
    assert np.allclose(found, [[1 / 2, 2 / 3, 0], [1 / 1.5, 2 / 2.5, 0]])


@pytest.mark.parametrize("periods", [0, -1])
def test_a_punishment_lasts_a_period(periods: int) -> None:
    """Nothing shorter is a punishment."""
    with pytest.raises(DetenteError, match="1 period or more"):
        critical_discount_factor(3, 5, 1, periods=periods)


@pytest.mark.parametrize("periods", [1, 2, 3, 10, 100])
def test_finite_sums(periods: int) -> None:
    """With perfect monitoring the rewards lost, d + ... + d**L, must outweigh the gain."""
    found = float(critical_discount_factor(3.0, 4.5, 1.0, periods=periods))
    assert sum(2 * found**k for k in range(1, periods + 1)) == pytest.approx(1.5, rel=1e-12)


def test_two_periods_by_the_quadratic_formula() -> None:
    """The discount factor with d + d**2 = 1 is the golden ratio's."""
    assert float(critical_discount_factor(3.0, 5.0, 1.0, periods=2)) == pytest.approx((5**0.5 - 1) / 2)


@given(st.floats(0.1, 10), st.floats(0.1, 10), SHARES, SHARES)
def test_long_punishment_is_like_one_for_good(worth: float, gain: float, alarm: float, notice: float) -> None:
    """A longer one never needs more patience, and a thousand periods need what for ever does."""
    lengths = [1, 2, 5, 50, 1000, None]
    found = [
        float(critical_discount_factor(worth, worth + gain, 0.0, false_alarm=alarm, notice=notice, periods=n))
        for n in lengths
    ]
    known = [1.0 if np.isnan(x) else x for x in found]
    assert known == pytest.approx(sorted(known, reverse=True), abs=1e-12)
    if known[-1] < 0.97:
        assert known[-2] == pytest.approx(known[-1], abs=1e-9)


@given(st.floats(0.1, 10), st.floats(0.1, 10), SHARES, SHARES, st.one_of(st.none(), st.integers(1, 12)))
def test_at_the_critical_factor_cheating_pays_nothing(
    worth: float, gain: float, alarm: float, notice: float, periods: int | None
) -> None:
    """Both streams are worth the same there; just above keeping is worth more, just below less."""
    payoffs = (worth, worth + gain, 0.0)
    found = float(critical_discount_factor(*payoffs, false_alarm=alarm, notice=notice, periods=periods))
    assume(np.isnan(found) or found < 0.999)
    if np.isnan(found):
        for discount in (0.05, 0.5, 0.9, 0.99):
            keep, cheat = streams(*payoffs[:2], discount, alarm, notice, periods)
            assert keep < cheat + 1e-9 * abs(cheat)
        return
    keep, cheat = streams(*payoffs[:2], found, alarm, notice, periods)
    assert keep == pytest.approx(cheat, rel=1e-8)
    for discount, sign in ((found + (1 - found) / 50, 1), (found * 0.98, -1)):
        keep, cheat = streams(*payoffs[:2], discount, alarm, notice, periods)
        assert sign * (keep - cheat) > 0


@given(
    st.fractions(Fraction(1, 10), 10),
    st.fractions(Fraction(1, 10), 10),
    st.fractions(0, 1),
    st.fractions(0, 1),
)
def test_exact_and_float_agree(worth: Fraction, gain: Fraction, alarm: Fraction, notice: Fraction) -> None:
    """The same closed forms in both arithmetics."""
    for periods in (None, 1):
        exact = critical_discount_factor(
            worth, worth + gain, 0, false_alarm=alarm, notice=notice, periods=periods
        )
        close = critical_discount_factor(
            float(worth),
            float(worth + gain),
            0.0,
            false_alarm=float(alarm),
            notice=float(notice),
            periods=periods,
        )
        if exact is None:
            assert np.isnan(close) or close > 1 - 1e-9
        elif exact < 1 - Fraction(1, 10**9):
            assert float(close) == pytest.approx(float(exact), rel=1e-6)


def test_tit_for_tat() -> None:
    """The larger of two: 2/3 for Axelrod's payoffs; NaN where taking turns is too good."""
    assert float(critical_discount_factor_tit_for_tat(3, 5, 1, 0)) == pytest.approx(2 / 3)
    assert float(critical_discount_factor_tit_for_tat(3, 5, 2, 0)) == pytest.approx(2 / 3)
    assert float(critical_discount_factor_tit_for_tat(3, 4, 2, 0)) == pytest.approx(1 / 2)
    assert np.isnan(critical_discount_factor_tit_for_tat(3, 7, 1, 0))
    assert float(critical_discount_factor_tit_for_tat(3, 3, 1, 0)) == 0


@pytest.mark.parametrize("lag", [1, 2, 5])
def test_detection_lag(lag: int) -> None:
    """Cheating so often before it is found out is worth just what keeping is."""
    reward, temptation, punishment = 3.0, 5.0, 1.0
    d = float(critical_discount_factor_after_lag(reward, temptation, punishment, lag))
    cheat = temptation * (1 - d**lag) + punishment * d**lag
    assert cheat == pytest.approx(reward)
    assert d == pytest.approx(0.5 ** (1 / lag))


def test_lag_without_temptation_or_worth() -> None:
    """0 and NaN as without a lag."""
    assert critical_discount_factor_after_lag([3, 1, 0], [3, 2, 2], 1, 2).tolist()[0] == 0
    assert np.isnan(critical_discount_factor_after_lag([3, 1, 0], [3, 2, 2], 1, 2)[1:]).all()
