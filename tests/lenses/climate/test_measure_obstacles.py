"""Why none: one cause at a time is taken away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from climate_draws_by_hand import SIDES, both, drawn
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.measure_obstacles import CAUSES, Obstacle, obstacles
from detente.lenses.climate.measure_trials import Goal
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.simulating import simulate_paths
from lenses.climate.measures_by_hand import acts_of, luck

ONE = acts_of({"a=x": (1.0, 1.0)})


def found(draws: ClimateDraws, below: float, steps: int, **goal: bool) -> dict[str, Obstacle]:
    """What stands in the way of one measure, by cause."""
    told = obstacles(draws, Goal(below=below, steps=steps, **goal), ("a=x",), SIDES)
    assert set(CAUSES) >= {obstacle.cause for obstacle in told}
    return {obstacle.cause: obstacle for obstacle in told}


def test_drift_is_named_where_it_alone_keeps_hostility_up() -> None:
    """Grievances of 3 against an act of 1: without them it ends below 0, with full belief it does not."""
    draws = drawn(level=4.0, drift=3.0, persistence=0.5, reaction=0.1, measures=ONE, steps=8)
    told = found(draws, 0.0, 8)
    assert [cause for cause, obstacle in told.items() if obstacle.would] == ["drift"]
    assert told["drift"].at is not None
    assert told["drift"].meaning == (
        "With no hostility of its own on either side (drift above 0 taken away) alone it would: "
        f"from step {told['drift'].at} on."
    )
    assert "would not: it comes to" in told["belief"].meaning


@pytest.mark.parametrize(
    ("cause", "given"),
    [
        ("acknowledged", {"acknowledged": False, "belief": 0.0, "learning": 0.9, "reaction": 0.9}),
        ("belief", {"belief": 0.0, "reaction": 0.9}),
        ("reaction", {"belief": 1.0, "reaction": 0.45}),
        ("memory", {"memory": 0.4, "forgets": np.array([1.0, 1.0])}),
        ("bias", {"bias": 3.0, "reaction": 0.6}),
        ("campaigns", {"busy": np.ones((2, 13), bool)}),
        ("turnovers", {"belief": 1.0, "reaction": 0.9, "turnovers": ((2, 8), (2, 8)), "hope": 0.0}),
        ("accidents", {"rate": 1.0, "severity": 3.0, "shocks": luck(1, 12, 0)}),
    ],
)
def test_each_cause_is_that_path_simulated_without_it(cause: str, given: dict[str, object]) -> None:
    """A cause that is there lowers hostility when taken away; one that is not there is left out."""
    draws = drawn(level=2.0, persistence=0.5, measures=ONE, **given)
    policy = Policy(kind="cbm", by=SIDES, size=1.0, measures=("a=x",))
    as_it_is = simulate_paths(draws, [policy], 12).hostility[:, -1].mean()
    told = found(draws, -9.0, 12)
    assert told[cause].reached < as_it_is - 1e-6
    assert cause == "belief" or cause not in found(drawn(level=2.0, persistence=0.5, measures=ONE), -9.0, 12)


def test_what_is_reached_without_a_cause_is_simulated_not_guessed() -> None:
    """The figure for drift is that of draws in which it is 0."""
    draws = drawn(level=(4.0, 2.0), drift=(1.0, -0.5), persistence=0.6, reaction=0.2, measures=ONE, steps=5)
    policy = Policy(kind="cbm", by=SIDES, size=1.0, measures=("a=x",))
    changed = replace(draws, drift=both((0.0, -0.5), 1))
    expected = simulate_paths(changed, [policy], 5).hostility[:, -1].mean()
    assert found(draws, -9.0, 5)["drift"].reached == pytest.approx(expected)


def test_draws_that_do_not_die_down_are_left_out_and_their_share_is_told() -> None:
    """One draw of two explodes; without it the level is reached."""
    draws = drawn(n=2, level=3.0, persistence=0.5, reaction=0.2, measures=ONE)
    draws.reaction[:, 1] = 0.9
    told = found(draws, 0.0, 12)["unstable"]
    assert told.would
    assert told.share == 0.5
    assert "(50% of them)" in told.meaning
    assert "unstable" not in found(drawn(level=3.0, persistence=0.5, measures=ONE), 0.0, 12)


def test_a_longer_time_is_asked_about_where_there_is_chance_for_it() -> None:
    """Losing a point a step, 8 points take more than 5 steps and fewer than 10."""
    draws = drawn(level=8.0, persistence=1.0, measures=ONE, steps=20)
    told = found(draws, 1.5, 5)["horizon"]
    assert (told.would, told.at, told.steps) == (True, 7, 10)
    assert told.meaning == "With 10 steps instead alone it would: from step 7 on."
    assert "horizon" not in found(drawn(level=8.0, persistence=1.0, measures=ONE, steps=5), 1.5, 5)


def test_causes_that_bind_come_first_and_then_the_lowest() -> None:
    """Sorted by whether it would, then by how far it gets; JSON has the same figures."""
    draws = drawn(level=5.0, drift=1.2, persistence=0.5, reaction=0.3, bias=1.5, belief=0.3, measures=ONE)
    told = obstacles(draws, Goal(below=0.5, steps=12), ("a=x",), SIDES)
    order = [(not obstacle.would, obstacle.reached) for obstacle in told]
    assert order == sorted(order)
    assert told[0].to_dict()["would"] is True
    assert told[0].to_dict()["change"] == CAUSES[told[0].cause]
