"""Richardson's regression of the yearly increase on the level."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import linregress

from detente.errors import RunError
from detente.lenses.spiral.arms_race import arms_race_regression

#: Defence budgets of France, Russia, Germany and Austria-Hungary together, 1909 to 1913, in millions of
#: pounds sterling (Richardson 1960, *Arms and Insecurity*, ch. 2), who reads off a slope of 0.73 a year
#: and a level of 194 million at which nothing would be added.
TOTALS = (199.2, 204.8, 214.9, 238.7, 289.0)


def test_his_own_figures() -> None:
    """The slope is his 0.73, the level within 1 of his 194, and four points lie all but on the line."""
    found = arms_race_regression(TOTALS)
    assert found.slope == pytest.approx(0.731, abs=0.0005)
    assert round(found.slope, 2) == 0.73
    assert found.balance == pytest.approx(194, abs=1)
    assert found.increases == 4
    assert found.r_squared > 0.999
    assert "runs away from" in found.meaning


def test_his_points_by_hand() -> None:
    """Increases and means of his totals, and the line through them by scipy."""
    added = [5.6, 10.1, 23.8, 50.3]
    level = [202.0, 209.85, 226.8, 263.85]
    expected, found = linregress(level, added), arms_race_regression(TOTALS)
    assert (found.slope, found.intercept) == pytest.approx((expected.slope, expected.intercept))
    assert found.error == pytest.approx(expected.stderr)
    assert found.r_squared == pytest.approx(expected.rvalue**2)


@given(st.floats(-0.9, 1.5), st.floats(-20, 20), st.floats(1, 100), st.integers(4, 12))
@settings(deadline=None, max_examples=40)
def test_a_planted_line_is_found(slope: float, intercept: float, start: float, years: int) -> None:
    """Totals made by the rule give back its two numbers and leave no error."""
    totals = [start]
    for _ in range(years - 1):
        totals.append(((1 + slope / 2) * totals[-1] + intercept) / (1 - slope / 2))
    level, added = np.array(totals[1:]) + totals[:-1], np.diff(totals)
    if min(np.ptp(level), np.ptp(added)) < 1e-4 * np.abs(totals).max():
        return
    found = arms_race_regression(totals)
    assert found.slope == pytest.approx(slope, abs=1e-5)
    size = max(1.0, float(np.abs(totals).max()))
    assert found.intercept == pytest.approx(intercept, abs=1e-4 * size)
    assert found.r_squared == pytest.approx(1, abs=1e-4)


@given(st.floats(0.001, 1000))
@settings(deadline=None, max_examples=20)
def test_the_slope_knows_no_currency(rate: float) -> None:
    """In another money the slope is the same and the balance is converted."""
    base, found = arms_race_regression(TOTALS), arms_race_regression([rate * total for total in TOTALS])
    assert found.slope == pytest.approx(base.slope)
    assert found.balance == pytest.approx(rate * base.balance)


def test_a_race_that_returns_says_so() -> None:
    """Totals that come back to 100 by half of the gap in a year."""
    found = arms_race_regression([180, 140, 120, 110, 105])
    assert found.slope < 0
    assert found.balance == pytest.approx(100)
    assert "returns to" in found.meaning


def test_increases_that_do_not_depend_on_the_level() -> None:
    """A slope of exactly 0 has no balance: NaN, and null in JSON."""
    found = arms_race_regression([0, 1, 3, 4])
    assert found.slope == 0
    assert math.isnan(found.balance)
    assert "does not depend" in found.meaning
    assert json.loads(json.dumps(found.to_dict()))["balance"] is None


@pytest.mark.parametrize("totals", [[], [1.0, 2.0, 4.0], [[1.0, 2.0, 3.0, 5.0]], 3.0])
def test_too_few_years(totals: object) -> None:
    """Refused with how many are needed."""
    with pytest.raises(RunError, match="at least 4 yearly totals in a row"):
        arms_race_regression(totals)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [math.nan, math.inf, 1e150])
def test_missing_years(wrong: float) -> None:
    """A gap is not bridged."""
    with pytest.raises(RunError, match="missing or immense"):
        arms_race_regression([1, 2, wrong, 4, 8])


@pytest.mark.parametrize("totals", [[5, 5, 5, 5], [1, 2, 3, 4], [1, 2, 1, 2]])
def test_totals_without_a_slope(totals: list[float]) -> None:
    """The same every year, the same increase, the same mean: refused."""
    with pytest.raises(RunError, match="the same in every year"):
        arms_race_regression(totals)


def test_the_caveat_counts_the_points() -> None:
    """Four points are few, and the reader is told."""
    assert arms_race_regression(TOTALS).caveat.startswith("4 points")
