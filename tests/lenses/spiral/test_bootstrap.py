"""The bootstrap: coverage on made series, explosive and stable told apart, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.lenses.spiral.bootstrap import Bootstrap, bootstrap_var, stable_correction
from detente.lenses.spiral.impulse import impulse_responses
from detente.lenses.spiral.stability import half_life, long_run, reciprocity, spectral_radius
from detente.lenses.spiral.var import fit_var
from lenses.spiral.making import PAIR, SIGMA, SLOW_PAIR, TRIANGLE, one, simulated, within

#: Spectral radius 1.049: explodes, as slowly as 120 periods can tell.
EXPLOSIVE = np.array([[[0.8, 0.27], [0.23, 0.8]]])
#: Shocks stay for good.
UNIT = np.array([[[0.75, 0.25], [0.25, 0.75]]])


def boot(values: np.ndarray, lags: int = 1, **options: object) -> Bootstrap:
    """Fit and replicate, 199 times unless said otherwise."""
    return bootstrap_var(fit_var(values, lags), **{"replications": 199, **options})  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize(("n", "sets"), [(150, 160), (300, 160)])
def test_coverage(n: int, sets: int) -> None:
    """Intervals of 90 in 100 hold the truth of made systems as often as they say.

    160 sets with 199 replications each. Every single number: within four binomial standard deviations
    (9.5 in 100) of its level. All of a kind together: no less than 85 in 100.
    """
    truths = {
        "coefficient": PAIR,
        "reciprocity": reciprocity(PAIR),
        "radius": spectral_radius(PAIR),
        "half_life": half_life(spectral_radius(PAIR)),
        "long_run": long_run(PAIR),
    }
    hits = {key: np.zeros(np.shape(value)) for key, value in truths.items()}
    responses = np.zeros((7, 2, 2))
    for k, values in enumerate(simulated(PAIR, n, 99, sets=sets, covariance=SIGMA)):
        found = boot(values, seed=k)
        for key, truth in truths.items():
            hits[key] += getattr(found, f"{key}_interval")().holds(truth)
        responses += found.response_bands(6).holds(impulse_responses(PAIR, 6))
    hits["responses"] = responses[1:]
    for key, counted in hits.items():
        assert all(within(count, sets, 0.9) for count in np.ravel(counted)), (key, counted)
        low = 0.85 if np.size(counted) > 1 else 0.9 - 4 * np.sqrt(0.09 / sets)
        assert counted.mean() / sets >= low, (key, counted)


@pytest.mark.slow
def test_coverage_of_wild_and_plain_errors_where_variance_follows_acts() -> None:
    """The plain bootstrap holds too little; the wild one is within four deviations of 90 in 100."""
    rng, sets, n = np.random.default_rng(7), 160, 150
    values = np.zeros((n + 50, sets, 2))
    truth = np.array([[0.3, 0.0], [0.2, 0.3]])
    for t in range(1, n + 50):
        noise = rng.standard_normal((sets, 2))
        noise[:, 0] *= np.sqrt(0.1 + 0.9 * values[t - 1, :, 1] ** 2)
        values[t] = values[t - 1] @ truth + noise
    hits = {"wild": 0, "iid": 0}
    for k in range(sets):
        for kind in hits:
            interval = boot(values[50:, k], seed=k, kind=kind).coefficient_interval()
            hits[kind] += int(interval.holds(truth.T[None])[0, 0, 1])
    assert within(hits["wild"], sets, 0.9), hits
    assert hits["iid"] < hits["wild"] - sets // 20, hits
    assert not within(hits["iid"], sets, 0.9), hits


def test_explosive_and_stable_are_told_apart() -> None:
    """Of 20 sets each: shares above 0.9 for the one, below 0.1 for the other, though all explode slowly."""
    shares = {}
    for name, coefs, burn in (("explosive", EXPLOSIVE, 0), ("stable", SLOW_PAIR[:1], 100)):
        sets = simulated(coefs, 120, 1, sets=20, burn=burn)
        shares[name] = [boot(values, seed=k).share_explosive.value for k, values in enumerate(sets)]
    assert min(shares["explosive"]) > 0.9
    assert max(shares["stable"]) < 0.1


def test_on_the_border_the_share_is_undecided() -> None:
    """Where shocks stay for good the point is nearly always stable; the share is spread over both sides.

    Without the bias correction it would be as sure of stability as the point is.
    """
    fits = [fit_var(values, 1) for values in simulated(UNIT, 150, 2, sets=40, burn=0, drift=0.0)]
    points = np.mean([float(spectral_radius(fit.coefficients)) >= 1 for fit in fits])
    shares = {
        corrected: [
            bootstrap_var(fit, replications=99, seed=k, correct_bias=corrected).share_explosive.value
            for k, fit in enumerate(fits)
        ]
        for corrected in (True, False)
    }
    assert points < 0.15
    assert 0.25 < np.median(shares[True]) < 0.75
    assert np.mean(shares[False]) < 0.1


def test_the_bias_correction_takes_off_bias() -> None:
    """Over 150 short sets the corrected centre lies nearer the truth on average than least squares."""
    sets = simulated(PAIR, 60, 3, sets=150)
    found = [boot(values, replications=99, seed=k) for k, values in enumerate(sets)]
    plain = np.mean([x.fit.coefficients[0] for x in found], axis=0) - PAIR[0]
    mended = np.mean([x.centre[0] for x in found], axis=0) - PAIR[0]
    assert np.trace(plain) < -0.06
    assert abs(np.trace(mended)) < abs(np.trace(plain)) / 2
    assert np.mean([x.bias[0] for x in found], axis=0) == pytest.approx(plain, abs=0.03)


def test_without_correction_there_is_no_bias() -> None:
    """The centre is the fit."""
    found = boot(one(PAIR, 80, 4), correct_bias=False)
    assert not found.bias.any()
    assert (found.centre == found.fit.coefficients).all()


def test_the_correction_leaves_a_stable_fit_stable() -> None:
    """All of a small bias, part of a large one, nothing of an explosive system."""
    assert stable_correction(PAIR, PAIR * -0.1) == pytest.approx(PAIR * 1.1)
    part = stable_correction(PAIR, PAIR * -0.6)
    assert 0.9 < float(spectral_radius(part)) < 1
    assert stable_correction(EXPLOSIVE, EXPLOSIVE * 0.5) is EXPLOSIVE
    hopeless = stable_correction(np.array([[[1 - 1e-15]]]), np.array([[[-1e9]]]))
    assert float(hopeless[0, 0, 0]) < 1


@pytest.mark.parametrize("kind", ["wild", "iid"])
def test_the_seed_decides(kind: str) -> None:
    """The same seed gives the same bits, another others; 0 is a seed, as is the largest."""
    values = one(PAIR, 60, 5)
    first, again = (boot(values, kind=kind, replications=20) for _ in range(2))
    other = boot(values, kind=kind, replications=20, seed=2**64 - 1)
    assert (first.coefficients == again.coefficients).all()
    assert not (first.coefficients == other.coefficients).any()
    assert repr(first) == f"Bootstrap(20 replications, {kind}, seed 0)"


def test_more_replications_begin_with_the_same() -> None:
    """The first 10 of 50 are those of 10, where nothing is learned from a first round."""
    values = one(PAIR, 60, 6)
    few, many = (boot(values, replications=n, correct_bias=False) for n in (10, 50))
    np.testing.assert_allclose(few.coefficients, many.coefficients[:10], atol=1e-12)


def test_labels_do_not_matter() -> None:
    """Parties in another order give the same replications in that order."""
    values, order = one(TRIANGLE, 80, 7), [2, 0, 1]
    found, turned = boot(values, 2, replications=30), boot(values[:, order], 2, replications=30)
    np.testing.assert_allclose(
        turned.coefficients, found.coefficients[:, :, order][:, :, :, order], atol=1e-9
    )
    np.testing.assert_allclose(turned.radii, found.radii, atol=1e-9)


def test_units_scale_what_they_should() -> None:
    """Coefficients by the unit of i over that of j; radius, half-life and shares not at all."""
    values, unit = one(PAIR, 80, 8), np.array([100.0, 0.01])
    found, scaled = boot(values, replications=30), boot(values * unit, replications=30)
    expected = found.coefficients * unit[:, None] / unit
    np.testing.assert_allclose(scaled.coefficients, expected, rtol=1e-7)
    np.testing.assert_allclose(scaled.intercepts, found.intercepts * unit, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(scaled.covariances, found.covariances * np.outer(unit, unit), rtol=1e-7)
    np.testing.assert_allclose(scaled.radii, found.radii, rtol=1e-8)
    assert scaled.share_explosive == found.share_explosive


def test_intervals_are_of_the_replications() -> None:
    """Each of its own figure, at the level asked for; radius and half-life turn into each other."""
    found = boot(one(SLOW_PAIR, 120, 9), 2)
    assert found.coefficient_interval(0.5).low.shape == (2, 2, 2)
    assert found.intercept_interval().level == 0.9
    sums = found.reciprocity_interval(0.8)
    ordered = np.sort(found.coefficients.sum(axis=1), axis=0)
    assert (sums.low == ordered[19]).all()
    assert (sums.high == ordered[179]).all()
    radius, half = found.radius_interval(), found.half_life_interval()
    assert float(half.high) == float(half_life(radius.high))
    assert float(half.low) == float(half_life(radius.low))


def test_a_system_that_may_explode_has_no_bound_on_its_half_life() -> None:
    """Infinite above, and the long run exists only in the other replications."""
    found = boot(simulated(UNIT, 120, 10, burn=0)[0])
    share = found.share_explosive.value
    assert 0.05 < share < 0.95
    assert float(found.half_life_interval().high) == np.inf
    assert found.long_run_interval().exists == pytest.approx(np.full((2, 2), 1 - share))


@pytest.mark.parametrize("shocks", ["one unit", "orthogonal", "generalized"])
def test_response_bands(shocks: str) -> None:
    """Period by period what the responses of all replications give, each with its own covariance."""
    found = boot(one(PAIR, 100, 11, covariance=SIGMA), replications=99)  # type: ignore[arg-type]
    bands = found.response_bands(8, shocks, level=0.8)  # type: ignore[arg-type]
    sigmas = None if shocks == "one unit" else found.covariances
    paths = impulse_responses(found.coefficients, 8, shocks, sigmas)  # type: ignore[arg-type]
    ordered = np.sort(paths, axis=0)
    np.testing.assert_allclose(bands.low, ordered[9])
    np.testing.assert_allclose(bands.high, ordered[89])
    assert (bands.exists == 1).all()


def test_bands_of_shocks_in_an_order() -> None:
    """The first to move is moved by nobody at once, in any replication."""
    found = boot(one(PAIR, 100, 12, covariance=SIGMA), replications=99)  # type: ignore[arg-type]
    bands = found.response_bands(2, "orthogonal", order=[1, 0])
    assert (bands.low[0, 1, 0], bands.high[0, 1, 0]) == (0, 0)
    assert bands.low[0, 0, 1] > 0


def test_no_lags_have_a_bootstrap_of_means() -> None:
    """Nothing is answered, nothing explodes, and means have their intervals."""
    found = boot(one(PAIR, 80, 13), 0)
    assert found.coefficients.shape == (199, 0, 2, 2)
    assert found.share_explosive.value == 0
    assert found.intercept_interval().holds(found.fit.intercept).all()


def test_progress_tells_both_rounds() -> None:
    """Rising to the number of replications of both."""
    told: list[tuple[int, int]] = []
    boot(one(PAIR, 60, 14), replications=30, progress=lambda k, n: told.append((k, n)))
    assert told == [(30, 60), (60, 60)]
    told.clear()
    boot(one(PAIR, 60, 14), replications=30, correct_bias=False, progress=lambda k, n: told.append((k, n)))
    assert told == [(30, 30)]


def test_what_cannot_be_asked() -> None:
    """Each is refused in words."""
    fit = fit_var(one(PAIR, 60, 15), 1)
    with pytest.raises(UnknownNameError, match="did you mean 'wild'"):
        bootstrap_var(fit, kind="wilt")  # type: ignore[arg-type]
    for wrong in (0, -1, 100_001):
        with pytest.raises(RunError, match="from 1 to 100,000"):
            bootstrap_var(fit, replications=wrong)
    for seed in (-1, 2**64):
        with pytest.raises(RunError, match="the seed must be"):
            bootstrap_var(fit, seed=seed)
    with pytest.raises(RunError, match="horizon"):
        bootstrap_var(fit, replications=5).response_bands(-1)
    wide = fit_var(np.random.default_rng(16).standard_normal((400, 12)), 12)
    with pytest.raises(TooLargeError, match="at most"):
        bootstrap_var(wide, replications=50_000)
