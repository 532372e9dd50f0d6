"""The smallest repair of a package by judgements within their ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.explain.choosing import chosen_packages
from detente.explain.flip_sets import Turn
from detente.explain.judgement_repair import JudgementRepair, judgement_repair
from detente.explain.package_model import PackageModel
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables
from explain.repair_cases import (
    SWAP,
    asked,
    corner_values,
    model_of,
    random_values,
    repairable_dossiers,
    small,
)
from properties.dossiers import uncertain_dossiers


def passes_whole(dossier: Dossier, package: dict[str, str], moved: dict[str, float]) -> bool:
    """Rerun the full model of the whole dossier at the medians, some judgements moved."""
    blueprint = Blueprint(dossier)
    values = blueprint.medians.copy()
    for row, quantity in enumerate(blueprint.quantities):
        values[row] = moved.get(quantity.path, values[row, 0])
    columns = blueprint.space.columns(package)[None]
    return bool(fill_tables(blueprint, values).depths(columns)[0, 0] == 5)


@pytest.mark.slow
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(asked(repairable_dossiers()))
def test_against_brute_force(case: tuple[Dossier, dict[str, str]]) -> None:
    """Sets pass the whole model, fewer judgements never do, and no search contradicts a proof of none."""
    check(*case)


@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck), derandomize=True)
@given(asked(uncertain_dossiers()))
def test_against_brute_force_quickly(case: tuple[Dossier, dict[str, str]]) -> None:
    """The same on a few dossiers."""
    check(*case)


def check(dossier: Dossier, package: dict[str, str]) -> None:
    """Hold a repair to its certificates and to what can be tried."""
    model = model_of(dossier, package)
    found = judgement_repair(model, 0, draws=2, seed=0)
    assert (found.status == "passes") == bool(model.passes(model.medians)[0])
    for one in found.sets:
        assert len(one.turns) == found.fewest
        assert all(turn.entry.low <= turn.value <= turn.entry.high for turn in one.turns)
        assert passes_whole(dossier, package, {turn.entry.path: turn.value for turn in one.turns})
        assert one.at_least <= one.reach
        if one.at_least == one.reach:
            # Nearer the median by a unit they do not do together, and so none of them does.
            nearer = {turn.entry.path: one_unit_less(turn) for turn in one.turns}
            assert not passes_whole(dossier, package, nearer)
    if found.status == "none":
        assert bool(found.unmet) != (found.conflict is not None)
        assert not model.passes(random_values(model, 400)).any()
    below = 3 if found.status == "none" else found.at_least or 0
    for size in range(1, min(below, 3)):
        assert not model.passes(corner_values(model, size)).any()


def one_unit_less(turn: Turn) -> float:
    """A value one unit of the model nearer the median."""
    return turn.value - float(np.sign(turn.value - turn.entry.middle)) / UNIT


def test_two_judgements_at_the_same_reach() -> None:
    """North is short by 2 and can gain 1 from each of two judgements: both, to the very end."""
    found = judgement_repair(model_of(small()), 0, draws=50, seed=0)
    assert (found.status, found.fewest, found.at_least) == ("found", 2, 2)
    (one,) = found.sets
    assert one.paths == ("stakes.north.aid.grant", "stakes.north.base.closed")
    assert [turn.value for turn in one.turns] == [-5.0, 5.0]
    assert one.reach == one.at_least == 1.0
    assert found.is_complete
    assert one.share == 1.0


def test_a_proof_that_nothing_does() -> None:
    """Where both judgements at their best leave half a point short, that condition is the reason."""
    stakes = {
        "north": {"aid": {"grant": "-7..-5"}, "base": {"closed": "3.5..4.5"}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    }
    found = judgement_repair(model_of(small(stakes=stakes)), 0, draws=5, seed=0)
    assert (found.status, found.reason) == ("none", ("north accepts",))
    unmet = found.unmet[0]
    assert {one.condition.kind for one in found.unmet} == {"accepts", "trusts the others"}
    assert (unmet.short, unmet.short_at_best) == (2.0, 0.5)
    # Half a point over two judgements, of a largest stake of 7.
    assert unmet.reach == pytest.approx(1 + 0.25 / 7, abs=1e-5)
    assert found.reach == unmet.reach


def test_what_no_judgement_changes() -> None:
    """An agenda too long is named as the reason, and no reach mends it."""
    found = judgement_repair(model_of(small(agenda_limit=1)), 0, draws=5, seed=0)
    assert found.status == "none"
    assert found.reason == ("agenda limit",)
    assert found.reach is None


def test_a_conflict_through_relative_gains() -> None:
    """Each accepts at its best, but what helps one hurts the other: proved by weights, and both named."""
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": "0..4"}},
        "south": {"aid": {"grant": "0..4"}, "base": {"closed": -2}},
    }
    gains = {"north": 1, "south": 1}
    no_deal = {"north": {"points": 1}, "south": {"points": 1}}
    dossier = small(stakes=stakes, relative_gains=gains, no_deal=no_deal)
    found = judgement_repair(model_of(dossier), 0, draws=5, seed=0)
    assert found.status == "none"
    assert found.unmet == ()
    assert found.conflict is not None
    assert found.conflict.is_smallest
    assert set(found.reason) == {"north accepts", "south accepts"}


def test_parties_to_choose_among() -> None:
    """A rule that needs one of two consents is repaired by the one that takes fewer judgements."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "house": {"role": "ratifier", "side": "north"},
        "court": {"role": "ratifier", "side": "north"},
    }
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": 4}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
        "house": {"aid": {"grant": "-4..0"}, "base": {"closed": "-1..1"}},
        "court": {"aid": {"grant": "-3..-1"}, "base": {"closed": "0..2"}},
    }
    rules = {"north": [{"name": "either", "needs": {"at_least": 1, "of": ["house", "court"]}}]}
    dossier = small(parties=parties, stakes=stakes, ratification=rules)
    found = judgement_repair(model_of(dossier), 0, draws=5, seed=0)
    assert found.fewest == 1
    assert [one.paths for one in found.sets] == [
        ("stakes.court.aid.grant",),
        ("stakes.court.base.closed",),
        ("stakes.house.aid.grant",),
    ]


