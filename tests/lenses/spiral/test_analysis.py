"""Every question to two series at once: planted answers found, and what cannot be told said."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from detente.errors import RunError, UnknownNameError
from detente.events.series import Aligned, aligned, series_of_values
from detente.lenses.spiral.analysis import QUESTIONS, spiral
from detente.lenses.spiral.spiral_result import Spiral
from detente.lenses.spiral.stability import half_life, spectral_radius

from .making import PAIR, TRIANGLE, one

NAMES = (("a", "b"), ("b", "a"))


def side_by_side(values: np.ndarray, pairs: tuple[tuple[str, str], ...] = NAMES) -> Aligned:
    """Series by month of the columns of a table."""
    return aligned(
        [
            series_of_values(source, target, every="month", measure="mean", first=0, values=column.copy())
            for (source, target), column in zip(pairs, values.T, strict=True)
        ]
    )


@cache
def planted() -> Spiral:
    """A pair whose coefficients are known, for 300 months."""
    return spiral(side_by_side(one(PAIR, 300, 21)), replications=199, horizon=12)


def test_planted_answers_lag_stability_and_half_life() -> None:
    """One lag is chosen; answers, radius and half-life lie in their intervals, and it does not explode."""
    found = planted()
    assert found.lags == 1
    sums = {(answer.of, answer.to): answer for answer in found.answers}
    for (i, of), (j, to) in ((a, b) for a in enumerate(("a>b", "b>a")) for b in enumerate(("a>b", "b>a"))):
        assert sums[of, to].low <= PAIR[0, i, j] <= sums[of, to].high
    radius = found.bootstrap.radius_interval(0.9)
    assert radius.low <= spectral_radius(PAIR) <= radius.high
    half = found.bootstrap.half_life_interval(0.9)
    assert half.low <= half_life(spectral_radius(PAIR)) <= half.high
    assert found.bootstrap.share_explosive.value < 0.05
    assert found.richardson is not None
    assert found.richardson.stable


def test_both_answer_both() -> None:
    """Granger's test finds both directions, the asymmetry none: none was planted."""
    found = planted()
    assert all(test.p_value < 0.01 for test in found.granger.tests)
    assert not any(one_side.difference.is_clear for one_side in found.asymmetry)


def test_responses_begin_with_the_shock_and_end_near_nothing() -> None:
    """A unit of itself and nothing of the other at once; a tenth of it is left after a year at most."""
    told = planted().responses.estimate
    assert told.shape == (13, 2, 2)
    assert told[0].tolist() == [[1, 0], [0, 1]]
    assert np.abs(told[-1]).max() < 0.1


def test_without_counts_by_class_and_without_a_third() -> None:
    """What was not asked is empty; what cannot be told says why."""
    found = planted()
    assert found.in_kind == ()
    assert found.triangle is None
    assert "no counts by quad class" in found.not_told["in kind"]


def test_in_kind_and_three_powers() -> None:
    """With counts and six series these are answered as well."""
    rng = np.random.default_rng(2)
    kinds = {name: rng.poisson(3.0, (120, 4)).astype(float) for name in ("a>b", "b>a")}
    pairs = tuple((i, j) for i in "abc" for j in "abc" if i != j)
    three = side_by_side(rng.standard_normal((120, 6)), pairs)
    found = spiral(side_by_side(one(PAIR, 120, 3)), kinds=kinds, three=three, replications=49)
    assert [kind.of for kind in found.in_kind] == ["a>b", "b>a"]
    assert found.triangle is not None
    assert found.triangle.actors == ("a", "b", "c")
    assert "in kind" not in found.not_told


def test_few_periods_tell_little_and_say_so() -> None:
    """Of fifteen periods the questions that need more are named with the reason; the fit is there."""
    found = spiral(side_by_side(one(PAIR, 15, 4)), lags=1, replications=49)
    assert len(found.not_told) > 1
    assert all(reason for reason in found.not_told.values())
    assert found.lag_choice is None


def test_a_lag_to_spare_where_shocks_stay() -> None:
    """Two random walks are tested with one lag more than is fitted."""
    walks = np.random.default_rng(5).standard_normal((200, 2)).cumsum(axis=0)
    found = spiral(side_by_side(walks), lags=1, replications=49)
    assert any("unit root" in test.verdict for test in found.stationarity)
    assert found.granger.extra_lags == 1
    assert planted().granger.extra_lags == 0


def test_progress_ends_at_the_end() -> None:
    """It rises, never goes beyond, and ends with all."""
    told: list[tuple[int, int]] = []
    spiral(
        side_by_side(one(PAIR, 80, 6)),
        replications=19,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[-1] == (QUESTIONS, QUESTIONS)


def test_the_seed_decides() -> None:
    """The same seed gives the same JSON, another does not."""
    series = side_by_side(one(PAIR, 80, 7))
    first, again, other = (spiral(series, replications=29, seed=seed).to_json() for seed in (1, 1, 2))
    assert first == again != other


def test_units_do_not_matter() -> None:
    """Series in other units give the same shares, radii and answers of each to itself."""
    values = one(PAIR, 100, 8)
    plain, scaled = (spiral(side_by_side(values * unit), replications=49) for unit in (1.0, 40.0))
    assert plain.radius == pytest.approx(scaled.radius)
    assert [a.sum for a in plain.answers] == pytest.approx([a.sum for a in scaled.answers])
    assert plain.bootstrap.share_explosive == scaled.bootstrap.share_explosive


def test_what_cannot_be_asked() -> None:
    """Other than two series, a constant one, too few periods, an unknown criterion."""
    with pytest.raises(RunError, match="about two series, not 3"):
        spiral(side_by_side(one(TRIANGLE, 50, 9), (("a", "b"), ("b", "a"), ("a", "c"))))
    flat = one(PAIR, 50, 10)
    flat[:, 1] = 2.0
    with pytest.raises(RunError, match="b>a"):
        spiral(side_by_side(flat), replications=19)
    with pytest.raises(RunError, match="too short"):
        spiral(side_by_side(one(PAIR, 4, 11)), replications=19)
    with pytest.raises(UnknownNameError, match="bic"):
        spiral(side_by_side(one(PAIR, 50, 12)), criterion="best", replications=19)  # type: ignore[arg-type]
