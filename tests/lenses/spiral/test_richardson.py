"""Richardson's two equations: when they settle, where, and where a saddle parts."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.lenses.spiral.phase_plane import path
from detente.lenses.spiral.richardson import Richardson

figures = st.floats(-3, 3).map(lambda x: round(x, 3))
models = st.builds(Richardson, k=figures, l=figures, a=figures, b=figures, g=figures, h=figures)


@pytest.mark.parametrize(
    ("k", "m", "a", "b", "behaviour"),
    [
        (1, 1, 2, 1, "settles"),
        (2, 2, 1, 1, "saddle"),
        (1, 1, 1, 1, "on the edge"),
        (1, 1, -2, -1, "runs away"),
        (2, -2, 1, -1, "circles"),
        (2, 2, 1, -1, "saddle"),
        (-1, 1, 0.5, 0.5, "settles"),
        (0, 0, 0, 0, "on the edge"),
        # 0.1 x 0.3 and 0.03 x 1 differ as floats and are equal as numbers.
        (0.1, 0.3, 0.03, 1, "on the edge"),
    ],
)
def test_stability_is_fatigue_above_defence(k: float, m: float, a: float, b: float, behaviour: str) -> None:
    """Richardson's condition ab > kl, with a + b > 0, says exactly what becomes of a departure."""
    model = Richardson(k=k, l=m, a=a, b=b)
    assert model.behaviour == behaviour
    assert model.is_stable == (behaviour == "settles")


@given(models)
@settings(deadline=None, max_examples=40)
def test_the_condition_is_that_of_the_eigenvalues(model: Richardson) -> None:
    """Stable exactly where both rates lie below 0, which numpy finds as well."""
    expected = sorted(np.linalg.eigvals(model.matrix), key=lambda x: (-x.real, -x.imag))
    # The two roots of a matrix that is all but defective are known to the root of the rounding.
    np.testing.assert_allclose(sorted(model.eigenvalues.real), sorted(np.real(expected)), atol=1e-6)
    np.testing.assert_allclose(sorted(model.eigenvalues.imag), sorted(np.imag(expected)), atol=1e-6)
    assume(abs(model.margin) > 1e-6 and abs(model.a + model.b) > 1e-6)
    assert model.is_stable == (max(model.eigenvalues.real) < 0)


def test_slow_rates_keep_their_digits() -> None:
    """A rate of a billionth beside one of 2 is exact to twelve figures; their product is the margin."""
    model = Richardson(k=1, l=1 - 2e-9, a=1, b=1)
    slow, fast = model.eigenvalues.real
    assert slow * fast == pytest.approx(model.margin, rel=1e-12)
    assert slow == pytest.approx(-1e-9, rel=1e-6)


def test_the_balance_by_hand() -> None:
    """x* = (kh + bg) / (ab - kl), y* = (lg + ah) / (ab - kl)."""
    model = Richardson(k=1, l=2, a=3, b=4, g=5, h=6)
    assert model.margin == 10
    assert model.equilibrium is not None
    assert model.equilibrium.tolist() == [2.6, 2.8]
    assert Richardson(k=1, l=1, a=1, b=1, g=1, h=1).equilibrium is None


@given(models)
@settings(deadline=None, max_examples=40)
def test_nothing_moves_at_the_balance(model: Richardson) -> None:
    """It is a fixed point of the field, stable or not."""
    assume(abs(model.margin) > 1e-3)
    assert model.equilibrium is not None
    still = np.array(model.field(*model.equilibrium))
    assert np.abs(still).max() <= 1e-9 * max(1, np.abs(model.equilibrium).max())


def test_the_field_takes_any_shape() -> None:
    """Row and column levels are broadcast."""
    model = Richardson(k=1, l=2, a=3, b=4, g=5, h=6)
    dx, dy = model.field(np.zeros((3, 1)), np.ones((1, 2)))
    assert dx.shape == dy.shape == (3, 2)
    assert (dx[0, 0], dy[0, 0]) == (6, 2)


def test_a_saddle_of_equal_parties_by_hand() -> None:
    """A = b = 1, k = l = 2: both grow by 1 along the diagonal and come together by 3 across it."""
    saddle = Richardson(k=2, l=2, a=1, b=1, g=1, h=1).saddle
    assert saddle is not None
    assert (saddle.growth_rate, saddle.shrink_rate) == pytest.approx((1, -3))
    half = math.sqrt(0.5)
    np.testing.assert_allclose(saddle.grows, [half, half])
    np.testing.assert_allclose(saddle.shrinks, [half, -half])
    np.testing.assert_allclose(saddle.across, [half, half])
    assert Richardson(k=1, l=1, a=2, b=2).saddle is None


