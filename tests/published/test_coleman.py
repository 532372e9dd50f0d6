"""Coleman's exchange of control and powers of a body, against closed forms."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.lenses.leverage.exchange_of_control import exchange_of_control
from detente.lenses.leverage.voting_power import voting_power
from detente.lenses.leverage.voting_rule import WeightedRule

SHARES = st.floats(0.01, 0.99)


@given(SHARES, SHARES)
def test_two_actors_who_each_control_one_event(x: float, y: float) -> None:
    """The price of the first event is y / (y + 1 - x) (Coleman 1973, *Mathematics of Collective Action*).

    x is the interest of the first actor in the first event, which it controls, and y that of the
    second actor in the same. With C = I prices solve v = v X: v1 = v1 x + v2 y, and v2 = 1 - v1, so
    v1 (1 - x + y) = y. Each actor's power is the price of its event. The first actor keeps x of
    what it had, and the second buys the rest: v1 x / v1 = x.
    """
    found = exchange_of_control([[x, 1 - x], [y, 1 - y]], np.eye(2), ["1", "2"], ["first", "second"])
    assert found.price["first"] == pytest.approx(y / (y + 1 - x))
    assert found.power["1"] == pytest.approx(y / (y + 1 - x))
    assert found.final[0].tolist() == pytest.approx([x, 1 - x])


@given(SHARES, SHARES, SHARES, SHARES)
def test_two_actors_who_share_control(x: float, y: float, a: float, b: float) -> None:
    """With shares a and b of the first actor in the two events.

    Its power solves r1 = v1 a + v2 b with v1 = r1 x + (1 - r1) y, v2 = 1 - v1, so
    r1 = b + (a - b)(y + r1 (x - y)) and r1 = (b + (a - b) y) / (1 - (a - b)(x - y)).
    """
    found = exchange_of_control([[x, 1 - x], [y, 1 - y]], [[a, 1 - a], [b, 1 - b]], ["1", "2"], ["e", "f"])
    assert found.power["1"] == pytest.approx((b + (a - b) * y) / (1 - (a - b) * (x - y)))


@given(st.lists(SHARES, min_size=3, max_size=3), st.integers(0, 2**32 - 1))
def test_equal_interests_are_the_prices(interest: list[float], seed: int) -> None:
    """Where all want the same, an event is worth what they spend on it, whoever controls it."""
    control = np.random.default_rng(seed).random((3, 4))
    found = exchange_of_control([interest] * 4, control, list("abcd"), ["e", "f", "g"])
    prices = np.array(interest) / sum(interest)
    assert list(found.price.values()) == pytest.approx(prices.tolist())
    assert list(found.power.values()) == pytest.approx((prices @ found.control).tolist())
    # Everyone ends with the same share of every event: its power.
    np.testing.assert_allclose(found.final, np.tile(list(found.power.values()), (3, 1)))


def test_powers_of_a_body_by_simple_majority() -> None:
    """With an odd number and a simple majority the power to act is a half, and initiating is preventing.

    Coleman 1971, in Lieberman, *Social Choice*: three voters, of whom two are needed.
    """
    power = voting_power(WeightedRule(quota=2, weights={"a": 1, "b": 1, "c": 1}))
    assert power.power_to_act == Fraction(1, 2)
    assert power.initiate["a"] == power.prevent["a"] == Fraction(1, 2)


def test_powers_of_a_body_by_unanimity() -> None:
    """Everybody can prevent everything, and hardly anybody can make the body act."""
    power = voting_power(WeightedRule(quota=5, weights=dict.fromkeys("abcde", 1)))
    assert power.power_to_act == Fraction(1, 32)
    assert set(power.prevent.values()) == {1}
    assert set(power.initiate.values()) == {Fraction(1, 31)}


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), st.integers(1, 60))
def test_banzhaf_is_the_harmonic_mean_of_the_two_powers(weights: list[int], quota: int) -> None:
    """2 / (1 / initiate + 1 / prevent) (Dubey and Shapley 1979, *Mathematics of Operations Research* 4)."""
    power = voting_power(WeightedRule(quota=quota, weights={f"v{k}": w for k, w in enumerate(weights)}))
    for voter, swings in power.swings.items():
        if swings:
            mean = 2 / (1 / power.initiate[voter] + 1 / power.prevent[voter])
            assert mean == power.banzhaf[voter]
