"""The largest F over all dates."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.segment_search import left_by
from detente.lenses.spiral.sup_f import sup_f
from detente.lenses.spiral.var import lagged_design

from .planted import normal_path, path, within_chance

DATES = np.arange(20, 80)


def seeded() -> np.random.Generator:
    """Return the chance of a p-value, always the same."""
    return np.random.default_rng(0)


def test_is_the_largest_f_of_all_dates() -> None:
    """The statistic is the F of the date that leaves least, computed by plain regressions."""
    values = normal_path(0.4, 101, np.random.default_rng(1))
    y, x = values[1:], lagged_design(values, 1)
    whole = (left_by(y, x, ()) ** 2).sum()
    sums = np.array([(left_by(y, x, (int(at),)) ** 2).sum() for at in DATES])
    found = sup_f(y, x, x, DATES, rng=seeded())
    assert found.statistic == pytest.approx(((whole - sums) / 2 / (sums / (100 - 4))).max())
    assert found.at == DATES[np.argmin(sums)]


def test_a_part_may_change() -> None:
    """Where only the intercept may change, F is that of a single dummy."""
    values = normal_path(0.4, 101, np.random.default_rng(2))
    y, x = values[1:], lagged_design(values, 1)
    step = (np.arange(100) >= 50).astype(float)[:, None]
    whole, left = ((left_by(y, d, ()) ** 2).sum() for d in (x, np.hstack([x, step])))
    found = sup_f(y, x, x[:, :1], np.array([50]), rng=seeded())
    assert found.statistic == pytest.approx((whole - left) / (left / 97))


def test_planted_break() -> None:
    """A large shift has the smallest p-value that the replications allow, at its date."""
    y = np.random.default_rng(3).normal(size=(100, 2)) + 3.0 * (np.arange(100) >= 60)[:, None]
    found = sup_f(y, np.ones((100, 1)), np.ones((100, 1)), DATES, rng=seeded(), replications=99)
    assert (found.at, found.p_value) == (60, 0.01)


def test_many_dates_are_thinned() -> None:
    """Of more than 120 dates evenly spread ones are tried, and the seed alone decides the p-value."""
    y = np.random.default_rng(4).normal(size=(500, 1))
    y[250:] += 2
    one, other = (
        sup_f(y, np.ones((500, 1)), np.ones((500, 1)), np.arange(50, 450), rng=seeded()) for _ in range(2)
    )
    assert one == other
    assert abs(one.at - 250) <= 4


def test_a_coefficient_that_cannot_be_told_apart() -> None:
    """A column that is zero on one side of a date adds nothing there and does no harm."""
    x = np.stack([np.ones(100), (np.arange(100) < 10).astype(float)], axis=1)
    y = np.random.default_rng(5).normal(size=(100, 1))
    one, both = (sup_f(y, x, x[:, :d], DATES, rng=seeded()) for d in (1, 2))
    assert one.at == both.at
    assert 0 < both.p_value <= 1


def test_asks_the_impossible() -> None:
    """No date, more coefficients than periods and too few replications are refused."""
    y, one = np.random.default_rng(6).normal(size=(30, 1)), np.ones((30, 1))
    with pytest.raises(RunError, match="too few to look"):
        sup_f(y, one, one, np.arange(0), rng=seeded())
    with pytest.raises(RunError, match="too few to look"):
        sup_f(y[:2], one[:2], one[:2], np.array([1]), rng=seeded())
    with pytest.raises(RunError, match="at least 19"):
        sup_f(y, one, one, np.array([15]), rng=seeded(), replications=5)
    with pytest.raises(RunError, match="explained exactly"):
        sup_f(one, one, one, np.array([15]), rng=seeded())


@pytest.mark.slow
def test_size_with_memory_and_changing_spread() -> None:
    """Without a break about 5% are found, memory and a jump of the errors' spread notwithstanding."""
    rng = np.random.default_rng(7)
    hits = np.zeros(2, int)
    for _ in range(200):
        errors = rng.normal(size=(200, 1))
        for at, size in enumerate((1.0, 2.5)):
            values = path(0.5, errors * np.where(np.arange(200) < 125, 1.0, size)[:, None])
            x = lagged_design(values, 1)
            dates = np.arange(22, 128)
            hits[at] += sup_f(values[1:], x, x[:, :1], dates, rng=rng, replications=199).p_value <= 0.05
    assert within_chance(int(hits[0]), 200, 0.06)
    assert within_chance(int(hits[1]), 200, 0.08)