@given(models)
@settings(deadline=None, max_examples=40)
def test_directions_of_a_saddle_are_eigenvectors(model: Richardson) -> None:
    """Each is multiplied by its rate, has length 1, and a rate on each side of 0."""
    assume(model.margin < -1e-3)
    saddle = model.saddle
    assert saddle is not None
    assert saddle.shrink_rate < 0 < saddle.growth_rate
    for way, rate in ((saddle.grows, saddle.growth_rate), (saddle.shrinks, saddle.shrink_rate)):
        assert np.linalg.norm(way) == pytest.approx(1)
        np.testing.assert_allclose(model.matrix @ way, rate * way, atol=1e-9)
    assert saddle.across @ saddle.shrinks == pytest.approx(0, abs=1e-12)
    assert saddle.across @ saddle.grows > 0


@given(models, st.floats(-5, 5), st.floats(-5, 5))
@settings(deadline=None, max_examples=40)
def test_a_heading_is_where_the_exact_path_goes(model: Richardson, x: float, y: float) -> None:
    """After a long time the path lies in the direction that was said, or at the balance."""
    rates = model.eigenvalues.real
    assume(np.abs(rates).min() > 0.05 and model.behaviour in ("settles", "saddle"))
    told, balance = model.heading(x, y), model.equilibrium
    assert balance is not None
    if told.settles:
        end = path(model, (x, y), [40 / np.abs(rates).min()])[0]
        if model.is_stable:
            np.testing.assert_allclose(end, balance, atol=1e-6)
        return
    assert told.direction is not None
    saddle = model.saddle
    assert saddle is not None
    gap = abs(float(saddle.across @ (np.array([x, y]) - balance)))
    assume(gap > 1e-6)
    end = path(model, (x, y), [40 / (saddle.growth_rate - saddle.shrink_rate) + 20 / saddle.growth_rate])[0]
    away = (end - balance) / np.linalg.norm(end - balance)
    np.testing.assert_allclose(away, told.direction, atol=1e-3)


def test_headings_in_words() -> None:
    """Names of the parties, which way each goes, and what no direction can be said of."""
    race = Richardson(k=2, l=2, a=1, b=1, g=1, h=1, names=("us", "russia"))
    assert race.heading(0, 0).words == "us rises without end and russia rises without end"
    assert race.heading(-5, 0).words == "us falls without end and russia falls without end"
    line = race.heading(-2, 0)
    assert line.settles
    assert line.words.startswith("lies on the parting line")
    assert Richardson(k=0, l=0, a=-1, b=1).heading(1, 1).words == "x rises without end"
    rivals = Richardson(k=-2, l=-2, a=1, b=1, names=("us", "russia"))
    assert rivals.heading(1, 0).words == "us rises without end and russia falls without end"
    assert "every side" in Richardson(k=0, l=0, a=-1, b=-1).heading(1, 1).words
    assert "circles" in Richardson(k=1, l=-1, a=0, b=0).heading(1, 1).words
    assert "no single balance" in Richardson(k=1, l=1, a=1, b=1).heading(1, 1).words
    assert Richardson(k=1, l=1, a=2, b=2).heading(1, 1).settles


@pytest.mark.parametrize("letter", ["k", "l", "a", "b", "g", "h"])
@pytest.mark.parametrize("value", [math.nan, math.inf, 1e80])
def test_numbers_that_are_none_are_refused(letter: str, value: float) -> None:
    """With the letter in the message."""
    sound = dict.fromkeys(("k", "l", "a", "b", "g", "h"), 1.0)
    with pytest.raises(RunError, match=f"^{letter} of Richardson's model must be a finite number"):
        Richardson(**{**sound, letter: value})


def test_a_start_must_be_finite() -> None:
    """Nothing is said of a start at NaN."""
    with pytest.raises(RunError, match="two finite numbers, not nan, 0"):
        Richardson(k=1, l=1, a=2, b=2).heading(math.nan, 0)


def test_json_forms() -> None:
    """All is plain, and null where it does not exist."""
    stable = json.loads(json.dumps(Richardson(k=1, l=1, a=2, b=2, g=1, h=1).to_dict()))
    assert (stable["stable"], stable["equilibrium"], stable["saddle"]) == (True, [1.0, 1.0], None)
    race = Richardson(k=2, l=2, a=1, b=1, g=1, h=1)
    told = json.loads(json.dumps(race.to_dict()))
    assert told["saddle"]["growth_rate"] == pytest.approx(1)
    assert json.loads(json.dumps(race.heading(0, 0).to_dict()))["settles"] is False
    assert Richardson(k=1, l=1, a=1, b=1).to_dict()["equilibrium"] is None
