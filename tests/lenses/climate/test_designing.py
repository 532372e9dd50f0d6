"""The confidence-building designer, from a dossier and its draws."""

from __future__ import annotations

from typing import Any

import pytest

from climate_draws_by_hand import drawn
from detente.dossier.dossier import Dossier
from detente.ensemble.climate_draws import ClimateSampler
from detente.ensemble.schemes import Scheme
from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.designing import design_measures
from detente.lenses.climate.measure_trials import Goal, Trials
from lenses.climate.measures_by_hand import brute_smallest, with_measures
from properties.dossiers import loaded, plain

MEASURES: dict[str, Any] = {
    "arctic=science": {"acts": {"north": "0.3..0.6", "south": "0.2..0.4"}},
    "arctic=patrols": {"acts": {"north": "0.8..1.0"}},
    "visits=open": {"acts": {"south": "0.4..0.9"}},
    "hotline=manned": {"acts": {}, "keeps_apart": True},
}
STAKES = {
    "north": {"arctic": {"science": -1, "patrols": -3}, "hotline": {"manned": -0.5}},
    "south": {"visits": {"open": -2}, "arctic": {"science": 0.5}},
}
CLIMATE = {
    "drift": {"north": "0.2..0.5", "south": "0.3..0.6"},
    "persistence": {"north": "0.5..0.7", "south": "0.5..0.7"},
    "reaction": {"north": "0.1..0.3", "south": "0.1..0.3"},
    "noise": {"north": 0.5, "south": 0.5},
    "accidents": {"rate": 0.1, "per_point": 0.05, "severity": 2, "deconfliction": 0.8},
}
STEPS = 8


def case(**sections: Any) -> Dossier:
    """Four measures on three issues."""
    return with_measures(MEASURES, **{"climate": CLIMATE, "stakes": STAKES, **sections})


def draws_of(dossier: Dossier, steps: int = STEPS, n: int = 40) -> ClimateDraws:
    """Draws of a dossier."""
    return ClimateSampler(dossier, Scheme(kind="monte carlo", seed=3), steps).draws(0, n)


@pytest.mark.parametrize("below", [3.5, 2.5, 2.0, 1.5, 1.0, 0.5, 0.0])
@pytest.mark.parametrize("side", [None, "south"])
def test_it_is_the_set_that_trying_every_set_finds(below: float, side: str | None) -> None:
    """From a dossier with draws, noise and accidents: the same set and time as by brute force."""
    dossier = case()
    draws = draws_of(dossier)
    found = design_measures(dossier, draws, below=below, steps=STEPS, side=side)
    goal = Goal(below=below, steps=STEPS, side=None if side is None else 1)
    costs = {"arctic=science": 0.5, "arctic=patrols": 3.0, "visits=open": 2.0, "hotline=manned": 0.5}
    expected = brute_smallest(Trials(draws, goal, draws.principals), costs)
    if expected is None:
        assert found.status == "none"
    else:
        assert (tuple(kept.measure for kept in found.measures), found.lasts) == expected
        assert found.cost == pytest.approx(sum(costs[name] for name in expected[0]))
        assert found.reached < below
    assert found.least <= found.reached + 1e-9


def test_statuses_run_from_not_needed_to_none_as_the_level_falls() -> None:
    """A harder level never takes fewer measures; the certificate holds where there is none."""
    dossier = case()
    draws = draws_of(dossier)
    told = [design_measures(dossier, draws, below=below, steps=STEPS) for below in (9, 2, 1, -5)]
    assert [told[0].status, told[-1].status] == ["not needed", "none"]
    assert told[0].measures == ()
    sizes = [len(design.measures) for design in told[:-1] if design.status != "none"]
    assert sizes == sorted(sizes)
    assert told[-1].least >= -5
    assert told[-1].obstacles
    assert {kept.measure for kept in told[-1].measures} >= {"visits=open", "hotline=manned"}


def test_only_those_asked_keep_measures_up() -> None:
    """What the other side alone could do is not chosen from, and acts of others are not told."""
    dossier = case()
    found = design_measures(dossier, draws_of(dossier), below=-5, steps=STEPS, by=["north"])
    assert found.choice == ("arctic=science", "arctic=patrols", "hotline=manned")
    assert {party for kept in found.measures for party in kept.by} == {"north"}


def test_the_choice_can_be_narrowed() -> None:
    """Measures named, in whatever order, are the only ones tried, in that of the dossier."""
    dossier = case()
    names = ["visits=open", "arctic=science"]
    found = design_measures(dossier, draws_of(dossier), below=-5, steps=STEPS, measures=names)
    assert found.choice == ("arctic=science", "visits=open")


def test_getting_there_once_never_takes_more_than_staying_there() -> None:
    """Without holding, the least on the way counts."""
    dossier = case()
    draws = draws_of(dossier)
    for below in (2.2, 1.6, 1.2):
        held = design_measures(dossier, draws, below=below, steps=STEPS)
        once = design_measures(dossier, draws, below=below, steps=STEPS, hold=False)
        if held.status != "none":
            assert (len(once.measures), once.lasts) <= (len(held.measures), held.lasts)
        assert once.reached <= once.path[-1]


def test_a_horizon_too_short_is_named_where_the_draws_reach_farther() -> None:
    """With chance for twice the steps it is said that more time would do."""
    dossier = with_measures(
        {"a=x": {"acts": {"north": 1, "south": 1}}}, climate={"level": {"north": 9, "south": 9}}
    )
    draws = drawn(level=9.0, persistence=1.0, measures={"a=x": ((1, 1), False)}, steps=12)
    found = design_measures(dossier, draws, below=2.5, steps=6)
    assert found.status == "none"
    horizon = next(obstacle for obstacle in found.obstacles if obstacle.cause == "horizon")
    assert (horizon.would, horizon.at) == (True, 7)
    assert "a longer time" in found.meaning


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"below": 11}, RunError, "from -10 to 10"),
        ({"below": float("nan")}, RunError, "from -10 to 10"),
        ({"steps": 0}, RunError, "1 to 8 steps"),
        ({"steps": 9}, RunError, "1 to 8 steps"),
        ({"side": "sout"}, UnknownNameError, "south"),
        ({"by": ["nort"]}, UnknownNameError, "north"),
        ({"measures": ["visits=opened"]}, UnknownNameError, "visits=open"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_nearest_right_thing(
    asked: dict[str, Any], error: type[Exception], says: str
) -> None:
    """Levels, horizons and names."""
    dossier = case()
    with pytest.raises(error, match=says):
        design_measures(dossier, draws_of(dossier), **{"below": 1.0, "steps": STEPS, **asked})


def test_without_draws_or_measures_nothing_can_be_expected() -> None:
    """Both are errors of their own."""
    dossier = case()
    with pytest.raises(RunError, match="at least one draw"):
        design_measures(dossier, draws_of(dossier, n=0), below=1.0, steps=STEPS)
    bare = loaded(plain(as_of="2018-10-01", climate={"level": {"north": 3, "south": 2}}))
    with pytest.raises(RunError, match="no measures to keep up"):
        design_measures(bare, draws_of(bare), below=1.0, steps=STEPS)
