"""The smallest set of measures, against trying every set."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_draws_by_hand import SIDES, drawn
from detente.lenses.climate.measure_search import SmallestSet, farthest_set, smallest_set
from detente.lenses.climate.measure_trials import Goal, Trials
from lenses.climate.measures_by_hand import acts_of, brute_smallest, issue_of, random_draws

NAMES = ("a=x", "b=x", "c=x", "c=y", "d=x")


def searched(seed: int, *, below: float, hold: bool, turned: bool = False) -> tuple[Trials, dict[str, float]]:
    """A random climate with five measures, two of them on one issue; often several cost the same."""
    rng = np.random.default_rng(seed)
    acts = {name: tuple(rng.choice([0.0, 0.25, 0.5, 1.0, 1.5], 2).tolist()) for name in NAMES}
    draws = random_draws(rng, acts, n=5, steps=4)
    if turned:
        draws.reaction[1, :2] = -0.5
    costs = {name: float(rng.choice([-1.0, 0.0, 1.0, 2.0])) for name in NAMES}
    return Trials(draws, Goal(below=below, steps=4, hold=hold), SIDES), costs


@settings(deadline=None, max_examples=20)
@given(
    seed=st.integers(0, 10_000),
    share=st.floats(0, 1.1),
    hold=st.booleans(),
    turned=st.booleans(),
)
def test_it_is_what_trying_every_set_finds(seed: int, share: float, hold: bool, turned: bool) -> None:
    """Fewest, shortest, cheapest, first in order: the same as by brute force, also where the order breaks."""
    trials, costs = searched(seed, below=0.0, hold=hold)
    none, most = (trials.goal.reached(trials.path(names, 4)) for names in ((), farthest_set(trials, NAMES)))
    trials, costs = searched(seed, below=none + share * (most - none), hold=hold, turned=turned)
    expected = brute_smallest(trials, costs)
    found = smallest_set(trials, costs)
    assert (None if found is None else (found.measures, found.lasts)) == expected


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_what_is_found_works_and_nothing_smaller_does(seed: int) -> None:
    """The certificate: the set does it; no part of it, no smaller set and no shorter time does."""
    trials, costs = searched(seed, below=0.0, hold=True)
    none, most = (trials.goal.reached(trials.path(names, 4)) for names in ((), farthest_set(trials, NAMES)))
    trials, costs = searched(seed, below=0.4 * none + 0.6 * most, hold=True)
    found = smallest_set(trials, costs)
    if most < none - 1e-6:
        assert found is not None
        assert trials.works(found.measures, found.lasts)
        smaller = [
            names for size in range(len(found.measures)) for names in itertools.combinations(NAMES, size)
        ]
        kept = [names for names in smaller if len({issue_of(name) for name in names}) == len(names)]
        assert not any(trials.works(names, 4) for names in kept)
        assert found.lasts <= 1 or not trials.works(found.measures, found.lasts - 1)


def test_options_of_one_issue_are_not_kept_up_together() -> None:
    """Two that together would do are not both chosen, though the bound alone does not rule them out."""
    draws = drawn(level=4.0, persistence=1.0, steps=2, measures=acts_of({"c=x": (1, 1), "c=y": (1, 1)}))
    trials = Trials(draws, Goal(below=1.0, steps=2), SIDES)
    costs = {"c=x": 0.0, "c=y": 0.0}
    assert not trials.rules_out((), tuple(costs), 2, 2)
    assert smallest_set(trials, costs) is None
    assert farthest_set(trials, tuple(costs)) in (("c=x",), ("c=y",))


def test_nothing_is_needed_where_hostility_is_below_already() -> None:
    """The empty set for no time, with one trial."""
    trials = Trials(
        drawn(level=1.0, persistence=0.5, measures=acts_of({"a=x": (1, 1)})), Goal(below=1.0, steps=3), SIDES
    )
    assert smallest_set(trials, {"a=x": 0.0}) == SmallestSet(measures=(), lasts=0)
    assert trials.tried == 1


def test_the_cheaper_of_two_that_do_is_taken_and_of_equals_the_first() -> None:
    """Cost comes after number and time; the order of the dossier after that."""
    acts = acts_of({"a=x": (1, 1), "b=x": (1, 1), "d=x": (1, 1)})
    trials = Trials(drawn(level=2.0, persistence=1.0, measures=acts), Goal(below=1.0, steps=12), SIDES)
    chosen = smallest_set(trials, {"a=x": 2.0, "b=x": 1.0, "d=x": 1.0})
    assert chosen is not None
    assert chosen.measures == ("b=x",)


def test_the_shortest_time_is_found_by_halving() -> None:
    """A side of persistence 1 loses a point a step, and needs just so many of them."""
    trials = Trials(
        drawn(level=8.0, persistence=1.0, measures=acts_of({"a=x": (1, 1)})), Goal(below=2.5, steps=12), SIDES
    )
    assert smallest_set(trials, {"a=x": 0.0}) == SmallestSet(measures=("a=x",), lasts=6)


@pytest.mark.parametrize("size", [15])
def test_a_dozen_and_more_measures_take_few_trials(size: int) -> None:
    """The bound leaves out nearly all of the sets that brute force would try."""
    rng = np.random.default_rng(4)
    acts = {f"i{k}=x": tuple(rng.uniform(0.05, 0.3, 2).tolist()) for k in range(size)}
    draws = drawn(n=20, level=5.0, persistence=0.5, drift=2.0, measures=acts_of(acts), steps=6)
    trials = Trials(draws, Goal(below=1.8, steps=6), SIDES)
    found = smallest_set(trials, dict.fromkeys(acts, 1.0))
    assert found is not None
    assert 5 <= len(found.measures) <= 10
    assert trials.tried < 2000
