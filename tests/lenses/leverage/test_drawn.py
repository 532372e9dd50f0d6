"""Numbers by name: what the gates know, and what the dossier says."""

from __future__ import annotations

import json

import numpy as np
import pytest

import detente
from detente.dossier import load_text
from detente.lenses.leverage.drawn import Drawn, share_spread, spread_of
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from lenses.leverage.cases import at_medians, case, drawn

LINKED = {
    "detente": 1,
    "title": "Linked",
    "parties": {"a": {"role": "principal"}, "b": {"role": "principal"}},
    "issues": {
        "x": {"options": {"no": {"status_quo": True}, "yes": {"performers": ["a"]}}},
        "y": {"options": {"no": {"status_quo": True}, "yes": {"performers": ["b"]}}},
    },
    "stakes": {"a": {"x": {"yes": -5}, "y": {"yes": 6}}, "b": {"x": {"yes": 5}, "y": {"yes": -1}}},
    "links": [
        {"name": "both", "when": {"x": ["yes"], "y": ["yes"]}, "points": {"a": 7}},
        {"name": "only", "when": {"x": ["yes"], "y": ["no"]}, "points": {"a": 2}},
        {"name": "neither", "when": {"x": ["no"], "y": ["no"]}, "points": {"b": 3}},
    ],
    "deals": {"any": {}},
}


def test_points_are_those_of_one_change() -> None:
    """A link counts if the option alone brings it about, and against it if the option undoes it."""
    found = at_medians(load_text(json.dumps(LINKED)))
    assert found.points("a", "x", "yes") == [-3]
    assert found.points("a", "y", "yes") == [6]
    assert found.points("b", "x", "yes") == [2]
    assert found.points("b", "x", "no") == [0]


def test_surplus_is_that_of_the_gates() -> None:
    """The same as for packages of one change, in every draw, for every party."""
    dossier = detente.load("two-issues")
    found = drawn(dossier, 20)
    blueprint = found.blueprint
    pairs = [(i.key, o.key) for i in dossier.issues.values() for o in i.options.values()]
    pairs = [(i, o) for i, o in pairs if o != dossier.issues[i].status_quo]
    pairs = [(i, o) for i, o in pairs if not dossier.issues[i].options[o].pressure]
    packages = [named_package(blueprint, f"{i}={o}", {i: o}) for i, o in pairs]
    expected = package_draws(blueprint, found.values, packages)
    for p, party in enumerate(blueprint.parties):
        for k, pair in enumerate(pairs):
            assert found.surplus(party, *pair).tolist() == expected.surplus[:, k, p].tolist()


def test_costs_and_reservation_count() -> None:
    """A fixed cost, one per issue, and what is had without a deal."""
    found = at_medians(
        case(dealing_costs__patron={"per_deal": 2, "per_issue": 1}, no_deal__patron__points=-4)
    )
    assert found.surplus("patron", "aid", "grant") == [10 - 2 - 1 + 4]
    assert found.issue_cost("patron") == [1]
    assert found.issue_cost("north") == [0]


def test_what_is_not_given_is_nothing() -> None:
    """A missing quantity is 0 in every draw, in points and in units."""
    found = drawn(case(), 3)
    assert found.number(None).tolist() == [0, 0, 0]
    assert found.units(None).tolist() == [0, 0, 0]
    assert len(found) == 3


def test_medians_are_of_every_number() -> None:
    """One column, in the order of the quantities; a dossier without numbers has no rows."""
    blueprint = Blueprint(case(stakes__north__aid__grant="-6..-4"))
    values = blueprint.medians
    assert values.shape == (len(blueprint.quantities), 1)
    assert Drawn(blueprint, values).points("north", "aid", "grant") == [-5]
    assert Blueprint(case(stakes={}, issues__truce__control={})).medians.shape[1] == 1


def test_spreads_of_what_always_exists() -> None:
    """A share is rounded to five digits; a number must exist in some draw."""
    assert share_spread(np.array([0.2800006])) == Spread(low=0.28, middle=0.28, high=0.28)
    assert spread_of(np.array([1.0, 2.0, 3.0])).middle == 2
    with pytest.raises(AssertionError):
        spread_of(np.array([np.nan]))
