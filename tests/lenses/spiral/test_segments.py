"""Stretches between breaks, and what changed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.robust_covariance import robust_covariance
from detente.lenses.spiral.segments import segments
from detente.lenses.spiral.var import fit_var

from .planted import copdab, normal_path, path, within_chance

ANSWERS = np.array([[0.4, 0.2], [0.1, 0.3]])
NAMES = ["a>b", "b>a"]


def turned(seed: int = 1) -> np.ndarray:
    """Return two series whose answers turn round in period 120 of 240."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(240, 2))
    for t in range(1, 240):
        values[t] += (ANSWERS if t < 120 else -ANSWERS) @ values[t - 1]
    return values


def test_each_stretch_has_its_own_model() -> None:
    """Fits, levels and radii are those of the stretch, its first lags taken from before the break."""
    values = turned()
    found = segments(fit_var(values, 2, NAMES), [120])
    first, second = found.segments
    assert first.fit is not None
    assert second.fit is not None
    np.testing.assert_array_equal(first.fit.coefficients, fit_var(values[:120], 2).coefficients)
    np.testing.assert_array_equal(second.fit.coefficients, fit_var(values[118:], 2).coefficients)
    np.testing.assert_allclose(second.levels, values[120:].mean(axis=0))
    assert first.fit.n_used + second.fit.n_used == 238


def test_chow_is_the_wald_test_of_the_difference() -> None:
    """F is that of the difference with the HC3 covariances of both sides added."""
    values = turned()
    (change,) = segments(fit_var(values, 1, NAMES), [120]).changes
    assert change is not None
    sides = [fit_var(values[:120], 1), fit_var(values[119:], 1)]
    stacked = [np.concatenate([[s.intercept[i], *s.coefficients[0, i]] for i in range(2)]) for s in sides]
    spread = sum(robust_covariance(s).joint for s in sides)
    gap = stacked[1] - stacked[0]
    assert change.all.statistic == pytest.approx(gap @ np.linalg.solve(spread, gap) / 6)
    assert (change.all.restrictions, change.all.spare) == (6, 239 - 6)
    only = np.array([0, 3])
    assert change.intercepts.statistic == pytest.approx(
        gap[only] @ np.linalg.solve(spread[np.ix_(only, only)], gap[only]) / 2
    )


def test_answers_and_levels_are_told_apart() -> None:
    """Answers that turn round are said to; a level that moves is said to be the level."""
    (change,) = segments(fit_var(turned(), 1, NAMES), [120]).changes
    assert change is not None
    assert change.meaning.startswith("the answers themselves changed")
    moved = normal_path(ANSWERS, 240, np.random.default_rng(3)) + 3.0 * (np.arange(240) >= 120)[:, None]
    found = segments(fit_var(moved, 1, NAMES), [120])
    assert found.changes[0] is not None
    assert found.changes[0].meaning.startswith("the level changed")
    assert "goes back to levels that moved" in found.meaning


def test_nothing_changed() -> None:
    """A cut where nothing happened shows no difference."""
    values = normal_path(ANSWERS, 240, np.random.default_rng(4))
    (change,) = segments(fit_var(values, 1, NAMES), [120]).changes
    assert change is not None
    assert change.meaning.startswith("neither")


def test_a_stretch_without_a_model() -> None:
    """A stretch that is too short, or in which a series rests, is told with its reason; the rest stands."""
    values = normal_path(ANSWERS, 100, np.random.default_rng(5))
    values[60:, 1] = 0.0
    found = segments(fit_var(values, 1, NAMES), [2, 61], replications=19)
    short, whole, rests = found.segments
    assert "too few" in short.why or "too short" in short.why
    assert whole.fit is not None
    assert "b>a is 0 in every period" in rests.why
    assert found.changes == (None, None)
    told = found.to_dict()
    assert told["segments"][2]["radius"] is None
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_json() -> None:
    """The JSON tells periods by name, answers by series and the change in words."""
    months = [f"m{t}" for t in range(240)]
    told = segments(fit_var(turned(), 1, NAMES), [120], periods=months, replications=19).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert [part["periods"] for part in told["segments"]] == [["m0", "m119"], ["m120", "m239"]]
    assert told["segments"][0]["reciprocity"]["a>b"]["b>a"] > 0
    assert told["changes"][0]["period"] == "m120"


def test_no_break() -> None:
    """Without breaks there is one stretch, the fit of all time, and nothing to compare."""
    found = segments(fit_var(turned(), 1, NAMES), [])
    assert len(found.segments) == 1
    assert (found.changes, found.persistence) == ((), None)
    assert found.meaning == "one stretch: no break was given"


def test_without_lags() -> None:
    """A model without lags has levels to compare and no answers."""
    values = np.random.default_rng(6).normal(size=(80, 2)) + 3.0 * (np.arange(80) >= 40)[:, None]
    (change,) = segments(fit_var(values, 0, NAMES), [40]).changes
    assert change is not None
    assert change.answers is None
    assert change.meaning.startswith("the level changed")


@pytest.mark.parametrize("cuts", [[0], [240], [120, 120], [130, 120], [-3]])
def test_bad_cuts(cuts: list[int]) -> None:
    """Cuts that lie outside or do not rise are refused with where they may lie."""
    with pytest.raises(RunError, match="between 2 and 239"):
        segments(fit_var(turned(), 1), cuts)


def test_bad_names_and_level() -> None:
    """Names that do not fit the periods, and a level that is none, are refused."""
    fit = fit_var(turned(), 1)
    with pytest.raises(RunError, match="1 names of periods for 240"):
        segments(fit, [120], periods=["1950-01"])
    with pytest.raises(RunError, match="between 0 and 1"):
        segments(fit, [120], level=0.0)


def test_real_series() -> None:
    """Cut after Cuba, US-Soviet acts show another level, and less memory than over all time."""
    values, months = copdab()
    found = segments(fit_var(values, 1, NAMES), [51, 179], periods=months)
    assert found.persistence is not None
    assert found.persistence.whole == pytest.approx(0.462, abs=0.001)
    assert found.persistence.within == pytest.approx(0.287, abs=0.001)
    assert found.persistence.p_value == 0.005
    assert found.changes[1] is not None
    assert found.changes[1].meaning.startswith("the level changed")


@pytest.mark.slow
def test_size() -> None:
    """At a date fixed beforehand about 5% of changes are found where there is none, wild times or not."""
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(300):
        errors = rng.normal(size=(210, 2)) * np.where(np.arange(210) < 130, 1.0, 2.0)[:, None]
        fit = fit_var(path(ANSWERS, errors), 1)
        (change,) = segments(fit, [80], replications=19).changes
        assert change is not None
        hits += change.all.p_value < 0.05
    assert within_chance(hits, 300, 0.05)
