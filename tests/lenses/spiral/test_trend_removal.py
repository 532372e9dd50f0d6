"""Series less what drifts in them."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.trend_removal import TRENDS, less_trend
from detente.lenses.spiral.var import fit_var

from .making import PAIR, one
from .test_analysis import side_by_side


def test_a_line_is_taken_out_and_told() -> None:
    """What is left is at right angles to a constant and to time, and the note has the slope."""
    values = one(PAIR, 100, 1)
    rising = values + 0.25 * np.arange(100.0)[:, None]
    plain, less = (less_trend(side_by_side(table), "line") for table in (values, rising))
    np.testing.assert_allclose(less.values, plain.values, atol=1e-9)
    time = np.arange(100.0)
    np.testing.assert_allclose(less.values.T @ np.column_stack([np.ones(100), time]), 0, atol=1e-7)
    slope = np.polyfit(time, rising[:, 0], 1)[0]
    assert f"a>b less a line of {slope:+.3g} a month" in less.note
    assert less.periods == plain.periods


def test_as_a_line_in_both_equations() -> None:
    """Answers are nearly those of a model with a trend: the lags see one period less of it."""
    rising = one(PAIR, 400, 2) + 0.05 * np.arange(400.0)[:, None]
    fit = fit_var(less_trend(side_by_side(rising), "line").values, 1)
    design = np.column_stack([np.ones(399), np.arange(399.0), rising[:-1]])
    both = np.linalg.lstsq(design, rising[1:], rcond=None)[0][2:].T
    np.testing.assert_allclose(fit.coefficients[0], both, atol=0.01)


def test_drift_alone_makes_answers_and_its_removal_takes_them() -> None:
    """Two series that share nothing but a line answer each other until it is taken out."""
    noise = np.random.default_rng(3).standard_normal((300, 2))
    drifting = side_by_side(noise + 0.02 * np.arange(300.0)[:, None])
    seeming = fit_var(drifting.values, 1).coefficients[0]
    left = fit_var(less_trend(drifting, "line").values, 1).coefficients[0]
    assert min(seeming[0, 1], seeming[1, 0]) > 0.25
    assert max(abs(left[0, 1]), abs(left[1, 0])) < 0.15


def test_shifts_are_taken_out_and_dated() -> None:
    """The level that moved once is level again; the other loses its mean."""
    noise = np.random.default_rng(4).standard_normal((120, 2))
    noise[60:, 0] += 8
    less = less_trend(side_by_side(noise), "shifts")
    assert abs(less.values[:60, 0].mean()) < 1e-9
    assert abs(less.values[60:, 0].mean()) < 1e-9
    assert f"a>b less its means between breaks at {less.periods[60]}" in less.note
    assert "b>a less its mean, without breaks" in less.note


def test_what_cannot_be_taken_out() -> None:
    """Another trend, and too few periods."""
    series = side_by_side(one(PAIR, 60, 5))
    assert TRENDS == ("line", "shifts")
    with pytest.raises(UnknownNameError, match="did you mean 'line'"):
        less_trend(series, "lines")
    with pytest.raises(RunError, match="too few"):
        less_trend(side_by_side(one(PAIR, 60, 5)[:2]), "line")
