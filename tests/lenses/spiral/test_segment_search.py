"""Where to cut time into stretches."""

from __future__ import annotations

import sys
from itertools import combinations

import numpy as np
import pytest
import ruptures

from detente.errors import RunError, TooLargeError
from detente.lenses.spiral.segment_search import bayes_criteria, best_cuts, left_by, whitening
from detente.lenses.spiral.var import lagged_design

from .planted import normal_path


def by_listing(target: np.ndarray, design: np.ndarray, m: int, shortest: int) -> float:
    """Return the smallest sum of squares over all cuts, one after the other."""
    n = len(target)
    sums = []
    for at in combinations(range(shortest, n - shortest + 1), m):
        if all(b - a >= shortest for a, b in zip((0, *at), (*at, n), strict=True)):
            sums.append((left_by(target, design, at) ** 2).sum())
    return float(min(sums))


@pytest.mark.parametrize("m", [1, 2])
def test_the_best_of_all_cuts(m: int) -> None:
    """For means and for regressions no other cuts leave less, by listing all of them."""
    values = normal_path(0.5, 31, np.random.default_rng(m))
    for target, design in ((values, np.ones((31, 1))), (values[1:], lagged_design(values, 1))):
        cuts = best_cuts(target, design, most=m, shortest=6)[m]
        assert len(cuts) == m
        assert (left_by(target, design, cuts) ** 2).sum() == pytest.approx(by_listing(target, design, m, 6))


def test_as_ruptures_says_of_means() -> None:
    """Shifts of a mean are those of the plain search of the library, every period tried."""
    values = np.random.default_rng(4).normal(size=(90, 1)).cumsum(axis=0)
    cuts = best_cuts(values, np.ones((90, 1)), most=3, shortest=9)
    search = ruptures.Dynp("l2", min_size=9, jump=1).fit(values)
    assert [list(at) for at in cuts[1:]] == [search.predict(m)[:-1] for m in (1, 2, 3)]


def test_planted_cuts() -> None:
    """A shift of all answers is found at its date, and the criterion takes just this one."""
    rng = np.random.default_rng(5)
    values = rng.normal(size=(200, 2))
    for t in range(1, 200):
        values[t] += (0.8 if t < 120 else -0.8) * values[t - 1]
    target, design = values[1:], lagged_design(values, 1)
    cuts = best_cuts(target, design, most=3, shortest=20)
    assert abs(cuts[1][0] + 1 - 120) <= 3
    assert int(np.argmin(bayes_criteria(target, design, cuts))) == 1


def test_units_do_not_matter() -> None:
    """Measuring one series in other units moves no cut."""
    values = normal_path([[0.5, 0.3], [0.0, 0.4]], 120, np.random.default_rng(6))
    found = [
        best_cuts(v[1:], lagged_design(v, 1), most=2, shortest=15) for v in (values, values * [1.0, 1e4])
    ]
    assert found[0] == found[1]


def test_a_stretch_at_rest() -> None:
    """Where something on the right rests, its coefficient is open, and the cut is still the best of all."""
    values = normal_path([[0.5, 0.3], [0.0, 0.4]], 60, np.random.default_rng(7))
    values[30:, 1] = 0.0
    target, design = values[1:, :1], lagged_design(values, 1)
    cuts = best_cuts(target, design, most=1, shortest=12)[1]
    assert (left_by(target, design, cuts) ** 2).sum() == pytest.approx(by_listing(target, design, 1, 12))


def test_whitening() -> None:
    """Errors of different size that go together come out of one size and apart."""
    left = np.random.default_rng(11).normal(size=(80, 2)) @ np.array([[1.0, 1e6], [0.0, 1e5]])
    white = left @ whitening(left, left)
    np.testing.assert_allclose(white.T @ white / 80, np.eye(2), atol=1e-9)
    with pytest.raises(RunError, match="explained exactly"):
        whitening(left[:, [0, 0]], left)


def test_coarse_over_long_times() -> None:
    """Over many periods regressions are cut at every third only, and the cuts are right to that."""
    rng = np.random.default_rng(8)
    x = np.stack([np.ones(1000), rng.normal(size=1000)], axis=1)
    y = (x[:, 1] * np.where(np.arange(1000) < 601, 1.0, -1.0) + 0.1 * rng.normal(size=1000))[:, None]
    (at,) = best_cuts(y, x, most=1, shortest=100)[1]
    assert at % 3 == 0
    assert abs(at - 601) <= 3


def test_asks_the_impossible() -> None:
    """Stretches too short or too long, too many periods and a negative number are refused."""
    values = np.random.default_rng(9).normal(size=(50, 1))
    ones = np.ones((50, 1))
    for shortest in (1, 26):
        with pytest.raises(RunError, match=f"from 2 to 25 periods .*not {shortest}"):
            best_cuts(values, ones, most=1, shortest=shortest)
    with pytest.raises(RunError, match="cannot be -1"):
        best_cuts(values, ones, most=-1, shortest=5)
    with pytest.raises(TooLargeError, match="longer periods"):
        best_cuts(np.zeros((20_001, 1)), np.ones((20_001, 1)), most=1, shortest=5)
    with pytest.raises(RunError, match="explained exactly"):
        best_cuts(ones, ones, most=1, shortest=5)


def test_none_asked_for() -> None:
    """With no cut allowed there is one stretch."""
    values = np.random.default_rng(10).normal(size=(50, 1))
    assert best_cuts(values, np.ones((50, 1)), most=0, shortest=5) == ((),)


def test_without_ruptures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error says what to install."""
    monkeypatch.setitem(sys.modules, "ruptures", None)
    with pytest.raises(RunError, match=r"pip install 'detente\[events\]'"):
        best_cuts(np.random.default_rng(0).normal(size=(50, 1)), np.ones((50, 1)), most=1, shortest=5)
