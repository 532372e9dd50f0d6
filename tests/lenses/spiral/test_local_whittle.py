"""The memory of a series: series of known memory, the formula written out, and what must not matter."""

from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from detente.errors import RunError
from detente.lenses.spiral.local_whittle import local_whittle

from .planted import copdab, normal_path, within_chance

Float = NDArray[np.float64]


def fractional(d: float, n: int, seed: int, *, sets: int = 1) -> Float:
    """Make ARFIMA(0, d, 0) series (sets, n) by their moving average, cut off after 2,000 periods."""
    k = np.arange(1, n + 2000)
    weights = np.cumprod(np.append(1.0, (k - 1 + d) / k))
    errors = np.random.default_rng(seed).normal(size=(sets, n + 2000))
    size = 2 * (n + 2000)
    found: Float = np.fft.irfft(np.fft.rfft(errors, size) * np.fft.rfft(weights, size), size)
    return found[:, 2000 : n + 2000]


def by_formula(series: Float, m: int) -> float:
    """Minimise Robinson's R, every sum written out, over a grid and then within it."""
    n, j = len(series), np.arange(1, m + 1)
    angles = 2 * np.pi * j / n
    waves = np.exp(1j * angles[:, None] * np.arange(1, n + 1))
    power = np.abs(waves @ series) ** 2 / (2 * np.pi * n)

    def objective(d: float) -> float:
        return float(np.log(np.mean(angles ** (2 * d) * power)) - 2 * d * np.mean(np.log(angles)))

    grid = np.linspace(-0.5, 1, 151)
    best = grid[np.argmin([objective(d) for d in grid])]
    ends = (max(best - 0.01, -0.5), min(best + 0.01, 1.0))
    return float(minimize_scalar(objective, bounds=ends, method="bounded", options={"xatol": 1e-10}).x)


@pytest.mark.parametrize(("n", "m"), [(120, 10), (301, 40), (64, 31)])
def test_as_the_formula(n: int, m: int) -> None:
    """The estimate minimises R, found by brute force; a flat minimum leaves 1e-6."""
    for seed in range(4):
        series = fractional(0.2, n, seed)[0]
        found = local_whittle(series, frequencies=m)
        assert found.d == pytest.approx(by_formula(series, m), abs=1e-6)
        assert (found.frequencies, found.periods) == (m, n)


@pytest.mark.parametrize("d", [-0.3, 0.0, 0.2, 0.4])
def test_known_memory(d: float) -> None:
    """Over 300 ARFIMA series of 512 periods: no bias, spread as stated, and 95 in 100 hold the truth.

    64 frequencies. The mean is within 4 of its errors and 0.01 of d; the spread within 15 in 100 of the
    error told; intervals within chance of 95, or up to 4 in 100 below for what short series leave.
    """
    found = [local_whittle(series, frequencies=64) for series in fractional(d, 512, 7, sets=300)]
    estimates = np.array([one.d for one in found])
    assert abs(estimates.mean() - d) < 0.01 + 4 * found[0].error / np.sqrt(300)
    assert estimates.std() == pytest.approx(found[0].error, rel=0.15)
    hits = sum(one.low <= d <= one.high for one in found)
    assert within_chance(hits, 300, 0.95) or 0.91 * 300 <= hits <= 0.95 * 300


def test_error_tends_to_robinsons() -> None:
    """The error is that of Hurvich and Chen, above 1/(2 sqrt m) and within 2 in 100 of it at m = 900."""
    noise = np.random.default_rng(1).normal(size=2000)
    ratios = []
    for m in (8, 30, 100, 900):
        found = local_whittle(noise, frequencies=m)
        logs = np.log(np.arange(1, m + 1))
        assert found.error == pytest.approx(1 / (2 * np.sqrt(m * logs.var())), rel=1e-12)
        assert (found.low + found.high) / 2 == pytest.approx(found.d)
        assert found.high - found.low == pytest.approx(2 * 1.959963984540054 * found.error)
        ratios.append(found.error * 2 * np.sqrt(m))
    assert ratios == sorted(ratios, reverse=True)
    assert 1 < ratios[-1] < 1.02


def test_p_value() -> None:
    """Noise is said to remember in about 5 of 100 series, and the p-value agrees with the interval."""
    found = [local_whittle(series, frequencies=64) for series in fractional(0.0, 512, 9, sets=300)]
    hits = sum(one.p_value < 0.05 for one in found)
    assert within_chance(hits, 300, 0.05) or hits <= 0.09 * 300
    assert all((one.p_value < 0.05) == (one.low > 0 or one.high < 0) for one in found)


def test_short_memory_is_not_taken_for_long() -> None:
    """Series of 240 periods that keep 0.45 of each: with the usual frequencies some 4 in 100 err.

    At most 14 of 200 here. With 35 frequencies, 240 to the power of 0.65, some 22 in 100 would: above 30.
    """
    rng, hits = np.random.default_rng(2), np.zeros(2, int)
    for _ in range(200):
        series = normal_path(0.45, 240, rng)[:, 0]
        hits += [local_whittle(series).low > 0, local_whittle(series, frequencies=35).low > 0]
    assert hits[0] <= 14
    assert hits[1] > 30


