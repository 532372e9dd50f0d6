"""Prescriptions that change sign, by brute force, and what turns them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from tests.explain.two_readings import two_readings
from tests.properties.dossiers import Data, loaded, plain

from detente.dossier.differences import differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.explain.compared_packages import can_be_package
from detente.explain.prescriptions import SignChange, prescriptions, sign_changes
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.model.blueprint import Blueprint

DRAWS = 5


def changes(dossiers: dict[str, Dossier]) -> tuple[SignChange, ...]:
    """All changes of sign."""
    return sign_changes(dossiers, draws=DRAWS, seed=0, done=lambda: None)


def accepts(dossier: Dossier, package: dict[str, str], party: str) -> float:
    """Share of draws in which a principal would sign, by the whole model."""
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, 0, 0, DRAWS, blueprint.correlations)
    found = package_draws(blueprint, values, [named_package(blueprint, "it", package)])
    return float((found.surplus_of(party) >= 0).mean())


@settings(deadline=None, max_examples=10)
@given(two_readings())
def test_brute_force(both: tuple[Dossier, Dossier]) -> None:
    """Those and no others whose majority of draws differs; carrying over what is told turns it."""
    dossiers = dict(zip(("base", "other"), both, strict=True))
    found = {(c.prescription.key, c.party): c for c in changes(dossiers)}
    for one in prescriptions(both[0]):
        for party in both[0].principals:
            known = [d for d in both if can_be_package(d, one.package)]
            signs = {accepts(d, dict(one.package), party) >= 0.5 for d in known}
            assert ((one.key, party) in found) == (len(signs) == 2)
    for change in found.values():
        before, after = dossiers[change.most], dossiers[change.least]
        names = {told.name for told in change.because}
        made = with_changes(before, [d for d in differences(before, after) if d.name in names])
        package = dict(change.prescription.package)
        assert accepts(before, package, change.party) >= 0.5
        assert not can_be_package(made, package) or accepts(made, package, change.party) < 0.5


def hawkish() -> Data:
    """A reading under which the north loses by closing the base, and is paid for no deal."""
    data = plain()
    data["stakes"]["north"]["base"]["closed"] = -1
    data["no_deal"] = {"south": {"points": 1}}
    return data


def test_what_turns_and_why() -> None:
    """The readings, the values and the entry responsible, for a kind of deal and an option."""
    found = changes({"base": loaded(plain()), "hawk": loaded(hawkish())})
    told = [
        (c.prescription.key, c.prescription.origin, c.party, c.accepts_under, c.refuses_under) for c in found
    ]
    assert told == [
        ("swap", "kind of deal", "north", ("base",), ("hawk",)),
        ("base=closed", "option", "north", ("base",), ("hawk",)),
    ]
    swap, closed = found
    assert (swap.most, swap.least) == ("base", "hawk")
    assert (swap.surplus["base"].middle, swap.surplus["hawk"].middle) == (2, -3)
    assert [one.name for one in swap.because] == ["stakes.north.base"]
    assert swap.points == {"base": 2, "hawk": -3}
    assert swap.points_turn
    assert closed.to_dict()["because"][0]["places"][0]["after"] == "-1"


def test_surplus_may_turn_where_points_do_not() -> None:
    """A better alternative makes a gain a loss, though what is got is the same."""
    data = plain(no_deal={"north": {"points": 3}})
    (swap, *_) = changes({"base": loaded(plain()), "hawk": loaded(data)})
    assert (swap.prescription.key, swap.points_turn) == ("swap", False)
    assert [one.name for one in swap.because] == ["no_deal.north.points"]


def test_what_can_be_advised() -> None:
    """Kinds of deal first; an option that is one by itself stands once, and pressure not at all."""
    data = plain()
    data["issues"]["aid"]["options"]["arm"] = {"pressure": True}
    data["deals"]["gift"] = {"all": {"aid": ["grant"]}}
    found = prescriptions(loaded(data))
    assert [(one.key, one.origin) for one in found] == [
        ("swap", "kind of deal"),
        ("gift", "kind of deal"),
        ("base=closed", "option"),
    ]
    assert found[2].name == "closed (base)"


def test_nothing_turns() -> None:
    """One reading against itself."""
    assert changes({"base": loaded(plain()), "same": loaded(plain())}) == ()
    assert np.isclose(accepts(loaded(plain()), {"aid": "grant", "base": "closed"}, "north"), 1)
