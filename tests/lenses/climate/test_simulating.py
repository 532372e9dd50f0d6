"""Acts answer acts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_draws_by_hand import drawn
from detente.errors import RunError
from detente.lenses.climate.climate_draws import Shocks
from detente.lenses.climate.policies import POLICIES, Policy
from detente.lenses.climate.settling import answer_matrix
from detente.lenses.climate.simulating import simulate_paths

SIDES = ("north", "south")
coefficient = st.floats(0, 0.45)


def luck(n: int, steps: int, seed: int = 0) -> Shocks:
    """Chance of the usual kind."""
    rng = np.random.default_rng(seed)
    return Shocks(
        acts=rng.standard_normal((2, steps, n)),
        seen=rng.standard_normal((2, steps, n)),
        accidents=rng.random((steps, n)),
    )


@settings(deadline=None, max_examples=30)
@given(a=coefficient, b=coefficient, k=coefficient, r=coefficient, g=st.floats(0, 1), h=st.floats(0, 1))
def test_without_chance_it_is_richardsons_arms_race(
    a: float, b: float, k: float, r: float, g: float, h: float
) -> None:
    """Among hostile sides the path is that of the matrix of persistences and answers, step by step."""
    draws = drawn(level=(3.0, 2.0), persistence=(a, b), reaction=(k, r), drift=(g, h))
    found = simulate_paths(draws, [], 12).hostility[:, :, 0]
    x, matrix = np.array([3.0, 2.0]), np.array([[a, k], [r, b]])
    for t in range(13):
        assert found[:, t] == pytest.approx(x, abs=1e-9)
        x = np.clip(matrix @ x + [g, h], -10, 10)


@settings(deadline=None, max_examples=25)
@given(a=coefficient, k=coefficient, w=coefficient, phi=st.floats(0, 1), bias=st.floats(0.5, 1.1))
def test_the_mean_path_with_memory_is_that_of_powers_of_the_answer_matrix(
    a: float, k: float, w: float, phi: float, bias: float
) -> None:
    """M40, M41, M42: among hostile sides state t is the matrix to the power t on the first, plus drift."""
    parts = {"persistence": a / 2, "reaction": (k / 2, k / 3), "memory": (w / 4, w / 3), "bias": bias}
    draws = drawn(level=(3.0, 2.0), drift=(0.2, 0.1), forgets=np.array([phi, phi]), **parts)
    found = simulate_paths(draws, [], 12).hostility[:, :, 0]
    matrix, pushed = answer_matrix(draws, (True, True))[0], np.array([0.2, 0.1, 0, 0])
    state = np.array([3.0, 2.0, bias * 2.0, bias * 3.0])
    for t in range(13):
        powers = [np.linalg.matrix_power(matrix, p) for p in range(t + 1)]
        expected = powers[t] @ state + sum((power @ pushed for power in powers[:t]), np.zeros(4))
        assert found[:, t] == pytest.approx(expected[:2], abs=1e-9)


def test_the_mean_over_draws_is_the_path_without_chance() -> None:
    """Away from 0 and the ends noise averages out: within five standard errors in every step."""
    parts = {"level": 5.0, "drift": 2.0, "persistence": 0.4, "reaction": (0.2, 0.15), "bias": 1.1}
    noisy = drawn(n=4000, steps=8, noise=0.3, misperception=0.2, shocks=luck(4000, 8, 5), **parts)
    paths, still = simulate_paths(noisy, [], 8).hostility, simulate_paths(drawn(**parts), [], 8).hostility
    assert paths.min() > 0
    assert paths.max() < 10
    error = paths.std(axis=2)[:, 1:] / np.sqrt(4000)
    assert (np.abs(paths.mean(axis=2) - still[:, :9, 0])[:, 1:] < 5 * error).all()


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    kinds=st.lists(st.sampled_from([k for k in POLICIES if k != "none"]), max_size=4),
    wild=st.floats(0, 50),
)
def test_whatever_is_done_the_scales_are_kept(seed: int, kinds: list[str], wild: float) -> None:
    """Hostility from -10 to 10, belief from 0 to 1, all finite, for odd numbers and any policies together."""
    rng = np.random.default_rng(seed)
    pair = {
        name: tuple(rng.normal(0, wild, 2)) for name in ("level", "drift", "reaction", "memory", "firmness")
    }
    shares = {
        name: tuple(rng.uniform(-0.2, 1.4, 2)) for name in ("belief", "learning", "persistence", "hope")
    }
    draws = drawn(
        n=3,
        steps=10,
        noise=wild,
        misperception=1.0,
        publicity=(1.0, -1.0),
        rate=0.3,
        severity=3.0,
        forgets=np.array([0.0, 0.9]),
        measures={"a=x": ((1.0, 2.0), False), "b=x": ((0.0, 0.0), True)},
        turnovers=((3,), ()),
        acknowledged=False,
        shocks=luck(3, 10, seed),
        **pair,
        **shares,
    )
    policies = [Policy(kind=kind, by=SIDES, size=2.0, lasts=6, measures=draws.measures) for kind in kinds]
    paths = simulate_paths(draws, policies, 10)
    assert np.isfinite(paths.hostility).all()
    assert np.abs(paths.hostility).max() <= 10
    assert paths.belief.min() >= 0
    assert paths.belief.max() <= 1
    assert not paths.accidents[0].any()


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 1000), kind=st.sampled_from(list(POLICIES)))
def test_a_policy_leaves_everything_before_its_first_step_as_it_was(seed: int, kind: str) -> None:
    """What starts at step 5 has the luck of doing nothing until then."""
    draws = drawn(n=4, steps=8, level=3.0, reaction=0.4, noise=1.0, publicity=0.5, shocks=luck(4, 8, seed))
    policy = Policy(kind=kind, by=SIDES, size=2.0, first=5, dated=True)
    with_it, without = simulate_paths(draws, [policy], 8).hostility, simulate_paths(draws, [], 8).hostility
    assert (with_it[:, :5] == without[:, :5]).all()


def test_noise_alone_sets_off_answers_for_good() -> None:
    """M53: wavering raises expected hostility where hostile acts are read as worse than they are."""
    draws = drawn(n=4000, steps=20, persistence=0.4, reaction=0.4, bias=1.3, belief=0.5, noise=1.0)
    noisy = replace(draws, shocks=luck(4000, 20, 2))
    assert (simulate_paths(draws, [], 20).hostility == 0).all()
    wavers = [simulate_paths(noisy, [Policy(kind="inconsistent", by=SIDES, size=s)], 20) for s in (1, 2)]
    ends = [paths.mean_hostility[-1] for paths in wavers]
    error = 5 * ends[1].std() / np.sqrt(4000)
    assert ends[0].mean() > 0
    assert ends[1].mean() > ends[0].mean() + error


def test_hostile_acts_are_read_through_the_bias_and_friendly_ones_through_belief() -> None:
    """M41: the same size of act is answered more strongly when hostile than when friendly."""
    hostile = drawn(level=(0.0, 2.0), reaction=0.5, bias=1.5, belief=0.2, steps=1)
    friendly = replace(hostile, level=-hostile.level)
    assert simulate_paths(hostile, [], 1).hostility[0, 1, 0] == pytest.approx(0.5 * 1.5 * 2)
    assert simulate_paths(friendly, [], 1).hostility[0, 1, 0] == pytest.approx(-0.5 * 0.2 * 2)


def test_a_remembered_act_is_answered_late() -> None:
    """M42: with memory alone a blow is answered for many steps, half as much after it lasts."""
    draws = drawn(level=(0.0, 8.0), memory=(1.0, 0.0), forgets=np.array([0.5, 0.0]), steps=4)
    found = simulate_paths(draws, [], 4).hostility[0, :, 0]
    assert found[1:] == pytest.approx([8.0, 8.0, 4.0, 2.0])


def test_hostility_stays_within_the_scale_and_the_share_at_its_end_is_told() -> None:
    """Answers that feed each other end at war, and are counted."""
    paths = simulate_paths(drawn(level=1.0, persistence=0.9, reaction=0.9, n=3), [], 12)
    assert np.abs(paths.hostility).max() == 10.0
    assert paths.at_limit == 1.0
    assert simulate_paths(drawn(level=1.0), [], 12).at_limit == 0.0


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 1000), k=coefficient, bias=st.floats(0.5, 2), noise=st.floats(0, 3))
def test_naming_the_sides_the_other_way_round_turns_the_result_round(
    seed: int, k: float, bias: float, noise: float
) -> None:
    """Nothing depends on which side stands first in the dossier."""
    shocks = luck(5, 6, seed)
    turned = Shocks(acts=shocks.acts[::-1], seen=shocks.seen[::-1], accidents=shocks.accidents)
    one = drawn(n=5, steps=6, level=(1, 4), reaction=(k, 0.3), bias=(bias, 1), noise=noise, shocks=shocks)
    two = drawn(n=5, steps=6, level=(4, 1), reaction=(0.3, k), bias=(1, bias), noise=noise, shocks=turned)
    assert simulate_paths(one, [], 6).hostility == pytest.approx(simulate_paths(two, [], 6).hostility[::-1])


def test_first_steps_do_not_depend_on_how_many_follow() -> None:
    """A longer horizon leaves earlier steps as they were."""
    draws = drawn(n=4, steps=12, level=2.0, reaction=0.4, noise=1.0, shocks=luck(4, 12))
    long, short = simulate_paths(draws, [], 12), simulate_paths(draws, [], 5)
    assert (long.hostility[:, :6] == short.hostility).all()


def test_accidents_happen_as_often_as_their_chance_says() -> None:
    """M50: the chance rises with hostility; within four standard errors of it over many draws."""
    n, steps = 4000, 1
    draws = drawn(
        n=n, steps=steps, level=4.0, rate=0.05, per_point=0.02, severity=3.0, shocks=luck(n, steps, 3)
    )
    paths = simulate_paths(draws, [], steps)
    chance = 0.05 + 0.02 * 4
    assert paths.accidents[1].mean() == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / n))
    assert paths.hostility[:, 1][:, paths.accidents[1]] == pytest.approx(3.0)


def test_keeping_forces_apart_takes_away_its_share_of_the_accidents_and_nothing_else() -> None:
    """M10 and M50: a measure that keeps forces apart lowers the chance of accidents and is no cooperation."""
    shocks = Shocks(acts=np.zeros((2, 1, 2)), seen=np.zeros((2, 1, 2)), accidents=np.array([[0.04, 0.09]]))
    draws = drawn(
        n=2,
        steps=1,
        rate=0.1,
        severity=2.0,
        deconfliction=0.5,
        measures={"sky=hotline": ((3.0, 3.0), True)},
        shocks=shocks,
    )
    apart = Policy(kind="cbm", by=SIDES, size=1.0, measures=("sky=hotline",))
    assert simulate_paths(draws, [], 1).accidents[1].tolist() == [True, True]
    kept = simulate_paths(draws, [apart], 1)
    assert kept.accidents[1].tolist() == [True, False]
    assert kept.hostility[0, 1].tolist() == [2.0, 0.0]


def test_belief_learns_from_conduct_and_rises_only_once_disputes_are_named() -> None:
    """M51: good conduct raises belief after acknowledgement, bad conduct lowers it in any case."""
    kind = drawn(level=-10.0, persistence=1.0, learning=0.1, belief=0.5, steps=1)
    unnamed = replace(kind, acknowledged=False)
    hostile = replace(unnamed, level=-kind.level)
    assert simulate_paths(kind, [], 1).belief[0, 1, 0] == pytest.approx(0.55)
    assert simulate_paths(unnamed, [], 1).belief[0, 1, 0] == 0.5
    assert simulate_paths(hostile, [], 1).belief[0, 1, 0] == pytest.approx(0.45)
    named = simulate_paths(unnamed, [Policy(kind="acknowledge", by=SIDES)], 1)
    assert named.belief[0, 1, 0] == pytest.approx(0.55)


def test_a_new_administration_returns_to_hope() -> None:
    """M29: at a turnover the side's belief is its hope, whatever it has learnt; the other's stays."""
    draws = drawn(
        level=5.0,
        persistence=1.0,
        learning=0.2,
        belief=0.3,
        hope=(0.8, np.nan),
        turnovers=((2,), (2,)),
        steps=3,
    )
    belief = simulate_paths(draws, [], 3).belief[:, :, 0]
    assert belief[0, 1] < 0.3
    assert belief[0, 2] == 0.8
    assert belief[1, 2] < belief[1, 1]


def test_more_steps_than_there_is_chance_for_are_refused() -> None:
    """The error names both numbers."""
    with pytest.raises(RunError, match=r"13 steps.*12"):
        simulate_paths(drawn(), [], 13)
