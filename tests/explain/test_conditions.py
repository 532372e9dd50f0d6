"""The conditions of a package, against the gates that they make up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from detente.explain.conditions import conditions_of, margins_of, surpluses_of
from detente.explain.package_model import PackageModel
from detente.model.predicate import GATES
from explain.package_models import package_models
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}


@settings(deadline=None, max_examples=25)
@given(package_models())
def test_a_package_passes_where_all_conditions_hold(model: PackageModel) -> None:
    """In every draw, the gates up to one are passed exactly when all conditions of these gates hold."""
    values = np.concatenate([model.medians, model.drawn(24, 7)], axis=1)
    conditions = conditions_of(model)
    holds = margins_of(model, 0, conditions, values) >= 0
    depths = model.depths(values)[:, 0]
    for g, gate in enumerate(GATES):
        upto = [k for k, one in enumerate(conditions) if GATES.index(one.gate) <= g]
        assert (holds[:, upto].all(axis=1) == (depths > g)).all(), gate


@settings(deadline=None, max_examples=15)
@given(package_models())
def test_names(model: PackageModel) -> None:
    """Keys are unique and apart from those of parties; conditions stand in the order of the gates."""
    conditions = conditions_of(model)
    keys = [one.key for one in conditions]
    assert len(set(keys)) == len(keys)
    assert not {one.key for one in conditions if one.need is None}.intersection(model.dossier.parties)
    gates = [GATES.index(one.gate) for one in conditions]
    assert gates == sorted(gates)


def of_plain(**sections: object) -> PackageModel:
    """The swap of a hand-made dossier."""
    return PackageModel.of(loaded(plain(**sections)), {"swap": SWAP})


def told(model: PackageModel) -> dict[str, float]:
    """Margins at the medians, by key."""
    conditions = conditions_of(model)
    margins = margins_of(model, 0, conditions, model.medians)[0]
    return dict(zip([one.key for one in conditions], margins.tolist(), strict=True))


def test_points_of_surplus() -> None:
    """What a principal gains, and what it expects at the trust there is."""
    model = of_plain(trust={"keeps_word": {"south": 0.25}})
    assert told(model)["north accepts"] == 2.0
    assert told(model)["north trusts the others"] == -1.0
    assert surpluses_of(model, 0, model.medians)["north"][0] == 2 * 2**20


def test_keeping_in_points_per_period() -> None:
    """By hand: d q s less (1 - d) T."""
    parties = {"north": {"role": "principal", "discount_factor": 0.5}, "south": {"role": "principal"}}
    model = of_plain(parties=parties, trust={"monitoring": {"north": 0.5}})
    assert told(model)["north keeps the deal"] == pytest.approx(0.5 * 0.5 * 2 - 0.5 * 2)


def test_control_held_against_required() -> None:
    """A share of control too few, with its unit."""
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["requires"] = 0.75
    issues["aid"]["control"] = {"north": 0.5}
    model = of_plain(issues=issues)
    assert told(model)["delivery: aid=grant"] == -0.25
    first = conditions_of(model)[0]
    assert (first.kind, first.unit, first.parties) == ("delivery", "share of control", ("north",))


def test_agenda_and_order() -> None:
    """Conditions on which no judgement bears."""
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["after"] = {"base": ["closed"]}
    dossier = loaded(plain(issues=issues, agenda_limit=1))
    both = PackageModel.of(dossier, {"swap": SWAP})
    alone = PackageModel.of(dossier, {"gift": {"aid": "grant"}})
    assert told(both)["agenda limit"] == -1
    assert told(both)["order: aid=grant after base"] == 0
    assert told(alone)["order: aid=grant after base"] == -1
    assert told(alone)["agenda limit"] == 0


def test_the_cheapest_way_to_a_quota() -> None:
    """A rule lacks what its cheapest members lack, and what holds can lose until it no longer would."""
    parties = {
        **plain()["parties"],
        **{key: {"role": "ratifier", "side": "north"} for key in ("left", "right", "far")},
    }
    stakes = {
        **plain()["stakes"],
        "left": {"aid": {"grant": 3}},
        "right": {"aid": {"grant": -2}},
        "far": {"aid": {"grant": -5}},
    }
    weights = {"left": 3, "right": 2, "far": 2}

    def margin(quota: int) -> float:
        rule = {"name": "House", "needs": {"quota": quota, "weights": weights}, "over": ["aid"]}
        return told(of_plain(parties=parties, stakes=stakes, ratification={"north": [rule]}))["House"]

    assert margin(5) == -2.0
    assert margin(7) == -7.0
    assert margin(3) == 3.0


def test_only_what_is_called_into_play() -> None:
    """A rule over another issue, and the consent to an option not taken, ask for nothing."""
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["consent"] = ["south"]
    issues["base"]["options"]["closed"]["consent"] = ["north"]
    rule = {"name": "House", "needs": "north", "over": ["base"]}
    dossier = loaded(plain(issues=issues, ratification={"north": [rule]}))
    keys = [one.key for one in conditions_of(PackageModel.of(dossier, {"gift": {"aid": "grant"}}))]
    assert "consent of south" in keys
    assert "consent of north" not in keys
    assert "House" not in keys


def test_parts_of_a_rule_are_conditions_of_their_own() -> None:
    """All of several consents; the same party twice still has two keys."""
    rule = {"name": "House", "needs": {"all_of": ["north", "south", "north"]}}
    model = of_plain(ratification={"north": [rule]})
    keys = [one.key for one in conditions_of(model) if one.kind == "ratifies"]
    assert keys == ["House: north", "House: south", "House: north'"]
    assert conditions_of(model)[-1].to_dict()["gate"] == "credible"
