"""Who answers whom."""

from __future__ import annotations

import json

import numpy as np
import pytest
from statsmodels.tsa.api import VAR
from statsmodels.tsa.stattools import grangercausalitytests

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.granger import granger, toda_yamamoto
from detente.lenses.spiral.holm import holm
from detente.lenses.spiral.robust_covariance import robust_covariance
from detente.lenses.spiral.var import fit_var

from .planted import copdab, levant, normal_path, within_chance

#: The second answers the first, the first answers only itself.
ONE_WAY = [[0.5, 0.0], [0.4, 0.2]]


@pytest.mark.parametrize("lags", [1, 2, 5])
def test_classical_as_statsmodels(lags: int) -> None:
    """F, its degrees of freedom and p-value equal those of the library, in both of its forms."""
    values = normal_path(ONE_WAY, 120, np.random.default_rng(lags))
    found = granger(fit_var(values, lags, ["a", "b"]))
    theirs = VAR(values).fit(lags)
    for effect, cause, names in ((0, 1, ("b", "a")), (1, 0, ("a", "b"))):
        test = found.test(*names)
        f, p, below, above = grangercausalitytests(values[:, [effect, cause]], [lags])[lags][0]["ssr_ftest"]
        assert (test.statistic, test.p_value) == pytest.approx((f, p))
        assert test.degrees == (above, below)
        jointly = theirs.test_causality(effect, cause, kind="f")
        assert test.statistic == pytest.approx(jointly.test_statistic)


def test_robust_is_the_wald_test_of_its_covariance() -> None:
    """The robust F is the Wald statistic of the joint covariance, corrected as stated."""
    fit = fit_var(normal_path(ONE_WAY, 150, np.random.default_rng(1)), 2, ["a", "b"])
    test = granger(fit, bandwidth=5).test("a", "b")
    robust = robust_covariance(fit, "HAC", bandwidth=5)
    at = robust.positions(1, 0)
    asked = fit.coefficients[:, 1, 0]
    wald = asked @ np.linalg.inv(robust.joint[np.ix_(at, at)]) @ asked / 2 * (fit.n_used - 5) / fit.n_used
    numbers = 1.5 * fit.n_used / 6
    assert test.robust_statistic == pytest.approx(wald * (numbers - 1) / numbers)
    assert test.robust_degrees == pytest.approx((2, numbers - 1))


def test_directions_are_told_apart() -> None:
    """An answer planted one way is found that way, with its sign, and not the other way."""
    found = granger(fit_var(normal_path(ONE_WAY, 300, np.random.default_rng(2)), 1, ["a>b", "b>a"]))
    assert found.test("a>b", "b>a").rejects
    assert found.test("a>b", "b>a").total == pytest.approx(0.4, abs=0.15)
    assert not found.test("b>a", "a>b").rejects
    assert found.meaning == "b>a answers a>b"
    assert "with like" in found.test("a>b", "b>a").meaning
    opposite = normal_path([[0.5, 0.0], [-0.4, 0.2]], 300, np.random.default_rng(2))
    assert "with the opposite" in granger(fit_var(opposite, 1, ["a", "b"])).test("a", "b").meaning


def test_three_powers() -> None:
    """With three series all six directions are told, and Holm counts all of them."""
    answers = [[0.4, 0.0, 0.4], [0.0, 0.3, 0.0], [0.0, 0.3, 0.2]]
    found = granger(fit_var(normal_path(answers, 400, np.random.default_rng(3)), 1, ["a", "b", "c"]))
    assert {(t.cause, t.effect) for t in found.tests if t.rejects} == {("c", "a"), ("b", "c")}
    robust = [t.robust_p_value for t in found.tests]
    assert [t.robust_holm_p_value for t in found.tests] == holm(robust).tolist()


def test_the_same_period_is_told() -> None:
    """What goes together within a period is no answer, but is said."""
    rng = np.random.default_rng(4)
    both = rng.normal(size=(300, 1)) + 0.5 * rng.normal(size=(300, 2))
    found = granger(fit_var(both, 1, ["a", "b"]))
    assert found.tests[0].same_period == pytest.approx(0.8, abs=0.05)
    assert "surprises of the same period go together (correlation 0.8" in found.tests[0].meaning
    assert found.meaning == "no answer of one series to another is seen"


def test_toda_yamamoto() -> None:
    """The additional lag is fitted and not asked about; with none it is the plain test."""
    values = np.random.default_rng(5).normal(size=(200, 2)).cumsum(axis=0)
    found = toda_yamamoto(values, 2, names=["a", "b"])
    assert (found.lags, found.extra_lags) == (2, 1)
    assert found.tests[0].total == pytest.approx(fit_var(values, 3).coefficients[:2, 0, 1].sum())
    assert toda_yamamoto(values, 2, extra_lags=0).to_dict() == granger(fit_var(values, 2)).to_dict()


