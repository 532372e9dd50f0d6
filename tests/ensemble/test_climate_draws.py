"""The numbers of a climate in every draw."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_dossier import loaded
from detente.dossier.climate import quantities_of
from detente.ensemble.climate_draws import ClimateSampler
from detente.ensemble.sampling import draw_values
from detente.ensemble.schemes import Scheme, SchemeKind
from detente.errors import RunError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.model.blueprint import Blueprint

MC = Scheme(kind="monte carlo", seed=7)


def arrays(draws: ClimateDraws) -> list[np.ndarray]:
    """Everything that has a number per draw, draws last."""
    return [
        draws.level,
        draws.reaction,
        draws.belief,
        draws.acts,
        draws.rate,
        draws.shocks.acts,
        draws.shocks.seen,
    ]


def test_a_draw_is_the_same_whatever_block_it_is_in(tmp_path: Path) -> None:
    """Parameters and chance are found from the number of the draw."""
    sampler = ClimateSampler(loaded(tmp_path), MC, 5)
    whole, part = sampler.draws(0, 20), sampler.draws(13, 4)
    for one, other in zip(arrays(whole), arrays(part), strict=True):
        assert (one[..., 13:17] == other).all()
    assert (whole.shocks.accidents[:, 13:17] == part.shocks.accidents).all()


def test_a_longer_horizon_leaves_earlier_steps_as_they_were(tmp_path: Path) -> None:
    """Chance in a step has a stream of its own."""
    dossier = loaded(tmp_path)
    short, long = ClimateSampler(dossier, MC, 3).draws(0, 8), ClimateSampler(dossier, MC, 9).draws(0, 8)
    assert (short.shocks.acts == long.shocks.acts[:, :3]).all()
    assert (short.shocks.accidents == long.shocks.accidents[:3]).all()


def test_each_side_believes_in_the_others_word(tmp_path: Path) -> None:
    """Belief at the start is the other's chance of keeping its word, with the luck it has in a run."""
    dossier = loaded(tmp_path)
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, MC, 0, 10, blueprint.correlations)
    row = [q.path for q in blueprint.quantities].index("trust.keeps_word.south")
    assert (ClimateSampler(dossier, MC, 1).draws(0, 10).belief[0] == values[row]).all()


def test_changing_one_number_leaves_all_others_as_they_were(tmp_path: Path) -> None:
    """Each has the luck of its own path."""
    one = ClimateSampler(loaded(tmp_path), MC, 2).draws(0, 10)
    changed = loaded(tmp_path, ("reaction: {north: 0..0.2,", "reaction: {north: 0.1,"))
    two = ClimateSampler(changed, MC, 2).draws(0, 10)
    assert (two.reaction[0] == 0.1).all()
    assert (one.reaction[1] == two.reaction[1]).all()
    assert (one.level == two.level).all()


def test_chance_is_standard_normal(tmp_path: Path) -> None:
    """Mean 0 and variance 1, within five standard errors over many draws."""
    acts = ClimateSampler(loaded(tmp_path), MC, 4).draws(0, 5000).shocks.acts
    assert acts.mean() == pytest.approx(0, abs=5 / np.sqrt(acts.size))
    assert acts.var() == pytest.approx(1, abs=5 * np.sqrt(2 / acts.size))


def test_silent_entries_are_nothing_and_bias_is_one(tmp_path: Path) -> None:
    """Publicity stands for one side only, hope too; nobody's bias is 0."""
    bare = loaded(tmp_path, ("  bias: {north: 1..1.3, south: 1..1.5}\n", ""))
    draws = ClimateSampler(bare, MC, 1).draws(0, 3)
    assert (draws.publicity[0] == 0).all()
    assert (draws.bias == 1).all()
    assert np.isnan(draws.hope[1]).all()


def test_dates_become_steps(tmp_path: Path) -> None:
    """Turnovers and campaigns lie on the path or are left out."""
    draws = ClimateSampler(loaded(tmp_path), MC, 6).draws(0, 1)
    assert draws.turnovers == ((5,), ())
    assert draws.busy[1].tolist() == [False, False, True, True, False, False, False]


