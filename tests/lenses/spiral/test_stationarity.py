"""Whether a series keeps to a level."""

from __future__ import annotations

import json
import sys
import warnings

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.stationarity import StationarityTest, stationarity

from .planted import copdab, levant, normal_path, within_chance


def asked(values: np.ndarray, name: str = "us>russia") -> StationarityTest:
    """Test a series with every warning an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return stationarity(values, name=name)


def test_as_statsmodels() -> None:
    """Statistics and p-values are those of the library, whichever form it answers in."""
    from statsmodels.tsa.stattools import adfuller, kpss

    values = normal_path(0.5, 200, np.random.default_rng(3))[:, 0]
    found = asked(values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        adf, level = adfuller(values, autolag="AIC"), kpss(values, nlags="auto")
    assert (found.adf_statistic, found.adf_p_value, found.adf_lags) == (adf[0], adf[1], adf[2])
    assert (found.kpss_statistic, found.kpss_p_value, found.kpss_bandwidth) == (level[0], level[1], level[2])


@pytest.mark.parametrize(
    ("kind", "verdict", "treatment"),
    [
        ("settles", "stationary", "levels"),
        ("walks", "has a unit root", "differences"),
        ("drifts", "trend", "detrend"),
        ("shifts", "undecided", "breaks"),
    ],
)
def test_made_series(kind: str, verdict: str, treatment: str) -> None:
    """Most series of each kind are called what they are (rates over 9 of each)."""
    rng = np.random.default_rng(8)
    time = np.arange(300)
    called = []
    for _ in range(9):
        errors = rng.normal(size=300)
        series = {
            "settles": normal_path(0.4, 300, rng)[:, 0],
            "walks": errors.cumsum(),
            "drifts": errors + 0.02 * time,
            "shifts": errors + 2.0 * (time >= 150),
        }[kind]
        found = asked(series)
        called.append((found.verdict, found.treatment))
    assert called.count((verdict, treatment)) >= 6


def test_the_shift_is_dated_by_its_first_period() -> None:
    """The date of Zivot and Andrews is the first period on the new level."""
    values = np.random.default_rng(1).normal(size=200) * 0.1 + 5.0 * (np.arange(200) >= 120)
    found = asked(values)
    assert found.shift_at == 120
    assert found.shift_p_value is not None
    assert found.shift_p_value < 0.01


def test_says_what_follows() -> None:
    """Verdict, advice, warning and caveat are words, and all goes into JSON."""
    found = asked(np.random.default_rng(2).normal(size=300).cumsum())
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert told["series"] == "us>russia"
    assert told["meaning"].startswith("us>russia: ")
    assert "changes" in found.consequence
    assert "seem related where they are not" in found.consequence
    assert "not of acts" in found.caveat


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.ones(50), "in every period"),
        (np.arange(10.0), "at least 25"),
        (np.array([*range(40), np.nan]), "no value in 1 of 41"),
        (np.zeros((30, 2)), "not a table"),
    ],
)
def test_bad_series(values: np.ndarray, words: str) -> None:
    """What cannot be tested is refused with the reason."""
    with pytest.raises(RunError, match=words):
        stationarity(values)


def test_bad_level() -> None:
    """A level past the table of KPSS is refused."""
    with pytest.raises(RunError, match=r"from 0.01 to 0.1, not 0.2"):
        stationarity(np.random.default_rng(0).normal(size=50), level=0.2)


def test_an_exact_line() -> None:
    """A straight line, and a series of two values, end in a verdict and not in a traceback."""
    for values in (np.arange(60.0), np.arange(60) % 2.0):
        json.dumps(asked(values).to_dict(), allow_nan=False)


def test_without_statsmodels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error says what to install."""
    monkeypatch.setitem(sys.modules, "statsmodels.tsa", None)
    with pytest.raises(RunError, match=r"pip install 'detente\[events\]'"):
        stationarity(np.random.default_rng(0).normal(size=50))


def test_real_series() -> None:
    """US-Soviet acts keep to a trend, Israeli-Palestinian ones to a level that moved in September 2000."""
    values, months = copdab()
    found = [asked(column) for column in values.T]
    assert [test.verdict for test in found] == ["trend", "trend"]
    assert all(test.shift_p_value is not None and test.shift_p_value < 0.01 for test in found)
    assert [months[test.shift_at or 0] for test in found] == ["1953-04", "1960-03"]
    values, months = levant()
    found = [asked(column) for column in values.T]
    assert [test.treatment for test in found] == ["breaks", "breaks"]
    assert [months[test.shift_at or 0][:4] for test in found] == ["2000", "2000"]


@pytest.mark.slow
def test_size() -> None:
    """Under their null hypotheses the tests reject about as often as they should."""
    rng = np.random.default_rng(11)
    walks = [asked(rng.normal(size=150).cumsum()) for _ in range(120)]
    assert within_chance(sum(t.adf_p_value < 0.05 for t in walks), 120, 0.055)
    noise = [asked(rng.normal(size=150)) for _ in range(80)]
    assert within_chance(sum(t.kpss_p_value < 0.05 for t in noise), 80, 0.06)


def test_the_shift_has_the_name_of_its_period() -> None:
    """Names are told where they are given, and must be as many as the periods."""
    values = np.random.default_rng(2).normal(size=60) + np.repeat([0.0, 5.0], 30)
    months = [f"m{month}" for month in range(60)]
    found = stationarity(values, periods=months)
    assert found.shift_at is not None
    assert found.to_dict()["shift"]["period"] == months[found.shift_at]
    assert stationarity(values).shift_period is None
    with pytest.raises(RunError, match="59 names of periods for 60 periods"):
        stationarity(values, periods=months[1:])