def test_units_do_not_matter() -> None:
    """Measuring a series in other units changes no p-value, nor does another zero but for the bandwidth."""
    values = normal_path(ONE_WAY, 100, np.random.default_rng(6))
    one = granger(fit_var(values, 2))
    moved = fit_var(values * [1e-6, 1e5] + [0.0, 1e6], 2)
    other = granger(moved, bandwidth=one.bandwidth)
    assert granger(fit_var(values * [1e-6, 1e5], 2)).bandwidth == one.bandwidth
    for a, b in zip(one.tests, other.tests, strict=True):
        assert (a.p_value, a.robust_p_value) == pytest.approx((b.p_value, b.robust_p_value), rel=1e-5)


def test_json() -> None:
    """The JSON tells both kinds of test of each direction, in words as well."""
    told = granger(fit_var(normal_path(ONE_WAY, 80, np.random.default_rng(7)), 1)).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert set(told["tests"][0]["robust"]) == set(told["tests"][0]["classical"])
    assert "Foretelling is not causing" in told["caveat"]


def test_asks_the_impossible() -> None:
    """One series, no lags, a level of 1 and an unknown direction are refused."""
    values = normal_path(ONE_WAY, 60, np.random.default_rng(8))
    for fit, extra, words in (
        (fit_var(values[:, :1], 1), 0, "at least two"),
        (fit_var(values, 0), 0, "none is left"),
        (fit_var(values, 1), 1, "none is left"),
        (fit_var(values, 1), -1, "none is left"),
    ):
        with pytest.raises(RunError, match=words):
            granger(fit, extra_lags=extra)
    with pytest.raises(RunError, match="between 0 and 1"):
        granger(fit_var(values, 1), level=0.0)
    with pytest.raises(RunError, match="1 or more"):
        toda_yamamoto(values, 0)
    with pytest.raises(UnknownNameError, match="direction"):
        granger(fit_var(values, 1, ["a", "b"])).test("a", "c")


def test_an_exact_answer() -> None:
    """A series that answers exactly leaves no error to test with."""
    a = np.random.default_rng(9).normal(size=60)
    with pytest.raises(RunError, match="explains it exactly"):
        granger(fit_var(np.stack([a[1:], a[:-1]], axis=1), 1))


def test_real_series() -> None:
    """By month US-Soviet acts go together within the month; Palestinian acts answer Israeli ones."""
    american = granger(fit_var(copdab()[0], 4, ["us>ussr", "ussr>us"]))
    assert not any(test.rejects for test in american.tests)
    assert american.tests[0].same_period == pytest.approx(0.36, abs=0.005)
    found = granger(fit_var(levant()[0], 2, ["isr>pal", "pal>isr"]))
    assert found.meaning == "pal>isr answers isr>pal"


@pytest.mark.slow
def test_size() -> None:
    """With nothing to find, both tests reject in about 5% of pairs, the robust one in at most 9%."""
    rng = np.random.default_rng(10)
    hits = np.zeros(2, int)
    for _ in range(500):
        test = granger(fit_var(normal_path(np.diag([0.5, 0.3]), 100, rng), 2)).tests[0]
        hits += [test.p_value < 0.05, test.robust_p_value < 0.05]
    assert within_chance(int(hits[0]), 500, 0.05)
    assert 0.02 <= hits[1] / 500 <= 0.09


@pytest.mark.slow
def test_size_where_the_classical_test_fails() -> None:
    """Errors that grow with the other's past mislead the classical test; unit roots the plain one."""
    rng = np.random.default_rng(11)
    hits = np.zeros(4, int)
    for _ in range(300):
        x = normal_path(0.3, 301, rng)[:, 0]
        y = np.append(0.0, rng.normal(size=300) * (0.3 + np.abs(x[:-1])))
        test = granger(fit_var(np.stack([x, y], axis=1), 1, ["x", "y"])).test("x", "y")
        walks = rng.normal(size=(200, 2)).cumsum(axis=0)
        plain, careful = granger(fit_var(walks, 1)).tests[0], toda_yamamoto(walks, 1).tests[0]
        hits += [p < 0.05 for p in (test.p_value, test.robust_p_value, plain.p_value, careful.p_value)]
    assert hits[0] > 45
    assert hits[1] < 33
    assert hits[2] > 30
    assert within_chance(int(hits[3]), 300, 0.055)
