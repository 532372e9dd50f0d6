"""Simulating the climate of a dossier."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import detente
from climate_dossier import loaded
from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.verdict.simulating import simulate


def test_doing_nothing_comes_first_and_changes_nothing(tmp_path: Path) -> None:
    """Every policy is held against it on the same draws."""
    found = simulate(loaded(tmp_path), policies=["cbm"], draws=100)
    assert [policy.text for policy in found.policies] == ["none", "cbm"]
    idle = found.policies[0]
    assert (idle.on_average.mean, idle.on_average.helps.hits) == (0.0, 0)
    assert set(idle.at_end) == {"north", "south", "both"}


def test_the_same_seed_gives_the_same_result(tmp_path: Path) -> None:
    """Another seed gives another."""
    dossier = loaded(tmp_path)
    one, same, other = (
        simulate(dossier, policies=["grit"], draws=40, seed=seed).to_json() for seed in (3, 3, 4)
    )
    assert one == same
    assert one != other


def test_a_policy_is_told_alike_whatever_stands_beside_it(tmp_path: Path) -> None:
    """Policies do not disturb each other's luck."""
    dossier = loaded(tmp_path)
    alone = simulate(dossier, policies=["cbm"], draws=50).policy("cbm").to_dict()
    beside = simulate(dossier, policies=["ramp-up", "cbm"], draws=50).policy("cbm").to_dict()
    assert alone == beside


def test_fans_open_around_the_level_of_today(tmp_path: Path) -> None:
    """At step 0 the quantiles are those of the level drawn; quantiles are in order throughout."""
    found = simulate(loaded(tmp_path), draws=400)
    fan = found.policies[0].fans["north"]
    assert 2 <= fan[0, 0] <= fan[0, -1] <= 4
    assert (np.diff(fan, axis=1) >= 0).all()
    assert len(found.dates) == len(fan) == 25


def test_lower_acts_help_in_every_draw(tmp_path: Path) -> None:
    """Measures that add friendly acts and nothing else lower hostility in every draw."""
    found = simulate(loaded(tmp_path), policies=["cbm"], draws=200).policy("cbm")
    assert found.on_average.high < 0
    assert found.on_average.helps.share == 1.0


def test_the_sign_of_firmness_decides_about_pressure(tmp_path: Path) -> None:
    """With a reaction of nothing, pressure deters exactly where firmness lies below 0."""
    still = ("reaction: {north: 0..0.2, south: 0..0.3}", "reaction: {north: 0, south: 0}")
    found = simulate(loaded(tmp_path, still), policies=["ramp-up:by=north"], draws=300)
    firmness = next(s for s in found.signs if (s.entry, s.principal) == ("firmness", "south"))
    assert firmness.turns_at == pytest.approx(0.0, abs=0.02)
    assert firmness.below.mean < 0 < firmness.above.mean


def test_measures_are_looked_for_only_where_a_level_is_given(tmp_path: Path) -> None:
    """The design says whether one was found."""
    dossier = loaded(tmp_path)
    assert simulate(dossier, draws=20).design is None
    design = simulate(dossier, draws=50, below=0.5).design
    assert design is not None
    assert design.status == "found"


def test_what_cannot_be_simulated_is_refused(tmp_path: Path) -> None:
    """No climate, unknown policies, too much to hold."""
    dossier = loaded(tmp_path)
    with pytest.raises(RunError, match="needs a `climate:` section"):
        simulate(detente.load("two-issues"))
    with pytest.raises(UnknownNameError, match="did you mean 'restraint'"):
        simulate(dossier, policies=["restraints"])
    with pytest.raises(TooLargeError, match="take at most 37037 draws"):
        simulate(dossier, until="2063-10", draws=100_000)


def test_the_frame_has_a_row_for_each_policy_side_and_step(tmp_path: Path) -> None:
    """Means and quantiles are those of the result."""
    found = simulate(loaded(tmp_path), policies=["quiet"], until="2019-01", draws=30)
    frame = found.to_frame()
    assert len(frame) == 2 * 2 * 4
    row = frame[(frame.policy == "quiet") & (frame.principal == "south") & (frame["at"] == "2019-01")]
    assert row["mean"].item() == found.policy("quiet").means["south"][-1]
