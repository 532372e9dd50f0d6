"""Measures kept up, and what no choice of them gets below."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_draws_by_hand import SIDES, drawn
from detente.errors import TooLargeError
from detente.lenses.climate import measure_trials
from detente.lenses.climate.measure_trials import Goal, Trials, keep_order, measured
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.simulating import simulate_paths
from lenses.climate.measures_by_hand import acts_of, random_draws

ACTS = {"a=x": (0.5, 0.0), "b=x": (0.2, 0.9), "c=x": (1.5, 0.3), "d=x": (0.0, 0.4)}


def path(seed: int, measures: tuple[str, ...], lasts: int, scale: float = 1.0) -> np.ndarray:
    """Hostility of both sides in a random climate under measures."""
    draws = random_draws(np.random.default_rng(seed), ACTS)
    draws = replace(draws, acts=scale * draws.acts)
    policy = Policy(kind="cbm", by=SIDES, size=1.0, lasts=lasts, measures=measures)
    return simulate_paths(draws, [policy] if measures else [], 6).hostility


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10_000), more=st.sets(st.sampled_from(list(ACTS)), min_size=1), fewer=st.data())
def test_more_measures_and_longer_never_raise_hostility_in_any_draw(
    seed: int, more: set[str], fewer: st.DataObject
) -> None:
    """With accidents, campaigns, memory, learning and turnovers in play the order is kept draw by draw."""
    less = fewer.draw(st.sets(st.sampled_from(sorted(more))))
    lasts = fewer.draw(st.integers(1, 6))
    shorter = fewer.draw(st.integers(1, lasts))
    assert (path(seed, tuple(more), lasts) <= path(seed, tuple(less), shorter) + 1e-9).all()


def test_answering_hostility_by_friendliness_breaks_the_order_and_is_seen() -> None:
    """With an answer below 0 a measure may raise the other side's hostility; no proof is claimed there."""
    draws = drawn(n=2, level=4.0, persistence=0.5, measures=acts_of({"a=x": (2.0, 0.0)}))
    draws.reaction[1, 1] = -0.9
    assert keep_order(draws).tolist() == [True, False]
    kept = simulate_paths(draws, [Policy(kind="cbm", by=SIDES, size=1.0, measures=("a=x",))], 3)
    without = simulate_paths(draws, [], 3)
    raised = (kept.hostility > without.hostility + 1e-9).any(axis=(0, 1))
    assert raised.tolist() == [False, True]


@pytest.mark.parametrize(
    ("entry", "value"),
    [("memory", -0.1), ("bias", -1.0), ("learning", 1.5), ("belief", 1.2), ("severity", -1.0), ("hope", 2.0)],
)
def test_numbers_outside_the_format_are_not_taken_for_proof(entry: str, value: float) -> None:
    """Every condition of the proof is checked, one draw at a time."""
    draws = drawn(n=1, measures=acts_of({"a=x": (1.0, 1.0)}))
    assert keep_order(draws).all()
    assert not keep_order(replace(draws, **{entry: np.full_like(getattr(draws, entry), value)})).any()


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), take=st.integers(0, 3), lasts=st.integers(1, 6), hold=st.booleans())
def test_no_choice_gets_below_the_bound(seed: int, take: int, lasts: int, hold: bool) -> None:
    """Whatever is chosen reaches at least the bound; with nothing left to choose the two are the same."""
    rng = np.random.default_rng(seed)
    draws = random_draws(rng, ACTS)
    if rng.random() < 0.5:
        draws.reaction[0, :3] = -0.4
    trials = Trials(draws, Goal(below=0.0, steps=6, hold=hold, side=rng.choice([None, 0, 1])), SIDES)
    chosen, free = ("a=x",), ("b=x", "c=x", "d=x")
    least = trials.least(chosen, free, take, lasts)
    for more in itertools.combinations(free, take):
        assert trials.goal.reached(trials.path((*chosen, *more), lasts)) >= least - 1e-9
    if take in (0, 3) and trials.keeps_order.all():
        assert trials.goal.reached(trials.path((*chosen, *free[:take]), lasts)) == pytest.approx(least)


def test_the_goal_is_read_off_a_path() -> None:
    """Held until the end, or reached once; exactly at the level is not below."""
    path = np.array([3.0, 1.0, 2.0, 0.5, 0.9])
    held, once = Goal(below=1.0, steps=4), Goal(below=1.0, steps=4, hold=False)
    assert (held.reached(path), held.met_from(path)) == (0.9, 3)
    assert (once.reached(path), once.met_from(path)) == (0.5, 3)
    assert Goal(below=0.9, steps=4).met_from(path) is None
    assert not Goal(below=0.9, steps=4).is_met(path)
    assert Goal(below=0.6, steps=4, hold=False).is_met(path)
    assert Goal(below=9.0, steps=4).met_from(path) == 0
    assert Goal(below=0.5, steps=4, hold=False).met_from(path) is None


def test_hostility_of_one_side_or_the_mean_of_both_is_measured() -> None:
    """Shape (2, steps + 1, n) becomes (steps + 1, n)."""
    hostility = np.array([[[1.0, 2.0]], [[3.0, 6.0]]])
    assert measured(hostility, None).tolist() == [[2.0, 4.0]]
    assert measured(hostility, 1).tolist() == [[3.0, 6.0]]


def test_each_set_is_simulated_once_and_a_search_without_end_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The work is counted, and past the limit the error says what to do."""
    trials = Trials(drawn(level=3.0, measures=acts_of({"a=x": (1, 1)})), Goal(below=0.0, steps=4), SIDES)
    first = trials.path(("a=x",), 4)
    assert trials.path(("a=x",), 4) is first
    assert trials.tried == 1
    monkeypatch.setattr(measure_trials, "MOST_WORK", 1)
    with pytest.raises(TooLargeError, match="name the measures"):
        trials.path(("a=x",), 3)
