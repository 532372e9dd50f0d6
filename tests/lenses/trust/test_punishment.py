"""How long to punish, and what false alarms leave of a deal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DetenteError
from detente.lenses.trust.discount_factor import critical_discount_factor
from detente.lenses.trust.punishment import shortest_punishment, value_of_agreement

SHARES = st.floats(0, 1)


def test_value_without_alarms() -> None:
    """R / (1 - d), all of it."""
    value, share = value_of_agreement([2.0, 4.0], 0.75)
    assert value.tolist() == [8.0, 16.0]
    assert share.tolist() == [1.0, 1.0]


def test_value_by_the_stream_itself() -> None:
    """The expected stream of rewards, added up over many periods."""
    d, alarm, periods = 0.8, 0.25, 2
    cooperating = [1.0]
    for n in range(1, 400):
        returned = cooperating[n - 1 - periods] * alarm if n > periods else 0.0
        cooperating.append(cooperating[n - 1] * (1 - alarm) + returned)
    expected = sum(d**n * share for n, share in enumerate(cooperating))
    value, share = value_of_agreement(1.0, d, false_alarm=alarm, periods=periods)
    assert float(value) == pytest.approx(expected)
    assert float(share) == pytest.approx(expected * (1 - d))


def test_longer_punishment_costs_more() -> None:
    """With false alarms each further period takes something away, without any none does."""
    shares = [float(value_of_agreement(1, 0.9, false_alarm=0.1, periods=n)[1]) for n in (1, 2, 9)]
    shares.append(float(value_of_agreement(1, 0.9, false_alarm=0.1)[1]))
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 4


def test_a_punishment_lasts_a_period() -> None:
    """Nothing shorter is a punishment."""
    with pytest.raises(DetenteError, match="not 0"):
        value_of_agreement(1, 0.5, periods=0)


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.02, 0.98), SHARES, SHARES)
def test_the_shortest_that_deters(
    worth: float, gain: float, discount: float, alarm: float, notice: float
) -> None:
    """The critical discount factor for its length is no more than this one, for one period less it is."""
    kinds = {"false_alarm": alarm, "notice": notice}
    periods = float(shortest_punishment(worth, worth + gain, 0.0, discount, **kinds))

    def critical(n: int | None) -> float:
        return float(critical_discount_factor(worth, worth + gain, 0.0, **kinds, periods=n))

    if np.isnan(periods):
        for_good = critical(None)
        assert np.isnan(for_good) or for_good > discount - 1e-9
        return
    if periods < 500:
        assert critical(int(periods)) <= discount + 1e-9
    if 1 < periods < 500:
        shorter = critical(int(periods) - 1)
        assert np.isnan(shorter) or shorter > discount - 1e-9


def test_edges() -> None:
    """No temptation takes one period, a worthless deal cannot be saved, one edge takes for ever."""
    found = shortest_punishment([3.0, 0.0, 3.0, 3.0], [3.0, 2.0, 5.0, 5.0], 1.0, [0.1, 0.9, 0.5, 0.0])
    assert found[0] == 1
    assert np.isnan(found[1])
    assert np.isinf(found[2])
    assert np.isnan(found[3])