def test_a_refusal_asked_for() -> None:
    """A rule with a "not" is repaired by making its party refuse."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "hawks": {"role": "ratifier", "side": "north"},
    }
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": 4}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
        "hawks": {"base": {"closed": "-1..3"}},
    }
    rules = {"north": [{"name": "no hawks", "needs": {"not": "hawks"}}]}
    dossier = small(parties=parties, stakes=stakes, ratification=rules)
    found = judgement_repair(model_of(dossier), 0, draws=5, seed=0)
    (one,) = found.sets
    (turn,) = one.turns
    assert turn.value == -1 / UNIT


def test_forms() -> None:
    """JSON, frame and notebook forms."""
    found = judgement_repair(model_of(small()), 0, draws=5, seed=0)
    told = found.to_dict()
    assert told["lens"] == "judgement-repair"
    assert told["sets"][0]["turns"][0]["path"] == "stakes.north.aid.grant"
    assert list(found.to_frame()["value"]) == [-5.0, 5.0]
    assert "1 sets of 2" in found._repr_mimebundle_()["text/plain"]


def repaired(key: str) -> tuple[Dossier, dict[str, str], JudgementRepair]:
    """The repair of a package that the essays describe."""
    dossier = detente.load("us-russia")
    ((name, package),) = chosen_packages(dossier, key).items()
    return dossier, package, judgement_repair(PackageModel.of(dossier, {name: package}), 0, draws=10, seed=0)


@pytest.mark.parametrize("key", ["grand-bargain", "crimea-nato"])
def test_us_russia_proof(key: str) -> None:
    """Nothing within the ranges repairs the grand bargain, or Crimea against NATO: Congress, at least."""
    _, _, found = repaired(key)
    assert found.status == "none"
    assert "consent of congress" in {one.condition.key for one in found.unmet}
    assert all(one.short_at_best > 0 for one in found.unmet)
    assert found.reach is not None
    assert found.reach > 1


def test_us_russia_repair() -> None:
    """Six judgements within their ranges repair the wedge against Iran: the whole model says so."""
    dossier, package, found = repaired("iran-wedge")
    assert (found.status, found.fewest) == ("found", 6)
    for one in found.sets:
        assert passes_whole(dossier, package, {turn.entry.path: turn.value for turn in one.turns})


def test_swap_is_what_is_asked() -> None:
    """The package of the result is the one of the model."""
    assert judgement_repair(model_of(small()), 0, draws=5, seed=0).package == SWAP