@pytest.mark.parametrize("unit", [1e-150, 1e-9, 1.0, 1e90])
def test_units_and_zero_do_not_matter(unit: float) -> None:
    """Measured in any units from any zero, upside down or backwards, a series remembers as long."""
    series = fractional(0.3, 200, 3)[0]
    plain = local_whittle(series)
    for other in (series * unit, -series * unit, (series + 5) * unit, series[::-1] * unit):
        assert local_whittle(other).d == pytest.approx(plain.d, abs=1e-9)


def test_adding_up_adds_one() -> None:
    """Sums of a series with d of -0.4 remember as with d of 0.6: the estimate rises by 1, within chance."""
    rises = [
        local_whittle(series.cumsum(), frequencies=64).d - local_whittle(series, frequencies=64).d
        for series in fractional(-0.4, 512, 4, sets=50)
    ]
    assert np.mean(rises) == pytest.approx(1.0, abs=0.06)


def test_frequencies_by_default() -> None:
    """The whole part of the square root of the periods, at least 8, and less than half of them."""
    noise = np.random.default_rng(5).normal(size=400)
    for n, m in ((17, 8), (80, 8), (81, 9), (99, 9), (100, 10), (400, 20)):
        assert local_whittle(noise[:n]).frequencies == m


@pytest.mark.parametrize(
    ("d", "words"),
    [
        (0.9, "remembers very long: shocks fade so slowly that its swings have no bound"),
        (0.3, "remembers long: what happened fades slowly"),
        (0.0, "need not remember longer than a few periods"),
        (-0.4, "turns back sooner than chance would"),
    ],
)
def test_meaning(d: float, words: str) -> None:
    """Each kind of memory is told in words with its figures."""
    series = fractional(d, 2000, 6)[0] if d < 0.5 else fractional(d - 1, 2000, 6)[0].cumsum()
    found = local_whittle(series, of="us>ussr", frequencies=150)
    assert words in found.meaning
    assert found.meaning.startswith("us>ussr ")
    assert f"(d {found.d:z.2f}, 95 in 100: {found.low:z.2f} to {found.high:z.2f})" in found.meaning


def test_no_negative_zero() -> None:
    """One act in a quiet time has the same power everywhere: d is 0, and is written so."""
    series = np.zeros(120)
    series[60] = -3.0
    found = local_whittle(series)
    assert found.d == pytest.approx(0, abs=1e-12)
    assert "(d 0.00," in found.meaning


def test_at_the_edge() -> None:
    """Doubly summed noise stands at 1, doubly differenced at -1/2, and the caveat says so."""
    noise = np.random.default_rng(8).normal(size=500)
    far, back = local_whittle(noise.cumsum().cumsum()), local_whittle(np.diff(noise, 2), frequencies=100)
    assert (far.d, far.at_edge, back.d, back.at_edge) == (1.0, True, -0.5, True)
    assert "end of its range" in far.caveat
    inside = local_whittle(noise)
    assert not inside.at_edge
    assert "end of its range" not in inside.caveat


def test_json() -> None:
    """All is told in plain numbers."""
    told = local_whittle(np.random.default_rng(9).normal(size=60)).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert "test for breaks first" in told["caveat"]


def test_nothing_slow_to_judge_by() -> None:
    """A series that only goes to and fro has no slow swings but rounding: refused in words, from any zero."""
    for series in (
        np.tile([1.0, -1.0], 60),
        np.tile([0.0, 0.3, 0.7, -0.2], 30),
        np.tile([1e3, 1e3 + 0.1], 40),
    ):
        with pytest.raises(RunError, match=r"repeats itself .* no slow swings"):
            local_whittle(series)


def test_what_cannot_be_asked() -> None:
    """Short, constant, gappy and doubled series, and frequencies out of range, are refused in words."""
    noise = np.random.default_rng(10).normal(size=60)
    gap = np.where(np.arange(60) == 9, np.nan, noise)
    for series, m, words in (
        (noise[:16], None, "16 periods are too few to tell memory; at least 17 are needed"),
        (noise, 7, "frequencies must be from 8 to 29 for 60 periods, not 7"),
        (noise, 30, "frequencies must be from 8 to 29 for 60 periods, not 30"),
        (np.full(60, 2.5), None, "us>ussr is 2.5 in every period"),
        (gap, None, "us>ussr has no value in 1 of 60 periods, the first is number 10"),
        (np.stack([noise, noise], axis=1), None, r"one number for each period, not \(60, 2\)"),
        ([], None, "series must be a table"),
    ):
        with pytest.raises(RunError, match=words):
            local_whittle(series, of="us>ussr", frequencies=m)
    assert local_whittle(noise, frequencies=29).frequencies == 29


def test_real_series() -> None:
    """American acts towards the Soviet Union, 1948-78, remember long; the formula agrees."""
    us = copdab()[0][:, 0]
    found = local_whittle(us)
    assert found.d == pytest.approx(by_formula(us, found.frequencies), abs=1e-6)
    assert found.low > 0.3
    assert "remembers long" in found.meaning
