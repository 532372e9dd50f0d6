"""How soon acts are answered: planted delays, statsmodels, half-times by hand, and what must not matter."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.long_memory import STRETCHES, delayed_answer, half_answered, stretch_means

from .making import careful
from .planted import copdab, within_chance

Float = NDArray[np.float64]
WIDTHS = np.array([1, 5, 18])
#: Answers planted in each stretch: nothing at once, most within half a year, the rest within two.
LATE = (0.0, 0.6, 0.3)


def made(n: int, seed: int, *, sets: int = 1, answers: tuple[float, ...] = LATE) -> tuple[Float, Float]:
    """Make sets of answers and acts (sets, n) that keep 0.2, 0.2 and 0.1 of their own three stretches."""
    rng = np.random.default_rng(seed)
    errors = rng.normal(size=(n + 100, sets, 2))
    own, other = (np.repeat(np.array(sums) / WIDTHS, WIDTHS) for sums in ((0.2, 0.2, 0.1), answers))
    y, x = np.zeros((2, n + 100, sets))
    for t in range(24, n + 100):
        x[t] = 0.5 * x[t - 1] + errors[t, :, 0]
        y[t] = own @ y[t - 24 : t][::-1] + other @ x[t - 24 : t][::-1] + errors[t, :, 1]
    return y[100:].T, x[100:].T


def pair(n: int, seed: int, **options: tuple[float, ...]) -> tuple[Float, Float]:
    """Make one set."""
    y, x = made(n, seed, **options)  # type: ignore[arg-type]
    return y[0], x[0]


def design(y: Float, x: Float, stretches: tuple[tuple[int, int], ...]) -> Float:
    """Write the means out, period by period."""
    reach = stretches[-1][1]
    rows = [
        [1.0, *(s[t - last : t - first + 1].mean() for s in (y, x) for first, last in stretches)]
        for t in range(reach, len(y))
    ]
    return np.array(rows)


@pytest.mark.parametrize("stretches", [STRETCHES, ((1, 2), (3, 3)), ((1, 4),)])
def test_as_statsmodels(stretches: tuple[tuple[int, int], ...]) -> None:
    """Answers, inertia, their errors and both joint tests are those of Newey and West in the library."""
    api = pytest.importorskip("statsmodels.api")
    y, x = pair(130, 1)
    found = delayed_answer(y, x, stretches=stretches, replications=19)
    reach, s = stretches[-1][1], len(stretches)
    ols = api.OLS(y[reach:], design(y, x, stretches)).fit(
        cov_type="HAC", cov_kwds={"maxlags": found.bandwidth}, use_t=True
    )
    for i, one in enumerate((*found.own, *found.answers)):
        p_value = careful(ols.tvalues[1 + i] ** 2, 130 - reach, 1 + 2 * s, found.bandwidth)[2]
        expected = (ols.params[1 + i], ols.bse[1 + i], p_value)
        assert (one.value, one.error, one.p_value) == pytest.approx(expected, rel=1e-8)
    rows = np.eye(1 + 2 * s)[1 + s :]
    total = ols.t_test(rows.sum(axis=0))
    expected = (total.effect.item(), total.sd.item())
    assert (found.total.value, found.total.error) == pytest.approx(expected, rel=1e-8)
    law = careful(float(ols.f_test(rows).fvalue), 130 - reach, 1 + 2 * s, found.bandwidth, s)
    assert found.any_answer.statistic == pytest.approx(law[0], rel=1e-8)
    assert found.periods == 130 - reach
    assert (found.later is None) == (s == 1)
    if found.later is not None:
        theirs = float(ols.f_test(rows[1:]).fvalue)
        law = careful(theirs, 130 - reach, 1 + 2 * s, found.bandwidth, s - 1)
        test = found.later
        assert (test.statistic, test.spare, test.p_value) == pytest.approx(law, rel=1e-8)


@pytest.mark.slow
def test_coverage() -> None:
    """Intervals of 90 in 100 hold planted answers, their sum and their half-time in 84 to 97 of 100 sets.

    200 sets of 372 months, as many as COPDAB has. The true half lies in period 5: 0.6 / 5 for each of
    periods 2 to 6, 0.45 in all. Inertia over two years is known badly in so few periods, and its bias
    reaches the answers: a few in 100 are missed besides.
    """
    hits = np.zeros(5, int)
    for y, x in zip(*made(372, 2, sets=200), strict=True):
        found = delayed_answer(y, x, replications=199)
        for i, (one, truth) in enumerate(zip((*found.answers, found.total), (*LATE, 0.9), strict=True)):
            hits[i] += one.low <= truth <= one.high
        hits[4] += found.half_low <= 5 <= found.half_high
    assert ((hits >= 0.84 * 200) & (hits <= 0.97 * 200)).all(), hits


@pytest.mark.slow
def test_late_and_early_are_told_apart() -> None:
    """Answers planted late are found late in nearly all sets, early ones early, and none in few.

    100 sets of 372 months, tests at 5 in 100. Newey-West errors in an F-test of few periods reject too
    often: about 9 in 100 where there is nothing, at most 18 here.
    """
    late, early, none = (
        [
            delayed_answer(y, x, replications=49)
            for y, x in zip(*made(372, 3, sets=100, answers=a), strict=True)
        ]
        for a in (LATE, (0.6, 0.0, 0.0), (0.0, 0.0, 0.0))
    )
    assert sum(one.later is not None and one.later.p_value < 0.05 for one in late) >= 95
    assert np.median([one.half for one in late]) == pytest.approx(5, abs=1)
    assert sum(one.answers[0].is_clear for one in early) >= 95
    assert sum(one.later is not None and one.later.p_value < 0.05 for one in early) <= 18
    assert sum(one.any_answer.p_value < 0.05 for one in none) <= 18
    assert within_chance(sum(one.total.is_clear for one in none), 100, 0.1)


def test_units_and_zero_do_not_matter() -> None:
    """Answers scale with the units of both series; tests and half-times stay, wherever zero lies."""
    y, x = pair(150, 4)
    one = delayed_answer(y, x, replications=99)
    other = delayed_answer(1e5 * (y + 2), 1e-3 * (x - 30), replications=99)
    assert one.bandwidth == other.bandwidth
    assert (one.half, one.half_low, one.half_high) == (other.half, other.half_low, other.half_high)
    for small, large in zip((*one.answers, one.total), (*other.answers, other.total), strict=True):
        for part in ("value", "error", "low", "high"):
            assert getattr(large, part) == pytest.approx(1e8 * getattr(small, part), rel=1e-6)
    assert one.any_answer.to_dict() == pytest.approx(other.any_answer.to_dict(), rel=1e-6)
    turned = delayed_answer(-y, x, replications=99)
    assert turned.total.value == pytest.approx(-one.total.value)
    assert turned.half == one.half


def test_single_periods_are_plain_lags() -> None:
    """Stretches of one period each are the lags of a plain regression: half is where their sum gets to."""
    y, x = pair(200, 5)
    found = delayed_answer(y, x, stretches=((1, 1), (2, 2), (3, 3)), replications=19)
    lags = np.column_stack([np.ones(197), *(s[3 - p : 200 - p] for s in (y, x) for p in (1, 2, 3))])
    expected = np.linalg.lstsq(lags, y[3:], rcond=None)[0]
    np.testing.assert_allclose([one.value for one in (*found.own, *found.answers)], expected[1:], rtol=1e-9)


@pytest.mark.parametrize(
    ("answers", "half"),
    [
        ((1.0, 0.0, 0.0), 1),
        ((1.0, 1.0, 0.0), 1),
        ((0.9, 1.0, 0.0), 2),
        ((0.0, 1.0, 0.0), 4),
        ((0.0, 0.0, 1.0), 15),
        ((-1.0, -1.0, 0.0), 1),
        ((1.0, -1.5, 1.5), 18),
        ((2.0, 0.0, -1.0), 1),
        ((-0.5, 0.0, 1.5), 18),
        ((0.5, 0.0, -0.5), np.nan),
    ],
)
def test_half_by_hand(answers: tuple[float, float, float], half: float) -> None:
    """The first period from which on half is never lost again, in the direction of the total."""
    np.testing.assert_equal(float(half_answered(answers, STRETCHES)), float(half))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.floats(0.01, 1000))
def test_half_by_walking(sums: list[float], unit: float) -> None:
    """Walking period by period finds the same half, whatever the unit, upside down as well."""
    found = half_answered(sums, STRETCHES)
    so_far = np.cumsum(np.repeat(np.array(sums) / WIDTHS, WIDTHS))
    total = float(np.sum(sums))
    away = np.min(np.abs(so_far - total / 2))
    if abs(total) < 1e-6 or away < 1e-9:
        return
    sign = np.sign(total)
    walked = next(p for p in range(1, 25) if all(sign * s >= sign * total / 2 for s in so_far[p - 1 :]))
    assert float(found) == walked
    for factor in (unit, -unit):
        assert float(half_answered(np.array(sums) * factor, STRETCHES)) == walked


def test_means_of_stretches() -> None:
    """A row for each period that has all of them, as written out."""
    y, x = np.random.default_rng(6).normal(size=(2, 40))
    means = np.column_stack([stretch_means(y, STRETCHES), stretch_means(x, STRETCHES)])
    np.testing.assert_allclose(means, design(y, x, STRETCHES)[:, 1:], rtol=1e-12, atol=1e-14)
    assert stretch_means(y, ((1, 40),)).shape == (0, 1)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((0.0, 0.8, 0.0), "b answers a in kind, in all 0."),
        ((0.0, -0.8, 0.0), "b answers a with the opposite, in all -0."),
        ((0.0, 0.0, 0.0), "whether b answers a within the reach of the stretches cannot be told"),
    ],
)
def test_meaning(answers: tuple[float, ...], words: str) -> None:
    """The line says which way acts are answered and by when, or that it cannot be told."""
    y, x = pair(3000, 10, answers=answers)
    found = delayed_answer(y, x, of="b", to="a", replications=199)
    assert found.meaning.startswith(words)
    by_when = f"half of it by period 4 after the act ({found.half_low:.0f} to {found.half_high:.0f})"
    assert (by_when in found.meaning) == found.total.is_clear


def test_json_and_seed() -> None:
    """All is told in plain numbers, the same for the same seed; a half that does not exist is null."""
    y, x = pair(120, 8)
    found = delayed_answer(y, x, replications=49, seed=5)
    told = found.to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told == delayed_answer(y, x, replications=49, seed=5).to_dict()
    assert told["total"] != delayed_answer(y, x, replications=49, seed=6).to_dict()["total"]
    assert told["periods_used"] == 96
    assert [(row["first"], row["last"]) for row in told["stretches"]] == list(STRETCHES)
    one = delayed_answer(y, x, stretches=[(1, 3)], replications=9).to_dict()
    assert one["later"] is None


@pytest.mark.parametrize(
    ("stretches", "words"),
    [
        ([(2, 3)], "2-3 should begin at 1"),
        ([(1, 2), (4, 6)], "4-6 should begin at 3"),
        ([(1, 3), (3, 6)], "3-6 should begin at 4"),
        ([(1, 0)], "1-0 should begin at 1"),
        ([], "at least one stretch"),
        ([(1, 60)], "60 periods are too few to look 60 back; use shorter stretches"),
        ([(1, 59)], "too few for 3 coefficients"),
        ([(1, 10**9)], "too few to look 1000000000 back"),
    ],
)
def test_stretches_that_do_not_do(stretches: list[tuple[int, int]], words: str) -> None:
    """Gaps, overlaps, none at all and more past than there is are refused with what would do."""
    y, x = pair(60, 9)
    with pytest.raises(RunError, match=words):
        delayed_answer(y, x, stretches=stretches)


def test_what_cannot_be_asked() -> None:
    """Gaps, constants, series too short or unlike, and numbers out of range are refused in words."""
    y, x = pair(60, 10)
    gap = np.where(np.arange(60) == 4, np.nan, x)
    for first, second, options, words in (
        (y, gap, {}, "acts has no value in 1 of 60 periods, the first is number 5"),
        (np.zeros(60), x, {}, "answers is 0 in every period"),
        (y, x[1:], {}, r"one number for each period, not \(60,\), \(59,\)"),
        (y[:, None], x[:, None], {}, "one number for each period"),
        (y, -y, {}, "exact combination"),
        (y[:37], x[:37], {}, "13 periods are too few for 7 coefficients; at least 14"),
        (y[:24], x[:24], {}, "24 periods are too few to look 24 back"),
        (y, x, {"level": 0.0}, "between 0 and 1"),
        (y, x, {"replications": 100_001}, "from 1 to 100,000"),
        (y, x, {"seed": 2**64}, "the seed must be"),
    ):
        with pytest.raises(RunError, match=words):
            delayed_answer(first, second, **options)  # type: ignore[arg-type]
    assert delayed_answer(y[:38], x[:38], replications=9).periods == 14


def test_real_series() -> None:
    """The Soviet Union answers the United States in kind, 1948-78: of 372 months 348 are explained."""
    us, ussr = copdab()[0].T
    found = delayed_answer(ussr, us, of="ussr>us", to="us>ussr")
    assert found.periods == 348
    assert found.total.is_clear
    assert found.total.value > 0
    assert 1 <= found.half_low <= found.half <= found.half_high <= 24
