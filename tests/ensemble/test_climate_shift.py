"""Judgements moved along the path of the climate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import detente
from climate_dossier import loaded
from detente.dossier.climate import ClimateEffects
from detente.ensemble.climate_shift import (
    ClimatePaths,
    ClimateShift,
    Moment,
    check_moment,
    moment_of,
    shifted_quantities,
)
from detente.ensemble.sampling import draw_values
from detente.ensemble.schemes import Scheme
from detente.errors import RunError, UnknownNameError
from detente.model.blueprint import Blueprint

MC = Scheme(kind="monte carlo", seed=0)


def test_at_the_first_day_a_run_is_the_run_of_the_dossier_as_it_stands(tmp_path: Path) -> None:
    """Nothing has moved: everything but the label of the moment is the same."""
    dossier = loaded(tmp_path)
    plain = detente.run(dossier, draws=70).to_dict()
    first = detente.run(dossier, draws=70, at="2018-10").to_dict()
    assert first.pop("moment") == {"at": "2018-10", "policies": []}
    assert plain.pop("moment") is None
    assert first == plain


def moved(
    tmp_path: Path, rise: tuple[float, float]
) -> tuple[Blueprint, np.ndarray, np.ndarray, ClimateShift]:
    """Values of ten draws before and after both sides' hostility has risen by as much as given."""
    dossier = loaded(tmp_path)
    shift = ClimateShift(dossier, MC, Moment(at="2018-11"))
    blueprint = Blueprint(shift.dossier)
    before = draw_values(blueprint.quantities, 0, 0, 10, blueprint.correlations)
    after = before.copy()
    hostility = np.zeros((2, 2, 10))
    hostility[:, 1] = np.array(rise)[:, None]
    paths = ClimatePaths(effects=shift.paths(0, 10).effects, hostility=hostility)
    shift.move(blueprint, after, paths, 1)
    return blueprint, before, after, shift


def test_hostility_moves_what_the_effects_name_and_nothing_else(tmp_path: Path) -> None:
    """A party feels the other side's hostility, a word suffers from its own."""
    blueprint, before, after, shift = moved(tmp_path, (1.0, 3.0))
    effects = shift.paths(0, 10).effects
    for row, quantity in enumerate(blueprint.quantities):
        change = after[row] - before[row]
        if quantity.path == "no_deal.north.points":
            assert change == pytest.approx(3.0 * effects["no_deal"]["north"])
        elif quantity.path == "no_deal.south.points":
            assert change == pytest.approx(1.0 * effects["no_deal"]["south"])
        elif quantity.path == "trust.keeps_word.south":
            assert change == pytest.approx(
                np.clip(before[row] + 3.0 * effects["keeps_word"]["south"], 0, 1) - before[row]
            )
        elif quantity.path.startswith("stakes.assembly."):
            # The assembly is on the north's side.
            assert change == pytest.approx(3.0 * effects["stakes"]["assembly"])
        else:
            assert (change == 0).all()


def test_a_word_stays_a_chance(tmp_path: Path) -> None:
    """However far hostility falls, nobody keeps its word with more than certainty."""
    blueprint, _, after, _ = moved(tmp_path, (-20.0, -20.0))
    row = [q.path for q in blueprint.quantities].index("trust.keeps_word.south")
    assert after[row].max() <= 1.0


def test_a_longer_path_judges_an_earlier_date_alike(tmp_path: Path) -> None:
    """Paths to a later date hold those to an earlier one."""
    dossier = loaded(tmp_path)
    long, short = (ClimateShift(dossier, MC, Moment(at=at)) for at in ("2019-10", "2019-01"))
    assert (long.paths(3, 5).hostility[:, :4] == short.paths(3, 5).hostility).all()


def test_policies_count_at_a_date(tmp_path: Path) -> None:
    """A run after a year of pressure differs from one after a year of measures."""
    dossier = loaded(tmp_path)
    runs = [
        detente.run(dossier, draws=60, at="2019-10", policies=policies).to_dict()["verdict"]
        for policies in (["ramp-up"], ["cbm"])
    ]
    assert runs[0] != runs[1]


def test_blocks_do_not_matter(tmp_path: Path) -> None:
    """A run of more draws begins with the draws of a shorter one, whoever does the work."""
    dossier = loaded(tmp_path)
    one = detente.run(dossier, draws=130, at="2019-06", workers=1).to_dict()
    two = detente.run(dossier, draws=130, at="2019-06", workers=2, executor="threads").to_dict()
    assert one == two


def test_a_moment_needs_effects_and_known_policies(tmp_path: Path) -> None:
    """Without effects every date has the same verdict, which is refused rather than shown."""
    dossier = loaded(tmp_path)
    assert dossier.climate is not None
    still = replace(dossier, climate=replace(dossier.climate, effects=ClimateEffects()))
    with pytest.raises(RunError, match=r"without `climate\.effects`"):
        check_moment(still, Moment(at="2019-01"))
    with pytest.raises(UnknownNameError, match="did you mean 'cbm'"):
        check_moment(loaded(tmp_path), Moment(at="2019-01", policies=("cmb",)))
    with pytest.raises(RunError, match="needs a `climate:` section"):
        check_moment(detente.load("two-issues"), Moment(at="2019-01"))


def test_policies_without_a_date_are_refused() -> None:
    """They would have no effect."""
    assert moment_of(None) is None
    with pytest.raises(RunError, match="until a date"):
        moment_of(None, ["cbm"])


def test_every_number_drawn_is_listed_once(tmp_path: Path) -> None:
    """Those of the dossier, with a place for what is moved, and those of the climate."""
    paths = [quantity.path for quantity in shifted_quantities(loaded(tmp_path))]
    assert len(paths) == len(set(paths))
    assert {"no_deal.south.points", "climate.level.north", "climate.effects.stakes.assembly"} <= set(paths)


def test_sobol_runs_have_a_dimension_for_every_number_of_the_climate(tmp_path: Path) -> None:
    """They can be judged at a date as well."""
    found = detente.run(loaded(tmp_path), draws=64, scheme="sobol", at="2019-01")
    assert found.moment == Moment(at="2019-01")
