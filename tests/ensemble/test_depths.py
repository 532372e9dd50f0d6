"""Depths of classes without the rest of a run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.properties.dossiers import loaded, plain, uncertain_dossiers

from detente import load
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, class_depths, members
from detente.ensemble.judging import judge_block
from detente.errors import UnknownNameError
from detente.model.blueprint import Blueprint

DRAWS = 8


def depths_of_a_run(dossier: Dossier, draws: int) -> dict[str, dict[str, list[int]]]:
    """Take the depths of every class from the judging of a run."""
    outcomes = judge_block(Blueprint(dossier), seed=3, start=0, count=draws)
    found: dict[str, dict[str, list[int]]] = {AS_DESCRIBED: {}, SWEETENED: {}}
    for k, key in enumerate(dossier.deals):
        exact = [outcome.exact[k] for outcome in outcomes]
        if exact[0] is not None:
            found[AS_DESCRIBED][key] = [one.depth for one in exact if one is not None]
        found[SWEETENED][key] = [outcome.sweetened[k].depth for outcome in outcomes]
    return found


@settings(max_examples=40)
@given(uncertain_dossiers())
def test_depths_are_those_of_a_run(dossier: Dossier) -> None:
    """Both forms of every class get as far as in a run, draw by draw."""
    expected = depths_of_a_run(dossier, DRAWS)
    for form in (AS_DESCRIBED, SWEETENED):
        found = class_depths(dossier, form=form, draws=DRAWS, seed=3, workers=1)
        assert {key: found.of(key).tolist() for key in found.classes} == expected[form]


@pytest.mark.parametrize("form", [AS_DESCRIBED, SWEETENED])
def test_reference_case(form: str) -> None:
    """The US-Russia case, two workers, gives the depths of a run."""
    dossier = load("us-russia")
    draws = 20 if form == AS_DESCRIBED else 3
    found = class_depths(dossier, form=form, draws=draws, seed=3, workers=2)  # type: ignore[arg-type]
    expected = depths_of_a_run(dossier, draws)[form]
    assert {key: found.of(key).tolist() for key in found.classes} == expected


def test_chosen_deals() -> None:
    """Only the kinds of deal asked for are judged, and an unknown one is refused."""
    dossier = loaded(plain())
    found = class_depths(dossier, deals=["swap"], draws=2)
    assert found.classes == ("swap",)
    assert found.share("swap") == 1.0
    with pytest.raises(UnknownNameError, match="swop"):
        class_depths(dossier, deals=["swop"], draws=2)


def test_no_class_of_that_form() -> None:
    """A class that names nothing to move has no exact form."""
    found = class_depths(loaded(plain()), deals=["any"], draws=2)
    assert found.depths.shape == (2, 0)


def test_members_of_a_class() -> None:
    """A class of several options has every combination that moves enough issues."""
    deal = {"at_least": 1, "of": {"aid": ["grant"], "base": ["closed"]}}
    blueprint = Blueprint(loaded(plain(deals={"some": deal})))
    packages = [blueprint.space.package(c) for c in members(blueprint, blueprint.classes[0])]
    assert packages == [{"base": "closed"}, {"aid": "grant"}, {"aid": "grant", "base": "closed"}]
    assert np.array_equal(members(blueprint, blueprint.classes[0])[0], [0, 3])