def test_turnovers_do_not_depend_on_the_horizon(tmp_path: Path) -> None:
    """One after the last step is known too, so that a policy that waits for it waits in any case."""
    assert ClimateSampler(loaded(tmp_path), MC, 4).draws(0, 1).turnovers == ((5,), ())


def test_who_takes_office_within_the_first_step_shows_in_the_next(tmp_path: Path) -> None:
    """Also on the first day; one that took office before is in office."""
    dossier = loaded(tmp_path)
    assert dossier.climate is not None
    for day, expected in ((31, (1,)), (30, ())):
        turnovers = {"north": (dt.date(2018, 10, day),)}
        changed = replace(dossier, climate=replace(dossier.climate, turnovers=turnovers))
        assert ClimateSampler(changed, MC, 2).draws(0, 1).turnovers == (expected, ())


def test_dates_far_off_are_left_out(tmp_path: Path) -> None:
    """Turnovers and campaigns long before the start or more steps ahead than can be looked are no error."""
    dossier = loaded(tmp_path)
    assert dossier.climate is not None
    days = (dt.date(1990, 1, 1), dt.date(1999, 1, 1), dt.date(2300, 1, 1))
    turnovers = {"north": (days[0], days[2])}
    climate = replace(
        dossier.climate,
        turnovers=turnovers,
        campaigns={"north": ((days[0], days[1]),), "south": ((dt.date(2018, 12, 1), days[2]),)},
    )
    draws = ClimateSampler(replace(dossier, climate=climate), MC, 3).draws(0, 1)
    assert draws.turnovers == ((), ())
    assert draws.busy.tolist() == [[False] * 4, [False, False, True, True]]


def test_a_climate_lies_between_two(tmp_path: Path) -> None:
    """Three principals are refused, and counted."""
    dossier = loaded(tmp_path)
    assembly = replace(dossier.parties["assembly"], role="principal", side="assembly")
    with pytest.raises(RunError, match=r"between two principals, and .* has 3"):
        ClimateSampler(replace(dossier, parties={**dossier.parties, "assembly": assembly}), MC, 1)


@settings(deadline=None, max_examples=20)
@given(data=st.data(), start=st.integers(0, 60), count=st.integers(0, 12))
def test_any_split_of_draws_gives_the_same_chance(data: st.DataObject, start: int, count: int) -> None:
    """Blocks cut anywhere put together are the block as a whole."""
    cut = data.draw(st.integers(0, count))
    sampler = _sampler()
    whole = sampler.draws(start, count)
    parts = (sampler.draws(start, cut), sampler.draws(start + cut, count - cut))
    for k, one in enumerate(arrays(whole)):
        assert (one == np.concatenate([arrays(part)[k] for part in parts], axis=-1)).all()


@lru_cache(maxsize=1)
def _sampler() -> ClimateSampler:
    with tempfile.TemporaryDirectory() as folder:
        return ClimateSampler(loaded(Path(folder)), MC, 4)


@pytest.mark.parametrize("kind", ["latin hypercube", "sobol"])
def test_chance_is_the_same_under_every_scheme(tmp_path: Path, kind: SchemeKind) -> None:
    """The scheme spreads the judgements, each once over its range; chance in the steps is left alone."""
    dossier = loaded(tmp_path)
    drawn = ClimateSampler(dossier, MC, 3).draws(0, 16)
    scheme = Scheme(kind=kind, seed=7, draws=16).over(q.path for q in quantities_of(dossier.climate))
    spread = ClimateSampler(dossier, scheme, 3).draws(0, 16)
    assert (spread.shocks.acts == drawn.shocks.acts).all()
    assert (spread.shocks.accidents == drawn.shocks.accidents).all()
    cells = np.floor((spread.level[0] - 2) / 2 * 16)
    assert sorted(cells.tolist()) == list(range(16))
