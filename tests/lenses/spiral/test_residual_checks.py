"""What a model leaves over."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from statsmodels.stats.diagnostic import het_arch
from statsmodels.stats.stattools import jarque_bera
from statsmodels.tsa.api import VAR

from detente.errors import RunError
from detente.lenses.spiral.residual_checks import check_residuals
from detente.lenses.spiral.var import fit_var

from .planted import copdab, normal_path, path, within_chance

ANSWERS = [[0.4, 0.2], [0.1, 0.3]]


@pytest.mark.parametrize(("k", "lags"), [(2, 1), (2, 4), (3, 2)])
def test_as_statsmodels(k: int, lags: int) -> None:
    """Every statistic, degree of freedom and p-value equals that of the library."""
    values = np.random.default_rng(k + lags).standard_t(5, size=(120, k))
    found = check_residuals(fit_var(values, lags), periods_back=lags + 6, spread_back=3)
    theirs = VAR(values).fit(lags)
    memory, shape = theirs.test_whiteness(lags + 6, adjusted=True), theirs.test_normality()
    assert (found.memory.statistic, found.memory.p_value) == pytest.approx(
        (memory.test_statistic, memory.pvalue)
    )
    assert found.memory.degrees == memory.df
    assert found.normality.statistic == pytest.approx(shape.test_statistic)
    assert found.normality.p_value == pytest.approx(shape.pvalue)
    for name, column in zip(found.spread, np.asarray(theirs.resid).T, strict=True):
        assert found.spread[name].p_value == pytest.approx(het_arch(column, nlags=3)[1])
        assert found.normality_of[name].p_value == pytest.approx(jarque_bera(column)[1])


def test_memory_left_over_is_seen() -> None:
    """A second lag that the model leaves out is found, and one that it has is not."""
    rng = np.random.default_rng(4)
    errors = rng.normal(size=(400, 2))
    values = errors.copy()
    for t in range(2, 400):
        values[t] += 0.5 * values[t - 2]
    short, long = (check_residuals(fit_var(values, lags)) for lags in (1, 2))
    assert short.memory.rejects
    assert "take more lags" in short.consequences[0]
    assert not long.memory.rejects


def test_spells_and_odd_months_are_seen() -> None:
    """Spells of wild errors are found in their equation only, and heavy tails as not normal."""
    rng = np.random.default_rng(5)
    errors = rng.normal(size=(500, 2))
    for t in range(1, 500):
        errors[t, 0] *= np.sqrt(0.3 + 0.6 * errors[t - 1, 0] ** 2)
    found = check_residuals(fit_var(path(ANSWERS, errors), 1, ["a>b", "b>a"]))
    assert [found.spread[name].rejects for name in ("a>b", "b>a")] == [True, False]
    assert found.normality.rejects
    assert any("wild bootstrap" in text for text in found.consequences)


def test_json() -> None:
    """The JSON has a test for each series by name, with words and without NaN."""
    values = normal_path(ANSWERS, 80, np.random.default_rng(6))
    told = check_residuals(fit_var(values, 1, ["a>b", "b>a"])).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert set(told["spread"]) == set(told["normality_of"]) == {"a>b", "b>a"}
    assert told["memory"]["meaning"] != told["normality"]["meaning"]
    assert "not of acts" in told["caveat"]


def test_asks_the_impossible() -> None:
    """Looking back too little, too far or at nothing is refused with what would do."""
    fit = fit_var(normal_path(ANSWERS, 60, np.random.default_rng(7)), 2)
    for back, words in ((2, "3 to 57 periods"), (58, "not 58")):
        with pytest.raises(RunError, match=words):
            check_residuals(fit, periods_back=back)
    with pytest.raises(RunError, match="1 to 19 periods, not 0"):
        check_residuals(fit, spread_back=0)
    with pytest.raises(RunError, match="between 0 and 1"):
        check_residuals(fit, level=1.0)


def test_exact_model() -> None:
    """Residuals that are zero, or copies of each other, are refused."""
    fit = fit_var(normal_path(ANSWERS, 60, np.random.default_rng(8)), 1)
    with pytest.raises(RunError, match="explains series 1 exactly"):
        check_residuals(dataclasses.replace(fit, residuals=fit.residuals * [0.0, 1.0]))
    with pytest.raises(RunError, match="combination of the others"):
        check_residuals(dataclasses.replace(fit, residuals=fit.residuals[:, [0, 0]]))


def test_few_periods() -> None:
    """A dozen periods give a result, and as few as a fit needs are refused in words."""
    rng = np.random.default_rng(9)
    json.dumps(check_residuals(fit_var(rng.normal(size=(13, 2)), 1)).to_dict(), allow_nan=False)
    with pytest.raises(RunError, match="1 to 2 periods, not 4"):
        check_residuals(fit_var(rng.normal(size=(8, 2)), 1))


def test_real_series() -> None:
    """US-Soviet acts: four lags take the memory up; American surprises come in spells and are not normal."""
    found = check_residuals(fit_var(copdab()[0], 4, ["us>ussr", "ussr>us"]))
    assert not found.memory.rejects
    assert [found.spread[name].rejects for name in ("us>ussr", "ussr>us")] == [True, False]
    assert found.normality.rejects


@pytest.mark.slow
def test_size() -> None:
    """Under the null hypotheses each test rejects in about 5% of 400 made pairs."""
    rng = np.random.default_rng(10)
    hits = np.zeros(3, int)
    for _ in range(400):
        found = check_residuals(fit_var(normal_path(ANSWERS, 300, rng), 1))
        hits += [found.memory.rejects, found.spread["series 1"].rejects, found.normality.rejects]
    assert [within_chance(int(count), 400, 0.05) for count in hits] == [True, True, True]
